//! How a grid looks, stored for the whole site under the grid's name. It stores labels, widths and
//! flags, and nothing of the rows.

use leptos::prelude::*;
use zonesift_core::grid::{Layout, Placed};

use super::{Cell, Column};
use crate::web::storage::{self, Keep};
use crate::web::viewport;

/// Prefix of the storage keys.
const ENTRY: &str = "zonesift.view.";
/// Width of the checkbox column, in quarters of the root font size.
const SELECT: u32 = 6;
/// Padding of a row, both sides together, and the gap between columns; in the same unit.
const PADDING: u32 = 4;
const GAP: u32 = 2;
/// How much one step widens or narrows a column, in the same unit.
pub const STEP: i32 = 4;

/// The look of one grid, as a handle that can be copied.
#[derive(Clone, Copy)]
pub struct Look {
    /// The grid's class. Element ids start with it, the storage key ends with it.
    pub class: &'static str,
    /// The columns in their original order, without the checkboxes.
    pub columns: &'static [Column],
    pub layout: RwSignal<Layout>,
    /// Whether the View dialog is open.
    pub is_open: RwSignal<bool>,
}

impl Look {
    /// Loads the stored look.
    #[must_use]
    pub fn new(class: &'static str, columns: &'static [Column]) -> Self {
        let kept = storage::read(Keep::Site, &[ENTRY, class].concat()).unwrap_or_default();
        let layout = RwSignal::new(Layout::read(&kept, &labels(columns)));
        Self { class, columns, layout, is_open: RwSignal::default() }
    }

    /// Changes and stores the layout.
    pub fn change(self, change: impl FnOnce(&mut Layout)) {
        self.layout.update(change);
        self.keep();
    }

    /// Stores the layout. Without storage it lasts until the page is closed.
    pub(super) fn keep(self) {
        let text = self.layout.with_untracked(|layout| layout.write(&labels(self.columns)));
        let _ = storage::write(Keep::Site, &[ENTRY, self.class].concat(), &text);
    }

    /// Widens a column by so much, or narrows it.
    pub fn step(self, column: usize, by: i32) {
        self.widen(column, self.width(column).saturating_add_signed(by));
        self.keep();
    }

    /// Sets a column's width, but leaves room for its buttons.
    pub(super) fn widen(self, column: usize, width: u32) {
        let least = self.columns.get(column).map_or(0, Column::least);
        self.layout.update(|layout| layout.widen(column, width.max(least)));
    }

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
            // A column that shares the free width is as wide as it is drawn. In the card layout there
            // are no column widths.
            Some((place, None)) => made.max((seen(place) / self.unit()) as u32),
            None => made,
        }
    }

    /// The CSS pixels of one width unit.
    pub(super) fn unit(self) -> f64 {
        let select = viewport::span(&self.header(), 0).map_or(0.0, |(_, width)| width);
        select.max(f64::from(SELECT)) / f64::from(SELECT)
    }

    /// The header row's element id.
    pub(super) fn header(self) -> String {
        [self.class, "-header"].concat()
    }

    /// The visible columns, in order.
    pub(super) fn shown(self) -> Vec<usize> {
        self.layout.with(|layout| layout.shown().map(|placed| placed.column).collect())
    }

    /// The column widths as CSS grid tracks.
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

    /// The minimum width of a row, in CSS.
    pub(super) fn least(&self) -> String {
        let sum: u32 = self.placed().iter().map(|(width, _)| width + GAP).sum();
        length(SELECT + PADDING + sum)
    }

    /// The minimum width and the share of each visible column.
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
    /// How narrow a column may get: buttons need their room.
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
