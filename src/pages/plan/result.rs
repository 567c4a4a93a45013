//! What came of a plan, what to do about what failed, and what comes next.

use leptos::prelude::*;
use zonesift_core::plan::run::Run;
use zonesift_core::text;

use super::PlanView;
use super::progress::progress;
use super::second_copies::AllSecondCopies;
use crate::pages::shared::copy::{TextToCopy, copy};

#[component]
pub fn PlanResult(plan: PlanView) -> impl IntoView {
    let PlanView { zone, second_copies, .. } = plan;
    let progress = progress(plan);
    let not_verified = move || {
        (progress.get().written > 0)
            .then(|| view! { <p class="warning severe">{text::NOT_VERIFIED}</p> })
    };
    let next = move || {
        let is_last = progress.get().failed == 0 && !zone.apply.is_own();
        let info = zone.info.get().filter(|_| is_last)?;
        let provider = zone.api.provider();
        let words = text::what_comes_next(&info.name_servers, info.active, provider);
        Some(view! { <p class="plan-intro">{words}</p> })
    };
    view! {
        <p class="plan-result" data-failed=move || { progress.get().failed > 0 }>
            {move || text::result(progress.get())}
        </p>
        {not_verified}
        <AllSecondCopies zone second_copies/>
        {next}
    }
    .into_any()
}

/// The buttons of a result.
#[component]
pub fn ResultActions(plan: PlanView) -> impl IntoView {
    let zone = plan.zone;
    let progress = progress(plan);
    let failed = Memo::new(move |_| progress.get().failed);
    let has_nothing = move || zone.apply.last.with(|last| last.changes.is_empty());
    let refused = RwSignal::<Option<String>>::default();
    let retry = move |_| {
        let failed = zone.apply.run.with_untracked(|run| run.as_ref().map(Run::failed));
        zone.retry(&failed.unwrap_or_default());
    };
    let copy_report = move |_| {
        if let Some(report) = report(plan) {
            copy(zone, report, text::copied("the report"), refused);
        }
    };
    view! {
        <Show when=move || { failed.get() > 0 }>
            <button type="button" class="primary" on:click=retry>
                {move || format!("Retry failed ({})", failed.get())}
            </button>
        </Show>
        <button type="button" data-icon="undo" disabled=has_nothing on:click=move |_| zone.undo_last()>
            {text::UNDO}
        </button>
        <button type="button" data-icon="copy" on:click=copy_report>
            {"Copy report"}
        </button>
        {move || refused.get().map(|text| view! { <TextToCopy text/> })}
    }
    .into_any()
}

/// The report of the run as plain text.
fn report(plan: PlanView) -> Option<String> {
    let zone = plan.zone;
    let name = zone.name_now()?;
    let times = (zone.apply.begun.get_value(), zone.apply.ended.get_untracked());
    let (provider, address) = (zone.api.provider(), zone.api.address());
    zone.apply.run.with_untracked(|run| {
        run.as_ref().map(|run| text::report(run, &name, times, provider, &address))
    })
}
