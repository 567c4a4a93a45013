//! Alerts: what failed, why, and what to do; and notes, which tell of no failure.

use leptos::prelude::*;

/// An alert, shown while it has a text.
#[component]
pub fn Notice(
    #[prop(into)] text: Signal<Option<String>>,
    /// Gives the alert a button to try again.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
    /// Further content, such as another button.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    let retry = move |run: Callback<()>| {
        view! { <button type="button" on:click=move |_| run.run(())>"Try again"</button> }
    };
    let alert = move || {
        let text = text.get()?;
        Some(view! {
            <div class="notice" role="alert">
                <p>{text}</p>
                {on_retry.map(retry)}
                {children.as_ref().map(|children| children())}
            </div>
        })
    };
    view! { {alert} }.into_any()
}

/// A note, shown while it has a text.
#[component]
pub fn Note(#[prop(into)] text: Signal<Option<String>>) -> impl IntoView {
    let note = move || text.get().map(|text| view! { <p class="notice neutral">{text}</p> });
    view! { {note} }.into_any()
}
