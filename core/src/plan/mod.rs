//! The plan: an ordered list of changes, each with its warnings.
//!
//! Every write of the page goes through a plan. A plan is plain data; [`run::Run`] turns it into calls to
//! send, and sends none itself.

mod danger;
mod mend;
mod outlook;
mod over;
mod quota;
mod rejected_mail;
pub mod run;
mod twice;
pub mod undo;
mod warn;

pub use danger::Danger;
pub use mend::Mend;
pub use outlook::{Outlook, Pointing, Problem};
pub use quota::{Room, without_room};
pub use rejected_mail::RejectedMail;
pub use twice::come_twice;

use crate::change::{Change, Origin};
use crate::name::DomainName;
use crate::provider::{Capabilities, NoteLimits};
use crate::record::{FieldError, Record};
use crate::zone::{Conflict, Fix, Neighbours, Severity};

/// A warning about a change, shown before it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// A conflict with a record of the zone or of this plan.
    Conflict(Conflict),
    /// The record names the old host's name servers for the whole zone.
    ApexNs,
    /// The provider drops the found record permanently.
    RejectForGood,
    /// Only this tab remembers the reject; the next scan finds the record again.
    RejectHere,
    /// The provider would refuse this field.
    Invalid(FieldError),
    /// The provider answers for this name with its own addresses.
    Proxied,
    /// The name is briefly without such a record: the old one must go before the new one is written.
    Gap,
    /// The zone already has this change; nothing is written.
    SoAlready,
    /// The zone already holds this record, but disabled.
    HeldDisabled,
}

impl Warning {
    /// How severe the warning is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::Conflict(conflict) => conflict.severity(),
            Self::Invalid(_) => Severity::Blocks,
            Self::ApexNs | Self::HeldDisabled => Severity::Warns,
            Self::RejectForGood
            | Self::RejectHere
            | Self::Proxied
            | Self::Gap
            | Self::SoAlready => Severity::Notes,
        }
    }

    /// The one-step fix, if there is one.
    #[must_use]
    pub fn fix(&self) -> Option<&Fix> {
        match self {
            Self::Conflict(conflict) => conflict.fix.as_ref(),
            Self::HeldDisabled => Some(&Fix::Enable),
            _ => None,
        }
    }
}

/// A change with its origin and its warnings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The number of the review item or of the pending edit that the change comes from.
    pub item: u32,
    /// Whether the change comes from the review: a decision, or the edit it turned into.
    pub is_decision: bool,
    /// The change.
    pub change: Change,
    /// The warnings about it.
    pub warnings: Vec<Warning>,
}

/// The changes in the order in which they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The changes.
    pub changes: Vec<Planned>,
}

impl Planned {
    /// A change without its warnings.
    #[must_use]
    pub fn new(item: u32, change: Change) -> Self {
        Self { item, is_decision: change.is_finding(), change, warnings: Vec::new() }
    }

    /// The severity of the worst warning.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.warnings.iter().map(Warning::severity).max()
    }

    /// Whether a warning is more than a note.
    #[must_use]
    pub fn is_warned(&self) -> bool {
        self.worst().is_some_and(|worst| worst > Severity::Notes)
    }

    /// The origin of the record that the change writes.
    #[must_use]
    pub fn origin(&self) -> Origin {
        match self.is_decision {
            true => Origin::Item(self.item),
            false => Origin::Edit(self.item),
        }
    }

    fn coming(&self) -> outlook::Coming<'_> {
        (self.origin(), self.change.replaced(), self.change.written())
    }
}

impl Plan {
    /// Plans changes against the records of the zone, when the zone's subscription plan is unknown.
    #[must_use]
    pub fn new(
        changes: Vec<(u32, Change)>,
        zone: &DomainName,
        held: &[Record],
        rules: &Capabilities,
    ) -> Self {
        Self::within(changes, zone, held, rules, rules.note_limits(None))
    }

