//! The keys that act where the user is, which the status bar tells until it is told to stop.

use leptos::prelude::*;

use crate::browser::storage::{self, Keep};

/// Storage key: `off`, or nothing.
const ENTRY: &str = "zonesift.hints";

/// A key, and what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    pub keys: &'static str,
    pub does: &'static str,
    /// Whether it works only with letter shortcuts on.
    pub is_letter: bool,
}

#[derive(Clone, Copy)]
pub struct Hints {
    pub now: RwSignal<Vec<Hint>>,
    pub are_on: RwSignal<bool>,
}

impl Hint {
    #[must_use]
    pub const fn key(keys: &'static str, does: &'static str) -> Self {
        Self { keys, does, is_letter: false }
    }

    #[must_use]
    pub const fn letter(keys: &'static str, does: &'static str) -> Self {
        Self { keys, does, is_letter: true }
    }
}

impl Hints {
    /// On, unless they were turned off before.
    #[must_use]
    pub fn load() -> Self {
        let are_on = storage::read(Keep::Site, ENTRY).is_none_or(|kept| kept != "off");
        Self { now: RwSignal::default(), are_on: RwSignal::new(are_on) }
    }

    /// Turns them on or off, from now on.
    pub fn turn(self, is_on: bool) {
        self.are_on.set(is_on);
        // Without storage the choice lasts until the page is closed.
        let _ = storage::write(Keep::Site, ENTRY, if is_on { "" } else { "off" });
    }

    /// Tells these for as long as the current owner lives.
    pub fn tell(self, hints: impl Fn() -> Vec<Hint> + Send + Sync + 'static) {
        Effect::new(move |_| self.now.set(hints()));
        on_cleanup(move || {
            // The app may be gone by then.
            let _ = self.now.try_set(Vec::new());
        });
    }
}
