//! The conflicts of the records of a list: looked for, and fixed. A fix changes the plan, not the zone.

use chrono::TimeDelta;
use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::change::Origin;
use zonesift_core::edits::Edits;
use zonesift_core::plan::{Outlook, Problem};
use zonesift_core::text;
use zonesift_core::zone::{Fix, Severity};

use super::problem_kinds::{ProblemKind, by_name};
use crate::browser::clock::{Breaks, OneTimer, after_in_owner};
use crate::state::zone::ZoneState;
use crate::state::zone::outlook::Ahead;

/// With more records than this (found, held and edits) the check waits until the user pauses, and goes on in the
/// background: it takes longer than a key press may.
const MANY: usize = 5_000;
/// With more only the plan shows conflicts: a copy of all of them, to check in the background, takes longer than
/// a key press may.
pub const TOO_MANY: usize = 20_000;
/// How long after a decision conflicts are checked again: the decision is drawn first.
const SOON: TimeDelta = TimeDelta::milliseconds(30);
/// Debounce of the checks with many records.
const LATER: TimeDelta = TimeDelta::milliseconds(600);

/// The conflicts of a zone, and the row whose conflicts are open.
#[derive(Clone, Copy)]
pub struct Conflicts {
    pub zone: ZoneState,
    /// The records with a problem.
    all: RwSignal<Vec<Problem>>,
    /// Those of the list's own records, by the name of the problem.
    pub kinds: Memo<Vec<ProblemKind>>,
    /// How many found records the proxy breaks; `None` before the first check.
    pub broken: RwSignal<Option<usize>>,
    /// Which records and changes are checked.
    pub(super) from: Ahead,
    /// The row whose conflicts the dialog shows.
    pub open: RwSignal<Option<u32>>,
    /// Counts the changes that make a check old.
    changes: StoredValue<u32>,
}

impl Conflicts {
    /// Checks the records of a list, which shows the problems that it had until then.
    #[must_use]
    pub fn new(zone: ZoneState, from: Ahead) -> Self {
        let list = if from == Ahead::Open { zone.lists.found } else { zone.lists.held };
        let all = list.problems;
        let is_own = move |problem: &&Problem| {
            matches!(problem.origin, Origin::Item(_)) == (from == Ahead::Open)
        };
        let conflicts = Self {
            zone,
            all,
            kinds: Memo::new(move |_| all.with(|all| by_name(all.iter().filter(is_own)))),
            broken: RwSignal::default(),
            from,
            open: RwSignal::default(),
            changes: StoredValue::default(),
        };
        let soon = OneTimer::default();
        Effect::new(move |_| {
            zone.known();
            zone.edits.track();
            zone.review.track();
            conflicts.changes.update_value(|changes| *changes += 1);
            match conflicts.checks() {
                ..=MANY => soon.after(SOON, move || conflicts.check()),
                _ => after_in_owner(LATER, move || conflicts.check_apart()),
            }
        });
        conflicts
    }

    /// How many records there are to check.
    fn checks(self) -> usize {
        let zone = self.zone;
        let found = zone.review.with_untracked(|r| r.as_ref().map_or(0, |r| r.items().len()));
        found + zone.known_now().len() + zone.edits.with_untracked(Edits::len)
    }

    /// Timers run it: the page may be gone by then.
    fn check(self) {
        let problems = || self.zone.outlook(self.from, |ahead| ahead.problems());
        self.show(untrack(problems).unwrap_or_default());
    }

    /// Checks a copy of all records, a few at a time. Timers run it: the page may be gone by then.
    fn check_apart(self) {
        let changes = self.changes.try_get_value();
        let review = self.zone.review.try_with_untracked(Clone::clone).flatten();
        let Some((changes, review)) = changes.zip(review) else { return };
        if self.checks() > TOO_MANY {
            return self.show(Vec::new());
        }
        let (held, notes) = (self.zone.known_now(), self.zone.note_limits());
        let edits = self.zone.edits.get_untracked();
        spawn_local(async move {
            let is_open = self.from == Ahead::Open;
            let outlook = Outlook::new(&held, &edits, &review, is_open).keeping(notes);
            let (mut problems, mut breaks) = (Vec::new(), Breaks::default());
            for problem in outlook.checked() {
                problems.extend(problem);
                if breaks.step().await && self.changes.try_get_value() != Some(changes) {
                    return;
                }
            }
            self.show(problems);
        });
    }

    fn show(self, now: Vec<Problem>) {
        if self.all.try_with_untracked(|before| *before != now) == Some(true) {
            self.all.set(now);
        }
        self.check_proxy();
    }

    fn check_proxy(self) {
        let is_wanted = self.from == Ahead::Open;
        let now = is_wanted.then(|| self.zone.broken_by_proxy().len());
        if self.broken.try_get_untracked().is_some_and(|before| before != now) {
            self.broken.set(now);
        }
    }

    /// The records with a problem, each with its worst one.
    #[must_use]
    pub fn of_all(self) -> Vec<Problem> {
        self.all.get()
    }

    /// The worst problem of a record.
    #[must_use]
    pub fn worst(self, origin: Origin) -> Option<Alert> {
        self.all.with(|all| {
            let own = all.iter().find(|problem| problem.origin == origin)?;
            Some(Alert::of(own))
        })
    }

    /// Whether the records are checked: not where there are too many.
    #[must_use]
    pub fn are_checked(self) -> bool {
        self.all.track();
        self.checks() <= TOO_MANY
    }

    /// Fixes the worst problem of these records, as one action. Where a record needs a look, its dialog
    /// opens instead.
    pub fn fix(self, origins: &[Origin]) {
        let problems: Vec<Problem> = self.all.with_untracked(|all| {
            let own = |problem: &&Problem| origins.contains(&problem.origin);
            all.iter().filter(own).cloned().collect()
        });
        let Some(name) = problems.first().map(|problem| text::problem(&problem.worst)) else {
            return;
        };
        let steps = |ahead: &Outlook<'_>| ahead.mends_of(&problems);
        match untrack(|| self.zone.outlook(self.from, steps)).filter(|steps| !steps.is_empty()) {
            Some(steps) => self.zone.fix(self.from, &steps, name),
            None => self.zone.message.set(text::NOT_AS_SHOWN.to_owned()),
        }
    }
}

/// The worst problem of a record, as its row tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    pub severity: Severity,
    /// The name of the problem.
    pub words: &'static str,
    /// Which records it is about, in a few words; mostly empty.
    pub about: String,
    /// Whether one press can fix it.
    pub has_fix: bool,
}

impl Alert {
    fn of(problem: &Problem) -> Self {
        let warning = &problem.worst;
        Self {
            severity: warning.severity(),
            words: text::problem(warning),
            about: text::pointing(&problem.pointing),
            has_fix: warning.fix().is_some_and(Fix::is_for_many),
        }
    }

    /// The name of the problem, and which records it is about.
    #[must_use]
    pub fn in_row(&self) -> String {
        match self.about.as_str() {
            "" => self.words.to_owned(),
            about => [self.words, " · ", about].concat(),
        }
    }
}
