//! Dependencies between changes that are written one by one, and units that a batch must not split. A
//! record is deleted only after its replacement is in the zone, unless DNS forbids the two side by side.

use rustc_hash::FxHashMap;

use crate::change::Change;
use crate::name::DomainName;
use crate::plan::Planned;
use crate::record::{Record, RecordType};

/// The indexes of the changes, grouped by owner name, in order.
fn by_name<'p>(changes: impl Iterator<Item = (usize, &'p Planned)>) -> Vec<Vec<usize>> {
    let (mut names, mut groups) = (FxHashMap::default(), Vec::<Vec<usize>>::new());
    for (place, planned) in changes {
        let group = *names.entry(&planned.change.record().name).or_insert(groups.len());
        match groups.get_mut(group) {
            Some(group) => group.push(place),
            None => groups.push(vec![place]),
        }
    }
    groups
}

/// Whether a zone cannot hold both records (RFC 1034, section 3.6.2). Disabled records are not in DNS and
/// conflict with nothing.
pub(super) fn exclude_each_other(one: &Record, other: &Record) -> bool {
    let live = !one.disabled && !other.disabled;
    live && one.name == other.name
        && (one.rtype == RecordType::Cname
            || other.rtype == RecordType::Cname
            || one.identity() == other.identity())
}

/// For each change, the indexes of the changes that must be done before it.
pub(in crate::plan) fn dependencies(changes: &[Planned]) -> Vec<Vec<usize>> {
    let mut before = vec![Vec::new(); changes.len()];
    wait_for_edits(changes, &mut before);
    for group in by_name(changes.iter().enumerate()) {
        let changes =
            || group.iter().filter_map(|&place| Some((place, &changes.get(place)?.change)));
        let deletes = || {
            changes().filter_map(|(place, change)| match change {
                Change::Delete { record } => Some((place, record)),
                _ => None,
            })
        };
        let writes = || changes().filter_map(|(place, change)| Some((place, change.written()?)));
        for (delete, gone) in deletes() {
            let excluded = |(_, new): &(usize, &Record)| exclude_each_other(gone, new);
            let goes_first: Vec<usize> =
                writes().filter(excluded).map(|(place, _)| place).collect();
            if goes_first.is_empty() {
                put(&mut before, delete, writes().map(|(place, _)| place));
            } else {
                for write in goes_first {
                    put(&mut before, write, std::iter::once(delete));
                }
            }
        }
    }
    before
}

/// Makes a new record wait for the edit that removes a conflicting one.
fn wait_for_edits(changes: &[Planned], before: &mut [Vec<usize>]) {
    let edits = changes.iter().enumerate().filter_map(|(place, planned)| match &planned.change {
        Change::Edit { before, after, .. } => Some((place, before, after)),
        _ => None,
    });
    let mut leaving = FxHashMap::<&DomainName, Vec<(usize, &Record, &Record)>>::default();
    for edit in edits {
        leaving.entry(&edit.1.name).or_default().push(edit);
    }
    for (write, planned) in changes.iter().enumerate() {
        let (Change::Add { record: new } | Change::Accept { record: new, .. }) = &planned.change
        else {
            continue;
        };
        let edits = leaving.get(&new.name);
        let makes_way = |(_, before, after): &&(usize, &Record, &Record)| {
            exclude_each_other(before, new) && !exclude_each_other(after, new)
        };
        let first = edits.into_iter().flatten().filter(makes_way).map(|(place, ..)| *place);
        put(before, write, first);
    }
}

/// The indexes of the deletes after which a name briefly has neither its old record nor the new one.
pub(in crate::plan) fn gaps(changes: &[Planned]) -> Vec<usize> {
    let is_delete = |place: &usize| {
        changes.get(*place).is_some_and(|planned| matches!(planned.change, Change::Delete { .. }))
    };
    let mut gaps: Vec<usize> = Vec::new();
    for (place, before) in dependencies(changes).into_iter().enumerate() {
        if !is_delete(&place) {
            gaps.extend(before.into_iter().filter(is_delete));
        }
    }
    gaps
}

fn put(before: &mut [Vec<usize>], place: usize, others: impl Iterator<Item = usize>) {
    if let Some(list) = before.get_mut(place) {
        list.extend(others);
    }
}

/// Splits changes into units that must be written together or not at all: all changes at a name with a
/// delete form one unit, any other change is its own.
pub(in crate::plan) fn units(changes: &[Planned], places: &[usize]) -> Vec<Vec<usize>> {
    let planned = places.iter().filter_map(|&place| Some((place, changes.get(place)?)));
    let goes = |place: &usize| {
        changes.get(*place).is_some_and(|planned| matches!(planned.change, Change::Delete { .. }))
    };
    let mut units = Vec::new();
    for group in by_name(planned) {
        if group.iter().any(goes) {
            units.push(group);
        } else {
            units.extend(group.into_iter().map(|place| vec![place]));
        }
    }
    units
}

/// By how many records these changes grow the zone; negative if it shrinks.
pub(in crate::plan) fn growth(changes: &[Planned], places: &[usize]) -> isize {
    let planned = places.iter().filter_map(|&place| changes.get(place));
    let one = |planned: &Planned| match planned.change {
        Change::Add { .. } | Change::Accept { .. } => 1,
        Change::Delete { .. } => -1,
        Change::Edit { .. } | Change::Reject { .. } => 0,
    };
    planned.map(one).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Rdata, Ttl};

    fn record(name: &str, rtype: RecordType, content: &str) -> Record {
        let rdata = Rdata::new(&rtype, [content]);
        Record::new(DomainName::parse(name).unwrap(), rtype, rdata, Ttl::Auto)
    }

    fn planned(changes: Vec<Change>) -> Vec<Planned> {
        let plan = |change: Change| Planned {
            item: 0,
            is_decision: change.is_finding(),
            change,
            warnings: Vec::new(),
        };
        changes.into_iter().map(plan).collect()
    }

    fn add(record: Record) -> Change {
        Change::Add { record }
    }

    fn delete(record: Record) -> Change {
        Change::Delete { record }
    }

    #[test]
    fn deletes_a_record_after_its_replacement_is_added() {
        let changes = planned(vec![
            delete(record("www.example.com", RecordType::A, "192.0.2.1")),
            add(record("www.example.com", RecordType::A, "192.0.2.2")),
            add(record("ftp.example.com", RecordType::A, "192.0.2.2")),
        ]);
        assert_eq!(dependencies(&changes), [vec![1], vec![], vec![]]);
    }

    #[test]
    fn deletes_a_record_first_if_both_cannot_exist() {
        let changes = planned(vec![
            add(record("www.example.com", RecordType::Cname, "a.example")),
            delete(record("www.example.com", RecordType::A, "192.0.2.1")),
            delete(record("www.example.com", RecordType::Aaaa, "2001:db8::1")),
        ]);
        assert_eq!(dependencies(&changes), [vec![1, 2], vec![], vec![]]);
    }

    #[test]
    fn keeps_a_delete_and_its_replacement_in_one_unit() {
        let changes = planned(vec![
            add(record("a.example.com", RecordType::A, "192.0.2.1")),
            delete(record("b.example.com", RecordType::A, "192.0.2.1")),
            add(record("a.example.com", RecordType::A, "192.0.2.2")),
            add(record("b.example.com", RecordType::A, "192.0.2.2")),
        ]);
        assert_eq!(units(&changes, &[0, 1, 2, 3]), [vec![0], vec![2], vec![1, 3]]);
    }
}
