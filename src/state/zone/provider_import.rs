//! What a provider does in one call without a plan: its own import, its old scan. The zone is read before and
//! after, to show what changed and to offer undo.

use std::sync::Arc;

use leptos::prelude::*;
use zonesift_core::change::{Change, Written};
use zonesift_core::diff::diff;
use zonesift_core::plan::come_twice;
use zonesift_core::provider::{ApiError, Call, Imported, Request};
use zonesift_core::record::Record;

use super::ZoneState;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoneAtOnce {
    /// The provider's answer, or why there is none.
    pub answer: Result<Imported, ApiError>,
    /// The difference in the zone, or why the zone could not be read afterwards.
    pub changes: Result<Vec<Change>, ApiError>,
}

/// A call without an answer and without a visible effect: it may still take effect.
pub(super) struct Lost {
    request: Request,
    error: ApiError,
    before: Arc<Vec<Record>>,
}

impl ZoneState {
    /// Sends the call and keeps what it changed in the zone for undo. If the answer is lost, a visible change
    /// in the zone counts as success.
    ///
    /// # Errors
    /// If the zone could not be read before, the provider refused, or the answer is lost and the zone shows
    /// no change.
    pub async fn at_once(self, call: Call<Imported>) -> Result<DoneAtOnce, ApiError> {
        let before = self.read_held().await?;
        let lost = self.lost.try_update_value(Option::take).flatten();
        let lost = lost.filter(|lost| lost.request == call.request);
        // The lost call may have taken effect after the zone was read.
        if let Some(Lost { error, before: then, .. }) = lost {
            let changes = changes(&then, &before);
            if !changes.is_empty() {
                return Ok(self.take_done(Err(error), Ok(changes)));
            }
        }
        let answer = match self.api.send(&call).await {
            Err(refused) if !refused.leaves_doubt() => return Err(refused),
            answer => answer,
        };
        let changes = self.read_held().await.map(|after| changes(&before, &after));
        let is_seen = changes.as_ref().is_ok_and(|changes| !changes.is_empty());
        if let (Err(error), false) = (&answer, is_seen) {
            let (request, error) = (call.request, error.clone());
            self.lost.set_value(Some(Lost { request, error, before }));
        }
        match (answer, changes) {
            (Err(lost), Ok(changes)) if changes.is_empty() => Err(lost),
            (answer, changes) => Ok(self.take_done(answer, changes)),
        }
    }

    fn take_done(
        &self,
        answer: Result<Imported, ApiError>,
        changes: Result<Vec<Change>, ApiError>,
    ) -> DoneAtOnce {
        if let Ok(changes) = &changes {
            self.apply.last.set(Written { changes: changes.clone(), ..Written::default() });
        }
        DoneAtOnce { answer, changes }
    }
}

/// A call that was sent twice on the network leaves duplicates, which a diff does not show: they are added.
fn changes(before: &[Record], after: &[Record]) -> Vec<Change> {
    let again = come_twice(before, after).into_iter().map(|record| Change::Add { record });
    diff(before, after).into_iter().map(Change::from).chain(again).collect()
}
