//! How the number of found records grew while the scan ran, as a small plot beside its state.

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use zonesift_core::plot::{self, Sample};
use zonesift_core::text;

use crate::browser::clock;
use crate::state::zone::ZoneState;

/// From two numbers on there is something to see. `now` refreshes the time axis.
#[component]
pub fn FoundPlot(zone: ZoneState, now: RwSignal<DateTime<Utc>>) -> impl IntoView {
    let samples = samples(zone);
    let is_over = Memo::new(move |_| zone.scan.with(|scan| !scan.phase.is_watched()));
    let last = move || samples.with(|samples| samples.last().map_or(0, |sample| sample.count));
    let top = move || plot::ticks(last()).last().copied().unwrap_or_default();
    let end = Memo::new(move |_| elapsed(zone, now.get().max(clock::now())));
    let line = Memo::new(move |_| samples.with(|samples| plot::steps(samples, end.get(), top())));
    view! {
        <Show when=move || samples.with(|samples| samples.len() > 1)>
            <div
                class="found-plot"
                role="img"
                aria-label=move || text::found_over_time(last(), end.get())
                data-over=move || is_over.get().then_some("")
            >
                <span class="found-top">{move || text::number(top())}</span>
                <span class="found-zero">{"0"}</span>
                <svg viewBox={"0 0 100 100"} preserveAspectRatio={"none"}>
                    <polygon points=move || [&line.get(), " 100,100"].concat()/>
                    <polyline points=line/>
                </svg>
                <span class="found-start">{text::clock(TimeDelta::zero())}</span>
                <span class="found-end">{move || text::clock(end.get())}</span>
            </div>
        </Show>
    }
    .into_any()
}

/// The number of found records each time that it changed, since the scan was started on this page. How one grew
/// that was under way before is not known.
fn samples(zone: ZoneState) -> RwSignal<Vec<Sample>> {
    let samples = RwSignal::<Vec<Sample>>::default();
    let opened = clock::now();
    let started = Memo::new(move |_| zone.scan.with(|scan| scan.started));
    let found =
        Memo::new(move |_| zone.review.with(|r| r.as_ref().map_or(0, |r| r.counts().found)));
    Effect::new(move |before: Option<Option<DateTime<Utc>>>| {
        let (started, count) = (started.get(), found.get() as u64);
        let sample = Sample { at: elapsed(zone, clock::now()), count };
        let is_new = before != Some(started);
        let is_watched = zone.scan.with_untracked(|scan| scan.phase.is_watched());
        samples.update(|samples| {
            if is_new {
                samples.clear();
            }
            // The last ones arrive with the end of the scan.
            let is_next = match samples.last() {
                None => is_watched && started.is_some_and(|started| started >= opened),
                Some(last) if is_watched => last.count != count,
                Some(last) => last.count < count,
            };
            if is_next {
                samples.push(sample);
            }
        });
        started
    });
    samples
}

fn elapsed(zone: ZoneState, now: DateTime<Utc>) -> TimeDelta {
    zone.scan.with(|scan| scan.elapsed(now)).unwrap_or_default()
}
