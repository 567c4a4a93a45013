//! The page's signal: a value that whoever reads it follows.
//!
//! Leptos' own signals are locks that are made, read, written and dropped by code of their own for
//! each type that they hold. In a page with one thread the following can be one type for all
//! values, and only the value differs.

use leptos::prelude::*;

/// A value that changes, as a handle that can be copied. It belongs to the part of the page that
/// made it, and is gone with that.
pub struct State<T: 'static> {
    changed: RwSignal<()>,
    value: StoredValue<T, LocalStorage>,
}

impl<T> Clone for State<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for State<T> {}

impl<T> State<T> {
    /// A signal with its first value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self { changed: RwSignal::new(()), value: StoredValue::new_local(value) }
    }

    /// Follows the value without reading it.
    pub fn track(self) {
        self.changed.track();
    }

    /// Reads the value and follows it.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.track();
        self.value.with_value(read)
    }

    /// Reads the value of now.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.value.with_value(read)
    }

    /// Changes the value, unless it is gone, and tells everyone who follows it.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.try_update(change);
    }

    /// Changes the value and tells everyone who follows it; none when it is gone.
    pub fn try_update<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let result = self.value.try_update_value(change)?;
        self.changed.notify();
        Some(result)
    }

    /// Sets the value, unless it is gone, and tells everyone who follows it.
    pub fn set(self, value: T) {
        self.update(|place| *place = value);
    }
}

impl<T: Clone> State<T> {
    /// A copy of the value, which is followed.
    #[must_use]
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// A copy of the value of now.
    #[must_use]
    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }
}
