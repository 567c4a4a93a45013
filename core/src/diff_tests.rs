//! That the changes do what their mode says, whatever is held and wanted.

use proptest::prelude::*;
use rustc_hash::FxHashSet;

use super::*;
use crate::record::{Flaw, Rdata, Ttl};
use crate::unread::{Tells, Unread, rrset};
use crate::zonefile::Dialect;

const SCOPE: Scope = Scope { soa: false, apex_ns: false };

/// What changes when all is known of what is wanted.
fn changes(
    held: &[Record],
    wanted: &[Record],
    zone: &DomainName,
    mode: Mode,
    scope: Scope,
) -> Vec<Difference> {
    super::changes(held, &Wanted::whole(wanted), zone, mode, scope).unwrap()
}

fn zone() -> DomainName {
    DomainName::parse("example.com").unwrap()
}

fn record(name: &str, rtype: RecordType, content: &str) -> Record {
    let rdata = Rdata::new(&rtype, [content]);
    Record::new(DomainName::parse(name).unwrap(), rtype, rdata, Ttl::Seconds(300))
}

fn with(mut record: Record, change: impl Fn(&mut Record)) -> Record {
    change(&mut record);
    record
}

fn a(content: &str) -> Record {
    record("a.example.com", RecordType::A, content)
}

#[test]
fn a_file_enables_the_disabled_records_that_it_has_and_leaves_the_others() {
    let off =
        |content, id: &str| with(a(content), |r| (r.id, r.disabled) = (Some(id.into()), true));
    let held = [off("192.0.2.1", "1"), off("192.0.2.2", "2")];
    let wanted = [a("192.0.2.1")];
    let of = |held: &[Record], mode| {
        let file = Wanted::of_file(&wanted, &[], Unread::default(), Dialect::default());
        super::changes(held, &file, &zone(), mode, SCOPE).unwrap()
    };
    let after = with(held[0].clone(), |r| r.disabled = false);
    for mode in [Mode::AddMissing, Mode::ReplaceRrsets, Mode::MakeEqual] {
        let change = Difference::Change { before: held[0].clone(), after: after.clone() };
        assert_eq!(of(&held, mode), [change], "{mode:?}");
        let live = with(a("192.0.2.1"), |r| r.id = Some("3".into()));
        let both = [held[0].clone(), live, held[1].clone()];
        assert_eq!(of(&both, mode), [], "{mode:?}");
    }
    // A snapshot says which ones are disabled.
    assert_eq!(changes(&held, &held, &zone(), Mode::MakeEqual, SCOPE), []);
}

#[test]
fn each_mode_makes_its_kinds_of_changes() {
    let held = [
        with(a("192.0.2.1"), |r| r.id = Some("1".into())),
        with(a("192.0.2.2"), |r| r.id = Some("2".into())),
        record("b.example.com", RecordType::A, "192.0.2.3"),
    ];
    let wanted = [
        with(a("192.0.2.1"), |r| r.ttl = Ttl::Seconds(60)),
        record("c.example.com", RecordType::Txt, "x"),
    ];
    let all = |mode| changes(&held, &wanted, &zone(), mode, SCOPE);
    let add = Difference::Add(wanted[1].clone());
    let change = Difference::Change {
        before: held[0].clone(),
        after: with(held[0].clone(), |r| r.ttl = Ttl::Seconds(60)),
    };
    let gone = |place: usize| Difference::Delete(held[place].clone());
    assert_eq!(all(Mode::AddMissing), std::slice::from_ref(&add));
    assert_eq!(all(Mode::ReplaceRrsets), [gone(1), change.clone(), add.clone()]);
    assert_eq!(all(Mode::MakeEqual), [gone(1), gone(2), change, add]);
}

