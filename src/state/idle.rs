//! Forgets the key when nobody uses it for some time, or when the provider rejects it. `zonesift_core::idle`
//! decides when; this file reads the clock and acts.

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

/// How often the time of last use is stored.
const KEEP: TimeDelta = TimeDelta::seconds(5);

/// Input events are throttled: keys repeat, wheels turn.
const OFTEN: TimeDelta = TimeDelta::seconds(1);

#[derive(Default)]
pub struct Watch {
    /// Time until the key is forgotten; set while the user is warned.
    pub left: State<Option<TimeDelta>>,
    timer: Cell<Option<TimeoutHandle>>,
    kept: Cell<DateTime<Utc>>,
}

impl App {
    pub fn watch(&'static self) {
        page::on_leave(move || self.session.keep_place_for_next());
        page::on_use(move || {
            let since = clock::now() - self.session.idle.get().last_used();
            if since >= OFTEN {
                self.look(Idle::touch);
            }
        });
        page::on_visibility(move |visible| {
            // The browser may discard a hidden tab without any event.
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
                // Show the result of a plan before the page reloads.
                if !self.discoveries.shows_plan() {
                    untrack(|| self.session.leave(Some(Locked::Refused)));
                }
            }
        });
    }

    /// The user dismisses the warning.
    pub fn stay(&'static self) {
        self.look(Idle::stay);
    }

    fn look(&'static self, what: fn(&mut Idle, DateTime<Utc>) -> Standing) {
        if self.session.api_now().is_none() || self.session.signs.refused.get_untracked() {
            return;
        }
        let (mut idle, now) = (self.session.idle.get(), clock::now());
        // A run that writes counts as use.
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

    /// Stores the time of last use, if the key is stored.
    fn keep_used(&self, used: DateTime<Utc>) {
        if self.session.is_kept.get() && (used - self.watch.kept.get()).abs() >= KEEP {
            self.watch.kept.set(used);
            // If this fails, a reload finds an older time and forgets the key sooner.
            let _ = kept::keep_used(used);
        }
    }
}
