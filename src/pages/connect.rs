//! The connect screen: provider, key and API address. A locked tab asks for the key of its last
//! connection and keeps everything else; another connection is a separate step.

mod foreign;
mod form;
mod place;

use leptos::prelude::*;
use zonesift_core::idle::Limit;
use zonesift_core::kept::{Place, SECONDS};
use zonesift_core::provider::Provider;
use zonesift_core::text;

use form::ConnectForm;

use crate::state::{AppState, saved};
use crate::ui::field::{checkbox, choice_from, input, labelled};
use crate::ui::link::link_outside;
use crate::ui::notice::notice_with;
use crate::web::dom::{El, button, el, prevent, typed};
use crate::web::page;

pub fn screen(app: AppState) -> El {
    page::set_title("Zonesift");
    app.status.set(String::new());
    let form = ConnectForm::new(first(app));
    let had = saved::places();
    last_place(app, &had).into_iter().for_each(|place| form.take(place));
    let failed = move || {
        let fault = form.fault.get().map(str::to_owned);
        let refused = || {
            let (error, provider, address) = app.session.failed.get()?;
            let mut words = text::api_error(&error, provider, &address);
            if let Some(provider) = form.relay(app) {
                words += &text::relay_found(provider, &page::shown(provider.relay_address()));
            }
            Some(words)
        };
        fault.or_else(refused).or_else(|| app.session.locked.get().map(str::to_owned))
    };
    let relay = move || {
        let take = move |_: &_| untrack(|| form.take_relay(app));
        form.relay(app).map(|_| button(text::USE_RELAY, take))
    };
    let submit = move |event: &_| {
        prevent(event);
        untrack(|| form.submit(app));
    };
    let card = el("form")
        .class("card")
        .on("submit", submit)
        .part(move || {
            Some(if form.fixed.get() { place::fixed(app, form) } else { choice(app, form) })
        })
        .with(
            labelled("API key", input("password").attr("id", "key").value(form.key))
                .on("input", move |_| form.sent.set(false)),
        )
        .with(key_help(form))
        .with(checkbox(
            "Remember in this tab",
            move || form.remember.get(),
            move |on| form.remember.set(on),
        ))
        .with(connection(app, form))
        .with(notice_with(failed, relay))
        .with(actions(app, form))
        .with(place::others(app, form, had));
    el("section")
        .class("connect")
        .with(el("h1").attr("tabindex", "-1").text("Connect"))
        .with(el("p").class("lead").text(text::LEAD))
        .with_all(faults(app))
        .with(card)
        .with(foreign::question(app, form))
        .with_all(links(app))
}

/// The provider that the form starts with: that of the zone in the URL, else the first one offered.
fn first(app: AppState) -> Provider {
    let route = app.route.get_untracked();
    let of_zone = route.zone().and_then(Provider::of_zone);
    let config = app.config();
    let mut offered = config.offered();
    let is_offered = |wanted: &Provider| config.offered().any(|provider| provider == *wanted);
    of_zone.filter(is_offered).or_else(|| offered.next()).unwrap_or_default()
}

/// The connection whose key the form asks for: the one that opened the zone in the URL, else the last
/// one, unless the zone is clearly another provider's.
fn last_place(app: AppState, had: &[Place]) -> Option<&Place> {
    let route = app.route.get_untracked();
    let Some(id) = route.zone() else { return had.first() };
    let opened = |place: &&Place| {
        let zones = saved::zones(place.provider);
        zones.iter().any(|open| open.zone.id == *id && open.zone.address == place.address)
    };
    let is_other = |place: &Place| Provider::of_zone(id).is_some_and(|of| of != place.provider);
    had.iter().find(opened).or_else(|| had.first().filter(|place| !is_other(place)))
}

/// What is wrong with the host's configuration file.
fn faults(app: AppState) -> Option<El> {
    let faults = &app.config().faults;
    let words = faults.iter().map(|fault| el("li").text(&text::config_fault(fault)));
    let alert = || {
        el("div")
            .class("notice")
            .attr("role", "alert")
            .with(el("p").text(text::CONFIG_FAULTS))
            .with(el("ul").with_all(words))
    };
    (!faults.is_empty()).then(alert)
}

/// The links from the host's configuration.
fn links(app: AppState) -> Option<El> {
    let config = app.config();
    let links = &config.links;
    let items = links.iter().map(|link| {
        let words = [&*link.text, " (opens a new tab)"].concat();
        el("li").with(link_outside(&words, &link.address))
    });
    (!links.is_empty()).then(|| el("ul").class("links").with_all(items))
}

fn choice(app: AppState, form: ConnectForm) -> El {
    let config = app.config();
    let choices = config.offered().map(|provider| {
        let choose = move |_: &_| untrack(|| form.choose(provider));
        let radio = el("input")
            .attr("type", "radio")
            .attr("name", "provider")
            .checked(move || form.provider.get() == provider)
            .on("change", choose);
        el("label").class("choice").with(radio).text(provider.title())
    });
    el("div")
        .class("choices")
        .attr("role", "radiogroup")
        .attr("aria-label", "Provider")
        .with_all(choices)
}

fn key_help(form: ConnectForm) -> El {
    let page = move || {
        let provider = form.provider.get();
        Some(link_outside(text::key_link(provider), provider.key_page()))
    };
    el("p").class("help").live(move || text::key_help(form.provider.get())).text(" ").part(page)
}

fn connection(app: AppState, form: ConnectForm) -> El {
    let address = Memo::new(move |_| form.address(app));
    let field = move || {
        let field = input("text").on("input", move |event| form.move_to(Some(typed(event))));
        el("div")
            .class("address")
            .with(labelled("API address", field.shows(move || address.get())))
            .with(el("p").class("help").text(text::ADDRESS_HELP))
    };
    el("details")
        .with(el("summary").text("Connection"))
        .when(move || !form.fixed.get(), field)
        .with_all(limits(app))
}

/// How long the key may stay unused, and how long an answer may take.
pub fn limits(app: AppState) -> [El; 3] {
    let idle = app.session.limit().place();
    let now = app.session.status.seconds.get_untracked();
    let time = SECONDS.iter().position(|seconds| *seconds == now).unwrap_or_default();
    let forget = choice_from(text::LIMIT, &text::LIMITS, idle, move |place| {
        app.session.set_limit(Limit::of_place(place.into()));
    });
    let wait = choice_from(text::TIME, &text::TIMES, time, move |place| {
        SECONDS
            .get(usize::from(place))
            .iter()
            .for_each(|seconds| app.session.set_seconds(**seconds));
    });
    [forget, el("p").class("help").text(text::LIMIT_HELP), wait]
}

fn actions(app: AppState, form: ConnectForm) -> El {
    let connecting = move || app.session.connecting.get();
    let connect = el("button")
        .class("primary")
        .attr("type", "submit")
        .flag("disabled", connecting)
        .live(move || if connecting() { "Connecting…" } else { "Connect" }.to_owned());
    let has_sandbox = move || form.offers_sandbox(app);
    let sandbox = move || {
        button("Try it in the sandbox", move |_| untrack(|| form.try_sandbox(app)))
            .flag("disabled", connecting)
    };
    el("div").class("actions").with(connect).when(has_sandbox, sandbox)
}
