//! Conflicts with other names: a record below a delegation is invisible, and a target must exist. It looks
//! only at names of the zone.

use super::meant::{host_place, repeats};
use super::{ConflictKind, ConflictList, Fix, Neighbours};
use crate::name::{DomainName, parent};
use crate::record::{Record, RecordType};

impl Neighbours<'_> {
    /// Finds a delegation above the record, which hides everything but glue.
    pub(super) fn look_above(&self, found: &mut ConflictList<'_>) {
        let record = found.record;
        if self.is_below_cut(&record.name) && !self.is_glue(record) {
            found.add(ConflictKind::BelowDelegation, Some(Fix::DropThis));
        }
    }

    /// Checks the target of the record.
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
            // A name server inside the zone it serves needs glue (RFC 1912, section 2.3).
            if target.is_within(&record.name) && self.owner(name).addresses() == 0 {
                found.add(ConflictKind::TargetMissing, None);
                return;
            }
        }
        // The records below a delegation are in another zone.
        if is_cut(&target) || self.is_below_cut(&target) {
            return;
        }
        let owner = self.answering(name);
        let is_there = if wants_host {
            owner.is_host()
        } else {
            // The apex always has an SOA.
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

    /// The target without the zone's name, if it looks like a complete name whose trailing dot is missing:
    /// its last label is the zone's top-level domain, or could be one while the name as it is does not exist.
    fn without_zone<'t>(&self, target: &'t DomainName, is_there: bool) -> Option<&'t str> {
        let before = target.relative_to(self.zone);
        let last = before.rsplit_once('.').map(|(_, last)| last)?;
        let is_held = !self.owner(target.as_str()).records.is_empty();
        let repeats = self.zone.as_str().rsplit('.').next() == Some(last);
        let is_word = last.len() > 1 && last.bytes().all(|byte| byte.is_ascii_lowercase());
        let could_be = !is_there && (is_word || last.starts_with("xn--"));
        (!is_held && (repeats || could_be)).then_some(before)
    }

    /// The target of a record, if it is within the zone.
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
        // `.` means no target, or the record's own name (RFC 9460, section 2.5).
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
