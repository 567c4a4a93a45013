//! Cloudflare's API (provider document 1), one file for each call.

use std::sync::Arc;

use axum::Router;

use super::{Sandbox, holdings::Holding};

/// One account.
pub struct Account;

impl Account {
    /// A fresh account.
    pub fn new(_: Vec<Holding>) -> Self {
        Self
    }
}

/// The routes below the API's address.
pub fn router(_: Arc<Sandbox>) -> Router {
    Router::new()
}
