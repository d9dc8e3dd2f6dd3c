//! What an endpoint is: a pure function to a request, and a pure function from an answer.

use http::Method;

use crate::body::Body;
use crate::error::Error;
use crate::lift::Lifted;
use crate::transport::{Head, Limits};

/// Whether the provider may charge for a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Billing {
    /// It makes something that is paid for: never repeated in silence.
    Billable,
    /// It only asks.
    Free,
}

/// A request before it has an address, a key and a connection.
#[derive(Debug, Clone)]
pub struct Request {
    /// GET or POST.
    pub method: Method,
    /// Absolute path from WIRE 0, such as `/v1/images/generations`.
    pub path: String,
    /// Query pairs, unencoded.
    pub query: Vec<(String, String)>,
    /// The body.
    pub body: Body,
    /// Whether it may cost something.
    pub billing: Billing,
    /// How long to wait.
    pub limits: Limits,
}

/// An answer, received whole. Long strings of the body were lifted out while it arrived
/// ([`crate::lift`]); `text` is what remains.
#[derive(Debug, Clone)]
pub struct Received {
    /// Status and headers.
    pub head: Head,
    /// The body without its long strings, and what became of those.
    pub lifted: Lifted,
}

/// One endpoint of the API with its parameters.
pub trait Endpoint {
    /// What a good answer gives.
    type Answer;

    /// The request. Pure: the same value gives the same request.
    fn request(&self) -> Request;

    /// Reads an answer of any status. Pure.
    fn read(&self, received: &Received) -> Result<Self::Answer, Error>;
}
