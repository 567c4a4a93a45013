//! Names of records that fail on purpose.

/// How a write fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteFault {
    /// 500; nothing is written.
    ServerError,
    /// 400; nothing is written.
    Refused,
    /// 429; nothing is written.
    Limited,
    /// It is done, but the answer never comes.
    NoAnswer,
}

/// Beginnings of record names, what becomes of writes of such records, in words. They work in every
/// zone: a change and a deletion are writes as well as an addition.
pub const NAMES: &[(&str, WriteFault, &str)] = &[
    ("refuse-", WriteFault::Refused, "every write of the record answers 400"),
    (
        "fail-",
        WriteFault::ServerError,
        "the first write of the record answers 500 and is not done, later ones work",
    ),
    (
        "hang-",
        WriteFault::NoAnswer,
        "the first write of the record is done, but its answer never comes; later ones work",
    ),
];
