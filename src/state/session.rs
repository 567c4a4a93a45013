//! The connection: checked before it is taken, kept for this tab if the user wants it, and
//! forgotten by loading the page anew.

use zonesift_core::Millis;
use zonesift_core::provider::{ApiError, KeyState, Page, Provider, ZoneInfo};

use super::kept;
use crate::api::{Api, Connection};
use crate::signal::State;
use crate::web::{page, storage};

/// The connection and how it came to be.
pub struct Session {
    api: State<Option<Api>>,
    /// Whether a connection is being checked.
    pub connecting: State<bool>,
    /// Why the last check failed, with provider and address that it was for.
    pub failed: State<Option<(ApiError, Provider, String)>>,
    /// Whether the browser refused to keep the key for this tab.
    pub not_kept: State<bool>,
    waiting: State<Option<Millis>>,
}

impl Session {
    /// No connection, or the one that this tab has kept.
    #[must_use]
    pub fn new(waiting: State<Option<Millis>>) -> Self {
        let api = kept::connection().map(|connection| Api::new(connection, waiting));
        Self {
            api: State::new(api),
            connecting: State::default(),
            failed: State::default(),
            not_kept: State::default(),
            waiting,
        }
    }

    /// The connection; asking for it follows it.
    #[must_use]
    pub fn api(&self) -> Option<Api> {
        self.api.get()
    }

    /// The connection of now.
    #[must_use]
    pub fn api_now(&self) -> Option<Api> {
        self.api.get_untracked()
    }

    /// Whether there is a connection.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        self.api.with(Option::is_some)
    }

    /// Checks the connection with the provider and takes it when the key works; tells what the
    /// check has listed already.
    pub async fn connect(&self, connection: Connection, remember: bool) -> Option<Page<ZoneInfo>> {
        if self.connecting.get_untracked() {
            return None;
        }
        self.connecting.set(true);
        self.failed.set(None);
        let api = Api::new(connection.clone(), self.waiting);
        let checked = check(&api).await;
        self.connecting.set(false);
        match checked {
            Ok(zones) => {
                self.not_kept.set(remember && !kept::keep_connection(&connection));
                self.api.set(Some(api));
                Some(zones)
            }
            Err(error) => {
                self.failed.set(Some((error, connection.provider, connection.address)));
                None
            }
        }
    }

    /// Forgets the key and everything else of this tab, by loading the page anew.
    pub fn lock(&self) {
        self.api.set(None);
        storage::clear_tab();
        // What goes away with the connection may still keep something, up to the very end.
        page::on_leave(storage::clear_tab);
        page::restart();
    }
}

/// A key is good when it lists zones, or when the provider's own check says so: neither proves
/// alone that it is bad, because some good keys fail the check and others may not list.
async fn check(api: &Api) -> Result<Page<ZoneInfo>, ApiError> {
    let listed = api.send(&api.provider().list_zones("", 1)).await;
    let in_doubt = match &listed {
        Ok(zones) => zones.items.is_empty(),
        Err(error) => matches!(error, ApiError::NoPermission),
    };
    let Some(check) = api.provider().check_key().filter(|_| in_doubt) else { return listed };
    match api.send(&check).await {
        Ok(KeyState::Active) => {
            Ok(listed.unwrap_or(Page { items: Vec::new(), total: None, more: false }))
        }
        Ok(KeyState::Inactive) => Err(ApiError::BadKey),
        Err(_) => listed,
    }
}
