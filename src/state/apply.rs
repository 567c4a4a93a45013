//! Carries out a plan: sends what the run asks for and reports what came back. The only place from
//! which records are written.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::plan::Plan;
use zonesift_core::plan::run::{Action, Outcome, Report, Run};
use zonesift_core::provider::ApiError;
use zonesift_core::record::Record;

use super::discovery::Discovery;

use crate::signal::State;

/// The plan that is open, being written, or written.
#[derive(Clone, Copy)]
pub struct Apply {
    /// The run; none before `Apply` was pressed.
    pub run: State<Option<Run>>,
    /// Whether the plan's dialog is open.
    pub open: State<bool>,
    /// What the last run came to: succeeded and failed.
    pub result: State<Option<(usize, usize)>>,
}

impl Apply {
    pub(super) fn new() -> Self {
        Self { run: State::new(None), open: State::new(false), result: State::new(None) }
    }

    /// Opens the plan.
    pub fn review(self) {
        if !untrack(|| self.is_running()) {
            self.run.set(None);
        }
        self.open.set(true);
    }

    /// Whether something is being written.
    #[must_use]
    pub fn is_running(self) -> bool {
        self.run.with(|run| run.as_ref().is_some_and(|run| !run.is_over()))
    }

    /// Writes the plan. While one is being written, pressing again does nothing.
    pub fn start(self, discovery: Discovery, plan: Plan) {
        if self.run.with_untracked(Option::is_some) {
            return;
        }
        let rules = discovery.api().provider().capabilities();
        self.result.set(None);
        self.run.set(Some(Run::new(plan, rules)));
        self.go_on(discovery);
    }

    /// Writes one failed change again.
    pub fn retry(self, discovery: Discovery, index: usize) {
        self.run.update(|run| {
            if let Some(run) = run {
                run.retry(index);
            }
        });
        self.go_on(discovery);
    }

    fn go_on(self, discovery: Discovery) {
        let actions = self.run.try_update(|run| run.as_mut().map(Run::act)).flatten();
        for action in actions.unwrap_or_default() {
            spawn_local(async move { self.carry_out(discovery, action).await });
        }
    }

    async fn carry_out(self, discovery: Discovery, action: Action) {
        match action {
            Action::ReadZone => {
                let held = discovery.read_held().await;
                self.tell(Report::Zone(
                    held.as_ref().map(|held| held.as_slice()).map_err(Clone::clone),
                ));
            }
            Action::ReadFound => {
                let found = discovery.read_found().await;
                let found = found.as_ref().map(|reading| reading.records.as_slice());
                self.tell(Report::Found(found.map_err(Clone::clone)));
            }
            Action::Add(index) => {
                let answer = self.add(discovery, index).await;
                self.tell(Report::Added(index, answer));
            }
            Action::Review(changes, shape) => {
                let (api, zone) = (discovery.api(), discovery.zone.get_untracked());
                let records =
                    self.run.with_untracked(|run| run.as_ref().map(|run| run.review_of(&changes)));
                let call = zone.zip(records).and_then(|(zone, (accepts, rejects))| {
                    api.provider().review_scan(&zone, &accepts, &rejects, shape)
                });
                let answer = match call {
                    Some(call) => api.send(&call).await.map(|_| ()),
                    None => Err(ApiError::NotFound),
                };
                self.tell(Report::Reviewed(answer));
            }
        }
        self.settle(discovery);
        self.go_on(discovery);
    }

    async fn add(self, discovery: Discovery, index: usize) -> Result<(), ApiError> {
        let (api, zone) = (discovery.api(), discovery.zone.get_untracked());
        let record: Option<Record> = self.run.with_untracked(|run| {
            run.as_ref()?.changes().get(index).map(|planned| planned.change.record().clone())
        });
        let call =
            zone.zip(record).and_then(|(zone, record)| api.provider().add_found(&zone, &record));
        match call {
            Some(call) => api.send(&call).await.map(|_| ()),
            None => Err(ApiError::NotFound),
        }
    }

    fn tell(self, report: Report<'_>) {
        self.run.update(|run| {
            if let Some(run) = run {
                run.report(report);
            }
        });
    }

    /// Marks what is done in the review, and closes the dialog when nothing failed.
    fn settle(self, discovery: Discovery) {
        let Some((done, over, tally)) = self.run.with_untracked(|run| {
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
        if !over || self.result.get_untracked() == Some(tally) {
            return;
        }
        discovery.change(|review| {
            for item in done {
                review.finish(item);
            }
        });
        self.result.set(Some(tally));
        if tally.1 == 0 {
            self.open.set(false);
        }
    }
}
