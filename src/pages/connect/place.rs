//! An earlier connection of the tab, and what waits there. Provider and address are text and not a
//! choice, so that a key goes where it went before.

use leptos::prelude::*;
use zonesift_core::address;
use zonesift_core::kept::{Place, Waiting};
use zonesift_core::provider::Provider;
use zonesift_core::text;

use super::form::ConnectForm;
use crate::state::AppState;
use crate::state::saved::{self, OpenedZone};
use crate::ui::dialog::dialog;
use crate::web::dom::{El, button, el};
use crate::web::page;

/// The earlier connection, shown in place of the provider choice.
pub fn fixed(app: AppState, form: ConnectForm) -> El {
    let place = untrack(|| (form.provider.get(), form.address(app)));
    let lines = lines(app, place.0, &place.1);
    let help = move || text::only_key(&shown(&form.address(app)));
    let sandbox = move || el("p").class("help").text(text::SANDBOX_KEPT);
    el("div")
        .class("place")
        .with_all(lines.iter().map(|line| el("p").class("place-line").text(line)))
        .with(el("p").class("help").live(help))
        .when(move || form.offers_sandbox(app), sandbox)
        .with(
            el("div")
                .class("actions")
                .with(button(text::OTHER_CONNECTION, move |_| untrack(|| form.release(app)))),
        )
}

/// The address as entered; one on the page's own site with the page's host.
pub fn shown(address: &str) -> String {
    match address::is_relative(address) {
        true => page::shown(address),
        false => address.to_owned(),
    }
}

/// A line for the zone in the URL, and for each other zone with something that waits.
fn lines(app: AppState, provider: Provider, address: &str) -> Vec<String> {
    let route = app.route.get_untracked();
    let is_open = |open: &OpenedZone| route.zone() == Some(&open.zone.id);
    let mut zones = saved::zones(provider);
    zones.retain(|open| open.zone.address == address);
    zones.retain(|open| is_open(open) || !open.waiting.is_none());
    zones.sort_by_key(|open| (!is_open(open), open.zone.name.clone()));
    match zones.is_empty() {
        true => vec![text::waits(provider, None, Waiting::default())],
        false => {
            zones.iter().map(|z| text::waits(provider, Some(&z.zone.name), z.waiting)).collect()
        }
    }
}

/// The tab's other connections with what waits there, and the button that forgets everything.
pub fn others(app: AppState, form: ConnectForm, had: Vec<Place>) -> El {
    let is_any = !had.is_empty();
    let waiting = had.into_iter().map(move |place| {
        let lines = lines(app, place.provider, &place.address);
        let (provider, address) = (place.provider, place.address.clone());
        let is_shown = move || {
            form.fixed.get() && form.provider.get() == provider && form.address(app) == address
        };
        let row = move || {
            let place = place.clone();
            let words = text::also_waits(&lines);
            let go_on = button(text::GO_ON, move |_| untrack(|| form.take(&place)));
            el("div")
                .class("other-place")
                .with(el("p").text(&words))
                .with(go_on.attr("aria-label", &[text::GO_ON, ": ", &words].concat()))
        };
        el("div").class("others").when(move || !is_shown(), row)
    });
    el("div").class("others").with_all(waiting).with_all(is_any.then(forget_all(app)))
}

/// The button that forgets everything. It asks first if something would be lost.
fn forget_all(app: AppState) -> impl FnOnce() -> El {
    move || {
        let zones = || Provider::ALL.into_iter().flat_map(saved::zones);
        let waiting: Vec<Waiting> =
            zones().map(|zone| zone.waiting).filter(|waiting| !waiting.is_none()).collect();
        let count = waiting.len();
        let lost = waiting.into_iter().fold(Waiting::default(), |sum, one| sum + one);
        let asks = RwSignal::<bool>::default();
        let press = move |_: &_| match lost.is_none() {
            true => app.session.forget_all(),
            false => asks.set(true),
        };
        let question = move || {
            let keep = button(text::KEEP, move |_| asks.set(false)).attr("autofocus", "");
            let forget = button(text::FORGET, move |_| app.session.forget_all());
            Some(
                el("div")
                    .class("plan-body")
                    .with(el("p").text(&text::forgets(lost, count)))
                    .with(el("div").class("actions").with(keep).with(forget)),
            )
        };
        el("div").class("actions").with(button(text::FORGET, press).class("quiet")).with(dialog(
            text::FORGET_TITLE,
            move || asks.get(),
            move || asks.set(false),
            question,
        ))
    }
}
