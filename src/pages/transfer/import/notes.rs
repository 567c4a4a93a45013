//! What could not be used of an imported file, and what was read differently: each with its line.

use leptos::prelude::*;
use zonesift_core::foreign::Foreign;

/// A sentence about a file, and the line that it is about.
#[derive(Clone, Default)]
pub struct Told {
    pub words: String,
    /// The beginning of the line; empty for what is about no single line.
    pub quote: Foreign,
}

impl Told {
    pub fn plain(words: String) -> Self {
        Self { words, quote: Foreign::default() }
    }
}

/// A sentence with its line below.
#[component]
pub fn ToldLine(told: Told) -> impl IntoView {
    let quote = (!told.quote.is_empty()).then(|| {
        view! { <code class="quoted-line">{told.quote.shown().into_owned()}</code> }
    });
    view! {
        <span>{told.words}</span>
        {quote}
    }
}

#[component]
pub fn Notes(notes: RwSignal<Vec<Told>>) -> impl IntoView {
    move || {
        let notes = notes.get();
        (!notes.is_empty()).then(|| {
            let item = |told: Told| view! { <li><ToldLine told/></li> };
            let items = notes.into_iter().map(item).collect_view();
            view! { <ul class="problems">{items}</ul> }
        })
    }
}
