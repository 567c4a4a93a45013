//! Watches over the key: it is forgotten when nobody uses it, and when the provider refuses it. When
//! that is decides `zonesift_core::idle`; here the clock is read and what it says is done.

use std::cell::Cell;

use chrono::{DateTime, TimeDelta, Utc};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::untrack;
use zonesift_core::idle::{Idle, Standing};
use zonesift_core::text::Locked;

use super::{App, kept};
use crate::signal::State;
use crate::web::dom::follow;
use crate::web::{clock, page};

/// The time of the last use is kept anew after so long at the earliest.
const KEEP: TimeDelta = TimeDelta::seconds(5);

/// What is pressed is looked at after so long at the earliest: keys repeat, wheels turn.
const OFTEN: TimeDelta = TimeDelta::seconds(1);

/// What the watch shows and remembers.
#[derive(Default)]
pub struct Watch {
    /// How long it takes until the key is forgotten, once the user is warned of that.
    pub left: State<Option<TimeDelta>>,
    timer: Cell<Option<TimeoutHandle>>,
    kept: Cell<DateTime<Utc>>,
}

impl App {
    /// Begins to watch, for as long as the page is open.
    pub fn watch(&'static self) {
        page::on_leave(move || self.session.keep_place_for_next());
        page::on_use(move || {
            let since = clock::now() - self.session.idle.get().last_used();
            if since >= OFTEN {
                self.look(Idle::touch);
            }
        });
        page::on_visibility(move |visible| {
            // A tab that is not seen may be thrown away without a word.
            if !visible {
                self.session.keep_place();
            }
            self.look(Idle::look);
        });
        follow(move || {
            if self.session.is_connected() {
                untrack(|| self.look(Idle::look));
            }
        });
        follow(move || {
            if self.session.signs.refused.get() && self.session.is_connected() {
                untrack(|| self.session.forget_key(Some(Locked::Refused)));
                // What became of a plan is told before the page goes.
                if !self.discoveries.shows_plan() {
                    untrack(|| self.session.leave(Some(Locked::Refused)));
                }
            }
        });
    }

    /// The user answers the warning.
    pub fn stay(&'static self) {
        self.look(Idle::stay);
    }

    fn look(&'static self, what: fn(&mut Idle, DateTime<Utc>) -> Standing) {
        if self.session.api_now().is_none() || self.session.signs.refused.get_untracked() {
            return;
        }
        let (mut idle, now) = (self.session.idle.get(), clock::now());
        // What is being written is not cut off.
        let is_writing = untrack(|| self.discoveries.is_writing());
        let standing = if is_writing { idle.stay(now) } else { what(&mut idle, now) };
        self.session.idle.set(idle);
        self.keep_used(idle.last_used());
        let left = match standing {
            Standing::Warned(left) => Some(left),
            _ => None,
        };
        if self.watch.left.get_untracked() != left {
            self.watch.left.set(left);
        }
        match standing.look_again() {
            Some(wait) => {
                let timer = clock::after(wait, move || self.look(Idle::look));
                self.watch.timer.replace(timer).iter().for_each(TimeoutHandle::clear);
            }
            None => self.session.leave(Some(Locked::Idle)),
        }
    }

    /// Keeps the time of the last use beside the key, where that is kept.
    fn keep_used(&self, used: DateTime<Utc>) {
        if self.session.is_kept.get() && (used - self.watch.kept.get()).abs() >= KEEP {
            self.watch.kept.set(used);
            // A reload then finds an older time, and forgets the key the sooner.
            let _ = kept::keep_used(used);
        }
    }
}
