//! How far a download has come, and what to ask for after a cut. Owns ranges and lengths; asks
//! nothing itself.

use http::StatusCode;
use http::header::HeaderValue;

use super::Downloaded;
use crate::error::{Charge, Error, Kind};
use crate::transport::{Head, TransportError};

/// How far a download has come.
#[derive(Debug, Default)]
pub(super) struct Progress {
    pub(super) received: u64,
    total: Option<u64>,
    /// Names the very version of the file, so that two halves fit together.
    validator: Option<HeaderValue>,
    media_type: Option<String>,
    compressed: Option<Head>,
}

/// True when a partial answer begins exactly where we stopped.
pub(super) fn continues(head: &Head, received: u64) -> bool {
    let start = head.header("content-range").and_then(|range| {
        let range = range.trim().strip_prefix("bytes ")?;
        range.split('-').next()?.trim().parse::<u64>().ok()
    });
    head.status == StatusCode::PARTIAL_CONTENT && start == Some(received)
}

impl Progress {
    /// A whole file begins.
    pub(super) fn begin(&mut self, head: &Head) {
        *self = Self {
            received: 0,
            total: head.content_length(),
            validator: validator(head),
            media_type: head.media_type(),
            compressed: None,
        };
        let encoding = head.header("content-encoding").unwrap_or("identity");
        if !encoding.trim().eq_ignore_ascii_case("identity") {
            self.compressed = Some(head.clone());
        }
    }

    /// The next pass begins anew.
    pub(super) fn forget(&mut self) {
        self.validator = None;
    }

    /// What to ask for, when a part is here and the server can go on.
    pub(super) fn range(&self) -> Option<(HeaderValue, HeaderValue)> {
        let validator = self.validator.clone().filter(|_| self.received > 0)?;
        let range = HeaderValue::from_str(&format!("bytes={}-", self.received)).ok()?;
        Some((range, validator))
    }

    pub(super) fn check_length(&self) -> Result<(), Error> {
        match self.total {
            Some(total) if total != self.received => {
                let reason = format!("{} of {total} bytes came", self.received);
                Err(Error::below_http(TransportError::Cut(reason)))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn done(self) -> Result<Downloaded, Error> {
        if let Some(head) = self.compressed {
            let mut error = Error::of(Kind::Unreadable, Charge::No);
            error.status = Some(head.status);
            return Err(error);
        }
        Ok(Downloaded {
            bytes: self.received,
            media_type: self.media_type,
        })
    }
}

/// A strong entity tag, else the date of the last change, when ranges are offered at all.
fn validator(head: &Head) -> Option<HeaderValue> {
    let ranges = head.header("accept-ranges")?;
    if !ranges.to_ascii_lowercase().contains("bytes") {
        return None;
    }
    let tag = head.headers.get("etag");
    let strong = tag.filter(|tag| !tag.as_bytes().starts_with(b"W/"));
    strong
        .or_else(|| head.headers.get("last-modified"))
        .cloned()
}
