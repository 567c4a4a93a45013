//! A row's controls and texts, which are reused from row to row. Each is set again for every row, and
//! writes to the DOM only what has changed.

use std::borrow::Cow;

use super::Shape;
use super::act::{Act, Button, Offer};
use super::row::{ALERT, Line};
use crate::web::dom::{El, Target, el};
use crate::web::viewport::ACT;

/// A text or attribute in the DOM, with its current value.
pub(super) struct Written {
    target: Target,
    now: Cow<'static, str>,
}

impl Written {
    pub(super) fn new(element: &El, attribute: &'static str) -> Self {
        Self { target: element.target(attribute), now: Cow::Borrowed("") }
    }

    /// Writes to the DOM if the value has changed.
    pub(super) fn put(&mut self, text: impl Into<Cow<'static, str>>) {
        let text = text.into();
        if text != self.now {
            self.target.set(&text);
            self.now = text;
        }
    }
}

/// A button, whichever action it stands for now.
pub(super) struct Shows {
    button: Button,
    usual: Act,
    act: Written,
    text: Written,
    label: Written,
    disabled: Written,
    pressed: Written,
}

impl Shows {
    pub(super) fn new(shape: &Shape, acts: Button) -> Option<(El, Self)> {
        let usual = *acts.first()?;
        let mut button = el("button").attr("type", "button").attr("tabindex", "-1");
        button = button.class(usual.class());
        if shape.has_letters && !usual.letter().is_empty() {
            button = button.attr("aria-keyshortcuts", usual.letter());
        }
        let shows = Self {
            button: acts,
            usual,
            act: Written::new(&button, ACT),
            text: Written::new(&button, ""),
            label: Written::new(&button, "aria-label"),
            disabled: Written::new(&button, "disabled"),
            pressed: Written::new(&button, "aria-pressed"),
        };
        Some((button, shows))
    }

    pub(super) fn put(&mut self, line: &Line) {
        let offer = line.offers.iter().find(|offer| self.button.contains(&offer.act));
        let Offer { act, may, on } = offer.copied().unwrap_or(Offer::of(self.usual, false));
        self.act.put(act.verb());
        self.text.put(act.verb());
        self.label.put(named(act.verb(), &line.title));
        self.disabled.put(if may { "" } else { "disabled" });
        self.pressed.put(on.map_or("", word));
    }
}

/// A row's alert and notes. Most rows have none, so their elements are made only when needed.
#[derive(Default, PartialEq)]
pub(super) struct Notes {
    alert: (&'static str, &'static str),
    /// The accessible name of the alert's button.
    label: String,
    marks: [(&'static str, Cow<'static, str>); 2],
}

impl Notes {
    pub(super) fn of(line: &mut Line) -> Self {
        let alert = line.alert;
        let label = match alert.1 {
            "" => String::new(),
            word => [word, " at ", &line.title].concat(),
        };
        Self { alert, label, marks: std::mem::take(&mut line.marks) }
    }

    pub(super) fn elements(&self) -> Vec<El> {
        let (class, word) = self.alert;
        let alert = el("button").attr("type", "button").attr("tabindex", "-1").attr(ACT, ALERT);
        let alert = alert.class(class).attr("aria-label", &self.label).text(word);
        let marks = self.marks.iter().filter(|(_, text)| !text.is_empty());
        let marks = marks.map(|(class, text)| el("span").class(class).text(text));
        Some(alert).filter(|_| !word.is_empty()).into_iter().chain(marks).collect()
    }
}

/// The accessible name of a row's control; empty if the row is gone.
pub(super) fn named(verb: &str, title: &str) -> String {
    if title.is_empty() { String::new() } else { [verb, " ", title].concat() }
}

pub(super) fn word(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}
