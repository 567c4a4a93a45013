//! Warns before the idle lock forgets the key. Closing the dialog in any way shows that the user is there.

use leptos::prelude::*;
use zonesift_core::text;

use crate::components::Dialog;
use crate::state::AppState;

#[component]
pub fn IdleWarning() -> impl IntoView {
    let app = expect_context::<AppState>();
    let left = app.idle_lock.left;
    view! {
        <Dialog
            title=text::STAY_TITLE
            open=move || left.get().is_some()
            on_close=move |()| app.stay()
        >
            <div class="plan-body">
                <p>{move || left.get().map(text::locks_in)}</p>
                <div class="actions">
                    <button type="button" class="primary" autofocus on:click=move |_| app.stay()>
                        {text::STAY}
                    </button>
                </div>
            </div>
        </Dialog>
    }
}
