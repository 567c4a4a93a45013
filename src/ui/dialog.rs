//! A modal dialog: the browser's own, so that focus, Escape and the page behind it are taken care
//! of.

use leptos::html;
use leptos::prelude::*;

/// A dialog with a heading that names it. It is there only while it is open.
#[component]
pub fn Dialog(
    /// The heading.
    title: &'static str,
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// What closing it does.
    #[prop(into)]
    on_close: Callback<()>,
    /// What it holds, made anew each time it opens.
    children: ChildrenFn,
) -> AnyView {
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = element.get() {
            // It fails only for a dialog that is open already.
            let _ = dialog.show_modal();
        }
    });
    let dialog = move || {
        let children = children.clone();
        open.get().then(|| {
            view! {
                <dialog node_ref=element aria-label=title on:close=move |_| on_close.run(())>
                    <h2>{title}</h2>
                    {children()}
                </dialog>
            }
        })
    };
    view! { {dialog} }.into_any()
}
