//! What a record needs of other names: to be seen at all it must not stand below a delegation, and
//! what it leads to must be there. It looks no further than the zone.

use super::meant::{host_place, repeats};
use super::{ConflictKind, ConflictList, Fix, Neighbours};
use crate::name::{DomainName, parent};
use crate::record::{Record, RecordType};

impl Neighbours<'_> {
    /// Finds the delegation above a record, which leaves only glue to be seen.
    pub(super) fn look_above(&self, found: &mut ConflictList<'_>) {
        let record = found.record;
        if self.is_below_cut(&record.name) && !self.is_glue(record) {
            found.add(ConflictKind::BelowDelegation, Some(Fix::DropThis));
        }
    }

    /// Follows a record to the name that it leads to.
    pub(super) fn follow(&self, found: &mut ConflictList<'_>) {
        let record = found.record;
        let Some(target) = self.target_here(record).filter(|target| !repeats(target, self.zone))
        else {
            return;
        };
        let name = target.as_str();
        let wants_host = matches!(record.rtype, RecordType::Mx | RecordType::Ns | RecordType::Srv);
        let is_cut = |name: &DomainName| {
            *name != *self.zone && self.owner(name.as_str()).count(&RecordType::Ns) > 0
        };
        if record.rtype == RecordType::Ns && record.name != *self.zone {
            // A name server within what it serves is found by its glue alone (RFC 1912, section
            // 2.3).
            if target.is_within(&record.name) && self.owner(name).addresses() == 0 {
                found.add(ConflictKind::TargetMissing, None);
                return;
            }
        }
        // What stands there is up to somebody else.
        if is_cut(&target) || self.is_below_cut(&target) {
            return;
        }
        let owner = self.answering(name);
        let is_there = if wants_host {
            owner.is_host()
        } else {
            // The apex has its SOA.
            !owner.records.is_empty() || target == *self.zone
        };
        if wants_host && owner.specials(&RecordType::Cname) > 0 {
            found.add(ConflictKind::TargetIsCname, None);
        } else if let Some(meant) = self.without_zone(&target, is_there) {
            let place = host_place(&record.rtype).unwrap_or_default();
            let fix = Fix::SetField(place, meant.into());
            found.add(ConflictKind::TargetLacksDot, Some(fix));
        } else if !is_there {
            found.add(ConflictKind::TargetMissing, None);
        }
    }

    /// What stands before the zone's name, where that looks like a complete name whose last dot is
    /// missing: its last label is the zone's, or could be a top-level domain and nothing is found at the
    /// name as it is.
    fn without_zone<'t>(&self, target: &'t DomainName, is_there: bool) -> Option<&'t str> {
        let before = target.relative_to(self.zone);
        let last = before.rsplit_once('.').map(|(_, last)| last)?;
        let is_held = !self.owner(target.as_str()).records.is_empty();
        let repeats = self.zone.as_str().rsplit('.').next() == Some(last);
        let is_word = last.len() > 1 && last.bytes().all(|byte| byte.is_ascii_lowercase());
        let could_be = !is_there && (is_word || last.starts_with("xn--"));
        (!is_held && (repeats || could_be)).then_some(before)
    }

    /// The name within the zone that a record leads to.
    fn target_here(&self, record: &Record) -> Option<DomainName> {
        match record.rtype {
            RecordType::Cname
            | RecordType::Mx
            | RecordType::Ns
            | RecordType::Srv
            | RecordType::Https
            | RecordType::Svcb => {}
            _ => return None,
        }
        let target = DomainName::parse(record.rdata.target(&record.rtype)?.raw()).ok()?;
        // `.` leads nowhere, or to the record's own name (RFC 9460, section 2.5).
        (!target.as_str().is_empty() && target.is_within(self.zone)).then_some(target)
    }

    /// Whether a name between this one and the apex is delegated.
    fn is_below_cut(&self, name: &DomainName) -> bool {
        if !name.is_within(self.zone) || name == self.zone {
            return false;
        }
        let mut above = parent(name.as_str());
        while let Some(name) = above.filter(|name| *name != self.zone.as_str()) {
            if self.owner(name).count(&RecordType::Ns) > 0 {
                return true;
            }
            above = parent(name);
        }
        false
    }
}
