//! The address of a provider. Owns how it is typed and joined (WIRE 0); knows no path itself.

use std::fmt;

use url::Url;

/// A provider's base address, without `/v1`, `/v1beta` and trailing slashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(Url);
