//! A row of the grid in the DOM. Its elements are made once and reused from row to row: every text is
//! set again each time, and what a row does not have is emptied. The grid handles its clicks.

use std::borrow::Cow;
use std::rc::Rc;

use leptos::prelude::*;
use zonesift_core::text::visible;

use super::act::{Act, Offer};
use super::controls::{Notes, Shows, Written, named, word};
use super::scroll::Viewport;
use super::{Cell, Column, Model, Shape, row_id};
use crate::web::dom::{El, Slot, el, follow};
use crate::web::viewport::ACT;

/// The `data-act` of a row's checkbox and of its alert's button.
pub(super) const SELECT: &str = "select";
pub(super) const ALERT: &str = "alert";

/// What a row shows.
#[derive(Default)]
pub struct Line {
    /// The CSS class: what will become of the record.
    pub class: &'static str,
    /// What the record is called in the accessible names of its controls.
    pub title: String,
    /// The texts of the cells, by the index in `Cell::Text`.
    pub texts: Vec<String>,
    /// The badge's text, and its family for the stylesheet.
    pub badge: (String, &'static str),
    /// CSS class and word of the alert's button; no button without a word.
    pub alert: (&'static str, &'static str),
    /// The notes, each with its CSS class.
    pub marks: [(&'static str, Cow<'static, str>); 2],
    /// What can be done to the row. Everything else is refused.
    pub offers: Vec<Offer>,
}

impl Line {
    /// Whether a control with this accessible name belongs to this row.
    pub(super) fn is_named_by(&self, name: &str) -> bool {
        name.ends_with(&*visible(&self.title))
    }

    /// Whether it offers an action that is enabled.
    pub(super) fn may(&self, act: Act) -> bool {
        self.offers.iter().any(|offer| offer.act == act && offer.may)
    }
}

/// An element that shows the row of its slot.
pub(super) fn row(model: &Rc<Model>, shape: &Shape, slot: RwSignal<Slot>, view: Viewport) -> El {
    let selection = model.selection;
    let check = el("input").attr("type", "checkbox").attr("tabindex", "-1").attr(ACT, SELECT);
    let check = if shape.has_letters { check.attr("aria-keyshortcuts", "x Space") } else { check };
    let row = el("div").attr("role", "row");
    let frame = Frame::new(&row, &check);
    let columns = shape.columns.iter().filter_map(|column| model.look.columns.get(*column));
    let made = columns.zip(2..).map(|(column, place)| part(model, shape, column, place));
    let (cells, parts): (Vec<El>, Vec<Part>) = made.unzip();
    let mut shown = Shown { frame, parts };
    let model = model.clone();
    follow(move || {
        let Slot { number, place } = slot.get();
        // A row that is gone shows nothing and offers nothing.
        let line = model.rows.line(number).unwrap_or_default();
        let is_selected = selection.with(|selection| selection.contains(number));
        let top = view.offset(place as usize);
        let group = model.rows.group(place as usize);
        shown.put(line, &Row { place, top, group, is_selected, id: row_id(&model, number) });
    });
    row.with(cell("gridcell", 1).class("select").with(check)).with_all(cells)
}

/// What the grid knows of a row, beside its `Line`.
struct Row {
    id: String,
    place: u32,
    /// The offset from the top, in CSS pixels.
    top: usize,
    /// The size of the group that starts here; 0 within a group, `None` without grouping.
    group: Option<usize>,
    is_selected: bool,
}

/// The parts of a row element that change.
struct Shown {
    frame: Frame,
    parts: Vec<Part>,
}

impl Shown {
    fn put(&mut self, mut line: Line, row: &Row) {
        self.frame.put(&line, row);
        for part in &mut self.parts {
            part.put(&mut line, row);
        }
    }
}

/// The row element and its checkbox.
struct Frame {
    id: Written,
    class: Written,
    transform: Written,
    index: Written,
    selected: Written,
    checked: Written,
    label: Written,
}

impl Frame {
    fn new(row: &El, check: &El) -> Self {
        Self {
            id: Written::new(row, "id"),
            class: Written::new(row, "class"),
            transform: Written::new(row, "transform"),
            index: Written::new(row, "aria-rowindex"),
            selected: Written::new(row, "aria-selected"),
            checked: Written::new(check, "checked"),
            label: Written::new(check, "aria-label"),
        }
    }

    fn put(&mut self, line: &Line, row: &Row) {
        let group = match row.group {
            None => "",
            Some(0) => "again",
            Some(_) => "first",
        };
        self.id.put(row.id.clone());
        self.class.put(["grid-row ", line.class, " ", group].concat());
        self.transform.put(format!("translateY({}px)", row.top));
        // The header is row 1, so the first record is row 2.
        self.index.put((row.place + 2).to_string());
        self.selected.put(word(row.is_selected));
        self.checked.put(word(row.is_selected));
        self.label.put(named("Select", &line.title));
    }
}

/// The part of a cell that changes.
enum Part {
    Text(usize, Written),
    Badge(Written, Written),
    Marks(El, Notes),
    Actions(Vec<Shows>),
}

impl Part {
    fn put(&mut self, line: &mut Line, row: &Row) {
        match self {
            Self::Text(place, written) => {
                let text = line.texts.get_mut(*place).map(std::mem::take).unwrap_or_default();
                // The rows of a group have the first text in common.
                written.put(match row.group.filter(|rows| *rows > 1 && *place == 0) {
                    Some(rows) => format!("{text} ({rows})"),
                    None => text,
                });
            }
            Self::Badge(text, family) => {
                let (now, look) = std::mem::take(&mut line.badge);
                text.put(now);
                family.put(look);
            }
            Self::Marks(cell, before) => {
                let notes = Notes::of(line);
                if notes != *before {
                    cell.fill(notes.elements());
                    *before = notes;
                }
            }
            Self::Actions(buttons) => buttons.iter_mut().for_each(|button| button.put(line)),
        }
    }
}

/// A column's cell, and the part of it that changes.
fn part(model: &Model, shape: &Shape, column: &Column, place: usize) -> (El, Part) {
    let cell = cell("gridcell", place).class(column.class);
    match column.cell {
        Cell::Text(place) => {
            let cell = cell.class(&[column.class, " mono"].concat());
            let written = Written::new(&cell, "");
            (cell, Part::Text(place, written))
        }
        Cell::Badge => {
            let badge = el("span").class("badge");
            let part = Part::Badge(Written::new(&badge, ""), Written::new(&badge, "data-family"));
            (cell.with(badge), part)
        }
        Cell::Marks => (cell.clone(), Part::Marks(cell, Notes::default())),
        Cell::Actions => {
            let made = model.buttons.iter().filter_map(|button| Shows::new(shape, button));
            let (buttons, shows): (Vec<El>, Vec<Shows>) = made.unzip();
            (cell.with_all(buttons), Part::Actions(shows))
        }
    }
}

/// A cell; `place` counts from 1.
pub(super) fn cell(role: &str, place: usize) -> El {
    el("div").attr("role", role).attr("aria-colindex", &place.to_string())
}
