//! Runs whose calls a browser sends twice: what stands there twice is told, and what was written counted.

use super::tests::{FakeProvider, record, run};
use super::*;
use crate::plan::undo::undo;
use crate::provider::Provider;
use crate::record::Ttl;

fn add(n: usize) -> Change {
    Change::Add { record: Record { id: None, ..record(n) } }
}

/// Another copy of a record, under an identity of its own.
fn again(there: &mut FakeProvider, n: usize) {
    let id = Some(format!("again{}", there.zone.len()).into());
    there.zone.push(Record { id, ..record(n) });
}

/// A run of one change up to its call, which is then carried out twice.
fn sent_twice(change: Change, held: &[usize]) -> (FakeProvider, Run) {
    let mut there = FakeProvider::holding(held, &[]);
    let mut run = run(Provider::Bunny, vec![change]);
    run.act();
    run.report(Report::Zone(Ok(&there.zone)));
    assert_eq!(run.act(), [Action::Write(0)]);
    there.lax = true;
    (there, run)
}

#[test]
fn reports_a_record_that_was_written_twice_and_undoes_both() {
    for answer in [Ok(()), Err(ApiError::Unreachable), Err(ApiError::Duplicate)] {
        let (mut there, mut run) = sent_twice(add(1), &[5]);
        again(&mut there, 1);
        again(&mut there, 1);
        run.report(Report::Written(0, answer));
        there.carry_out(&mut run);
        assert_eq!((run.outcomes(), run.tally()), (&[Outcome::Done][..], (1, 0)));
        let [(0, second)] = run.doubles() else { panic!("{:?}", run.doubles()) };
        assert_eq!(second.id, there.zone[2].id);
        let back = undo(&run.written(), &there.zone);
        let gone: Vec<_> = back.changes.iter().map(|change| change.record().id.clone()).collect();
        assert_eq!((gone.len(), back.refused.len()), (2, 0));
        // Once the second one is deleted, one is left to be taken back.
        there.zone.pop();
        assert_eq!(undo(&run.written(), &there.zone).changes.len(), 1);
    }
}

#[test]
fn counts_a_write_as_its_own_if_the_repeat_was_refused_as_a_duplicate() {
    let (mut there, mut run) = sent_twice(add(1), &[]);
    again(&mut there, 1);
    run.report(Report::Written(0, Err(ApiError::Duplicate)));
    there.carry_out(&mut run);
    assert_eq!((run.outcomes(), run.doubles()), (&[Outcome::Done][..], &[][..]));
    assert_eq!(run.written().changes.len(), 1, "it can be taken back");
}

#[test]
fn a_delete_or_an_edit_sent_twice_counts_once() {
    let (mut there, mut run) = sent_twice(Change::Delete { record: record(1) }, &[1]);
    there.zone.clear();
    run.report(Report::Written(0, Err(ApiError::NotFound)));
    there.carry_out(&mut run);
    assert_eq!((run.outcomes(), run.tally()), (&[Outcome::Done][..], (1, 0)));
    let after = Record { ttl: Ttl::Seconds(60), ..record(1) };
    let change = Change::Edit { before: record(1), after: after.clone(), whole: false };
    let (mut there, mut run) = sent_twice(change, &[1]);
    there.zone[0] = after;
    run.report(Report::Written(0, Ok(())));
    there.carry_out(&mut run);
    assert_eq!((run.tally(), run.doubles()), ((1, 0), &[][..]));
}

#[test]
fn a_copy_from_before_the_run_is_no_double() {
    let mut there = FakeProvider::holding(&[1], &[]);
    again(&mut there, 1);
    let mut run = run(Provider::Bunny, vec![add(1), add(2)]);
    there.carry_out(&mut run);
    assert_eq!(run.outcomes(), [Outcome::AlreadyThere, Outcome::Done]);
    assert_eq!(run.doubles(), []);
}

