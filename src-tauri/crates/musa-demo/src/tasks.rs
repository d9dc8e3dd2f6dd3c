//! Owns asynchronous picture tasks (WIRE 1.4): they finish on the third look at them.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::response::Response;
use http::StatusCode;
use parking_lot::Mutex;
use serde_json::{Value, json};

use crate::refusal::json_response;

/// How a task ends.
#[derive(Clone, Debug)]
pub(crate) enum Outcome {
    /// With this answer, as the picture route would have given it.
    Success(Value),
    /// With this answer, to the first who asks when it is there; then it is gone.
    SuccessOnce(Value),
    /// With this reason.
    Failure(String),
}

struct Task {
    outcome: Outcome,
    looks: u32,
    /// Before this it is at work, however often it is looked at.
    ready: Instant,
}

/// The tasks since start.
#[derive(Default)]
pub(crate) struct Tasks {
    tasks: Mutex<HashMap<String, Task>>,
    next: AtomicU64,
}

impl Tasks {
    /// Keeps a task that takes so long, and gives its id, 32 hexadecimal digits.
    pub(crate) fn put(&self, outcome: Outcome, takes: Duration) -> String {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let id = blake3::hash(&number.to_le_bytes()).to_hex()[..32].to_owned();
        let task = Task {
            outcome,
            looks: 0,
            ready: Instant::now() + takes,
        };
        self.tasks.lock().insert(id.clone(), task);
        id
    }

    /// Answers `GET /v1/images/tasks/{id}`; each look brings the task one state on.
    pub(crate) fn answer(&self, id: &str) -> Response {
        let mut tasks = self.tasks.lock();
        let Some(task) = tasks.get_mut(id) else {
            return gone();
        };
        let at_work = Instant::now() < task.ready;
        task.looks = if at_work {
            2.min(task.looks + 1)
        } else {
            task.looks + 1
        };
        let (status, progress, reason, data) = match (task.looks, &task.outcome) {
            (1, _) => ("NOT_START", "0%", "", Value::Null),
            (2, _) => ("IN_PROGRESS", "50%", "", Value::Null),
            (4.., Outcome::SuccessOnce(_)) => return gone(),
            (_, Outcome::Success(data) | Outcome::SuccessOnce(data)) => {
                ("SUCCESS", "100%", "", data.clone())
            }
            (_, Outcome::Failure(reason)) => ("FAILURE", "100%", reason.as_str(), Value::Null),
        };
        let body = json!({"code": "success", "message": "", "data": {
            "task_id": id,
            "status": status,
            "progress": progress,
            "fail_reason": reason,
            "data": data,
        }});
        json_response(StatusCode::OK, body.to_string())
    }
}

fn gone() -> Response {
    let body = json!({"code": "task_not_exist", "message": "task not exist", "data": null});
    json_response(StatusCode::BAD_REQUEST, body.to_string())
}
