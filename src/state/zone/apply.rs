//! Executes a plan: makes the calls that the run asks for and reports their answers to it. Every write of a
//! plan goes through here.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::change::{Change, Written};
use zonesift_core::plan::Plan;
use zonesift_core::plan::run::{Action, Report, Run};
use zonesift_core::provider::{ApiError, Batch, BatchDone, Call};
use zonesift_core::record::Record;

use super::ZoneState;
use super::standalone::Own;

use crate::browser::lock::{TabLock, hold};
use crate::browser::{clock, page};

#[derive(Clone, Copy, Default)]
pub struct ApplyState {
    /// `None` before `Apply` was pressed.
    pub run: RwSignal<Option<Run>>,
    /// Whether the plan's dialog is open.
    pub open: RwSignal<bool>,
    /// How many changes the last run has done, and how many failed.
    pub result: RwSignal<Option<(usize, usize)>>,
    /// What the last run has changed: what undo takes back.
    pub last: RwSignal<Written>,
    /// The standalone plan (undo, restore), if one is open instead of the pending changes.
    pub own: RwSignal<Option<Own>>,
    /// The last attempt to write found that another tab is writing this zone.
    pub elsewhere: RwSignal<bool>,
    /// The zone before the run wrote anything.
    pub(super) before: RwSignal<Option<Arc<Vec<Record>>>>,
    pub(super) begun: StoredValue<DateTime<Utc>>,
    /// The history has an unfinished entry for this run.
    pub(super) noted: StoredValue<bool>,
    /// The history entry is being stored: until then the run neither writes nor ends.
    pub(super) noting: StoredValue<bool>,
    /// Held while the run writes, so that no other tab writes the zone.
    lock: StoredValue<Option<TabLock>, LocalStorage>,
}

impl ApplyState {
    /// Opens the plan of the pending changes, or the one that is being written.
    pub fn review(self) {
        if !self.is_running_now() {
            self.drop_own();
        }
        self.renew();
    }

    /// Opens the dialog. Drops a run that is over, so that the plan is computed again.
    pub fn renew(self) {
        self.elsewhere.set(false);
        if !self.run.with_untracked(is_running) {
            self.run.set(None);
        }
        self.open.set(true);
    }

    /// Whether `Apply` was pressed for the plan.
    #[must_use]
    pub fn has_begun(self) -> bool {
        self.run.with(Option::is_some)
    }

    #[must_use]
    pub fn is_running(self) -> bool {
        self.run.with(is_running)
    }

    /// [`Apply::is_running`] without tracking.
    pub(super) fn is_running_now(self) -> bool {
        self.run.with_untracked(is_running)
    }

    /// Drops the run before it has sent anything; the plan stays.
    pub(super) fn give_up(self) {
        self.lock.set_value(None);
        self.run.set(None);
    }

    fn amend<R>(self, change: impl FnOnce(&mut Run) -> R) -> Option<R> {
        let changed = self.run.try_update(|run| run.as_mut().map(change));
        changed.flatten()
    }

    pub(super) fn of<R>(self, read: impl FnOnce(&Run) -> R) -> Option<R> {
        self.run.with_untracked(|run| run.as_ref().map(read))
    }
}

fn is_running(run: &Option<Run>) -> bool {
    run.as_ref().is_some_and(|run| !run.is_over())
}

impl ZoneState {
    /// Starts to write the plan. A second press while a run exists does nothing.
    pub fn apply_plan(self, plan: Plan) {
        if self.apply.run.with_untracked(Option::is_some) {
            return;
        }
        self.end_act();
        let rules = self.api.provider().capabilities();
        let batch = self.info.with_untracked(|zone| rules.batch_limit(zone.as_ref()?));
        self.apply.result.set(None);
        let (_, quota) = untrack(|| self.used());
        self.apply.run.set(Some(Run::new(plan, rules, batch).within(quota)));
        self.apply.before.set(None);
        self.apply.begun.set_value(clock::now());
        self.begin();
    }

    /// Takes the tab lock and continues; ends the run if another tab has it.
    fn begin(self) {
        spawn_local(async move {
            let held =
                hold(&format!("zonesift.{}.{}", self.api.address(), self.id().as_str())).await;
            self.apply.elsewhere.set(held.is_none());
            match held {
                Some(held) => {
                    self.apply.lock.set_value(Some(held));
                    self.go_on();
                }
                // Nothing was sent, so the plan stays as it is.
                None => self.apply.run.set(None),
            }
        });
    }

    pub fn retry(self, index: usize) {
        self.end_act();
        self.apply.amend(|run| run.retry(index));
        self.begin();
    }

    /// Stops the run: nothing more is sent.
    pub fn stop_apply(self) {
        self.apply.amend(Run::stop);
        self.settle();
        self.go_on();
    }

    pub(super) fn go_on(self) {
        for action in self.apply.amend(Run::act).unwrap_or_default() {
            spawn_local(async move { self.carry_out(action).await });
        }
    }

    async fn carry_out(self, action: Action) {
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
                let zone = self.info.get_untracked();
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

    fn changes(self, places: &[usize]) -> Vec<Change> {
        let of_run = |run: &Run| {
            let planned = places.iter().filter_map(|&place| run.changes().get(place));
            planned.map(|planned| planned.change.clone()).collect()
        };
        self.apply.of(of_run).unwrap_or_default()
    }

    fn write(self, index: usize) -> Option<Write> {
        let (provider, zone) = (self.api.provider(), self.info.get_untracked()?);
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

    fn batch(self, places: &[usize]) -> Option<Call<BatchDone>> {
        let (zone, changes) = (self.info.get_untracked()?, self.changes(places));
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
    async fn send<T: 'static>(self, call: Option<Call<T>>) -> Result<(), ApiError> {
        match call {
            Some(call) => self.api.send(&call).await.map(|_| ()),
            None => Err(ApiError::NotFound),
        }
    }

    fn report(self, report: Report<'_>) {
        self.apply.amend(|run| run.report(report));
    }

    /// Once the run is over: removes what is done from the pending changes or the standalone plan, and closes
    /// the dialog if everything went as planned.
    pub(super) fn settle(self) {
        let Some(tally) = self.apply.of(|run| run.is_over().then(|| run.tally())).flatten() else {
            return;
        };
        if self.apply.noting.get_value() {
            return;
        }
        self.apply.lock.set_value(None);
        let noted = self.apply.noted.get_value();
        self.apply.noted.set_value(false);
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
