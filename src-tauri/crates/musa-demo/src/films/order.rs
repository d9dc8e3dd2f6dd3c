//! Owns what is asked for: read leniently (nulls, extra fields), and refused as Ark refuses (WIRE
//! 10.1, 10.4): fields strictly, flags in the text in silence.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::StatusCode;
use serde_json::{Value, json};

use super::{Reel, Shape};
use crate::request::{Fetch, read_source};
use crate::seen::SeenFile;

/// A refusal in Ark's shape (WIRE 7.1).
#[derive(Clone, Debug)]
pub(crate) struct ArkRefusal {
    pub(crate) status: StatusCode,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) param: &'static str,
}

impl ArkRefusal {
    pub(crate) fn invalid(param: &'static str, message: impl Into<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            code: "InvalidParameter",
            message: message.into(),
            param,
        }
    }

    fn missing(param: &'static str) -> Self {
        Self {
            code: "MissingParameter",
            ..Self::invalid(param, format!("The request is missing `{param}`."))
        }
    }

    /// The body, as JSON text.
    pub(crate) fn body(&self) -> String {
        json!({"error": {
            "code": self.code,
            "message": format!("{} Request id: 021761000000000demo", self.message),
            "param": self.param,
            "type": "BadRequest",
        }})
        .to_string()
    }
}

/// A film that is asked for.
#[derive(Clone, Debug)]
pub(crate) struct FilmOrder {
    pub(crate) model: String,
    pub(crate) prompt: String,
    /// As the answer repeats them.
    pub(crate) settings: Vec<(&'static str, Value)>,
    pub(crate) seconds: u64,
    pub(crate) last_frame: bool,
    shape: Shape,
    seed: Option<String>,
}

/// What was read of a body.
pub(crate) struct FilmReading {
    pub(crate) order: Result<FilmOrder, ArkRefusal>,
    pub(crate) fields: BTreeMap<String, Vec<String>>,
    pub(crate) files: Vec<SeenFile>,
}

impl FilmOrder {
    /// The film that it gets.
    pub(crate) fn reel(&self) -> Reel {
        Reel::new(self.shape, &self.prompt, self.seed.as_deref())
    }

