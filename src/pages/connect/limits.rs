//! How long the key may stay unused, and how long an answer may take.

use leptos::prelude::*;
use zonesift_core::idle::Limit;
use zonesift_core::kept::SECONDS;
use zonesift_core::text;

use crate::components::Choice;
use crate::state::AppState;

#[component]
pub fn ConnectionLimits() -> impl IntoView {
    let session = expect_context::<AppState>().session;
    let now = session.status.seconds.get_untracked();
    let timeout = SECONDS.iter().position(|seconds| *seconds == now).unwrap_or_default();
    let set_timeout = move |index| {
        if let Some(seconds) = SECONDS.get(index) {
            session.set_seconds(*seconds);
        }
    };
    view! {
        <Choice
            label=text::LIMIT
            options=text::LIMITS.map(str::to_owned).to_vec()
            selected=session.limit().place()
            on_change=move |index| session.set_limit(Limit::of_place(index))
        />
        <p class="help">{text::LIMIT_HELP}</p>
        <Choice
            label=text::TIME
            options=text::TIMES.map(str::to_owned).to_vec()
            selected=timeout
            on_change=set_timeout
        />
    }
}
