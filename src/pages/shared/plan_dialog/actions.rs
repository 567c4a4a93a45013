//! The buttons of the plan dialog, and the word to type before a dangerous plan.

use leptos::prelude::*;
use zonesift_core::plan::{Danger, Plan};
use zonesift_core::text;

use super::no_history::NoHistoryQuestion;
use crate::components::TextField;
use crate::state::zone::ZoneState;

/// Asks for a typed word before `Apply`.
#[component]
pub fn Confirmation(zone: ZoneState, danger: Danger, word: RwSignal<String>) -> impl IntoView {
    view! {
        <Show when=move || !zone.apply.has_begun()>
            <div class="confirm">
                <p class="warning severe">{text::confirm(danger)}</p>
                <TextField label=format!("Type {} to confirm", text::CONFIRM) value=word/>
            </div>
        </Show>
    }
}

#[component]
pub fn PlanActions(
    zone: ZoneState,
    /// Apply writes what is shown, whatever changes meanwhile.
    plan: Plan,
    danger: Option<Danger>,
    word: RwSignal<String>,
) -> impl IntoView {
    let apply = zone.apply;
    let is_empty = plan.changes.is_empty();
    let plan = StoredValue::new(plan);
    let is_confirmed = move || danger.is_none() || word.with(|word| word.trim() == text::CONFIRM);
    let can_stop = move || apply.is_running() && !zone.history.unkept.get();
    view! {
        <div class="actions">
            <NoHistoryQuestion zone/>
            <Show when=move || !apply.has_begun()>
                <button
                    type="button"
                    class="primary"
                    disabled=move || is_empty || !is_confirmed()
                    on:click=move |_| zone.apply_plan(plan.get_value())
                >
                    {"Apply"}
                </button>
            </Show>
            // Last, so that a second click on Apply does not hit it.
            <button
                type="button"
                disabled=move || apply.is_running()
                on:click=move |_| apply.close()
            >
                {move || if apply.has_begun() { "Close" } else { "Cancel" }}
            </button>
            <Show when=can_stop>
                <button type="button" on:click=move |_| zone.stop_apply()>
                    {"Stop"}
                </button>
            </Show>
        </div>
    }
}
