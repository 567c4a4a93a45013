//! The columns of a grid, and how the user has arranged them. The arrangement is stored for the whole
//! site under the grid's name: labels, widths and flags, and nothing of the rows.

use leptos::prelude::*;
use zonesift_core::grid::{Layout, Placed};

use crate::browser::cells;
use crate::browser::storage::{self, Keep};

/// Prefix of the storage keys.
const ENTRY: &str = "zonesift.view.";
/// Width of the checkbox column, in quarters of the root font size.
const SELECT: u32 = 6;
/// Padding of a row, both sides together, and the gap between columns; in the same unit.
const PADDING: u32 = 4;
const GAP: u32 = 2;
/// How much one step widens or narrows a column, in the same unit.
pub const STEP: i32 = 4;

#[derive(Debug)]
pub struct Column {
    pub label: &'static str,
    pub class: &'static str,
    /// Minimum width in quarters of the root font size.
    pub width: u32,
    /// Share of the free width; 0 if the column does not grow.
    pub share: u32,
    pub kind: ColumnKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text to compare letter by letter.
    Mono,
    Plain,
    /// Buttons: not sorted by, and never narrower than they are.
    Buttons,
}

impl Column {
    #[must_use]
    pub const fn new(
        label: &'static str,
        class: &'static str,
        width: u32,
        share: u32,
        kind: ColumnKind,
    ) -> Self {
        Self { label, class, width, share, kind }
    }

    pub(super) fn is_sortable(&self) -> bool {
        self.kind != ColumnKind::Buttons
    }

    /// The class of the cells below the header.
    pub(super) fn cell_class(&self) -> String {
        let mono = if self.kind == ColumnKind::Mono { " mono" } else { "" };
        [self.class, mono].concat()
    }

    /// How narrow a column may get: buttons need their room.
    fn least(&self) -> u32 {
        if self.kind == ColumnKind::Buttons { self.width } else { 0 }
    }
}

/// The columns of one grid as the user has arranged them.
#[derive(Clone, Copy)]
pub struct GridLayout {
    /// The grid's class. Element IDs start with it, the storage key ends with it.
    pub name: &'static str,
    /// The columns in their original order, without the checkboxes.
    pub columns: &'static [Column],
    pub saved: RwSignal<Layout>,
    /// Whether the View dialog is open.
    pub is_open: RwSignal<bool>,
}

impl GridLayout {
    /// Loads the stored layout.
    #[must_use]
    pub fn load(name: &'static str, columns: &'static [Column]) -> Self {
        let kept = storage::read(Keep::Site, &[ENTRY, name].concat()).unwrap_or_default();
        let saved = RwSignal::new(Layout::read(&kept, &labels(columns)));
        Self { name, columns, saved, is_open: RwSignal::default() }
    }

    /// Changes and stores the layout.
    pub fn change(self, change: impl FnOnce(&mut Layout)) {
        self.saved.update(change);
        self.store();
    }

    /// Stores the layout. Without storage it lasts until the page is closed.
    pub(super) fn store(self) {
        let text = self.saved.with_untracked(|saved| saved.write(&labels(self.columns)));
        let _ = storage::write(Keep::Site, &[ENTRY, self.name].concat(), &text);
    }

    /// Widens a column by so much, or narrows it.
    pub(super) fn step(self, column: usize, by: i32) {
        self.widen(column, self.width(column).saturating_add_signed(by));
        self.store();
    }

    /// Sets a column's width, but leaves room for its buttons.
    pub(super) fn widen(self, column: usize, width: u32) {
        let least = self.columns.get(column).map_or(0, Column::least);
        self.saved.update(|saved| saved.widen(column, width.max(least)));
    }

    /// Widens a column until nothing that is drawn in it is cut off.
    pub(super) fn fit(self, column: usize) {
        let place = self
            .saved
            .with_untracked(|saved| saved.shown().position(|placed| placed.column == column));
        let needed = place.and_then(|place| cells::needed(&self.header_id(), place + 1));
        if let Some(needed) = needed {
            self.widen(column, (needed / self.unit()).ceil() as u32);
            self.store();
        }
    }

    pub(super) fn width(self, column: usize) -> u32 {
        let placed = self.saved.with_untracked(|saved| {
            let mut shown = saved.shown().enumerate();
            let found = shown.find(|(_, placed)| placed.column == column);
            found.map(|(place, placed)| (place, placed.width))
        });
        let made = self.columns.get(column).map_or(0, |column| column.width);
        let seen = |place| cells::span(&self.header_id(), place + 1).map_or(0.0, |(_, seen)| seen);
        match placed {
            Some((_, Some(width))) => width,
            // A column that shares the free width is as wide as it is drawn. In the card layout there
            // are no column widths.
            Some((place, None)) => made.max((seen(place) / self.unit()) as u32),
            None => made,
        }
    }

    /// The CSS pixels of one width unit.
    pub(super) fn unit(self) -> f64 {
        let select = cells::span(&self.header_id(), 0).map_or(0.0, |(_, width)| width);
        select.max(f64::from(SELECT)) / f64::from(SELECT)
    }

    /// The header row's element ID.
    pub(super) fn header_id(self) -> String {
        [self.name, "-header"].concat()
    }

    /// The visible columns, in order.
    pub(super) fn shown(self) -> Vec<usize> {
        self.saved.with(|saved| saved.shown().map(|placed| placed.column).collect())
    }

    /// The column widths as CSS grid tracks.
    pub(super) fn tracks(self) -> String {
        let track = |track: &Track| match track.share {
            0 => length(track.least),
            share => format!("minmax({},{share}fr) ", length(track.least)),
        };
        self.all_tracks().iter().map(track).collect()
    }

    /// The minimum width of a row, in CSS.
    pub(super) fn least(self) -> String {
        let sum: u32 = self.all_tracks().iter().map(|track| track.least + GAP).sum();
        length(SELECT + PADDING + sum)
    }

    fn all_tracks(self) -> Vec<Track> {
        let track = |placed: &Placed| {
            let column = self.columns.get(placed.column)?;
            Some(match placed.width {
                Some(width) => Track { least: width.max(column.least()), share: 0 },
                None => Track { least: column.width, share: column.share },
            })
        };
        self.saved.with(|saved| saved.shown().filter_map(track).collect())
    }
}

/// The minimum width of a visible column, and its share of the free width.
struct Track {
    least: u32,
    share: u32,
}

fn labels(columns: &[Column]) -> Vec<&'static str> {
    columns.iter().map(|column| column.label).collect()
}

fn length(quarters: u32) -> String {
    format!("calc({quarters}*.25rem) ")
}