#[test]
fn other_rdata_in_the_same_rrset_is_a_change() {
    let held = [with(a("192.0.2.1"), |r| r.id = Some("1".into()))];
    let wanted = [a("192.0.2.2")];
    let after = with(wanted[0].clone(), |r| r.id = Some("1".into()));
    let expected = Difference::Change { before: held[0].clone(), after };
    assert_eq!(changes(&held, &wanted, &zone(), Mode::MakeEqual, SCOPE), [expected]);
}

#[test]
fn leaves_soa_apex_ns_locked_flawed_and_foreign_records_alone() {
    let soa = record("example.com", RecordType::Soa, "a b 1 2 3 4 5");
    let ns = record("example.com", RecordType::Ns, "ns.example.org");
    let locked = with(a("192.0.2.1"), |r| r.locked = true);
    let flawed = with(a("192.0.2.2"), |r| r.flaw = Some(Flaw::Ttl));
    let outside = record("example.org", RecordType::A, "192.0.2.3");
    let held = [soa.clone(), ns.clone(), locked, flawed, outside];
    assert_eq!(changes(&held, &[], &zone(), Mode::MakeEqual, SCOPE), []);
    let told = Scope { soa: true, apex_ns: true };
    assert_eq!(
        changes(&held, &[], &zone(), Mode::MakeEqual, told),
        [Difference::Delete(soa.clone()), Difference::Delete(ns.clone())]
    );
    assert_eq!(changes(&[], &held[..2], &zone(), Mode::MakeEqual, SCOPE), []);
    assert_eq!(aside(&soa, &zone(), SCOPE), Some(Aside::Soa));
    assert_eq!(aside(&ns, &zone(), SCOPE), Some(Aside::ApexNs));
    let below = record("sub.example.com", RecordType::Ns, "ns.example.org");
    assert_eq!(aside(&below, &zone(), SCOPE), None);
}

#[test]
fn keeps_the_fields_that_a_file_does_not_state() {
    let held = [with(a("192.0.2.1"), |r| {
        r.comment = Some("note".into());
        r.tags = vec!["x:1".into()];
        r.proxied = Some(true);
        r.ttl = Ttl::Auto;
    })];
    let wanted = [a("192.0.2.1")];
    let silent = [Tells { ttl: false, comment: false, tags: false, more: false }];
    let plain = Wanted::of_snapshot(&wanted, &silent, Unread::default());
    assert_eq!(super::changes(&held, &plain, &zone(), Mode::MakeEqual, SCOPE), Ok(vec![]));
    let told = changes(&held, &wanted, &zone(), Mode::MakeEqual, SCOPE);
    let [Difference::Change { after, .. }] = &told[..] else { panic!("one change") };
    assert_eq!((after.raw_comment(), after.proxied), ("", Some(true)));
}

#[test]
fn another_spelling_of_rdata_is_no_change() {
    let held = [record("a.example.com", RecordType::Caa, "0")];
    assert_eq!(changes(&held, &held, &zone(), Mode::MakeEqual, SCOPE), []);
    let quoted = |text: &str| {
        let rdata = Rdata::new(&RecordType::Https, ["1", ".", text]);
        Record::new(zone(), RecordType::Https, rdata, Ttl::Auto)
    };
    assert_eq!(diff(&[quoted("alpn=h2")], &[quoted("alpn=\"h2\"")]), []);
}

#[test]
fn leaves_the_locked_one_of_two_equal_records() {
    let wanted = record("a.example.com", RecordType::A, "192.0.2.1");
    let locked = with(wanted.clone(), |r| {
        r.ttl = Ttl::Seconds(61);
        r.locked = true;
    });
    for held in [[locked.clone(), wanted.clone()], [wanted.clone(), locked]] {
        for mode in [Mode::AddMissing, Mode::ReplaceRrsets, Mode::MakeEqual] {
            assert_eq!(changes(&held, std::slice::from_ref(&wanted), &zone(), mode, SCOPE), []);
        }
    }
}

