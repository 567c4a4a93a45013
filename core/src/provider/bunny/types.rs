//! The record types of bunny.net: their numbers, which are not those of DNS, its own types, and the
//! members that hold each type's rdata.

use std::borrow::Cow;

use crate::provider::loose::Loose;
use crate::record::RecordType;

/// The types by number (provider document, 2.3). Mnemonics outside DNS are bunny.net's own, written in
/// capitals like all others.
const TYPES: [&str; 17] = [
    "A", "AAAA", "CNAME", "TXT", "MX", "REDIRECT", "FLATTEN", "PULLZONE", "SRV", "CAA", "PTR",
    "SCRIPT", "NS", "SVCB", "HTTPS", "TLSA", "SOA",
];
/// The prefix for the number of an unknown type. The hyphen distinguishes it from the DNS numbers of RFC
/// 3597.
const UNKNOWN: &str = "TYPE-";
/// Types that link to an object of bunny.net: requests hold its number in a separate member with an empty
/// value, responses the name of the link (provider document, 2.6).
pub(super) const PULL_ZONE: &str = "PULLZONE";
pub(super) const SCRIPT: &str = "SCRIPT";
/// Types outside DNS (provider document, 2.3).
pub(super) const OWN: &[&str] = &["REDIRECT", "FLATTEN", PULL_ZONE, SCRIPT];

/// A type by number or name (provider document, 2.3: integers on the wire, strings in the published
/// schema).
pub(super) fn read(value: Loose<'_>) -> Option<RecordType> {
    match value.int() {
        Some(number) => Some(match usize::try_from(number).ok().and_then(|n| TYPES.get(n)) {
            Some(name) => RecordType::parse(name),
            None => RecordType::Other((UNKNOWN.to_owned() + &number.to_string()).into()),
        }),
        None => value.words().map(|name| RecordType::parse(&name)),
    }
}

/// The number of a type, as text; for an unknown type, its placeholder's number.
pub(super) fn number(rtype: &RecordType) -> Cow<'_, str> {
    let name = rtype.raw();
    match TYPES.iter().position(|known| *known == name) {
        Some(number) => Cow::Owned(number.to_string()),
        None => Cow::Borrowed(name.strip_prefix(UNKNOWN).unwrap_or(name)),
    }
}

/// The names of the members that hold a type's fields.
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

/// Whether records of this type link to an object of bunny.net.
pub(super) fn is_linked(rtype: &RecordType) -> bool {
    [PULL_ZONE, SCRIPT].contains(&rtype.raw())
}
