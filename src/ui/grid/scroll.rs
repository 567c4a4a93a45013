//! Where the grid is scrolled to: measured, kept while rows come and go, moved to what is asked for.
//! It never decides which rows there are.

use std::ops::Range;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use zonesift_core::grid::{scroll_to_show, shift};

use super::Model;
use crate::web::viewport;

/// The height of a row in CSS pixels until it has been measured.
const ROW_HEIGHT: f64 = 36.0;

/// Where the grid is scrolled to, and how much of it is seen.
#[derive(Clone, Copy)]
pub(super) struct Viewport {
    pub(super) element: NodeRef<html::Div>,
    pub(super) probe: NodeRef<html::Div>,
    pub(super) top: RwSignal<f64>,
    pub(super) height: RwSignal<f64>,
    pub(super) row_height: RwSignal<f64>,
}

impl Viewport {
    /// Nothing measured yet.
    pub(super) fn new() -> Self {
        Self {
            element: NodeRef::new(),
            probe: NodeRef::new(),
            top: RwSignal::new(0.0),
            height: RwSignal::new(800.0),
            row_height: RwSignal::new(ROW_HEIGHT),
        }
    }

    /// Measures now and whenever the size changes.
    pub(super) fn observe(self) {
        let kept = StoredValue::new_local(None);
        Effect::new(move |_| {
            let Some(element) = self.element.get() else { return };
            kept.set_value(viewport::on_resize(&element, move || self.measure()));
        });
    }

    fn measure(self) {
        if let Some(element) = self.element.try_get_untracked().flatten() {
            self.height.set(f64::from(element.client_height()));
        }
        let probe = self.probe.try_get_untracked().flatten();
        if let Some(height) = probe.map(|probe| probe.offset_height()).filter(|height| *height > 0)
        {
            self.row_height.set(f64::from(height));
        }
    }

    /// Takes note of where the user has scrolled to.
    pub(super) fn scrolled(self) {
        if let Some(element) = self.element.get_untracked() {
            self.top.set(f64::from(element.scroll_top()));
        }
    }

    /// Scrolls to a position. What is drawn follows at once, the page once it is as high as it will
    /// be: the rows may just have become more.
    fn jump(self, top: f64) {
        self.top.set(top);
        viewport::before_paint(move || {
            if let Some(element) = self.element.try_get_untracked().flatten() {
                element.set_scroll_top(top as i32);
            }
        });
    }

    /// The places of the rows that are in sight.
    fn seen(self) -> Range<usize> {
        let (top, row) = (self.top.get_untracked(), self.row_height.get_untracked());
        let first = (top / row).ceil() as usize;
        first..first + (self.height.get_untracked() / row) as usize
    }

    /// Keeps the rows in sight where they are while others come or go around them, and the first
    /// of them while rows become higher or lower.
    pub(super) fn hold(self, model: Model) {
        Effect::new(move |before: Option<Arc<Vec<u32>>>| {
            let after = model.order.get();
            if let Some(before) = before.filter(|before| !Arc::ptr_eq(before, &after)) {
                self.follow(model, &before, &after);
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

    fn follow(self, model: Model, before: &[u32], after: &[u32]) {
        let seen = self.seen();
        let cursor = model.cursor.get_untracked();
        let place = cursor.and_then(|row| before.iter().position(|other| *other == row));
        let top = self.top.get_untracked();
        // At the very top what comes first is shown, unless the keyboard is at a row in sight.
        if top > 0.0 || place.is_some_and(|place| seen.contains(&place)) {
            let shift = shift(before, after, seen.clone(), place);
            if shift != 0 {
                self.jump((top + shift as f64 * self.row_height.get_untracked()).max(0.0));
            }
        }
        // When the cursor's row goes away before the user's eyes, its place is taken by the next.
        let gone = place.filter(|place| seen.contains(place)).filter(|place| {
            before.get(*place).is_some_and(|row| !after.contains(row)) && !after.is_empty()
        });
        if let Some(place) = gone {
            model.cursor.set(after.get(place.min(after.len() - 1)).copied());
        }
    }

    /// Scrolls so that the row at this place is in sight, below the header.
    pub(super) fn show(self, place: usize) {
        let Some(element) = self.element.get_untracked() else { return };
        let (top, height, row) = (
            f64::from(element.scroll_top()),
            self.height.get_untracked(),
            self.row_height.get_untracked(),
        );
        if let Some(top) = scroll_to_show(place, top, height, row, row) {
            element.set_scroll_top(top as i32);
        }
    }
}
