//! Zonesift's page: everything around `zonesift-core` that needs a browser.
//!
//! Imports go downwards only: pages → state → api → web. `ui` stands beside them and knows neither DNS
//! nor state.

pub mod api;
pub mod app;
pub mod made;
pub mod pages;
pub mod signal;
pub mod state;
pub mod ui;
pub mod web;
