//! The zones that the sandbox's name server knows: hand-made ones, and one template for all
//! zones whose content does not matter. It only reads them; it never writes a zone file.

use std::{fmt, str::FromStr};

use hickory_proto::{
    rr::{Name, Record, RecordType},
    serialize::txt::Parser,
};

/// The domain that no account holds at first, for the scan of a domain before its zone exists.
pub const NOT_IN_ACCOUNT: &str = "newshop.example";

/// The hand-made zones.
pub const FILES: &[(&str, &str)] = &[
    ("bakery.example", include_str!("../zones/bakery.example.zone")),
    ("northwind.example", include_str!("../zones/northwind.example.zone")),
    ("oldtown.example", include_str!("../zones/oldtown.example.zone")),
    (NOT_IN_ACCOUNT, include_str!("../zones/newshop.example.zone")),
];

/// Zones that no list names, each with a trap for whoever asks DNS about it. What their records
/// cannot say stands in lines that begin with `; trap:`.
pub const TRAPS: &[(&str, &str)] = &[
    ("datekey.example", include_str!("../zones/traps/datekey.example.zone")),
    ("layers.example", include_str!("../zones/traps/layers.example.zone")),
    ("hare.example", include_str!("../zones/traps/hare.example.zone")),
    ("orange.example", include_str!("../zones/traps/orange.example.zone")),
    ("signed.example", include_str!("../zones/traps/signed.example.zone")),
    ("compact.example", include_str!("../zones/traps/compact.example.zone")),
    ("burrow.example", include_str!("../zones/traps/burrow.example.zone")),
    ("broken.example", include_str!("../zones/traps/broken.example.zone")),
    ("postroom.example", include_str!("../zones/traps/postroom.example.zone")),
    ("rusty.example", include_str!("../zones/traps/rusty.example.zone")),
];

/// The zones around those: what delegates them, and what they point to.
pub const AROUND: &[(&str, &str)] = &[
    (".", include_str!("../zones/around/root.zone")),
    ("com", include_str!("../zones/around/com.zone")),
    ("net", include_str!("../zones/around/net.zone")),
    ("example", include_str!("../zones/around/example.zone")),
];

/// What the logs of certificates hold of the zones.
pub const CERTIFICATES: &str = include_str!("../zones/traps/certificates.txt");

/// The zone of every sentinel; its names are relative, so that it fits any origin.
pub const TEMPLATE: &str = include_str!("../zones/sentinel.zone");

/// A zone file that cannot be read.
#[derive(Debug)]
pub struct ZoneFileError {
    origin: String,
    why: String,
}

impl ZoneFileError {
    pub(crate) fn new(origin: &str, why: String) -> Self {
        Self { origin: origin.to_owned(), why }
    }
}

impl fmt::Display for ZoneFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "zone file of {}: {}", self.origin, self.why)
    }
}

impl std::error::Error for ZoneFileError {}

/// The records of a zone file in master format (RFC 1035 section 5), the SOA first.
///
/// # Errors
/// When the text is no zone file.
pub fn read(origin: &str, text: &str) -> Result<Vec<Record>, ZoneFileError> {
    let fail = |why: String| ZoneFileError::new(origin, why);
    let mut name = Name::from_str(origin).map_err(|error| fail(error.to_string()))?;
    name.set_fqdn(true);
    let (_, sets) =
        Parser::new(text, None, Some(name)).parse().map_err(|error| fail(error.to_string()))?;
    let mut records: Vec<Record> =
        sets.values().flat_map(|set| set.records_without_rrsigs().cloned()).collect();
    records.sort_by_key(|record| record.record_type() != RecordType::SOA);
    Ok(records)
}

#[cfg(test)]
mod tests {
    use hickory_proto::rr::RData;

    use super::*;

    #[test]
    fn every_zone_begins_with_its_soa() {
        for (origin, text) in FILES.iter().chain(TRAPS).chain([&("x.example", TEMPLATE)]) {
            let records = read(origin, text).unwrap();
            assert_eq!(records[0].record_type(), RecordType::SOA, "{origin}");
            assert!(records.len() > 8, "{origin}");
        }
    }

    #[test]
    fn the_old_zone_is_large() {
        let (origin, text) = FILES[2];
        assert!(read(origin, text).unwrap().len() >= 300);
    }

    /// Nobody else's addresses (RFC 5737 section 3, RFC 3849), but for those of the edge in one trap.
    #[test]
    fn addresses_are_for_documentation() {
        let all = FILES.iter().chain(TRAPS).chain(AROUND).chain([&("x.example", TEMPLATE)]);
        for (origin, text) in all.filter(|(origin, _)| *origin != "orange.example") {
            for record in read(origin, text).unwrap() {
                let ours = match &record.data {
                    RData::A(address) => address.is_documentation(),
                    RData::AAAA(address) => address.segments()[..2] == [0x2001, 0xdb8],
                    _ => true,
                };
                assert!(ours, "{record}");
            }
        }
    }

    #[test]
    fn refuses_invalid_zone_files() {
        assert!(read("x.example", "@ IN WHAT 1").is_err());
        assert!(read("a..b", "").is_err());
    }
}
