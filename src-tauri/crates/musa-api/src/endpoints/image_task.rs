//! `GET /v1/images/tasks/{id}` (WIRE 1.4): how an asynchronous picture is doing. Asking is free
//! and may be repeated; making is not, so a task is adopted and never sent again.

use std::fmt::Write as _;

use http::Method;
use serde_json::Value;

use crate::answer::{ImagesAnswer, TaskId, json};
use crate::body::Body;
use crate::endpoint::{Billing, Endpoint, Received, Request};
use crate::error::{Charge, Error, Kind};
use crate::transport::Limits;

/// Asks for one task.
#[derive(Debug, Clone)]
pub struct ImageTask {
    /// Which one.
    pub id: TaskId,
}

/// How a task is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskState {
    /// It waits or runs.
    Running {
        /// Per cent, where the provider says.
        progress: Option<u8>,
    },
    /// It is done.
    Done(ImagesAnswer),
    /// It failed, in the provider's words.
    Failed(Error),
}

impl Endpoint for ImageTask {
    type Answer = TaskState;

    fn request(&self) -> Request {
        Request {
            method: Method::GET,
            path: format!("/v1/images/tasks/{}", segment(&self.id.0)),
            query: Vec::new(),
            body: Body::Empty,
            billing: Billing::Free,
            limits: Limits::QUESTION,
        }
    }

    fn read(&self, received: &Received) -> Result<TaskState, Error> {
        let value = json::good(received)?;
        let task = task_of(&value);
        let status = word(task, &["status", "state", "task_status"]);
        match status.as_deref().map(normal) {
            Some(Progress::Failed) => Ok(TaskState::Failed(failure(received, task, &value))),
            Some(Progress::Running) => Ok(TaskState::Running {
                progress: percent(task),
            }),
            Some(Progress::Done) => json::pictures(&value)
                .map(TaskState::Done)
                .ok_or_else(|| json::no_picture(received, &value)),
            None => match json::pictures(&value) {
                Some(answer) => Ok(TaskState::Done(answer)),
                None => match json::failure(received, &value) {
                    Some(error) => Err(error),
                    None => Err(Error::of(Kind::Unreadable, Charge::No)),
                },
            },
        }
    }
}

enum Progress {
    Running,
    Done,
    Failed,
}

/// The words of WIRE 1.4 and 10.2. A word we do not know is not an end: keep asking.
fn normal(status: &str) -> Progress {
    match status.to_ascii_lowercase().as_str() {
        "success" | "succeeded" | "completed" | "done" | "finished" => Progress::Done,
        "failure" | "failed" | "error" | "cancelled" | "canceled" | "expired" | "timeout" => {
            Progress::Failed
        }
        _ => Progress::Running,
    }
}

/// The object that has the status: the answer itself or its `data`.
fn task_of(value: &Value) -> &Value {
    match value.get("data") {
        Some(data) if data.get("status").is_some() || data.get("task_id").is_some() => data,
        _ => value,
    }
}

pub(super) fn word(value: &Value, names: &[&str]) -> Option<String> {
    let found = names.iter().find_map(|name| value.get(*name)?.as_str());
    found.filter(|text| !text.is_empty()).map(str::to_owned)
}

/// `"45%"`, `"45"`, `45` or `0.45` never: only whole per cents are documented.
pub(super) fn percent(task: &Value) -> Option<u8> {
    let progress = task.get("progress")?;
    let number = match progress {
        Value::String(text) => text.trim().trim_end_matches('%').parse::<f64>().ok()?,
        other => other.as_f64()?,
    };
    (0.0..=100.0).contains(&number).then(|| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the range was checked"
        )]
        let whole = number as u8;
        whole
    })
}

fn failure(received: &Received, task: &Value, value: &Value) -> Error {
    let mut error = json::failure(received, task)
        .or_else(|| json::failure(received, value))
        .unwrap_or_else(|| Error::of(Kind::Server, Charge::Possible));
    if let Some(reason) = word(task, &["fail_reason", "error_message", "message"]) {
        error = error.with_message(&reason);
    }
    error
}

/// One path segment: everything but unreserved characters is percent-encoded.
pub(super) fn segment(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
