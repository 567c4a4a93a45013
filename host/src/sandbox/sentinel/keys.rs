//! Keys that fail on purpose.

/// What a key does to the calls that are made with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the table says what each one does
pub enum KeyBehaviour {
    Plain,
    Unauthorized,
    Forbidden,
    NotFound,
    LimitedOnce,
    LimitedLong,
    ServerError,
    UnavailableOnce,
    Slow,
    Hang,
    Malformed,
    Html,
    EmptyBody,
    AccountOwned,
    NoList,
    ReadOnly,
    ManyZones,
    RevokedLater,
    DamagedZone,
}

/// Keys, what they do, in words. A dot and anything may follow a key: `sandbox-429.a` is a fresh
/// account with the behaviour of `sandbox-429`. Every other key that begins with `sandbox` is a
/// plain account; a key that does not is refused.
pub const KEYS: &[(&str, KeyBehaviour, &str)] = &[
    ("sandbox-401", KeyBehaviour::Unauthorized, "every call answers 401"),
    ("sandbox-403", KeyBehaviour::Forbidden, "every call answers 403"),
    ("sandbox-404", KeyBehaviour::NotFound, "every call answers 404"),
    (
        "sandbox-429",
        KeyBehaviour::LimitedOnce,
        "first call of a kind: 429, Retry-After 2; then works",
    ),
    ("sandbox-429-long", KeyBehaviour::LimitedLong, "every call answers 429, Retry-After 300"),
    ("sandbox-500", KeyBehaviour::ServerError, "every call answers 500"),
    ("sandbox-503-once", KeyBehaviour::UnavailableOnce, "first call of a kind: 503; then works"),
    ("sandbox-slow", KeyBehaviour::Slow, "every answer takes 2 s (half the pace)"),
    ("sandbox-hang", KeyBehaviour::Hang, "no call is ever answered"),
    ("sandbox-malformed", KeyBehaviour::Malformed, "200 with JSON that breaks off"),
    ("sandbox-html", KeyBehaviour::Html, "200 with a page of HTML"),
    ("sandbox-empty-body", KeyBehaviour::EmptyBody, "200 without a body"),
    (
        "sandbox-account-owned",
        KeyBehaviour::AccountOwned,
        "Cloudflare's verify call fails, all else works",
    ),
    ("sandbox-no-list", KeyBehaviour::NoList, "zone list is empty; exact name and zone id work"),
    ("sandbox-read-only", KeyBehaviour::ReadOnly, "scan trigger and writes answer 403"),
    ("sandbox-many-zones", KeyBehaviour::ManyZones, "130 zones in the account"),
    (
        "sandbox-revoked-later",
        KeyBehaviour::RevokedLater,
        "works until the first write, from then on 401",
    ),
    (
        "sandbox-damaged-zone",
        KeyBehaviour::DamagedZone,
        "the second item of the zone list is a zone without a name",
    ),
];

/// The behaviour of a key, or nothing when it is no key of the sandbox.
#[must_use]
pub fn of_key(key: &str) -> Option<KeyBehaviour> {
    if !key.starts_with("sandbox") {
        return None;
    }
    let name = key.split('.').next().unwrap_or_default();
    let known = KEYS.iter().find(|(sentinel, ..)| *sentinel == name);
    Some(known.map_or(KeyBehaviour::Plain, |(_, behaviour, _)| *behaviour))
}
