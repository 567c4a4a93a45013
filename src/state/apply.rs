//! Carries out a plan: sends what the run asks for and reports what came back. The only place from
//! which records are written.

use leptos::task::spawn_local;
use zonesift_core::plan::Plan;
use zonesift_core::plan::run::{Action, Outcome, Report, Run};
use zonesift_core::provider::{ApiError, Call};
use zonesift_core::record::Record;

use super::discovery::Discovery;

use crate::signal::State;

/// The plan that is open, being written, or written.
#[derive(Default)]
pub struct Apply {
    /// The run; none before `Apply` was pressed.
    pub run: State<Option<Run>>,
    /// Whether the plan's dialog is open.
    pub open: State<bool>,
    /// What the last run came to: succeeded and failed.
    pub result: State<Option<(usize, usize)>>,
}

impl Apply {
    /// Opens the plan.
    pub fn review(&self) {
        if !self.run.with_untracked(is_running) {
            self.run.set(None);
        }
        self.open.set(true);
    }

    /// Whether something is being written.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.run.with(is_running)
    }

    fn amend<R>(&self, change: impl FnOnce(&mut Run) -> R) -> Option<R> {
        self.run.update(|run| run.as_mut().map(change))
    }
}

fn is_running(run: &Option<Run>) -> bool {
    run.as_ref().is_some_and(|run| !run.is_over())
}

impl Discovery {
    /// Writes the plan. While one is being written, pressing again does nothing.
    pub fn apply_plan(&'static self, plan: Plan) {
        if self.apply.run.with_untracked(Option::is_some) {
            return;
        }
        let rules = self.api.provider().capabilities();
        self.apply.result.set(None);
        self.apply.run.set(Some(Run::new(plan, rules)));
        self.go_on();
    }

    /// Writes one failed change again.
    pub fn retry(&'static self, index: usize) {
        self.apply.amend(|run| run.retry(index));
        self.go_on();
    }

    fn go_on(&'static self) {
        for action in self.apply.amend(Run::act).unwrap_or_default() {
            spawn_local(async move { self.carry_out(action).await });
        }
    }

    async fn carry_out(&'static self, action: Action) {
        match action {
            Action::ReadZone => {
                let held = self.read_held().await;
                let held = held.as_ref().map(|held| held.as_slice());
                self.report(Report::Zone(held.map_err(Clone::clone)));
            }
            Action::ReadFound => {
                let found = self.read_found().await;
                let found = found.as_ref().map(|reading| reading.records.as_slice());
                self.report(Report::Found(found.map_err(Clone::clone)));
            }
            Action::Add(index) => {
                let answer = self.send(self.call_to_add(index)).await;
                self.report(Report::Added(index, answer));
            }
            Action::Review(changes, shape) => {
                let zone = self.zone.get_untracked();
                let records = self
                    .apply
                    .run
                    .with_untracked(|run| run.as_ref().map(|run| run.review_of(&changes)));
                let call = zone.zip(records).and_then(|(zone, (accepts, rejects))| {
                    self.api.provider().review_scan(&zone, &accepts, &rejects, shape)
                });
                let answer = self.send(call).await;
                self.report(Report::Reviewed(answer));
            }
        }
        self.settle();
        self.go_on();
    }

    fn call_to_add(&self, index: usize) -> Option<Call<Option<Record>>> {
        let zone = self.zone.get_untracked()?;
        self.apply.run.with_untracked(|run| {
            let record = run.as_ref()?.changes().get(index)?.change.record();
            self.api.provider().add_found(&zone, record)
        })
    }

    /// Sends a call that writes; there is none only when the run's zone or change is not there.
    async fn send<T: 'static>(&self, call: Option<Call<T>>) -> Result<(), ApiError> {
        match call {
            Some(call) => self.api.send(&call).await.map(|_| ()),
            None => Err(ApiError::NotFound),
        }
    }

    fn report(&self, report: Report<'_>) {
        self.apply.amend(|run| run.report(report));
    }

    /// Marks what is done in the review, and closes the dialog when nothing failed.
    fn settle(&self) {
        let Some((done, over, tally)) = self.apply.run.with_untracked(|run| {
            let run = run.as_ref()?;
            let outcomes = run.changes().iter().zip(run.outcomes());
            let done: Vec<u32> = outcomes
                .filter(|(_, outcome)| matches!(outcome, Outcome::Done | Outcome::AlreadyThere))
                .map(|(planned, _)| planned.item)
                .collect();
            Some((done, run.is_over(), run.tally()))
        }) else {
            return;
        };
        if !over || self.apply.result.get_untracked() == Some(tally) {
            return;
        }
        self.change(|review| {
            for item in done {
                review.finish(item);
            }
        });
        self.apply.result.set(Some(tally));
        if tally.1 == 0 {
            self.apply.open.set(false);
        }
    }
}
