//! The field for the key, what to enter there, and where to get it.

use leptos::prelude::*;
use zonesift_core::text;

use super::form::ConnectForm;
use crate::components::OutsideLink;

#[component]
pub fn KeyField(form: ConnectForm) -> impl IntoView {
    let is_shown = RwSignal::new(false);
    // A key that is gone leaves nothing to be seen; the next one is hidden again.
    Effect::new(move |_| {
        if form.key.with(String::is_empty) {
            is_shown.set(false);
        }
    });
    view! {
        <div class="field">
            <label for="key">{"API key"}</label>
            <div class="key-input">
                <input
                    type=move || if is_shown.get() { "text" } else { "password" }
                    id="key"
                    class="mono"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    placeholder=move || text::key_placeholder(form.provider.get())
                    bind:value=form.key
                    on:input=move |_| form.sent.set(false)
                />
                <button
                    type="button"
                    aria-pressed=move || is_shown.get().to_string()
                    on:click=move |_| is_shown.update(|is_shown| *is_shown = !*is_shown)
                >
                    "Show"
                </button>
            </div>
        </div>
        <p class="help">
            {move || text::key_help(form.provider.get())} " "
            <OutsideLink
                href=move || form.provider.get().key_page().to_owned()
                text=move || text::key_link(form.provider.get()).to_owned()
            />
        </p>
    }
}
