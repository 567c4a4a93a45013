//! The rows of the grid of found records: what a row shows, what it sorts and filters by, and its
//! buttons.

use zonesift_core::plan::Origin;
use zonesift_core::provider::Provider;
use zonesift_core::review::{Decision, Item, Review, Standing};
use zonesift_core::text;

use crate::pages::conflicts::Conflicts;
use crate::pages::listing::{self, Shown, ShowsRecord, Table, action};
use crate::signal::{Derived, State};
use crate::state::discovery::Discovery;
use crate::ui::grid::Column;
use crate::web::dom::{El, el};

/// The columns, in order. `Proxied` stays empty where the provider has no such thing.
pub const COLUMNS: &[Column] = &[
    Column { label: "Name", class: "name", sortable: true },
    Column { label: "Type", class: "type", sortable: true },
    Column { label: "Content", class: "content", sortable: true },
    Column { label: "TTL", class: "ttl", sortable: true },
    Column { label: "Priority", class: "priority", sortable: true },
    Column { label: "Note", class: "note", sortable: true },
    Column { label: "Decision", class: "decision", sortable: false },
];

/// Brings the table of a review up to date: with the items that have come, or anew. Tells whether it
/// has become another.
pub fn fill(table: &mut Table, review: &Review, provider: Provider) -> bool {
    let is_same = table.revision == review.revision();
    if !is_same {
        *table = Table::new(review.revision());
    }
    let new = review.items().get(table.keys.len()..).unwrap_or_default();
    for item in new {
        let mut note = note(review, item, provider);
        if item.record().proxied == Some(true) {
            note.insert_str(0, "proxied ");
        }
        table.push(item.record(), &note);
    }
    !is_same || !new.is_empty()
}

/// What is to be said of the row, besides its record.
fn note(review: &Review, item: &Item, provider: Provider) -> String {
    let mut words: Vec<&str> = Vec::new();
    if item.is_new {
        words.push("new");
    }
    let standing = review.standing(item);
    match (item.done, standing) {
        (_, Standing::Flawed) => {
            let flaw = item.found.flaw;
            words.push(flaw.map_or("", text::flaw));
        }
        (Decision::Accepted, _) => words.push("written · already in the zone"),
        (Decision::Rejected, _) => words.push("rejected"),
        _ => words.push(text::standing(standing, provider)),
    }
    if item.edited.is_some() {
        words.push("edited");
    }
    words.retain(|word| !word.is_empty());
    words.join(" · ")
}

/// What one row shows; drawn again only when it is another.
#[derive(Clone, PartialEq, Eq)]
struct Row {
    shown: Shown,
    proxied: bool,
    is_new: bool,
    flawed: bool,
    decision: Decision,
    can_accept: bool,
    can_reject: bool,
}

impl Row {
    fn of(review: &Review, number: u32, table: &Table, conflicts: Conflicts) -> Option<Self> {
        let item = review.item(number)?;
        let record = item.record();
        let note = note(review, item, conflicts.discovery.api.provider());
        let severity = conflicts.worst(Origin::Item(number));
        Some(Self {
            shown: Shown::of(record, review.zone(), note, table.row_name(record), severity),
            proxied: record.proxied == Some(true),
            is_new: item.is_new,
            flawed: record.flaw.is_some(),
            decision: item.decision,
            can_accept: review.can_accept(item),
            can_reject: review.can_reject(item),
        })
    }
}

impl ShowsRecord for Row {
    fn shown(&self) -> &Shown {
        &self.shown
    }

    fn marks(&self) -> El {
        let class = match (self.flawed, self.is_new) {
            (true, _) => "mark flawed",
            (_, true) => "mark new",
            _ => "mark",
        };
        let proxied = self.proxied.then(|| el("span").class("mark").text("proxied "));
        el("span").with_all(proxied).with(el("span").class(class).text(&self.shown.note))
    }
}

/// The class of a row: its decision, as far as it is decided.
#[must_use]
pub fn row_class(discovery: &'static Discovery, number: u32) -> &'static str {
    let decision = discovery.review.with(|review| Some(review.as_ref()?.item(number)?.decision));
    match decision.unwrap_or_default() {
        Decision::Undecided => "",
        Decision::Accepted => "accepted",
        Decision::Rejected => "rejected",
    }
}

/// What a row is called: `TYPE NAME…`.
#[must_use]
pub fn row_name(discovery: &'static Discovery, table: Derived<Table>, number: u32) -> String {
    discovery.review.with(|review| {
        let item = review.as_ref().and_then(|review| review.item(number));
        item.map(|item| table.with(|table| table.row_name(item.record()))).unwrap_or_default()
    })
}

/// The cells of a row.
pub fn cells(
    conflicts: Conflicts,
    table: Derived<Table>,
    edit: State<Option<u32>>,
    number: u32,
) -> Vec<El> {
    let discovery = conflicts.discovery;
    let row = Derived::new(move || {
        discovery
            .review
            .with(|review| table.with(|table| Row::of(review.as_ref()?, number, table, conflicts)))
    });
    let open = move || conflicts.open.set(Some(number));
    listing::cells(row, open, buttons(discovery, edit, row, number))
}

fn buttons(
    discovery: &'static Discovery,
    edit: State<Option<u32>>,
    row: Derived<Option<Row>>,
    number: u32,
) -> [El; 3] {
    let toggle = move |button: El, decision: Decision| {
        let pressed =
            move || row.with(|row| row.as_ref().is_some_and(|row| row.decision == decision));
        button
            .state("aria-pressed", pressed)
            .on("click", move |_| discovery.change(|review| review.toggle(number, decision)))
    };
    [
        toggle(action(row, "Accept", "accept", |row| row.can_accept), Decision::Accepted),
        toggle(action(row, "Reject", "reject", |row| row.can_reject), Decision::Rejected),
        action(row, "Edit", "quiet", |row| row.can_accept)
            .on("click", move |_| edit.set(Some(number))),
    ]
}
