//! `GET …/tasks/{id}` (WIRE 10.2): how a film is doing, in any of the spellings of the relays.
//! HTTP is 200 for failed tasks too. A word that is not known is no end: it is handed up, and
//! asking goes on.

use http::Method;
use serde_json::Value;

use super::super::image_task::{percent, word};
use super::path_of;
use crate::answer::{TaskId, json};
use crate::body::Body;
use crate::endpoint::{Billing, Endpoint, Received, Request};
use crate::error::{Charge, Error, Kind};
use crate::transport::Limits;

/// Asks for one task.
#[derive(Debug, Clone)]
pub struct VideoTask {
    /// Which one.
    pub id: TaskId,
}

/// Where a task stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// It has not begun.
    Queued,
    /// It runs.
    Running,
    /// It is made.
    Succeeded,
    /// It failed, in the provider's words.
    Failed(Error),
    /// Somebody cancelled it.
    Cancelled,
    /// It took longer than the provider waits.
    Expired,
    /// A word that is not known; it may go on.
    Unknown(String),
}

/// How a film is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VideoState {
    /// Its id, where it is told.
    pub id: Option<TaskId>,
    /// The model.
    pub model: Option<String>,
    /// Where it stands.
    pub status: Status,
    /// Per cent, where the provider says.
    pub progress: Option<u8>,
    /// Where the film lies, for a day.
    pub video: Option<String>,
    /// Where its last frame lies.
    pub last_frame: Option<String>,
    /// Tokens that are charged.
    pub tokens: Option<u64>,
    /// The seed that was used.
    pub seed: Option<i64>,
    /// When it was made, in seconds since 1970.
    pub created_at: Option<i64>,
}

impl Endpoint for VideoTask {
    type Answer = VideoState;

    fn request(&self) -> Request {
        Request {
            method: Method::GET,
            path: path_of(&self.id),
            query: Vec::new(),
            body: Body::Empty,
            billing: Billing::Free,
            limits: Limits::QUESTION,
        }
    }

    fn read(&self, received: &Received) -> Result<VideoState, Error> {
        let value = json::good(received)?;
        if let Some(state) = state_of(received, task_of(&value)) {
            return Ok(state);
        }
        let failure = json::failure(received, &value);
        Err(failure.unwrap_or_else(|| Error::of(Kind::Unreadable, Charge::No)))
    }
}

/// The object that has the status: the answer itself or its `data`.
fn task_of(value: &Value) -> &Value {
    match value.get("data") {
        Some(data) if data.get("status").is_some() => data,
        _ => value,
    }
}

/// One task; none where nothing says how it stands.
pub(super) fn state_of(received: &Received, task: &Value) -> Option<VideoState> {
    let said = word(task, &["status", "state", "task_status"]);
    let video = address(task, &["video_url", "url"]);
    let status = match (said.as_deref().map(normal), &video) {
        (Some(Word::Known(status)), _) => status,
        (Some(Word::Failed), _) => Status::Failed(failure(received, task)),
        (_, Some(_)) => Status::Succeeded,
        (Some(Word::Strange), None) => Status::Unknown(said.unwrap_or_default()),
        (None, None) => return None,
    };
    let usage = task.get("usage");
    let tokens = ["total_tokens", "completion_tokens"];
    Some(VideoState {
        id: word(task, &["id", "task_id"]).map(TaskId),
        model: word(task, &["model"]),
        status,
        progress: percent(task),
        video,
        last_frame: address(task, &["last_frame_url"]),
        tokens: tokens.iter().find_map(|name| usage?.get(*name)?.as_u64()),
        seed: task.get("seed").and_then(Value::as_i64),
        created_at: task.get("created_at").and_then(Value::as_i64),
    })
}

enum Word {
    Known(Status),
    Failed,
    Strange,
}

/// The spellings of WIRE 10.2, in any case.
fn normal(said: &str) -> Word {
    Word::Known(match said.trim().to_ascii_lowercase().as_str() {
        "queued" | "pending" | "submitted" | "not_start" => Status::Queued,
        "running" | "processing" | "in_progress" => Status::Running,
        "succeeded" | "success" | "completed" | "done" => Status::Succeeded,
        "cancelled" | "canceled" => Status::Cancelled,
        "expired" | "timeout" => Status::Expired,
        "failed" | "failure" | "error" => return Word::Failed,
        _ => return Word::Strange,
    })
}

/// An address under one of the names: in the task, in its `content` (an object or a list of
/// parts), or in a `data` inside it.
fn address(task: &Value, names: &[&str]) -> Option<String> {
    let content = task.get("content");
    let parts = content.and_then(Value::as_array).into_iter().flatten();
    let holders = [content, task.get("data"), Some(task)];
    let mut holders = holders.into_iter().flatten().chain(parts);
    holders.find_map(|holder| {
        names.iter().find_map(|name| {
            let found = holder.get(*name)?;
            // A part of a list has `{"video_url": {"url": …}}`.
            let text = found.as_str().or_else(|| found.get("url")?.as_str())?;
            (!text.is_empty()).then(|| text.to_owned())
        })
    })
}

/// Ark's codes name what its status would have been: a failed task is told with 200.
fn failure(received: &Received, task: &Value) -> Error {
    let mut error =
        json::failure(received, task).unwrap_or_else(|| Error::of(Kind::Server, Charge::Possible));
    let code = error.code().unwrap_or_default().to_ascii_lowercase();
    if error.kind == Kind::Server && (code.contains("invalid") || code.contains("missing")) {
        error.kind = Kind::Invalid;
    }
    match word(task, &["fail_reason", "error_message"]) {
        Some(reason) => error.with_message(&reason),
        None => error,
    }
}
