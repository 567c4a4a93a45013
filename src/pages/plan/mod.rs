//! The plan page: what will be written, line by line, while it is written, and what came of it.

mod became;
mod button;
mod change_row;
mod chips;
mod details;
mod edit_dialog;
mod head;
mod keys;
mod lines;
mod list;
mod names;
mod no_history;
mod progress;
mod result;
pub mod second_copies;
mod standalone;

use std::sync::Arc;

use chrono::TimeDelta;
use leptos::ev::keydown;
use leptos::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use zonesift_core::change::Origin;
use zonesift_core::lines::{Line, Lines, Names};
use zonesift_core::plan::run::{Run, Stage};
use zonesift_core::plan::{Plan, Warning};

pub use button::PlanButton;
use change_row::ChangeRow;
use chips::PlanTools;
use details::ChangeDetails;
use edit_dialog::EditPlannedDialog;
use head::PlanHead;
use keys::PlanAction;
use list::LineList;
use names::NamesTree;
use second_copies::SecondCopy;

use super::zone_head::tell_plan;
use crate::browser::cells::before_paint;
use crate::browser::clock::{self, OneTimer};
use crate::browser::page;
use crate::grid::{Actions, Grid, GridMemory, GridState, KeyPress, RowSlot};
use crate::pages::shared::record_table::{Titles, are_letters_on};
use crate::state::AppState;
use crate::state::zone::ZoneState;

/// A plan with at most so many changes has all its lines in the page.
const FEW: usize = 100;
/// A plan with more changes is shown before it is checked.
const MANY: usize = 2_000;
/// How long after a box is ticked the plan is checked again: the box is drawn first.
const SOON: TimeDelta = TimeDelta::milliseconds(30);

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct PlanView {
    zone: ZoneState,
    /// What is planned, or what is being written.
    lines: Memo<Arc<Lines>>,
    /// The plan of what is not left out.
    taken: Memo<Arc<Plan>>,
    names: Memo<Arc<Names>>,
    /// The notes that many lines share.
    common: Memo<Vec<(Warning, usize)>>,
    /// What the lines' records are called.
    titles: Memo<Arc<Titles>>,
    list: LineList,
    /// Its selection holds the lines that are not left out.
    grid: GridState,
    second_copies: Memo<Vec<SecondCopy>>,
    /// Whether the warnings are known.
    is_checked: RwSignal<bool>,
    /// What the run is at; `None` before `Apply` is pressed.
    stage: Memo<Option<Stage>>,
    /// The index of the change in the edit dialog.
    editing: RwSignal<Option<usize>>,
}

#[component]
pub fn PlanPage(zone: ZoneState) -> impl IntoView {
    let app = expect_context::<AppState>();
    zone.apply.arrive();
    on_cleanup(move || zone.apply.leave());
    let plan = PlanView::new(zone);
    plan.keep_in_step();
    // Once the page is drawn; it may be gone by then.
    before_paint(move || {
        clock::after(SOON, move || {
            let _ = plan.is_checked.try_set(true);
        });
    });
    tell_plan(app, zone);
    // Of the whole page: when a button goes the focus goes with it.
    let keys = window_event_listener(keydown, move |event| plan.press_outside(app, &event));
    on_cleanup(move || keys.remove());
    view! {
        <section class="plan-page" aria-label="Plan" data-begun=move || plan.has_begun()>
            <PlanHead plan/>
            <div class="plan-body-columns">
                <NamesTree plan/>
                <div class="plan-lines">
                    <PlanTools plan/>
                    <Grid
                        label="Changes"
                        state=plan.grid
                        shortcuts=PlanAction::shortcuts()
                        on_key=move |press: KeyPress| plan.press(press)
                        row=move |row: RowSlot| view! { <ChangeRow plan row/> }.into_any()
                        empty=move || plan.nothing()
                    />
                </div>
                <ChangeDetails plan/>
            </div>
            <EditPlannedDialog zone editing=plan.editing/>
        </section>
    }
    .into_any()
}

impl PlanView {
    fn new(zone: ZoneState) -> Self {
        let stage = Memo::new(move |_| zone.apply.run.with(|run| run.as_ref().map(Run::stage)));
        let is_checked = RwSignal::new(untrack(|| zone.pending()) <= MANY);
        let lines = lines::of(zone, stage, is_checked);
        let names = Memo::new_owning(move |_| (Arc::new(lines::names(zone, &lines.get())), true));
        let titles = Memo::new_owning(move |_| (Arc::new(lines::titles(&lines.get())), true));
        let list = LineList::new(zone, lines, names, stage);
        let letters = RwSignal::new(are_letters_on());
        let may_tick = Callback::new(move |_: u32| stage.get().is_none());
        let memory = GridMemory::sorted(list.sort);
        let grid = GridState::new(list::layout(), list.order, memory, letters);
        Self {
            zone,
            lines,
            taken: Memo::new_owning(move |_| (Arc::new(lines.with(|lines| lines.plan())), true)),
            names,
            common: Memo::new(move |_| lines.with(|lines| lines.common_notes())),
            titles,
            list,
            grid: grid.ticked_to("Include").tickable_if(may_tick),
            second_copies: second_copies::of_run(zone),
            is_checked,
            stage,
            editing: RwSignal::default(),
        }
    }

