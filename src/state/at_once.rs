//! What a provider does by itself and at once, without a plan: its own import, its old scan. The zone
//! is read before and after, so that what it has done is told and can be taken back.

use std::sync::Arc;

use zonesift_core::change::{Change, Written};
use zonesift_core::diff::diff;
use zonesift_core::plan::come_twice;
use zonesift_core::provider::{ApiError, Call, Imported, Request};
use zonesift_core::record::Record;

use super::discovery::Discovery;

/// What a provider has done by itself, or may have done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoneAtOnce {
    /// What the provider says of it, or why there is no answer.
    pub said: Result<Imported, ApiError>,
    /// What the zone says of it, or why it could not be read afterwards.
    pub changes: Result<Vec<Change>, ApiError>,
}

/// Something that may yet be done: there was no answer, and the zone did not show it.
pub(super) struct Lost {
    request: Request,
    error: ApiError,
    before: Arc<Vec<Record>>,
}

impl Discovery {
    /// Has the provider do it, and takes what has become of the zone for the last apply. When the
    /// answer is lost, what the zone shows is believed.
    ///
    /// # Errors
    /// As the calls tell, when nothing was done as far as can be seen.
    pub async fn at_once(&self, call: Call<Imported>) -> Result<DoneAtOnce, ApiError> {
        let before = self.read_held().await?;
        let lost = self.lost.take().filter(|lost| lost.request == call.request);
        // It may have been done after all was looked at.
        if let Some(Lost { error, before: then, .. }) = lost {
            let changes = changes(&then, &before);
            if !changes.is_empty() {
                return Ok(self.take_done(Err(error), Ok(changes)));
            }
        }
        let said = match self.api.send(&call).await {
            Err(refused) if !refused.leaves_doubt() => return Err(refused),
            said => said,
        };
        let changes = self.read_held().await.map(|after| changes(&before, &after));
        let is_seen = changes.as_ref().is_ok_and(|changes| !changes.is_empty());
        if let (Err(error), false) = (&said, is_seen) {
            let (request, error) = (call.request, error.clone());
            self.lost.replace(Some(Lost { request, error, before }));
        }
        match (said, changes) {
            (Err(lost), Ok(changes)) if changes.is_empty() => Err(lost),
            (said, changes) => Ok(self.take_done(said, changes)),
        }
    }

    fn take_done(
        &self,
        said: Result<Imported, ApiError>,
        changes: Result<Vec<Change>, ApiError>,
    ) -> DoneAtOnce {
        if let Ok(changes) = &changes {
            self.apply.last.set(Written { changes: changes.clone(), unfinished: false });
        }
        DoneAtOnce { said, changes }
    }
}

/// What has changed. A call that was sent twice on its way leaves records twice, of which a comparison of
/// what the zone says tells nothing.
fn changes(before: &[Record], after: &[Record]) -> Vec<Change> {
    let again = come_twice(before, after).into_iter().map(|record| Change::Add { record });
    diff(before, after).into_iter().map(Change::from).chain(again).collect()
}
