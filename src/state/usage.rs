//! How many records a zone holds, of those that it may hold. It is only told: a plan that goes over it
//! is warned of, not refused.

use super::discovery::Discovery;

impl Discovery {
    /// Reads how many records the zone may hold. A refusal only leaves it unknown: the key may lack
    /// that right alone.
    pub(super) async fn read_usage(&self) {
        let call = self.zone.with_untracked(|zone| self.api.provider().read_usage(zone.as_ref()?));
        if let Some(call) = call {
            self.usage.set(self.api.send(&call).await.ok());
        }
    }

    /// How many records the zone holds, as the provider says as long as they have not been read, and
    /// how many it may hold where that is known.
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
