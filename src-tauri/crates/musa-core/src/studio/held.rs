//! Doors to what the composer holds: files, clipboard, browser, results and earlier references.
//! Every refusal is about the field `references`, or `references[2]` where it is known which.

use std::path::PathBuf;

use super::{Studio, internal};
use crate::held::address::Address;
use crate::held::{FIELD, HeldPictures, address, fetch, offered};
use crate::ids::ContentHash;
use crate::protocol::{
    CommandError, DropTarget, ErrorCode, Held, HeldReference, HoldAddress, HoldSent, OfPicture,
    OfferedFile,
};
use crate::upload;

mod files;

/// The name of what has none: pixels on the clipboard.
const PASTED: &str = "clipboard.png";

type OneHeld = Result<HeldReference, CommandError>;

impl Studio {
    /// Looks at files in the air. Never waits long: what could not be looked at in time is
    /// there by its name, and is judged when it is let go.
    pub async fn look_at(&self, paths: Vec<PathBuf>) -> Vec<OfferedFile> {
        let given = paths.clone();
        let target = self.drop_target();
        let looking = self.blocking(move |_| match target {
            DropTarget::Composer => offered::look_at(&given),
            DropTarget::Library { .. } => offered::look_at_imports(&given),
        });
        // A single file on a dead network drive can take minutes.
        match tokio::time::timeout(2 * offered::PATIENCE, looking).await {
            Ok(Ok(offered)) => offered,
            _ => offered::names(&paths),
        }
    }

    /// Holds files that were dropped, pasted or chosen, in their order. A path that is really
    /// an address, as a browser's drag on Linux gives it, is fetched.
    pub async fn hold_files(&self, paths: Vec<PathBuf>) -> Held {
        let mut held = Held::default();
        let too_many = offered::too_many(paths.len());
        for path in paths.into_iter().take(offered::MOST_FILES) {
            let one = match address::of_path(&path) {
                Some(address) => self.held_address(&address).await,
                None => self.holding(move |it| it.hold_file(&path, None)).await,
            };
            held.add(one);
        }
        held.refused.extend(too_many);
        held
    }

    /// Holds a picture that is no file: bytes of the clipboard. It survives a restart.
    pub async fn hold_bytes(&self, name: &str, bytes: Vec<u8>) -> Held {
        let name = name.to_owned();
        let one = self.holding(move |it| it.hold_bytes(&name, &bytes)).await;
        Held::of([one])
    }

    /// Holds pixels of the clipboard: four bytes each, red first, in rows from above.
    pub async fn hold_pixels(&self, width: u32, height: u32, rgba: Vec<u8>) -> Held {
        let size = (width, height);
        let one = self
            .holding(move |it| it.hold_pixels(PASTED, size, rgba))
            .await;
        Held::of([one])
    }

    /// Holds a picture of a page: fetched without any key, through the guard of downloads.
    pub async fn hold_address(&self, request: HoldAddress) -> Result<Held, CommandError> {
        Ok(Held::of([self.held_address(&request.address).await]))
    }

    /// Holds a picture of the library; a drawing as its pixels.
    pub async fn hold_picture(&self, request: OfPicture) -> Result<Held, CommandError> {
        let id = request.picture;
        let row = self
            .blocking(move |it| it.context().library.picture(id))
            .await?
            .map_err(internal)?;
        let row = row.ok_or_else(|| {
            let missing = CommandError::new(ErrorCode::NotFound).field(FIELD);
            missing.arg("what", id)
        })?;
        let vectors = self.inner.vectors.clone();
        let hold = move |held: &HeldPictures| {
            let pixels = vectors.pixels_of(&row.file)?;
            if pixels == row.file {
                return held.hold_file(&row.file, Some(id));
            }
            // A copy of the raster, for that may leave its folder at any time.
            let name = upload::name_of(&row.file.with_extension("png"));
            held.hold_copy(&pixels, &name)
        };
        Ok(Held::of([self.holding(hold).await]))
    }

    /// Holds what was sent with an earlier run, in its order.
    pub async fn hold_sent(&self, request: HoldSent) -> Result<Held, CommandError> {
        let mut held = Held::default();
        for hash in request.hashes {
            let one = self
                .blocking(move |it| it.hold_one_sent(&hash))
                .await
                .and_then(|one| one);
            held.add(one);
        }
        Ok(held)
    }

    fn hold_one_sent(&self, hash: &ContentHash) -> OneHeld {
        let named = self.context().journal.name_of_sent(hash);
        let name = match named.map_err(internal)? {
            Some(name) => Some(name),
            None => self
                .inner
                .chats
                .store
                .name_of_sent(hash)
                .map_err(internal)?,
        };
        let name = name.unwrap_or_else(|| "reference".to_owned());
        let kept = self.context().library.reference_anywhere(hash);
        let kept = kept.map_err(internal)?;
        let kept = kept.ok_or_else(|| {
            let missing = CommandError::new(ErrorCode::FileMissing).field(FIELD);
            missing.arg("name", &name)
        })?;
        let held = self.inner.held.hold_copy(&kept, &name);
        held.map_err(|error| error.field(FIELD))
    }

    async fn held_address(&self, text: &str) -> OneHeld {
        let about = |error: CommandError| error.field(FIELD);
        let bytes = match Address::parse(text).map_err(about)? {
            Address::Here(bytes) => bytes,
            Address::Web(url) => {
                let profile = self.current_profile().await.ok();
                let client = self.context().transports.stranger(profile.as_ref())?;
                fetch::fetch(&client, &url).await.map_err(about)?
            }
        };
        let name = address::name_of(text);
        self.holding(move |it| it.hold_bytes(&name, &bytes)).await
    }

    async fn holding(
        &self,
        work: impl FnOnce(&HeldPictures) -> OneHeld + Send + 'static,
    ) -> OneHeld {
        let held = self.blocking(move |it| work(&it.inner.held)).await;
        held.and_then(|one| one).map_err(|error| error.field(FIELD))
    }
}

impl Held {
    fn of(all: impl IntoIterator<Item = OneHeld>) -> Self {
        let mut held = Self::default();
        all.into_iter().for_each(|one| held.add(one));
        held
    }

    fn add(&mut self, one: OneHeld) {
        match one {
            Ok(reference) => self.references.push(reference),
            Err(refusal) => self.refused.push(refusal),
        }
    }
}
