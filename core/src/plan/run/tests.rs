//! Runs against a small provider in memory that keeps what it is told, with faults on demand.

use std::collections::{BTreeMap, BTreeSet};

use super::order::exclude_each_other;
use super::*;
use crate::name::DomainName;
use crate::provider::{AcceptShape, Provider, Refusal};
use crate::record::{Rdata, RecordType, Ttl};

pub fn record(n: usize) -> Record {
    let rdata = Rdata::new(&RecordType::A, [format!("192.0.2.{}", n % 250)]);
    let name = DomainName::parse(&format!("h{n}.example.com")).unwrap();
    Record {
        id: Some(format!("id{n}").into()),
        ..Record::new(name, RecordType::A, rdata, Ttl::Auto)
    }
}

fn accept(n: usize) -> Change {
    Change::Accept { found: record(n), record: record(n) }
}

fn reject(n: usize) -> Change {
    Change::Reject { found: record(n) }
}

/// How the provider misbehaves.
#[derive(Default)]
pub struct FakeProvider {
    pub zone: Vec<Record>,
    pub found: Vec<Record>,
    pub writes: usize,
    pub calls: usize,
    pub largest: usize,
    /// The n-th write or review call is answered so; the flag says whether it is done all the same.
    pub faults: BTreeMap<usize, (ApiError, bool)>,
    /// A record that is always refused, by its identity.
    pub refused: Option<String>,
    /// What it makes of what is written.
    pub spells: Option<fn(&Record) -> Record>,
    /// The calls that come twice: the second one's answer is the answer.
    pub twice: BTreeSet<usize>,
    /// Whether it takes a record that it has.
    pub lax: bool,
    /// How many records it takes.
    pub most: Option<usize>,
    /// The only shape that review calls take.
    pub shape: Option<AcceptShape>,
}

pub fn refused() -> ApiError {
    ApiError::Refused(Refusal { status: 400, ..Refusal::default() })
}

impl FakeProvider {
    pub fn holding(zone: &[usize], found: &[usize]) -> Self {
        let records = |ns: &[usize]| ns.iter().map(|&n| record(n)).collect();
        Self { zone: records(zone), found: records(found), ..Self::default() }
    }

    /// Carries out changes whole or not at all, as strict about DNS as the real ones.
    fn write(&mut self, changes: &[Change]) -> Result<(), ApiError> {
        self.calls += 1;
        let answer = self.write_once(changes);
        match self.twice.contains(&self.calls) {
            true => self.write_once(changes),
            false => answer,
        }
    }

    fn write_once(&mut self, changes: &[Change]) -> Result<(), ApiError> {
        let fault = self.faults.get(&self.calls).cloned();
        let mut zone = self.zone.clone();
        let mut put = Vec::new();
        for change in changes {
            if let Some(gone) = change.replaced() {
                let before = zone.len();
                zone.retain(|record| record.id != gone.id);
                if zone.len() == before {
                    return Err(ApiError::NotFound);
                }
            }
            if let Some(new) = change.written() {
                let id = match change {
                    Change::Edit { before, .. } => before.id.clone(),
                    _ => Some(format!("new{}-{}-{}", self.calls, zone.len(), put.len()).into()),
                };
                put.push(Record { id, ..self.kept(new) });
            }
        }
        for new in &put {
            let is_same = |other: &&Record| other.identity() == new.identity();
            if zone.iter().any(|other| is_same(&other)) && !self.lax {
                return Err(ApiError::Duplicate);
            }
            let excludes = |other: &Record| !is_same(&other) && exclude_each_other(other, new);
            if self.poisons(new) || zone.iter().any(excludes) {
                return Err(refused());
            }
            zone.push(new.clone());
            if self.most.is_some_and(|most| zone.len() > most) {
                return Err(ApiError::QuotaReached);
            }
        }
        if fault.as_ref().is_none_or(|(_, done)| *done) {
            self.writes += put.len();
            self.zone = zone;
        }
        fault.map_or(Ok(()), |(error, _)| Err(error))
    }

    fn kept(&self, new: &Record) -> Record {
        self.spells.map_or_else(|| new.clone(), |spell| spell(new))
    }

    pub fn poisons(&self, new: &Record) -> bool {
        self.refused.as_ref() == Some(&new.identity())
    }

