//! Runs that edit what the zone holds: order, drift, batches, doubt.

use super::tests::{FakeProvider, record, refused, run};
use super::*;
use crate::change::Written;
use crate::plan::undo::undo;
use crate::provider::Provider;
use crate::record::{Rdata, RecordType, Ttl};

fn typed(n: usize, rtype: RecordType, content: &str) -> Record {
    let rdata = Rdata::new(&rtype, [content]);
    Record { rtype, rdata, ..record(n) }
}

fn with_ttl(n: usize, ttl: u32) -> Record {
    Record { ttl: Ttl::Seconds(ttl), ..record(n) }
}

fn add(record: Record) -> Change {
    Change::Add { record: Record { id: None, ..record } }
}

fn delete(n: usize) -> Change {
    Change::Delete { record: record(n) }
}

fn edit(n: usize, after: Record) -> Change {
    Change::Edit { before: record(n), after, whole: false }
}

fn identities(there: &FakeProvider) -> Vec<String> {
    let mut all: Vec<String> =
        there.zone.iter().map(|r| format!("{} {:?}", r.identity(), r.ttl)).collect();
    all.sort();
    all
}

fn expected(records: &[Record]) -> Vec<String> {
    let there = FakeProvider { zone: records.to_vec(), ..FakeProvider::default() };
    identities(&there)
}

#[test]
fn adds_edits_and_deletes_records() {
    for provider in Provider::ALL {
        let mut there = FakeProvider::holding(&[1, 2, 3], &[]);
        let mut run = run(provider, vec![add(record(4)), edit(1, with_ttl(1, 60)), delete(2)]);
        there.carry_out(&mut run);
        assert_eq!(run.tally(), (3, 0), "{:?}", run.outcomes());
        assert_eq!(identities(&there), expected(&[record(3), record(4), with_ttl(1, 60)]));
        assert!(run.outcomes().iter().all(|outcome| *outcome == Outcome::Done));
    }
}

/// The position of a record with lengths in centimetres; a provider answers in metres.
fn position(n: usize, altitude: &str) -> Record {
    let fields = ["51", "30", "12.748", "N", "0", "7", "39.611", "W", altitude, "0.00", "10000.00"];
    let rdata = Rdata::new(&RecordType::Loc, fields);
    Record { rtype: RecordType::Loc, rdata, ..record(n) }
}

#[test]
fn counts_a_record_that_the_provider_spells_differently_as_done() {
    let in_metres = |record: &Record| {
        let fields =
            record.rdata.raw_fields().map(|field| field.strip_suffix(".00").unwrap_or(field));
        Record { rdata: Rdata::new(&record.rtype, fields), ..record.clone() }
    };
    for provider in Provider::ALL {
        let mut there =
            FakeProvider { spells: Some(in_metres), ..FakeProvider::holding(&[1, 2], &[]) };
        let changes = vec![add(position(4, "0.00")), edit(1, position(1, "7.00")), delete(2)];
        let mut run = run(provider, changes);
        there.carry_out(&mut run);
        assert!(run.outcomes().iter().all(|outcome| *outcome == Outcome::Done), "{provider:?}");
        assert_ne!(there.zone[0].rdata, position(4, "0.00").rdata);
        // The same once more is so already, however it is spelled.
        let calls = there.calls;
        let mut again = super::tests::run(provider, vec![add(position(4, "-0.0"))]);
        there.carry_out(&mut again);
        assert_eq!((there.calls, again.tally()), (calls, (1, 0)));
        assert_eq!(again.outcomes(), [Outcome::AlreadyThere]);
    }
}

#[test]
fn replaces_a_record_by_one_that_excludes_it() {
    for provider in Provider::ALL {
        let mut there = FakeProvider::holding(&[1], &[]);
        let cname = typed(1, RecordType::Cname, "elsewhere.example");
        let mut run = run(provider, vec![add(cname.clone()), delete(1)]);
        there.carry_out(&mut run);
        assert_eq!(run.tally(), (2, 0), "{provider:?} {:?}", run.outcomes());
        assert_eq!(identities(&there), expected(&[cname]));
    }
}

#[test]
fn does_not_delete_a_record_whose_replacement_is_refused() {
    for provider in Provider::ALL {
        let mut there = FakeProvider::holding(&[1, 3], &[]);
        let new = typed(1, RecordType::A, "198.51.100.7");
        // The poisoned record stands at the same name as the one that is to go.
        there.refused = Some(new.identity());
        let mut run = run(provider, vec![delete(1), add(new), delete(3)]);
        there.carry_out(&mut run);
        assert_eq!(run.tally(), (1, 2), "{provider:?} {:?}", run.outcomes());
        assert_eq!(identities(&there), expected(&[record(1)]));
    }
}

