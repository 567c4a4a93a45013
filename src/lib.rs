//! Zonesift's page: everything around `zonesift-core` that needs a browser.
//!
//! Imports go downwards only: pages → state → api → web. `components` and `ui` stand beside them and
//! know neither DNS nor state.

pub mod api;
pub mod app;
pub mod components;
pub mod grid;
pub mod pages;
pub mod state;
pub mod web;
