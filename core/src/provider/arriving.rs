//! Streams records out of a response while it arrives, so that a long response neither blocks the page nor
//! is ever in memory as a whole. It does not validate the response: the reader of the rest does.

use super::split::Splitter;
use super::{Provider, ZoneInfo, bunny, cloudflare};
use crate::name::DomainName;
use crate::record::{Flaw, Record};

/// The maximum number of records taken from one response; no zone has as many.
const MOST: usize = 250_000;
/// The maximum number of items that may be no records. A list with more is no list of records.
const STRANGE: usize = 1_000;

/// The name of the list in the body, and the function that turns its items into records of a zone.
pub(super) type List = (&'static str, fn(&str, &DomainName) -> Record);

/// A stream of records from a response.
pub struct FoundArriving {
    zone: DomainName,
    splitter: Splitter,
    read: fn(&str, &DomainName) -> Record,
    records: usize,
    strange: usize,
}

impl FoundArriving {
    fn new(zone: &ZoneInfo, (list, read): List) -> Self {
        let splitter = Splitter::new(list);
        Self { zone: zone.name.clone(), splitter, read, records: 0, strange: 0 }
    }

    /// Takes the next bytes of the response and returns the records that are complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Record> {
        let mut records = Vec::new();
        if self.is_endless() {
            return records;
        }
        self.splitter.feed(bytes, &mut |item| records.push((self.read)(item, &self.zone)));
        let is_none = |record: &&Record| record.flaw == Some(Flaw::NotARecord);
        self.strange += records.iter().filter(is_none).count();
        self.records += records.len();
        records
    }

    /// The body without the records; empty if the response had no end.
    #[must_use]
    pub fn rest(self) -> Vec<u8> {
        if self.is_endless() { Vec::new() } else { self.splitter.rest() }
    }

    fn is_endless(&self) -> bool {
        self.records > MOST || self.strange > STRANGE
    }
}

impl Provider {
    /// Streams the records out of a response to [`Self::list_records`].
    #[must_use]
    pub fn list_arriving(self, zone: &ZoneInfo) -> FoundArriving {
        FoundArriving::new(
            zone,
            match self {
                Self::Bunny => bunny::records::ARRIVING,
                Self::Cloudflare => cloudflare::records::ARRIVING,
            },
        )
    }

    /// Streams the records out of a response to [`Self::read_scan`].
    #[must_use]
    pub fn scan_arriving(self, zone: &ZoneInfo) -> FoundArriving {
        FoundArriving::new(
            zone,
            match self {
                Self::Bunny => bunny::scan::ARRIVING,
                Self::Cloudflare => cloudflare::records::ARRIVING,
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::zone;
    use super::*;
    use crate::provider::{ApiError, Response};

    fn answer(body: Vec<u8>) -> Response {
        Response { status: 200, body, ..Response::default() }
    }

    fn bodies(items: &str) -> [(Provider, String); 2] {
        [
            (Provider::Bunny, format!(r#"{{"JobId":"j","Status":2,"Records":[{items}]}}"#)),
            (
                Provider::Cloudflare,
                format!(
                    r#"{{"result":[{items}],"success":true,"result_info":{{"page":1,"total_pages":2,"total_count":9}}}}"#
                ),
            ),
        ]
    }

    #[test]
    fn reads_a_body_in_pieces_as_it_reads_it_whole() {
        let items = r#"{"id":"a","name":"w.example.com","type":"A","content":"192.0.2.1","ttl":1},
            {"Id":2,"Name":"","Type":3,"Value":"x","Ttl":60}, 7"#;
        for (provider, body) in bodies(items) {
            let zone = zone();
            let mut list =
                provider.list_records(&zone, 1).read(&answer(body.clone().into())).unwrap();
            let mut scan = provider.read_scan(&zone).read(&answer(body.clone().into())).unwrap();
            for (mut arriving, whole) in [
                (provider.list_arriving(&zone), &mut list.items),
                (provider.scan_arriving(&zone), &mut scan.records),
            ] {
                let pieces = body.as_bytes().chunks(7);
                let records: Vec<Record> = pieces.flat_map(|piece| arriving.feed(piece)).collect();
                assert_eq!(&records, whole);
                whole.clear();
            }
            let (mut of_list, mut of_scan) =
                (provider.list_arriving(&zone), provider.scan_arriving(&zone));
            let _ = (of_list.feed(body.as_bytes()), of_scan.feed(body.as_bytes()));
            let rest = provider.list_records(&zone, 1).read(&answer(of_list.rest())).unwrap();
            assert_eq!((rest.items.len(), rest.more), (0, list.more));
            assert_eq!(provider.read_scan(&zone).read(&answer(of_scan.rest())), Ok(scan));
        }
    }

    #[test]
    fn a_list_of_non_records_is_malformed() {
        for (provider, body) in bodies(&vec!["0"; 10_000].join(",")) {
            let mut arriving = provider.list_arriving(&zone());
            let pieces = body.as_bytes().chunks(1_000);
            let records: usize = pieces.map(|piece| arriving.feed(piece).len()).sum();
            assert!((STRANGE..STRANGE + 1_000).contains(&records), "{records}");
            let read = provider.list_records(&zone(), 1).read(&answer(arriving.rest()));
            assert_eq!(read.err(), Some(ApiError::MALFORMED));
        }
    }
}
