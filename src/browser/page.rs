//! The page itself: URL, title, theme, focus and visibility.

use std::cell::Cell;

use chrono::{DateTime, TimeDelta, Utc};
use leptos::IntoView;
use leptos::leptos_dom::helpers::{request_animation_frame, window_event_listener_untyped};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, FocusEvent, HtmlElement, Node, ScrollIntoViewOptions, ScrollLogicalPosition,
    VisibilityState,
};
use zonesift_core::{address, date};

use super::clock;

pub(super) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Replaces the skeleton with the app, for as long as the page is open.
pub fn mount<V: IntoView + 'static>(app: impl FnOnce() -> V + 'static) {
    let root = document().and_then(|document| document.get_element_by_id("app"));
    let Some(root) = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()) else { return };
    let parent = root.clone();
    let mounted = leptos::mount::mount_to(parent, move || {
        let view = app();
        root.set_text_content(None);
        let _ = root.remove_attribute("aria-busy");
        view
    });
    mounted.forget();
}

/// Shows an error over the page, which no longer works.
pub fn tell_fault(words: &str) {
    let place = document()
        .and_then(|document| Some((document.create_element("div").ok()?, document.body()?)));
    let Some((place, body)) = place else { return };
    for (name, value) in [("class", "start-failed"), ("role", "alert"), ("data-shown", "")] {
        // Fails only for an invalid name.
        let _ = place.set_attribute(name, value);
    }
    place.set_text_content(Some(words));
    let _ = body.append_child(&place);
}

/// The fragment of the URL, with its `#`.
#[must_use]
pub fn hash() -> String {
    let location = web_sys::window().map(|window| window.location());
    location.and_then(|location| location.hash().ok()).unwrap_or_default()
}

/// Navigates within the page.
pub fn go(hash: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_hash(hash);
    }
}

/// Replaces the fragment of the current history entry. Loads nothing and fires no event.
pub fn rename(hash: &str) {
    if let Some(Ok(history)) = web_sys::window().map(|window| window.history()) {
        // Fails only for URLs of another origin, or when called too often.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(hash));
    }
}

/// The page's own host with its port.
#[must_use]
pub fn host() -> String {
    let location = web_sys::window().map(|window| window.location());
    location.and_then(|location| location.host().ok()).unwrap_or_default()
}

/// Takes the value that `loader/loader.js` left under this name; a second call returns nothing.
#[must_use]
pub fn left_by_loader(name: &str) -> String {
    let selector = ["meta[name=\"", name, "\"]"].concat();
    let left = document().and_then(|document| document.query_selector(&selector).ok()?);
    let Some(left) = left else { return String::new() };
    left.remove();
    left.get_attribute("content").unwrap_or_default()
}

/// An API address for display; a relative one is completed with the page's host and folder.
#[must_use]
pub fn shown(address: &str) -> String {
    let location = web_sys::window().map(|window| window.location());
    let path = location.and_then(|location| location.pathname().ok()).unwrap_or_default();
    address::shown(address, &host(), &path)
}

/// Reloads the page at its start, which clears everything in memory.
pub fn restart() {
    if let Some(window) = web_sys::window() {
        let location = window.location();
        let _ = location.set_hash("#/");
        let _ = location.reload();
    }
}

/// Reloads the page where it is, which clears everything in memory.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// The width of the window in CSS pixels.
#[must_use]
pub fn width() -> f64 {
    let width = web_sys::window().and_then(|window| window.inner_width().ok()?.as_f64());
    width.unwrap_or_default()
}

/// Calls back on any input by pointer, key or wheel.
pub fn on_use(then: impl Fn() + Clone + 'static) {
    for event in ["pointerdown", "keydown", "wheel"] {
        let then = then.clone();
        std::mem::forget(window_event_listener_untyped(event, move |_| then()));
    }
}

pub fn on_hash_change(then: impl Fn() + 'static) {
    // Leaked on purpose: the listener lasts as long as the page.
    std::mem::forget(window_event_listener_untyped("hashchange", move |_| then()));
}

/// How long nothing is sent after `beforeunload`. If the page is still there then, the user stayed.
const LEAVING: TimeDelta = TimeDelta::seconds(3);

thread_local! {
    /// When `beforeunload` last fired.
    static LEFT: Cell<DateTime<Utc>> = const { Cell::new(DateTime::UNIX_EPOCH) };
}

/// Starts to listen for `beforeunload`.
pub fn watch_leaving() {
    let note = |_| LEFT.set(clock::now());
    std::mem::forget(window_event_listener_untyped("beforeunload", note));
}

/// Waits while the page is being left, usually for good. The browser aborts pending requests and lets the
/// page run for another moment, in which it must not send more.
pub async fn stays() {
    loop {
        let left = date::between(clock::now(), LEFT.get() + LEAVING);
        if left.is_zero() {
            return;
        }
        clock::sleep(left).await;
    }
}

/// Calls back when the page is unloaded (`pagehide`).
pub fn on_leave(then: impl Fn() + 'static) {
    std::mem::forget(window_event_listener_untyped("pagehide", move |_| then()));
}

/// Calls back with whether the page is visible, on each change.
pub fn on_visibility(then: impl Fn(bool) + 'static) {
    std::mem::forget(window_event_listener_untyped("visibilitychange", move |_| {
        then(is_visible());
    }));
}

#[must_use]
pub fn is_visible() -> bool {
    document().is_none_or(|document| document.visibility_state() != VisibilityState::Hidden)
}

/// Whether there may be a network: only false is reliable in most browsers.
#[must_use]
pub fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// Calls back when the network goes or comes back.
pub fn on_network(then: impl Fn() + Clone + 'static) {
    for event in ["offline", "online"] {
        let then = then.clone();
        std::mem::forget(window_event_listener_untyped(event, move |_| then()));
    }
}

/// `light`, `dark`, or empty to follow the system.
pub fn set_theme(theme: &str) {
    let Some(root) = document().and_then(|document| document.document_element()) else { return };
    let _ = match theme {
        "" => root.remove_attribute("data-theme"),
        _ => root.set_attribute("data-theme", theme),
    };
}

/// Whether an event occurred in an element that the selector names, or in one inside it.
#[must_use]
pub fn is_in(event: &web_sys::Event, selector: &str) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| matches!(target.closest(selector), Ok(Some(_))))
}

/// Focuses the first match, once the page has been drawn.
pub fn focus(selector: &str) {
    let selector = selector.to_owned();
    request_animation_frame(move || focus_now(&selector));
}

/// Focuses the heading of a screen once it has been drawn, unless the user has focused something else
/// meanwhile.
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

/// Focuses the first match, which must be in the page.
pub fn focus_now(selector: &str) {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Scrolls the first match into sight, no further than need be, once the page has been drawn.
pub fn scroll_to(selector: &str) {
    let selector = selector.to_owned();
    request_animation_frame(move || {
        let found = document().and_then(|document| document.query_selector(&selector).ok()?);
        found.iter().for_each(bring_into_sight);
    });
}

/// Scrolls what has got the focus into sight: browsers leave a link as it is that is cut at the side.
pub fn show_focused(event: &FocusEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.iter().for_each(bring_into_sight);
}

fn bring_into_sight(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    options.set_inline(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Whether the focus moves to something in this element.
#[must_use]
pub fn moves_within(event: &FocusEvent, element: &HtmlElement) -> bool {
    let next = event.related_target().and_then(|next| next.dyn_into::<Node>().ok());
    next.is_some_and(|next| element.contains(Some(&next)))
}
