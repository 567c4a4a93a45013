//! The status bar: the status region for screen readers, what calls wait for, and how many are left when these are few.

use chrono::TimeDelta;
use leptos::prelude::*;
use zonesift_core::text;

use super::hint_line::HintLine;
use super::open_zone;
use crate::browser::{clock, page};
use crate::state::AppState;
use crate::state::connecting::ConnectWait;

/// How often the countdown refreshes while calls wait for the rate limit.
const COUNTDOWN: TimeDelta = TimeDelta::milliseconds(500);
/// How often the rate limit display refreshes otherwise.
const REFRESH: TimeDelta = TimeDelta::seconds(10);

#[component]
pub fn StatusBar() -> impl IntoView {
    let app = expect_context::<AppState>();
    let status = app.session.status;
    let now = RwSignal::new(clock::now());
    let wait = Memo::new(move |_| {
        now.track();
        status.budget.with(|budget| budget.wait(clock::now()))
    });
    let is_connected = move || app.session.is_connected();
    Effect::new(move |_| {
        now.track();
        let is_free = wait.get().is_zero();
        if is_connected() || !is_free {
            let refresh = if is_free { REFRESH } else { COUNTDOWN };
            clock::after_in_owner(refresh, move || now.set(clock::now()));
        }
    });
    // The connect form tells that itself.
    let is_told = move || app.session.waits.get() == Some(ConnectWait::Network);
    let waits = move || {
        now.track();
        match is_told() {
            true => String::new(),
            false => status.waits(clock::now()),
        }
    };
    let calls = move || {
        now.track();
        let words = status.budget.with(|budget| text::calls(budget.left(clock::now())));
        words.filter(|_| is_connected())
    };
    view! {
        <footer class="statusbar">
            <div class="told" role="status">
                <p>{app.status}</p>
                <div class="acted">
                    <LastAct/>
                </div>
            </div>
            <HintLine/>
            <p class="waiting">{waits}</p>
            {move || calls().map(|words| view! { <p class="calls" title=text::CALLS_HELP>{words}</p> })}
        </footer>
    }
    .into_any()
}

/// The last action in the zone, with its Undo button.
#[component]
fn LastAct() -> impl IntoView {
    let app = expect_context::<AppState>();
    move || {
        let zone = open_zone(app)?;
        let undo = move |_| {
            zone.undo_act();
            // The pressed button may no longer exist.
            page::focus("h1");
        };
        zone.acts.with(|acts| {
            let before =
                acts.before().map(|words| view! { <span class="muted">{words.to_owned()}</span> });
            let undo = acts.can_undo().then(|| {
                view! {
                    <button type="button" on:click=undo>
                        {text::UNDO}
                    </button>
                }
            });
            (!acts.words.is_empty()).then(|| {
                view! { <p><span>{acts.words.clone()}</span> " " {before} " " {undo}</p> }
            })
        })
    }
}
