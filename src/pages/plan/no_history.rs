//! The question before the first write if the browser could not store the history of the apply.

use leptos::prelude::*;
use zonesift_core::text;

use crate::components::Notice;
use crate::state::zone::ZoneState;

/// Nothing is written before one of its buttons is pressed.
#[component]
pub fn NoHistoryQuestion(zone: ZoneState) -> impl IntoView {
    let is_asked = zone.history.unkept;
    view! {
        <Notice text=move || is_asked.get().then(|| text::HISTORY_UNKEPT.to_owned())>
            <div class="actions">
                <button type="button" on:click=move |_| zone.cancel_unkept()>
                    {text::CANCEL}
                </button>
                <button type="button" on:click=move |_| zone.apply_unkept()>
                    {text::WITHOUT_HISTORY}
                </button>
            </div>
        </Notice>
    }
}
