//! The zones screen: find a zone, open one that is not listed, or scan a domain that is not a zone yet.

use chrono::TimeDelta;
use leptos::prelude::*;
use zonesift_core::foreign::Foreign;
use zonesift_core::name::DomainName;
use zonesift_core::provider::ZoneInfo;
use zonesift_core::route::Route;
use zonesift_core::{searched, text};

use super::connect::ConnectionLimits;
use crate::state::AppState;
use crate::ui::field::{input, labelled, text_field};
use crate::ui::link::link;
use crate::ui::notice::{notice, notice_with_retry};
use crate::web::dom::{El, button, el, follow, prevent, typed};
use crate::web::{clock, page};

/// Debounce before the typed search is sent.
const TYPING: TimeDelta = TimeDelta::milliseconds(300);

pub fn screen(app: AppState) -> El {
    let zones = app.zones;
    page::set_title("Zones · Zonesift");
    zones.open(app);
    follow(move || app.status.set(listed(app)));
    let failed = move || Some(app.session.api()?.explain(&zones.failed.get()?));
    let empty = move || {
        let nothing = zones.items.with(Vec::is_empty)
            && zones.damaged.with(Vec::is_empty)
            && !zones.loading.get()
            && zones.failed.get().is_none();
        let provider = app.session.api().filter(|_| nothing)?.provider();
        let words = text::no_zones(provider, !zones.search.get().is_empty());
        Some(el("p").class("empty").text(words))
    };
    let more = move || {
        button("Show more", move |_| zones.read_more(app))
            .flag("disabled", move || zones.loading.get())
    };
    let list = move || {
        let rows = zones.items.with(|items| items.iter().map(row).collect::<Vec<_>>());
        let damaged = zones.damaged.with(|all| all.iter().map(damaged).collect::<Vec<_>>());
        Some(el("ul").class("zone-list").with_all(rows).with_all(damaged))
    };
    let may = move || {
        let rights = app.session.status.rights.get();
        app.session.api().map(|api| text::may(&rights, api.provider())).unwrap_or_default()
    };
    el("section")
        .class("zones")
        .with(el("h1").attr("tabindex", "-1").text("Zones"))
        .with(el("p").class("help").live(may))
        .with(search(app))
        .with(notice(move || app.session.not_kept.get().then(|| text::STORAGE_REFUSED.to_owned())))
        .with(notice_with_retry(failed, move || zones.find(app, zones.search.get_untracked())))
        .part(list)
        .part(empty)
        .when(move || zones.more.get(), more)
        .with(open_other(app))
        .with(
            el("details")
                .with(el("summary").text("Connection"))
                .with(El::of_view(ConnectionLimits)),
        )
}

fn listed(app: AppState) -> String {
    let zones = app.zones;
    if zones.loading.get() {
        return "Reading zones…".into();
    }
    let here = zones.items.with(Vec::len);
    let damaged = zones.damaged.with(Vec::len);
    let mut words = match zones.total.get() {
        Some(total) if total as usize > here + damaged => {
            format!("{here} of {}", text::count(total as usize, "zone"))
        }
        _ => text::count(here, "zone"),
    };
    if damaged > 0 {
        words.push_str(&format!(", {damaged} unreadable"));
    }
    words
}

fn search(app: AppState) -> El {
    let typed_times = RwSignal::new(0_u32);
    let search = move |event: &_| {
        let text = typed(event);
        typed_times.update(|times| *times += 1);
        let this = typed_times.get_untracked();
        clock::after(TYPING, move || {
            if typed_times.try_get_untracked() == Some(this) {
                app.zones.find(app, searched(text.trim()).into_owned());
            }
        });
    };
    let before = app.zones.search.get_untracked();
    let field = input("search").shows(move || before.clone()).on("input", search);
    labelled("Find a zone", field)
}

/// A zone that cannot be opened, with what could be read of it.
fn damaged(what: &Foreign) -> El {
    el("li")
        .with(el("span").class("mono").text(&what.shown()))
        .with(el("span").class("mark flawed").text(text::ZONE_UNREADABLE))
}

fn row(zone: &ZoneInfo) -> El {
    let records = zone.records.map(|records| text::count(records as usize, "record"));
    let state = zone.active.map(|active| if active { "active" } else { "not active yet" });
    el("li")
        .with(link(zone.name.as_str(), &Route::Discover(zone.id.clone())).class("mono"))
        .with(el("span").class("muted").text(&records.unwrap_or_default()))
        .with(el("span").class("muted").text(state.unwrap_or_default()))
        .with(el("span").class("muted").text(&text::strange_name(zone.name.as_str())))
}

/// Zones that are not in the list: opened by name, or not created yet.
fn open_other(app: AppState) -> El {
    let zones = app.zones;
    let wanted = RwSignal::default();
    let failed = move || Some(app.session.api()?.explain(&zones.open_failed.get()?));
    let can_scan =
        move || app.session.api().is_some_and(|api| api.provider().capabilities().scan_domain);
    let fault = RwSignal::new(None::<String>);
    let open = move || {
        let text: String = wanted.get_untracked();
        // The provider decides about an ID or an ASCII name.
        let error = DomainName::parse(text.trim()).err().filter(|_| !text.is_ascii());
        fault.set(error.map(|error| text::domain_error(Some(error))));
        if error.is_none() {
            zones.open_by(app, text);
        }
    };
    el("div")
        .class("card other")
        .with(inline_form(app, text_field("Zone ID or domain", "text", wanted), "Open zone", open))
        .with(notice(move || fault.get()))
        .when(can_scan, move || scan_domain(app))
        .with(notice(failed))
}

fn inline_form(app: AppState, field: El, submit: &str, then: impl Fn() + 'static) -> El {
    let button = el("button")
        .attr("type", "submit")
        .text(submit)
        .flag("disabled", move || app.zones.busy.get());
    let submitted = move |event: &_| {
        prevent(event);
        then();
    };
    el("form").class("inline-form").with(field).with(button).on("submit", submitted)
}

/// Scans a domain that is not a zone yet. The zone can then be created and continues with that scan.
fn scan_domain(app: AppState) -> El {
    let zones = app.zones;
    let domain = RwSignal::<String>::default();
    let fault = RwSignal::new(None::<String>);
    let scan = move || match DomainName::parse(domain.get_untracked().trim()) {
        Ok(name) if name.labels().count() > 1 => {
            fault.set(None);
            zones.scan_domain(app, name);
        }
        unfit => fault.set(Some(text::domain_error(unfit.err()))),
    };
    let scanned = move || {
        let (name, _) = zones.scanned.get()?;
        let words = el("p")
            .with(el("strong").class("mono").text(name.as_str()))
            .text(" ")
            .text(text::DOMAIN_SCANNING);
        let create = button("Create zone", move |_| zones.create_scanned(app))
            .class("primary")
            .flag("disabled", move || zones.busy.get());
        let standing = el("p").live(move || zones.standing.get().unwrap_or_default().to_owned());
        Some(el("div").class("scanned").with(words).with(standing).with(create))
    };
    el("div")
        .class("scan-domain")
        .with(inline_form(app, text_field("Domain to scan", "text", domain), "Scan domain", scan))
        .with(notice(move || fault.get()))
        .part(scanned)
}
