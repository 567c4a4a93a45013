//! DNS as the host answers it: over HTTP for its page, for the zones of its sandbox, and as the stand-ins of public
//! resolvers. Every message is read by the library `domain`, which the host does not use.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "all of it is test code"
)]

mod ask;
mod authority;
mod judged;
mod live;
mod query;
mod signed;
mod stand_ins;
mod traps;
