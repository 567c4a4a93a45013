//! A list of options below a text field that keeps the focus (ARIA Authoring Practices, combobox): which option is
//! active, and the keys that move to another one and take it.

use leptos::prelude::*;

use crate::browser::page;

#[derive(Clone, Copy)]
pub struct Options {
    /// The ID of the list, for `aria-controls`. Those of the options begin with it.
    pub id: &'static str,
    count: Signal<usize>,
    /// The place of the active option.
    pub active: RwSignal<Option<usize>>,
    on_take: Callback<usize>,
}

impl Options {
    /// The options of one field. `on_take` gets the place of the one that is taken.
    #[must_use]
    pub fn new(id: &'static str, count: Signal<usize>, on_take: Callback<usize>) -> Self {
        let options = Self { id, count, active: RwSignal::default(), on_take };
        Effect::new(move |_| {
            let active = options.active_id();
            active.iter().for_each(|id| page::scroll_to(&["#", id].concat()));
        });
        options
    }

    fn option_id(self, place: usize) -> String {
        format!("{}-{place}", self.id)
    }

    /// The ID of the active option, for `aria-activedescendant`.
    #[must_use]
    pub fn active_id(self) -> Option<String> {
        let count = self.count.get();
        self.active.get().filter(|place| *place < count).map(|place| self.option_id(place))
    }

    #[must_use]
    pub fn is_any_active(self) -> bool {
        untrack(|| self.active_id().is_some())
    }

    /// Whether there are options.
    #[must_use]
    pub fn are_there(self) -> bool {
        self.count.get_untracked() > 0
    }

    pub fn take(self, place: usize) {
        self.on_take.run(place);
    }

    /// Handles a key of the field: arrows go round, Enter takes the active option. Returns whether it did
    /// something.
    pub fn press(self, key: &str) -> bool {
        let count = self.count.get_untracked();
        let active = self.active.get_untracked().filter(|place| *place < count);
        let Some(last) = count.checked_sub(1) else { return false };
        let next = match (key, active) {
            ("ArrowDown", Some(place)) if place < last => place + 1,
            ("ArrowDown", _) => 0,
            ("ArrowUp", Some(place)) => place.checked_sub(1).unwrap_or(last),
            ("ArrowUp", None) => last,
            ("Enter", Some(place)) => {
                self.take(place);
                return true;
            }
            _ => return false,
        };
        self.active.set(Some(next));
        true
    }
}

/// One option. A press takes it and leaves the focus in the field.
#[component]
pub fn OptionItem(options: Options, place: usize, children: Children) -> impl IntoView {
    view! {
        <li
            id=options.option_id(place)
            role="option"
            aria-selected=move || (options.active.get() == Some(place)).to_string()
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| options.take(place)
        >
            {children()}
        </li>
    }
    .into_any()
}
