//! The page itself: its address, title, theme, focus and whether it is seen.

use std::cell::Cell;

use chrono::{DateTime, TimeDelta, Utc};
use leptos::leptos_dom::helpers::{request_animation_frame, window_event_listener_untyped};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlDialogElement, HtmlElement, VisibilityState};
use zonesift_core::text::visible;
use zonesift_core::{address, date};

use super::clock;
use super::dom::{El, el};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Puts the app's elements in the place of the skeleton. They are there until the page is closed.
pub fn mount(app: impl FnOnce() -> Vec<El> + 'static) {
    let root = document().and_then(|document| document.get_element_by_id("app"));
    let Some(root) = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()) else { return };
    let parent = root.clone();
    let mounted = leptos::mount::mount_to(parent, move || {
        let elements = app();
        root.set_text_content(None);
        let _ = root.remove_attribute("aria-busy");
        for element in elements {
            element.mount(&root);
        }
    });
    mounted.forget();
}

/// Shows a fault over the page, which does nothing any more.
pub fn tell_fault(words: &str) {
    if let Some(body) = document().and_then(|document| document.body()) {
        let place = el("div").class("start-failed").attr("role", "alert").attr("data-shown", "");
        place.text(words).mount(&body);
    }
}

/// Opens a dialog over the rest of the page, once it has been put into it.
pub fn show_modal(dialog: &El) {
    let Some(dialog) = dialog.element().dyn_ref::<HtmlDialogElement>().cloned() else { return };
    leptos::task::spawn_local(async move {
        // It fails only for a dialog that is open already, or gone again.
        let _ = dialog.show_modal();
    });
}

/// The address after `#`, with it.
#[must_use]
pub fn hash() -> String {
    let location = web_sys::window().map(|window| window.location());
    location.and_then(|location| location.hash().ok()).unwrap_or_default()
}

/// Goes to another address within the page.
pub fn go(hash: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_hash(hash);
    }
}

/// Gives the place where the page is another address. Nothing is loaded, and nobody is called back.
pub fn rename(hash: &str) {
    if let Some(Ok(history)) = web_sys::window().map(|window| window.history()) {
        // It fails only for addresses of others, and when it is asked too often.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(hash));
    }
}

/// The host that serves the page, with its port.
#[must_use]
pub fn host() -> String {
    let location = web_sys::window().map(|window| window.location());
    location.and_then(|location| location.host().ok()).unwrap_or_default()
}

/// What `loader/loader.js` has left under this name; it is there once.
#[must_use]
pub fn left_by_loader(name: &str) -> String {
    let selector = ["meta[name=\"", name, "\"]"].concat();
    let left = document().and_then(|document| document.query_selector(&selector).ok()?);
    let Some(left) = left else { return String::new() };
    left.remove();
    left.get_attribute("content").unwrap_or_default()
}

/// An address of calls as people say it, with the host and folder of the page where it is relative.
#[must_use]
pub fn shown(address: &str) -> String {
    let location = web_sys::window().map(|window| window.location());
    let path = location.and_then(|location| location.pathname().ok()).unwrap_or_default();
    address::shown(address, &host(), &path)
}

/// Loads the page anew from the start, which forgets everything that is in memory.
pub fn restart() {
    if let Some(window) = web_sys::window() {
        let location = window.location();
        let _ = location.set_hash("#/");
        let _ = location.reload();
    }
}

/// Loads the page anew where it is, which forgets everything that is in memory.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// Calls back whenever something is pressed or turned.
pub fn on_use(then: impl Fn() + Clone + 'static) {
    for event in ["pointerdown", "keydown", "wheel"] {
        let then = then.clone();
        std::mem::forget(window_event_listener_untyped(event, move |_| then()));
    }
}

/// Calls back whenever the address after `#` changes.
pub fn on_hash_change(then: impl Fn() + 'static) {
    // Listened to for as long as the page is open.
    std::mem::forget(window_event_listener_untyped("hashchange", move |_| then()));
}

/// For so long after the browser has begun to leave the page nothing more is sent. A page
/// that is there afterwards was not left.
const LEAVING: TimeDelta = TimeDelta::seconds(3);

thread_local! {
    /// When the browser last began to leave the page.
    static LEFT: Cell<DateTime<Utc>> = const { Cell::new(DateTime::UNIX_EPOCH) };
}

/// Takes note from now on of when the browser begins to leave the page.
pub fn watch_leaving() {
    let note = |_| LEFT.set(clock::now());
    std::mem::forget(window_event_listener_untyped("beforeunload", note));
}

/// Waits while the page is being left, mostly for ever: the browser breaks off what is under way, and lets
/// the page live on for a moment, in which it must not go on with something else.
pub async fn stays() {
    loop {
        let left = date::between(clock::now(), LEFT.get() + LEAVING);
        if left.is_zero() {
            return;
        }
        clock::sleep(left).await;
    }
}

/// Calls back when the page is left for good.
pub fn on_leave(then: impl Fn() + 'static) {
    std::mem::forget(window_event_listener_untyped("pagehide", move |_| then()));
}

/// Calls back with true when the page comes into sight and false when it goes.
pub fn on_visibility(then: impl Fn(bool) + 'static) {
    std::mem::forget(window_event_listener_untyped("visibilitychange", move |_| {
        then(
            document()
                .is_none_or(|document| document.visibility_state() != VisibilityState::Hidden),
        );
    }));
}

/// Whether there may be a network; the browser is sure only when there is none.
#[must_use]
pub fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// Calls back when the network goes and when it comes back.
pub fn on_network(then: impl Fn() + Clone + 'static) {
    for event in ["offline", "online"] {
        let then = then.clone();
        std::mem::forget(window_event_listener_untyped(event, move |_| then()));
    }
}

/// Sets the title of the tab.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(&visible(title));
    }
}

/// Sets the theme: `light`, `dark`, or nothing to follow the system.
pub fn set_theme(theme: &str) {
    let Some(root) = document().and_then(|document| document.document_element()) else { return };
    let _ = match theme {
        "" => root.remove_attribute("data-theme"),
        _ => root.set_attribute("data-theme", theme),
    };
}

/// Moves the focus to the first element that fits the selector, once the page has been drawn.
pub fn focus(selector: &str) {
    let selector = selector.to_owned();
    request_animation_frame(move || focus_now(&selector));
}

/// Moves the focus to the heading of a screen once that has been drawn, unless somebody has gone into a
/// field of it meanwhile.
pub fn focus_heading() {
    let before = active();
    request_animation_frame(move || {
        let now = active();
        let is_free = now.as_ref().is_none_or(|element| element.tag_name() == "BODY");
        if is_free || now == before {
            focus_now("h1");
        }
    });
}

fn active() -> Option<Element> {
    document().and_then(|document| document.active_element())
}

fn focus_now(selector: &str) {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
