//! The page's signals: a value that whoever reads it follows, and a value made of such values.
//!
//! Leptos does the following, with one type for all signals. The values stay out of it: a signal
//! of Leptos is made, read, written and dropped by code of its own for each type that it holds,
//! which would be a fifth of the page (docs/decisions/0001 has the figures).

use std::cell::RefCell;

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use crate::made::Makes;

/// A place for a value. Places are handed out for good, so that handles of them can be copied; what
/// is left of one whose part of the page has gone is an empty value of a few bytes.
struct Place<T> {
    changed: RwSignal<()>,
    value: RefCell<T>,
}

/// Makes a place that is emptied when the part of the page that asked for it goes.
fn place<T: Default + 'static>(value: T) -> &'static Place<T> {
    let place: &'static Place<T> =
        Box::leak(Box::new(Place { changed: RwSignal::new(()), value: RefCell::new(value) }));
    when_gone(move || drop(place.value.take()));
    place
}

/// Calls back when the part of the page that is being made goes.
pub fn when_gone(then: impl FnOnce() + 'static) {
    when_gone_boxed(Box::new(then));
}

fn when_gone_boxed(then: Box<dyn FnOnce()>) {
    // Leptos wants what it keeps fit for threads, of which a page has one.
    let then = SendWrapper::new(then);
    on_cleanup(move || then.take()());
}

/// A value that changes, as a handle that can be copied. It belongs to the part of the page that
/// made it; afterwards it is empty.
pub struct State<T: 'static>(&'static Place<T>);

impl<T> Clone for State<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for State<T> {}

impl<T: Default> State<T> {
    /// A signal with its first value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(place(value))
    }
}

impl<T: Default> Default for State<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> State<T> {
    /// Follows the value without reading it.
    pub fn track(self) {
        self.0.changed.track();
    }

    /// Reads the value and follows it.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.track();
        self.with_untracked(read)
    }

    /// Reads the value of now.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.0.value.borrow())
    }

    /// Changes the value and tells everyone who follows it.
    pub fn update<R>(self, change: impl FnOnce(&mut T) -> R) -> R {
        let result = self.change_untold(change);
        self.tell();
        result
    }

    /// Changes the value and tells nobody yet: more changes follow, and [`Self::tell`].
    pub fn change_untold<R>(self, change: impl FnOnce(&mut T) -> R) -> R {
        change(&mut self.0.value.borrow_mut())
    }

    /// Tells everyone who follows the value that it has changed.
    pub fn tell(self) {
        self.0.changed.notify();
    }

    /// Sets the value and tells everyone who follows it.
    pub fn set(self, value: T) {
        drop(self.0.value.replace(value));
        self.0.changed.notify();
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

/// A value that is made of signals: made anew when it is read after they changed, and followed only
/// when it has become another.
pub struct Derived<T: 'static> {
    /// How often the value has become another.
    version: Memo<u32>,
    value: &'static RefCell<T>,
}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Derived<T> {}

impl<T: Default + PartialEq> Derived<T> {
    /// A value that is made by this function.
    #[must_use]
    pub fn new(make: impl Fn() -> T + 'static) -> Self {
        Self::of(Box::new(make))
    }

    /// A value that is made by this function.
    #[must_use]
    pub fn of(make: Box<dyn Makes<T>>) -> Self {
        Self::kept(move |value| {
            let now = make.make();
            let is_other = now != *value;
            *value = now;
            is_other
        })
    }
}

impl<T: Default> Derived<T> {
    /// A value that this function brings up to date, telling whether it has become another.
    #[must_use]
    pub fn kept(renew: impl Fn(&mut T) -> bool + 'static) -> Self {
        let value: &'static RefCell<T> = Box::leak(Box::new(RefCell::new(T::default())));
        when_gone(move || drop(value.take()));
        Self { version: versions(Box::new(move || renew(&mut value.borrow_mut()))), value }
    }
}

/// Counts how often `renew` says that there is something new.
fn versions(renew: Box<dyn Makes<bool>>) -> Memo<u32> {
    let renew = SendWrapper::new(renew);
    Memo::new(move |before: Option<&u32>| {
        let is_other = renew.make();
        before.copied().unwrap_or_default().wrapping_add(u32::from(is_other))
    })
}

impl<T> Derived<T> {
    /// Follows the value without reading it.
    pub fn track(self) {
        // Read, not only tracked: a memo that nobody reads is not made anew.
        let _ = self.version.try_get();
    }

    /// Reads the value and follows it.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.track();
        read(&self.value.borrow())
    }

    /// Reads the value of now.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        let _ = self.version.try_get_untracked();
        read(&self.value.borrow())
    }

    /// Changes the value of now in a way that nobody who reads it can tell.
    pub fn tend<R>(self, tend: impl FnOnce(&mut T) -> R) -> R {
        let _ = self.version.try_get_untracked();
        tend(&mut self.value.borrow_mut())
    }
}

impl<T: Clone> Derived<T> {
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
