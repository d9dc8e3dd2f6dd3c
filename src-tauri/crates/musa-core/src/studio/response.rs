//! What a provider answered, for a person to read. The receipt on the disk stays as it is.

use super::{Studio, internal};
use crate::jobs::Redactor;
use crate::protocol::{CommandError, ErrorCode, OfCall, ResponseText};

mod readable;

impl Studio {
    /// The answer of a call: without its pictures, without the key.
    pub async fn response_text(&self, request: OfCall) -> Result<ResponseText, CommandError> {
        let call = request.call;
        let missing = || {
            let error = CommandError::new(ErrorCode::NotFound);
            error.field("call").arg("what", call)
        };
        let found = self.blocking(move |it| it.context().journal.job_of(call));
        let (profile, receipts) = match found.await?.map_err(internal)? {
            Some(job) => (job.profile, self.context().of_job(&job).receipts),
            None => match self.profile_of_talk(call).await? {
                Some(profile) => (profile, self.context().receipts),
                None => return Err(missing()),
            },
        };
        // It was blotted out when it came. A key that was set since is looked for once more.
        let key = match self.profile(profile).await {
            Ok(profile) => self.context().keys.key_for(&profile).await.ok().flatten(),
            Err(_) => None,
        };
        let read = self.blocking(move |_| {
            let Some(receipt) = receipts.find(call).map_err(internal)? else {
                return Ok::<_, CommandError>(None);
            };
            let redactor = Redactor::new(key.as_ref());
            let read = readable::read(&receipt.body, |bytes| redactor.blot(bytes));
            let (text, cut) = read.map_err(internal)?;
            let status = receipt.head.status;
            Ok(Some(ResponseText { status, text, cut }))
        });
        read.await??.ok_or_else(missing)
    }
}
