//! The scan bar: start, stop and state of the scan.

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use zonesift_core::scan::{Event, Phase};
use zonesift_core::text;

use super::dns_bar::{DnsControls, DnsProgress, dns_words};
use super::found_plot::FoundPlot;
use crate::browser::clock::{self, OneTimer};
use crate::components::Notice;
use crate::pages::zone_head::scan_words;
use crate::state::zone::ZoneState;

/// How often elapsed times refresh.
const TICK: TimeDelta = TimeDelta::seconds(1);

const PROGRESS: &str = "Scan progress";

/// Start, stop and state of the scan, beside the zone's name.
#[component]
pub fn ScanControls(zone: ZoneState) -> impl IntoView {
    let phase = phase_of(zone);
    let now = ticking(phase);
    let hint = Memo::new(move |_| {
        let now = now.get().max(clock::now());
        let of_scan = zone.scan.with(|scan| text::scan_hint(scan, now, zone.api.provider()));
        match dns_words(zone) {
            of_dns if of_dns.is_empty() => of_scan,
            of_dns => [&of_dns, " · ", &of_scan].concat(),
        }
    });
    let may_not_start = move || phase.get().is_running() || zone.review.with(Option::is_none);
    view! {
        <div class="scan-bar">
            <button
                type="button"
                class="primary"
                disabled=may_not_start
                on:click=move |_| zone.happen(Event::Start)
            >
                "Start scan"
            </button>
            <button
                type="button"
                disabled=move || !phase.get().is_watched()
                on:click=move |_| zone.happen(Event::Stop)
            >
                "Stop"
            </button>
            <DnsControls zone/>
            <p class="scan-state">
                <strong>{move || scan_words(zone)}</strong>
                // In one line, so that nothing below moves; cut off, it is told by the tooltip.
                <span class="muted" title=hint>{hint}</span>
            </p>
            <FoundPlot zone now/>
        </div>
    }
    .into_any()
}

/// The progress of the scan, and an alert when it failed.
#[component]
pub fn ScanProgress(zone: ZoneState) -> impl IntoView {
    let phase = phase_of(zone);
    let failed = move || {
        let failure = zone.scan.with(|scan| scan.failure.clone())?;
        Some(text::scan_failure(&failure, zone.api.provider(), &zone.api.address()))
    };
    let again = move |()| {
        let is_over = phase.get_untracked() == Phase::Failed;
        zone.happen(if is_over { Event::Start } else { Event::Open });
    };
    view! {
        <div class="scan-progress">
            <Show when=move || phase.get().is_running()>
                <progress aria-label=PROGRESS></progress>
            </Show>
            <DnsProgress zone/>
        </div>
        <Notice text=failed on_retry=again/>
    }
    .into_any()
}

fn phase_of(zone: ZoneState) -> Memo<Phase> {
    Memo::new(move |_| zone.scan.with(|scan| scan.phase))
}

/// The time, refreshed every second while the scan is watched.
fn ticking(phase: Memo<Phase>) -> RwSignal<DateTime<Utc>> {
    let now = RwSignal::new(clock::now());
    let tick = OneTimer::default();
    Effect::new(move |_| {
        now.track();
        // This also runs when the state changes between two ticks: `OneTimer` keeps it at one timer.
        if phase.get().is_watched() {
            tick.after(TICK, move || now.set(clock::now()));
        }
    });
    now
}
