//! The review's behaviour: what may be decided, and that nothing moves a decision but the user.

use proptest::prelude::*;
use std::sync::Arc;

use super::*;
use crate::kept;
use crate::provider::Provider;
use crate::record::{Flaw, Rdata, RecordType, Ttl};
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
    Review::new(DomainName::parse("example.com").unwrap(), provider.capabilities())
}

fn decisions(review: &Review) -> Vec<Decision> {
    review.items().iter().map(|item| item.decision).collect()
}

#[test]
fn an_item_that_arrives_again_keeps_its_number_and_decision() {
    let mut review = review(Provider::Bunny);
    review.merge(vec![host(1), host(2)]);
    review.decide(1, Decision::Rejected);
    review.merge(vec![host(2), host(3), host(1)]);
    assert_eq!(decisions(&review), [Decision::Undecided, Decision::Rejected, Decision::Undecided]);
    assert_eq!(review.items().get(2).unwrap().found.name, host(3).name);
}

#[test]
fn marks_only_items_after_the_first_decision_as_new() {
    let mut review = review(Provider::Bunny);
    review.merge(vec![host(1)]);
    review.merge(vec![host(1), host(2)]);
    review.decide(0, Decision::Accepted);
    review.merge(vec![host(1), host(2), host(3)]);
    let new: Vec<bool> = review.items().iter().map(|item| item.is_new).collect();
    assert_eq!(new, [false, false, true]);
    review.decide(2, Decision::Accepted);
    assert!(!review.items().get(2).unwrap().is_new);
}

#[test]
fn soa_held_types_and_flawed_records_cannot_be_accepted() {
    let mut review = review(Provider::Bunny);
    let mut flawed = host(1);
    flawed.flaw = Some(Flaw::Content);
    review.merge(vec![
        record("example.com", RecordType::Soa, "ns1 host 1 2 3 4 5"),
        record("example.com", RecordType::Ns, "ns1.old.example"),
        record("k.example.com", RecordType::Sshfp, "1"),
        flawed,
        record("sub.example.com", RecordType::Ns, "ns1.sub.example"),
    ]);
    let standings: Vec<Standing> =
        review.items().iter().map(|item| review.standing(item)).collect();
    assert_eq!(
        standings,
        [Standing::Soa, Standing::ApexNs, Standing::NotHeld, Standing::Flawed, Standing::Free]
    );
    review.decide_all(&[0, 1, 2, 3, 4], Decision::Accepted, &[]);
    let accepted: Vec<bool> =
        review.items().iter().map(|i| i.decision == Decision::Accepted).collect();
    assert_eq!(accepted, [false, false, false, false, true]);
}

#[test]
fn accepts_an_apex_ns_only_singly_and_only_if_the_provider_holds_it() {
    for (provider, insisted) in [(Provider::Cloudflare, true), (Provider::Bunny, false)] {
        let mut review = review(provider);
        review.merge(vec![record("example.com", RecordType::Ns, "ns1.old.example")]);
        review.decide_all(&[0], Decision::Accepted, &[]);
        assert_eq!(decisions(&review), [Decision::Undecided]);
        review.toggle(0, Decision::Accepted);
        assert_eq!(review.items().first().unwrap().decision == Decision::Accepted, insisted);
    }
}

#[test]
fn only_undecided_items_that_can_be_decided_are_open() {
    let mut review = review(Provider::Cloudflare);
    let soa = record("example.com", RecordType::Soa, "ns1 host 1 2 3 4 5");
    review.merge(vec![host(1), host(2), host(3), soa]);
    review.set_zone_records(Arc::new(vec![host(2)]));
    review.decide(0, Decision::Rejected);
    let open: Vec<bool> = (0..5).map(|number| review.is_open(number)).collect();
    assert_eq!(open, [false, false, true, false, false]);
}

