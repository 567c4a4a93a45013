//! The line of keys in the status bar, which its button hides for good.

use leptos::prelude::*;

use crate::browser::page;
use crate::state::AppState;
use crate::state::hints::Hint;

#[component]
pub fn HintLine() -> impl IntoView {
    let hints = expect_context::<AppState>().hints;
    let is_shown =
        Memo::new(move |_| hints.are_on.get() && hints.now.with(|hints| !hints.is_empty()));
    let words = move || {
        let hint =
            |Hint { keys, does, .. }: Hint| view! { <span><kbd>{keys}</kbd> " " {does}</span> };
        hints.now.get().into_iter().map(hint).collect_view()
    };
    let hide = move |_| {
        hints.turn(false);
        page::focus("main [role=grid]");
    };
    view! {
        <Show when=move || is_shown.get()>
            <div class="hints" role="note" aria-label="Keys that act here">
                <p>{words}</p>
                <button
                    type="button"
                    class="quiet"
                    aria-label="Hide the key hints"
                    title="Hide; the Keys dialog shows them again"
                    on:click=hide
                >
                    {"✕"}
                </button>
            </div>
        </Show>
    }
    .into_any()
}
