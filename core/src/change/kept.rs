//! Serializes changes as text: edits that survive a reload of the tab, and applies that can be undone
//! later. Decisions on found records are saved with their review, not here. Unreadable changes are
//! dropped.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Change, NotWritten, Written};
use crate::provider::loose::{self, Loose};
use crate::provider::{Provider, ZoneInfo, split};
use crate::record::Record;
use crate::snapshot::{SnapshotItem, SnapshotRecord, is_false};

/// Changes in the form in which they are serialized.
#[derive(Serialize)]
struct SavedChanges<'a> {
    #[serde(skip_serializing_if = "is_false")]
    unfinished: bool,
    changes: Vec<SavedChange<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    failed: Vec<SavedChange<'a>>,
}

#[derive(Serialize)]
struct SavedChange<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<SnapshotRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<SnapshotRecord<'a>>,
    #[serde(skip_serializing_if = "is_false")]
    whole: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
}

/// The fields beside the changes, when read back.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ReadChanges<'a> {
    #[serde(borrow)]
    unfinished: Loose<'a>,
    failed: Loose<'a>,
}

/// A change when read back.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ReadChange<'a> {
    #[serde(borrow)]
    before: Loose<'a>,
    after: Loose<'a>,
    whole: Loose<'a>,
    why: Loose<'a>,
}

/// The prefix of the names under which a zone's applies are stored. An id may mean another zone at another
/// API address (a sandbox, say), or after its zone was deleted and another one created; so the prefix
/// contains the address and the name too. Neither can contain a space.
#[must_use]
pub fn beginning(provider: Provider, address: &str, zone: &ZoneInfo) -> String {
    let parts = [provider.slug(), address, zone.name.as_str(), zone.id.as_str(), ""];
    parts.join(" ")
}

/// The name of the apply that began at this moment. Names with the same prefix sort by time.
#[must_use]
pub fn name(beginning: &str, moment: DateTime<Utc>) -> String {
    format!("{beginning}{:015}", moment.timestamp_millis())
}

/// When the apply with this name began; `None` if the name has another prefix.
#[must_use]
pub fn moment(beginning: &str, name: &str) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(name.strip_prefix(beginning)?.parse().ok()?)
}

/// Serializes the changes of an apply.
#[must_use]
pub fn write(written: &Written) -> String {
    let changes = written.changes.iter().filter(|change| !change.is_finding());
    let failed = written.failed.iter().filter(|failed| !failed.change.is_finding());
    loose::write(&SavedChanges {
        unfinished: written.unfinished,
        changes: changes.map(saved).collect(),
        failed: failed
            .map(|failed| SavedChange { why: Some(failed.why.raw()), ..saved(&failed.change) })
            .collect(),
    })
}

/// Serializes pending edits.
pub(crate) fn write_edits<'c>(changes: impl Iterator<Item = &'c Change>) -> String {
    loose::write(&SavedChanges {
        unfinished: false,
        changes: changes.filter(|change| !change.is_finding()).map(saved).collect(),
        failed: Vec::new(),
    })
}

fn saved(change: &Change) -> SavedChange<'_> {
    SavedChange {
        before: change.replaced().map(SnapshotRecord::from),
        after: change.written().map(SnapshotRecord::from),
        whole: matches!(change, Change::Edit { whole: true, .. }),
        why: None,
    }
}

/// Reads the serialized changes of an apply.
#[must_use]
pub fn read(text: &str) -> Written {
    let mut written = Written::default();
    let rest = read_changes(text, &mut |item| written.changes.extend(change(item)));
    // The changes before a syntax error are valid, but the list is incomplete: treat it as unfinished.
    let Some(rest) = loose::object::<ReadChanges<'_>>(&rest) else {
        return Written { unfinished: true, ..written };
    };
    written.unfinished = rest.unfinished.truth() == Some(true);
    rest.failed.each(&mut |item| {
        let item: ReadChange<'_> = loose::object(item).unwrap_or_default();
        let why = item.why.text().unwrap_or_default().into_owned().into();
        written.failed.extend(change(&item).map(|change| NotWritten { change, why }));
    });
    written
}

