//! What has become of a change of the plan.

use leptos::prelude::*;
use zonesift_core::change::Change;
use zonesift_core::plan::run::{Failure, Outcome, Run};
use zonesift_core::record::Field;
use zonesift_core::text;

use super::Lines;
use super::values::described;
use crate::state::zone::ZoneState;

/// A signal for each outcome, so that a new one redraws one line and not thousands.
pub fn signals(zone: ZoneState, changes: usize) -> Vec<RwSignal<Option<Outcome>>> {
    let outcomes = move |run: &Option<Run>| {
        let outcomes = run.as_ref().map(Run::outcomes).unwrap_or_default();
        (0..changes).map(|index| RwSignal::new(outcomes.get(index).cloned())).collect()
    };
    let signals: Vec<RwSignal<Option<Outcome>>> = zone.apply.run.with_untracked(outcomes);
    let followers = signals.clone();
    Effect::new(move |_| {
        zone.apply.run.with(|run| {
            let outcomes = run.as_ref().map(Run::outcomes).unwrap_or_default();
            for (signal, outcome) in followers.iter().zip(outcomes) {
                if signal.with_untracked(|before| before.as_ref() != Some(outcome)) {
                    signal.set(Some(outcome.clone()));
                }
            }
        });
    });
    signals
}

#[component]
pub fn ChangeOutcome(
    lines: Lines,
    index: usize,
    change: Change,
    title: String,
    outcome: Outcome,
) -> impl IntoView {
    let field = outcome.complaint(change.record()).and_then(|(field, _)| field);
    let words = match outcome {
        Outcome::Pending => return ().into_any(),
        Outcome::Failed(failure) => {
            return view! { <FailedChange lines index change title failure field/> }.into_any();
        }
        Outcome::Sent => return view! { <p class="outcome">{"Writing…"}</p> }.into_any(),
        Outcome::Done => "Done".to_owned(),
        Outcome::AlreadyThere => "Already in the zone".to_owned(),
        Outcome::Differs(now) => {
            format!("Done. The provider keeps it as: {}", described(&now, true))
        }
    };
    view! { <p class="outcome done">{words}</p> }.into_any()
}

/// Why a change has failed, with buttons to try it again and to correct it.
#[component]
fn FailedChange(
    lines: Lines,
    index: usize,
    change: Change,
    title: String,
    failure: Failure,
    /// The field that the provider complains about.
    field: Option<Field>,
) -> impl IntoView {
    let Lines { zone, editing, .. } = lines;
    let apply = zone.apply;
    let label = field.map(|field| [text::field_label(field, change.record()), ": "].concat());
    let words = text::failure(&failure, zone.api.provider(), &zone.api.address());
    let edit = change.written().map(|_| {
        view! {
            <button
                type="button"
                aria-label=format!("Edit {title}")
                disabled=move || apply.is_running()
                on:click=move |_| editing.set(Some(index))
            >
                {"Edit"}
            </button>
        }
    });
    // The record as it is in the zone now, if that is neither of the plan's two versions.
    let now = match &failure {
        Failure::Drifted(Some(now)) | Failure::ThereOtherwise(now) => Some(described(now, true)),
        _ => None,
    };
    let now = now.map(|now| {
        view! { <p class="drifted">{"Now: "} <span class="mono">{now}</span></p> }
    });
    view! {
        <div class="outcome failed">
            {label} {words} " "
            <button
                type="button"
                disabled=move || apply.is_running()
                on:click=move |_| zone.retry(index)
            >
                {"Retry"}
            </button>
            " " {edit} {now}
        </div>
    }
}
