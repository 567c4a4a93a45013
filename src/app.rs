//! The shell around all screens: banner, navigation, status bar and router.

use chrono::TimeDelta;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::route::Route;
use zonesift_core::text;

use crate::api::Api;
use crate::components::ThemeButton;
use crate::pages::{connect, discover, records, transfer, zones};
use crate::state::AppState;
use crate::state::config;
use crate::ui::dialog::dialog;
use crate::ui::link::link;
use crate::web::dom::{El, button, el, follow};
use crate::web::{clock, page};

/// Debounce before the filter is written to the URL.
const TELL: TimeDelta = TimeDelta::milliseconds(300);

/// How often the countdown refreshes while calls wait for the rate limit.
const COUNTDOWN: TimeDelta = TimeDelta::milliseconds(500);
/// How often the rate limit display refreshes otherwise.
const LOOK: TimeDelta = TimeDelta::seconds(10);

/// Shows where in the source a panic happened. The panic message is left out: it may contain user data.
pub fn tell_faults() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location();
        let place = place.map(|place| [place.file(), ":", &place.line().to_string()].concat());
        page::tell_fault(&text::stopped(&place.unwrap_or_default()));
    }));
}

/// Mounts the app in place of the skeleton. The loader has fetched the host's configuration by then:
/// connecting without it could send the key to another address than the host's.
pub fn start() {
    tell_faults();
    page::mount(move || {
        let app = AppState::new(config::read());
        page::on_hash_change(move || {
            if app.arrive() {
                page::focus_heading();
            }
        });
        let mut timer: Option<TimeoutHandle> = None;
        follow(move || {
            app.filter.track();
            let before =
                std::mem::replace(&mut timer, clock::after(TELL, move || app.tell_filter()));
            before.iter().for_each(TimeoutHandle::clear);
        });
        page::on_visibility(move |visible| app.open_zones.set_visible(visible));
        page::on_network(move || app.session.api_now().into_iter().for_each(Api::look_at_network));
        page::watch_leaving();
        app.watch();
        // The banner names the zone and so sends its first call before the screen is built.
        let is_begun = RwSignal::<bool>::default();
        let main = el("main").part(move || is_begun.get().then(|| screen(app)).flatten());
        let all = vec![banner(app), main, status_bar(app), warning(app)];
        spawn_local(async move { is_begun.set(true) });
        all
    });
}

/// Picks the screen of the route. Without a connection every route shows the connect screen.
fn screen(app: AppState) -> Option<El> {
    let route = app.route.get();
    let connected = app.session.is_connected();
    let leaving = app.session.leaving.get();
    untrack(|| match route {
        _ if leaving => None,
        _ if !connected => Some(connect::screen(app)),
        Route::Connect => {
            app.go(&Route::Zones);
            None
        }
        Route::Zones => Some(zones::screen(app)),
        Route::Discover(id) => discover::screen(app, &id),
        Route::Records(id) => records::screen(app, &id),
        Route::Transfer(id) => transfer::screen(app, &id),
    })
}

fn banner(app: AppState) -> El {
    let address = move || {
        let api = app.session.api()?;
        let shown = page::shown(&api.address());
        let title = "Where the key and all calls go";
        Some(el("span").class("banner-address").attr("title", title).text(&shown))
    };
    let provider = move || {
        let api = app.session.api()?;
        Some(el("span").class("banner-provider").text(api.provider().title()))
    };
    let lock = move || {
        let lock = button("Lock", move |_| app.session.leave(None)).class("quiet");
        app.session.is_connected().then_some(lock)
    };
    el("header")
        .class("banner")
        .with(link("Zonesift", &Route::Zones).class("banner-product"))
        .part(provider)
        .part(address)
        .part(move || only_reads(app))
        .part(move || zone(app))
        .part(move || navigation(app))
        .with(el("span").class("banner-space"))
        .with(El::of_view(ThemeButton))
        .part(lock)
}

fn only_reads(app: AppState) -> Option<El> {
    let api = app.session.api()?;
    let rights = app.session.status.rights.get();
    let words = el("span").class("banner-zone").text(text::may_only_read());
    (rights.write == Some(false)).then(|| words.attr("title", &text::may(&rights, api.provider())))
}

