//! A row of the grid in the page: its elements are made once and stand for one row after the other.
//! What a row shows is a list of texts; those that have become others are written into the page. What
//! is pressed in it is heard by the grid.

use std::borrow::Cow;
use std::rc::Rc;

use super::scroll::Viewport;
use super::{Cell, Column, Model, Shape, row_id};
use crate::signal::State;
use crate::web::dom::{El, Slot, Target, el, follow};
use crate::web::viewport::ACT;

/// What the checkbox of a row, and the button of its alert, are to the grid that hears them.
pub(super) const SELECT: &str = "select";
pub(super) const ALERT: &str = "alert";

/// What a row shows.
#[derive(Default)]
pub struct Line {
    /// The class of the row: what is to become of it.
    pub class: &'static str,
    /// What it is called, after `Select` and after the verbs of its buttons.
    pub title: String,
    /// The texts of its cells, by the numbers that columns of that kind have.
    pub texts: Vec<String>,
    /// The badge: its text, and its family, which has a look.
    pub badge: (String, &'static str),
    /// What is to be looked at, as a button with a class and a word; no button without a word.
    pub alert: (&'static str, &'static str),
    /// What is said of the row, each with its class.
    pub marks: [(&'static str, Cow<'static, str>); 2],
    /// For each action of the model, whether it may be done, and whether it is on where it can be.
    pub actions: Vec<(bool, Option<bool>)>,
}

/// Something that can be done to a row.
#[derive(Debug)]
pub struct Action {
    /// The text of its button, and the beginning of its name.
    pub verb: &'static str,
    /// The button's class.
    pub class: &'static str,
    /// The letter that does it, where there is one.
    pub letter: &'static str,
}

/// An element that stands for the row of a slot.
pub(super) fn row(model: &Rc<Model>, shape: &Shape, slot: State<Slot>, view: Viewport) -> El {
    let selection = model.selection;
    let check = el("input").attr("type", "checkbox").attr("tabindex", "-1").attr(ACT, SELECT);
    let check = if shape.has_letters { check.attr("aria-keyshortcuts", "x Space") } else { check };
    let row = el("div").attr("role", "row");
    let mut targets: Vec<Target> = ["id", "class", "transform", "aria-rowindex", "aria-selected"]
        .map(|name| row.target(name))
        .into();
    targets.extend([check.target("checked"), check.target("aria-label")]);
    let first = cell("gridcell", 1).class("select").with(check);
    let columns: Vec<&'static Column> =
        shape.columns.iter().filter_map(|column| model.look.columns.get(*column)).collect();
    let mut noted = None;
    let cells = columns.iter().zip(2..).map(|(column, place)| {
        let cell = cell("gridcell", place).class(column.class);
        match column.cell {
            Cell::Text(_) => {
                targets.push(cell.target(""));
                cell.class(&[column.class, " mono"].concat())
            }
            Cell::Badge => badge(cell, &mut targets),
            Cell::Marks => noted.insert(cell).clone(),
            Cell::Actions => cell.with_all(actions(model, shape, &mut targets)),
        }
    });
    let cells: Vec<El> = cells.collect();
    let model = model.clone();
    let mut before: Vec<Cow<'static, str>> = vec![Cow::Borrowed(""); targets.len()];
    let mut noted_before = Notes::default();
    follow(move || {
        let Slot { number, place } = slot.get();
        let mut line = model.rows.line(number).unwrap_or_default();
        let is_selected = selection.with(|selection| selection.contains(number));
        let top = view.offset(place as usize);
        let group = model.rows.group(place as usize);
        let row = Row { place, top, group, is_selected, id: row_id(&model, number) };
        let notes = Notes::of(&mut line);
        let now = values(&model, &columns, line, row);
        for ((target, before), now) in targets.iter().zip(&before).zip(&now) {
            if before != now {
                target.set(now);
            }
        }
        before = now;
        if let Some(cell) = noted.as_ref().filter(|_| notes != noted_before) {
            cell.fill(notes.elements());
            noted_before = notes;
        }
    });
    row.with(first).with_all(cells)
}

/// What is said of a row beside its record. Most rows have nothing of it, so it is made when there is.
#[derive(Default, PartialEq)]
struct Notes {
    alert: (&'static str, &'static str),
    /// The accessible name of the alert's button.
    label: String,
    marks: [(&'static str, Cow<'static, str>); 2],
}

impl Notes {
    fn of(line: &mut Line) -> Self {
        let alert = line.alert;
        let label = match alert.1 {
            "" => String::new(),
            word => [word, " at ", &line.title].concat(),
        };
        Self { alert, label, marks: std::mem::take(&mut line.marks) }
    }

