//! The grid's scroll position: measured, held while rows come and go, moved to show a cell. It never
//! decides which rows there are.

use std::ops::Range;
use std::sync::Arc;

use leptos::html::Div;
use leptos::prelude::*;
use leptos_use_resize_observer::use_resize_observer;
use zonesift_core::grid::{scroll_to_show, shift};

use super::GridState;
use super::memory::Scroll;
use crate::browser::cells::{self, Mark};

/// The space beside a cell that is scrolled into view: the row's own padding, in CSS pixels.
const SIDE: f64 = 8.0;

/// The scroll position, and how much of the grid is visible, in CSS pixels.
#[derive(Clone, Copy)]
pub(super) struct Viewport {
    element: NodeRef<Div>,
    probe: NodeRef<Div>,
    pub top: RwSignal<f64>,
    pub height: RwSignal<f64>,
    pub row_height: RwSignal<f64>,
    /// The scroll position to set before the next paint.
    ahead: StoredValue<Option<f64>>,
}

impl Viewport {
    /// Measures the grid and a probe row, now and at every resize. It begins where `scroll` was left.
    pub fn new(element: NodeRef<Div>, probe: NodeRef<Div>, scroll: Scroll) -> Self {
        let Scroll { top, row_height } = scroll;
        let height = RwSignal::new(800.0);
        let view = Self { element, probe, top, height, row_height, ahead: StoredValue::default() };
        let left_at = top.get_untracked();
        element.on_load(move |grid| grid.set_scroll_top(left_at as i32));
        for observed in [element, probe] {
            // In the next frame, because measuring may change the layout itself.
            use_resize_observer(observed, move |_, _| cells::before_paint(move || view.measure()));
        }
        view
    }

    fn measure(self) {
        let height = self.element.try_get_untracked().flatten().map(|grid| grid.client_height());
        if let Some(height) = height.filter(|height| *height > 0) {
            self.height.set(f64::from(height));
        }
        let row = self.probe.try_get_untracked().flatten().map(|probe| probe.offset_height());
        if let Some(row) = row.filter(|row| *row > 0) {
            self.row_height.set(f64::from(row));
        }
    }

    /// Where the row at this place begins, in whole CSS pixels: a row's height is a whole number.
    pub fn offset(self, place: usize) -> usize {
        place * self.row_height.get() as usize
    }

    /// How many rows a page has.
    pub fn page(self) -> usize {
        (self.height.get_untracked() / self.row_height.get_untracked()) as usize
    }

    /// Reads the scroll position from the DOM.
    pub fn scrolled(self) {
        if let Some(grid) = self.element.get_untracked() {
            self.top.set(f64::from(grid.scroll_top()));
        }
    }

    /// Scrolls to a position. The drawn rows follow at once; the DOM follows before the next paint,
    /// when the list has its new height.
    fn jump(self, top: f64) {
        self.top.set(top);
        self.ahead.set_value(Some(top));
        cells::before_paint(move || {
            // A scroll that shows a row meanwhile takes precedence.
            let ahead = self.ahead.try_update_value(Option::take).flatten();
            let grid = self.element.try_get_untracked().flatten();
            if let Some((top, grid)) = ahead.zip(grid) {
                grid.set_scroll_top(top as i32);
            }
        });
    }

    /// The places of the visible rows.
    fn seen(self) -> Range<usize> {
        let first = (self.top.get_untracked() / self.row_height.get_untracked()).ceil() as usize;
        first..first + self.page()
    }

    /// Keeps the visible rows in place while others come or go around them, and the first visible row
    /// while the row height changes.
    pub fn hold(self, state: GridState) {
        Effect::new(move |before: Option<Arc<Vec<u32>>>| {
            let after = state.lines.with(|lines| lines.numbers.clone());
            if let Some(before) = before.filter(|before| !Arc::ptr_eq(before, &after)) {
                untrack(|| self.hold_rows(state, &before, &after));
            }
            after
        });
        Effect::new(move |before: Option<f64>| {
            let after = self.row_height.get();
            if let Some(before) = before.filter(|before| *before != after) {
                self.jump((self.top.get_untracked() / before).floor() * after);
            }
            after
        });
    }

    fn hold_rows(self, state: GridState, before: &[u32], after: &[u32]) {
        let seen = self.seen();
        let cursor = state.cursor.get_untracked();
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
            state.cursor.set(after.get(place.min(after.len() - 1)).copied());
        }
    }

    /// Scrolls the row at this place into view, below the header.
    pub fn show(self, place: usize) {
        // Reading the position from the DOM instead would force a layout at every key.
        let top = self.ahead.get_value().unwrap_or(self.top.get_untracked());
        let (height, row) = (self.height.get_untracked(), self.row_height.get_untracked());
        let start = place as f64 * row;
        if let Some(top) = scroll_to_show(start, start + row, top, height - row) {
            self.ahead.set_value(None);
            if let Some(grid) = self.element.get_untracked() {
                grid.set_scroll_top(top as i32);
            }
            self.scrolled();
        }
    }

    /// Scrolls a cell of this row into view horizontally.
    pub fn show_column(self, row: &str, column: usize) {
        let Some((start, width)) = cells::span(row, column) else { return };
        let Some(grid) = self.element.get_untracked() else { return };
        let (left, seen) = (f64::from(grid.scroll_left()), f64::from(grid.client_width()));
        if let Some(left) = scroll_to_show(start - SIDE, start + width + SIDE, left, seen) {
            grid.set_scroll_left(left as i32);
        }
    }

    /// Marks the active cell: now, and again once new rows are drawn.
    pub fn mark(self, mark: StoredValue<Mark, LocalStorage>, row: Option<String>, column: usize) {
        let put = move || {
            if let Some(grid) = self.element.try_get_untracked().flatten() {
                mark.try_update_value(|mark| mark.put(&grid, row.as_deref(), column));
            }
        };
        put();
        cells::before_paint(put);
    }
}
