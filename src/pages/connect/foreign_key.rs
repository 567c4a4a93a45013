//! The question before a key is sent whose format is clearly another provider's. Nothing is sent before
//! a button is pressed; closing the dialog sends nothing.

use leptos::prelude::*;
use zonesift_core::provider::Provider;
use zonesift_core::text::{self, visible};

use super::earlier::shown;
use super::form::ConnectForm;
use crate::components::Dialog;
use crate::state::AppState;

#[component]
pub fn ForeignKeyDialog(form: ConnectForm) -> impl IntoView {
    let question =
        move || form.asked.get_untracked().map(|issuer| view! { <Question form issuer/> });
    view! {
        <Dialog
            title=text::FOREIGN_TITLE
            open=move || form.asked.get().is_some()
            on_close=move |()| form.cancel_question()
        >
            {question()}
        </Dialog>
    }
}

#[component]
fn Question(form: ConnectForm, issuer: Provider) -> impl IntoView {
    let config = expect_context::<AppState>().config();
    let provider = form.provider.get_untracked();
    let words = text::foreign_key(issuer, provider, &shown(&untrack(|| form.address())));
    let is_offered = config.offered().any(|offered| offered == issuer);
    let instead = is_offered.then(|| {
        view! {
            <button
                type="button"
                class="primary"
                title=shown(&config.address(issuer))
                on:click=move |_| form.connect_to(issuer)
            >
                {text::instead(issuer)}
            </button>
        }
    });
    view! {
        <div class="plan-body">
            <p>{visible(&words).into_owned()}</p>
            <div class="actions">
                <button type="button" autofocus on:click=move |_| form.cancel_question()>
                    {text::CANCEL}
                </button>
                {instead}
                <button type="button" on:click=move |_| form.send_anyway()>
                    {text::all_the_same(provider)}
                </button>
            </div>
        </div>
    }
}
