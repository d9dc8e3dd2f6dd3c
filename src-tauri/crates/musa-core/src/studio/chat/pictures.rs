//! Pictures of an answer: saved to the library one after the other, with the conversation as
//! their origin. One that fails does not keep the others from being saved.

use musa_api::answer::PictureAt;

use super::origin::origin;
use super::run::Talk;
use super::{Studio, internal};
use crate::chat::growth::{Growth, PictureToSave};
use crate::chat::hear::skeleton;
use crate::chat::stored::{Kind, Placed, StoredAnswer, StoredBody, StoredMessage, TalkState};
use crate::ids::PictureId;
use crate::jobs::{Caught, Failure, part_of_url};
use crate::library::WholePart;
use crate::protocol::{AnswerPart, Charged, CommandError, ErrorCode, Happened};

impl Studio {
    /// Saves them in their order; each is told when it is there.
    pub(super) async fn save_pictures(
        &self,
        talk: &Talk,
        mut answers: Vec<StoredMessage>,
        growth: &Growth,
        caught: Option<Caught>,
    ) {
        let mut caught = caught;
        let mut failed = false;
        for (index, wanted) in (0..).zip(growth.pictures()) {
            let place = answers.iter_mut().find(|it| {
                it.body
                    .answer()
                    .is_some_and(|it| it.choice == wanted.choice)
            });
            let Some(message) = place else { continue };
            let saved = self
                .save_picture(talk, message, index, wanted, &mut caught)
                .await;
            if let StoredBody::Answer { answer } = &mut message.body {
                failed |= saved.is_err();
                note(answer, wanted.at, saved);
            }
            let one = [message.clone()];
            self.write_answers(talk, &one, TalkState::Saving).await;
        }
        let drafts = caught.map(|it| it.parts).unwrap_or_default();
        // Where one failed, what is left may be it.
        if !failed && !drafts.is_empty() {
            let library = self.context().library;
            let put = self.blocking(move |_| library.put_drafts_away(drafts.into_values()));
            if !matches!(put.await, Ok(Ok(()))) {
                tracing::warn!(call = %talk.call(), "a draft stays among the parts");
            }
        }
        self.write_answers(talk, &answers, TalkState::Ended).await;
        if !failed {
            self.settle(talk, &answers).await;
        }
    }

    /// Nothing is stored twice: the receipt keeps everything but the pictures.
    async fn settle(&self, talk: &Talk, answers: &[StoredMessage]) {
        let placed = answers.iter().filter_map(|it| it.body.answer());
        let placed = placed.flat_map(|it| it.pictures.iter().map(|it| it.id));
        let (call, placed) = (talk.call(), placed.collect::<Vec<_>>());
        let settled = self.blocking(move |it| {
            let context = it.context();
            let rows = placed.iter().map(|id| context.library.picture(*id));
            let rows: Result<Vec<_>, _> = rows.collect();
            let rows = rows.map_err(internal)?.into_iter().flatten();
            let hashes: Vec<_> = rows.map(|row| row.hash).collect();
            let Some(receipt) = context.receipts.find(call).map_err(internal)? else {
                return Ok(());
            };
            let skeleton = skeleton(&receipt).map_err(internal)?;
            let settled = context.receipts.settle(call, &skeleton, &hashes);
            settled.map_err(internal)
        });
        if let Ok(Err(error)) | Err(error) = settled.await {
            tracing::warn!(?error, %call, "a receipt stays whole: it could not be settled");
        }
    }

    async fn save_picture(
        &self,
        talk: &Talk,
        message: &StoredMessage,
        index: u32,
        wanted: &PictureToSave,
        caught: &mut Option<Caught>,
    ) -> Result<PictureId, CommandError> {
        let part = self.part(talk, index, &wanted.picture.at, caught).await?;
        let part = WholePart { index, ..part };
        let revised = wanted.picture.revised_prompt.clone();
        let origin = origin(talk, message, revised);
        let placed = self.blocking(move |it| {
            let library = it.context().library;
            let saved = library.ingest(part, &origin).map_err(|error| {
                let told = CommandError::new(ErrorCode::SaveFailed).charged(Charged::Likely);
                told.detail(error.to_string())
            })?;
            library.picture(saved.id).map_err(internal)
        });
        let row = placed
            .await??
            .ok_or_else(|| CommandError::amiss("a saved picture has no row"))?;
        self.prepare_thumbnails(&row);
        if talk.kind == Kind::Shown {
            self.tell(Happened::PicturesBack {
                pictures: vec![self.picture_view(&row)],
            });
        }
        Ok(row.id)
    }

    async fn part(
        &self,
        talk: &Talk,
        index: u32,
        at: &PictureAt,
        caught: &mut Option<Caught>,
    ) -> Result<WholePart, CommandError> {
        let (context, call) = (self.context(), talk.call());
        match at {
            PictureAt::Lifted(id) => {
                let found = caught.as_mut().and_then(|it| it.parts.remove(id));
                found.ok_or_else(|| {
                    let failed = caught.as_mut().and_then(|it| it.part_failed.take());
                    match failed {
                        Some(error) => Failure::saving(&error).error,
                        None => {
                            CommandError::new(ErrorCode::AnswerUnreadable).charged(Charged::Likely)
                        }
                    }
                })
            }
            PictureAt::Inline(bytes) => {
                let bytes = bytes.clone();
                let written = self.blocking(move |it| {
                    let mut part = it.context().library.new_part(call, index)?;
                    part.write(&bytes)?;
                    part.finish()
                });
                written
                    .await?
                    .map_err(|error| Failure::finishing(&error).error)
            }
            PictureAt::Url(url) => {
                let missing = || CommandError::new(ErrorCode::DownloadFailed);
                let profile = talk.profile.as_ref();
                let profile = profile.ok_or_else(|| missing().charged(Charged::Likely))?;
                let to = (call, index);
                let part = part_of_url(&context, profile, &talk.cancel, talk.meter(), to, url);
                part.await.map_err(|failure| failure.error)
            }
        }
    }
}

fn note(answer: &mut StoredAnswer, place: u32, saved: Result<PictureId, CommandError>) {
    match saved {
        Ok(id) => {
            answer.pictures.retain(|it| it.at != place);
            answer.pictures.push(Placed { at: place, id });
        }
        Err(why) => {
            let part = answer.parts.get_mut(place as usize);
            if let Some(AnswerPart::Picture { error, .. }) = part {
                *error = Some(Box::new(why));
            }
        }
    }
}
