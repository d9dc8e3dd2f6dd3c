//! `DELETE …/tasks/{id}` (WIRE 10.3): a queued task is cancelled, an ended one forgotten; one
//! that runs is refused. Not every relay has it.

use http::Method;

use super::path_of;
use crate::answer::{TaskId, json};
use crate::body::Body;
use crate::endpoint::{Billing, Endpoint, Received, Request};
use crate::error::Error;
use crate::transport::Limits;

/// Cancels a task that has not begun.
#[derive(Debug, Clone)]
pub struct DeleteVideoTask {
    /// Which one.
    pub id: TaskId,
}

impl Endpoint for DeleteVideoTask {
    type Answer = ();

    fn request(&self) -> Request {
        Request {
            method: Method::DELETE,
            path: path_of(&self.id),
            query: Vec::new(),
            body: Body::Empty,
            billing: Billing::Free,
            limits: Limits::QUESTION,
        }
    }

    fn read(&self, received: &Received) -> Result<(), Error> {
        if !received.head.status.is_success() {
            return Err(Error::from_answer(received));
        }
        // An empty body is as good as `{}`; a failure may hide behind a good status.
        if received.lifted.skeleton.trim_ascii().is_empty() {
            return Ok(());
        }
        let value = json::good(received)?;
        json::failure(received, &value).map_or(Ok(()), Err)
    }
}

/// True for a refusal because the task runs: it can only be left.
pub fn is_running(error: &Error) -> bool {
    let said = [error.code(), error.message()].into_iter().flatten();
    let said: String = said.collect::<Vec<_>>().join(" ").to_lowercase();
    said.contains("taskrunning") || (said.contains("running") && said.contains("cancel"))
}