#[test]
fn accept_all_skips_records_that_are_in_the_zone() {
    let mut review = review(Provider::Cloudflare);
    review.merge(vec![host(1), host(2)]);
    review.set_zone_records(Arc::new(vec![host(1)]));
    review.decide_all(&[0, 1], Decision::Accepted, &[]);
    assert_eq!(decisions(&review), [Decision::Undecided, Decision::Accepted]);
    assert_eq!(review.counts(), Counts { found: 2, accepted: 1, settled: 1, ..Counts::default() });
}

#[test]
fn pressing_again_clears_a_decision() {
    let mut review = review(Provider::Bunny);
    review.merge(vec![host(1)]);
    review.toggle(0, Decision::Accepted);
    review.toggle(0, Decision::Rejected);
    assert_eq!(decisions(&review), [Decision::Rejected]);
    review.toggle(0, Decision::Rejected);
    assert_eq!(decisions(&review), [Decision::Undecided]);
}

#[test]
fn an_edit_accepts_its_item_and_editing_back_drops_the_edit() {
    let mut review = review(Provider::Bunny);
    review.merge(vec![host(1)]);
    let mut changed = host(1);
    changed.ttl = Ttl::Seconds(60);
    review.edit(0, changed.clone());
    let changes = review.changes();
    assert_eq!(changes, [(0, Change::Accept { found: host(1), record: changed })]);
    review.edit(0, host(1));
    assert!(review.items().first().unwrap().edited.is_none());
}

#[test]
fn finished_decisions_are_no_longer_pending() {
    let mut review = review(Provider::Cloudflare);
    review.merge(vec![host(1), host(2)]);
    review.decide(0, Decision::Accepted);
    review.decide(1, Decision::Rejected);
    assert_eq!(review.changes().len(), 2);
    review.finish(0, Decision::Accepted);
    review.finish(1, Decision::Rejected);
    assert_eq!(review.changes().len(), 0);
    assert!(!review.can_reject(&review.items().get(1).unwrap().clone()), "rejected for good there");
}

#[test]
fn unproxying_keeps_decisions_and_survives_a_reload() {
    let proxied = |n| Record { proxied: Some(true), ..host(n) };
    let found = || vec![proxied(1), proxied(2), proxied(3), host(4)];
    let mut before = review(Provider::Cloudflare);
    before.merge(found());
    before.decide(1, Decision::Rejected);
    before.decide(2, Decision::Accepted);
    assert_eq!(before.unproxy(&[0, 1, 2, 3]), 3);
    let decided =
        [Decision::Undecided, Decision::Rejected, Decision::Accepted, Decision::Undecided];
    assert_eq!(decisions(&before), decided);
    assert!(before.proxied().is_empty());
    let saved = before.save("x");
    let mut after = review(Provider::Cloudflare);
    after.restore(saved, &before.hashes(0..4));
    after.merge(found());
    assert_eq!(decisions(&after), decided);
    assert!(after.proxied().is_empty());
    after.decide(0, Decision::Accepted);
    assert!(after.changes().iter().all(|(_, change)| change.record().proxied != Some(true)
        || matches!(change, Change::Reject { .. })));
}

#[test]
fn a_local_reject_can_be_reversed_after_its_apply() {
    let mut review = review(Provider::Bunny);
    review.merge(vec![host(1)]);
    review.decide(0, Decision::Rejected);
    review.finish(0, Decision::Rejected);
    review.toggle(0, Decision::Accepted);
    assert_eq!(review.changes().len(), 1);
    assert_eq!(review.items().first().unwrap().decision, Decision::Accepted);
}

