//! The record types of bunny.net: their numbers, which are not those of DNS, its own types, and the members
//! that each one's rdata stands in.

use std::borrow::Cow;

use crate::provider::loose::Loose;
use crate::record::RecordType;

/// The types by their numbers (provider document, 2.3). The mnemonics that are not DNS are
/// bunny.net's own, in capitals as all are.
const TYPES: [&str; 17] = [
    "A", "AAAA", "CNAME", "TXT", "MX", "REDIRECT", "FLATTEN", "PULLZONE", "SRV", "CAA", "PTR",
    "SCRIPT", "NS", "SVCB", "HTTPS", "TLSA", "SOA",
];
/// What stands before the number of a type that is not known here. These numbers are not those of
/// RFC 3597, hence the hyphen.
const UNKNOWN: &str = "TYPE-";
/// The types that point to something inside bunny.net: its number is sent in a member of its own,
/// beside an empty value, and answered as the name of a link (provider document, 2.6).
pub(super) const PULL_ZONE: &str = "PULLZONE";
pub(super) const SCRIPT: &str = "SCRIPT";
/// The types that are not DNS (provider document, 2.3).
pub(super) const OWN: &[&str] = &["REDIRECT", "FLATTEN", PULL_ZONE, SCRIPT];

/// A type by its number or its name (provider document, 2.3: integers on the wire, strings in the
/// published document).
pub(super) fn read(value: Loose<'_>) -> Option<RecordType> {
    match value.int() {
        Some(number) => Some(match usize::try_from(number).ok().and_then(|n| TYPES.get(n)) {
            Some(name) => RecordType::parse(name),
            None => RecordType::Other((UNKNOWN.to_owned() + &number.to_string()).into()),
        }),
        None => value.words().map(|name| RecordType::parse(&name)),
    }
}

/// The number of a type; of one that is not known here, what stands for it.
pub(super) fn number(rtype: &RecordType) -> Cow<'_, str> {
    let name = rtype.raw();
    match TYPES.iter().position(|known| *known == name) {
        Some(number) => Cow::Owned(number.to_string()),
        None => Cow::Borrowed(name.strip_prefix(UNKNOWN).unwrap_or(name)),
    }
}

/// The names of the members that a type's fields stand in.
pub(super) fn members(rtype: &RecordType) -> &'static [&'static str] {
    match rtype {
        RecordType::Mx | RecordType::Svcb | RecordType::Https => &["Priority", "Value"],
        RecordType::Srv => &["Priority", "Weight", "Port", "Value"],
        RecordType::Caa => &["Flags", "Tag", "Value"],
        RecordType::Other(name) if name.raw() == PULL_ZONE => &["PullZoneId", "Value"],
        RecordType::Other(name) if name.raw() == SCRIPT => &["ScriptId", "Value"],
        _ => &["Value"],
    }
}

/// Whether records of this type point to something inside bunny.net.
pub(super) fn is_linked(rtype: &RecordType) -> bool {
    [PULL_ZONE, SCRIPT].contains(&rtype.raw())
}
