//! The one queue of a connection: a call waits here until there is a network and until the provider takes
//! another one. It sends nothing itself and knows nothing of keys.

use std::cell::Cell;

use chrono::{DateTime, TimeDelta, Utc};
use zonesift_core::budget::Budget;
use zonesift_core::provider::{ApiError, Heard, PATIENCE, Response};
use zonesift_core::{address, date};

use super::Signs;
use crate::web::fetch::FetchError;
use crate::web::{clock, page};

/// A call that waits looks at its turn again after so long at the latest.
const LOOK: TimeDelta = TimeDelta::milliseconds(500);

/// The queue.
pub struct Queue {
    signs: Signs,
    /// Whether the address answers without a network.
    is_near: bool,
    /// Whether anything has ever answered there.
    is_known: Cell<bool>,
    /// Whether something answered while the browser said that there is no network: some say so wrongly.
    is_browser_wrong: Cell<bool>,
}

impl Queue {
    /// An empty one for calls to this address.
    pub fn new(signs: Signs, address: &str) -> Self {
        let is_near = address::is_near(address, &page::host());
        Self { signs, is_near, is_known: Cell::default(), is_browser_wrong: Cell::default() }
    }

    /// Whether anything has ever answered.
    pub fn is_known(&self) -> bool {
        self.is_known.get()
    }

    /// Looks whether there is a network. The browser's word that there is none counts for an address that
    /// has answered before, unless it answered in spite of it; otherwise a call that fails tells.
    pub fn look_at_network(&self) {
        let (is_online, is_offline) = (page::is_online(), self.signs.is_offline);
        let is_sure = !self.is_near && self.is_known.get() && !self.is_browser_wrong.get();
        if is_offline.get_untracked() == is_online && (is_online || is_sure) {
            is_offline.set(!is_online);
        }
    }

    /// Waits until it is the next call's turn, and counts it; false when `is_open` says so meanwhile.
    ///
    /// # Errors
    /// When the provider takes no call for longer than anybody waits.
    pub async fn turn(&self, is_open: impl Fn() -> bool) -> Result<bool, ApiError> {
        while is_open() {
            self.look_at_network();
            let (now, signs) = (clock::now(), &self.signs);
            let (mut wait, paused) =
                signs.budget.with_untracked(|budget| (budget.wait(now), budget.paused(now)));
            if paused > PATIENCE {
                return Err(ApiError::RateLimited(u32::try_from(date::seconds(paused)).ok()));
            }
            if signs.is_offline.get_untracked() {
                wait = LOOK;
            }
            if wait.is_zero() {
                signs.budget.update(|budget| budget.spend(now));
                return Ok(true);
            }
            clock::sleep(wait.min(LOOK)).await;
        }
        Ok(false)
    }

    /// Takes from an answer what its headers say of the queue.
    pub fn hear(&self, answer: &Result<(Response, Heard), FetchError>) {
        let (Ok((_, heard)) | Err(FetchError::Cut(heard))) = answer else { return };
        self.is_known.set(true);
        self.is_browser_wrong.set(self.is_browser_wrong.get() || !page::is_online());
        self.amend(|budget, now| budget.hear(heard.limits, now));
        // It asks for patience as a refusal for too many calls does (RFC 9110, section 10.2.3).
        if let Ok((Response { status: 503, retry_after: Some(seconds), .. }, _)) = answer {
            self.pause(TimeDelta::seconds((*seconds).into()));
        }
    }

    /// Takes from an error what it says of the network.
    pub fn note(&self, error: &ApiError) {
        if matches!(error, ApiError::Unreachable | ApiError::RelayFailed) && !page::is_online() {
            self.signs.is_offline.set(true);
        }
    }

    /// Nothing goes out for so long.
    pub fn pause(&self, wait: TimeDelta) {
        self.amend(|budget, now| budget.pause(wait, now));
    }

    fn amend(&self, change: impl FnOnce(&mut Budget, DateTime<Utc>)) {
        self.signs.budget.update(|budget| change(budget, clock::now()));
    }
}
