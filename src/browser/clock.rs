//! The browser's time, randomness and timers.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

use chrono::{DateTime, FixedOffset, Offset, TimeDelta, Utc};
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::on_cleanup;
use uuid::Uuid;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;
use zonesift_core::scan::Clock;

/// By the wall clock.
#[must_use]
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// The offset of the user's time zone from UTC at a moment.
#[must_use]
pub fn offset(moment: DateTime<Utc>) -> FixedOffset {
    let date = js_sys::Date::new(&JsValue::from(moment.timestamp_millis() as f64));
    // Browsers count westwards, in minutes.
    let east = -date.get_timezone_offset() * 60.0;
    FixedOffset::east_opt(east as i32).unwrap_or(Utc.fix())
}

/// The current time with a new random seed.
#[must_use]
pub fn moment() -> Clock {
    Clock { now: now(), seed: Uuid::new_v4().as_u128() as u32 }
}

/// A unique text, also across tabs.
#[must_use]
pub fn unique() -> String {
    Uuid::new_v4().simple().to_string()
}

/// The longest timeout of browsers: they count milliseconds in 32 bits.
const LONGEST: TimeDelta = TimeDelta::milliseconds(i32::MAX as i64);

/// Calls back after `wait`, unless the handle is cleared first.
pub fn after(wait: TimeDelta, then: impl FnOnce() + 'static) -> Option<TimeoutHandle> {
    // A negative wait calls back at once.
    set_timeout_with_handle(then, wait.min(LONGEST).to_std().unwrap_or_default()).ok()
}

/// Calls back after `wait`, unless the current owner is cleaned up first, as when its effect runs again.
pub fn after_in_owner(wait: TimeDelta, then: impl FnOnce() + 'static) {
    let timer = after(wait, then);
    on_cleanup(move || timer.iter().for_each(TimeoutHandle::clear));
}

/// A timer that runs at most once at a time.
#[derive(Clone, Default)]
pub struct OneTimer(Rc<Cell<bool>>);

impl OneTimer {
    /// Calls back after `wait`; does nothing while a callback is already due.
    pub fn after(&self, wait: TimeDelta, then: impl FnOnce() + 'static) {
        if !self.0.replace(true) {
            let is_set = self.0.clone();
            after(wait, move || {
                is_set.set(false);
                then();
            });
        }
    }
}

/// Yields to the browser for input and painting. Not a timer: nested timers wait at least four milliseconds.
pub async fn pause() {
    let Ok(channel) = MessageChannel::new() else { return };
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        channel.port1().set_onmessage(Some(&resolve));
        let _ = channel.port2().post_message(&JsValue::NULL);
    });
    let _ = JsFuture::from(promise).await;
    channel.port1().close();
}

/// Lets the browser take input and paint during long work.
pub struct Breaks {
    since: DateTime<Utc>,
    steps: u32,
}

impl Default for Breaks {
    fn default() -> Self {
        Self { since: now(), steps: 0 }
    }
}

impl Breaks {
    /// After so long the browser gets its turn.
    const SLICE: TimeDelta = TimeDelta::milliseconds(8);
    /// The clock is looked at once for so many steps.
    const SOME: u32 = 20;

    /// To be called after each small step: whether the browser has had a turn, in which anything may have
    /// happened.
    pub async fn step(&mut self) -> bool {
        self.steps += 1;
        if !self.steps.is_multiple_of(Self::SOME) || now() - self.since < Self::SLICE {
            return false;
        }
        pause().await;
        self.since = now();
        true
    }
}

pub fn sleep(wait: TimeDelta) -> impl Future<Output = ()> {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        after(wait, move || {
            // The promise is our own; its handler cannot throw.
            let _ = resolve.call0(&JsValue::NULL);
        });
    });
    async move {
        let _ = JsFuture::from(promise).await;
    }
}
