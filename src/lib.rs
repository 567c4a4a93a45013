//! Zonesift's page: everything around `zonesift-core` that needs a browser.
//!
//! Imports go downwards only: app → pages → state → api → browser. `components` and `grid` stand beside
//! them: they know neither DNS nor state.

pub mod api;
pub mod app;
pub mod browser;
pub mod components;
pub mod grid;
pub mod pages;
pub mod state;
