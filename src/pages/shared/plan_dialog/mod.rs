//! The plan dialog: what will be written, warnings, and the outcome of each change.

mod actions;
mod edit_dialog;
mod line;
mod no_history;
mod outcome;
pub mod second_copies;
mod standalone;
mod values;

use leptos::prelude::*;
use zonesift_core::plan::run::Run;
use zonesift_core::plan::{Plan, Planned};
use zonesift_core::text;

use actions::{Confirmation, PlanActions};
use edit_dialog::EditPlannedDialog;
use line::PlanLine;

use second_copies::{AllSecondCopies, SecondCopy};
use standalone::{NotTakenBack, PendingBeside};
pub use values::ChangedValues;

use crate::browser::page;
use crate::components::{Dialog, Notice};
use crate::pages::shared::record_table::Titles;
use crate::state::zone::ZoneState;

/// The button that opens the plan, with the number of pending changes.
#[component]
pub fn PlanButton(zone: ZoneState) -> impl IntoView {
    let pending = Memo::new(move |_| zone.pending());
    view! {
        <button
            type="button"
            class="primary"
            disabled=move || pending.get() == 0 && !zone.apply.is_running()
            on:click=move |_| zone.apply.review()
        >
            {move || format!("Review plan ({})", pending.get())}
        </button>
    }
}

#[component]
pub fn PlanDialog(zone: ZoneState) -> impl IntoView {
    let apply = zone.apply;
    on_cleanup(move || apply.leave());
    let editing = RwSignal::<Option<usize>>::default();
    // Reads `open` so that the plan is rebuilt when it is requested again while open.
    let plan = move || apply.open.get().then(|| view! { <PlanBody zone editing/> });
    view! {
        <Dialog title="Plan" open=apply.open on_close=move |()| apply.close()>
            {plan}
        </Dialog>
        <EditPlannedDialog zone editing/>
    }
    .into_any()
}

/// What the lines of the plan share.
#[derive(Clone, Copy)]
struct Lines {
    zone: ZoneState,
    second_copies: Memo<Vec<SecondCopy>>,
    /// The index of the change in the edit dialog.
    editing: RwSignal<Option<usize>>,
    on_fix: Callback<()>,
}

#[component]
fn PlanBody(zone: ZoneState, editing: RwSignal<Option<usize>>) -> impl IntoView {
    let apply = zone.apply;
    let plan = plan_to_show(zone);
    let intro = format!("{}. {}", text::plan_line(&plan.changes), text::PLAN_INTRO);
    let warning =
        over_quota(zone, &plan).map(|words| view! { <p class="warning severe">{words}</p> });
    let danger = zone.name_now().and_then(|name| plan.danger(&name, untrack(|| zone.used()).0));
    let total = plan.changes.len();
    let second_copies = second_copies::of_run(zone);
    let on_fix = Callback::new(move |()| {
        apply.renew();
        // The pressed button no longer exists.
        page::focus(".plan-body");
    });
    let lines = lines(&plan.changes, Lines { zone, second_copies, editing, on_fix });
    let word = RwSignal::<String>::default();
    view! {
        <div class="plan-body" tabindex="-1">
            <Notice text=move || apply.elsewhere.get().then(|| text::OTHER_TAB.to_owned())/>
            {warning}
            <p class="plan-intro">{intro}</p>
            <PendingBeside zone/>
            <NotTakenBack zone/>
            <ol class="plan">{lines}</ol>
            <AllSecondCopies zone second_copies/>
            <PlanProgress zone total/>
            {danger.map(|danger| view! { <Confirmation zone danger word/> })}
            <PlanActions zone plan danger word/>
        </div>
    }
    .into_any()
}

/// A run that has begun keeps its own plan; otherwise the plan is computed now.
fn plan_to_show(zone: ZoneState) -> Plan {
    let of_run = |run: &Run| Plan { changes: run.changes().to_vec() };
    let begun = zone.apply.run.with_untracked(|run| run.as_ref().map(of_run));
    begun.unwrap_or_else(|| zone.plan())
}

/// The warning that the zone's quota is too small for the plan.
fn over_quota(zone: ZoneState, plan: &Plan) -> Option<String> {
    let (held, quota) = untrack(|| zone.used());
    let together = zone.api.provider().capabilities().batch.is_some();
    plan.room(held, quota?, together).map(text::over_quota)
}

fn lines(changes: &[Planned], lines: Lines) -> impl IntoView + use<> {
    let mut titles = Titles::default();
    changes.iter().for_each(|planned| titles.count(planned.change.record()));
    let outcomes = outcome::signals(lines.zone, changes.len());
    let line = |(index, (planned, outcome)): (usize, (&Planned, _))| {
        let title = titles.of(planned.change.record());
        view! { <PlanLine lines index planned=planned.clone() title outcome/> }
    };
    changes.iter().zip(outcomes).enumerate().map(line).collect_view()
}

/// How many changes are over, once the plan is being written.
#[component]
fn PlanProgress(zone: ZoneState, total: usize) -> impl IntoView {
    let run = zone.apply.run;
    let over = move || {
        let tally = run.with(|run| run.as_ref().map(Run::tally));
        tally.map_or(0, |(succeeded, failed)| succeeded + failed)
    };
    view! {
        <Show when=move || run.with(Option::is_some)>
            <progress aria-label="Plan progress" max=total value=over></progress>
        </Show>
    }
}
