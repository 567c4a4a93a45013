//! What a provider does by itself and at once, without a plan: its own import, its old scan. The zone
//! is read before and after, so that what it has done is told and can be taken back.

use zonesift_core::diff::diff;
use zonesift_core::plan::Change;
use zonesift_core::plan::undo::Written;
use zonesift_core::provider::{ApiError, Call, Imported};

use super::discovery::Discovery;

/// What a provider has done by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DoneAtOnce {
    /// What the provider says of it.
    pub said: Imported,
    /// What the zone says of it.
    pub changes: Vec<Change>,
}

impl Discovery {
    /// Has the provider do it, and takes what has become of the zone for the last apply.
    ///
    /// # Errors
    /// As the calls tell. When the zone cannot be read before, nothing is done.
    pub async fn at_once(&self, call: Call<Imported>) -> Result<DoneAtOnce, ApiError> {
        let before = self.read_held().await?;
        let said = self.api.send(&call).await;
        let after = self.read_held().await?;
        let changes: Vec<Change> = diff(&before, &after).into_iter().map(Change::from).collect();
        self.apply.last.set(Written { changes: changes.clone(), unfinished: false });
        said.map(|said| DoneAtOnce { said, changes })
    }
}
