//! The form in which two records are compared: one text for all that mean the same to the world.

use crate::record::{Rdata, Record, RecordType};

/// How close a text is to the one that is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// The same DKIM key with other white space.
    SameKey,
    /// A space is missing, as where two strings of a text were joined.
    LostSpace,
}

/// The identity of a record as the world sees it: without TTL, the strings of a text joined (RFC 7208, section
/// 3.3), without the `ech` parameter, which servers change often, and of an SOA only what no server counts.
pub(super) fn normal(record: &Record) -> String {
    match record.rtype {
        RecordType::Txt => record.one_text().identity(),
        RecordType::Https | RecordType::Svcb => {
            let mut fields: Vec<String> = record.rdata.raw_fields().map(str::to_owned).collect();
            if let Some(params) = fields.get_mut(2) {
                *params = without_ech(params);
            }
            with_fields(record, &fields).identity()
        }
        RecordType::Soa => {
            let words = record.rdata.field(0).raw().split_ascii_whitespace().enumerate();
            // Primary server and serial (RFC 1035, section 3.3.13).
            let kept = words.map(|(place, word)| match place {
                0 => ".",
                2 => "0",
                _ => word,
            });
            with_fields(record, &[kept.collect::<Vec<_>>().join(" ")]).identity()
        }
        _ => record.identity(),
    }
}

fn with_fields(record: &Record, fields: &[String]) -> Record {
    let rdata = Rdata::new(&record.rtype, fields);
    Record::new(record.name.clone(), record.rtype.clone(), rdata, record.ttl)
}

/// A list of parameters without that for Encrypted Client Hello (RFC 9848), by its name or number.
fn without_ech(params: &str) -> String {
    let mut is_quoted = false;
    let parts = params.split(|c: char| {
        is_quoted ^= c == '"';
        c.is_ascii_whitespace() && !is_quoted
    });
    let is_ech = |part: &str| {
        let key = part.split('=').next().unwrap_or_default();
        key.eq_ignore_ascii_case("ech") || key.eq_ignore_ascii_case("key5")
    };
    parts.filter(|part| !is_ech(part)).collect::<Vec<_>>().join(" ")
}

/// What two sets of texts have in common although they differ.
pub(super) fn likeness(held: &[&Record], live: &[Record]) -> Option<Likeness> {
    let first = held.first().filter(|record| record.rtype == RecordType::Txt)?;
    let dense = |record: &Record| -> String {
        let text = record.rdata.joined();
        text.raw().chars().filter(|c| !c.is_whitespace()).collect()
    };
    let mut own: Vec<String> = held.iter().map(|record| dense(record)).collect();
    let mut others: Vec<String> = live.iter().map(dense).collect();
    own.sort();
    others.sort();
    let is_key = first.name.labels().skip(1).any(|label| label == "_domainkey");
    (own == others).then_some(if is_key { Likeness::SameKey } else { Likeness::LostSpace })
}
