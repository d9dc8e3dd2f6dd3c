//! What an endpoint is: a pure function to a request, and a pure function from an answer.

use http::Method;

use crate::body::Body;
use crate::error::Error;
use crate::lift::Lifted;
use crate::talk::TalkAnswer;
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
    /// The body without its long strings, and what became of those. Of a talk that came as events
    /// nothing is left here.
    pub lifted: Lifted,
    /// What was heard while it arrived, of an endpoint that listens.
    pub talk: Option<Box<TalkAnswer>>,
}

/// Whether somebody hears an answer while it arrives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Listening {
    /// It is read at its end, and only if it is whole.
    #[default]
    No,
    /// Every delta is told ([`crate::client::Receiver::delta`]), and what came of an answer that
    /// broke off, or that the caller stopped, is an answer too.
    Talk,
}

/// A change that makes a refused request acceptable, when the refusal proves that nothing was
/// made (WIRE 7.6). Made once, and remembered by the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Name several pictures the other way (WIRE 2.3).
    OtherArrayField,
    /// Leave out a field that the provider does not know.
    DropField(String),
}

/// One endpoint of the API with its parameters.
pub trait Endpoint {
    /// What a good answer gives.
    type Answer;

    /// The request. Pure: the same value gives the same request.
    fn request(&self) -> Request;

    /// Whether its answer is heard while it arrives.
    fn listening(&self) -> Listening {
        Listening::No
    }

    /// Reads an answer of any status. Pure.
    fn read(&self, received: &Received) -> Result<Self::Answer, Error>;

    /// The same call after a change, or `None` where the change makes no difference to it.
    fn adapt(&self, change: &Change) -> Option<Self>
    where
        Self: Sized,
    {
        let _ = change;
        None
    }
}

impl Received {
    /// True when the body is compressed although `identity` was asked for. It is kept and not
    /// read: a small compressed body may hold gigabytes (`reliability.md` H1).
    pub fn is_compressed(&self) -> bool {
        let encoding = self.head.header("content-encoding").unwrap_or_default();
        let encoding = encoding.trim();
        !(encoding.is_empty() || encoding.eq_ignore_ascii_case("identity"))
    }
}
