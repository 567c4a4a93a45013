//! What can be wrong in `config.json`, and where.

use crate::address::Misfit;

/// An error in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The path of the member, such as `providers.bunny.address`; empty for the whole file.
    pub path: String,
    /// The reason.
    pub why: Why,
}

/// The reason of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The host did not deliver the file, although it may exist.
    Unread,
    /// It is no JSON object.
    NoJson,
    /// The member is unknown.
    Unknown,
    /// The member must be an object.
    NoObject,
    /// The provider is unknown.
    Provider,
    /// No provider is left to offer.
    NoProvider,
    /// The API address is not allowed.
    Address(Misfit),
    /// A sandbox must be on the page's own site: a foreign file could use it to collect keys.
    Sandbox,
    /// The member must be a string.
    NoText,
    /// The number of minutes is not one of the choices.
    Idle,
    /// The member must be a list, and a short one.
    NoList,
    /// The member must be a list of resolvers.
    NoResolvers,
    /// The resolver is unknown, or it was named before.
    Resolver,
    /// The member must be a boolean.
    NoTruth,
    /// The text of a link is empty or too long.
    LinkText,
    /// The URL of a link is not a safe one on another site.
    LinkAddress,
}
