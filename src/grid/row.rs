//! A row of the grid and its button. A row component outlives its record: it is given others.

use leptos::ev::MouseEvent;
use leptos::html::Input;
use leptos::prelude::*;

use super::{Action, GridState, RowSlot};
use crate::browser::cells::column_of_event;

/// The row of a record: a checkbox, and a cell for each column.
#[component]
pub fn Row(
    row: RowSlot,
    /// What the record is called in the accessible names of its controls; empty if it is gone.
    #[prop(into)]
    title: Signal<String>,
    /// CSS classes of the row.
    #[prop(into)]
    class: Signal<String>,
    /// What the cell of a column holds.
    mut cells: impl FnMut(usize) -> AnyView,
) -> impl IntoView {
    let grid = row.grid;
    let is_selected =
        Memo::new(move |_| grid.selection.with(|selection| selection.contains(row.number())));
    let mut cell = |(index, place): (usize, usize)| {
        let class = grid.layout.columns.get(index)?.cell_class();
        Some(view! {
            <div role="gridcell" aria-colindex=place class=class>
                {cells(index)}
            </div>
        })
    };
    let activate = move |event: MouseEvent| {
        grid.activate(row.number_now(), column_of_event(&event));
    };
    let columns = row.columns.get_value().into_iter().zip(2..);
    let width = row.columns.with_value(Vec::len) + 1;
    let heads = Memo::new(move |_| row.heads());
    // A heading covers the cells of the row, which are empty then.
    let heading = move || {
        let (group, headings) = (heads.get()?, grid.headings?);
        Some(view! {
            <div role="gridcell" aria-colindex="1" aria-colspan=width class="heading-cell">
                {headings.view.run(group)}
            </div>
        })
    };
    view! {
        <div
            role="row"
            id=move || row.id()
            class=move || match heads.get() {
                Some(_) => "grid-row heading".to_owned(),
                None => class.with(|class| ["grid-row ", class].concat()),
            }
            style:transform=move || row.transform()
            aria-rowindex=move || row.index()
            aria-selected=move || word(is_selected.get())
            // Before a button acts: then the row may be given another record.
            on:click:capture=activate
        >
            <div role="gridcell" aria-colindex="1" class="select">
                <SelectBox row title is_selected/>
            </div>
            {columns.filter_map(&mut cell).collect_view()}
            {heading}
        </div>
    }
    .into_any()
}

/// Ticks the row; with Shift, the range up to it.
#[component]
fn SelectBox(row: RowSlot, title: Signal<String>, is_selected: Memo<bool>) -> impl IntoView {
    let GridState { selection, letters, tick, .. } = row.grid;
    let element = NodeRef::<Input>::new();
    let select = move |event: MouseEvent| {
        let (number, order) = (row.number_now(), untrack(|| row.grid.all_tickable()));
        selection.update(|selection| match event.shift_key() {
            true => selection.extend_to(number, &order),
            false => selection.toggle(number),
        });
        // The browser has toggled the box already, but a range may keep the row selected.
        if let Some(element) = element.get_untracked() {
            element.set_checked(is_selected.get_untracked());
        }
    };
    view! {
        <input
            node_ref=element
            type="checkbox"
            tabindex="-1"
            aria-label=move || named(tick, title)
            aria-keyshortcuts=move || letters.get().then_some("x Space")
            disabled=move || !row.grid.may_tick(row.number())
            prop:checked=is_selected
            on:click=select
        />
    }
}

/// A button that does something to the row's record.
#[component]
pub fn RowButton(
    row: RowSlot,
    #[prop(into)] action: Signal<Action>,
    title: Signal<String>,
    #[prop(into)] disabled: Signal<bool>,
    /// Whether it is pressed, if it is a toggle.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// Gets the number of the row.
    #[prop(into)]
    on_press: Callback<u32>,
) -> impl IntoView {
    let letters = row.grid.letters;
    let press = move |_| {
        // What is drawn may be older than what is so.
        if !disabled.get_untracked() {
            on_press.run(row.number_now());
        }
    };
    view! {
        <button
            type="button"
            tabindex="-1"
            class=action.get_untracked().class
            title=move || action.get().tip()
            aria-label=move || named(action.get().verb, title)
            aria-keyshortcuts=move || action.get().shortcut().filter(|_| letters.get())
            aria-pressed=move || pressed.map(|pressed| word(pressed.get()))
            disabled=move || disabled.get()
            on:click=press
        >
            {move || action.get().verb}
        </button>
    }
    .into_any()
}

/// The accessible name of a row's control; empty if the record is gone.
fn named(verb: &str, title: Signal<String>) -> String {
    let name = |title: &String| [verb, " ", title].concat();
    title.with(|title| if title.is_empty() { String::new() } else { name(title) })
}

fn word(is_on: bool) -> &'static str {
    if is_on { "true" } else { "false" }
}