    fn review(
        &mut self,
        accepts: &[Record],
        rejects: &[RecordId],
        shape: AcceptShape,
    ) -> Result<(), ApiError> {
        self.calls += 1;
        self.largest = self.largest.max(accepts.len() + rejects.len());
        let fault = self.faults.get(&self.calls).cloned();
        let wrong_shape = !accepts.is_empty() && self.shape.is_some_and(|only| only != shape);
        if wrong_shape || accepts.iter().any(|new| self.poisons(new)) {
            return Err(refused());
        }
        if fault.as_ref().is_none_or(|(_, done)| *done) {
            self.writes += accepts.len();
            let kept: Vec<Record> = accepts.iter().map(|new| self.kept(new)).collect();
            self.zone.extend(kept);
            let gone = |id: &RecordId| {
                rejects.contains(id) || accepts.iter().any(|a| a.id.as_ref() == Some(id))
            };
            self.found.retain(|found| !found.id.as_ref().is_some_and(gone));
        }
        fault.map_or(Ok(()), |(error, _)| Err(error))
    }

    pub fn carry_out(&mut self, run: &mut Run) {
        for _ in 0..10_000 {
            let actions = run.act();
            if actions.is_empty() {
                assert!(run.is_over(), "a run that waits for nothing is over");
                return;
            }
            for action in actions {
                match action {
                    Action::ReadZone => run.report(Report::Zone(Ok(&self.zone))),
                    Action::ReadFound => run.report(Report::Found(Ok(&self.found))),
                    Action::Write(index) => {
                        let change = run.changes()[index].change.clone();
                        let answer = self.write(&[change]);
                        run.report(Report::Written(index, answer));
                    }
                    Action::Batch(changes) => {
                        self.largest = self.largest.max(changes.len());
                        let all: Vec<Change> =
                            changes.iter().map(|&n| run.changes()[n].change.clone()).collect();
                        let answer = self.write(&all);
                        run.report(Report::Called(answer));
                    }
                    Action::Review(changes, shape) => {
                        let (accepts, rejects) = run.review_of(&changes);
                        let answer = self.review(&accepts, &rejects, shape);
                        run.report(Report::Called(answer));
                    }
                }
            }
        }
        panic!("the run does not end");
    }

    /// No record stands in the zone twice.
    pub fn assert_nothing_twice(&self) {
        let identities: BTreeSet<_> = self.zone.iter().map(Record::identity).collect();
        assert_eq!(identities.len(), self.zone.len());
    }
}

pub fn run(provider: Provider, changes: Vec<Change>) -> Run {
    let changes = changes.into_iter().enumerate().map(|(n, change)| (n as u32, change)).collect();
    let zone = DomainName::parse("example.com").unwrap();
    Run::new(
        Plan::new(changes, &zone, &[], provider.capabilities()),
        provider.capabilities(),
        Some(5),
    )
}

#[test]
fn writes_and_verifies_every_accepted_record_once() {
    for provider in Provider::ALL {
        let mut there = FakeProvider::holding(&[], &[1, 2, 3]);
        let mut run = run(provider, vec![accept(1), accept(2), reject(3)]);
        there.carry_out(&mut run);
        assert_eq!(run.outcomes(), [Outcome::Done, Outcome::Done, Outcome::Done]);
        assert_eq!((there.writes, run.tally()), (2, (3, 0)));
    }
}

#[test]
fn does_not_write_a_record_that_the_zone_already_holds() {
    for provider in Provider::ALL {
        let mut there = FakeProvider::holding(&[1], &[1, 2]);
        let mut run = run(provider, vec![accept(1), accept(2)]);
        there.carry_out(&mut run);
        assert_eq!(run.outcomes(), [Outcome::AlreadyThere, Outcome::Done]);
        assert_eq!(there.writes, 1);
    }
}

#[test]
fn a_run_repeated_after_a_reload_writes_nothing() {
    for provider in Provider::ALL {
        let mut there = FakeProvider::holding(&[], &[1, 2]);
        there.carry_out(&mut run(provider, vec![accept(1), accept(2)]));
        let mut again = run(provider, vec![accept(1), accept(2)]);
        there.carry_out(&mut again);
        assert_eq!((there.writes, again.tally()), (2, (2, 0)));
    }
}

