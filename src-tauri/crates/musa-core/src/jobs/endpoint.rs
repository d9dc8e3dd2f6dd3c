//! From a stored job to the endpoint value of one of its calls. Opens no file: references are
//! sources that the transport opens when their turn comes.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

use musa_api::answer::ImagesAnswer;
use musa_api::body::{FilePart, Source};
use musa_api::endpoint::{Change, Endpoint, Received, Request};
use musa_api::endpoints::chat_pictures::ChatPictures;
use musa_api::endpoints::delivery::Delivery;
use musa_api::endpoints::gemini_generate::GeminiGenerate;
use musa_api::endpoints::images_edits::{ArrayField, Edits};
use musa_api::endpoints::images_generations::Generations;
use musa_api::endpoints::recraft_chat::RecraftChat;

use super::stored::{StoredJob, StoredReference};
use crate::ids::ContentHash;
use crate::library::Library;
use crate::plan::PlannedRoute;
use crate::profiles::Making;

mod conversation;

pub(crate) use conversation::reference as kept_reference;

/// A reference of the library as a source of bytes.
#[derive(Debug)]
struct KeptFile {
    path: PathBuf,
    bytes: u64,
}

impl Source for KeptFile {
    fn len(&self) -> u64 {
        self.bytes
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        let file = File::open(&self.path)?;
        if file.metadata()?.len() != self.bytes {
            return Err(io::Error::other("a kept reference has changed on the disk"));
        }
        Ok(Box::new(file))
    }
}

/// One of the endpoints that make pictures.
#[derive(Debug, Clone)]
pub(super) enum PictureEndpoint {
    Generations(Box<Generations>),
    Edits(Box<Edits>),
    Gemini(Box<GeminiGenerate>),
    Chat(ChatPictures),
    Recraft(RecraftChat),
}

impl Endpoint for PictureEndpoint {
    type Answer = ImagesAnswer;

    fn request(&self) -> Request {
        match self {
            Self::Generations(endpoint) => endpoint.request(),
            Self::Edits(endpoint) => endpoint.request(),
            Self::Gemini(endpoint) => endpoint.request(),
            Self::Chat(endpoint) => endpoint.request(),
            Self::Recraft(endpoint) => endpoint.request(),
        }
    }

    fn read(&self, received: &Received) -> Result<ImagesAnswer, musa_api::error::Error> {
        match self {
            Self::Generations(endpoint) => endpoint.read(received),
            Self::Edits(endpoint) => endpoint.read(received),
            Self::Gemini(endpoint) => endpoint.read(received),
            Self::Chat(endpoint) => endpoint.read(received),
            Self::Recraft(endpoint) => endpoint.read(received),
        }
    }

    fn adapt(&self, change: &Change) -> Option<Self> {
        match self {
            Self::Generations(endpoint) => endpoint
                .adapt(change)
                .map(|it| Self::Generations(Box::new(it))),
            Self::Edits(endpoint) => endpoint.adapt(change).map(|it| Self::Edits(Box::new(it))),
            Self::Gemini(endpoint) => endpoint.adapt(change).map(|it| Self::Gemini(Box::new(it))),
            Self::Chat(endpoint) => endpoint.adapt(change).map(Self::Chat),
            Self::Recraft(endpoint) => endpoint.adapt(change).map(Self::Recraft),
        }
    }
}

/// The endpoint for a call that asks for `pictures`, changed as the provider taught us.
pub(super) fn of_call(
    job: &StoredJob,
    pictures: u32,
    making: Making,
    library: &Library,
    learned: &[Change],
) -> io::Result<PictureEndpoint> {
    let n = job
        .plan
        .sends_n
        .then(|| u8::try_from(pictures).unwrap_or(u8::MAX));
    let endpoint = match job.plan.route {
        PlannedRoute::Generations => generations(job, n, making, library)?,
        PlannedRoute::Edits => edits(job, n, making, library)?,
        PlannedRoute::Gemini => conversation::gemini(job, library)?,
        PlannedRoute::Chat => conversation::chat(job, library)?,
    };
    let adapted = |endpoint: PictureEndpoint, change| endpoint.adapt(change).unwrap_or(endpoint);
    Ok(learned.iter().fold(endpoint, adapted))
}

