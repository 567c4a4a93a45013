//! Everything that the page knows of a zone's records, as a JSON file that it reads again: what no
//! zone file can hold is in it too. It holds no key and nothing of the account.

use crate::name::DomainName;
use crate::provider::json::Json;
use crate::provider::lenient::{self, Node, Outline};
use crate::record::{Flaw, Rdata, Record, RecordType, Ttl};

/// The form of the file; another number is not read.
const VERSION: i64 = 1;
/// What the file says that it is.
const FORMAT: &str = "zonesift-snapshot";
/// The members of a record.
const RECORD: &[&str] =
    &["id", "name", "type", "rdata", "ttl", "proxied", "comment", "tags", "more", "locked", "flaw"];
/// The flaws by their words.
const FLAWS: [(&str, Flaw); 5] = [
    ("record", Flaw::NotARecord),
    ("name", Flaw::Name),
    ("type", Flaw::Type),
    ("content", Flaw::Content),
    ("ttl", Flaw::Ttl),
];

/// A zone at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The zone.
    pub zone: DomainName,
    /// Its records.
    pub records: Vec<Record>,
    /// How many items of the file are no records.
    pub unreadable: usize,
}

/// Why a file is no snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SnapshotError {
    /// It is no JSON, or is cut off.
    NotJson,
    /// It is another kind of file.
    OtherFile,
    /// It was written by a later version.
    Later,
    /// It does not name its zone.
    NoZone,
}

/// Writes a snapshot.
#[must_use]
pub fn write(zone: &DomainName, records: &[Record]) -> String {
    let mut json = Json::object();
    json.text("format", FORMAT);
    json.number("version", &VERSION.to_string());
    json.text("zone", zone.as_str());
    json.key("records");
    json.open('[');
    for record in records {
        json.open('{');
        push(&mut json, record);
        json.close('}');
    }
    json.close(']');
    json.finish()
}

/// Writes one record as the file has it.
#[must_use]
pub fn item(record: &Record) -> String {
    let mut json = Json::object();
    push(&mut json, record);
    json.finish()
}

/// Writes a record as members of the object that is open.
pub(crate) fn push(json: &mut Json, record: &Record) {
    json.text("name", record.name.as_str());
    json.text("type", record.rtype.as_str());
    json.key("rdata");
    json.open('[');
    record.rdata.fields().for_each(|field| json.item(field));
    json.close(']');
    if let Ttl::Seconds(seconds) = record.ttl {
        json.number("ttl", &seconds.to_string());
    }
    if let Some(proxied) = record.proxied {
        json.bool("proxied", proxied);
    }
    let flaw = FLAWS.iter().find(|(_, flaw)| Some(*flaw) == record.flaw).map(|(word, _)| *word);
    let texts = [
        ("id", record.id.as_deref()),
        ("comment", record.comment.as_deref()),
        ("more", record.more.as_deref()),
        ("flaw", flaw),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            json.text(name, text);
        }
    }
    if !record.tags.is_empty() {
        json.key("tags");
        json.open('[');
        record.tags.iter().for_each(|tag| json.item(tag));
        json.close(']');
    }
    if record.locked {
        json.bool("locked", true);
    }
}

/// Reads a snapshot. An item that is no record costs that item.
///
/// # Errors
/// [`SnapshotError`] where the file is none.
pub fn read(file: &[u8]) -> Result<Snapshot, SnapshotError> {
    let (mut records, mut unreadable) = (Vec::new(), 0);
    let outline = Outline {
        members: &["format", "version", "zone", "records"],
        list: "records",
        items: RECORD,
    };
    let outer = lenient::read(file, &outline, &mut |node| match record(&node) {
        Some(record) => records.push(record),
        None => unreadable += 1,
    });
    let outer = outer.map_err(|_| SnapshotError::NotJson)?;
    if outer.get("format").text() != Some(FORMAT) {
        return Err(SnapshotError::OtherFile);
    }
    if outer.get("version").int() != Some(VERSION) {
        return Err(SnapshotError::Later);
    }
    let zone = outer.get("zone").text().and_then(|zone| DomainName::parse(zone).ok());
    Ok(Snapshot { zone: zone.ok_or(SnapshotError::NoZone)?, records, unreadable })
}

