//! How often the zone was asked: over time as a plot with a table of its values, and by type.

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use zonesift_core::provider::Statistics;
use zonesift_core::{plot, text};

use super::{CallOutcome, ZoneCalls, once_known};
use crate::browser::clock;
use crate::components::Choice;
use crate::state::zone::ZoneState;

/// A period to choose, in days. `None` is what the provider takes without a choice.
struct Period {
    label: &'static str,
    days: Option<i64>,
}

const PERIODS: [Period; 3] = [
    Period { label: "30 days", days: None },
    Period { label: "7 days", days: Some(7) },
    Period { label: "2 days, by the hour", days: Some(2) },
];

/// Bars with a label below them.
const LABELS: usize = 6;

#[component]
pub fn QueryStatistics(zone: ZoneState) -> impl IntoView {
    let calls = ZoneCalls::new(zone);
    let period = RwSignal::new(0);
    let statistics = RwSignal::new(None::<Statistics>);
    let read = move || {
        let asked = period.get_untracked();
        let days = PERIODS.get(asked).and_then(|period| period.days);
        let now = clock::now();
        let between = days.map(|days| (now - TimeDelta::days(days), now));
        calls.send(
            |provider, zone| provider.read_statistics(zone, between),
            move |answer| {
                if period.get_untracked() == asked {
                    statistics.set(Some(answer));
                }
            },
        );
    };
    once_known(zone, read);
    let is_waiting = move || statistics.with(Option::is_none) && calls.error.with(Option::is_none);
    let choose = move |chosen| {
        period.set(chosen);
        statistics.set(None);
        read();
    };
    view! {
        <div class="card statistics">
            <h2>{"Queries"}</h2>
            <Choice
                label="Period"
                options=PERIODS.map(|period| period.label.to_owned()).to_vec()
                selected=period
                on_change=choose
            />
            <CallOutcome calls on_retry=move |()| read()/>
            <Show when=is_waiting>
                <p class="help">{text::STATISTICS_READING}</p>
            </Show>
            {move || statistics.get().map(|statistics| view! { <Charts statistics/> })}
        </div>
    }
    .into_any()
}

#[component]
fn Charts(statistics: Statistics) -> impl IntoView {
    let Statistics { total, by_time, by_type } = statistics;
    let over_time = (!by_time.is_empty()).then(|| view! { <OverTime by_time/> });
    let types = (!by_type.is_empty()).then(|| {
        let rows = by_type.into_iter().map(|(rtype, count)| {
            let percent = plot::percent(count, total);
            view! {
                <tr>
                    <th scope="row">{rtype.shown().into_owned()}</th>
                    <td>{text::number(count)}</td>
                    <td>
                        <span class="share-bar" style:inline-size=format!("calc((100% - 3.5rem) * {percent:.1} / 100)")></span>
                        <span>{text::share(count, total)}</span>
                    </td>
                </tr>
            }
        });
        view! {
            <table class="by-type">
                <caption>{"Queries by type"}</caption>
                <thead>
                    <tr>
                        <th scope="col">{"Type"}</th>
                        <th scope="col">{"Queries"}</th>
                        <th scope="col">{"Share"}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        }
    });
    view! {
        <p class="total">{text::queries(total)}</p>
        {over_time}
        {types}
    }
}

/// The queries of each bar, with its time.
type Bars = Vec<(DateTime<Utc>, u64)>;

/// The plot. What it shows is in the table below it too.
#[component]
fn OverTime(by_time: Bars) -> impl IntoView {
    let by_hour = is_by_hour(&by_time);
    let highest = by_time.iter().max_by_key(|(_, count)| *count).copied();
    let ticks = plot::ticks(highest.map_or(0, |(_, count)| count));
    let top = ticks.last().copied().unwrap_or_default();
    let name = highest.map(|(moment, count)| text::bar(moment, by_hour, count)).unwrap_or_default();
    let name = text::plot(by_time.len(), &name);
    let lines = ticks.into_iter().map(|tick| {
        let place = format!("{:.2}%", plot::percent(tick, top));
        view! { <span class="plot-tick" style:inset-block-end=place>{text::number(tick)}</span> }
    });
    let bars = by_time.iter().map(|(moment, count)| {
        let words = text::bar(*moment, by_hour, *count);
        let height = format!("{:.2}%", plot::percent(*count, top));
        view! {
            <span class="plot-slot" data-tip=words>
                <span class="plot-bar" style:block-size=height></span>
            </span>
        }
    });
    let all = by_time.len();
    let labels = plot::labelled(all, LABELS).into_iter().filter_map(|place| {
        let (moment, _) = by_time.get(place)?;
        // Below the middle of its bar.
        let start = format!("{:.2}%", plot::percent(2 * place as u64 + 1, 2 * all as u64));
        let words = text::bar_label(*moment, by_hour);
        Some(view! { <span class="plot-label" style:inset-inline-start=start>{words}</span> })
    });
    view! {
        <div class="plot" role="img" aria-label=name>
            <div class="plot-area" data-many=(all > 60).then_some("")>
                {lines.collect_view()}
                <div class="plot-bars">{bars.collect_view()}</div>
            </div>
            <div class="plot-labels">{labels.collect_view()}</div>
        </div>
        <details>
            <summary>{text::PLOT_VALUES}</summary>
            <ValueTable by_time=by_time.clone() by_hour/>
        </details>
    }
}

#[component]
fn ValueTable(by_time: Bars, by_hour: bool) -> impl IntoView {
    let rows = by_time.into_iter().map(|(moment, count)| {
        view! {
            <tr>
                <th scope="row">{text::bar_moment(moment, by_hour)}</th>
                <td>{text::number(count)}</td>
            </tr>
        }
    });
    view! {
        <table>
            <caption>{"Queries over time"}</caption>
            <thead>
                <tr>
                    <th scope="col">{"Time"}</th>
                    <th scope="col">{"Queries"}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

/// Whether the bars are hours and not days.
fn is_by_hour(bars: &Bars) -> bool {
    let mut moments = bars.iter().map(|(moment, _)| *moment);
    let apart = moments.next().zip(moments.next()).map(|(first, second)| second - first);
    apart.is_some_and(|apart| apart < TimeDelta::days(1))
}
