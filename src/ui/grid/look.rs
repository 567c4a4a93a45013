//! How a grid looks: its columns as they are placed, kept for the site under the grid's name. It
//! keeps labels, widths and flags, and nothing of the rows.

use zonesift_core::grid::{Layout, Placed};

use super::{Cell, Column};
use crate::signal::State;
use crate::web::storage::{self, Keep};
use crate::web::viewport;

/// The beginning of the entries that keep layouts.
const ENTRY: &str = "zonesift.view.";
/// The width of the column for selecting, in quarters of the root's font size.
const SELECT: u32 = 6;
/// What a row has at both sides, and between two columns.
const PADDING: u32 = 4;
const GAP: u32 = 2;
/// By so much a column becomes wider or narrower at once.
pub const STEP: i32 = 4;

/// The look of one grid, as a handle.
#[derive(Clone, Copy)]
pub struct Look {
    /// The grid's class, also the beginning of element ids and the name of what is kept.
    pub class: &'static str,
    /// The columns as they are made, without the one for selecting.
    pub columns: &'static [Column],
    /// How they are placed.
    pub layout: State<Layout>,
    /// Whether the dialog is open that changes it.
    pub is_open: State<bool>,
}

impl Look {
    /// The look of the grid of this class as it was left.
    #[must_use]
    pub fn new(class: &'static str, columns: &'static [Column]) -> Self {
        let kept = storage::read(Keep::Site, &[ENTRY, class].concat()).unwrap_or_default();
        let layout = State::new(Layout::read(&kept, &labels(columns)));
        Self { class, columns, layout, is_open: State::default() }
    }

    /// Changes the layout, and keeps it.
    pub fn change(self, change: impl FnOnce(&mut Layout)) {
        self.layout.update(change);
        self.keep();
    }

    /// Keeps the layout. Without storage it holds until the page is closed.
    pub(super) fn keep(self) {
        let text = self.layout.with_untracked(|layout| layout.write(&labels(self.columns)));
        let _ = storage::write(Keep::Site, &[ENTRY, self.class].concat(), &text);
    }

    /// Makes a column wider by so much, or narrower.
    pub fn step(self, column: usize, by: i32) {
        self.widen(column, self.width(column).saturating_add_signed(by));
        self.keep();
    }

    /// Makes a column so wide, but never too narrow for its buttons.
    pub(super) fn widen(self, column: usize, width: u32) {
        let least = self.columns.get(column).map_or(0, Column::least);
        self.layout.update(|layout| layout.widen(column, width.max(least)));
    }

    /// How wide a column is now.
    pub(super) fn width(self, column: usize) -> u32 {
        let placed = self.layout.with_untracked(|layout| {
            layout
                .shown()
                .enumerate()
                .find(|(_, placed)| placed.column == column)
                .map(|(place, placed)| (place, placed.width))
        });
        let made = self.columns.get(column).map_or(0, |column| column.width);
        let seen = |place| viewport::span(&self.header(), place + 1).map_or(0.0, |(_, seen)| seen);
        match placed {
            Some((_, Some(width))) => width,
            // A column that takes its share of what is left is as wide as it is seen. In cards there
            // are no widths to be seen.
            Some((place, None)) => made.max((seen(place) / self.unit()) as u32),
            None => made,
        }
    }

    /// How many CSS pixels a width of 1 comes to.
    pub(super) fn unit(self) -> f64 {
        let select = viewport::span(&self.header(), 0).map_or(0.0, |(_, width)| width);
        select.max(f64::from(SELECT)) / f64::from(SELECT)
    }

    /// The id of the header row.
    pub(super) fn header(self) -> String {
        [self.class, "-header"].concat()
    }

    /// The columns that are shown, in order.
    pub(super) fn shown(self) -> Vec<usize> {
        self.layout.with(|layout| layout.shown().map(|placed| placed.column).collect())
    }

    /// The widths of the columns, as the stylesheet takes them.
    pub(super) fn tracks(self) -> String {
        let mut tracks = String::new();
        for (width, share) in self.placed() {
            tracks += &match share {
                0 => length(width),
                _ => ["minmax(", &length(width), ",", &share.to_string(), "fr) "].concat(),
            };
        }
        tracks
    }

    /// How wide a row is at least.
    pub(super) fn least(self) -> String {
        let sum: u32 = self.placed().iter().map(|(width, _)| width + GAP).sum();
        length(SELECT + PADDING + sum)
    }

    /// For each column that is shown the width that it has at least, and its share of what is left.
    fn placed(self) -> Vec<(u32, u32)> {
        let of = |placed: &Placed| {
            let column = self.columns.get(placed.column)?;
            Some(match placed.width {
                Some(width) => (width.max(column.least()), 0),
                None => (column.width, column.share),
            })
        };
        self.layout.with(|layout| layout.shown().filter_map(of).collect())
    }
}

impl Column {
    /// Buttons need their room.
    fn least(&self) -> u32 {
        if self.cell == Cell::Actions { self.width } else { 0 }
    }
}

fn labels(columns: &[Column]) -> Vec<&'static str> {
    columns.iter().map(|column| column.label).collect()
}

fn length(quarters: u32) -> String {
    ["calc(", &quarters.to_string(), "*.25rem) "].concat()
}
