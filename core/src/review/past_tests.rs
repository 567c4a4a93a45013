//! Acts on many items, and taking them back.

use proptest::prelude::*;

use super::*;
use crate::kept;
use crate::name::DomainName;
use crate::provider::Provider;
use crate::record::{Rdata, RecordType, Ttl};
use crate::review::Left;
use crate::scan::Scan;

fn record(owner: &str, rtype: RecordType, content: &str) -> Record {
    let rdata = Rdata::new(&rtype, [content]);
    let name = DomainName::parse(owner).unwrap();
    Record { id: Some("x".into()), ..Record::new(name, rtype, rdata, Ttl::Seconds(300)) }
}

fn host(n: usize) -> Record {
    record(&format!("h{n}.example.com"), RecordType::A, "192.0.2.1")
}

fn review(provider: Provider) -> Review {
    let mut review =
        Review::new(DomainName::parse("example.com").unwrap(), provider.capabilities());
    let soa = record("example.com", RecordType::Soa, "ns1 host 1 2 3 4 5");
    let ns = record("example.com", RecordType::Ns, "ns1.old.example");
    review.merge((0..8).map(host).chain([soa, ns]).collect());
    review.set_zone_records(std::sync::Arc::new(vec![host(7)]));
    review
}

fn states(review: &Review) -> Vec<State> {
    review.items().iter().map(State::of).collect()
}

fn kept(review: &Review) -> String {
    kept::write_discovery(&Scan::default(), &review.save("hashes"))
}

const DECISIONS: [Decision; 3] = [Decision::Undecided, Decision::Accepted, Decision::Rejected];

/// What users do to many items, or to one.
fn act(review: &mut Review, (what, decision, number): (u8, usize, u32)) {
    let decision = DECISIONS[decision];
    let all: Vec<u32> = (0..review.items().len() as u32).collect();
    match what {
        0 => drop(review.decide_all(&all, decision, &[1])),
        1 => drop(review.decide_all(&all[number as usize..], decision, &[])),
        2 => review.toggle(number, decision),
        3 => review.edit(number, Record { ttl: Ttl::Auto, ..host(number as usize) }),
        _ => review.finish(number, decision),
    }
}

fn any_act(kinds: u8) -> impl Strategy<Value = (u8, usize, u32)> {
    (0..kinds, 0..3_usize, 0..10_u32)
}

proptest! {
    #[test]
    fn undo_restores_the_items_and_leaves_new_ones_alone(
        before in prop::collection::vec(any_act(5), 0..12),
        acts in prop::collection::vec(any_act(4), 1..6),
        newcomers in 0..4_usize,
        cloudflare: bool,
    ) {
        let mut review = review(if cloudflare { Provider::Cloudflare } else { Provider::Bunny });
        // What was decided before the first decision of all is not kept.
        review.begin();
        before.into_iter().for_each(|one| act(&mut review, one));
        let (then, text) = (states(&review), kept(&review));
        let ((), past) = review.remember(|review| acts.into_iter().for_each(|one| act(review, one)));
        prop_assert_eq!(past.is_empty(), states(&review) == then);
        review.merge_more((20..20 + newcomers).map(host).collect());
        review.take_back(past);
        let now = states(&review);
        prop_assert_eq!(&now[..then.len()], &then[..]);
        prop_assert!(now[then.len()..].iter().all(|new| new.is_new));
        prop_assert!(newcomers > 0 || kept(&review) == text);
    }

    #[test]
    fn undo_leaves_later_decisions_alone(
        acts in prop::collection::vec(any_act(4), 1..6),
        number in 0..7_u32,
    ) {
        let mut review = review(Provider::Bunny);
        let ((), past) = review.remember(|review| acts.into_iter().for_each(|one| act(review, one)));
        let before = review.item(number).unwrap().decision;
        review.toggle(number, Decision::Rejected);
        review.toggle(number, Decision::Accepted);
        let after = State::of(review.item(number).unwrap());
        prop_assume!(before != after.decision);
        review.take_back(past);
        prop_assert_eq!(State::of(review.item(number).unwrap()), after);
    }
}

#[test]
fn undoing_an_edit_judges_the_record_again() {
    let mut review = review(Provider::Cloudflare);
    let ((), past) = review.remember(|review| review.edit(0, host(7)));
    assert_eq!(review.standing(review.item(0).unwrap()), crate::review::Standing::InZone);
    let revision = review.revision();
    review.take_back(past);
    assert_eq!(review.standing(review.item(0).unwrap()), crate::review::Standing::Free);
    assert_ne!(review.revision(), revision, "its row shows another record");
}

#[test]
fn deciding_many_skips_protected_items_and_says_why() {
    let mut review = review(Provider::Cloudflare);
    let flawed = Record { flaw: Some(crate::record::Flaw::Content), ..host(30) };
    let locked = Record { locked: true, ..host(31) };
    review.merge_more(vec![flawed, locked]);
    review.decide(2, Decision::Accepted);
    review.finish(2, Decision::Accepted);
    review.decide(3, Decision::Accepted);
    let all: Vec<u32> = (0..12).collect();
    let accepted = review.decide_all(&all, Decision::Accepted, &[1]);
    let reasons = [
        Left::Error,
        Left::Flawed,
        Left::ApexNs,
        Left::Soa,
        Left::InZone,
        Left::Locked,
        Left::Written,
    ];
    assert_eq!(accepted.left, reasons.map(|why| (why, 1)));
    assert_eq!((accepted.changed, accepted.same), (4, 1));
    let rejected = review.decide_all(&all, Decision::Rejected, &[1]);
    assert_eq!((rejected.changed, rejected.left), (11, vec![(Left::Written, 1)]));
    let cleared = review.decide_all(&all, Decision::Undecided, &[]);
    assert_eq!((cleared.changed, cleared.left), (11, vec![(Left::Written, 1)]));
    assert!((0..12).all(|number| !review.may_clear(number)));
}