#[test]
fn does_not_try_a_change_that_depends_on_a_refused_edit() {
    let name = |host: &str| typed(1, RecordType::Cname, host);
    for provider in Provider::ALL {
        let mut there = FakeProvider::default();
        there.zone.push(name("elsewhere.example"));
        // The alias is to become a text, which makes room for an address.
        let text = Record { id: name("").id, ..typed(1, RecordType::Txt, "words") };
        there.refused = Some(text.identity());
        let before = name("elsewhere.example");
        let edit = Change::Edit { before, after: text, whole: false };
        let address = typed(1, RecordType::A, "198.51.100.7");
        let mut run = run(provider, vec![edit, add(address), add(record(5))]);
        there.carry_out(&mut run);
        assert_eq!(run.outcomes()[1], Outcome::Failed(Failure::NotTried), "{provider:?}");
        let held = [name("elsewhere.example"), record(5)];
        assert_eq!(identities(&there), expected(&held), "{provider:?}");
    }
}

#[test]
fn writes_nothing_when_a_record_changed_since_the_plan() {
    for provider in Provider::ALL {
        let mut there = FakeProvider::holding(&[1, 2], &[]);
        there.zone[0].ttl = Ttl::Seconds(900);
        let mut run = run(provider, vec![edit(1, with_ttl(1, 60)), delete(2), add(record(3))]);
        there.carry_out(&mut run);
        assert_eq!((there.calls, run.tally()), (0, (0, 3)));
        let now = Box::new(with_ttl(1, 900));
        assert_eq!(run.outcomes()[0], Outcome::Failed(Failure::Drifted(Some(now))));
        assert_eq!(run.outcomes()[1], Outcome::Failed(Failure::NotTried));
        // The user has seen what it is now, and insists.
        for index in 0..3 {
            run.retry(&[index]);
            there.carry_out(&mut run);
        }
        assert_eq!(run.tally(), (3, 0), "{:?}", run.outcomes());
        assert_eq!(identities(&there), expected(&[with_ttl(1, 60), record(3)]));
    }
}

#[test]
fn does_not_write_changes_that_the_zone_already_has() {
    for provider in Provider::ALL {
        let mut there = FakeProvider::holding(&[3], &[]);
        there.zone.push(with_ttl(1, 60));
        let changes = vec![edit(1, with_ttl(1, 60)), delete(2), add(record(3))];
        let mut run = run(provider, changes);
        there.carry_out(&mut run);
        assert_eq!((there.calls, run.tally()), (0, (3, 0)));
    }
}

#[test]
fn halves_a_refused_batch_until_the_refused_record_is_alone() {
    let all: Vec<usize> = (0..23).collect();
    let mut there = FakeProvider::holding(&[], &[]);
    there.refused = Some(record(17).identity());
    let mut run = run(Provider::Cloudflare, all.iter().map(|&n| add(record(n))).collect());
    there.carry_out(&mut run);
    assert_eq!((there.largest, run.tally()), (5, (22, 1)));
    assert_eq!(run.outcomes()[17], Outcome::Failed(Failure::Api(refused())));
}

#[test]
fn reports_a_record_that_the_provider_keeps_differently() {
    let mut run = run(Provider::Bunny, vec![add(with_ttl(1, 61))]);
    run.act();
    run.report(Report::Zone(Ok(&[])));
    run.act();
    run.report(Report::Written(0, Ok(())));
    run.act();
    run.report(Report::Zone(Ok(&[with_ttl(1, 300)])));
    assert_eq!(run.outcomes(), [Outcome::Differs(Box::new(with_ttl(1, 300)))]);
    assert_eq!(run.tally(), (1, 0));
}

#[test]
fn a_stopped_run_writes_nothing_more() {
    for provider in Provider::ALL {
        let there = FakeProvider::holding(&[], &[]);
        let mut run = run(provider, (0..20).map(|n| add(record(n))).collect());
        run.act();
        run.report(Report::Zone(Ok(&there.zone)));
        let sent = run.act();
        run.stop();
        assert_eq!(run.act(), []);
        for action in sent {
            match action {
                Action::Write(index) => run.report(Report::Written(index, Ok(()))),
                _ => run.report(Report::Called(Ok(()))),
            }
        }
        run.act();
        let written: Vec<Record> = (0..5).map(record).collect();
        run.report(Report::Zone(Ok(&written)));
        assert!(run.is_over());
        let (done, failed) = run.tally();
        assert!(done <= 5 && done + failed == 20, "{done} {failed}");
    }
}

#[test]
fn knows_before_the_first_write_which_changes_it_will_make() {
    for provider in Provider::ALL {
        let mut there = FakeProvider::holding(&[1, 2], &[]);
        let changes = vec![add(record(1)), add(record(3)), edit(2, with_ttl(2, 60))];
        let mut run = run(provider, changes.clone());
        run.act();
        assert!(!run.is_writing());
        run.report(Report::Zone(Ok(&there.zone)));
        assert!(run.is_writing());
        let planned =
            Written { changes: changes[1..].to_vec(), unfinished: true, ..Written::default() };
        assert_eq!(run.written(), planned);
        there.carry_out(&mut run);
        let written = run.written();
        assert_eq!((written.changes.len(), written.unfinished), (2, false));
    }
}