#[test]
fn an_assumed_ttl_matches_any_ttl_and_survives_a_reload() {
    let found = |n| Record { ttl: Ttl::Assumed(300), ..host(n) };
    let held = Record { ttl: Ttl::Seconds(3_600), ..host(1) };
    let mut before = review(Provider::Bunny);
    before.merge(vec![found(1), found(2)]);
    before.set_zone_records(Arc::new(vec![held]));
    assert_eq!(before.standing(before.item(0).unwrap()), Standing::InZone);
    before.edit(1, Record { comment: Some("a".into()), ..found(2) });
    let mut after = review(Provider::Bunny);
    let text = kept::write_discovery(&Scan::default(), &before.save("x"));
    after.restore(kept::read_discovery(&text).unwrap().1, &before.hashes(0..2));
    after.merge(vec![found(1), found(2)]);
    assert_eq!(after.item(1).unwrap().record().ttl, Ttl::Assumed(300));
    // Set by the user, it counts.
    after.set_zone_records(Arc::new(vec![Record { ttl: Ttl::Seconds(3_600), ..host(2) }]));
    after.edit(1, host(2));
    assert_eq!(after.standing(after.item(1).unwrap()), Standing::Differs);
}

#[test]
fn equal_records_listed_twice_are_two_items() {
    let mut review = review(Provider::Cloudflare);
    review.merge(vec![host(1), host(1)]);
    review.merge(vec![host(1), host(1)]);
    assert_eq!(review.items().len(), 2);
}

#[test]
fn decisions_and_edits_survive_a_reload_until_their_records_arrive() {
    let mut before = review(Provider::Bunny);
    before.merge(vec![host(1), host(2), host(3)]);
    before.decide(0, Decision::Rejected);
    let mut changed = host(2);
    changed.ttl = Ttl::Seconds(60);
    changed.proxied = Some(false);
    changed.comment = Some("a \"note\"\n".into());
    changed.tags = vec!["a:b".into(), "ä".into()];
    before.edit(1, changed.clone());
    before.finish(0, Decision::Rejected);
    let reload = |before: &Review, after: &mut Review| {
        let text = kept::write_discovery(&Scan::default(), &before.save("name"));
        let saved = kept::read_discovery(&text).unwrap().1;
        assert_eq!(saved.hashes(), "name");
        after.restore(saved, &before.hashes(0..before.kept_items()));
    };
    let mut after = review(Provider::Bunny);
    reload(&before, &mut after);
    after.merge(vec![host(3), host(2)]);
    let kept_again = after.clone();
    reload(&kept_again, &mut after);
    after.merge(vec![host(1), host(4)]);
    assert_eq!(after.items().get(1).unwrap().edited.as_deref(), Some(&changed));
    assert_eq!(
        (after.items().get(2).unwrap().decision, after.items().get(2).unwrap().done),
        (Decision::Rejected, Decision::Rejected)
    );
    assert!(after.items().get(3).unwrap().is_new && !after.items().first().unwrap().is_new);
}

