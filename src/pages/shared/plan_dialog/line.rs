//! A line of the plan: one change, its warnings and its outcome.

use leptos::prelude::*;
use zonesift_core::change::Change;
use zonesift_core::plan::Planned;
use zonesift_core::plan::run::Outcome;
use zonesift_core::text;

use super::outcome::ChangeOutcome;
use super::second_copies::SecondCopies;
use super::standalone::preview_of;
use super::{ChangedValues, Lines};
use crate::pages::shared::conflicts::Warnings;
use crate::pages::shared::record_table::type_and_name;

#[component]
pub fn PlanLine(
    lines: Lines,
    /// The index of the change in the run.
    index: usize,
    planned: Planned,
    title: String,
    outcome: RwSignal<Option<Outcome>>,
) -> impl IntoView {
    let Lines { zone, second_copies, on_fix, .. } = lines;
    let origin = planned.origin();
    let Planned { change, warnings, .. } = planned;
    let record = change.record().clone();
    let whole = match &change {
        Change::Edit { before, after, whole: true } => Some(text::written_whole(before, after)),
        _ => None,
    };
    let outcome = {
        let (change, title) = (change.clone(), title.clone());
        move || {
            let (outcome, change, title) = (outcome.get()?, change.clone(), title.clone());
            Some(view! { <ChangeOutcome lines index change title outcome/> })
        }
    };
    view! {
        <li class="planned">
            <span class="verb">{verb(&change)}</span>
            " "
            <span class="mono">{type_and_name(&record)}</span>
            " "
            <ChangedValues change/>
            <Warnings zone from=preview_of(zone) origin record title=title.clone() warnings on_fix/>
            {whole.map(|words| view! { <p class="warning">{words}</p> })}
            {outcome}
            <SecondCopies zone second_copies index title/>
        </li>
    }
}

fn verb(change: &Change) -> &'static str {
    match change {
        Change::Accept { .. } => "Accept",
        Change::Reject { .. } => "Reject",
        Change::Add { .. } => "Add",
        Change::Edit { .. } => "Change",
        Change::Delete { .. } => "Delete",
    }
}
