//! Zonesift's page: the browser edge around `zonesift-core`.
//!
//! Imports run downwards only: pages → state → api → web, with `ui` beside them knowing neither
//! DNS nor state.

// Components are functions in capitals, and their properties are documented where they are not
// plain from their names.
#![allow(missing_docs)]

pub mod api;
pub mod app;
pub mod pages;
pub mod signal;
pub mod state;
pub mod ui;
pub mod web;
