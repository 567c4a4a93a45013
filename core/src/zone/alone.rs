//! Conflicts of a record on its own: its type, its TTL, and look-alike letters.

use super::{ConflictKind, ConflictList, Fix, Neighbours};
use crate::record::{Record, Ttl};
use crate::script::strange;

/// Replaces an automatic TTL where the provider has none: the value of `automatic` at the other one
/// (provider document, 1.10), in seconds.
const AUTO_SECONDS: u32 = 300;

impl Neighbours<'_> {
    /// Finds the conflicts of the record on its own.
    pub(super) fn look_alone(&self, found: &mut ConflictList<'_>) {
        let record = found.record;
        if self.is_type_refused(record) {
            found.add(ConflictKind::TypeNotHeld, Some(Fix::DropThis));
        }
        if let Some(seconds) = self.nearest_ttl(record) {
            found.add(ConflictKind::TtlOutside, Some(Fix::SetTtl(Ttl::Seconds(seconds))));
        }
        let strange = strange(record.name.relative_to(self.zone));
        if strange.is_some_and(|strange| strange.scripts().next().is_some()) {
            found.add(ConflictKind::MixedScripts, Some(Fix::DropThis));
        }
        if self.looks_alike(&record.name) {
            found.add(ConflictKind::LooksAlike, Some(Fix::DropThis));
        }
    }

    /// Whether the provider does not support the type. A record with an id exists at the provider, even if
    /// users cannot create its type.
    pub(super) fn is_type_refused(&self, record: &Record) -> bool {
        record.id.is_none() && !self.rules.limits.types.contains(&record.rtype)
    }

    /// The nearest TTL that the provider supports, in seconds; `None` if it supports the record's own.
    pub(super) fn nearest_ttl(&self, record: &Record) -> Option<u32> {
        let limits = &self.rules.limits;
        let seconds = match self.ttl(record).seconds() {
            None if limits.auto_ttl => return None,
            None => AUTO_SECONDS,
            Some(ttl) if limits.ttl.contains(&ttl) => return None,
            Some(ttl) => ttl,
        };
        Some(seconds.max(*limits.ttl.start()).min(*limits.ttl.end()))
    }
}
