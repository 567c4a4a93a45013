//! Conflicts of a record on its own: its type, its TTL, and look-alike letters.

use super::{ConflictKind, ConflictList, Fix, Neighbours};
use crate::record::Ttl;
use crate::script::strange;

/// Replaces an automatic TTL where the provider has none: the value of `automatic` at the other one
/// (provider document, 1.10), in seconds.
const AUTO_SECONDS: u32 = 300;

impl Neighbours<'_> {
    /// Finds the conflicts of the record on its own.
    pub(super) fn look_alone(&self, found: &mut ConflictList<'_>) {
        let record = found.record;
        let limits = &self.rules.limits;
        // A record with an id exists at the provider, even if users cannot create its type.
        if !limits.types.contains(&record.rtype) && record.id.is_none() {
            found.add(ConflictKind::TypeNotHeld, Some(Fix::DropThis));
        }
        let seconds = match self.ttl(record).seconds() {
            None if limits.auto_ttl => None,
            None => Some(AUTO_SECONDS),
            Some(ttl) if limits.ttl.contains(&ttl) => None,
            told => told,
        };
        if let Some(seconds) = seconds {
            let near = seconds.max(*limits.ttl.start()).min(*limits.ttl.end());
            found.add(ConflictKind::TtlOutside, Some(Fix::SetTtl(Ttl::Seconds(near))));
        }
        let strange = strange(record.name.relative_to(self.zone));
        if strange.is_some_and(|strange| strange.scripts().next().is_some()) {
            found.add(ConflictKind::MixedScripts, Some(Fix::DropThis));
        }
        if self.looks_alike(&record.name) {
            found.add(ConflictKind::LooksAlike, Some(Fix::DropThis));
        }
    }
}
