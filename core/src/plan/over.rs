//! Turns accepts of records that the zone holds in another form into edits of the held records.

use rustc_hash::FxHashSet;

use super::{Planned, Warning, run};
use crate::change::Change;
use crate::record::{Record, RecordId};

/// Turns an accept into an edit where the zone holds the same data with another TTL or other flags: adding
/// it would create a duplicate or be refused. Held records that another change replaces are skipped.
pub(super) fn accept_over(planned: &mut [Planned], held: &run::HeldRecords) {
    let replaced = planned.iter().filter_map(|planned| planned.change.replaced()?.id.clone());
    let mut taken: FxHashSet<RecordId> = replaced.collect();
    for planned in planned {
        let Change::Accept { record, .. } = &planned.change else { continue };
        let before = held.like(record).or_else(|| held.disabled(record));
        let before = before.filter(|before| !record.unlike(before).is_empty() && !before.locked);
        let Some((before, id)) = before.and_then(|before| Some((before, before.id.as_ref()?)))
        else {
            continue;
        };
        if taken.insert(id.clone()) {
            let (before, after) = (before.clone(), record.over(before));
            planned.change = Change::Edit { before, after, whole: false };
        }
    }
}

/// The warning about a change that the zone already has, in full or in part.
pub(super) fn held_already(change: &Change, held: &run::HeldRecords) -> Option<Warning> {
    match change {
        _ if is_so(change, held) => Some(Warning::SoAlready),
        Change::Add { record } => {
            let is_off = held.like(record).is_none() && held.disabled(record).is_some();
            is_off.then_some(Warning::HeldDisabled)
        }
        _ => None,
    }
}

/// Whether an edit or a delete is already done in the zone. For new records a conflict says so.
fn is_so(change: &Change, held: &run::HeldRecords) -> bool {
    let now = |record: &Record| held.with_id(record.id.as_ref());
    match change {
        Change::Edit { before, after, whole: false } => {
            now(before).is_some_and(|now| now.says_the_same(after))
        }
        Change::Delete { record } => now(record).is_none(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::change::{Change, Origin};
    use crate::name::DomainName;
    use crate::plan::{Plan, Warning};
    use crate::provider::Provider;
    use crate::record::{Record, RecordType, Ttl};
    use crate::zone::Fix;
    use crate::zonefile::samples;

    fn record(id: &str, ttl: u32) -> Record {
        let record = samples::record("mail.example.com", RecordType::A, &["192.0.2.1"]);
        let id = Some(id.into()).filter(|_| !id.is_empty());
        Record { id, ttl: Ttl::Seconds(ttl), ..record }
    }

    fn plan(changes: Vec<Change>, held: &[Record]) -> Plan {
        let zone = DomainName::parse("example.com").unwrap();
        let changes = (0..).zip(changes).collect();
        Plan::new(changes, &zone, held, Provider::Bunny.capabilities())
    }

    fn accept(ttl: u32) -> Change {
        Change::Accept { found: record("f", ttl), record: record("f", ttl) }
    }

    #[test]
    fn accepting_a_record_that_differs_edits_the_held_one() {
        let held = Record { more: Some("\"Weight\":1".into()), ..record("7", 3600) };
        for held in [held.clone(), Record { disabled: true, ..held }] {
            let plan = plan(vec![accept(300)], std::slice::from_ref(&held));
            let after = Record { ttl: Ttl::Seconds(300), disabled: false, ..held.clone() };
            let planned = &plan.changes[0];
            assert_eq!(planned.change, Change::Edit { before: held, after, whole: false });
            assert_eq!((planned.origin(), &planned.warnings), (Origin::Item(0), &vec![]));
        }
    }

    #[test]
    fn leaves_held_records_that_are_equal_locked_or_changed_otherwise() {
        let held = record("7", 3600);
        let delete = Change::Delete { record: held.clone() };
        let locked = Record { locked: true, ..held.clone() };
        for (changes, held) in [
            (vec![accept(3600)], held.clone()),
            (vec![accept(300), delete], held.clone()),
            (vec![accept(300)], locked),
        ] {
            let plan = plan(changes, std::slice::from_ref(&held));
            assert!(matches!(plan.changes[0].change, Change::Accept { .. }));
        }
        // The same data found twice is one change.
        let plan = plan(vec![accept(300), accept(600)], std::slice::from_ref(&held));
        assert!(matches!(plan.changes[1].change, Change::Accept { .. }));
    }

    #[test]
    fn offers_to_enable_the_disabled_copy_of_a_new_record() {
        let held = Record { disabled: true, ..record("7", 300) };
        let add = Change::Add { record: record("", 300) };
        let warnings =
            plan(vec![add.clone()], std::slice::from_ref(&held)).changes[0].warnings.clone();
        assert_eq!(warnings, [Warning::HeldDisabled]);
        assert_eq!(warnings[0].fix(), Some(&Fix::Enable));
        let both = [held, record("8", 300)];
        assert!(!plan(vec![add], &both).changes[0].warnings.contains(&Warning::HeldDisabled));
    }
}