#[test]
fn a_disabled_copy_does_not_count_as_the_written_record() {
    let (mut there, mut run) = sent_twice(add(1), &[]);
    there.zone.push(Record { disabled: true, ..record(1) });
    run.report(Report::Written(0, Ok(())));
    there.carry_out(&mut run);
    assert_eq!(run.outcomes(), [Outcome::Failed(Failure::NotInZone)]);
}

#[test]
fn reports_a_held_record_with_another_ttl_and_edits_it_on_retry() {
    for provider in Provider::ALL {
        let mut there = FakeProvider::holding(&[], &[]);
        there.zone.push(Record { ttl: Ttl::Seconds(900), ..record(1) });
        let wanted = Record { id: None, ttl: Ttl::Seconds(60), ..record(1) };
        let mut run = run(provider, vec![Change::Add { record: wanted }, add(2)]);
        there.carry_out(&mut run);
        assert!(matches!(run.outcomes()[0], Outcome::Failed(Failure::ThereOtherwise(_))));
        assert_eq!((run.tally(), there.zone.len()), ((1, 1), 2));
        run.retry(&[0]);
        there.carry_out(&mut run);
        assert_eq!((run.tally(), there.zone.len()), ((2, 0), 2));
        assert!(there.zone.iter().any(|record| record.ttl == Ttl::Seconds(60)));
    }
}

/// Told after the call: the one that came since the first reading is not this run's.
#[test]
fn compares_a_refused_duplicate_with_the_held_record() {
    for (provider, ttl) in Provider::ALL.into_iter().flat_map(|p| [(p, 60), (p, 900)]) {
        let wanted = Record { ttl: Ttl::Seconds(60), ..record(1) };
        let accept = Change::Accept { found: wanted.clone(), record: wanted };
        let mut there = FakeProvider::holding(&[], &[1]);
        let other = Record { ttl: Ttl::Seconds(ttl), id: Some("other".into()), ..record(1) };
        // It is among those that the first reading showed, disabled then.
        let mut run = run(provider, vec![accept]);
        run.act();
        run.report(Report::Zone(Ok(&[Record { disabled: true, ..other.clone() }])));
        run.report(Report::Found(Ok(&there.found)));
        let sent = run.act();
        there.zone.push(other.clone());
        for action in sent {
            run.report(match action {
                Action::Write(index) => Report::Written(index, Err(ApiError::Duplicate)),
                _ => Report::Called(Err(ApiError::Duplicate)),
            });
        }
        there.carry_out(&mut run);
        let expected = match ttl {
            60 => Outcome::AlreadyThere,
            _ => Outcome::Failed(Failure::ThereOtherwise(Box::new(other))),
        };
        assert_eq!(run.outcomes(), [expected], "{provider:?}");
    }
}

#[test]
fn counts_the_copy_that_is_as_planned() {
    let wanted = || Record { id: None, ttl: Ttl::Seconds(60), ..record(1) };
    let other = |id: &str, ttl| Record { id: Some(id.into()), ttl, ..record(1) };
    for provider in Provider::ALL {
        let mut there = FakeProvider::holding(&[], &[]);
        there.zone = vec![other("a", Ttl::Seconds(900)), other("b", Ttl::Seconds(60))];
        let mut run = run(provider, vec![Change::Add { record: wanted() }]);
        there.carry_out(&mut run);
        assert_eq!(run.outcomes(), [Outcome::AlreadyThere]);
    }
    let (mut there, mut run) = sent_twice(Change::Add { record: wanted() }, &[]);
    there.zone = vec![other("a", Ttl::Seconds(900)), other("b", Ttl::Seconds(60))];
    run.report(Report::Written(0, Ok(())));
    there.carry_out(&mut run);
    assert_eq!(run.outcomes(), [Outcome::Done]);
    assert_eq!(
        run.doubles().iter().map(|(_, r)| r.id.clone()).collect::<Vec<_>>(),
        [Some("a".into())]
    );
    assert_eq!(run.written().changes[0].record().id, Some("b".into()));
}

