//! One test for each row of the table of what an answer can mean.

use super::{
    Answer, Around, Below, Denial, EmptyNames, Meaning, Question, Rcode, Uncertainty, Wildcard,
    WildcardSign, judge,
};
use crate::name::DomainName;
use crate::record::{Rdata, Record, RecordType, Ttl};

fn name(text: &str) -> DomainName {
    DomainName::parse(text).unwrap()
}

fn record(owner: &str, rtype: RecordType, content: &str) -> Record {
    let rdata = Rdata::new(&rtype, [content]);
    Record::new(name(owner), rtype, rdata, Ttl::Seconds(60))
}

fn a(owner: &str, content: &str) -> Record {
    record(owner, RecordType::A, content)
}

fn soa(owner: &str) -> Record {
    record(owner, RecordType::Soa, "ns1.example.com hostmaster.example.com 1 2 3 4 5")
}

fn found(records: &[Record]) -> Answer {
    Answer { records: records.to_vec(), ..Answer::default() }
}

/// No records, and the zone says so.
fn empty(rcode: Rcode) -> Answer {
    Answer { rcode, authority: vec![soa("example.com")], ..Answer::default() }
}

fn proved(owner: &str, next: &str, types: &[u16]) -> Answer {
    let denial = Denial::Nsec { owner: name(owner), next: name(next), types: types.to_vec() };
    Answer { denials: vec![denial], ..empty(Rcode::NoError) }
}

