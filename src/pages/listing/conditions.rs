//! The filters by column, a line of controls for each. They are neither stored nor in the URL.

use leptos::prelude::*;
use zonesift_core::grid::{Condition, How};
use zonesift_core::name::DomainName;
use zonesift_core::searched;

use super::table::NAME;
use super::{View, columns};
use crate::ui::field::{choice_from, input, labelled};
use crate::web::dom::{El, button, el, typed};
use crate::web::page;

/// The comparisons, and whether each is negated.
const CONDITIONS: [(&str, How, bool); 10] = [
    ("contains", How::Contains, false),
    ("does not contain", How::Contains, true),
    ("starts with", How::StartsWith, false),
    ("does not start with", How::StartsWith, true),
    ("ends with", How::EndsWith, false),
    ("does not end with", How::EndsWith, true),
    ("is exactly", How::Is, false),
    ("is not", How::Is, true),
    ("is empty", How::IsEmpty, false),
    ("is not empty", How::IsEmpty, true),
];

/// A line for each filter by column. The lines are rebuilt only when one is added or removed.
pub fn column_filters(view: View) -> El {
    let count = Memo::new(move |_| view.conditions.with(Vec::len));
    let lines = move || {
        let lines = (0..count.get()).map(|place| line(view, place));
        (count.get() > 0).then(|| el("div").class("conditions").with_all(lines))
    };
    el("div").class("selected-place").part(lines)
}

fn line(view: View, place: usize) -> El {
    let now = view.conditions.with_untracked(|all| all.get(place).cloned()).unwrap_or_default();
    let labels = columns("", 0).map(|column| column.label);
    let how = CONDITIONS.iter().position(|(_, how, not)| (*how, *not) == (now.how, now.not));
    let remove = move |_: &_| {
        view.conditions.update(|all| {
            if place < all.len() {
                all.remove(place);
            }
        });
        page::focus("#ask");
    };
    let column =
        choice_from("Column", labels.get(..6).unwrap_or_default(), now.column, move |column| {
            change(view, place, |condition| condition.column = column.into())
        });
    let words = CONDITIONS.map(|(words, ..)| words);
    let compare = choice_from("Condition", &words, how.unwrap_or_default(), move |chosen| {
        if let Some((_, how, not)) = CONDITIONS.get(usize::from(chosen)) {
            change(view, place, |condition| (condition.how, condition.not) = (*how, *not));
        }
    });
    let needs_none = move || {
        view.conditions.with(|all| all.get(place).is_some_and(|one| one.how == How::IsEmpty))
    };
    let value = input("text")
        .attr("value", &now.value)
        .flag("disabled", needs_none)
        .on("input", move |event| change(view, place, |condition| condition.value = typed(event)));
    el("div")
        .class("condition inline-form")
        .attr("role", "group")
        .attr("aria-label", &["Column filter ", &(place + 1).to_string()].concat())
        .with(column)
        .with(compare)
        .with(labelled("Value", value))
        .with(button("Remove filter", remove))
}

/// The condition with its value normalized as the searched texts are; names become A-labels.
pub(super) fn searched_for(condition: &Condition) -> Condition {
    let value = &condition.value;
    let is_name = condition.column == NAME && !value.is_ascii();
    let name = DomainName::parse(value.trim()).ok().filter(|_| is_name);
    let value = match name {
        Some(name) => name.as_str().to_owned(),
        None => searched(value).into_owned(),
    };
    Condition { value, ..condition.clone() }
}

fn change(view: View, place: usize, change: impl FnOnce(&mut Condition)) {
    view.conditions.update(|all| {
        if let Some(condition) = all.get_mut(place) {
            change(condition);
        }
    });
}
