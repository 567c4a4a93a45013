//! What rows of records show alike, whatever the screen: the cells of a record, and buttons that are
//! named by it. What is said in the note and what the buttons do is for the screen.

use zonesift_core::name::DomainName;
use zonesift_core::record::{Record, RecordType};
use zonesift_core::text;
use zonesift_core::zone::Severity;

use super::badge;
use crate::pages::conflicts::class_of;
use crate::signal::Derived;
use crate::web::dom::{El, button, el};

/// What a row shows of its record.
#[derive(Clone, PartialEq, Eq)]
pub struct Shown {
    name: String,
    rtype: RecordType,
    content: String,
    ttl: String,
    priority: String,
    /// What is said besides the record's data.
    pub note: String,
    /// `TYPE NAME…`, for the names of the row's buttons.
    title: String,
    /// How much its worst conflict matters.
    severity: Option<Severity>,
}

impl Shown {
    /// The record as a row of its zone, with what is said besides, what its buttons call it, and how
    /// much its worst conflict matters.
    #[must_use]
    pub fn of(
        record: &Record,
        zone: &DomainName,
        note: String,
        title: String,
        severity: Option<Severity>,
    ) -> Self {
        Self {
            name: record.name.relative_to(zone).to_owned(),
            rtype: record.rtype.clone(),
            content: record.content(),
            ttl: text::ttl(record.ttl),
            priority: record.priority().map(|p| p.to_string()).unwrap_or_default(),
            note,
            title,
            severity,
        }
    }

    /// The button that tells of the row's conflicts, while it has any.
    fn conflicts(&self, press: impl Fn() + 'static) -> Option<El> {
        let severity = self.severity?;
        let word = text::severity(severity);
        let name = format!("{word} at {}", self.title);
        let open = button(word, move |_| press()).attr("tabindex", "-1");
        Some(open.class(class_of(severity)).attr("aria-label", &name))
    }
}

/// A row that shows a record.
pub trait ShowsRecord: Clone + PartialEq + 'static {
    /// What it shows of it.
    fn shown(&self) -> &Shown;
    /// The note, as marks.
    fn marks(&self) -> El;
}

/// The row, drawn again only when it is another; none when it is gone.
pub type Row<R> = Derived<Option<R>>;

/// The cells of a row, its buttons last; `conflicts` shows those that its record has.
pub fn cells<R: ShowsRecord>(
    row: Row<R>,
    conflicts: impl Fn() + Copy + 'static,
    buttons: impl IntoIterator<Item = El>,
) -> Vec<El> {
    let text = move |part: fn(&Shown) -> &String| {
        move || row.with(|row| row.as_ref().map(|row| part(row.shown()).clone()))
    };
    let cell = |class: &str| el("div").attr("role", "gridcell").class(class);
    let shown = |class: &str, part: fn(&Shown) -> &String| {
        cell(class).bind("title", text(part)).live(move || text(part)().unwrap_or_default())
    };
    vec![
        shown("name mono", |row| &row.name),
        cell("type")
            .part(move || row.with(|row| row.as_ref().map(|row| badge(&row.shown().rtype)))),
        shown("content mono", |row| &row.content),
        shown("ttl mono", |row| &row.ttl),
        shown("priority mono", |row| &row.priority),
        cell("note")
            .bind("title", text(|row| &row.note))
            .part(move || row.with(|row| row.as_ref()?.shown().conflicts(conflicts)))
            .part(move || row.with(|row| row.as_ref().map(R::marks))),
        cell("decision").with_all(buttons),
    ]
}

/// A button of a row, which is there for as long as the row may do that.
pub fn action<R: ShowsRecord>(
    row: Row<R>,
    verb: &'static str,
    class: &str,
    may: fn(&R) -> bool,
) -> El {
    let name = move || row.with(|row| Some(format!("{verb} {}", row.as_ref()?.shown().title)));
    el("button")
        .attr("type", "button")
        .attr("tabindex", "-1")
        .class(class)
        .text(verb)
        .bind("aria-label", name)
        .flag("disabled", move || !row.with(|row| row.as_ref().is_some_and(may)))
}
