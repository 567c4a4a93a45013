//! What is recommended for each found record. It is worked out in the background, a little at a time, and
//! nothing is decided before somebody presses for it.

use chrono::TimeDelta;
use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::knowledge::{Advice, Advised, Recommendation, Recommender};
use zonesift_core::plan::Outlook;
use zonesift_core::review::{Decision, Item, Review};
use zonesift_core::text;

use crate::browser::clock::{Breaks, OneTimer, after_in_owner};
use crate::pages::shared::conflicts::TOO_MANY;
use crate::state::zone::ZoneState;

/// From this many found records on, the work waits until the user pauses.
const MANY: usize = 5_000;
/// How long after a decision the work begins: the decision is drawn first.
const SOON: TimeDelta = TimeDelta::milliseconds(30);
const LATER: TimeDelta = TimeDelta::milliseconds(600);

/// The recommendations for the found records of a zone.
#[derive(Clone, Copy)]
pub struct Recommended {
    zone: ZoneState,
    /// By the number of the item.
    all: RwSignal<Vec<Option<Recommendation>>>,
    /// Whether `all` is of now.
    is_current: RwSignal<bool>,
    /// Whether the plain ones are to be taken as soon as they are known.
    is_wanted: StoredValue<bool>,
    /// Counts the changes that make all anew.
    changes: StoredValue<u32>,
}

impl Recommended {
    #[must_use]
    pub fn new(zone: ZoneState) -> Self {
        let recommended = Self {
            zone,
            all: RwSignal::default(),
            is_current: RwSignal::default(),
            is_wanted: StoredValue::default(),
            changes: StoredValue::default(),
        };
        let soon = OneTimer::default();
        Effect::new(move |_| {
            zone.known();
            zone.edits.track();
            let found = zone.review.with(|review| review.as_ref().map_or(0, |r| r.items().len()));
            recommended.changes.update_value(|changes| *changes += 1);
            if recommended.is_current.get_untracked() {
                recommended.is_current.set(false);
            }
            match found {
                ..MANY => soon.after(SOON, move || recommended.begin()),
                MANY..=TOO_MANY => after_in_owner(LATER, move || recommended.begin()),
                _ => {}
            }
        });
        recommended
    }

    /// Looks at all records as they are now. Timers run it: the page may be gone by then.
    fn begin(self) {
        let changes = self.changes.try_get_value();
        let review = self.zone.review.try_with_untracked(Clone::clone).flatten();
        let Some((changes, review)) = changes.zip(review) else { return };
        let (held, notes) = (self.zone.known_now(), self.zone.note_limits());
        let edits = self.zone.edits.get_untracked();
        spawn_local(async move {
            let outlook = Outlook::new(&held, &edits, &review, true).keeping(notes);
            let recommender = Recommender::new(&review, &held, &outlook);
            let numbers = 0..review.items().len() as u32;
            let mut all = Vec::with_capacity(numbers.len());
            let mut breaks = Breaks::default();
            for number in numbers {
                all.push(recommender.of(number));
                if breaks.step().await && self.changes.try_get_value() != Some(changes) {
                    return;
                }
            }
            self.end(all, changes);
        });
    }

    fn end(self, now: Vec<Option<Recommendation>>, changes: u32) {
        if self.changes.try_get_value() != Some(changes) {
            return;
        }
        if self.all.with_untracked(|before| *before != now) {
            self.all.set(now);
        }
        self.is_current.set(true);
        if self.is_wanted.try_update_value(std::mem::take) == Some(true) {
            self.take();
        }
    }

    fn are_too_many(self) -> bool {
        let found = |review: &Review| review.items().len();
        self.zone.review.with(|review| review.as_ref().map_or(0, found)) > TOO_MANY
    }

    /// What is recommended for an item.
    #[must_use]
    pub fn of(self, number: u32) -> Option<Recommendation> {
        self.all.with(|all| all.get(number as usize)?.clone())
    }

    /// The open items that are to be accepted as they are.
    fn plain(self, review: &Review) -> Vec<u32> {
        let is_plain = |own: &Option<Recommendation>| {
            own.as_ref().is_some_and(|own| own.advice == Advice::Accept)
        };
        self.all.with(|all| {
            let plain =
                (0..).zip(all).filter(|(number, own)| is_plain(own) && review.is_open(*number));
            plain.map(|(number, _)| number).collect()
        })
    }

    /// How many there are; `None` while that is not known. Of few records it is known again so soon that the
    /// number of before stays.
    #[must_use]
    pub fn plain_count(self) -> Option<usize> {
        let (is_current, is_known) = (self.is_current.get(), self.all.with(|all| !all.is_empty()));
        self.zone.review.with(|review| {
            let review = review.as_ref()?;
            let is_known = is_current || is_known && review.items().len() < MANY;
            is_known.then(|| self.plain(review).len())
        })
    }

    /// Accepts what is to be accepted as it is, as one action that can be undone, and says what is left.
    pub fn take(self) {
        if untrack(|| self.are_too_many()) {
            return self.zone.message.set(text::TOO_MANY_TO_RECOMMEND.to_owned());
        }
        if !self.is_current.get_untracked() {
            return self.is_wanted.set_value(true);
        }
        self.zone.act(|review, _| {
            let plain = untrack(|| self.plain(review));
            let decided = review.decide_all(&plain, Decision::Accepted, &[]);
            text::taken(&decided, untrack(|| self.rest(review)))
        });
    }

    /// What is left to the user to decide.
    fn rest(self, review: &Review) -> Advised {
        let is_left = |number: u32, item: &Item, advice: &Advice| match advice {
            Advice::LookAt => item.decision == Decision::Undecided && !item.is_missing(),
            _ => review.is_open(number),
        };
        let mut rest = Advised::default();
        self.all.with(|all| {
            for ((number, item), own) in (0..).zip(review.items()).zip(all) {
                let advice = own.as_ref().map(|own| &own.advice);
                advice
                    .filter(|own| is_left(number, item, own))
                    .into_iter()
                    .for_each(|own| rest.add(own));
            }
        });
        rest
    }
}

/// Takes all plain recommendations.
#[component]
pub fn TakeButton(recommended: Recommended) -> impl IntoView {
    let count = Memo::new(move |_| recommended.plain_count());
    view! {
        <button
            type="button"
            class="take"
            title=move || recommended.are_too_many().then_some(text::TOO_MANY_TO_RECOMMEND)
            disabled=move || count.get().is_none_or(|count| count == 0)
            on:click=move |_| recommended.take()
        >
            {move || text::take(count.get())}
        </button>
    }
}
