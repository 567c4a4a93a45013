//! The text filter. A term of its language is completed from what the list has; plain words are left alone.

use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;
use zonesift_core::filter::{Offer, Offers, completed, offers};
use zonesift_core::text::{self, visible};

use super::RecordTable;
use crate::components::{OptionItem, Options};

/// The ID of the list of completions.
const LIST: &str = "filter-offers";

#[component]
pub fn FilterField(table: RecordTable) -> impl IntoView {
    let text = table.filters.text;
    let field = NodeRef::<Input>::new();
    // Typing opens the list.
    let is_open = RwSignal::new(false);
    let offered = Memo::new(move |_| match is_open.get() {
        true => text.with(|text| offers(text, |key, typed| table.values.of(key, typed))),
        false => Offers::default(),
    });
    let count = Signal::derive(move || offered.with(|offered| offered.list.len()));
    let take = Callback::new(move |place: usize| {
        if let Some(offer) = offered.with_untracked(|offered| offered.list.get(place).cloned()) {
            text.update(|text| *text = completed(text, &offer));
        }
    });
    let options = Options::new(LIST, count, take);
    Effect::new(move |_| {
        options.active.set(offered.with(|offered| offered.is_first_meant.then_some(0)));
    });
    let press = move |event: KeyboardEvent| {
        if press(table, options, is_open, &event) {
            event.prevent_default();
        }
    };
    // Terms are completed where the caret is at the end.
    let is_at_end = move || {
        field.get_untracked().is_some_and(|field| {
            let caret = field.selection_end().ok().flatten();
            caret.is_none_or(|caret| caret as usize == field.value().encode_utf16().count())
        })
    };
    let has_none = move || count.get() == 0;
    let list = move || {
        let all = offered.get().list.into_iter().enumerate();
        all.map(|(place, offer)| {
            view! { <OptionItem options place><OfferWords offer/></OptionItem> }
        })
        .collect_view()
    };
    let said = move || table.unanswered.get().unwrap_or_else(|| text::suggestions(count.get()));
    view! {
        <div class="filter-field">
            // A search box, and not a combobox: `aria-expanded` is none of its attributes, so the list is told
            // of below.
            <input
                node_ref=field
                type="search"
                id="filter"
                aria-label="Filter records"
                aria-autocomplete="list"
                aria-haspopup="listbox"
                aria-controls=LIST
                aria-activedescendant=move || options.active_id()
                placeholder="Filter records"
                spellcheck="false"
                autocomplete="off"
                bind:value=text
                on:input=move |_| is_open.set(is_at_end())
                on:focus=move |_| table.is_filtering.set(true)
                on:blur=move |_| {
                    is_open.set(false);
                    table.is_filtering.set(false);
                }
                on:keydown=press
            />
            <ul id=LIST class="options mono" role="listbox" aria-label="Suggestions" hidden=has_none>
                {list}
            </ul>
            <p
                class="filter-said"
                class:hidden=move || { table.unanswered.with(Option::is_none) || !has_none() }
                aria-live="polite"
            >
                {said}
            </p>
        </div>
    }
    .into_any()
}

/// What a completion is, beside its term: what a key is about, or how many records have a value.
#[component]
fn OfferWords(offer: Offer) -> impl IntoView {
    let words = match &offer {
        Offer::Key(key) => text::filter_key(*key).to_owned(),
        Offer::Value(_, value) if value.rows > 0 => value.rows.to_string(),
        Offer::Value(..) => String::new(),
    };
    view! {
        <span>{visible(&offer.term()).into_owned()}</span>
        <span class="muted">{words}</span>
    }
}

/// Handles a key of the field. Returns whether it did something.
fn press(
    table: RecordTable,
    options: Options,
    is_open: RwSignal<bool>,
    event: &KeyboardEvent,
) -> bool {
    let key = event.key();
    let is_active = options.is_any_active();
    match key.as_str() {
        // A key that chooses a word of an input method is not meant for the page.
        _ if event.is_composing() => false,
        "Escape" if is_open.get_untracked() && options.are_there() => {
            is_open.set(false);
            true
        }
        "Tab" if is_active && !event.shift_key() => options.press("Enter"),
        "Enter" | "ArrowDown" if is_active => options.press(&key),
        "ArrowUp" => options.press(&key),
        // From the filter into the list.
        "Enter" | "ArrowDown" => {
            table.grid.enter();
            true
        }
        _ => false,
    }
}