    fn elements(&self) -> Vec<El> {
        let (class, word) = self.alert;
        let alert = el("button").attr("type", "button").attr("tabindex", "-1").attr(ACT, ALERT);
        let alert = alert.class(class).attr("aria-label", &self.label).text(word);
        let marks = self.marks.iter().filter(|(_, text)| !text.is_empty());
        let marks = marks.map(|(class, text)| el("span").class(class).text(text));
        Some(alert).filter(|_| !word.is_empty()).into_iter().chain(marks).collect()
    }
}

/// A cell at its place in the row.
pub(super) fn cell(role: &str, place: usize) -> El {
    el("div").attr("role", role).attr("aria-colindex", &place.to_string())
}

/// What is true of a row beside what it shows.
struct Row {
    id: String,
    place: u32,
    /// Where it begins, in CSS pixels.
    top: usize,
    /// How many rows stand together from here on; 0 where they have begun before.
    group: Option<usize>,
    is_selected: bool,
}

/// The texts of a row, in the order of the targets.
fn values(
    model: &Model,
    columns: &[&'static Column],
    mut line: Line,
    row: Row,
) -> Vec<Cow<'static, str>> {
    let word = |on: bool| Cow::Borrowed(if on { "true" } else { "false" });
    let group = match row.group {
        None => "",
        Some(0) => "again",
        Some(_) => "first",
    };
    let title = line.title;
    let mut values: Vec<Cow<'static, str>> = vec![
        row.id.into(),
        ["grid-row ", line.class, " ", group].concat().into(),
        format!("translateY({}px)", row.top).into(),
        // The header row is 1, so the first record is 2.
        (row.place + 2).to_string().into(),
        word(row.is_selected),
        word(row.is_selected),
        format!("Select {title}").into(),
    ];
    let group = row.group.filter(|rows| *rows > 1);
    for column in columns {
        match column.cell {
            Cell::Text(place) => {
                let text = line.texts.get_mut(place).map(std::mem::take).unwrap_or_default();
                // The first text is what the rows of a group have in common.
                let shown = match group.filter(|_| place == 0) {
                    Some(rows) => format!("{text} ({rows})"),
                    None => text,
                };
                values.push(shown.into());
            }
            Cell::Badge => {
                let (text, family) = std::mem::take(&mut line.badge);
                values.extend([text.into(), Cow::Borrowed(family)]);
            }
            Cell::Marks => {}
            Cell::Actions => {
                for (action, (may, on)) in model.actions.iter().zip(&line.actions) {
                    let label = format!("{} {title}", action.verb).into();
                    let disabled = Cow::Borrowed(if *may { "" } else { "disabled" });
                    values.extend([label, disabled, on.map_or(Cow::Borrowed(""), word)]);
                }
            }
        }
    }
    values
}

/// The cell of a badge: its text, and the look that its family has.
fn badge(cell: El, targets: &mut Vec<Target>) -> El {
    let badge = el("span").class("badge");
    targets.extend([badge.target(""), badge.target("data-family")]);
    cell.with(badge)
}

fn actions(model: &Model, shape: &Shape, targets: &mut Vec<Target>) -> Vec<El> {
    let all = model.actions.iter().enumerate().map(|(index, action)| {
        let button = el("button").attr("type", "button").attr("tabindex", "-1");
        let mut button = button.class(action.class).text(action.verb).attr(ACT, &index.to_string());
        if shape.has_letters && !action.letter.is_empty() {
            button = button.attr("aria-keyshortcuts", action.letter);
        }
        targets.extend(["aria-label", "disabled", "aria-pressed"].map(|name| button.target(name)));
        button
    });
    all.collect()
}
