//! The logic of Zonesift: DNS records, the two providers' APIs, scans, reviews and plans.
//!
//! This library never reads a clock, draws no random numbers and does no I/O: callers pass in times and
//! seeds, and carry out the calls and effects that it returns as values. It therefore runs, and can be
//! tested, anywhere.

#![warn(missing_docs)]

pub mod address;
pub mod backoff;
pub mod budget;
pub mod bulk;
pub mod change;
pub mod config;
pub mod csv;
pub mod date;
pub mod diff;
pub mod dig;
pub mod edits;
pub mod encoding;
pub mod evidence;
pub mod filter;
pub mod fingerprint;
pub mod foreign;
pub mod grid;
#[cfg(test)]
mod hostile;
mod id;
pub mod idle;
mod idn;
pub mod import;
pub mod kept;
pub mod knowledge;
pub mod lines;
mod lower;
pub mod name;
pub mod natural;
pub mod plan;
pub mod plot;
pub mod provider;
pub mod record;
pub mod record_form;
pub mod review;
pub mod route;
pub mod scan;
pub mod script;
pub mod snapshot;
pub mod tab;
pub mod text;
pub mod unread;
mod visible;
pub mod wanted;
pub mod zone;
pub mod zonefile;

pub use idn::searched;
