//! How far the changes of a run have come. What the provider has confirmed is told apart from what a reading
//! of the zone shows.

use chrono::{DateTime, TimeDelta, Utc};

use super::ledger::{Counts, Ledger};
use super::{Outcome, Run};
use crate::date;

/// Before so many changes are written, and before so long, nobody can say how long the rest takes.
const FEWEST: usize = 3;
const SOONEST: TimeDelta = TimeDelta::seconds(2);

/// How far a change has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Waits for its turn.
    Queued,
    /// Sent, and not answered.
    Sent,
    /// The provider has confirmed it.
    Written,
    /// A reading of the zone shows it.
    Verified,
    /// Not done.
    Failed,
}

/// How many changes have come how far. The numbers add up to `all`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// All changes.
    pub all: usize,
    /// Those of [`Step::Queued`].
    pub queued: usize,
    /// Those of [`Step::Sent`].
    pub sent: usize,
    /// Those of [`Step::Written`].
    pub written: usize,
    /// Those of [`Step::Verified`].
    pub verified: usize,
    /// Those of [`Step::Failed`].
    pub failed: usize,
}

impl Progress {
    /// The changes that need no more writing.
    #[must_use]
    pub fn over(&self) -> usize {
        self.written + self.verified + self.failed
    }

    /// How long the rest takes at the pace of what is over; `None` while that cannot be told.
    #[must_use]
    pub fn left(&self, begun: DateTime<Utc>, now: DateTime<Utc>) -> Option<TimeDelta> {
        let (over, spent) = (self.over(), date::between(begun, now));
        let rest = self.all.saturating_sub(over);
        let is_known = over >= FEWEST && rest > 0 && spent >= SOONEST;
        let milliseconds = spent.num_milliseconds().checked_mul(rest as i64)?;
        is_known.then(|| TimeDelta::milliseconds(milliseconds / (over as i64).max(1)))
    }
}

impl Ledger {
    /// How far a change has come.
    pub fn step(&self, place: usize) -> Step {
        match self.outcome(place) {
            None | Some(Outcome::Pending) => Step::Queued,
            Some(Outcome::Sent) if !self.was_confirmed(place) => Step::Sent,
            Some(Outcome::Sent | Outcome::Confirmed) => Step::Written,
            Some(Outcome::Failed(_)) => Step::Failed,
            Some(Outcome::Done | Outcome::Differs(_) | Outcome::AlreadyThere) => Step::Verified,
        }
    }

    /// How many changes have come how far.
    pub fn progress(&self) -> Progress {
        let all = self.outcomes().len();
        let Counts { sent, written, done, verified, failed, .. } = self.counts();
        let sent = (sent + done).saturating_sub(written + verified);
        let queued = all.saturating_sub(sent + written + verified + failed);
        Progress { all, queued, sent, written, verified, failed }
    }
}

impl Run {
    /// How far a change has come.
    #[must_use]
    pub fn step(&self, index: usize) -> Step {
        self.ledger.step(index)
    }

