//! A row of the grid in the page: its elements are made once and stand for one row after the other.
//! What a row shows is a list of texts; those that have become others are written into the page.

use std::borrow::Cow;
use std::rc::Rc;

use super::scroll::Viewport;
use super::{At, Cell, Column, Model, Shape, row_id, select_row};
use crate::signal::State;
use crate::web::dom::{El, Slot, Target, button, el, follow};
use crate::web::viewport;

/// Texts of up to so many bytes are not cut off, and need no second one to be read in full.
const SHORT: usize = 6;

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
pub(super) fn row(
    model: &Rc<Model>,
    shape: &Shape,
    slot: State<Slot>,
    at: State<At>,
    view: Viewport,
) -> El {
    let (cursor, selection) = (model.cursor, model.selection);
    let number = move || slot.with_untracked(|slot| slot.number);
    let select = model.clone();
    let check = el("input")
        .attr("type", "checkbox")
        .attr("tabindex", "-1")
        .on("click", move |event| select_row(&select, number(), event));
    let row = el("div").attr("role", "row").on("click", move |event| {
        let column = viewport::cell_of(event);
        at.update(|at| *at = At { is_header: false, column: column.unwrap_or(at.column) });
        cursor.set(Some(number()));
    });
    let check = if shape.has_letters { check.attr("aria-keyshortcuts", "x Space") } else { check };
    let mut targets: Vec<Target> = ["id", "class", "transform", "aria-rowindex", "aria-selected"]
        .map(|name| row.target(name))
        .into();
    targets.extend([check.target("checked"), check.target("aria-label")]);
    let first = cell("gridcell", 1).class("select").with(check);
    let columns: Vec<&'static Column> =
        shape.columns.iter().filter_map(|column| model.look.columns.get(*column)).collect();
    let cells = columns.iter().zip(2..).map(|(column, place)| {
        let cell = cell("gridcell", place);
        match column.cell {
            Cell::Text(_) => {
                targets.extend([cell.target(""), cell.target("title")]);
                cell.class(&format!("{} mono", column.class))
            }
            Cell::Badge => cell.class(column.class).with(badge(&mut targets)),
            Cell::Marks => marks(model, slot, cell.class(column.class), &mut targets),
            Cell::Actions => {
                let actions = actions(model, slot, shape.has_letters, &mut targets);
                cell.class(column.class).with_all(actions)
            }
        }
    });
    let cells: Vec<El> = cells.collect();
    let model = model.clone();
    let mut before: Vec<Cow<'static, str>> = vec![Cow::Borrowed(""); targets.len()];
    follow(move || {
        let Slot { number, place } = slot.get();
        let line = model.rows.line(number).unwrap_or_default();
        let is_selected = selection.with(|selection| selection.contains(number));
        let top = view.offset(place as usize);
        let group = model.rows.group(place as usize);
        let row = Row { place, top, group, is_selected, id: row_id(&model, number) };
        let now = values(&model, &columns, line, row);
        for ((target, before), now) in targets.iter().zip(&before).zip(&now) {
            if before != now {
                target.set(now);
            }
        }
        before = now;
    });
    row.with(first).with_all(cells)
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
                    None => text.clone(),
                };
                let title = if text.len() > SHORT { text } else { String::new() };
                values.extend([shown.into(), title.into()]);
            }
            Cell::Badge => {
                let (text, family) = &line.badge;
                values.extend([text.clone().into(), Cow::Borrowed(*family)]);
            }
            Cell::Marks => {
                let (class, word) = line.alert;
                let label = match word {
                    "" => Cow::Borrowed(""),
                    _ => format!("{word} at {title}").into(),
                };
                values.extend([hidden(word), class.into(), word.into(), label]);
                for (class, text) in &line.marks {
                    values.extend([hidden(text), Cow::Borrowed(*class), text.clone()]);
                }
            }
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

fn hidden(text: &str) -> Cow<'static, str> {
    Cow::Borrowed(if text.is_empty() { "hidden" } else { "" })
}

fn badge(targets: &mut Vec<Target>) -> El {
    let badge = el("span").class("badge");
    targets.extend([badge.target(""), badge.target("data-family")]);
    badge
}

fn marks(model: &Rc<Model>, slot: State<Slot>, cell: El, targets: &mut Vec<Target>) -> El {
    let model = model.clone();
    let alert = button("", move |_| model.rows.alert(slot.with_untracked(|slot| slot.number)))
        .attr("tabindex", "-1");
    targets.extend(["hidden", "class", "", "aria-label"].map(|name| alert.target(name)));
    let marks = [(); 2].map(|()| {
        let mark = el("span");
        targets.extend(["hidden", "class", ""].map(|name| mark.target(name)));
        mark
    });
    cell.with(alert).with_all(marks)
}

fn actions(
    model: &Rc<Model>,
    slot: State<Slot>,
    has_letters: bool,
    targets: &mut Vec<Target>,
) -> Vec<El> {
    let all = model.actions.iter().enumerate().map(|(index, action)| {
        let model = model.clone();
        let press = move |_: &_| model.rows.act(index, slot.with_untracked(|slot| slot.number));
        let mut button = button(action.verb, press).attr("tabindex", "-1").class(action.class);
        if has_letters && !action.letter.is_empty() {
            button = button.attr("aria-keyshortcuts", action.letter);
        }
        targets.extend(["aria-label", "disabled", "aria-pressed"].map(|name| button.target(name)));
        button
    });
    all.collect()
}
