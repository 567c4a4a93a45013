//! The keys and zones that show a state which is hard to reach with a real account. These tables and the
//! one of names in `writes` are all there is; `host/README.md` lists them for readers, and a test compares.

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

/// What a zone does in a scan, in its lists, or when it is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the table says what each one does
pub enum ZoneBehaviour {
    Plain,
    FailedScan,
    EmptyScan,
    StaleJob,
    PendingFirst,
    Unscanned200,
    StringEnums,
    BadRecord,
    LongScan,
    LateRecords,
    FindsLess,
    Conflict,
    OneFails,
    OneRefused,
    WriteTimeout,
    LimitedWrite,
    AcceptsWithoutId,
    AcceptsIdOnly,
    AcceptsAsFound,
    NullRecords,
    TinyQuota,
    AccountQuota,
    ManagedRecord,
    BatchFails,
    BatchCulprit,
    OwnTypes,
    NoPages,
    FailingWrites,
    DisabledRecords,
    Generated(u32),
}

impl ZoneBehaviour {
    /// What the zone does in its scan of this number, of which the first is 1.
    #[must_use]
    pub fn in_scan(self, number: u32) -> Self {
        match self {
            Self::FindsLess if number % 2 == 1 => Self::Plain,
            other => other,
        }
    }

    /// How many records a scan of the zone has found long ago, if that is made up.
    #[must_use]
    pub fn generated(self) -> Option<u32> {
        match self {
            Self::Generated(count) => Some(count),
            _ => None,
        }
    }
}

/// Zones, what they do, in words.
pub const ZONES: &[(&str, ZoneBehaviour, &str)] = &[
    (
        "failed-scan.example",
        ZoneBehaviour::FailedScan,
        "bunny.net: the scan fails; Cloudflare: it never finds anything",
    ),
    ("empty-scan.example", ZoneBehaviour::EmptyScan, "the scan finds nothing"),
    (
        "stale-job.example",
        ZoneBehaviour::StaleJob,
        "bunny.net: an older completed job is read first, also twice after a trigger",
    ),
    (
        "pending-first.example",
        ZoneBehaviour::PendingFirst,
        "bunny.net: trigger and the first two reads say 0 Pending",
    ),
    (
        "unscanned-200.example",
        ZoneBehaviour::Unscanned200,
        "bunny.net: before a scan, 200 with Status 0 and no JobId instead of 404",
    ),
    ("string-enums.example", ZoneBehaviour::StringEnums, "bunny.net: enumerations as strings"),
    (
        "bad-record.example",
        ZoneBehaviour::BadRecord,
        "malformed items among the good ones, in the scan and in the zone",
    ),
    (
        "long-scan.example",
        ZoneBehaviour::LongScan,
        "the scan takes a minute (15 times the pace), one record after the other",
    ),
    (
        "late-records.example",
        ZoneBehaviour::LateRecords,
        "a burst, 30 s of nothing (7.5 times the pace), then the rest",
    ),
    (
        "finds-less.example",
        ZoneBehaviour::FindsLess,
        "every second scan does not find what is at blog and ftp; Cloudflare: its list keeps it",
    ),
    (
        "conflict.example",
        ZoneBehaviour::Conflict,
        "holds a CNAME at www and an A at shop, where the scan finds the opposite",
    ),
    (
        "one-fails.example",
        ZoneBehaviour::OneFails,
        "the first write of A at mail answers 500, later ones work",
    ),
    (
        "one-refused.example",
        ZoneBehaviour::OneRefused,
        "the first write of A at mail answers 400, later ones work",
    ),
    (
        "write-timeout.example",
        ZoneBehaviour::WriteTimeout,
        "the first write is done, but its answer never comes",
    ),
    (
        "rate-limited-write.example",
        ZoneBehaviour::LimitedWrite,
        "the third write answers 429 with Retry-After 2, once",
    ),
    (
        "accepts-without-id.example",
        ZoneBehaviour::AcceptsWithoutId,
        "Cloudflare: refuses accepted records that have an id",
    ),
    (
        "accepts-id-only.example",
        ZoneBehaviour::AcceptsIdOnly,
        "Cloudflare: refuses accepted records that have more than an id",
    ),
    (
        "accepts-as-found.example",
        ZoneBehaviour::AcceptsAsFound,
        "Cloudflare: an accepted record keeps the TTL and the proxy of the finding, whatever is sent",
    ),
    (
        "null-records.example",
        ZoneBehaviour::NullRecords,
        "bunny.net: the job is completed, its Records are null",
    ),
    ("tiny-quota.example", ZoneBehaviour::TinyQuota, "Cloudflare: may hold 3 records, holds 1"),
    (
        "account-quota.example",
        ZoneBehaviour::AccountQuota,
        "Cloudflare: the usage call tells no quota of the zone",
    ),
    (
        "managed-record.example",
        ZoneBehaviour::ManagedRecord,
        "Cloudflare: the A record at managed is another product's (meta.read_only), edits fail",
    ),
    (
        "batch-fails.example",
        ZoneBehaviour::BatchFails,
        "Cloudflare: the first batch answers 500 and is not done, later ones work",
    ),
    (
        "batch-culprit.example",
        ZoneBehaviour::BatchCulprit,
        "a plain zone for records whose names begin with refuse-",
    ),
    (
        "own-types.example",
        ZoneBehaviour::OwnTypes,
        "bunny.net: holds records of its own types, with members that nobody knows",
    ),
    (
        "no-pages.example",
        ZoneBehaviour::NoPages,
        "bunny.net: the list of records by pages answers 404",
    ),
    (
        "failing-writes.example",
        ZoneBehaviour::FailingWrites,
        "holds A records at refuse-one, fail-one and hang-one, whose writes fail by their names",
    ),
    (
        "disabled-records.example",
        ZoneBehaviour::DisabledRecords,
        "bunny.net: the A at mail, which the scan finds, and a CNAME at api are disabled",
    ),
    (
        "generated-1000.example",
        ZoneBehaviour::Generated(1_000),
        "Cloudflare: an earlier scan has found 1,000 records; opened by name or ID, never listed",
    ),
    (
        "generated-10000.example",
        ZoneBehaviour::Generated(10_000),
        "Cloudflare: the same with 10,000 records",
    ),
    (
        "generated-100000.example",
        ZoneBehaviour::Generated(100_000),
        "Cloudflare: the same with 100,000 records (36 MB, made when they are first read)",
    ),
];