    /// How many changes have come how far.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.ledger.progress()
    }

    /// The failed changes.
    #[must_use]
    pub fn failed(&self) -> Vec<usize> {
        let places = self.outcomes().iter().enumerate();
        let failed = places.filter(|(_, outcome)| matches!(outcome, Outcome::Failed(_)));
        failed.map(|(place, _)| place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{FakeProvider, record, refused, run};
    use super::super::{Action, Failure, Report, Stage};
    use super::*;
    use crate::change::Change;
    use crate::date::at;
    use crate::provider::{ApiError, Provider};

    fn run_of(changes: usize, provider: Provider) -> Run {
        run(provider, (0..changes).map(|n| Change::Add { record: record(n) }).collect())
    }

    fn steps(run: &Run) -> Vec<Step> {
        (0..run.changes().len()).map(|place| run.step(place)).collect()
    }

    fn counted(run: &Run) -> Progress {
        let of = |step: Step| steps(run).into_iter().filter(|own| *own == step).count();
        Progress {
            all: run.changes().len(),
            queued: of(Step::Queued),
            sent: of(Step::Sent),
            written: of(Step::Written),
            verified: of(Step::Verified),
            failed: of(Step::Failed),
        }
    }

    #[test]
    fn a_change_is_queued_then_sent_then_written_then_verified() {
        let mut run = run_of(2, Provider::Bunny);
        assert_eq!(steps(&run), [Step::Queued; 2]);
        run.act();
        run.report(Report::Zone(Ok(&[])));
        assert_eq!(run.act(), [Action::Write(0), Action::Write(1)]);
        assert_eq!(steps(&run), [Step::Sent; 2]);
        run.report(Report::Written(0, Ok(())));
        assert_eq!(steps(&run), [Step::Written, Step::Sent]);
        run.report(Report::Written(1, Err(refused())));
        assert_eq!(steps(&run), [Step::Written, Step::Failed]);
        assert_eq!(run.progress(), counted(&run));
        assert_eq!((run.stage(), run.act()), (Stage::Verifying, vec![Action::ReadZone]));
        run.report(Report::Zone(Ok(&[record(0)])));
        assert_eq!(steps(&run), [Step::Verified, Step::Failed]);
        assert_eq!((run.progress(), run.failed()), (counted(&run), vec![1]));
    }

    #[test]
    fn what_no_reading_shows_is_written_and_not_verified_until_one_does() {
        for provider in Provider::ALL {
            let mut run = run_of(1, provider);
            run.act();
            run.report(Report::Zone(Ok(&[])));
            match run.act().pop() {
                Some(Action::Write(0)) => run.report(Report::Written(0, Ok(()))),
                _ => run.report(Report::Called(Ok(()))),
            }
            run.report(Report::Zone(Err(ApiError::Timeout)));
            assert!(run.is_over() && run.outcomes() == [Outcome::Confirmed]);
            assert_eq!((run.progress().written, run.tally()), (1, (1, 0)));
        }
    }

    #[test]
    fn a_retry_verifies_what_was_only_confirmed() {
        for (now, outcome) in
            [(vec![record(0)], Outcome::Done), (Vec::new(), Outcome::Failed(Failure::NotInZone))]
        {
            let mut run = run_of(2, Provider::Bunny);
            run.act();
            run.report(Report::Zone(Ok(&[])));
            run.act();
            run.report(Report::Written(0, Ok(())));
            run.report(Report::Written(1, Err(ApiError::Server(503.into()))));
            run.report(Report::Zone(Err(ApiError::Timeout)));
            assert_eq!(steps(&run), [Step::Written, Step::Failed]);
            run.retry(&run.failed());
            run.act();
            run.report(Report::Zone(Ok(&now)));
            assert_eq!(run.outcomes().first(), Some(&outcome));
        }
    }

    #[test]
    fn several_failed_changes_are_retried_with_one_reading() {
        let mut provider = FakeProvider::holding(&[], &[]);
        let mut run = run_of(3, Provider::Bunny);
        run.act();
        run.report(Report::Zone(Ok(&[])));
        run.act();
        (0..3).for_each(|n| run.report(Report::Written(n, Err(refused()))));
        assert!(run.is_over() && run.failed().len() == 3);
        run.retry(&[0, 1, 2]);
        assert_eq!(steps(&run), [Step::Queued; 3]);
        provider.carry_out(&mut run);
        assert_eq!((run.progress().verified, provider.writes), (3, 3));
    }

    #[test]
    fn the_time_left_follows_from_what_is_over() {
        let of = |over, all| Progress { all, verified: over, ..Progress::default() };
        let left = |over, all, seconds: i64| of(over, all).left(at(0), at(seconds * 1_000));
        assert_eq!(left(31, 77, 31), Some(TimeDelta::seconds(46)));
        assert_eq!(left(2, 77, 31), None, "too few to tell");
        assert_eq!(left(31, 77, 1), None, "too soon to tell");
        assert_eq!(left(77, 77, 31), None, "nothing is left");
        assert_eq!(left(31, 77, -5), None, "the clock was set back");
    }
}