    /// Reads a body.
    pub(crate) fn read(body: &Bytes, fetch: &Fetch<'_>) -> FilmReading {
        let mut reading = FilmReading {
            order: Err(ArkRefusal::missing("model")),
            fields: BTreeMap::new(),
            files: Vec::new(),
        };
        let Ok(Value::Object(object)) = serde_json::from_slice::<Value>(body) else {
            return reading;
        };
        for (name, value) in object.iter().filter(|(name, _)| *name != "content") {
            let text = match value {
                Value::String(text) => text.clone(),
                Value::Null | Value::Object(_) | Value::Array(_) => continue,
                other => other.to_string(),
            };
            reading.fields.insert(name.clone(), vec![text]);
        }
        let body = Value::Object(object);
        reading.order = order(&body, fetch, &mut reading);
        reading
    }
}

fn order(
    body: &Value,
    fetch: &Fetch<'_>,
    reading: &mut FilmReading,
) -> Result<FilmOrder, ArkRefusal> {
    let model = body
        .get("model")
        .and_then(Value::as_str)
        .unwrap_or_default();
    if model.is_empty() {
        return Err(ArkRefusal::missing("model"));
    }
    let content = body.get("content").and_then(Value::as_array);
    let content = content.filter(|content| !content.is_empty());
    let content = content.ok_or_else(|| ArkRefusal::missing("content"))?;
    let (prompt, pictures) = parts(content, fetch, reading)?;
    combination(&pictures)?;
    let flags = flags(&prompt);
    let field = |name: &str| body.get(name).filter(|value| !value.is_null()).cloned();
    let set = |name: &'static str| field(name).or_else(|| flags.get(name).map(|it| json!(it)));
    checked(&field)?;
    let ratio = set("ratio").and_then(|it| it.as_str().map(str::to_owned));
    let of_ratio = ratio.as_deref().and_then(Shape::of_ratio);
    let of_frame = pictures.first().and_then(|it| it.size);
    let of_frame = of_frame.map(|(across, down)| Shape::of_size(across, down));
    let shape = of_frame.or(of_ratio).unwrap_or(Shape::Wide);
    let seconds = set("duration").and_then(|it| match it {
        Value::String(text) => text.parse().ok(),
        other => other.as_u64(),
    });
    let seed = set("seed").map(|it| it.to_string());
    Ok(FilmOrder {
        model: model.to_owned(),
        settings: vec![
            ("resolution", set("resolution").unwrap_or(json!("720p"))),
            (
                "ratio",
                json!(ratio.unwrap_or_else(|| shape.ratio().to_owned())),
            ),
            (
                "seed",
                set("seed").and_then(number).unwrap_or(json!(20_251)),
            ),
        ],
        seconds: seconds.unwrap_or(5),
        last_frame: field("return_last_frame") == Some(json!(true)),
        prompt,
        shape,
        seed,
    })
}

/// The text of a content, and its pictures; the log keeps both.
fn parts(
    content: &[Value],
    fetch: &Fetch<'_>,
    reading: &mut FilmReading,
) -> Result<(String, Vec<Picture>), ArkRefusal> {
    let mut prompt = String::new();
    let mut pictures = Vec::new();
    for part in content {
        match part.get("type").and_then(Value::as_str) {
            Some("text") => {
                let text = part.get("text").and_then(Value::as_str).unwrap_or_default();
                prompt.push_str(text);
            }
            Some("image_url") => pictures.push(picture(part, fetch, reading)?),
            other => {
                let other = other.unwrap_or("null");
                let message = format!("The content type `{other}` is not supported here.");
                return Err(ArkRefusal::invalid("content", message));
            }
        }
    }
    reading
        .fields
        .insert("text".to_owned(), vec![prompt.clone()]);
    let roles = pictures.iter().map(|it| it.role.clone());
    reading.fields.insert("role".to_owned(), roles.collect());
    Ok((prompt, pictures))
}

fn number(value: Value) -> Option<Value> {
    match &value {
        Value::Number(_) => Some(value),
        Value::String(text) => text.parse::<i64>().ok().map(|it| json!(it)),
        _ => None,
    }
}

/// A picture of the content.
struct Picture {
    role: String,
    size: Option<(u32, u32)>,
}

fn picture(
    part: &Value,
    fetch: &Fetch<'_>,
    reading: &mut FilmReading,
) -> Result<Picture, ArkRefusal> {
    let role = part.get("role").and_then(Value::as_str).unwrap_or_default();
    let url = part.pointer("/image_url/url").and_then(Value::as_str);
    let url = url.ok_or_else(|| ArkRefusal::missing("content.image_url.url"))?;
    if url.starts_with("http") || url.starts_with("asset://") {
        // Nothing is ever fetched from elsewhere; the demo takes it as it is.
        let size = fetch(url).and_then(|bytes| size_of(&bytes));
        reading
            .fields
            .entry("image_url".to_owned())
            .or_default()
            .push(url.to_owned());
        let role = role.to_owned();
        return Ok(Picture { role, size });
    }
    let bad = || ArkRefusal::invalid("content", "The image cannot be read.");
    let (bytes, kind) = read_source(url, "content", 1, fetch).map_err(|_| bad())?;
    let size = size_of(&bytes).ok_or_else(bad)?;
    limits(size, bytes.len())?;
    let name = if role.is_empty() { "image" } else { role };
    reading
        .files
        .push(SeenFile::new(name.to_owned(), None, kind, bytes));
    Ok(Picture {
        role: role.to_owned(),
        size: Some(size),
    })
}

fn size_of(bytes: &[u8]) -> Option<(u32, u32)> {
    let reader = image::ImageReader::new(std::io::Cursor::new(bytes));
    reader.with_guessed_format().ok()?.into_dimensions().ok()
}

fn limits((across, down): (u32, u32), bytes: usize) -> Result<(), ArkRefusal> {
    let side = |side: u32| (300..=6000).contains(&side);
    let hundredths = u64::from(across) * 100;
    let shape = hundredths >= 40 * u64::from(down) && hundredths <= 250 * u64::from(down);
    if side(across) && side(down) && shape && bytes < 30_000_000 {
        return Ok(());
    }
    Err(ArkRefusal::invalid(
        "content",
        format!("The image of {across}x{down} pixels is outside the limits."),
    ))
}

fn combination(pictures: &[Picture]) -> Result<(), ArkRefusal> {
    let count = |role: &str| pictures.iter().filter(|it| it.role == role).count();
    let (first, last) = (count("first_frame"), count("last_frame"));
    let (references, bare) = (count("reference_image"), count(""));
    let all = first + last + references + bare;
    let good = matches!(
        (first, last, references, bare),
        (0, 0, 0, 0 | 1) | (1, 0 | 1, 0, 0) | (0, 0, 1..=9, 0)
    );
    if all == pictures.len() && good {
        return Ok(());
    }
    Err(ArkRefusal::invalid(
        "content",
        "The roles of the images do not go together: give first_frame and last_frame, or \
         reference_image.",
    ))
}

/// Fields are strict.
fn checked(field: &impl Fn(&str) -> Option<Value>) -> Result<(), ArkRefusal> {
    let one_of = |name: &'static str, taken: &[&str]| match field(name) {
        Some(value) if !value.as_str().is_some_and(|it| taken.contains(&it)) => {
            let message = format!("`{name}` must be one of {}.", taken.join(", "));
            Err(ArkRefusal::invalid(name, message))
        }
        _ => Ok(()),
    };
    one_of("resolution", &["480p", "720p", "1080p", "4k"])?;
    let ratios = ["16:9", "4:3", "1:1", "3:4", "9:16", "21:9", "adaptive"];
    one_of("ratio", &ratios)?;
    let whole = |name: &'static str, fits: fn(i64) -> bool| match field(name) {
        Some(value) if !value.as_i64().is_some_and(fits) => Err(ArkRefusal::invalid(
            name,
            format!("`{name}` is out of range."),
        )),
        _ => Ok(()),
    };
    whole("duration", |it| it == -1 || (2..=30).contains(&it))?;
    whole("frames", |it| {
        (29..=289).contains(&it) && (it - 25) % 4 == 0
    })?;
    whole("seed", |it| (-1..=4_294_967_295).contains(&it))?;
    for name in [
        "camera_fixed",
        "watermark",
        "generate_audio",
        "return_last_frame",
    ] {
        if field(name).is_some_and(|value| !value.is_boolean()) {
            return Err(ArkRefusal::invalid(
                "type",
                format!("`{name}` must be a boolean."),
            ));
        }
    }
    Ok(())
}

/// Flags of the text, by the names of the fields; wrong ones are as if they were not there.
fn flags(prompt: &str) -> BTreeMap<&'static str, String> {
    let mut words = prompt.split_whitespace();
    let mut found = BTreeMap::new();
    while let Some(word) = words.next() {
        let name = match word {
            "--resolution" | "--rs" => "resolution",
            "--ratio" | "--rt" => "ratio",
            "--duration" | "--dur" => "duration",
            "--seed" => "seed",
            _ => continue,
        };
        if let Some(value) = words.next() {
            found.insert(name, value.to_owned());
        }
    }
    found
}
