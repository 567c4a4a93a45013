//! A modal dialog, with the browser's own `<dialog>`: it handles focus, Escape and the page behind.

use leptos::html;
use leptos::prelude::*;

/// A dialog that is in the page while `open` is true. `on_close` runs when the user closes it.
#[component]
pub fn Dialog(
    /// The heading, and the accessible name.
    #[prop(into)]
    title: Signal<String>,
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] on_close: Callback<()>,
    /// Made anew each time the dialog opens.
    children: ChildrenFn,
) -> impl IntoView {
    view! {
        <Show when=move || open.get()>
            <Modal title on_close children=children.clone()/>
        </Show>
    }
    .into_any()
}

#[component]
fn Modal(title: Signal<String>, on_close: Callback<()>, children: ChildrenFn) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    element.on_load(|dialog| {
        // Fails only if the dialog is already open or was removed.
        let _ = dialog.show_modal();
    });
    // A dialog that is closed gives the focus back; one that is only removed does not.
    on_cleanup(move || element.get_untracked().iter().for_each(|dialog| dialog.close()));
    view! {
        <dialog node_ref=element aria-label=title on:close=move |_| on_close.run(())>
            <h2>{title}</h2>
            {children()}
        </dialog>
    }
}
