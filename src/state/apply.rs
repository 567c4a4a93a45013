//! Executes a plan: makes the calls that the run asks for and reports their answers to it. Every write of a
//! plan goes through here.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::untrack;
use leptos::task::spawn_local;
use zonesift_core::change::{Change, Written};
use zonesift_core::plan::Plan;
use zonesift_core::plan::run::{Action, Report, Run};
use zonesift_core::provider::{ApiError, Batch, BatchDone, Call};
use zonesift_core::record::Record;

use super::discovery::Discovery;
use super::way_back::Own;

use crate::signal::State;
use crate::web::lock::{TabLock, hold};
use crate::web::{clock, page};

#[derive(Default)]
pub struct Apply {
    /// `None` before `Apply` was pressed.
    pub run: State<Option<Run>>,
    /// Whether the plan's dialog is open.
    pub open: State<bool>,
    /// How many changes the last run has done, and how many failed.
    pub result: State<Option<(usize, usize)>>,
    /// What the last run has changed: what undo takes back.
    pub last: State<Written>,
    /// The standalone plan (undo, restore), if one is open instead of the pending changes.
    pub own: State<Option<Own>>,
    /// The last attempt to write found that another tab is writing this zone.
    pub elsewhere: State<bool>,
    /// The zone before the run wrote anything.
    pub(super) before: State<Option<Arc<Vec<Record>>>>,
    pub(super) begun: Cell<DateTime<Utc>>,
    /// The history has an unfinished entry for this run.
    pub(super) noted: Cell<bool>,
    /// The history entry is being stored: until then the run neither writes nor ends.
    pub(super) noting: Cell<bool>,
    /// Held while the run writes, so that no other tab writes the zone.
    lock: RefCell<Option<TabLock>>,
}

impl Apply {
    /// Opens the plan of the pending changes, or the one that is being written.
    pub fn review(&self) {
        if !self.is_running_now() {
            self.drop_own();
        }
        self.renew();
    }

    /// Opens the dialog. Drops a run that is over, so that the plan is computed again.
    pub fn renew(&self) {
        self.elsewhere.set(false);
        if !self.run.with_untracked(is_running) {
            self.run.set(None);
        }
        self.open.set(true);
    }

    #[must_use]
    pub fn is_running(&self) -> bool {
        self.run.with(is_running)
    }

    /// [`Apply::is_running`] without tracking.
    pub(super) fn is_running_now(&self) -> bool {
        self.run.with_untracked(is_running)
    }

    /// Drops the run before it has sent anything; the plan stays.
    pub(super) fn give_up(&self) {
        self.lock.take();
        self.run.set(None);
    }

    fn amend<R>(&self, change: impl FnOnce(&mut Run) -> R) -> Option<R> {
        self.run.update(|run| run.as_mut().map(change))
    }

    pub(super) fn of<R>(&self, read: impl FnOnce(&Run) -> R) -> Option<R> {
        self.run.with_untracked(|run| run.as_ref().map(read))
    }
}

fn is_running(run: &Option<Run>) -> bool {
    run.as_ref().is_some_and(|run| !run.is_over())
}

impl Discovery {
    /// Starts to write the plan. A second press while a run exists does nothing.
    pub fn apply_plan(&'static self, plan: Plan) {
        if self.apply.run.with_untracked(Option::is_some) {
            return;
        }
        self.end_act();
        let rules = self.api.provider().capabilities();
        let batch = self.zone.with_untracked(|zone| rules.batch_limit(zone.as_ref()?));
        self.apply.result.set(None);
        let (_, quota) = untrack(|| self.used());
        self.apply.run.set(Some(Run::new(plan, rules, batch).within(quota)));
        self.apply.before.set(None);
        self.apply.begun.set(clock::now());
        self.begin();
    }

    /// Takes the tab lock and continues; ends the run if another tab has it.
    fn begin(&'static self) {
        spawn_local(async move {
            let held =
                hold(&format!("zonesift.{}.{}", self.api.address(), self.id().as_str())).await;
            self.apply.elsewhere.set(held.is_none());
            match held {
                Some(held) => {
                    self.apply.lock.replace(Some(held));
                    self.go_on();
                }
                // Nothing was sent, so the plan stays as it is.
                None => self.apply.run.set(None),
            }
        });
    }

    pub fn retry(&'static self, index: usize) {
        self.end_act();
        self.apply.amend(|run| run.retry(index));
        self.begin();
    }

    /// Stops the run: nothing more is sent.
    pub fn stop_apply(&'static self) {
        self.apply.amend(Run::stop);
        self.settle();
        self.go_on();
    }

    pub(super) fn go_on(&'static self) {
        for action in self.apply.amend(Run::act).unwrap_or_default() {
            spawn_local(async move { self.carry_out(action).await });
        }
    }