    /// Plans changes against the records of the zone. `notes` limits comments and tags, as the zone's
    /// subscription plan allows.
    #[must_use]
    pub fn within(
        changes: Vec<(u32, Change)>,
        zone: &DomainName,
        held: &[Record],
        rules: &Capabilities,
        notes: NoteLimits,
    ) -> Self {
        let mut planned: Vec<Planned> =
            changes.into_iter().map(|(item, change)| Planned::new(item, change)).collect();
        let held_now = run::HeldRecords::new(held);
        over::accept_over(&mut planned, &held_now);
        let warnings: Vec<Vec<Warning>> = {
            let standing = outlook::standing(held, planned.iter().map(Planned::coming).collect());
            let records = standing.into_iter().map(|(_, record)| record);
            let neighbours = Neighbours::new(records, zone, rules);
            let look =
                |planned: &Planned| warn::warn(&planned.change, zone, &neighbours, rules, notes);
            planned.iter().map(look).collect()
        };
        for planned in &mut planned {
            planned.change.keep(rules);
        }
        let gaps = run::gaps(&planned);
        let held = held_now;
        for (place, (planned, warnings)) in planned.iter_mut().zip(warnings).enumerate() {
            planned.warnings = warnings;
            // A batch replaces records atomically, without such a gap.
            if rules.batch.is_none() && gaps.contains(&place) {
                planned.warnings.push(Warning::Gap);
            }
            planned.warnings.extend(over::held_already(&planned.change, &held));
        }
        Self { changes: planned }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::Provider;
    use crate::record::{Field, FieldReason, Rdata, RecordType, Ttl};
    use crate::zone::ConflictKind;

    fn name(text: &str) -> DomainName {
        DomainName::parse(text).unwrap()
    }

    fn record(owner: &str, rtype: RecordType, content: &str) -> Record {
        let rdata = Rdata::new(&rtype, [content]);
        Record::new(name(owner), rtype, rdata, Ttl::Seconds(300))
    }

    fn accept(record: &Record) -> Change {
        Change::Accept { found: record.clone(), record: record.clone() }
    }

    fn warnings(change: Change, held: &[Record], provider: Provider) -> Vec<Warning> {
        let plan =
            Plan::new(vec![(0, change)], &name("example.com"), held, provider.capabilities());
        plan.changes[0].warnings.clone()
    }

    #[test]
    fn a_harmless_record_has_no_warning() {
        let change = accept(&record("www.example.com", RecordType::A, "192.0.2.1"));
        assert_eq!(warnings(change.clone(), &[], Provider::Bunny), []);
        assert_eq!(warnings(change, &[], Provider::Cloudflare), []);
    }

    #[test]
    fn finds_conflicts_with_the_zone_and_within_the_plan() {
        let cname = record("www.example.com", RecordType::Cname, "a.example");
        let a = record("www.example.com", RecordType::A, "192.0.2.1");
        let conflict = |kind, fix| [Warning::Conflict(Conflict { kind, fix: Some(fix) })];
        let beside = conflict(ConflictKind::CnameBesideAddress, Fix::RemoveOther);
        assert_eq!(warnings(accept(&cname), std::slice::from_ref(&a), Provider::Bunny), beside);
        assert_eq!(
            warnings(accept(&a), std::slice::from_ref(&a), Provider::Bunny),
            conflict(ConflictKind::Duplicate, Fix::DropThis)
        );
        let changes = vec![(0, accept(&cname)), (1, accept(&a))];
        let plan = Plan::new(changes, &name("example.com"), &[], Provider::Bunny.capabilities());
        assert!(plan.changes.iter().all(|planned| planned.warnings == beside));
    }

    #[test]
    fn a_reject_warns_how_long_it_lasts() {
        let reject = || Change::Reject { found: record("example.com", RecordType::Txt, "a") };
        assert_eq!(warnings(reject(), &[], Provider::Bunny), [Warning::RejectHere]);
        assert_eq!(warnings(reject(), &[], Provider::Cloudflare), [Warning::RejectForGood]);
    }

    #[test]
    fn warns_of_records_that_the_provider_would_refuse() {
        let ds = record("www.example.com", RecordType::Sshfp, "1");
        let found = warnings(accept(&ds), &[], Provider::Bunny);
        let (kind, fix) = (ConflictKind::TypeNotHeld, Some(Fix::DropThis));
        assert!(found.contains(&Warning::Conflict(Conflict { kind, fix })));
        let of_type = |w: &Warning| matches!(w, Warning::Invalid(e) if e.field == Field::Type);
        assert!(!found.iter().any(of_type), "said once");
        let empty =
            warnings(accept(&record("a.example.com", RecordType::A, "")), &[], Provider::Bunny);
        let (field, reason) = (Field::Rdata(0), FieldReason::Empty);
        assert_eq!(empty, [Warning::Invalid(FieldError { field, reason })]);
        assert_eq!(empty[0].severity(), Severity::Blocks);
    }

    #[test]
    fn warns_of_joined_txt_strings_and_plans_them_as_the_provider_keeps_them() {
        let rdata = Rdata::new(&RecordType::Txt, ["a=1", "b=2"]);
        let txt = Record::new(name("a.example.com"), RecordType::Txt, rdata, Ttl::Seconds(300));
        let plan = |provider: Provider, held: &[Record]| {
            let changes = vec![(0, Change::Add { record: txt.clone() })];
            let plan = Plan::new(changes, &name("example.com"), held, provider.capabilities());
            let kinds = plan.changes[0].warnings.iter().map(|warning| match warning {
                Warning::Conflict(conflict) => conflict.kind,
                other => panic!("{other:?}"),
            });
            (
                plan.changes[0].change.record().content().into_raw().into_string(),
                kinds.collect::<Vec<_>>(),
            )
        };
        assert_eq!(plan(Provider::Cloudflare, &[]), (r#""a=1" "b=2""#.to_owned(), vec![]));
        let joined = || "a=1b=2".to_owned();
        assert_eq!(plan(Provider::Bunny, &[]), (joined(), vec![ConflictKind::StringsJoined]));
        let held = [record("a.example.com", RecordType::Txt, "a=1b=2")];
        let kinds = vec![ConflictKind::Duplicate, ConflictKind::StringsJoined];
        assert_eq!(plan(Provider::Bunny, &held), (joined(), kinds));
    }

    #[test]
    fn warns_when_the_zone_already_has_the_change() {
        let held =
            Record { id: Some("1".into()), ..record("a.example.com", RecordType::A, "192.0.2.1") };
        let before = Record { ttl: Ttl::Seconds(60), ..held.clone() };
        let edit = Change::Edit { before: before.clone(), after: held.clone(), whole: false };
        let here = std::slice::from_ref(&held);
        assert_eq!(warnings(edit.clone(), here, Provider::Bunny), [Warning::SoAlready]);
        assert_eq!(warnings(edit, std::slice::from_ref(&before), Provider::Bunny), []);
        let delete = Change::Delete { record: held.clone() };
        assert_eq!(warnings(delete.clone(), &[], Provider::Bunny), [Warning::SoAlready]);
        assert_eq!(warnings(delete, here, Provider::Bunny), []);
    }

    #[test]
    fn warns_of_an_apex_ns_and_of_a_proxied_address() {
        let ns = record("example.com", RecordType::Ns, "ns1.old.example");
        assert!(warnings(accept(&ns), &[], Provider::Cloudflare).contains(&Warning::ApexNs));
        let mut a = record("www.example.com", RecordType::A, "192.0.2.1");
        a.proxied = Some(true);
        assert_eq!(warnings(accept(&a), &[], Provider::Cloudflare), [Warning::Proxied]);
    }
}
