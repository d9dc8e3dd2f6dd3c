//! `GET …/tasks` (WIRE 10.3): the tasks of the last seven days. Not every relay has it.

use http::Method;
use serde_json::Value;

use super::PATH;
use super::state::{VideoState, state_of};
use crate::answer::json;
use crate::body::Body;
use crate::endpoint::{Billing, Endpoint, Received, Request};
use crate::error::{Charge, Error, Kind};
use crate::transport::Limits;

/// Asks for a page of tasks, newest first.
#[derive(Debug, Clone)]
pub struct VideoTasks {
    /// 1 to 500.
    pub page: u32,
    /// 1 to 500.
    pub size: u32,
}

/// A page of tasks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskPage {
    /// All of them, where it is told.
    pub total: Option<u64>,
    /// Those of this page.
    pub tasks: Vec<VideoState>,
}

impl Endpoint for VideoTasks {
    type Answer = TaskPage;

    fn request(&self) -> Request {
        Request {
            method: Method::GET,
            path: PATH.to_owned(),
            query: vec![
                ("page_num".to_owned(), self.page.to_string()),
                ("page_size".to_owned(), self.size.to_string()),
            ],
            body: Body::Empty,
            billing: Billing::Free,
            limits: Limits::QUESTION,
        }
    }

    fn read(&self, received: &Received) -> Result<TaskPage, Error> {
        let value = json::good(received)?;
        let holder = value.get("data").unwrap_or(&value);
        let items = [&value, holder]
            .into_iter()
            .find_map(|holder| holder.get("items")?.as_array())
            .or_else(|| holder.as_array());
        let Some(items) = items else {
            let failure = json::failure(received, &value);
            return Err(failure.unwrap_or_else(|| Error::of(Kind::Unreadable, Charge::No)));
        };
        Ok(TaskPage {
            total: [&value, holder]
                .into_iter()
                .find_map(|holder| holder.get("total").and_then(Value::as_u64)),
            tasks: items
                .iter()
                .filter_map(|task| state_of(received, task))
                .collect(),
        })
    }
}
