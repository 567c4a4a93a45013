//! Standalone plans: undo of an apply, or restoring the zone as it was before one. Such a plan contains no
//! pending changes and does not touch them; once its page is left it is gone.

use std::mem;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use rustc_hash::FxHashSet;
use zonesift_core::change::{Change, Done, Written};
use zonesift_core::diff::{Mode, Scope, changes};
use zonesift_core::edits::{Edits, PastEdits};
use zonesift_core::plan::undo::{Refused, undo};
use zonesift_core::provider::Capabilities;
use zonesift_core::record::Record;
use zonesift_core::route::Route;
use zonesift_core::{snapshot, text};

use super::ZoneState;
use super::apply_state::ApplyState;
use crate::browser::page;

#[derive(Clone, Debug, Default)]
pub struct Own {
    /// Only the plan's page edits these.
    pub edits: Edits,
    /// Changes that cannot be undone, with the reason.
    pub refused: Vec<(Change, Refused)>,
}

impl ApplyState {
    #[must_use]
    pub fn is_own(self) -> bool {
        self.own.with_untracked(Option::is_some)
    }

    pub(super) fn drop_own(self) {
        if self.is_own() {
            self.own.set(None);
            // The numbers of its edits mean other changes now.
            self.left_out.set(FxHashSet::default());
        }
    }

    /// Removes what is done from the standalone plan; returns whether there is one.
    pub(super) fn done_of_own(self, done: &Done, rules: &Capabilities) -> bool {
        self.own.update_untracked(|own| match own {
            Some(own) => {
                own.edits.settle(done, rules, &mut PastEdits::default());
                true
            }
            None => false,
        })
    }
}

impl ZoneState {
    /// Plans the undo of the last run.
    pub fn undo_last(self) {
        self.take_back(&self.apply.last.get_untracked());
    }

    /// Plans the undo of an apply.
    pub fn take_back(self, written: &Written) {
        let mut back = self.records.all.with_untracked(|held| undo(written, held));
        let changes = mem::take(&mut back.changes);
        self.plan_alone(changes, back.refused);
    }

    /// Plans to make the zone what it was before an apply.
    ///
    /// # Errors
    /// See [`Self::changes_back_to`].
    pub async fn restore_before(self, moment: DateTime<Utc>) -> Result<(), String> {
        let changes = self.changes_back_to(moment).await?;
        self.plan_alone(changes, Vec::new());
        Ok(())
    }

    /// The changes that make the zone what it was before an apply.
    ///
    /// # Errors
    /// The snapshot that the browser has kept cannot be read, or not whole.
    pub async fn changes_back_to(self, moment: DateTime<Utc>) -> Result<Vec<Change>, String> {
        let kept = self.snapshot_before(moment).await.ok_or(text::HISTORY_UNREAD)?;
        let kept = snapshot::read(kept.as_bytes())
            .map_err(|error| text::snapshot_error(error).to_owned())?;
        let rules = self.api.provider().capabilities();
        let scope = Scope { soa: false, apex_ns: rules.apex_ns };
        let differences = self.records.all.with_untracked(|held| {
            changes(held, &kept.wanted(), &kept.zone, Mode::MakeEqual, scope)
        });
        Ok(differences.map_err(text::not_whole)?.into_iter().map(Change::from).collect())
    }

    /// Opens the plan of the pending changes, or the one that is being written.
    pub fn review(self) {
        if !self.apply.is_running_now() {
            self.apply.drop_own();
        }
        self.apply.is_unseen.set(false);
        self.show_plan();
    }

    /// Opens the plan's page as it is.
    pub fn show_plan(self) {
        page::go(&Route::Plan(self.id()).hash());
    }

    /// Plans to delete duplicates that a run has left: added to an open standalone plan, otherwise alone.
    pub fn delete_copies(self, copies: &[Record]) {
        let delete = |copy: &Record| Change::Delete { record: copy.clone() };
        let gone: Vec<Change> = copies.iter().map(delete).collect();
        if !self.apply.is_own() || self.apply.is_running_now() {
            return self.plan_alone(gone, Vec::new());
        }
        self.apply.own.update(|own| {
            if let Some(own) = own {
                own.edits.extend(gone);
            }
        });
        self.apply.renew();
    }

    /// Opens a standalone plan of these changes. While a plan is being written, shows that one instead.
    pub fn plan_alone(self, changes: Vec<Change>, refused: Vec<(Change, Refused)>) {
        if !self.apply.is_running_now() {
            let mut edits = Edits::default();
            edits.extend(changes);
            self.apply.own.set(Some(Own { edits, refused }));
            self.apply.left_out.set(FxHashSet::default());
            self.apply.is_unseen.set(false);
            self.apply.renew();
        }
        self.show_plan();
    }
}
