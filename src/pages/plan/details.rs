//! All of the change at the cursor: both values, the warnings with their fixes, and what became of it.

use leptos::prelude::*;
use zonesift_core::change::Change;
use zonesift_core::lines::Line;
use zonesift_core::plan::Planned;
use zonesift_core::text;

use super::PlanView;
use super::became::{Became, became};
use super::second_copies::SecondCopies;
use super::standalone::preview_of;
use crate::pages::shared::changed_values::ChangedValues;
use crate::pages::shared::conflicts_dialog::Warnings;
use crate::pages::shared::record_table::type_and_name;

#[component]
pub fn ChangeDetails(plan: PlanView) -> impl IntoView {
    let at = Memo::new(move |_| {
        let number = plan.grid.cursor.get()?;
        plan.line(number).map(|line| (number, line))
    });
    let body = move || match at.get() {
        Some((number, line)) => view! { <LineDetails plan number line/> }.into_any(),
        None => view! { <p class="muted">{"Choose a change to see all of it."}</p> }.into_any(),
    };
    view! {
        <section class="plan-details" aria-label="Details of the change" tabindex="-1">{body}</section>
    }
    .into_any()
}

#[component]
fn LineDetails(plan: PlanView, number: u32, line: Line) -> impl IntoView {
    let PlanView { zone, second_copies, .. } = plan;
    let Line { planned, is_left_out } = line;
    let title = plan.titles.with_untracked(|titles| titles.of(planned.change.record()));
    let (verb, record) = (planned.change.verb(), planned.change.record().clone());
    let head = format!("{} {}", text::verb(verb), type_and_name(&record));
    let whole = match &planned.change {
        Change::Edit { before, after, whole: true } => Some(text::written_whole(before, after)),
        _ => None,
    };
    let left_out = is_left_out.then(|| view! { <p class="muted">{text::LEFT_OUT}</p> });
    let (origin, warnings) = (planned.origin(), planned.warnings.clone());
    let on_fix = Callback::new(move |()| plan.renew());
    let change = planned.change.clone();
    let from = preview_of(zone);
    let title_of_copies = title.clone();
    view! {
        <p class="change-head mono">{head}</p>
        <p class="mono"><ChangedValues change/></p>
        {left_out}
        <Outcome plan number planned/>
        <SecondCopies zone second_copies index=number as usize title=title_of_copies/>
        {whole.map(|words| view! { <p class="warning">{words}</p> })}
        <Warnings zone from origin record title warnings on_fix/>
    }
    .into_any()
}

/// What became of the change, once the plan is being written.
#[component]
fn Outcome(plan: PlanView, number: u32, planned: Planned) -> impl IntoView {
    let became = Memo::new(move |_| became(plan, &planned, number));
    move || {
        let Became { step, words, now } = became.get()?;
        let now = now.map(|now| {
            view! { <p class="drifted">{"Now: "} <span class="mono">{now}</span></p> }
        });
        Some(view! {
            <div class="outcome" data-step=text::step(step)>{words} {now}</div>
        })
    }
}
