//! What the ledger counts change by change, beside a walk over all changes.

use super::ledger::{Counts, Ledger};
use super::*;
use proptest::prelude::*;

/// What a ledger is told, as it was told.
struct NaiveLedger {
    before: Vec<Vec<usize>>,
    growth: Vec<isize>,
    outcomes: Vec<Outcome>,
    confirmed: Vec<bool>,
    doubts: Vec<bool>,
}

impl NaiveLedger {
    fn may_go(&self, place: usize) -> bool {
        self.before[place]
            .iter()
            .all(|&other| self.confirmed[other] || self.outcomes[other].is_done())
    }

    fn is_barred(&self, place: usize) -> bool {
        self.before[place]
            .iter()
            .any(|&other| matches!(self.outcomes[other], Outcome::Failed(_)) || self.doubts[other])
    }

    fn frees(&self, place: usize) -> bool {
        let is_open = match self.outcomes[place] {
            Outcome::Pending => self.before[place].is_empty(),
            Outcome::Sent => !self.confirmed[place],
            _ => false,
        };
        is_open && !self.doubts[place] && self.growth[place] < 0
    }

    fn is_written(&self, place: usize) -> bool {
        let is_sent = self.outcomes[place] == Outcome::Sent;
        self.outcomes[place] == Outcome::Confirmed || is_sent && self.confirmed[place]
    }

    fn places_where(&self, is_it: impl Fn(usize) -> bool) -> Vec<usize> {
        (0..self.outcomes.len()).filter(|&place| is_it(place)).collect()
    }

    fn counts(&self) -> Counts {
        let count = |is_it: &dyn Fn(&Outcome) -> bool| {
            self.places_where(|place| is_it(&self.outcomes[place])).len()
        };
        let pending = |place: usize| self.outcomes[place] == Outcome::Pending;
        Counts {
            sent: count(&|outcome| *outcome == Outcome::Sent),
            written: self.places_where(|place| self.is_written(place)).len(),
            done: count(&Outcome::is_done),
            verified: count(&|own| own.is_done() && *own != Outcome::Confirmed),
            failed: count(&|outcome| matches!(outcome, Outcome::Failed(_))),
            comes: self.places_where(|place| pending(place) && self.growth[place] > 0).len(),
            frees: self.places_where(|place| self.frees(place)).len(),
        }
    }
}

fn outcome(number: u8) -> Outcome {
    match number {
        0 => Outcome::Pending,
        1 => Outcome::Sent,
        2 => Outcome::Done,
        3 => Outcome::AlreadyThere,
        4 => Outcome::Confirmed,
        _ => Outcome::Failed(Failure::NoRoom),
    }
}

proptest! {
    #[test]
    fn the_ledger_agrees_with_a_full_count(
        growth in prop::collection::vec(-1_isize..2, 1..12),
        edges in prop::collection::vec((0_usize..12, 0_usize..12), 0..20),
        acts in prop::collection::vec((0_u8..5, 0_usize..14, 0_u8..6), 0..60),
        most in 0_usize..6,
    ) {
        let all = growth.len();
        let mut before = vec![Vec::new(); all];
        for (place, other) in edges {
            if place < all && other < place {
                before[place].push(other);
            }
        }
        let mut ledger = Ledger::new(&before, growth.clone());
        let mut told = NaiveLedger {
            before,
            growth,
            outcomes: vec![Outcome::Pending; all],
            confirmed: vec![false; all],
            doubts: vec![false; all],
        };
        for (what, place, value) in acts {
            let is_so = value % 2 == 0;
            match what {
                _ if place >= all => ledger.set(place, Outcome::Done),
                0 | 1 => {
                    ledger.set(place, outcome(value));
                    told.outcomes[place] = outcome(value);
                }
                2 => {
                    ledger.confirm(place, is_so);
                    told.confirmed[place] = is_so;
                }
                3 if value == 4 => {
                    ledger.forget_doubts();
                    told.doubts.fill(false);
                }
                3 => {
                    ledger.doubt(place, is_so.then_some(ApiError::Timeout));
                    told.doubts[place] = is_so;
                }
                _ => {
                    let growth = isize::from(i8::try_from(value % 3).unwrap()) - 1;
                    ledger.grow(place, growth);
                    told.growth[place] = growth;
                }
            }
            let pending = |place: usize| told.outcomes[place] == Outcome::Pending;
            prop_assert_eq!(ledger.counts(), told.counts());
            prop_assert_eq!(ledger.outcomes(), &told.outcomes);
            prop_assert_eq!(ledger.pending(), told.places_where(pending));
            let barred = told.places_where(|place| pending(place) && told.is_barred(place));
            prop_assert_eq!(ledger.barred(), barred.first().copied());
            for with_room in [true, false] {
                let mut next = told.places_where(|place| {
                    pending(place) && told.may_go(place) && (with_room || told.growth[place] <= 0)
                });
                next.truncate(most);
                prop_assert_eq!(ledger.next(most, with_room), next);
            }
        }
    }
}
