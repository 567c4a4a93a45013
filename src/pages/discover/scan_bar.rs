//! Start, stop and state of the scan.

use leptos::prelude::*;
use zonesift_core::scan::{Event, Phase};
use zonesift_core::text;

use crate::state::App;
use crate::state::discovery::Discovery;
use crate::ui::notice::Notice;
use crate::web::clock;

/// How often elapsed times are drawn anew, in milliseconds.
const TICK: u64 = 1_000;

/// The bar above the records.
#[component]
pub fn ScanBar(discovery: Discovery) -> AnyView {
    let now = RwSignal::new(clock::now());
    let phase = Memo::new(move |_| discovery.scan.with(|scan| scan.phase));
    Effect::new(move |_| {
        now.track();
        if phase.get().is_watched() {
            clock::after(TICK, move || {
                // The screen may have been left meanwhile.
                let _ = now.try_set(clock::now());
            });
        }
    });
    let hint =
        move || discovery.scan.with(|scan| text::scan_hint(scan, now.get().max(clock::now())));
    let progress = move || {
        phase.get().is_running().then(|| view! { <progress aria-label="Scan progress"></progress> })
    };
    let start = move |_| discovery.happen(Event::Start);
    let ready = move || discovery.review.with(Option::is_some);
    let failed = Signal::derive(move || {
        let failure = discovery.scan.with(|scan| scan.failure.clone())?;
        let api = discovery.api();
        Some(text::scan_failure(&failure, api.provider(), api.address()))
    });
    let again = move |()| {
        let ended = discovery.scan.with_untracked(|scan| scan.phase == Phase::Failed);
        discovery.happen(if ended { Event::Start } else { Event::Open });
    };
    view! {
        <div class="scan-bar">
            <button class="primary" type="button" on:click=start
                disabled=move || phase.get().is_running() || !ready()>
                "Start scan"
            </button>
            <button type="button" disabled=move || !phase.get().is_watched()
                on:click=move |_| discovery.happen(Event::Stop)>
                "Stop"
            </button>
            <p class="scan-state">
                <strong>{move || text::phase(phase.get())}</strong>
                <span class="muted">{hint}</span>
            </p>
            <div class="scan-progress">{progress}</div>
        </div>
        <Notice text=failed retry=Callback::new(again)/>
    }
    .into_any()
}

/// Keeps the status region at the scan's state and at what the last plan came to.
pub fn tell_status(app: App, discovery: Discovery) {
    Effect::new(move |_| {
        let reading = discovery.reading.get();
        let mut status = discovery.scan.with(text::scan_status);
        if let Some((succeeded, failed)) = discovery.apply.result.get() {
            status.push_str(" · ");
            status.push_str(&text::applied(succeeded, failed));
        } else if let Some(records) = reading.filter(|records| *records > 0) {
            status.push_str(" · ");
            status.push_str(&text::reading(records));
        }
        app.status.set(status);
    });
}
