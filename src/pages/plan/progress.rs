//! How far the run has come: one bar of what is verified, written and failed, the time left, and what calls
//! wait for.

use chrono::TimeDelta;
use leptos::prelude::*;
use zonesift_core::plan::run::{Progress, Run};
use zonesift_core::text;

use super::PlanView;
use crate::browser::clock;
use crate::state::AppState;

/// How often the time left and the countdown refresh.
const TICK: TimeDelta = TimeDelta::milliseconds(500);

#[component]
pub fn ApplyProgress(plan: PlanView) -> impl IntoView {
    let status = expect_context::<AppState>().session.status;
    let zone = plan.zone;
    let now = RwSignal::new(clock::now());
    Effect::new(move |_| {
        now.track();
        clock::after_in_owner(TICK, move || now.set(clock::now()));
    });
    let progress = progress(plan);
    let words = move || {
        let stage = plan.stage.get()?;
        let since = zone.apply.writes_since.get();
        let left = since.and_then(|since| progress.get().left(since, now.get()));
        let words = text::running(stage, progress.get(), left);
        let waits = status.waits(now.get());
        Some(if waits.is_empty() { words } else { [&words, " · ", &waits].concat() })
    };
    let may_stop = move || plan.is_running() && !zone.history.unkept.get();
    view! {
        <div class="apply-progress">
            <p>{words}</p>
            <Show when=may_stop>
                <button type="button" on:click=move |_| zone.stop_apply()>
                    {"Stop"}
                </button>
            </Show>
            <ProgressBar progress/>
        </div>
    }
    .into_any()
}

/// How many changes have come how far.
pub fn progress(plan: PlanView) -> Memo<Progress> {
    let run = plan.zone.apply.run;
    Memo::new(move |_| run.with(|run| run.as_ref().map(Run::progress).unwrap_or_default()))
}

#[component]
pub fn ProgressBar(progress: Memo<Progress>) -> impl IntoView {
    let part = |class: &'static str, count: fn(Progress) -> usize| {
        let width = move || {
            let all = progress.get().all.max(1);
            format!("{}%", count(progress.get()) as f64 * 100.0 / all as f64)
        };
        view! { <span class=class style:width=width></span> }
    };
    view! {
        <div
            class="stacked-bar"
            role="progressbar"
            aria-label="Apply progress"
            aria-valuemin="0"
            aria-valuemax=move || progress.get().all
            aria-valuenow=move || progress.get().over()
            aria-valuetext=move || text::progress(progress.get())
        >
            {part("verified", |progress| progress.verified)}
            {part("written", |progress| progress.written)}
            {part("failed", |progress| progress.failed)}
        </div>
    }
}
