//! The grid's scroll position: measured, held while rows come and go, moved to show a cell. It never
//! decides which rows there are.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::untrack;
use leptos::prelude::*;
use zonesift_core::grid::{scroll_to_show, shift};

use super::Model;
use crate::signal::when_gone;
use crate::web::dom::{El, follow};
use crate::web::viewport::{self, Mark};

/// The height of a row in CSS pixels until it is measured.
const ROW_HEIGHT: f64 = 36.0;

/// The space beside a cell that is scrolled into view: the row's own padding, in CSS pixels.
const SIDE: f64 = 8.0;

/// The scroll position, and how much of the grid is visible.
#[derive(Clone, Copy)]
pub(super) struct Viewport {
    element: RwSignal<Option<El>>,
    probe: RwSignal<Option<El>>,
    pub(super) top: RwSignal<f64>,
    pub(super) height: RwSignal<f64>,
    pub(super) row_height: RwSignal<f64>,
    /// The scroll position to set before the next paint.
    ahead: RwSignal<Option<f64>>,
    mark: RwSignal<Mark>,
}

impl Viewport {
    /// Measures the grid and a probe row, now and at every resize.
    pub(super) fn new(element: &El, probe: &El) -> Self {
        let view = Self {
            element: RwSignal::new(Some(element.clone())),
            probe: RwSignal::new(Some(probe.clone())),
            top: RwSignal::new(0.0),
            height: RwSignal::new(800.0),
            row_height: RwSignal::new(ROW_HEIGHT),
            ahead: RwSignal::default(),
            mark: RwSignal::default(),
        };
        let observed = viewport::on_resize([element, probe], move || view.measure());
        when_gone(move || drop(observed));
        view
    }

    fn measure(self) {
        let height = of(self.element, viewport::height).filter(|height| *height > 0.0);
        if let Some(height) = height {
            self.height.set(height);
        }
        let row = of(self.probe, viewport::outer_height).filter(|row| *row > 0.0);
        if let Some(row) = row {
            self.row_height.set(row);
        }
    }

    fn scroll_top(self) -> f64 {
        of(self.element, viewport::scroll_top).unwrap_or_default()
    }

    /// Where the row at this place begins, in whole CSS pixels: a row's height is a whole number.
    pub(super) fn offset(self, place: usize) -> usize {
        place * self.row_height.get() as usize
    }

    /// Reads the scroll position from the DOM.
    pub(super) fn scrolled(self) {
        self.top.set(self.scroll_top());
    }

    /// Scrolls to a position. The drawn rows follow at once; the DOM follows before the next paint,
    /// when the list has its new height.
    fn jump(self, top: f64) {
        self.top.set(top);
        self.ahead.update_untracked(|ahead| *ahead = Some(top));
        viewport::before_paint(move || {
            // A scroll that shows a row meanwhile takes precedence.
            if let Some(top) = self.ahead.try_update_untracked(Option::take).flatten() {
                of(self.element, |element| viewport::scroll_to(element, top));
            }
        });
    }

    /// The places of the visible rows.
    fn seen(self) -> Range<usize> {
        let (top, row) = (self.top.get_untracked(), self.row_height.get_untracked());
        let first = (top / row).ceil() as usize;
        first..first + (self.height.get_untracked() / row) as usize
    }

    /// Keeps the visible rows in place while others come or go around them, and the first visible row
    /// while the row height changes.
    pub(super) fn hold(self, model: &Rc<Model>) {
        let model = model.clone();
        let mut before = model.order.get_untracked();
        follow(move || {
            let after = model.order.get();
            if !Arc::ptr_eq(&before, &after) {
                let before = std::mem::replace(&mut before, after.clone());
                untrack(|| self.hold_rows(&model, &before, &after));
            }
        });
        let mut before = self.row_height.get_untracked();
        follow(move || {
            let after = self.row_height.get();
            let before = std::mem::replace(&mut before, after);
            if before != after {
                self.jump((self.top.get_untracked() / before).floor() * after);
            }
        });
    }

    fn hold_rows(self, model: &Model, before: &[u32], after: &[u32]) {
        let seen = self.seen();
        let cursor = model.cursor.get_untracked();
        let place = cursor.and_then(|row| before.iter().position(|other| *other == row));
        let top = self.top.get_untracked();
        // At the very top, new rows come into view, unless the active row is visible.
        if top > 0.0 || place.is_some_and(|place| seen.contains(&place)) {
            let shift = shift(before, after, seen.clone(), place);
            if shift != 0 {
                self.jump((top + shift as f64 * self.row_height.get_untracked()).max(0.0));
            }
        }
        // When the active row goes away while it is visible, the next one becomes active.
        let gone = place.filter(|place| seen.contains(place)).filter(|place| {
            before.get(*place).is_some_and(|row| !after.contains(row)) && !after.is_empty()
        });
        if let Some(place) = gone {
            model.cursor.set(after.get(place.min(after.len() - 1)).copied());
        }
    }

    /// Scrolls the row at this place into view, below the header.
    pub(super) fn show(self, place: usize) {
        // Reading the position from the DOM instead would force a layout at every key.
        let top = self.ahead.get_untracked().unwrap_or(self.top.get_untracked());
        let (height, row) = (self.height.get_untracked(), self.row_height.get_untracked());
        let start = place as f64 * row;
        if let Some(top) = scroll_to_show(start, start + row, top, height - row) {
            self.ahead.update_untracked(Option::take);
            of(self.element, |element| viewport::scroll_to(element, top));
            self.scrolled();
        }
    }

    /// Scrolls a cell of this row into view horizontally.
    pub(super) fn show_column(self, row: &str, column: usize) {
        if let Some((start, width)) = viewport::span(row, column) {
            of(self.element, |element| {
                let (left, seen) = viewport::across(element);
                if let Some(left) = scroll_to_show(start - SIDE, start + width + SIDE, left, seen) {
                    viewport::scroll_across(element, left);
                }
            });
        }
    }

    /// Marks the active cell: now, and again once new rows are drawn.
    pub(super) fn mark(self, row: Option<String>, column: usize) {
        let put = move || {
            of(self.element, |grid| {
                self.mark.update(|mark| mark.put(grid, row.as_deref(), column));
            });
        };
        put();
        viewport::before_paint(put);
    }
}

/// Reads from an element, as long as the grid exists.
fn of<R>(element: RwSignal<Option<El>>, ask: impl FnOnce(&El) -> R) -> Option<R> {
    element.try_with_untracked(|element| element.as_ref().map(ask)).flatten()
}