/// What is said of the A records of `www.example.com`.
fn told(answer: &Answer, change: impl FnOnce(&mut Around<'_>)) -> Meaning {
    told_of("www.example.com", answer, change)
}

fn told_of(owner: &str, answer: &Answer, change: impl FnOnce(&mut Around<'_>)) -> Meaning {
    let zone = name("example.com");
    let mut around = Around {
        zone: &zone,
        wildcard: Wildcard::None,
        empty_names: EmptyNames::Answered,
        marks_absent_names: false,
        fills_empty_names: false,
    };
    change(&mut around);
    judge(&Question { name: name(owner), rtype: RecordType::A }, answer, &around)
}

fn as_is(_: &mut Around<'_>) {}

#[test]
fn records_without_a_wildcard_exist() {
    let own = [a("www.example.com", "192.0.2.1"), a("www.example.com", "192.0.2.2")];
    assert_eq!(told(&found(&own), as_is), Meaning::Records(own.to_vec()));
}

#[test]
fn the_records_of_the_wildcard_are_no_find() {
    let own = [a("www.example.com", "192.0.2.1"), a("www.example.com", "192.0.2.2")];
    let control = [a("x1.example.com", "192.0.2.2"), a("x1.example.com", "192.0.2.1")];
    let meaning = told(&found(&own), |around| around.wildcard = Wildcard::Steady(control.to_vec()));
    assert_eq!(meaning, Meaning::FromWildcard(own.to_vec()), "in any order");
}

#[test]
fn other_records_than_those_of_the_wildcard_exist() {
    let own = [a("www.example.com", "192.0.2.1")];
    let control = vec![a("x1.example.com", "192.0.2.9")];
    let meaning = told(&found(&own), |around| around.wildcard = Wildcard::Steady(control));
    assert_eq!(meaning, Meaning::Records(own.to_vec()));
}

#[test]
fn beside_a_wildcard_that_rotates_nothing_is_certain() {
    let own = [a("www.example.com", "192.0.2.1")];
    let meaning = told(&found(&own), |around| around.wildcard = Wildcard::Rotating);
    assert_eq!(meaning, Meaning::Undecided(Uncertainty::RotatingWildcard));
}

#[test]
fn a_signature_of_a_wildcard_makes_no_find() {
    let own = [a("www.example.com", "192.0.2.1")];
    let wildcards = vec![WildcardSign { name: name("www.example.com"), rtype: RecordType::A }];
    let answer = Answer { wildcards, ..found(&own) };
    assert_eq!(told(&answer, as_is), Meaning::FromWildcard(own.to_vec()));
}

#[test]
fn an_alias_is_the_names_own_and_its_end_is_not() {
    let alias = record("www.example.com", RecordType::Cname, "host.example.net");
    let answer = found(&[alias.clone(), a("host.example.net", "192.0.2.1")]);
    assert_eq!(told(&answer, as_is), Meaning::Alias(alias.clone()));
    let control = vec![record("x1.example.com", RecordType::Cname, "host.example.net")];
    let meaning = told(&answer, |around| around.wildcard = Wildcard::Steady(control));
    assert_eq!(meaning, Meaning::FromWildcard(vec![alias]), "an alias from a wildcard");
}

#[test]
fn an_alias_of_an_absent_name_dangles() {
    let alias = record("www.example.com", RecordType::Cname, "gone.example.net");
    let answer = Answer { rcode: Rcode::NxDomain, ..found(std::slice::from_ref(&alias)) };
    assert_eq!(told(&answer, as_is), Meaning::Dangling(alias));
}

#[test]
fn no_data_without_a_proof_says_that_the_name_exists() {
    let answer = empty(Rcode::NoError);
    assert_eq!(told(&answer, as_is), Meaning::OtherTypes(Vec::new()));
    let control = vec![a("x1.example.com", "192.0.2.9")];
    let wild = Wildcard::Steady(control);
    let meaning = told(&answer, |around| around.wildcard = wild.clone());
    assert_eq!(meaning, Meaning::OtherTypes(Vec::new()), "a wildcard would have answered");
    let meaning = told(&answer, |around| {
        around.wildcard = wild;
        around.fills_empty_names = true;
    });
    assert_eq!(meaning, Meaning::Undecided(Uncertainty::FilledEmptyName));
}

#[test]
fn a_proof_for_the_name_alone_says_absent_by_its_mark() {
    let owner = "www.example.com";
    for mark in [128, 65_283] {
        let answer = proved(owner, "\\000.www.example.com", &[46, 47, mark]);
        assert_eq!(told(&answer, as_is), Meaning::Absent(Below::Absent));
    }
    let answer = proved(owner, "\\000.www.example.com", &[46, 47]);
    assert_eq!(told(&answer, as_is), Meaning::Undecided(Uncertainty::SameProof));
    let meaning = told(&answer, |around| around.marks_absent_names = true);
    assert_eq!(meaning, Meaning::EmptyName(None));
    let answer = proved(owner, "\\000.www.example.com", &[16, 46, 47]);
    assert_eq!(told(&answer, as_is), Meaning::OtherTypes(vec![16]));
}

#[test]
fn a_proof_at_the_name_lists_its_other_types() {
    let answer = proved("www.example.com", "x.example.com", &[15, 16, 46, 47]);
    assert_eq!(told(&answer, as_is), Meaning::OtherTypes(vec![15, 16]));
}

#[test]
fn a_proof_around_an_empty_name_gives_a_name_below_it() {
    let answer = proved("mail.example.com", "selector1._domainkey.example.com", &[1, 46, 47]);
    let meaning = told_of("_domainkey.example.com", &answer, as_is);
    assert_eq!(meaning, Meaning::EmptyName(Some(name("selector1._domainkey.example.com"))));
}

#[test]
fn another_zone_that_answers_shows_a_delegation() {
    let referral = Answer {
        authority: vec![record("lab.example.com", RecordType::Ns, "ns1.example.net")],
        ..Answer::default()
    };
    let delegated = Meaning::Delegated(name("lab.example.com"));
    assert_eq!(told_of("lab.example.com", &referral, as_is), delegated);
    assert_eq!(told_of("x.lab.example.com", &referral, as_is), delegated);
    for rcode in [Rcode::NoError, Rcode::NxDomain] {
        let child = Answer { authority: vec![soa("lab.example.com")], rcode, ..Answer::default() };
        assert_eq!(told_of("x.lab.example.com", &child, as_is), delegated);
    }
}

#[test]
fn an_absent_name_has_nothing_below_it_where_that_is_proved() {
    let answer = empty(Rcode::NxDomain);
    assert_eq!(told(&answer, as_is), Meaning::Absent(Below::Absent));
    for empty_names in [EmptyNames::Unknown, EmptyNames::Denied] {
        let meaning = told(&answer, |around| around.empty_names = empty_names);
        assert_eq!(meaning, Meaning::Absent(Below::NotProved));
    }
}

#[test]
fn where_the_parent_answers_there_is_no_zone() {
    let parent =
        Answer { authority: vec![soa("com")], rcode: Rcode::NxDomain, ..Answer::default() };
    assert_eq!(told(&parent, as_is), Meaning::NoZone);
}

#[test]
fn failures_and_filters_say_nothing() {
    for rcode in [Rcode::ServFail, Rcode::Refused, Rcode::Other(4)] {
        let meaning = told(&empty(rcode), as_is);
        assert_eq!(meaning, Meaning::Undecided(Uncertainty::Failed(rcode)));
    }
    for error in [15, 16, 17] {
        let answer = Answer { extended_errors: vec![error], ..empty(Rcode::NxDomain) };
        assert_eq!(told(&answer, as_is), Meaning::Undecided(Uncertainty::Filtered));
    }
    let answer = Answer { extended_errors: vec![3], ..empty(Rcode::NxDomain) };
    assert_eq!(told(&answer, as_is), Meaning::Absent(Below::Absent), "stale is no filter");
}

#[test]
fn two_random_names_tell_of_a_wildcard() {
    let with = |content: &str| found(&[a("x1.example.com", content)]);
    let none = empty(Rcode::NxDomain);
    let of = |first, second| Wildcard::of(first, second, &RecordType::A);
    assert_eq!(of(&none, &none), Wildcard::None);
    let (steady, other) = (with("192.0.2.1"), with("192.0.2.2"));
    assert_eq!(of(&steady, &steady), Wildcard::Steady(steady.records.clone()));
    assert_eq!(of(&steady, &other), Wildcard::Rotating);
    assert_eq!(of(&steady, &none), Wildcard::Rotating, "one of them may have failed");
}
