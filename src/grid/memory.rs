//! What a grid remembers while it is not in the page, so that it comes back as it was.

use leptos::prelude::*;
use zonesift_core::grid::{Selection, Sort};

/// The height of a row in CSS pixels until it is measured.
const ROW_HEIGHT: f64 = 32.0;

/// How a grid was left. Its owner decides how long that is remembered.
#[derive(Clone, Copy, Default)]
pub struct GridMemory {
    pub sort: RwSignal<Vec<Sort>>,
    /// The row of the active cell.
    pub cursor: RwSignal<Option<u32>>,
    pub selection: RwSignal<Selection>,
    /// The names of the groups that show their heading alone.
    pub folded: RwSignal<Vec<String>>,
    pub(super) active: RwSignal<ActiveColumn>,
    pub(super) scroll: Scroll,
}

impl GridMemory {
    /// Nothing but this order.
    #[must_use]
    pub fn sorted(sort: RwSignal<Vec<Sort>>) -> Self {
        Self { sort, ..Self::default() }
    }
}

/// Where in its row the active cell is. Column 0 is the checkbox, the others count as shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ActiveColumn {
    pub is_header: bool,
    pub column: usize,
}

/// The scroll position, in CSS pixels.
#[derive(Clone, Copy)]
pub(super) struct Scroll {
    pub top: RwSignal<f64>,
    pub row_height: RwSignal<f64>,
}

impl Default for Scroll {
    fn default() -> Self {
        Self { top: RwSignal::new(0.0), row_height: RwSignal::new(ROW_HEIGHT) }
    }
}
