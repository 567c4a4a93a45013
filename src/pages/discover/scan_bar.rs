//! The scan bar: start, stop and state of the scan.

use chrono::TimeDelta;
use leptos::prelude::*;
use zonesift_core::scan::{Event, Phase};
use zonesift_core::text;

use crate::pages::zone_head::scan_words;
use crate::state::zone::ZoneState;
use crate::ui::notice::notice_with_retry;
use crate::web::clock::{self, OneTimer};
use crate::web::dom::{El, button, el, follow};

/// How often elapsed times refresh.
const TICK: TimeDelta = TimeDelta::seconds(1);

/// The bar above the records, and an alert when the scan failed.
pub fn scan_bar(discovery: ZoneState) -> El {
    let phase = Memo::new(move |_| discovery.scan.with(|scan| scan.phase));
    let ready = move || discovery.review.with(Option::is_some);
    let start = button("Start scan", move |_| discovery.happen(Event::Start))
        .class("primary")
        .flag("disabled", move || phase.get().is_running() || !ready());
    let stop = button("Stop", move |_| discovery.happen(Event::Stop))
        .flag("disabled", move || !phase.get().is_watched());
    let state = el("p")
        .class("scan-state")
        .with(el("strong").live(move || scan_words(discovery)))
        .with(el("span").class("muted").live(hint(discovery, phase)));
    let progress = move || el("progress").attr("aria-label", "Scan progress");
    let bar =
        el("div").class("scan-bar").with(start).with(stop).with(state).with(
            el("div").class("scan-progress").when(move || phase.get().is_running(), progress),
        );
    let failed = move || {
        let failure = discovery.scan.with(|scan| scan.failure.clone())?;
        let api = discovery.api;
        Some(text::scan_failure(&failure, api.provider(), &api.address()))
    };
    let again = move || {
        let ended = discovery.scan.with_untracked(|scan| scan.phase == Phase::Failed);
        discovery.happen(if ended { Event::Start } else { Event::Open });
    };
    el("div").class("scan").with(bar).with(notice_with_retry(failed, again))
}

/// What the state means. Refreshes every second while the scan is watched.
fn hint(discovery: ZoneState, phase: Memo<Phase>) -> impl Fn() -> String + 'static {
    let now = RwSignal::new(clock::now());
    let tick = OneTimer::default();
    follow(move || {
        now.track();
        // This also runs when the state changes between two ticks: `OneTimer` keeps it at one timer.
        if phase.get().is_watched() {
            tick.after(TICK, move || now.set(clock::now()));
        }
    });
    move || discovery.scan.with(|scan| text::scan_hint(scan, now.get().max(clock::now())))
}
