//! The View dialog: a grid's columns, row height, and whether all rows are drawn.

use leptos::prelude::*;
use zonesift_core::grid::{Layout, MOST_AT_ONCE};
use zonesift_core::text;

use super::column::STEP;
use super::{GridLayout, GridState};
use crate::browser::page;
use crate::components::{Checkbox, Dialog};

#[component]
pub fn ViewButton(layout: GridLayout) -> impl IntoView {
    view! {
        <button
            type="button"
            class="quiet"
            aria-haspopup="dialog"
            on:click=move |_| layout.is_open.set(true)
        >
            "View"
        </button>
    }
}

#[component]
pub fn ViewDialog(
    state: GridState,
    /// Further choices, of the screen.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    let layout = state.layout;
    let close = move || layout.is_open.set(false);
    let as_made = move |_| layout.change(|saved| *saved = Layout::new(layout.columns.len()));
    view! {
        <Dialog title="Table view" open=layout.is_open on_close=move |()| close()>
            <div class="plan-body">
                <ColumnLines layout/>
                <div class="field">
                    <span>{"Density"}</span>
                    <Density layout/>
                </div>
                {children.as_ref().map(|children| children())}
                <WholeList state/>
                <div class="actions">
                    <button type="button" class="primary" on:click=move |_| close()>"Close"</button>
                    <button type="button" on:click=as_made>"Reset"</button>
                </div>
            </div>
        </Dialog>
    }
    .into_any()
}

/// A line for each column, in order.
#[component]
fn ColumnLines(layout: GridLayout) -> impl IntoView {
    let order = Memo::<Vec<usize>>::new(move |_| {
        let columns = |saved: &Layout| saved.columns().iter().map(|one| one.column).collect();
        layout.saved.with(columns)
    });
    view! {
        <div class="columns" role="group" aria-label="Columns">
            <div>
                <For
                    each=move || order.get()
                    key=|column| *column
                    let(column)
                >
                    <ColumnLine layout column order/>
                </For>
            </div>
        </div>
    }
}

#[component]
fn ColumnLine(layout: GridLayout, column: usize, order: Memo<Vec<usize>>) -> impl IntoView {
    let label = layout.columns.get(column).map_or("", |column| column.label);
    let is_shown = move || layout.saved.with(|saved| saved.shown().any(|one| one.column == column));
    let show = move |is_on| layout.change(|saved| saved.show(column, is_on));
    let may_hide = layout.saved.with_untracked(|saved| saved.may_hide(column));
    let step = |words: &str, sign: &'static str, by: i32| {
        let press = move |_| layout.step(column, by);
        view! {
            <button type="button" aria-label=[label, words].concat() on:click=press>{sign}</button>
        }
    };
    view! {
        <div class="toolbar">
            <Checkbox label checked=is_shown on_change=show disabled=!may_hide/>
            <ShiftButton layout column order is_right=false/>
            <ShiftButton layout column order is_right=true/>
            {step(" narrower", "−", -STEP)}
            {step(" wider", "+", STEP)}
        </div>
    }
}

/// Swaps a column with its neighbour.
#[component]
fn ShiftButton(
    layout: GridLayout,
    column: usize,
    order: Memo<Vec<usize>>,
    is_right: bool,
) -> impl IntoView {
    let label = layout.columns.get(column).map_or("", |column| column.label);
    let (side, sign) = if is_right { ("right", "→") } else { ("left", "←") };
    let id = format!("{side}-{column}");
    let selector = format!("#{id}");
    let place = move || {
        order.with(|order| order.iter().position(|other| *other == column).unwrap_or_default() + 1)
    };
    let all = move || order.with(Vec::len);
    let is_end = move || if is_right { place() == all() } else { place() == 1 };
    let press = move |_| {
        layout.change(|saved| saved.shift(column, is_right));
        // An element that is moved loses the focus.
        page::focus(&selector);
    };
    view! {
        <button
            type="button"
            id=id
            aria-label=format!("Move {label} {side}")
            aria-description=move || format!("{} of {}", place(), all())
            // `disabled` would lose the focus when the column reaches the end.
            aria-disabled=move || is_end().to_string()
            on:click=press
        >
            {sign}
        </button>
    }
}

#[component]
fn Density(layout: GridLayout) -> impl IntoView {
    let choice = |words: &'static str, is_compact: bool| {
        let is_chosen = move || layout.saved.with(|saved| saved.is_compact == is_compact);
        let choose = move |_| layout.change(|saved| saved.is_compact = is_compact);
        view! {
            <label class="choice">
                <input type="radio" name="density" prop:checked=is_chosen on:change=choose/>
                {words}
            </label>
        }
    };
    view! {
        <div class="choices" role="radiogroup" aria-label="Density">
            {choice("Comfortable", false)}
            {choice("Compact", true)}
        </div>
    }
}

#[component]
fn WholeList(state: GridState) -> impl IntoView {
    let layout = state.layout;
    let is_too_long = Memo::new(move |_| state.order.with(|order| order.len() > MOST_AT_ONCE));
    let help = Signal::derive(move || {
        String::from(if is_too_long.get() { text::TOO_MANY } else { text::ALL_ROWS })
    });
    view! {
        <Checkbox
            label="Show all rows at once"
            checked=move || layout.saved.with(|saved| saved.is_whole)
            on_change=move |is_on| layout.change(|saved| saved.is_whole = is_on)
            disabled=is_too_long
            description=help
        />
        <p class="help">{help}</p>
    }
}
