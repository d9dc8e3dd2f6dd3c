//! The built-in demo provider: the relay's wire format on 127.0.0.1, pictures drawn here.
//!
//! It owns: the picture routes of the wire format (generations, edits, asynchronous tasks, result
//! URLs, the model list), its talks (chats, completions, responses, Gemini's format), what each
//! known model accepts, the drawing, what is said, and named faults that let tests see how a
//! client behaves when a provider does not. It needs no key and no network.
//!
//! It deliberately does not know `musa-core` or `musa-api`: a server that shared its types with
//! the client under test would agree with it by construction. It reads leniently (nulls, extra
//! fields, three names for the same file field) and refuses as real providers do.

mod answer;
mod draw;
mod fault;
mod models;
mod pixels;
mod purse;
mod refusal;
mod request;
mod rules;
mod seen;
mod server;
mod shelf;
mod signature;
mod talk;
mod tasks;

pub use answer::AnswerForm;
pub use fault::{BalanceForm, Block, ChatForm, Fault, FaultLine, ParseFaultError, Route};
pub use seen::{Seen, SeenFile};
pub use server::{Demo, DemoConfig, StartError};
