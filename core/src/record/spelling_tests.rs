//! That spellings of one record are one record, wherever records are compared.

use super::*;
use crate::diff::{Mode, Scope, changes};
use crate::provider::Provider;
use crate::unread::Unread;
use crate::wanted::Wanted;
use crate::zone::{ConflictKind, Neighbours};
use crate::zonefile::{Dialect, read};

const NAMES: &str = include_str!("../../../corpus/zones/names-in-other-letters.zone");
const SPELLINGS: &str = include_str!("../../../corpus/zones/one-record-in-several-spellings.zone");

fn zone() -> DomainName {
    DomainName::parse("kontor.example").unwrap()
}

fn records(text: &str) -> Vec<Record> {
    let file = read(text, &zone(), Dialect { marks: false }, Ttl::Auto);
    assert_eq!(file.problems, []);
    file.records
}

/// The first record of each name.
fn firsts(all: &[Record]) -> Vec<Record> {
    let mut firsts: Vec<Record> = Vec::new();
    for record in all {
        if firsts.iter().all(|first| first.name != record.name) {
            firsts.push(record.clone());
        }
    }
    firsts
}

#[test]
fn maps_the_names_of_a_file_as_browsers_do() {
    let records = records(NAMES);
    let names: Vec<&str> = records
        .iter()
        .map(|record| record.name.relative_to(&zone()))
        .map(|name| name.to_owned().leak() as &str)
        .collect();
    let one = "xn--mller-kva";
    assert_eq!(
        names,
        [
            one,
            one,
            one,
            one,
            "office",
            "invisible",
            "lineend",
            "xn--4gq.xn--4kq",
            "xn--strae-oqa",
            "_dmarc.xn--mller-kva",
            "r3---sn-x",
            "xn--ab---",
            "alias",
        ]
    );
    assert_eq!(records[12].rdata.field(0).raw(), "xn--mller-kva.kontor.example");
}

#[test]
fn another_spelling_of_a_record_is_no_change_and_no_second_record() {
    let all = records(SPELLINGS);
    let scope = Scope { soa: false, apex_ns: false };
    let held = firsts(&all);
    let wanted = || Wanted::of_file(&all, &[], Unread::default(), Dialect { marks: false });
    assert_eq!(held.len(), 9);
    for mode in [Mode::AddMissing, Mode::ReplaceRrsets, Mode::MakeEqual] {
        assert_eq!(changes(&held, &wanted(), &zone(), mode, scope), Ok(vec![]), "{mode:?}");
        for (place, record) in all.iter().enumerate() {
            let first = held.iter().find(|first| first.name == record.name).unwrap();
            assert_eq!(record.identity(), first.identity(), "record {place}");
            assert!(record.says_the_same(first));
        }
    }
    // Apart from their names they are nine records.
    let nameless = |record: &Record| Record { name: zone(), ..record.clone() }.identity();
    let mut kinds: Vec<String> = held.iter().map(nameless).collect();
    kinds.sort();
    kinds.dedup();
    assert_eq!(kinds.len(), 9);
}

#[test]
fn two_spellings_of_a_record_are_duplicates() {
    let (all, zone) = (records(SPELLINGS), zone());
    let neighbours = Neighbours::new(&all, &zone, Provider::Cloudflare.capabilities());
    for record in &all {
        let kinds: Vec<_> = neighbours.conflicts(record).into_iter().map(|c| c.kind).collect();
        assert!(kinds.contains(&ConflictKind::Duplicate), "{record:?}");
    }
}

#[test]
fn the_identity_survives_writing_and_reading() {
    for record in records(SPELLINGS) {
        let line = crate::zonefile::line(&record).unwrap();
        assert_eq!(records(&line)[0].identity(), record.identity(), "{line}");
    }
}
