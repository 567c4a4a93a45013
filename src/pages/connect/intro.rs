//! What Zonesift is and how one gets in: the headline with its three steps, the example zones, and what
//! happens to the key.

use leptos::prelude::*;
use zonesift_core::text;

use super::form::ConnectForm;
use crate::components::OutsideLink;
use crate::state::AppState;

/// Where the page keeps the text on its security, beside itself.
const SECURITY: &str = "SECURITY.md";

#[component]
pub fn Intro() -> impl IntoView {
    let step = |(number, step): (usize, text::Step)| {
        view! {
            <li>
                <span class="step-number" aria-hidden="true">
                    {number}
                </span>
                <strong>{step.name}</strong>
                <span>{step.words}</span>
            </li>
        }
    };
    view! {
        <div class="intro">
            <h1 tabindex="-1">{text::HEADLINE}</h1>
            <p class="lead">{text::LEAD}</p>
            <ol class="steps">{(1..).zip(text::STEPS).map(step).collect_view()}</ol>
        </div>
    }
    .into_any()
}

/// The way in without an account.
#[component]
pub fn SandboxDoor(form: ConnectForm) -> impl IntoView {
    let connecting = expect_context::<AppState>().session.connecting;
    let example = |example: text::Example| {
        view! {
            <li>
                <strong class="mono">{example.zone}</strong>
                " "
                <span>{example.what}</span>
            </li>
        }
    };
    view! {
        <div class="card door">
            <h2>{text::SANDBOX_TITLE}</h2>
            <p>{move || text::sandbox_help(form.provider.get())}</p>
            <ul class="examples">{text::EXAMPLES.map(example).collect_view()}</ul>
            <div class="actions">
                <button
                    type="button"
                    class="primary"
                    disabled=connecting
                    on:click=move |_| form.try_sandbox()
                >
                    {text::TRY_SANDBOX}
                </button>
            </div>
        </div>
    }
    .into_any()
}

#[component]
pub fn KeyFacts(form: ConnectForm) -> impl IntoView {
    let facts = move || {
        let facts = text::key_facts(form.provider.get());
        facts.map(|fact| view! { <li>{fact}</li> }).collect_view()
    };
    view! {
        <details class="key-facts">
            <summary>{move || text::key_facts_title(form.provider.get())}</summary>
            <ul>{facts}</ul>
            <p>
                <OutsideLink href=SECURITY text=text::SECURITY_LINK/>
            </p>
        </details>
    }
    .into_any()
}
