//! How often the zone was asked: over time, and by type.

use leptos::prelude::*;
use zonesift_core::provider::Statistics;
use zonesift_core::{date, text};

use super::ZoneCalls;

#[component]
pub fn QueryStatistics(calls: ZoneCalls) -> impl IntoView {
    let statistics = RwSignal::new(None::<Statistics>);
    let read = move |_| {
        calls.send(
            |provider, zone| provider.read_statistics(zone, None),
            move |answer| statistics.set(Some(answer)),
        );
    };
    view! {
        <details>
            <summary>{"Queries"}</summary>
            <div class="actions">
                <button type="button" on:click=read>"Read statistics"</button>
            </div>
            {move || statistics.get().map(|statistics| view! { <Charts statistics/> })}
        </details>
    }
}

#[component]
fn Charts(statistics: Statistics) -> impl IntoView {
    let most = statistics.by_time.iter().map(|(_, count)| *count).max().unwrap_or_default();
    let bars = statistics.by_time.into_iter().map(|(moment, count)| {
        let percent = (count * 100).checked_div(most).unwrap_or_default();
        let words = format!("{}: {count}", date::show(moment));
        view! {
            <li title=words>
                <span class="bar" style:height=format!("{percent}%")></span>
                <span class="hidden">{words.clone()}</span>
            </li>
        }
    });
    let types = statistics.by_type.into_iter().map(|(rtype, count)| {
        view! { <li>{format!("{} {count}", rtype.shown())}</li> }
    });
    view! {
        <div class="statistics">
            <p>{text::queries(statistics.total)}</p>
            <ol class="chart" aria-label="Queries over time">{bars.collect_view()}</ol>
            <ul class="by-type" aria-label="Queries by type">{types.collect_view()}</ul>
        </div>
    }
}
