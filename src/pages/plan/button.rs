//! The button that goes to the plan.

use leptos::prelude::*;

use crate::state::zone::ZoneState;

/// Goes to the plan, with the number of pending changes; and to the result of a run that has ended while
/// another page was open.
#[component]
pub fn PlanButton(zone: ZoneState) -> impl IntoView {
    let pending = Memo::new(move |_| zone.pending());
    view! {
        <Show when=move || zone.apply.is_unseen.get()>
            <button type="button" on:click=move |_| zone.show_plan()>
                {"Show the result"}
            </button>
        </Show>
        <button
            type="button"
            class="primary"
            disabled=move || pending.get() == 0 && !zone.apply.is_running()
            on:click=move |_| zone.review()
        >
            {move || format!("Review plan ({})", pending.get())}
        </button>
    }
}
