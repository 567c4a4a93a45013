//! Zones that fail on purpose.

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