/// Reads serialized edits one by one.
pub(crate) fn read_edits(text: &str, each: &mut dyn FnMut(Change)) {
    read_changes(text, &mut |item| change(item).into_iter().for_each(&mut *each));
}

/// Passes on each serialized change, and returns the rest of the text.
fn read_changes(text: &str, each: &mut dyn FnMut(&ReadChange<'_>)) -> String {
    split::split(text.as_bytes(), "changes", &mut |item| {
        each(&loose::object(item).unwrap_or_default());
    })
}

fn change(item: &ReadChange<'_>) -> Option<Change> {
    let record = |value: Loose<'_>| match value.is_null() {
        true => Some(None),
        false => value.object::<SnapshotItem<'_>>().record().map(Some),
    };
    let (before, after): (Option<Record>, Option<Record>) =
        (record(item.before)?, record(item.after)?);
    Some(match (before, after) {
        (None, Some(record)) => Change::Add { record },
        (Some(record), None) => Change::Delete { record },
        (Some(before), Some(after)) => {
            let whole = item.whole.truth() == Some(true);
            Change::Edit { before, after, whole }
        }
        (None, None) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::at;
    use crate::name::DomainName;
    use crate::zonefile::samples::any_marked;
    use proptest::prelude::*;

    fn any_change() -> impl Strategy<Value = Change> {
        let (one, other) = (any_marked(), any_marked());
        (one, other, 0..3, any::<bool>()).prop_map(|(before, after, kind, whole)| match kind {
            0 => Change::Add { record: after },
            1 => Change::Delete { record: before },
            _ => Change::Edit { before, after, whole },
        })
    }

    proptest! {
        #[test]
        fn reads_back_the_changes_that_it_wrote(
            changes in prop::collection::vec(any_change(), 0..6),
            unfinished: bool,
        ) {
            let failed = changes.iter().rev().map(|change| {
                NotWritten { change: change.clone(), why: "\"no\u{202e} room".into() }
            });
            let written = Written { failed: failed.collect(), changes, unfinished };
            prop_assert_eq!(read(&write(&written)), written);
        }

        #[test]
        fn reads_any_text_without_panic(text in ".{0,60}") {
            let _ = read(&text);
        }
    }

    #[test]
    fn the_name_of_an_apply_fits_only_its_zone_at_its_address() {
        let zone = |id: &str, name: &str| ZoneInfo {
            id: id.into(),
            name: DomainName::parse(name).unwrap(),
            ..crate::provider::testing::zone()
        };
        let own = zone("7", "a.example");
        let start = beginning(Provider::Bunny, "https://api.bunny.net", &own);
        let kept = name(&start, at(12));
        assert_eq!(moment(&start, &kept), Some(at(12)));
        assert!(kept < name(&start, at(1_700_000_000_000)));
        let others = [
            (Provider::Cloudflare, "https://api.bunny.net", own.clone()),
            (Provider::Bunny, "sandbox/bunny", own.clone()),
            (Provider::Bunny, "https://api.bunny.net", zone("7", "b.example")),
            (Provider::Bunny, "https://api.bunny.net", zone("77", "a.example")),
            (Provider::Bunny, "https://api.bunny.net", zone("7 0", "a.example")),
        ];
        for (provider, address, zone) in others {
            let other = name(&beginning(provider, address, &zone), at(12));
            assert_eq!(moment(&start, &other), None, "{other}");
        }
        assert_eq!(moment(&start, "bunny.7.000000000000012"), None);
    }

    #[test]
    fn a_bad_item_loses_only_itself() {
        let record =
            crate::zonefile::samples::record("a", crate::record::RecordType::A, &["192.0.2.1"]);
        let changes = vec![Change::Add { record }];
        let good = write(&Written { changes, ..Written::default() });
        let both = good.replace("[{\"after\"", "[{},{\"after\":1},{\"after\"");
        assert_eq!(read(&both).changes.len(), 1);
    }
}
