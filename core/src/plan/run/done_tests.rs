//! What waits, when a run is over that wrote some of it while users went on.

use std::sync::Arc;

use super::tests::{FakeProvider, record};
use super::*;
use crate::edits::{Edits, PastEdits};
use crate::name::DomainName;
use crate::provider::Provider;
use crate::record::{Rdata, RecordType, Ttl};
use crate::review::{Became, Decision, PastReview, Review};

fn ttl(record: &Record, seconds: u32) -> Record {
    Record { ttl: Ttl::Seconds(seconds), ..record.clone() }
}

fn new(n: usize) -> Record {
    Record { id: None, ..record(n) }
}

/// A run of all that waits, carried out.
fn apply(there: &mut FakeProvider, provider: Provider, changes: Vec<(u32, Change)>) -> Run {
    let (zone, rules) = (DomainName::parse("example.com").unwrap(), provider.capabilities());
    let mut run = Run::new(Plan::new(changes, &zone, &there.zone, rules), rules, Some(5));
    there.carry_out(&mut run);
    run
}

fn stands(there: &FakeProvider, wanted: &Record) -> Record {
    there.zone.iter().find(|own| own.identity() == wanted.identity()).unwrap().clone()
}

#[test]
fn drops_written_edits_and_rebases_edits_changed_during_the_run() {
    for provider in Provider::ALL {
        let rules = provider.capabilities();
        let mut there = FakeProvider::holding(&[1, 2, 3, 4], &[]);
        let mut edits = Edits::default();
        edits.add(new(10));
        edits.add(new(11));
        edits.change(&record(1), ttl(&record(1), 60), false, false);
        edits.change(&record(2), ttl(&record(2), 60), false, false);
        edits.delete(&record(3));
        edits.delete(&record(4));
        let run = apply(&mut there, provider, edits.list().to_vec());
        assert_eq!(run.tally(), (6, 0), "{:?}", run.outcomes());
        // Of each kind one was changed while it was written, and one not.
        edits.amend(0, ttl(&new(10), 600));
        edits.change(&record(1), ttl(&record(1), 600), false, false);
        edits.change(&record(3), ttl(&record(3), 600), false, false);
        edits.settle(&run.done(), rules, &mut PastEdits::default());
        let edit = |before: Record| {
            let after = ttl(&before, 600);
            Change::Edit { before, after, whole: false }
        };
        let left: Vec<&Change> = edits.list().iter().map(|(_, change)| change).collect();
        let again = Change::Add { record: Record { id: None, ..ttl(&record(3), 600) } };
        let expected = [edit(stands(&there, &new(10))), edit(stands(&there, &record(1))), again];
        assert_eq!(left, expected.iter().collect::<Vec<_>>(), "{provider:?}");
        // All of it is written by the next plan, and nothing stands there twice.
        let run = apply(&mut there, provider, edits.list().to_vec());
        assert_eq!(run.tally(), (3, 0), "{:?}", run.outcomes());
        edits.settle(&run.done(), rules, &mut PastEdits::default());
        assert!(edits.is_empty());
        there.assert_nothing_twice();
        assert_eq!(stands(&there, &new(10)).ttl, Ttl::Seconds(600));
    }
}

#[test]
fn drops_a_written_edit_that_the_provider_keeps_in_another_form() {
    let rdata = Rdata::new(&RecordType::Txt, ["a=1", "b=2"]);
    let txt = Record { rtype: RecordType::Txt, rdata, ..new(1) };
    for provider in Provider::ALL {
        let mut edits = Edits::default();
        edits.add(txt.clone());
        let mut there = FakeProvider::holding(&[], &[]);
        let run = apply(&mut there, provider, edits.list().to_vec());
        edits.settle(&run.done(), provider.capabilities(), &mut PastEdits::default());
        assert!(edits.is_empty(), "{provider:?}");
    }
}

#[test]
fn drops_an_edit_that_a_retry_turned_into_another_change() {
    for provider in Provider::ALL {
        let mut there = FakeProvider::holding(&[2], &[]);
        let mut edits = Edits::default();
        edits.add(ttl(&new(1), 60));
        edits.change(&record(2), ttl(&record(2), 60), false, false);
        let (zone, rules) = (DomainName::parse("example.com").unwrap(), provider.capabilities());
        let plan = Plan::new(edits.list().to_vec(), &zone, &there.zone, rules);
        let mut run = Run::new(plan, rules, Some(5));
        there.zone[0].ttl = Ttl::Seconds(900);
        there.zone.push(Record { comment: Some("theirs".into()), ..ttl(&record(1), 900) });
        there.carry_out(&mut run);
        for index in [0, 1] {
            run.retry(&[index]);
            there.carry_out(&mut run);
        }
        assert_eq!(run.tally(), (2, 0), "{:?}", run.outcomes());
        edits.settle(&run.done(), rules, &mut PastEdits::default());
        assert!(edits.is_empty(), "{:?}", edits.list());
    }
}

#[test]
fn undo_of_an_act_during_the_run_skips_written_edits() {
    for provider in Provider::ALL {
        let mut there = FakeProvider::holding(&[1, 2], &[]);
        let mut edits = Edits::default();
        edits.change(&record(1), ttl(&record(1), 60), false, false);
        edits.add(new(10));
        let plan = edits.list().to_vec();
        // While they are written, all that waits is discarded, and a delete comes in its place.
        let ((), mut past) = edits.remember(|edits| {
            edits.clear();
            edits.delete(&record(2));
        });
        let run = apply(&mut there, provider, plan);
        edits.settle(&run.done(), provider.capabilities(), &mut past);
        assert_eq!(edits.len(), 1);
        edits.take_back(past);
        assert!(edits.is_empty(), "nothing is written again: {:?}", edits.list());
    }
}