/// A kept reference or mask, opened when its turn comes.
pub(crate) fn source(
    hash: &ContentHash,
    bytes: u64,
    library: &Library,
) -> io::Result<Arc<dyn Source>> {
    let gone = || io::Error::new(io::ErrorKind::NotFound, "a kept reference is gone");
    let path = library.reference(hash)?.ok_or_else(gone)?;
    Ok(Arc::new(KeptFile { path, bytes }))
}

/// Drafts come as events, and those are what the user asked for; a task tells none.
fn delivery(job: &StoredJob, making: Making) -> Delivery {
    match (job.plan.fields.partial_images, making) {
        (Some(count), _) => Delivery::Events {
            partial_images: Some(count),
        },
        (None, Making::AsTask) => Delivery::Task,
        (None, Making::AtOnce) => Delivery::Whole,
    }
}

fn generations(
    job: &StoredJob,
    n: Option<u8>,
    making: Making,
    library: &Library,
) -> io::Result<PictureEndpoint> {
    let fields = job.plan.fields.clone();
    Ok(PictureEndpoint::Generations(Box::new(Generations {
        model: job.plan.model.clone(),
        prompt: job.plan.prompt.clone(),
        aspect_ratio: fields.aspect_ratio,
        image_size: fields.image_size,
        size: fields.size,
        n,
        quality: fields.quality,
        background: fields.background,
        output_format: fields.output_format,
        output_compression: fields.output_compression,
        moderation: fields.moderation,
        user: fields.user,
        response_format: fields.response_format,
        references: job
            .references
            .iter()
            .map(|it| conversation::reference(it, library))
            .collect::<io::Result<_>>()?,
        delivery: delivery(job, making),
        ..Generations::default()
    })))
}

fn edits(
    job: &StoredJob,
    n: Option<u8>,
    making: Making,
    library: &Library,
) -> io::Result<PictureEndpoint> {
    // Names are ASCII and say the format: servers derive the type from them (WIRE 2.3).
    let file = |it: &StoredReference, name: String| {
        let file_name = format!("{name}.{}", it.format.extension());
        let content_type = it.format.media_type();
        Ok::<_, io::Error>(FilePart {
            file_name,
            content_type,
            source: source(&it.hash, it.bytes, library)?,
        })
    };
    let images = job.references.iter().enumerate();
    let images = images.map(|(at, it)| file(it, format!("image-{}", at + 1)));
    let fields = job.plan.fields.clone();
    Ok(PictureEndpoint::Edits(Box::new(Edits {
        model: job.plan.model.clone(),
        prompt: job.plan.prompt.clone(),
        images: images.collect::<io::Result<_>>()?,
        array_field: ArrayField::for_model(&job.plan.model),
        mask: job
            .mask
            .as_ref()
            .map(|it| file(it, "mask".to_owned()))
            .transpose()?,
        n,
        size: fields.size,
        quality: fields.quality,
        background: fields.background,
        output_format: fields.output_format,
        output_compression: fields.output_compression,
        input_fidelity: fields.input_fidelity,
        user: fields.user,
        response_format: fields.response_format,
        aspect_ratio: fields.aspect_ratio,
        image_size: fields.image_size,
        delivery: delivery(job, making),
    })))
}

/// The endpoint for reading a kept answer: it sends nothing, so it has no references.
pub(super) fn for_reading(job: &StoredJob) -> PictureEndpoint {
    match job.plan.route {
        PlannedRoute::Gemini => PictureEndpoint::Gemini(Box::default()),
        PlannedRoute::Chat => PictureEndpoint::Chat(ChatPictures::default()),
        PlannedRoute::Generations | PlannedRoute::Edits => {
            PictureEndpoint::Generations(Box::new(Generations {
                model: job.plan.model.clone(),
                prompt: job.plan.prompt.clone(),
                ..Generations::default()
            }))
        }
    }
}