#[test]
fn looks_up_a_write_without_an_answer_instead_of_repeating_it() {
    for provider in Provider::ALL {
        for done in [true, false] {
            let mut there = FakeProvider::holding(&[], &[1]);
            there.faults.insert(1, (ApiError::Timeout, done));
            let mut run = run(provider, vec![accept(1)]);
            there.carry_out(&mut run);
            let expected =
                if done { Outcome::Done } else { Outcome::Failed(Failure::Api(ApiError::Timeout)) };
            assert_eq!(run.outcomes(), [expected]);
            run.retry(&[0]);
            there.carry_out(&mut run);
            assert_eq!((there.writes, run.tally()), (1, (1, 0)));
        }
    }
}

#[test]
fn limits_parallel_writes_and_stops_when_the_key_fails() {
    let mut there = FakeProvider::holding(&[], &[]);
    let mut run = run(Provider::Bunny, (0..10).map(accept).collect());
    run.act();
    run.report(Report::Zone(Ok(&there.zone)));
    assert_eq!(run.act(), [Action::Write(0), Action::Write(1), Action::Write(2), Action::Write(3)]);
    assert_eq!(run.act(), []);
    run.report(Report::Written(0, Err(ApiError::BadKey)));
    assert_eq!(run.act(), [], "nothing new after a bad key");
    for index in 1..4 {
        there.zone.push(record(index));
        run.report(Report::Written(index, Ok(())));
    }
    there.carry_out(&mut run);
    assert_eq!(run.tally(), (3, 7));
    assert_eq!(run.outcomes()[9], Outcome::Failed(Failure::NotTried));
}

#[test]
fn keeps_the_providers_complaint_until_the_record_changes() {
    let mut run = run(Provider::Bunny, vec![accept(1), accept(2)]);
    run.act();
    run.report(Report::Zone(Ok(&[])));
    run.act();
    let refusal = Refusal { field: Some("Value".into()), ..Refusal::default() };
    let error = ApiError::Refused(refusal);
    run.report(Report::Written(0, Err(error.clone())));
    run.report(Report::Written(1, Err(ApiError::Duplicate)));
    assert_eq!(run.complaint(&record(1)), Some((Some(Field::Rdata(0)), &error)));
    assert_eq!(run.complaint(&record(2)), None, "nothing that a form could show");
    assert_eq!(run.complaint(&Record { ttl: Ttl::Seconds(60), ..record(1) }), None);
}

#[test]
fn a_confirmed_write_fails_if_the_zone_lacks_the_record() {
    let mut run = run(Provider::Bunny, vec![accept(1)]);
    run.act();
    run.report(Report::Zone(Ok(&[])));
    run.act();
    run.report(Report::Written(0, Ok(())));
    run.act();
    run.report(Report::Zone(Ok(&[])));
    assert_eq!(run.outcomes(), [Outcome::Failed(Failure::NotInZone)]);
}

#[test]
fn a_confirmed_write_is_done_if_the_zone_cannot_be_read_afterwards() {
    let mut run = run(Provider::Bunny, vec![accept(1)]);
    run.act();
    run.report(Report::Zone(Ok(&[])));
    run.act();
    run.report(Report::Written(0, Ok(())));
    run.act();
    run.report(Report::Zone(Err(ApiError::Server(500.into()))));
    assert_eq!((run.outcomes(), run.tally()), (&[Outcome::Confirmed][..], (1, 0)));
}

#[test]
fn a_refused_call_stays_refused_if_the_zone_cannot_be_read_afterwards() {
    for error in [ApiError::BadKey, ApiError::Timeout, refused()] {
        let mut run = run(Provider::Cloudflare, vec![accept(1), accept(2), reject(3)]);
        let found = [record(1), record(2), record(3)];
        run.act();
        run.report(Report::Zone(Ok(&[])));
        run.report(Report::Found(Ok(&found)));
        run.act();
        run.report(Report::Called(Err(error.clone())));
        run.act();
        run.report(Report::Zone(Err(ApiError::BadKey)));
        run.report(Report::Found(Err(ApiError::BadKey)));
        assert!(run.is_over());
        assert_eq!(run.tally(), (0, 3));
        assert_eq!(run.outcomes()[0], Outcome::Failed(Failure::Api(error)));
    }
}

#[test]
fn writes_nothing_if_the_zone_cannot_be_read_first() {
    for provider in Provider::ALL {
        let mut run = run(provider, vec![accept(1)]);
        run.act();
        run.report(Report::Zone(Err(ApiError::Unreachable)));
        assert!(run.is_over());
        assert_eq!(run.outcomes(), [Outcome::Failed(Failure::Api(ApiError::Unreachable))]);
    }
}

