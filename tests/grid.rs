//! Grid rows in a real browser, without the rest of the page: a reused row shows nothing of the previous
//! record, and a button acts on the record that it names.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "all of it is test code")]

use std::sync::Arc;

use chrono::TimeDelta;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, Element, HtmlElement};
use zonesift::browser::clock;
use zonesift::grid::{
    Action, Column, ColumnKind, Grid, GridLayout, GridMemory, GridState, Row, RowButton, RowSlot,
};

wasm_bindgen_test_configure!(run_in_browser);

const COLUMNS: &[Column] = &[
    Column { label: "Name", class: "name", width: 20, share: 1, kind: ColumnKind::Mono },
    Column { label: "Edit", class: "decision", width: 44, share: 0, kind: ColumnKind::Buttons },
];

/// The titles of the rows; `None` is a row that is gone.
type Titles = RwSignal<Vec<Option<&'static str>>>;

/// The names of the buttons that were pressed, each with the number of its row.
type Pressed = StoredValue<Vec<(&'static str, u32)>>;

#[component]
fn TitledRow(row: RowSlot, titles: Titles, pressed: Pressed) -> impl IntoView {
    let view = Memo::new(move |_| {
        titles.with(|titles| titles.get(row.number() as usize).copied().flatten())
    });
    let title = Signal::derive(move || view.get().unwrap_or_default().to_owned());
    let is_gone = move || view.get().is_none();
    let is_kept = move || title.with(|title| title.ends_with("gone"));
    let press = move |verb| move |row| pressed.update_value(|pressed| pressed.push((verb, row)));
    let deletion = move || Action::without_key(if is_kept() { "Keep" } else { "Delete" }, "");
    let cells = move |column: usize| match column {
        0 => (move || title.get()).into_any(),
        _ => view! {
            <RowButton
                row
                title
                action=Action::button('a', "Accept", "accept", "")
                disabled=is_gone
                pressed=move || title.with(|title| title.starts_with("A "))
                on_press=press("Accept")
            />
            <RowButton row title action=deletion disabled=is_gone on_press=press("Delete or keep")/>
        }
        .into_any(),
    };
    view! { <Row row title class="" cells/> }
}

#[component]
fn TitledGrid(titles: Titles, pressed: Pressed) -> impl IntoView {
    let order = Memo::new(move |_| Arc::new(titles.with(|rows| (0..rows.len() as u32).collect())));
    let letters = RwSignal::new(true);
    let layout = GridLayout::load("test", COLUMNS);
    let state = GridState::new(layout, order, GridMemory::default(), letters);
    let row = move |row: RowSlot| view! { <TitledRow row titles pressed/> }.into_any();
    view! { <Grid label="Rows" state shortcuts="a".to_owned() on_key=|_| false row empty="nothing"/> }
}

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// An attribute of all controls in rows, in document order; empty where there is none.
fn of_controls(attribute: &str) -> Vec<String> {
    let all = document().query_selector_all(".grid-body :is(input, button)").unwrap();
    let controls = (0..all.length()).map(|n| all.get(n).unwrap().unchecked_into::<Element>());
    controls.map(|control| control.get_attribute(attribute).unwrap_or_default()).collect()
}

fn are_disabled() -> usize {
    document().query_selector_all(".grid-body button:disabled").unwrap().length() as usize
}

fn press(name: &str) {
    let control = document().query_selector(&format!("[aria-label='{name}']")).unwrap().unwrap();
    control.unchecked_into::<HtmlElement>().click();
}

#[wasm_bindgen_test]
async fn what_a_row_does_not_have_leaves_nothing_of_the_row_before() {
    let root = document().create_element("div").unwrap().unchecked_into::<HtmlElement>();
    document().body().unwrap().append_child(&root).unwrap();
    let owner = Owner::new();
    let (titles, pressed) = owner.with(|| {
        let titles: Titles = RwSignal::new(vec![Some("A one"), Some("MX two")]);
        (titles, StoredValue::new(Vec::new()))
    });
    owner.with(|| {
        leptos::mount::mount_to(root, move || view! { <TitledGrid titles pressed/> }).forget();
    });
    let settle = || clock::sleep(TimeDelta::milliseconds(100));
    settle().await;
    let one = ["Select A one", "Accept A one", "Delete A one"];
    let two = ["Select MX two", "Accept MX two", "Delete MX two"];
    assert_eq!(of_controls("aria-label"), [one, two].concat());
    assert_eq!(of_controls("aria-pressed"), ["", "true", "", "", "false", ""]);
    assert_eq!(of_controls("aria-keyshortcuts")[1], "a");
    assert_eq!(are_disabled(), 0);

    titles.set(vec![None, Some("MX two")]);
    settle().await;
    assert_eq!(of_controls("aria-label"), [[""; 3], two].concat());
    assert_eq!(of_controls("aria-pressed")[1], "false");
    assert_eq!(are_disabled(), 2);

    titles.set(vec![Some("MX gone")]);
    settle().await;
    let other = ["Select MX gone", "Accept MX gone", "Keep MX gone"];
    assert_eq!(of_controls("aria-label"), other);
    assert_eq!(are_disabled(), 0);
    press("Keep MX gone");
    press("Accept MX gone");
    assert_eq!(pressed.get_value(), [("Delete or keep", 0), ("Accept", 0)]);
}
