//! The buttons of the connect form, and what an attempt waits for.

use chrono::TimeDelta;
use leptos::prelude::*;
use zonesift_core::text;

use super::form::ConnectForm;
use crate::browser::clock;
use crate::components::Note;
use crate::state::AppState;
use crate::state::connecting::ConnectWait;

/// After so long, an attempt can be cancelled.
const SLOW: TimeDelta = TimeDelta::seconds(3);
/// How often the countdown refreshes.
const COUNTDOWN: TimeDelta = TimeDelta::milliseconds(500);

/// What is no failure: why the tab was locked, and what an attempt waits for.
#[component]
pub fn Progress(form: ConnectForm) -> impl IntoView {
    let session = expect_context::<AppState>().session;
    let now = RwSignal::new(clock::now());
    Effect::new(move |_| {
        now.track();
        if session.waits.get() == Some(ConnectWait::RateLimit) {
            clock::after_in_owner(COUNTDOWN, move || now.set(clock::now()));
        }
    });
    let words = move || match session.waits.get() {
        None => form.locked_words(),
        Some(ConnectWait::Network) => Some(text::OFFLINE_CONNECTING.to_owned()),
        Some(ConnectWait::RateLimit) => {
            let now = now.get().max(clock::now());
            let left = session.status.budget.with(|budget| budget.paused(now));
            Some(text::retrying_in(form.provider.get(), left))
        }
    };
    view! { <Note text=words/> }
}

#[component]
pub fn Actions(form: ConnectForm) -> impl IntoView {
    let session = expect_context::<AppState>().session;
    let connecting = session.connecting;
    let is_slow = RwSignal::new(false);
    Effect::new(move |_| {
        is_slow.set(false);
        if connecting.get() {
            clock::after_in_owner(SLOW, move || is_slow.set(true));
        }
    });
    let may_cancel =
        move || connecting.get() && (is_slow.get() || session.waits.with(Option::is_some));
    view! {
        <div class="actions">
            <button type="submit" class="primary" disabled=connecting>
                {move || if connecting.get() { "Connecting…" } else { "Connect" }}
            </button>
            <Show when=may_cancel>
                <button type="button" on:click=move |_| session.cancel()>
                    {text::CANCEL}
                </button>
            </Show>
            <Show when=move || form.fixed.get() && form.offers_sandbox()>
                <button type="button" disabled=connecting on:click=move |_| form.try_sandbox()>
                    {text::TRY_SANDBOX}
                </button>
            </Show>
        </div>
    }
}
