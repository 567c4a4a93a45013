//! How many records a zone has, and its quota. For information only: a plan that exceeds the quota gets a
//! warning and is not refused.

use super::discovery::Discovery;

impl Discovery {
    /// If the provider refuses, the quota stays unknown: the key may lack that one right.
    pub(super) async fn read_usage(&self) {
        let call = self.zone.with_untracked(|zone| self.api.provider().read_usage(zone.as_ref()?));
        if let Some(call) = call {
            self.usage.set(self.api.send(&call).await.ok());
        }
    }

    /// Record count and quota. Until the records are read, the count is the provider's.
    #[must_use]
    pub fn used(&self) -> (usize, Option<usize>) {
        let told = self.usage.get().map(|usage| usage.used);
        let listed = self.zone.with(|zone| zone.as_ref()?.records);
        let held = match self.is_read.get() {
            true => self.held.with(|held| held.len()),
            false => told.or(listed).unwrap_or_default() as usize,
        };
        let quota = match self.usage.get() {
            Some(usage) => usage.quota,
            None => self.api.provider().capabilities().records,
        };
        (held, quota.map(|quota| quota as usize))
    }
}
