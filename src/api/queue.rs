//! The one queue of a connection: calls wait here for the network and for the rate limit. It sends nothing
//! and knows no keys.

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use zonesift_core::budget::Budget;
use zonesift_core::provider::{ApiError, Heard, PATIENCE, Response};
use zonesift_core::{address, date};

use super::ConnectionStatus;
use crate::browser::fetch::FetchError;
use crate::browser::{clock, page};

/// How often a waiting call checks again.
const LOOK: TimeDelta = TimeDelta::milliseconds(500);

#[derive(Clone, Copy)]
pub struct Queue {
    status: ConnectionStatus,
    /// The address is on this machine and needs no network.
    is_near: bool,
    /// Whether anything has ever answered at the address.
    is_known: StoredValue<bool>,
    /// An answer came while the browser reported no network: some report that wrongly.
    is_browser_wrong: StoredValue<bool>,
}

impl Queue {
    pub fn new(status: ConnectionStatus, address: &str) -> Self {
        let is_near = address::is_near(address, &page::host());
        Self {
            status,
            is_near,
            is_known: StoredValue::default(),
            is_browser_wrong: StoredValue::default(),
        }
    }

    pub fn is_known(self) -> bool {
        self.is_known.get_value()
    }

    /// Updates `is_offline`. If the browser reports no network, that counts only for an address that has
    /// answered before, and not if one did so in spite of it; otherwise [`Self::note`] decides after a failed
    /// call.
    pub fn look_at_network(self) {
        let (is_online, is_offline) = (page::is_online(), self.status.is_offline);
        let is_sure =
            !self.is_near && self.is_known.get_value() && !self.is_browser_wrong.get_value();
        if is_offline.get_untracked() == is_online && (is_online || is_sure) {
            is_offline.set(!is_online);
        }
    }

    /// Waits for the next free slot and counts the call. False once `is_open` is false.
    ///
    /// # Errors
    /// If the provider has paused calls for longer than [`PATIENCE`].
    pub async fn turn(self, is_open: impl Fn() -> bool) -> Result<bool, ApiError> {
        while is_open() {
            self.look_at_network();
            let (now, status) = (clock::now(), self.status);
            let (mut wait, paused) =
                status.budget.with_untracked(|budget| (budget.wait(now), budget.paused(now)));
            if paused > PATIENCE {
                return Err(ApiError::RateLimited(u32::try_from(date::seconds(paused)).ok()));
            }
            if status.is_offline.get_untracked() {
                wait = LOOK;
            }
            if wait.is_zero() {
                status.budget.update(|budget| budget.spend(now));
                return Ok(true);
            }
            clock::sleep(wait.min(LOOK)).await;
        }
        Ok(false)
    }

    /// Updates the rate limit from the headers of an answer.
    pub fn hear(self, answer: &Result<(Response, Heard), FetchError>) {
        let (Ok((_, heard)) | Err(FetchError::Cut(heard))) = answer else { return };
        self.is_known.set_value(true);
        self.is_browser_wrong.set_value(self.is_browser_wrong.get_value() || !page::is_online());
        self.amend(|budget, now| budget.hear(heard.limits, now));
        // With Retry-After, 503 asks for a pause as 429 does (RFC 9110, section 10.2.3).
        if let Ok((Response { status: 503, retry_after: Some(seconds), .. }, _)) = answer {
            self.pause(TimeDelta::seconds((*seconds).into()));
        }
    }

    /// Goes offline if a call failed while the browser reports no network.
    pub fn note(self, error: &ApiError) {
        if matches!(error, ApiError::Unreachable | ApiError::RelayFailed) && !page::is_online() {
            self.status.is_offline.set(true);
        }
    }

    /// Sends nothing for this long.
    pub fn pause(self, wait: TimeDelta) {
        self.amend(|budget, now| budget.pause(wait, now));
    }

    fn amend(self, change: impl FnOnce(&mut Budget, DateTime<Utc>)) {
        self.status.budget.update(|budget| change(budget, clock::now()));
    }
}