#[test]
fn adds_a_record_whose_held_copy_another_change_takes_away() {
    for provider in Provider::ALL {
        let moved = Record { name: record(9).name, ..record(1) };
        let edit = Change::Edit { before: record(1), after: moved.clone(), whole: false };
        for changes in [vec![edit.clone(), add(1)], vec![add(1), edit]] {
            let mut there = FakeProvider::holding(&[1], &[]);
            let mut run = run(provider, changes);
            there.carry_out(&mut run);
            assert_eq!(run.tally(), (2, 0), "{:?}", run.outcomes());
            let stands = |wanted: &Record| {
                there.zone.iter().any(|record| record.identity() == wanted.identity())
            };
            assert!(stands(&record(1)) && stands(&moved));
        }
    }
}

#[test]
fn sends_all_changes_but_those_beyond_the_quota() {
    for provider in Provider::ALL {
        let mut there = FakeProvider::holding(&[1, 2, 3], &[]);
        let after = Record { ttl: Ttl::Seconds(60), ..record(3) };
        let edit = Change::Edit { before: record(3), after, whole: false };
        let changes = vec![add(4), add(5), Change::Delete { record: record(1) }, edit];
        there.most = Some(3);
        let mut run = run(provider, changes).within(Some(3));
        there.carry_out(&mut run);
        let outcomes = run.outcomes();
        assert_eq!(outcomes[1], Outcome::Failed(Failure::NoRoom), "{outcomes:?}");
        assert_eq!((run.tally(), there.zone.len()), ((3, 1), 3), "{outcomes:?}");
    }
}

proptest::proptest! {
    /// Whatever is sent twice, and whatever the provider makes of it: every record that was wanted stands
    /// there, each further one is told, and deleting what is told leaves every record once.
    #[test]
    fn reports_every_double_whatever_is_sent_twice(
        twice in proptest::collection::btree_set(1_usize..16, 0..8),
        kinds in proptest::collection::vec(0_usize..4, 1..12),
        refuses: bool,
        cloudflare: bool,
    ) {
        let held: Vec<usize> = (0..kinds.len()).collect();
        let mut there = FakeProvider::holding(&held, &[]);
        (there.twice, there.lax) = (twice, !refuses);
        let mut changes = Vec::new();
        for (n, kind) in kinds.iter().enumerate() {
            let after = Record { ttl: Ttl::Seconds(60), ..record(n) };
            changes.extend(match kind {
                0 => None,
                1 => Some(Change::Edit { before: record(n), after, whole: false }),
                2 => Some(Change::Delete { record: record(n) }),
                _ => Some(add(n + 100)),
            });
        }
        let (count, before) = (changes.len(), there.zone.clone());
        let provider = if cloudflare { Provider::Cloudflare } else { Provider::Bunny };
        let mut run = run(provider, changes);
        there.carry_out(&mut run);
        proptest::prop_assert_eq!(run.tally(), (count, 0), "{:?}", run.outcomes());
        let copies = |wanted: &Record, zone: &[Record]| {
            zone.iter().filter(|record| record.identity() == wanted.identity()).count()
        };
        let told: Vec<_> = run.doubles().iter().map(|(_, record)| record.id.clone()).collect();
        let mut zone = there.zone.clone();
        zone.retain(|record| !told.contains(&record.id));
        for planned in run.changes() {
            let left = usize::from(!matches!(planned.change, Change::Delete { .. }));
            proptest::prop_assert_eq!(copies(planned.change.record(), &zone), left);
        }
        proptest::prop_assert_eq!(there.zone.len(), zone.len() + told.len());
        // All of it, the second copies too, is led back.
        let back = undo(&run.written(), &there.zone);
        proptest::prop_assert_eq!(back.refused.len(), 0);
        let gone = back.changes.iter().filter(|c| matches!(c, Change::Delete { .. })).count();
        let again = back.changes.iter().filter(|c| matches!(c, Change::Add { .. })).count();
        proptest::prop_assert_eq!(there.zone.len() + again - gone, before.len());
    }
}
