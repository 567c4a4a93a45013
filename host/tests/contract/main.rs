//! The page's own calls against the sandbox: what `zonesift-core` sends is what the stand-ins take,
//! and what they answer is what it reads. Both sides are held against the published descriptions
//! of the two APIs as well, where those are at hand (see `openapi.rs`).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "all of it is test code"
)]

mod bunny;
mod bunny_edit;
mod client;
mod cloudflare;
mod cloudflare_edits;
mod openapi;
mod own_export;
mod samples;
mod sentinels;