fn review(provider: Provider, zone: &[Record], found: &[Record]) -> Review {
    let name = DomainName::parse("example.com").unwrap();
    let mut review = Review::new(name, provider.capabilities());
    review.merge(found.to_vec());
    review.set_zone_records(Arc::new(zone.to_vec()));
    review
}

#[test]
fn keeps_a_decision_changed_during_the_run_and_finishes_the_written_one() {
    for provider in Provider::ALL {
        let mut there = FakeProvider::holding(&[], &[1, 2, 3, 4]);
        let mut review = review(provider, &there.zone, &there.found);
        for (number, decision) in [(0, 1), (1, 1), (2, 2), (3, 1)] {
            let decision = [Decision::Undecided, Decision::Accepted, Decision::Rejected][decision];
            review.decide(number, decision);
        }
        let plan = review.changes();
        let ((), mut past) = review.remember(|review| {
            review.decide(0, Decision::Rejected);
            review.decide(1, Decision::Undecided);
            review.amend(3, ttl(&record(4), 600));
        });
        let run = apply(&mut there, provider, plan);
        assert_eq!(run.tally(), (4, 0), "{:?}", run.outcomes());
        let became = review.settle(&run.done(), &mut past);
        let states = |review: &Review| -> Vec<_> {
            review.items().iter().map(|item| (item.decision, item.done)).collect()
        };
        let (no, yes, out) = (Decision::Undecided, Decision::Accepted, Decision::Rejected);
        assert_eq!(states(&review), [(out, yes), (no, yes), (out, out), (yes, yes)]);
        let waits: Vec<u32> = review.changes().iter().map(|(number, _)| *number).collect();
        assert_eq!(waits, [0], "the new decision");
        // What was changed is an edit of what stands there, which goes when the act is taken back.
        assert_eq!((became.of_act.len(), became.others.len()), (1, 0));
        // Taken back, it is as it was before the act: written.
        review.take_back(past);
        assert_eq!(states(&review), [(yes, yes), (yes, yes), (out, out), (yes, yes)]);
        assert_eq!(review.item(3).unwrap().record(), &record(4));
    }
}

#[test]
fn a_found_record_edited_during_its_accept_becomes_an_edit_of_the_held_one() {
    for provider in Provider::ALL {
        let rules = provider.capabilities();
        let mut there = FakeProvider::holding(&[], &[1, 2]);
        let mut review = review(provider, &there.zone, &there.found);
        review.decide(0, Decision::Accepted);
        let run = apply(&mut there, provider, review.changes());
        let longer = ttl(&record(1), 600);
        review.amend(0, longer.clone());
        let became = review.settle(&run.done(), &mut PastReview::default());
        assert!(review.changes().is_empty(), "{provider:?}: {:?}", review.changes());
        let now = stands(&there, &record(1));
        let after = Record { id: now.id.clone(), ..longer.clone() };
        let edit = Change::Edit { before: now, after, whole: false };
        assert_eq!((became.others, became.of_act.len()), (vec![edit.clone()], 0), "{provider:?}");
        let mut edits = Edits::default();
        edits.extend([edit]);
        let run = apply(&mut there, provider, edits.list().to_vec());
        assert_eq!(run.tally(), (1, 0), "{:?}", run.outcomes());
        edits.settle(&run.done(), rules, &mut PastEdits::default());
        assert!(edits.is_empty());
        there.assert_nothing_twice();
        assert_eq!(stands(&there, &longer).ttl, Ttl::Seconds(600));
    }
}

#[test]
fn finishes_an_accept_that_edited_a_held_record() {
    for provider in Provider::ALL {
        let mut there = FakeProvider::holding(&[1], &[]);
        let found = ttl(&record(1), 60);
        there.found = vec![found.clone()];
        let mut review = review(provider, &there.zone, &[found]);
        review.decide(0, Decision::Accepted);
        let run = apply(&mut there, provider, review.changes());
        assert_eq!(run.tally(), (1, 0), "{:?}", run.outcomes());
        let became = review.settle(&run.done(), &mut PastReview::default());
        assert_eq!(became, Became::default());
        assert!(review.changes().is_empty());
        assert_eq!(review.item(0).unwrap().done, Decision::Accepted);
    }
}

#[test]
fn an_accept_edited_during_its_run_takes_no_comment_or_tag_from_the_held_record() {
    for provider in Provider::ALL {
        let mut there = FakeProvider::holding(&[1], &[]);
        there.zone[0].comment = Some("prod".into());
        there.zone[0].tags = vec!["mail".into()];
        let found = ttl(&record(1), 60);
        there.found = vec![found.clone()];
        let mut review = review(provider, &there.zone, std::slice::from_ref(&found));
        review.decide(0, Decision::Accepted);
        let run = apply(&mut there, provider, review.changes());
        review.amend(0, ttl(&found, 600));
        let became = review.settle(&run.done(), &mut PastReview::default());
        let now = stands(&there, &found);
        assert_eq!(now.comment, Some("prod".into()));
        let after = ttl(&now, 600);
        assert_eq!(became.others, [Change::Edit { before: now, after, whole: false }]);
    }
}
