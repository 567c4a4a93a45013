//! What failed, why, and what to do.

use leptos::prelude::*;

/// An alert, with a button to try again where that helps.
#[component]
pub fn Notice(
    /// The sentence; nothing is shown without one.
    #[prop(into)]
    text: Signal<Option<String>>,
    /// What `Try again` does.
    #[prop(optional, into)]
    retry: Option<Callback<()>>,
) -> AnyView {
    let alert = move || {
        text.get().map(|text| {
            let button = retry.map(|retry| {
                view! {
                    <button type="button" on:click=move |_| retry.run(())>"Try again"</button>
                }
            });
            view! { <div class="notice" role="alert"><p>{text}</p>{button}</div> }
        })
    };
    view! { {alert} }.into_any()
}
