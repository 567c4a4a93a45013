//! Grid rows in a real browser, without the rest of the page: a reused row shows nothing of the previous
//! record, and a click acts on the record that it names or on none.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "all of it is test code")]

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use chrono::TimeDelta;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, Element, HtmlElement};
use zonesift::components::Legacy;
use zonesift::ui::grid::{Act, Button, Cell, Column, Line, Look, Model, Offer, Rows, grid};
use zonesift::web::{clock, page};

wasm_bindgen_test_configure!(run_in_browser);

const COLUMNS: &[Column] = &[
    Column { label: "Name", class: "name", width: 20, share: 1, cell: Cell::Text(0) },
    Column { label: "Note", class: "note", width: 20, share: 1, cell: Cell::Marks },
    Column { label: "Edit", class: "decision", width: 44, share: 0, cell: Cell::Actions },
];
const BUTTONS: &[Button] = &[&[Act::Accept], &[Act::Delete, Act::Keep], &[Act::Show]];

/// Test rows: `None` is a row that is gone, an empty title offers no actions.
struct Listed {
    rows: RwSignal<Vec<Option<&'static str>>>,
    pressed: Rc<RefCell<Vec<(Act, u32)>>>,
}

impl Rows for Listed {
    fn line(&self, row: u32) -> Option<Line> {
        let title = self.rows.with(|rows| rows.get(row as usize).copied().flatten())?;
        let (texts, offers) = match title {
            "" => (Vec::new(), Vec::new()),
            _ => (
                vec![title.to_owned()],
                // In another order than the buttons.
                vec![
                    Offer::of(Act::Show, true),
                    Offer::of(if title.ends_with("gone") { Act::Keep } else { Act::Delete }, true),
                    Offer::toggle(Act::Accept, true, title.starts_with("A ")),
                ],
            ),
        };
        let alert = if title.starts_with("A ") { ("warning", "Warning") } else { ("", "") };
        Some(Line { title: title.to_owned(), texts, alert, offers, ..Line::default() })
    }

    fn act(&self, act: Act, row: u32) {
        self.pressed.borrow_mut().push((act, row));
    }

    fn alert(&self, _: u32) {}

    fn letter(&self, _: char, _: u32) {}

    fn group(&self, _: usize) -> Option<usize> {
        None
    }

    fn empty(&self) -> String {
        String::new()
    }
}

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// An attribute of all controls in rows, in document order.
fn of_controls(attribute: &str) -> Vec<String> {
    let all = document().query_selector_all(".grid-body [data-act]").unwrap();
    let controls = (0..all.length()).map(|n| all.get(n).unwrap().unchecked_into::<Element>());
    controls.map(|control| control.get_attribute(attribute).unwrap_or_default()).collect()
}

fn press(name: &str) {
    let control = document().query_selector(&format!("[aria-label='{name}']")).unwrap().unwrap();
    control.unchecked_into::<HtmlElement>().click();
}

#[wasm_bindgen_test]
async fn what_a_row_does_not_have_leaves_nothing_of_the_row_before() {
    let root = document().create_element("div").unwrap();
    root.set_id("app");
    document().body().unwrap().append_child(&root).unwrap();
    let pressed: Rc<RefCell<Vec<(Act, u32)>>> = Rc::default();
    let (heard, handed) = (pressed.clone(), Rc::new(RefCell::new(None)));
    let out = handed.clone();
    page::mount(move || {
        let rows = RwSignal::new(vec![Some("A one"), Some("MX two")]);
        out.replace(Some(rows));
        let order = move || rows.with(|rows| (0..rows.len() as u32).collect::<Vec<u32>>());
        let model = Model {
            label: "Rows",
            look: Look::new("test", COLUMNS),
            order: Memo::new(move |_| Arc::new(order())),
            sort: RwSignal::default(),
            cursor: RwSignal::default(),
            selection: RwSignal::default(),
            letters: RwSignal::default(),
            buttons: BUTTONS,
            rows: Box::new(Listed { rows, pressed: heard }),
        };
        view! { <Legacy make=move || grid(Rc::new(model))/> }
    });
    clock::sleep(TimeDelta::milliseconds(100)).await;
    let rows = handed.take().unwrap();
    let one = ["Select A one", "Warning at A one", "Accept A one", "Delete A one", "Show A one"];
    let two = ["Select MX two", "Accept MX two", "Delete MX two", "Show MX two"];
    assert_eq!(of_controls("aria-label"), [&one[..], &two[..]].concat());
    let pressed_of_two = of_controls("aria-pressed").split_off(5);
    assert_eq!(pressed_of_two, ["", "false", "", ""]);

    // The first row goes, comes back empty, and is then replaced by another.
    for gone in [None, Some("")] {
        rows.set(vec![gone, Some("MX two")]);
        clock::sleep(TimeDelta::milliseconds(100)).await;
        assert_eq!(of_controls("aria-label"), [&[""; 4][..], &two[..]].concat());
        assert_eq!(of_controls("disabled")[1..4], ["disabled"; 3]);
        assert_eq!(of_controls("aria-pressed")[1], "");
    }
    rows.set(vec![Some("MX gone")]);
    clock::sleep(TimeDelta::milliseconds(100)).await;
    let other = ["Select MX gone", "Accept MX gone", "Keep MX gone", "Show MX gone"];
    assert_eq!(of_controls("aria-label"), other);
    assert_eq!(of_controls("disabled"), [""; 4]);
    press("Keep MX gone");
    press("Accept MX gone");
    assert_eq!(pressed.take(), [(Act::Keep, 0), (Act::Accept, 0)]);

    // A control labelled with another record's name does nothing.
    let show = document().query_selector("[aria-label='Show MX gone']").unwrap().unwrap();
    show.set_attribute("aria-label", "Show A one").unwrap();
    press("Show A one");
    assert_eq!(pressed.take(), []);
}