#[test]
fn review_calls_hold_at_most_two_hundred() {
    let all: Vec<usize> = (0..450).collect();
    let mut there = FakeProvider::holding(&[], &all);
    let mut run = run(Provider::Cloudflare, all.iter().map(|&n| accept(n)).collect());
    there.carry_out(&mut run);
    assert_eq!((there.largest, there.calls, run.tally()), (200, 3, (450, 0)));
}

#[test]
fn isolates_the_refused_record_of_a_call_and_writes_the_rest() {
    let all: Vec<usize> = (0..60).collect();
    let mut there = FakeProvider::holding(&[], &all);
    there.refused = Some(record(41).identity());
    let mut run = run(Provider::Cloudflare, all.iter().map(|&n| accept(n)).collect());
    there.carry_out(&mut run);
    assert_eq!(run.tally(), (59, 1));
    assert_eq!(run.outcomes()[41], Outcome::Failed(Failure::Api(refused())));
    there.assert_nothing_twice();
}

#[test]
fn tries_each_accept_shape_until_one_works() {
    for shape in [AcceptShape::IdAndFields, AcceptShape::FieldsOnly, AcceptShape::IdOnly] {
        let mut there = FakeProvider::holding(&[], &[1, 2]);
        there.shape = Some(shape);
        let mut run = run(Provider::Cloudflare, vec![accept(1), accept(2)]);
        there.carry_out(&mut run);
        assert_eq!(run.tally(), (2, 0), "{shape:?}");
        there.assert_nothing_twice();
    }
}

#[test]
fn never_accepts_an_edited_record_by_id_alone() {
    let mut there = FakeProvider::holding(&[], &[1, 2]);
    there.shape = Some(AcceptShape::IdOnly);
    let mut changed = record(1);
    changed.ttl = Ttl::Seconds(120);
    let mut run = run(
        Provider::Cloudflare,
        vec![Change::Accept { found: record(1), record: changed }, accept(2)],
    );
    there.carry_out(&mut run);
    assert!(matches!(run.outcomes(), [Outcome::Failed(_), Outcome::Done]));
}

/// Every mark of a record, each in a way that the provider does not keep it.
fn with_marks_of_its_own(record: &Record, mark: usize) -> Record {
    let mut kept = record.clone();
    match mark {
        0 => kept.ttl = Ttl::Seconds(7_200),
        1 => kept.proxied = Some(false),
        2 => kept.comment = None,
        _ => kept.tags = Vec::new(),
    }
    kept
}

#[test]
fn reports_an_accept_whose_ttl_proxy_comment_or_tags_differ() {
    let spells: [fn(&Record) -> Record; 4] = [
        |record| with_marks_of_its_own(record, 0),
        |record| with_marks_of_its_own(record, 1),
        |record| with_marks_of_its_own(record, 2),
        |record| with_marks_of_its_own(record, 3),
    ];
    for provider in Provider::ALL {
        for (mark, spells) in spells.into_iter().enumerate() {
            let mut there =
                FakeProvider { spells: Some(spells), ..FakeProvider::holding(&[], &[1, 2]) };
            let wanted = Record {
                ttl: if mark == 1 { Ttl::Auto } else { Ttl::Seconds(60) },
                proxied: Some(mark == 1),
                comment: Some("a".into()),
                tags: vec!["b:c".into()],
                ..record(1)
            };
            let accept = Change::Accept { found: record(1), record: wanted };
            let mut run = run(provider, vec![accept]);
            there.carry_out(&mut run);
            let Outcome::Differs(now) = &run.outcomes()[0] else { panic!("{:?}", run.outcomes()) };
            assert_eq!(**now, there.zone[0], "{mark}");
            assert_eq!(run.tally(), (1, 0));
        }
    }
}

#[test]
fn ignores_fields_that_an_accept_does_not_set() {
    let more = |record: &Record| Record {
        proxied: Some(true),
        comment: Some("made by a scan".into()),
        tags: vec!["a:b".into()],
        more: Some("\"x\":1".into()),
        ..record.clone()
    };
    for provider in Provider::ALL {
        let mut there = FakeProvider { spells: Some(more), ..FakeProvider::holding(&[], &[1]) };
        let mut run = run(provider, vec![accept(1)]);
        there.carry_out(&mut run);
        assert_eq!(run.outcomes(), [Outcome::Done]);
    }
}