fn zone(app: AppState) -> Option<El> {
    let route = app.route.get();
    let id = route.zone().filter(|_| app.session.is_connected())?;
    let name = app.open_zones.open(app, id)?.info.get()?.name;
    Some(el("span").class("banner-zone").text(name.as_str()))
}

fn navigation(app: AppState) -> Option<El> {
    let route = app.route.get();
    let id = route.zone().filter(|_| app.session.is_connected())?.clone();
    let screens = [
        ("Discover", Route::Discover(id.clone())),
        ("Records", Route::Records(id.clone())),
        ("Import & export", Route::Transfer(id)),
    ];
    let links = screens.map(|(words, to)| match to == route {
        true => link(words, &to).attr("aria-current", "page"),
        false => link(words, &to),
    });
    Some(el("nav").attr("aria-label", "Zone").with_all(links))
}

/// The status region for screen readers, what calls wait for, and how many calls are left.
fn status_bar(app: AppState) -> El {
    let (now, signs) = (RwSignal::new(clock::now()), app.session.status);
    let wait = Memo::new(move |_| {
        now.track();
        signs.budget.with(|budget| budget.wait(clock::now()))
    });
    let is_connected = move || app.session.is_connected();
    let mut timer: Option<TimeoutHandle> = None;
    follow(move || {
        now.track();
        let is_free = wait.get().is_zero();
        let look = if is_free { LOOK } else { COUNTDOWN };
        let is_wanted = is_connected() || !is_free;
        let next = is_wanted.then(|| clock::after(look, move || now.set(clock::now()))).flatten();
        std::mem::replace(&mut timer, next).iter().for_each(TimeoutHandle::clear);
    });
    let waits = move || match (signs.is_offline.get(), wait.get()) {
        (true, _) => text::OFFLINE.to_owned(),
        (_, wait) if wait.is_zero() => String::new(),
        (_, wait) => text::waiting(wait),
    };
    let calls = move || {
        now.track();
        signs
            .budget
            .with(|budget| text::calls(budget.left(clock::now()), budget.sent(clock::now())))
    };
    let budget = move || {
        let calls = el("p").class("calls").attr("title", text::CALLS_HELP).live(calls);
        is_connected().then_some(calls)
    };
    el("footer")
        .class("statusbar")
        .with(
            el("div")
                .class("told")
                .attr("role", "status")
                .with(el("p").live(move || app.status.get()))
                .with(el("div").class("acted").part(move || acted(app))),
        )
        .with(el("p").class("waiting").live(waits))
        .part(budget)
}

/// The last bulk action in the zone, with its Undo button.
fn acted(app: AppState) -> Option<El> {
    let route = app.route.get();
    let id = route.zone().filter(|_| app.session.is_connected())?;
    let discovery = app.open_zones.open(app, id)?;
    discovery.last_act.with(|act| {
        let before = act.before.as_ref().map(|words| el("span").class("muted").text(words));
        let undo = button(text::UNDO, move |_| {
            discovery.take_back_act();
            // The pressed button no longer exists.
            page::focus("h1");
        });
        let told = el("p")
            .with(el("span").text(&act.words))
            .text(" ")
            .with_all(before)
            .text(" ")
            .with_all(act.is_past().then_some(undo));
        (!act.words.is_empty()).then_some(told)
    })
}

/// Warns before the idle timeout locks the tab. Closing the dialog in any way shows that the user is
/// there.
fn warning(app: AppState) -> El {
    let left = move || app.idle_lock.left.get();
    dialog(
        text::STAY_TITLE,
        move || left().is_some(),
        move || app.stay(),
        move || {
            let words = el("p").live(move || left().map(text::locks_in).unwrap_or_default());
            let stay =
                button(text::STAY, move |_| app.stay()).class("primary").attr("autofocus", "");
            Some(
                el("div")
                    .class("plan-body")
                    .with(words)
                    .with(el("div").class("actions").with(stay)),
            )
        },
    )
}
