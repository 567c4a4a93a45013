//! Resolvers that lie, filter or do not answer are not heard.

use super::{Answer, Probes, Rcode, Trust, Unusable, true_zone};
use crate::name::DomainName;
use crate::record::{Rdata, Record, RecordType, Ttl};

fn name(text: &str) -> DomainName {
    DomainName::parse(text).unwrap()
}

fn record(owner: &str, rtype: RecordType, content: &str) -> Record {
    let rdata = Rdata::new(&rtype, [content]);
    Record::new(name(owner), rtype, rdata, Ttl::Seconds(60))
}

type Given = Result<Answer, Unusable>;

fn absent() -> Given {
    Ok(Answer { rcode: Rcode::NxDomain, ..Answer::default() })
}

fn keys(is_validated: bool) -> Given {
    Ok(Answer { is_validated, ..Answer::default() })
}

fn trust(absent: &[Given; 2], keys: &Given) -> Trust {
    Trust::of(absent, keys, &Ok(Answer::default()))
}

#[test]
fn asks_for_names_that_do_not_exist_and_for_the_zone() {
    let probes = Probes::new(&name("example.com"), 0x00ab_cdef).unwrap();
    let absent = probes.absent.map(|question| question.name.to_string());
    assert_eq!(absent, ["zs-00abcdef.invalid", "zs-00abcdef.com"]);
    assert_eq!(probes.zone.name, name("example.com"));
}

#[test]
fn who_says_absent_of_what_is_absent_is_honest() {
    for validates in [true, false] {
        let told = trust(&[absent(), absent()], &keys(validates));
        assert_eq!(told, Trust::Honest { validates });
        assert!(told.is_honest());
    }
}

#[test]
fn who_has_records_for_absent_names_rewrites() {
    let sold = record("zs-1.com", RecordType::A, "192.0.2.66");
    let sold = Ok(Answer { records: vec![sold], ..Answer::default() });
    assert_eq!(trust(&[absent(), sold], &keys(true)), Trust::Rewrites);
}

#[test]
fn who_blocks_filters() {
    let blocked = Answer { extended_errors: vec![17], ..Answer::default() };
    assert_eq!(trust(&[absent(), absent()], &Ok(blocked)), Trust::Filters);
}

#[test]
fn who_gives_no_usable_answer_is_not_heard() {
    assert_eq!(trust(&[absent(), Err(Unusable::Malformed)], &keys(true)), Trust::Unreachable);
    let failed = Ok(Answer { rcode: Rcode::ServFail, ..Answer::default() });
    assert_eq!(trust(&[failed, absent()], &keys(true)), Trust::Unreachable);
    let empty = Ok(Answer::default());
    assert_eq!(trust(&[empty, absent()], &keys(true)), Trust::Unreachable);
}

#[test]
fn a_domain_that_is_no_zone_of_its_own_is_told() {
    let soa = |owner: &str| {
        record(owner, RecordType::Soa, "ns1.example.com hostmaster.example.com 1 2 3 4 5")
    };
    let own = Answer { records: vec![soa("example.com")], ..Answer::default() };
    assert_eq!(true_zone(&name("example.com"), &own), None);
    let above = Answer { authority: vec![soa("example.com")], ..Answer::default() };
    assert_eq!(true_zone(&name("shop.example.com"), &above), Some(name("example.com")));
    assert_eq!(true_zone(&name("shop.example.com"), &Answer::default()), None);
}