#[test]
fn a_write_that_appears_late_counts_as_this_runs_and_can_be_undone() {
    for provider in Provider::ALL {
        for error in [ApiError::Timeout, ApiError::Unreachable, ApiError::Server(504.into())] {
            let mut there = FakeProvider::holding(&[], &[]);
            let mut run = run(provider, vec![add(record(1))]);
            run.act();
            run.report(Report::Zone(Ok(&[])));
            match run.act().pop() {
                Some(Action::Write(index)) => run.report(Report::Written(index, Err(error))),
                _ => run.report(Report::Called(Err(error))),
            }
            there.carry_out(&mut run);
            assert_eq!((run.tally(), there.writes), ((0, 1), 0));
            let written = run.written();
            assert!(undo(&written, &[]).changes.is_empty(), "nothing came, so nothing leads back");
            there.zone.push(record(1));
            assert_eq!(undo(&written, &there.zone).changes.len(), 1, "it came, and is led back");
            run.retry(&[0]);
            there.carry_out(&mut run);
            assert_eq!((run.tally(), there.writes), ((1, 0), 0));
            assert_eq!((run.written().changes.len(), run.written().unfinished), (1, false));
        }
    }
}

#[test]
fn a_write_that_could_not_be_verified_stays_open_to_undo() {
    for provider in Provider::ALL {
        for done in [true, false] {
            let mut there = FakeProvider::holding(&[], &[]);
            let mut run = run(provider, vec![add(record(1))]);
            run.act();
            run.report(Report::Zone(Ok(&[])));
            match run.act().pop() {
                Some(Action::Write(index)) => {
                    run.report(Report::Written(index, Err(ApiError::Unreachable)));
                }
                _ => run.report(Report::Called(Err(ApiError::Unreachable))),
            }
            run.act();
            run.report(Report::Zone(Err(ApiError::Unreachable)));
            assert!(run.is_over() && run.written().unfinished);
            assert_eq!((run.tally(), run.written().changes), ((0, 1), vec![add(record(1))]));
            if done {
                there.zone.push(record(1));
            }
            run.retry(&[0]);
            there.carry_out(&mut run);
            assert_eq!((there.writes, run.tally()), (usize::from(!done), (1, 0)));
            let written = run.written();
            assert_eq!((written.changes.len(), written.unfinished), (1, false), "{done}");
        }
    }
}

#[test]
fn writes_a_record_whole_even_if_it_is_equal() {
    let whole = Change::Edit { before: record(1), after: record(1), whole: true };
    for answer in [Ok(()), Err(ApiError::Timeout)] {
        let there = FakeProvider::holding(&[1], &[]);
        let mut run = run(Provider::Cloudflare, vec![whole.clone()]);
        run.act();
        run.report(Report::Zone(Ok(&there.zone)));
        assert_eq!(run.act(), [Action::Batch(vec![0])]);
        run.report(Report::Called(answer.clone()));
        run.act();
        run.report(Report::Zone(Ok(&there.zone)));
        assert_eq!(run.tally(), if answer.is_ok() { (1, 0) } else { (0, 1) });
    }
}

proptest::proptest! {
    /// Any faults: the run ends, retries bring it home, and the zone is then exactly as planned.
    #[test]
    fn retries_reach_the_planned_zone_whatever_fails(
        faults in proptest::collection::btree_map(1_usize..10, (0_usize..3, proptest::bool::ANY), 0..6),
        kinds in proptest::collection::vec(0_usize..5, 1..12),
        cloudflare: bool,
    ) {
        let errors = [ApiError::Timeout, ApiError::Server(500.into()), ApiError::Unreachable];
        let held: Vec<usize> = (0..kinds.len()).collect();
        let mut there = FakeProvider::holding(&held, &[]);
        there.faults = faults.into_iter().map(|(n, (e, done))| (n, (errors[e].clone(), done))).collect();
        let mut changes = Vec::new();
        let mut planned = Vec::new();
        for (n, kind) in kinds.iter().enumerate() {
            let cname = typed(n, RecordType::Cname, "elsewhere.example");
            let (new, records) = match kind {
                0 => (vec![], vec![record(n)]),
                1 => (vec![edit(n, with_ttl(n, 60))], vec![with_ttl(n, 60)]),
                2 => (vec![delete(n)], vec![]),
                3 => (vec![add(record(n + 100))], vec![record(n), record(n + 100)]),
                _ => (vec![delete(n), add(cname.clone())], vec![cname]),
            };
            changes.extend(new);
            planned.extend(records);
        }
        let count = changes.len();
        let provider = if cloudflare { Provider::Cloudflare } else { Provider::Bunny };
        let mut run = run(provider, changes);
        there.carry_out(&mut run);
        for _ in 0..12 {
            for index in 0..count {
                run.retry(&[index]);
                there.carry_out(&mut run);
            }
        }
        proptest::prop_assert_eq!(run.tally(), (count, 0), "{:?}", run.outcomes());
        proptest::prop_assert_eq!(identities(&there), expected(&planned));
    }
}
