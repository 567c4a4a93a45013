//! Runs a function when the part of the page that is being made is disposed.

use leptos::prelude::on_cleanup;
use send_wrapper::SendWrapper;

/// Calls back when the part of the page that is being made goes.
pub fn when_gone(then: impl FnOnce() + 'static) {
    // Leptos wants what it keeps fit for threads, of which a page has one.
    let then = SendWrapper::new(then);
    on_cleanup(move || then.take()());
}