#[test]
fn invalid_kept_runs_decide_nothing() {
    for runs in ["ä4", "z9", "1x", ",,", "6", "699999999999999999999", "-1", "6-1"] {
        let text = format!(r#"{{"begun":true,"runs":"{runs}","states":[],"items":[]}}"#);
        let mut after = review(Provider::Bunny);
        after.restore(kept::read_discovery(&text).unwrap().1, "ä");
        after.merge(vec![host(1)]);
        assert_eq!(after.items().first().unwrap().decision, Decision::Undecided, "{runs}");
    }
}

proptest! {
    /// Whatever is decided, in whatever order the records come again, each has its decision.
    #[test]
    fn each_record_gets_its_own_decision_back_after_a_reload(
        presses in prop::collection::vec((0_u32..40, 0_u8..3), 0..60),
        again in Just((0_usize..40).collect::<Vec<usize>>()).prop_shuffle(),
        lost in 0_usize..300,
    ) {
        let mut before = review(Provider::Bunny);
        before.merge((0..40).map(host).collect());
        for (number, decision) in presses {
            let decision = [Decision::Undecided, Decision::Accepted, Decision::Rejected][usize::from(decision)];
            before.decide(number, decision);
        }
        let text = kept::write_discovery(&Scan::default(), &before.save(""));
        let hashes = before.hashes(0..before.kept_items());
        // How much waits is known without the records, also of what has not arrived again.
        let pending = before.counts().accepted + before.counts().rejected;
        let mut waiting = review(Provider::Bunny);
        waiting.restore(kept::read_discovery(&text).unwrap().1, &hashes);
        for saved in [kept::read_discovery(&text).unwrap().1, waiting.save("")] {
            prop_assert_eq!(saved.pending(), pending);
        }
        let mut after = review(Provider::Bunny);
        // A text that was cut off tells less, and nothing false.
        let kept_part = &hashes[..hashes.len().saturating_sub(lost)];
        after.restore(kept::read_discovery(&text).unwrap().1, kept_part);
        after.merge(again.iter().copied().map(host).collect());
        for (item, number) in after.items().iter().zip(again) {
            let known = (number + 1) * 13 <= kept_part.len();
            let expected = if known { before.items().get(number).unwrap().decision } else { Decision::Undecided };
            prop_assert_eq!(item.decision, expected);
        }
    }

    /// Readings in any order and any mixture never change what the user decided, and the counts
    /// always add up.
    #[test]
    fn readings_never_change_decisions_and_counts_add_up(
        readings in prop::collection::vec(prop::collection::vec(0_usize..30, 0..30), 1..8),
        presses in prop::collection::vec((0_u32..30, 0_u8..3), 0..40),
        cloudflare: bool,
    ) {
        let mut review = review(if cloudflare { Provider::Cloudflare } else { Provider::Bunny });
        let mut presses = presses.into_iter();
        for reading in readings {
            let before: Vec<(String, Decision)> =
                review.items().iter().map(|item| (item.found.identity(), item.decision)).collect();
            review.merge(reading.into_iter().map(host).collect());
            for (item, (key, decision)) in review.items().iter().zip(&before) {
                prop_assert_eq!((&item.found.identity(), item.decision), (key, *decision));
            }
            for (number, decision) in presses.by_ref().take(6) {
                let decision = [Decision::Undecided, Decision::Accepted, Decision::Rejected][usize::from(decision)];
                review.decide(number, decision);
            }
            let counts = review.counts();
            prop_assert_eq!(counts.found, review.items().len());
            prop_assert_eq!(counts.accepted + counts.rejected + counts.undecided + counts.settled, counts.found);
            prop_assert_eq!(counts.accepted + counts.rejected, review.changes().len());
        }
    }
}

#[test]
fn a_held_record_with_another_ttl_differs_and_is_accepted_only_singly() {
    let mut review = review(Provider::Cloudflare);
    let proxied = Record { ttl: Ttl::Auto, proxied: Some(true), ..host(1) };
    review.merge(vec![proxied, host(2), host(3), host(4)]);
    let held = |n, ttl| Record { id: Some("7".into()), ttl: Ttl::Seconds(ttl), ..host(n) };
    let off = Record { disabled: true, ..held(4, 300) };
    review.set_zone_records(Arc::new(vec![held(1, 3600), held(2, 300), held(3, 60), off]));
    let standings: Vec<_> = review.items().iter().map(|item| review.standing(item)).collect();
    let differs = Standing::Differs;
    assert_eq!(standings, [differs, Standing::InZone, differs, differs]);
    review.decide_all(&[0, 1, 2, 3], Decision::Accepted, &[]);
    assert_eq!(decisions(&review), [Decision::Undecided; 4]);
    review.decide(0, Decision::Accepted);
    review.decide(1, Decision::Accepted);
    assert_eq!(review.counts(), Counts { found: 4, accepted: 1, settled: 3, ..Counts::default() });
}

#[test]
fn prefers_a_live_copy_to_a_disabled_one_and_leaves_a_locked_one() {
    let mut review = review(Provider::Bunny);
    review.merge(vec![host(1), host(2)]);
    let off = Record { disabled: true, ..host(1) };
    let locked = Record { locked: true, ttl: Ttl::Auto, ..host(2) };
    review.set_zone_records(Arc::new(vec![off.clone(), host(1), off, locked]));
    let of = |number| review.standing(review.item(number).unwrap());
    assert_eq!([of(0), of(1)], [Standing::InZone, Standing::Differs]);
    assert!(!review.can_accept(review.item(1).unwrap()));
}