/// The behaviour of a zone by its domain.
#[must_use]
pub fn of_zone(domain: &str) -> ZoneBehaviour {
    let known = ZONES.iter().find(|(sentinel, ..)| *sentinel == domain);
    known.map_or(ZoneBehaviour::Plain, |(_, behaviour, _)| *behaviour)
}

#[cfg(test)]
mod tests {
    use super::super::writes::NAMES;
    use super::*;

    #[test]
    fn a_key_may_go_on_after_a_dot() {
        assert_eq!(of_key("sandbox-429"), Some(KeyBehaviour::LimitedOnce));
        assert_eq!(of_key("sandbox-429.t17"), Some(KeyBehaviour::LimitedOnce));
        assert_eq!(of_key("sandbox-429-long.a.b"), Some(KeyBehaviour::LimitedLong));
        assert_eq!(of_key("sandbox-demo"), Some(KeyBehaviour::Plain));
        assert_eq!(of_key("Sandbox"), None);
        assert_eq!(of_key("real-key"), None);
    }

    #[test]
    fn the_readme_lists_every_sentinel() {
        let readme = include_str!("../../README.md");
        let keys = KEYS.iter().map(|(name, _, words)| (name, words));
        let zones = ZONES.iter().map(|(name, _, words)| (name, words));
        let names = NAMES.iter().map(|(name, _, words)| (name, words));
        for (name, words) in keys.chain(zones).chain(names) {
            assert!(readme.contains(&format!("| `{name}` | {words} |")), "{name}");
        }
    }
}
