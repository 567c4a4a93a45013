//! How many records a zone has, and its quota. For information only: a plan that exceeds the quota gets a
//! warning and is not refused.

use leptos::prelude::*;

use super::ZoneState;

impl ZoneState {
    /// If the provider refuses, the quota stays unknown: the key may lack that one right.
    pub(super) async fn read_usage(self) {
        let call = self.info.with_untracked(|zone| self.api.provider().read_usage(zone.as_ref()?));
        if let Some(call) = call {
            self.records.usage.set(self.api.send(&call).await.ok());
        }
    }

    /// Record count and quota. Until the records are read, the count is the provider's.
    #[must_use]
    pub fn used(self) -> (usize, Option<usize>) {
        let told = self.records.usage.get().map(|usage| usage.used);
        let listed = self.info.with(|zone| zone.as_ref()?.records);
        let held = match self.records.is_read.get() {
            true => self.records.all.with(|held| held.len()),
            false => told.or(listed).unwrap_or_default() as usize,
        };
        let quota = match self.records.usage.get() {
            Some(usage) => usage.quota,
            None => self.api.provider().capabilities().records,
        };
        (held, quota.map(|quota| quota as usize))
    }
}
