//! As many rows as are seen at once, each given another number of the list when its own goes out of
//! sight. No element is made while the list is scrolled, and none is moved: `transform` places a row. Once
//! the list rests the elements are put in the order of their places, for screen readers.

use std::sync::Arc;

use chrono::TimeDelta;
use leptos::html::Div;
use leptos::prelude::*;
use zonesift_core::grid::{MOST_AT_ONCE, Motion, Outline, Scene, headed_by, window};

use super::viewport::Viewport;
use super::{GridState, mark_active};
use crate::browser::cells::{self, Tip};
use crate::browser::clock;

/// Rows drawn above and below those in sight.
const OVERSCAN: usize = 4;

/// A list rests when it has not been scrolled for so long.
const REST: TimeDelta = TimeDelta::milliseconds(150);

/// How long a row is marked that came or moved: longer than the stylesheet's animations.
const MOTION: TimeDelta = TimeDelta::milliseconds(250);

/// What a row component shows now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Slot {
    /// The number of the row.
    number: u32,
    /// Its place in the whole list.
    place: usize,
}

/// The row that a row component shows: another one from time to time.
#[derive(Clone, Copy)]
pub struct RowSlot {
    slot: RwSignal<Slot>,
    pub grid: GridState,
    view: Viewport,
    pub(super) columns: StoredValue<Vec<usize>>,
}

impl RowSlot {
    /// The number of the row.
    #[must_use]
    pub fn number(self) -> u32 {
        self.slot.with(|slot| slot.number)
    }

    /// The number of the row, for what is pressed.
    #[must_use]
    pub fn number_now(self) -> u32 {
        self.slot.with_untracked(|slot| slot.number)
    }

    /// Its place in the list.
    #[must_use]
    pub fn place(self) -> usize {
        self.slot.with(|slot| slot.place)
    }

    /// The group that it heads, if it is no row.
    pub(super) fn heads(self) -> Option<u32> {
        headed_by(self.number())
    }

    /// `aria-rowindex`: the header is row 1, so the first row is row 2. A heading has none, so that the
    /// counts are those of the records.
    pub(super) fn index(self) -> Option<usize> {
        let place = self.place();
        let above = self.grid.lines.with(|lines| lines.rows_above(place));
        self.heads().is_none().then_some(above + 2)
    }

    pub(super) fn id(self) -> String {
        self.grid.row_id(self.number())
    }

    pub(super) fn transform(self) -> String {
        format!("translateY({}px)", self.view.offset(self.place()))
    }
}

/// The rows to draw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Drawn {
    /// The place of the first one.
    first: usize,
    numbers: Vec<u32>,
}

impl Drawn {
    fn scene(&self, order: &[u32], view: Viewport) -> Scene {
        let scrolled = view.top.get() / view.row_height.get();
        Scene { rows: order.len(), drawn: self.numbers.clone(), first: self.first, scrolled }
    }
}

/// A row component in the page.
#[derive(Clone)]
struct PoolRow {
    id: u32,
    slot: ArcRwSignal<Slot>,
    number: u32,
}

impl PoolRow {
    fn show(mut self, slot: Slot) -> Self {
        if self.slot.get_untracked() != slot {
            self.slot.set(slot);
        }
        self.number = slot.number;
        self
    }
}