/// bunny.net lists found records without one, and the zone's list may lack it too.
#[test]
fn an_assumed_or_unread_ttl_is_no_difference() {
    let found = || Record { ttl: Ttl::Assumed(300), ..record(1) };
    let accept = || Change::Accept { found: found(), record: found() };
    let slow = |record: &Record| Record { ttl: Ttl::Seconds(3_600), ..record.clone() };
    let mut there = FakeProvider { spells: Some(slow), ..FakeProvider::holding(&[], &[]) };
    there.found = vec![found()];
    let mut first = run(Provider::Bunny, vec![accept()]);
    there.carry_out(&mut first);
    assert_eq!(first.outcomes(), [Outcome::Done]);
    let mut again = run(Provider::Bunny, vec![accept()]);
    there.carry_out(&mut again);
    assert_eq!((again.outcomes(), there.writes), (&[Outcome::AlreadyThere][..], 1));
    let untold = |record: &Record| Record {
        ttl: Ttl::Seconds(0),
        flaw: Some(crate::record::Flaw::Ttl),
        ..record.clone()
    };
    for change in [accept(), Change::Add { record: Record { id: None, ..record(1) } }] {
        let mut there = FakeProvider { spells: Some(untold), ..FakeProvider::holding(&[], &[1]) };
        let mut run = run(Provider::Bunny, vec![change]);
        there.carry_out(&mut run);
        assert_eq!(run.outcomes(), [Outcome::Done]);
    }
}

#[test]
fn does_not_accept_a_record_that_is_no_longer_listed() {
    let mut there = FakeProvider::holding(&[], &[]);
    let mut run = run(Provider::Cloudflare, vec![accept(1), reject(2)]);
    there.carry_out(&mut run);
    assert_eq!(run.outcomes(), [Outcome::Failed(Failure::NotListed), Outcome::Done]);
    assert_eq!(there.calls, 0);
}

proptest::proptest! {
    /// Any faults at any writes: the run ends, writes nothing twice, and every change it calls done
    /// is in the zone.
    #[test]
    fn writes_nothing_twice_whatever_fails(
        faults in proptest::collection::btree_map(1_usize..12, (0_usize..6, proptest::bool::ANY), 0..6),
        held in proptest::collection::vec(0_usize..12, 0..4),
        cloudflare: bool,
    ) {
        let errors = [ApiError::Timeout, ApiError::Server(500.into()), refused(), ApiError::NoPermission, ApiError::MALFORMED, ApiError::Unreachable];
        let mut held = held;
        held.sort_unstable();
        held.dedup();
        let all: Vec<usize> = (0..12).collect();
        let mut there = FakeProvider::holding(&held, &all);
        // Only errors that leave doubt may hide a write that was done.
        there.faults = faults.into_iter().map(|(n, (e, done))| (n, (errors[e].clone(), done && errors[e].leaves_doubt()))).collect();
        let provider = if cloudflare { Provider::Cloudflare } else { Provider::Bunny };
        let mut run = run(provider, all.iter().map(|&n| accept(n)).collect());
        there.carry_out(&mut run);
        for index in 0..12 {
            run.retry(&[index]);
            there.carry_out(&mut run);
        }
        there.assert_nothing_twice();
        for (planned, outcome) in run.changes().iter().zip(run.outcomes()) {
            let in_zone = there.zone.iter().any(|r| r.identity() == planned.change.record().identity());
            let done = matches!(outcome, Outcome::Done | Outcome::AlreadyThere);
            proptest::prop_assert_eq!(done, in_zone);
        }
        let (done, failed) = run.tally();
        proptest::prop_assert_eq!(done + failed, 12);
    }
}

#[test]
fn writes_an_insisted_record_that_is_no_longer_listed() {
    let mut there = FakeProvider::holding(&[], &[2]);
    let gone = Change::Accept { found: Record { id: None, ..record(1) }, record: record(1) };
    let mut run = run(Provider::Cloudflare, vec![gone, accept(2)]);
    there.carry_out(&mut run);
    assert_eq!(run.outcomes(), [Outcome::Done, Outcome::Done]);
    there.assert_nothing_twice();
}