/// Few names and contents, so that much of it meets.
fn records() -> impl Strategy<Value = Vec<Record>> {
    let one = (0..3_usize, 0..3_usize, 0..4_u8, 0..2_u32, 0..3_usize, any::<bool>());
    let one = one.prop_map(|(name, rtype, content, ttl, note, locked)| {
        let name = ["example.com", "a.example.com", "b.example.com"][name];
        let rtype = [RecordType::A, RecordType::Txt, RecordType::Ns][rtype].clone();
        with(record(name, rtype, &format!("192.0.2.{content}")), |r| {
            r.ttl = Ttl::Seconds(60 + ttl);
            r.comment = ["x", "y"].get(note).map(|&note| note.into());
            r.locked = locked && note == 0 && ttl == 0;
        })
    });
    proptest::collection::vec(one, 0..12)
}

fn apply(held: &[Record], changes: &[Difference]) -> Vec<Record> {
    let mut all = held.to_vec();
    let place = |all: &[Record], record| all.iter().position(|other| other == record).unwrap();
    for change in changes {
        match change {
            Difference::Add(record) => all.push(record.clone()),
            Difference::Change { before, after } => {
                let place = place(&all, before);
                all[place] = after.clone();
            }
            Difference::Delete(record) => {
                let place = place(&all, record);
                all.remove(place);
            }
        }
    }
    all
}

fn is_left(record: &Record) -> bool {
    record.locked || aside(record, &zone(), SCOPE).is_some()
}

proptest! {
    #[test]
    fn making_equal_yields_the_wanted_records(held in records(), wanted in records()) {
        let unlocked = |records: Vec<Record>| -> Vec<Record> {
            records.into_iter().map(|record| Record { locked: false, ..record }).collect()
        };
        let (held, wanted) = (unlocked(held), unlocked(wanted));
        let after = apply(&held, &diff(&held, &wanted));
        let mut all: Vec<String> = after.iter().map(|record| format!("{record:?}")).collect();
        all.sort();
        let mut expected: Vec<String> = wanted.iter().map(|record| format!("{record:?}")).collect();
        expected.sort();
        prop_assert_eq!(all, expected);
        prop_assert_eq!(diff(&after, &wanted), vec![]);
    }

    #[test]
    fn never_changes_a_record_that_is_set_aside(held in records(), wanted in records()) {
        for mode in [Mode::AddMissing, Mode::ReplaceRrsets, Mode::MakeEqual] {
            for change in changes(&held, &wanted, &zone(), mode, SCOPE) {
                match change {
                    Difference::Add(record) => prop_assert!(aside(&record, &zone(), SCOPE).is_none()),
                    Difference::Change { before, after } => {
                        prop_assert!(!is_left(&before) && before.id == after.id);
                    }
                    Difference::Delete(record) => prop_assert!(!is_left(&record)),
                }
            }
        }
    }

    #[test]
    fn adding_missing_records_only_adds(held in records(), wanted in records()) {
        let all = changes(&held, &wanted, &zone(), Mode::AddMissing, SCOPE);
        let identities: FxHashSet<String> = held.iter().map(Record::identity).collect();
        for change in &all {
            let Difference::Add(record) = change else { panic!("{change:?}") };
            prop_assert!(!identities.contains(&record.identity()));
        }
        let after = apply(&held, &all);
        prop_assert_eq!(changes(&after, &wanted, &zone(), Mode::AddMissing, SCOPE), vec![]);
    }

    #[test]
    fn replacing_rrsets_touches_only_the_wanted_rrsets(held in records(), wanted in records()) {
        let sets: FxHashSet<_> = wanted.iter().map(rrset).collect();
        let all = changes(&held, &wanted, &zone(), Mode::ReplaceRrsets, SCOPE);
        for change in &all {
            let (Difference::Add(record)
            | Difference::Delete(record)
            | Difference::Change { before: record, .. }) = change;
            prop_assert!(sets.contains(&rrset(record)));
        }
        let after = apply(&held, &all);
        prop_assert_eq!(changes(&after, &wanted, &zone(), Mode::ReplaceRrsets, SCOPE), vec![]);
    }
}