#[component]
pub(super) fn RowPool(
    state: GridState,
    view: Viewport,
    is_whole: Memo<bool>,
    /// The columns shown, in order.
    columns: Vec<usize>,
    tip: StoredValue<Tip, LocalStorage>,
    row: Callback<RowSlot, AnyView>,
) -> impl IntoView {
    let columns = StoredValue::new(columns);
    let element = NodeRef::<Div>::new();
    let drawn = drawn(state, view, is_whole);
    // By place, and by age: a row that is added or removed moves no other in the page.
    let (placed, rows) = (StoredValue::new(Vec::<PoolRow>::new()), RwSignal::new(Vec::new()));
    let put_in_order = move || {
        let ids = placed.try_with_value(|placed| {
            placed.iter().map(|row| state.row_id(row.number)).collect::<Vec<String>>()
        });
        if let Some((element, ids)) = element.try_get_untracked().flatten().zip(ids) {
            cells::put_in_order(&element, ids.into_iter());
        }
    };
    Effect::new(move |before: Option<(Arc<Vec<u32>>, Scene)>| {
        let drawn = drawn.get();
        let order = state.lines_now();
        let scene = untrack(|| drawn.scene(&order, view));
        let is_scrolled = before.as_ref().is_some_and(|(before, _)| Arc::ptr_eq(before, &order));
        tip.update_value(Tip::hide);
        let is_held = element.get_untracked().is_some_and(|element| cells::is_held(&element));
        if is_held {
            // Whoever has the focus in a row has it for that record and no other.
            cells::leave_unless(|id| {
                drawn.numbers.iter().any(|number| state.row_id(*number) == id)
            });
        }
        placed.update_value(|placed| {
            *placed = arrange(std::mem::take(placed), &drawn, is_held || is_scrolled);
            show_rows(rows, placed);
        });
        if is_scrolled {
            // Moving the element that holds the focus would take it away.
            let put_in_order = move || {
                if !cells::is_inside() {
                    put_in_order()
                }
            };
            clock::after_in_owner(REST, put_in_order);
        } else {
            let motions = before
                .map(|(order, before)| scene.since(&before, |number| order.contains(&number)));
            let motions = motions.unwrap_or_default();
            let mark = move |motions: Vec<(u32, Motion)>| {
                if let Some(element) = element.try_get_untracked().flatten() {
                    let rows = motions.iter().map(|(row, motion)| (state.row_id(*row), *motion));
                    cells::mark_motions(&element, rows);
                }
            };
            if !motions.is_empty() {
                clock::after_in_owner(MOTION, move || mark(Vec::new()));
            }
            cells::before_paint(move || {
                put_in_order();
                mark(motions);
            });
        }
        // Last, so that it looks after the rows are in order: a row that moves takes the focus of its controls
        // away, and the grid takes it back.
        cells::keep_focus();
        (order, scene)
    });
    mark_active(state, view, drawn);
    let children = move |pool_row: PoolRow| {
        row.run(RowSlot { slot: pool_row.slot.into(), grid: state, view, columns })
    };
    view! {
        <div node_ref=element class="grid-window" role="presentation">
            <For each=move || rows.get() key=|row: &PoolRow| row.id children=children/>
        </div>
    }
    .into_any()
}

fn drawn(state: GridState, view: Viewport, is_whole: Memo<bool>) -> Memo<Drawn> {
    let range = Memo::new(move |_| {
        let rows = state.lines.with(Outline::len);
        if is_whole.get() && rows <= MOST_AT_ONCE {
            return 0..rows;
        }
        window(view.top.get(), view.height.get(), view.row_height.get(), rows, OVERSCAN)
    });
    Memo::new(move |_| {
        let range = range.get();
        let first = range.start;
        let numbers =
            state.lines.with(|lines| lines.numbers.get(range).unwrap_or_default().to_vec());
        Drawn { first, numbers }
    })
}

/// Gives each drawn number a row. A row keeps its own number where it `may_stay`: of another list every
/// row is written anew, which costs less than moving those that stay.
fn arrange(old: Vec<PoolRow>, drawn: &Drawn, may_stay: bool) -> Vec<PoolRow> {
    let mut next_id = old.iter().map(|row| row.id + 1).max().unwrap_or_default();
    let (mut stay, go): (Vec<PoolRow>, Vec<PoolRow>) =
        old.into_iter().partition(|row| may_stay && drawn.numbers.contains(&row.number));
    // The first that goes is the first to come again: when all go, none has to be moved.
    let mut free: Vec<PoolRow> = go.into_iter().rev().collect();
    let mut new_row = || {
        next_id += 1;
        PoolRow { id: next_id - 1, slot: ArcRwSignal::default(), number: 0 }
    };
    let rows = drawn.numbers.iter().zip(drawn.first..).map(|(&number, place)| {
        let known = stay.iter().position(|row| row.number == number);
        let row = known.map(|place| stay.swap_remove(place)).or_else(|| free.pop());
        row.unwrap_or_else(&mut new_row).show(Slot { number, place })
    });
    rows.collect()
}

/// Tells the page which rows there are, if these have changed.
fn show_rows(rows: RwSignal<Vec<PoolRow>>, placed: &[PoolRow]) {
    let mut by_age = placed.to_vec();
    by_age.sort_unstable_by_key(|row| row.id);
    let ids = |rows: &[PoolRow]| rows.iter().map(|row| row.id).collect::<Vec<u32>>();
    if rows.with_untracked(|rows| ids(rows) != ids(&by_age)) {
        rows.set(by_age);
    }
}
