//! One opened zone: its scan, its review and its records, each in its own signal. It lives as long as the
//! app, so that a scan goes on when the zone's screen is left.
//!
//! It decides nothing itself, and only [`apply`] writes to the zone.

pub mod acts;
mod apply;
pub mod apply_state;
pub mod dns_check;
mod found;
pub mod history;
pub mod listed;
pub mod lists;
pub mod outlook;
pub mod provider_import;
pub mod records;
mod saved;
mod scan;
pub mod standalone;
mod usage;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rustc_hash::FxHashSet;
use zonesift_core::change::{Change, Origin};
use zonesift_core::edits::Edits;
use zonesift_core::kept::Waiting;
use zonesift_core::lines::Lines;
use zonesift_core::name::DomainName;
use zonesift_core::provider::{ApiError, ZoneId, ZoneInfo};
use zonesift_core::review::Review;
use zonesift_core::scan::{Event, Scan};

use crate::api::Api;
use acts::Acts;
use apply_state::ApplyState;
use dns_check::DnsCheck;
use history::HistoryState;
use lists::Lists;
use provider_import::Lost;
use records::{RecordsState, SearchState};
use saved::SavingState;

#[derive(Clone, Copy)]
pub struct ZoneState {
    /// `None` until the zone is known.
    pub info: RwSignal<Option<ZoneInfo>>,
    /// Why the zone or its records could not be read.
    pub failed: RwSignal<Option<ApiError>>,
    pub scan: RwSignal<Scan>,
    /// What DNS itself says of it.
    pub dns: DnsCheck,
    /// The found records with decisions. `None` until the zone is known.
    pub review: RwSignal<Option<Review>>,
    /// The records in the zone.
    pub records: RecordsState,
    /// The provider's own search in the zone's records.
    pub search: SearchState,
    /// Pending edits of the zone's records.
    pub edits: RwSignal<Edits>,
    /// What was done to the records, with undo.
    pub acts: RwSignal<Acts>,
    pub apply: ApplyState,
    /// What this browser has written to the zone before.
    pub history: HistoryState,
    /// How its lists were left.
    pub lists: Lists,
    /// What the tab keeps of the zone over a reload.
    pub saving: SavingState,
    /// Result of the last action, for the status region.
    pub message: RwSignal<String>,
    /// The connection that the zone was opened with.
    pub api: Api,
    id: StoredValue<ZoneId>,
    /// The scan's next step.
    timer: StoredValue<Option<TimeoutHandle>>,
    /// A call of [`provider_import`] whose answer was lost.
    lost: StoredValue<Option<Lost>>,
}

impl ZoneState {
    pub(super) fn new(api: Api, id: ZoneId, known: Option<ZoneInfo>) -> Self {
        Self {
            info: RwSignal::new(known),
            failed: RwSignal::default(),
            scan: RwSignal::default(),
            dns: DnsCheck::default(),
            review: RwSignal::default(),
            records: RecordsState::default(),
            search: SearchState::default(),
            edits: RwSignal::default(),
            acts: RwSignal::default(),
            apply: ApplyState::default(),
            history: HistoryState::default(),
            lists: Lists::default(),
            saving: SavingState::default(),
            message: RwSignal::default(),
            api,
            id: StoredValue::new(id),
            timer: StoredValue::default(),
            lost: StoredValue::default(),
        }
    }

    #[must_use]
    pub fn id(self) -> ZoneId {
        self.id.get_value()
    }

    #[must_use]
    pub fn name_now(self) -> Option<DomainName> {
        self.info.with_untracked(|zone| Some(zone.as_ref()?.name.clone()))
    }

    /// Reads the zone and its records, then looks for a scan. Also the retry.
    pub fn load(self) {
        self.failed.set(None);
        spawn_local(async move {
            if let Err(error) = self.load_zone().await {
                self.failed.set(Some(error));
                // The size matters most when the zone cannot be read.
                self.read_usage().await;
                return;
            }
            self.happen(Event::Open);
            self.read_usage().await;
            self.read_history().await;
        });
    }

    async fn load_zone(self) -> Result<(), ApiError> {
        let zone = match self.info.get_untracked() {
            Some(zone) => zone,
            None => self.api.send(&self.api.provider().read_zone(&self.id())).await?,
        };
        if self.review.with_untracked(Option::is_none) {
            self.recall(&zone);
        }
        self.info.set(Some(zone));
        self.read_held().await.map(|_| ())
    }

    /// Changes the review and stores it for a reload.
    pub fn change(self, change: impl FnOnce(&mut Review)) {
        self.amend(change);
        self.keep();
    }

    fn amend(self, change: impl FnOnce(&mut Review)) {
        self.amend_untold(change);
        self.review.notify();
    }

    fn amend_untold(self, change: impl FnOnce(&mut Review)) {
        self.review.update_untracked(|review| review.as_mut().map(change));
    }

    /// An item may be edited only if it may be accepted.
    #[must_use]
    pub fn may_accept(self, item: u32) -> bool {
        self.review.with_untracked(|review| {
            let review = review.as_ref();
            review.is_some_and(|r| r.item(item).is_some_and(|item| r.can_accept(item)))
        })
    }

    /// The pending changes.
    #[must_use]
    pub fn waits(self) -> Waiting {
        let decisions = self.review.with(|review| {
            let counts = review.as_ref().map(Review::counts).unwrap_or_default();
            counts.accepted + counts.rejected
        });
        Waiting { decisions, edits: self.edits.with(Edits::len) }
    }

    /// How many changes are pending.
    #[must_use]
    pub fn pending(self) -> usize {
        self.waits().total()
    }

    /// The standalone plan if there is one, otherwise the plan of all pending edits and decisions, computed
    /// against the last reading of the zone. What is left out is among the lines.
    #[must_use]
    pub fn planned(self, left_out: &FxHashSet<Origin>) -> Lines {
        let rules = self.api.provider().capabilities();
        let Some(zone) = self.info.get_untracked() else { return Lines::default() };
        let (held, notes) = (self.known_now(), self.note_limits());
        Lines::new(self.to_write(), left_out, (&zone.name, &held), rules, notes)
    }

    /// [`Self::planned`] without a look at what the changes come to.
    #[must_use]
    pub fn unchecked(self, left_out: &FxHashSet<Origin>) -> Lines {
        Lines::unchecked(self.to_write(), left_out, self.api.provider().capabilities())
    }

    fn to_write(self) -> Vec<(u32, Change)> {
        let own = self.apply.own.with_untracked(|own| Some(own.as_ref()?.edits.list().to_vec()));
        own.unwrap_or_else(|| self.waiting())
    }

    fn waiting(self) -> Vec<(u32, Change)> {
        let mut changes = self.edits.with_untracked(|edits| edits.list().to_vec());
        self.review.with_untracked(|review| {
            changes.extend(review.iter().flat_map(Review::changes));
        });
        changes
    }
}