    async fn carry_out(&'static self, action: Action) {
        page::stays().await;
        match action {
            Action::ReadZone => {
                let held = self.read_held().await;
                if let (Ok(held), true) = (&held, self.apply.before.with_untracked(Option::is_none))
                {
                    self.apply.before.set(Some(held.clone()));
                }
                let held = held.as_ref().map(|held| held.as_slice());
                self.report(Report::Zone(held.map_err(Clone::clone)));
            }
            Action::ReadFound => {
                let found = self.read_found().await;
                let found = found.as_ref().map(|reading| reading.records.as_slice());
                self.report(Report::Found(found.map_err(Clone::clone)));
            }
            Action::Write(index) => {
                let answer = match self.write(index) {
                    Some(Write::Put(call)) => self.send(Some(call)).await,
                    Some(Write::Delete(call)) => self.send(Some(call)).await,
                    None => Err(ApiError::NotFound),
                };
                self.report(Report::Written(index, answer));
            }
            Action::Batch(changes) => {
                let answer = self.send(self.batch(&changes)).await;
                self.report(Report::Called(answer));
            }
            Action::Review(changes, shape) => {
                let zone = self.zone.get_untracked();
                let records = self.apply.of(|run| run.review_of(&changes));
                let call = zone.zip(records).and_then(|(zone, (accepts, rejects))| {
                    self.api.provider().review_scan(&zone, &accepts, &rejects, shape)
                });
                let answer = self.send(call).await;
                self.report(Report::Called(answer));
            }
        }
        if self.note().await {
            self.settle();
            self.go_on();
        }
    }

    fn changes(&self, places: &[usize]) -> Vec<Change> {
        let of_run = |run: &Run| {
            let planned = places.iter().filter_map(|&place| run.changes().get(place));
            planned.map(|planned| planned.change.clone()).collect()
        };
        self.apply.of(of_run).unwrap_or_default()
    }

    fn write(&self, index: usize) -> Option<Write> {
        let (provider, zone) = (self.api.provider(), self.zone.get_untracked()?);
        Some(match self.changes(&[index]).pop()? {
            Change::Accept { record, .. } | Change::Add { record } => {
                Write::Put(provider.create_record(&zone, &record))
            }
            Change::Edit { before, after, whole: true } if before.id.is_some() => {
                Write::Put(provider.overwrite_record(&zone, before.id.as_ref()?, &after)?)
            }
            Change::Edit { before, after, .. } => {
                Write::Put(provider.update_record(&zone, &before, &after)?)
            }
            Change::Delete { record } => Write::Delete(provider.delete_record(&zone, &record.id?)),
            Change::Reject { .. } => return None,
        })
    }

    fn batch(&self, places: &[usize]) -> Option<Call<BatchDone>> {
        let (zone, changes) = (self.zone.get_untracked()?, self.changes(places));
        let mut batch = Batch::default();
        for change in &changes {
            match change {
                Change::Add { record } => batch.posts.push(record),
                Change::Edit { before, after, whole: true } => {
                    batch.puts.push((before.id.as_ref()?, after));
                }
                Change::Edit { before, after, .. } => batch.patches.push((before, after)),
                Change::Delete { record } => batch.deletes.push(record.id.as_ref()?),
                Change::Accept { .. } | Change::Reject { .. } => return None,
            }
        }
        self.api.provider().batch(&zone, &batch)
    }

    /// Sends a write. There is no call only if the run's zone or change does not exist.
    async fn send<T: 'static>(&self, call: Option<Call<T>>) -> Result<(), ApiError> {
        match call {
            Some(call) => self.api.send(&call).await.map(|_| ()),
            None => Err(ApiError::NotFound),
        }
    }

    fn report(&self, report: Report<'_>) {
        self.apply.amend(|run| run.report(report));
    }

    /// Once the run is over: removes what is done from the pending changes or the standalone plan, and closes
    /// the dialog if everything went as planned.
    pub(super) fn settle(&'static self) {
        let Some(tally) = self.apply.of(|run| run.is_over().then(|| run.tally())).flatten() else {
            return;
        };
        if self.apply.noting.get() {
            return;
        }
        self.apply.lock.take();
        let noted = self.apply.noted.take();
        if !noted && self.apply.result.get_untracked() == Some(tally) {
            return;
        }
        let done = self.apply.of(Run::done).unwrap_or_default();
        if !self.apply.done_of_own(&done, self.api.provider().capabilities()) {
            self.settle_waiting(&done);
        }
        self.apply.last.set(self.apply.of(Run::written).unwrap_or_default());
        spawn_local(self.end_history());
        self.apply.result.set(Some(tally));
        self.search_again();
        if self.apply.of(Run::is_as_planned) == Some(true) {
            self.apply.close();
        } else if self.apply.is_own() {
            // A standalone plan exists only here: show it, in case its dialog was closed during the run.
            self.apply.open.set(true);
        }
    }
}

enum Write {
    Put(Call<Option<Record>>),
    Delete(Call<()>),
}
