//! Executes a plan: makes the calls that the run asks for and reports their answers to it. Every write of a
//! plan goes through here.

use leptos::prelude::*;
use leptos::task::spawn_local;
use rustc_hash::FxHashSet;
use zonesift_core::change::{Change, Origin};
use zonesift_core::plan::Plan;
use zonesift_core::plan::run::{Action, Outcome, Report, Run};
use zonesift_core::provider::{ApiError, Batch, BatchDone, Call};
use zonesift_core::record::Record;

use super::ZoneState;
use crate::browser::lock::hold;
use crate::browser::{clock, page};

impl ZoneState {
    /// Starts to write the plan. A second press while a run exists does nothing.
    pub fn apply_plan(self, plan: Plan) {
        if self.apply.run.with_untracked(Option::is_some) {
            return;
        }
        self.end_acts();
        let rules = self.api.provider().capabilities();
        let batch = self.info.with_untracked(|zone| rules.batch_limit(zone.as_ref()?));
        self.apply.result.set(None);
        self.apply.is_unseen.set(false);
        let (_, quota) = untrack(|| self.used());
        self.apply.run.set(Some(Run::new(plan, rules, batch).within(quota)));
        self.apply.before.set(None);
        self.apply.begun.set_value(clock::now());
        self.begin();
    }

    /// Takes the tab lock and continues; ends the run if another tab has it.
    fn begin(self) {
        self.apply.writes_since.set(None);
        self.apply.ended.set(None);
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

    /// Tries failed changes again.
    pub fn retry(self, places: &[usize]) {
        self.end_acts();
        self.apply.amend(|run| run.retry(places));
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
        let is_writing = self.apply.amend(|run| {
            run.report(report);
            run.is_writing()
        });
        if is_writing == Some(true) && self.apply.writes_since.get_untracked().is_none() {
            self.apply.writes_since.set(Some(clock::now()));
        }
    }

    /// Once the run is over: removes what is done from the pending changes or the standalone plan.
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
            self.apply.failed.update(|failed| {
                self.apply.of(|run| failed_of(run, failed));
            });
            self.settle_waiting(&done);
        }
        self.apply.ended.set(Some(clock::now()));
        self.apply.is_unseen.set(!self.apply.open.get_untracked());
        self.apply.left_out.set(FxHashSet::default());
        self.apply.last.set(self.apply.of(Run::written).unwrap_or_default());
        spawn_local(self.end_history());
        self.apply.result.set(Some(tally));
        self.search_again();
    }
}

enum Write {
    Put(Call<Option<Record>>),
    Delete(Call<()>),
}

/// The pending changes among those that a run has not done.
fn failed_of(run: &Run, failed: &mut FxHashSet<Origin>) {
    for (planned, outcome) in run.changes().iter().zip(run.outcomes()) {
        match outcome {
            Outcome::Failed(_) => failed.insert(planned.origin()),
            _ => failed.remove(&planned.origin()),
        };
    }
}
