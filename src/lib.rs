//! Zonesift's page: the browser edge around `zonesift-core`.
//!
//! Imports run downwards only: pages → state → api → web, with `ui` beside them knowing neither
//! DNS nor state.

pub mod api;
pub mod app;
pub mod made;
pub mod pages;
pub mod signal;
pub mod state;
pub mod ui;
pub mod web;