    /// Whether `Apply` was pressed.
    fn has_begun(self) -> bool {
        self.stage.get().is_some()
    }

    fn is_running(self) -> bool {
        self.stage.get().is_some_and(|stage| stage != Stage::Over)
    }

    fn is_over(self) -> bool {
        self.stage.get() == Some(Stage::Over)
    }

    fn line(self, number: u32) -> Option<Line> {
        self.lines.with(|lines| lines.get(number).cloned())
    }

    /// Keeps the boxes and what is left out in step, and the cursor at its change when the lines are others.
    fn keep_in_step(self) {
        let Self { lines, grid, zone, .. } = self;
        Effect::new(move |before: Option<Arc<Lines>>| {
            let now = lines.get();
            grid.layout.saved.update(|saved| saved.is_whole = now.0.len() <= FEW);
            // What was ticked or unticked a moment ago is not in the lines yet, and stays as it was pressed.
            let pressed = before.as_deref().map(|lines| self.pressed(lines)).unwrap_or_default();
            let taken = |(number, line): (u32, &Line)| {
                let is_ticked = pressed.get(&line.planned.origin()).copied();
                is_ticked.unwrap_or(!line.is_left_out).then_some(number)
            };
            let taken = (0..).zip(&now.0).filter_map(taken);
            grid.selection.update(|selection| selection.select_only(taken));
            let at = grid.cursor.get_untracked().zip(before);
            let at = at.and_then(|(at, before)| origin_at(&before, at));
            let place = at.and_then(|at| now.0.iter().position(|line| line.planned.origin() == at));
            let first = || grid.order.with_untracked(|order| order.first().copied());
            grid.cursor.set(place.map(|place| place as u32).or_else(first));
            now
        });
        let soon = OneTimer::default();
        Effect::new(move |_| {
            grid.selection.track();
            if self.unticked() != zone.apply.left_out.get_untracked() {
                soon.after(SOON, move || self.leave_out());
            }
        });
    }

    /// The changes whose boxes say something else than these lines, and whether they are ticked.
    fn pressed(self, lines: &Lines) -> FxHashMap<Origin, bool> {
        if self.stage.get_untracked().is_some() {
            return FxHashMap::default();
        }
        self.grid.selection.with_untracked(|selection| {
            let boxes =
                (0..).zip(&lines.0).map(|(number, line)| (selection.contains(number), line));
            let pressed = boxes.filter(|(is_ticked, line)| *is_ticked == line.is_left_out);
            pressed.map(|(is_ticked, line)| (line.planned.origin(), is_ticked)).collect()
        })
    }

    /// The changes whose boxes are not ticked; none once the plan is being written.
    fn unticked(self) -> FxHashSet<Origin> {
        if self.stage.get_untracked().is_some() {
            return self.zone.apply.left_out.get_untracked();
        }
        self.grid.selection.with_untracked(|selection| {
            self.lines.with_untracked(|lines| {
                let lines = (0..).zip(&lines.0);
                let out = lines.filter(|(number, _)| !selection.contains(*number));
                out.map(|(_, line)| line.planned.origin()).collect()
            })
        })
    }

    /// Leaves out what is not ticked. A timer runs it: the page may be gone by then.
    fn leave_out(self) {
        if self.stage.try_get_untracked().is_none() {
            return;
        }
        let unticked = self.unticked();
        if self.zone.apply.left_out.with_untracked(|left_out| *left_out != unticked) {
            self.zone.apply.left_out.set(unticked);
        }
    }

    /// Writes what is ticked.
    fn apply(self) {
        self.leave_out();
        self.zone.apply_plan(self.taken.with_untracked(|plan| (**plan).clone()));
        // The pressed button no longer exists.
        page::focus_heading();
    }

    /// After a fix: the plan is computed again, and the pressed button no longer exists.
    fn renew(self) {
        self.leave_out();
        self.zone.apply.renew();
        page::focus(".plan-details");
    }

    /// The text shown when there is no line.
    fn nothing(self) -> String {
        let words = match self.lines.with(|lines| lines.0.is_empty()) {
            false => "No changes match.",
            true if !lines::is_ready(self.zone) => "Reading the zone…",
            true => "Nothing is planned.",
        };
        words.to_owned()
    }
}

fn origin_at(lines: &Lines, number: u32) -> Option<Origin> {
    lines.get(number).map(|line| line.planned.origin())
}

/// The failure of reading the zone, in words.
fn failed_reading(zone: ZoneState) -> Option<String> {
    zone.failed.get().map(|error| zone.api.explain(&error))
}

/// The zone's name, for the heading and the tab.
fn zone_name(zone: ZoneState) -> String {
    let name = zone.info.with(|info| info.as_ref().map(|info| info.name.to_string()));
    name.unwrap_or_else(|| "Opening the zone…".to_owned())
}
