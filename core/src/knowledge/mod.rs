//! What is known about the records of a zone, beside what DNS says: what each is for, whose service it
//! belongs to, what refers to it, what its policy says, and what to do with it. Read-only.

pub mod policy;
mod purpose;
mod recommend;
mod references;
mod service;
mod story;

pub use purpose::{Purposes, purposes};
pub use recommend::{Advice, Advised, Reason, Recommendation, Recommender};
pub use references::{Reference, References, Via};
#[cfg(test)]
pub(crate) use service::kinds_of;
pub use service::{Certainty, Service, Sign, SignKind, signs};
pub use story::{Other, Story};

/// What a record is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Web pages and applications in a browser.
    Website,
    /// Receiving, sending and signing mail, and finding the mail server.
    Mail,
    /// The issue of certificates, and what clients expect of them.
    Certificates,
    /// Proofs of ownership.
    Verification,
    /// Other services, one's own or another company's.
    Services,
    /// Names handed to other name servers.
    Delegations,
    /// What belongs to the old host itself.
    OldHost,
    /// Nothing tells.
    Unknown,
}

impl Purpose {
    /// All purposes, in the order in which groups are shown.
    pub const ALL: [Self; 8] = [
        Self::Website,
        Self::Mail,
        Self::Certificates,
        Self::Verification,
        Self::Services,
        Self::Delegations,
        Self::OldHost,
        Self::Unknown,
    ];
}