/// The record that was written so.
pub(crate) fn record(node: &Node<'_>) -> Option<Record> {
    let text = |name| node.get(name).text().map(Into::into);
    let rtype = RecordType::parse(node.get("type").text()?);
    let name = DomainName::parse(node.get("name").text()?).ok()?;
    let rdata = Rdata::new(&rtype, node.get("rdata").list().iter().filter_map(Node::text));
    let ttl = match node.get("ttl") {
        Node::Null => Ttl::Auto,
        ttl => Ttl::Seconds(ttl.int().and_then(|ttl| u32::try_from(ttl).ok())?),
    };
    let flaw = node.get("flaw").text();
    Some(Record {
        id: text("id"),
        proxied: match node.get("proxied") {
            Node::Bool(proxied) => Some(*proxied),
            _ => None,
        },
        comment: text("comment"),
        tags: node.get("tags").list().iter().filter_map(|tag| tag.text().map(Into::into)).collect(),
        more: text("more"),
        locked: matches!(node.get("locked"), Node::Bool(true)),
        flaw: flaw.and_then(|flaw| FLAWS.iter().find(|(word, _)| *word == flaw)).map(|(_, f)| *f),
        ..Record::new(name, rtype, rdata, ttl)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zonefile::samples;
    use proptest::prelude::*;

    fn zone() -> DomainName {
        DomainName::parse("example.com").unwrap()
    }

    #[test]
    fn what_is_no_snapshot_is_told_from_what_is() {
        for (file, error) in [
            ("", SnapshotError::NotJson),
            ("[]", SnapshotError::NotJson),
            (r#"{"format":"zonesift-snapshot""#, SnapshotError::NotJson),
            ("{}", SnapshotError::OtherFile),
            (r#"{"format":"zonesift-snapshot","version":2}"#, SnapshotError::Later),
            (r#"{"format":"zonesift-snapshot","version":1}"#, SnapshotError::NoZone),
        ] {
            assert_eq!(read(file.as_bytes()), Err(error), "{file}");
        }
    }

    #[test]
    fn a_bad_item_costs_that_item() {
        let good =
            write(&zone(), &[samples::record("a.example.com", RecordType::A, &["192.0.2.1"])]);
        let file =
            good.replace("\"records\":[", "\"records\":[7,{},{\"name\":\"a..b\",\"type\":\"A\"},");
        let snapshot = read(file.as_bytes()).unwrap();
        assert_eq!((snapshot.records.len(), snapshot.unreadable), (1, 3));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            records in proptest::collection::vec(samples::any_record(), 0..20),
            id in proptest::option::of(any::<String>()),
            more in proptest::option::of(any::<String>()),
            comment in proptest::option::of(any::<String>()),
            (locked, flaw) in (any::<bool>(), proptest::option::of(0..FLAWS.len())),
        ) {
            let mut records = records;
            if let Some(first) = records.first_mut() {
                first.id = id.map(Into::into);
                first.more = more.map(Into::into);
                first.comment = comment.map(Into::into);
                first.locked = locked;
                first.flaw = flaw.map(|place| FLAWS[place].1);
            }
            let snapshot = read(write(&zone(), &records).as_bytes()).unwrap();
            prop_assert_eq!(snapshot, Snapshot { zone: zone(), records, unreadable: 0 });
        }

        #[test]
        fn one_record_is_written_as_the_file_has_it(record in samples::any_marked()) {
            let file = write(&zone(), std::slice::from_ref(&record));
            prop_assert!(file.contains(&item(&record)));
        }

        #[test]
        fn no_file_makes_it_panic(file in any::<Vec<u8>>()) {
            let _ = read(&file);
        }
    }
}
