//! Forgets the key when nobody uses it for some time, or when the provider rejects it. `zonesift_core::idle`
//! decides when; this file reads the clock and acts.

use chrono::{DateTime, TimeDelta, Utc};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use zonesift_core::idle::{Idle, KeyUse};
use zonesift_core::text::Locked;

use super::{AppState, saved};
use crate::browser::{clock, page};

/// How often the time of last use is stored.
const KEEP: TimeDelta = TimeDelta::seconds(5);

/// Input events are throttled: keys repeat, wheels turn.
const OFTEN: TimeDelta = TimeDelta::seconds(1);

#[derive(Clone, Copy, Default)]
pub struct IdleLock {
    /// Time until the key is forgotten; set while the user is warned.
    pub left: RwSignal<Option<TimeDelta>>,
    timer: StoredValue<Option<TimeoutHandle>>,
    saved: StoredValue<DateTime<Utc>>,
}

impl AppState {
    pub fn watch(self) {
        page::on_leave(move || self.session.save_earlier_for_next());
        page::on_use(move || {
            let since = clock::now() - self.session.idle.get_value().last_used();
            if since >= OFTEN {
                self.look(Idle::touch);
            }
        });
        page::on_visibility(move |visible| {
            // The browser may discard a hidden tab without any event.
            if !visible {
                self.session.save_earlier();
            }
            self.look(Idle::look);
        });
        Effect::new(move |_| {
            if self.session.is_connected() {
                untrack(|| self.look(Idle::look));
            }
        });
        Effect::new(move |_| {
            if self.session.status.refused.get() && self.session.is_connected() {
                untrack(|| self.session.forget_key(Some(Locked::Refused)));
                // Show the result of a plan before the page reloads.
                if !self.open_zones.shows_plan() {
                    untrack(|| self.session.leave(Some(Locked::Refused)));
                }
            }
        });
    }

    /// The user dismisses the warning.
    pub fn stay(self) {
        self.look(Idle::stay);
    }

    fn look(self, what: fn(&mut Idle, DateTime<Utc>) -> KeyUse) {
        if self.session.api_now().is_none() || self.session.status.refused.get_untracked() {
            return;
        }
        let (mut idle, now) = (self.session.idle.get_value(), clock::now());
        // A run that writes counts as use.
        let is_writing = untrack(|| self.open_zones.is_writing());
        let standing = if is_writing { idle.stay(now) } else { what(&mut idle, now) };
        self.session.idle.set_value(idle);
        self.keep_used(idle.last_used());
        let left = match standing {
            KeyUse::Warned(left) => Some(left),
            _ => None,
        };
        if self.idle_lock.left.get_untracked() != left {
            self.idle_lock.left.set(left);
        }
        match standing.look_again() {
            Some(wait) => {
                let timer = clock::after(wait, move || self.look(Idle::look));
                let before = self.idle_lock.timer.get_value();
                before.iter().for_each(TimeoutHandle::clear);
                self.idle_lock.timer.set_value(timer);
            }
            None => self.session.leave(Some(Locked::Idle)),
        }
    }

    /// Stores the time of last use, if the key is stored.
    fn keep_used(self, used: DateTime<Utc>) {
        if self.session.is_kept.get_value()
            && (used - self.idle_lock.saved.get_value()).abs() >= KEEP
        {
            self.idle_lock.saved.set_value(used);
            // If this fails, a reload finds an older time and forgets the key sooner.
            let _ = saved::keep_used(used);
        }
    }
}
