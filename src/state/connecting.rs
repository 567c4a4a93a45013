//! An attempt to connect: it checks the key, waits where only waiting helps, and can be cancelled.

use chrono::TimeDelta;
use leptos::prelude::*;
use zonesift_core::budget::Budget;
use zonesift_core::provider::{self, ApiError, PATIENCE, Page, ZoneInfo};

use super::session::Session;
use crate::api::Api;
use crate::browser::{clock, page};

/// How often an attempt that waits looks whether it may go on.
const LOOK: TimeDelta = TimeDelta::milliseconds(500);

/// What an attempt to connect waits for before it goes on by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectWait {
    Network,
    RateLimit,
}

/// An attempt to connect.
#[derive(Clone, Copy, Default)]
pub(super) struct Attempt {
    pub number: u32,
    pub api: Option<Api>,
}

/// A key works if it lists zones, or if the provider's own check accepts it.
async fn check(api: Api) -> Result<Page<ZoneInfo>, ApiError> {
    let listed = api.send(&api.provider().list_zones("", 1)).await;
    let ask = api.provider().check_key().filter(|_| provider::is_in_doubt(&listed));
    match ask {
        Some(ask) => provider::checked(listed, api.send(&ask).await),
        None => listed,
    }
}

impl Session {
    /// Checks a key, again and again while only waiting helps. `None` if the attempt was cancelled.
    pub(super) async fn check(
        self,
        api: Api,
        number: u32,
    ) -> Option<Result<Page<ZoneInfo>, ApiError>> {
        let is_current = || self.attempt.get_value().number == number;
        loop {
            let checked = check(api).await;
            if !is_current() {
                return None;
            }
            let wait = checked.as_ref().err().and_then(|error| self.wait_of(error));
            let Some(wait) = wait else { return Some(checked) };
            self.waits.set(Some(wait));
            while self.must_wait(wait) {
                clock::sleep(LOOK).await;
                if !is_current() {
                    return None;
                }
                api.look_at_network();
            }
            self.waits.set(None);
        }
    }

    /// What a failed attempt waits for; `None` if waiting does not help.
    fn wait_of(self, error: &ApiError) -> Option<ConnectWait> {
        let is_offline = self.status.is_offline.get_untracked();
        match error {
            ApiError::Unreachable | ApiError::RelayFailed if is_offline => {
                Some(ConnectWait::Network)
            }
            // The queue waits out a short pause itself.
            ApiError::RateLimited(_) if self.paused() > PATIENCE => Some(ConnectWait::RateLimit),
            _ => None,
        }
    }

    fn must_wait(self, wait: ConnectWait) -> bool {
        match wait {
            ConnectWait::Network => !page::is_online(),
            ConnectWait::RateLimit => !self.paused().is_zero(),
        }
    }

    /// How much longer the provider takes no calls.
    fn paused(self) -> TimeDelta {
        self.status.budget.with_untracked(|budget| budget.paused(clock::now()))
    }

    /// Ends the attempt to connect: nothing more is sent, and its answer counts no more.
    pub fn cancel(self) {
        let Attempt { number, api } = self.attempt.get_value();
        self.attempt.set_value(Attempt { number: number + 1, api: None });
        if let Some(api) = api {
            api.forget_key();
        }
        self.connecting.set(false);
        self.waits.set(None);
        self.status.is_offline.set(false);
        self.status.budget.set(Budget::default());
    }
}
