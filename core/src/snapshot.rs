//! Snapshots: all records of a zone as a JSON file that the page can read again, including what zone files
//! cannot hold. It contains no API key and no account data.

mod record;

use serde::Serialize;

pub(crate) use record::{SnapshotItem, SnapshotRecord, is_false};

use crate::name::DomainName;
use crate::provider::Provider;
use crate::provider::loose::{self, Loose, Members};
use crate::provider::split;
use crate::record::{FieldKind, FieldSpec, Flaw, Record, Ttl, fault};
use crate::unread::{Concern, Position, Tells, Unread};
use crate::wanted::Wanted;

/// The version of the format; files with another version are refused.
const VERSION: i64 = 1;
const FORMAT: &str = "zonesift-snapshot";

/// The file when written.
#[derive(Serialize)]
struct File<'a> {
    format: &'static str,
    version: i64,
    zone: &'a str,
    provider: Provider,
    records: Vec<SnapshotRecord<'a>>,
}

/// The records of a zone at one moment.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The zone.
    pub zone: DomainName,
    /// The provider of the zone; older files do not state it.
    pub provider: Option<Provider>,
    /// The records.
    pub records: Vec<Record>,
    /// The numbers of items that are no records; the first item is 1.
    pub damaged: Vec<u32>,
    tells: Vec<Tells>,
    unread: Unread,
}

impl Snapshot {
    /// Removes fields that only the file's provider understands, if it is another one; returns that provider.
    pub fn bring_to(&mut self, provider: Provider) -> Option<Provider> {
        let other = self.provider.filter(|own| *own != provider)?;
        for record in &mut self.records {
            (record.id, record.more) = (None, None);
        }
        for tells in &mut self.tells {
            tells.more = false;
            tells.tags &= other.capabilities().tags;
        }
        Some(other)
    }

    /// The records as wanted for a zone, with what is unknown about them.
    #[must_use]
    pub fn wanted(&self) -> Wanted<'_> {
        Wanted::of_snapshot(&self.records, &self.tells, self.unread.clone())
    }
}

/// Why a file is no snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SnapshotError {
    /// It is no JSON, or truncated.
    NotJson,
    /// It is another kind of file.
    OtherFile,
    /// It was written by a later version.
    Later,
    /// It does not name its zone.
    NoZone,
    /// It has no list of records.
    NoList,
    /// It repeats a member, so that the valid one is unknown.
    Twice,
}

/// Serializes a snapshot.
#[must_use]
pub fn write(zone: &DomainName, provider: Provider, records: &[Record]) -> String {
    loose::write(&File {
        format: FORMAT,
        version: VERSION,
        zone: zone.as_str(),
        provider,
        records: records.iter().map(SnapshotRecord::from).collect(),
    })
}

/// Serializes one record as in a snapshot.
#[must_use]
pub fn item(record: &Record) -> String {
    loose::write(&SnapshotRecord::from(record))
}

/// Reads a snapshot. An invalid item affects only itself, and the records that it may describe do not
/// count as deleted.
///
/// # Errors
/// [`SnapshotError`] if the file is no snapshot.
pub fn read(file: &[u8]) -> Result<Snapshot, SnapshotError> {
    let (mut records, mut tells) = (Vec::new(), Vec::new());
    let (mut unread, mut damaged, mut number) = (Unread::default(), Vec::new(), 0);
    let mut take = |item: &str| {
        number += 1;
        let (read, concerns) = read_item(item);
        unread.add(Position::Item(number), &concerns);
        match read {
            Some((record, told)) => {
                records.push(record);
                tells.push(told);
            }
            None => damaged.push(number),
        }
    };
    let rest = split::split(file, "records", &mut take);
    let outer: Members<'_> = loose::object(&rest).ok_or(SnapshotError::NotJson)?;
    // If the member's name is escaped, the list was not split; read its items now.
    outer.get("records").each(&mut take);
    if outer.get("format").text().as_deref() != Some(FORMAT) {
        return Err(SnapshotError::OtherFile);
    }
    if outer.get("version").int() != Some(VERSION) {
        return Err(SnapshotError::Later);
    }
    if ["format", "version", "zone", "provider", "records"].iter().any(|name| outer.is_twice(name))
    {
        return Err(SnapshotError::Twice);
    }
    let zone = outer.get("zone").text().and_then(|zone| DomainName::parse(&zone).ok());
    let zone = zone.filter(|zone| !zone.as_str().is_empty()).ok_or(SnapshotError::NoZone)?;
    let provider = match outer.get("provider") {
        provider if provider.is_null() => None,
        provider => Some(provider.read().ok_or(SnapshotError::Later)?),
    };
    match outer.get("records").is_list() {
        true => Ok(Snapshot { zone, provider, records, damaged, tells, unread }),
        false => Err(SnapshotError::NoList),
    }
}

/// The record of an item, and what the item leaves open.
fn read_item(item: &str) -> (Option<(Record, Tells)>, Concern) {
    let members: Members<'_> = loose::object(item).unwrap_or_default();
    let item: SnapshotItem<'_> = members.read().unwrap_or_default();
    let is_once = !record::MEMBERS.iter().any(|name| members.is_twice(name));
    if let Some(record) = item.record().filter(|_| is_once) {
        let concerns = left_open(&record);
        let is_text = |value: Loose<'_>| value.read::<Box<str>>().is_some();
        let tags = item.tags;
        let tells = Tells {
            ttl: !matches!(record.ttl, Ttl::Assumed(_)),
            comment: item.comment.is_null() || is_text(item.comment),
            tags: tags.is_null() || (tags.is_list() && tags.list().into_iter().all(is_text)),
            more: true,
        };
        return (Some((record, tells)), concerns);
    }
    let name = item.name().filter(|_| !members.is_twice("name"));
    let rtype = item.rtype().filter(|_| !members.is_twice("type"));
    let concerns = match (name, rtype) {
        (Some(name), Some(rtype)) => Concern::Rrset(name, rtype),
        (Some(name), None) => Concern::Name(name),
        (None, _) => Concern::Zone,
    };
    (None, concerns)
}

/// The records that a snapshot's record may concern beyond itself: it has a flaw, or data that its type
/// cannot have.
fn left_open(record: &Record) -> Concern {
    let of_set = || Concern::Rrset(record.name.clone(), record.rtype.clone());
    match record.flaw {
        Some(Flaw::Content | Flaw::Ttl) => of_set(),
        Some(Flaw::Type) => Concern::Name(record.name.clone()),
        Some(_) => record.id.clone().map_or(Concern::Zone, Concern::Record),
        None => {
            let mut fields = record.rtype.fields().iter().zip(record.rdata.raw_fields());
            let is_unfit = |(spec, text): (&FieldSpec, &str)| {
                !matches!(spec.kind, FieldKind::Text) && fault(spec.kind, text).is_some()
            };
            if fields.any(is_unfit) { of_set() } else { Concern::Nothing }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::RecordType;
    use crate::zonefile::samples;
    use proptest::prelude::*;

    const FLAWS: [Flaw; 5] = [Flaw::NotARecord, Flaw::Name, Flaw::Type, Flaw::Content, Flaw::Ttl];

    fn zone() -> DomainName {
        DomainName::parse("example.com").unwrap()
    }

    #[test]
    fn refuses_files_that_are_no_readable_snapshot() {
        for (file, error) in [
            ("", SnapshotError::NotJson),
            ("[]", SnapshotError::NotJson),
            (r#"{"format":"zonesift-snapshot""#, SnapshotError::NotJson),
            ("{}", SnapshotError::OtherFile),
            (r#"{"format":"zonesift-snapshot","version":2}"#, SnapshotError::Later),
            (r#"{"format":"zonesift-snapshot","version":1}"#, SnapshotError::NoZone),
            (r#"{"format":"zonesift-snapshot","version":1,"zone":""}"#, SnapshotError::NoZone),
            (r#"{"format":"zonesift-snapshot","version":1,"zone":7}"#, SnapshotError::NoZone),
            (r#"{"result":[]}"#, SnapshotError::OtherFile),
        ] {
            assert_eq!(read(file.as_bytes()).unwrap_err(), error, "{file}");
        }
    }

    #[test]
    fn distinguishes_a_missing_list_from_an_empty_one() {
        let start = r#"{"format":"zonesift-snapshot","version":1,"zone":"example.com""#;
        for (rest, error) in [
            ("}", SnapshotError::NoList),
            (r#","records":null}"#, SnapshotError::NoList),
            (r#","records":{}}"#, SnapshotError::NoList),
            (r#","records":"[]"}"#, SnapshotError::NoList),
            (r#","Records":[]}"#, SnapshotError::NoList),
            (r#","records":[],"records":[]}"#, SnapshotError::Twice),
            (r#","zone":"example.org","records":[]}"#, SnapshotError::Twice),
            (r#","records":["#, SnapshotError::NotJson),
        ] {
            assert_eq!(read(format!("{start}{rest}").as_bytes()).unwrap_err(), error, "{rest}");
        }
        assert!(read(format!(r#"{start},"records":[]}}"#).as_bytes()).unwrap().records.is_empty());
    }

    /// What of the records of a zone an item leaves open, in all of which it says nothing itself.
    #[test]
    fn a_damaged_item_deletes_no_record_that_it_may_mean() {
        let held = [
            samples::record("a.example.com", RecordType::A, &["192.0.2.1"]),
            samples::record("a.example.com", RecordType::Txt, &["a"]),
            samples::record("b.example.com", RecordType::A, &["192.0.2.2"]),
        ];
        let at = r#""name":"a.example.com","type":"A""#;
        for (item, open) in [
            ("7", 3),
            ("null", 3),
            (r#"{"type":"A","rdata":["192.0.2.1"]}"#, 3),
            (r#"{"name":"a..b","type":"A","rdata":["192.0.2.1"]}"#, 3),
            (&format!(r#"{{{at},"name":"c.example.com","rdata":["192.0.2.1"]}}"#), 3),
            (r#"{"name":"a.example.com","rdata":["192.0.2.1"]}"#, 2),
            (r#"{"name":"a.example.com","type":"","rdata":["192.0.2.1"]}"#, 2),
            (&format!("{{{at}}}"), 1),
            (&format!(r#"{{{at},"rdata":null}}"#), 1),
            (&format!(r#"{{{at},"rdata":[7]}}"#), 1),
            (&format!(r#"{{{at},"rdata":["192.0.2.1","x"]}}"#), 1),
            (&format!(r#"{{{at},"rdata":["192.0.2"]}}"#), 1),
            (&format!(r#"{{{at},"rdata":["192.0.2.1"],"ttl":"soon"}}"#), 1),
            (&format!(r#"{{{at},"rdata":["192.0.2.1"],"ttl":-1}}"#), 1),
            (r#"{"name":"a.example.com","type":"TXT","rdata":[]}"#, 1),
            (r#"{"name":"a.example.com","type":"TXT","rdata":["\ud83d"]}"#, 1),
            (&format!(r#"{{{at},"rdata":["192.0.2.1"],"flaw":"later"}}"#), 1),
            (&format!(r#"{{{at},"rdata":["192.0.2.1"],"flaw":"content"}}"#), 1),
        ] {
            let file =
                write(&zone(), Provider::Cloudflare, &[]).replace("[]", &format!("[{item}]"));
            let snapshot = read(file.as_bytes()).unwrap();
            let wanted = snapshot.wanted();
            let is_open = |record: &&Record| wanted.unread().concerns(record);
            assert_eq!(held.iter().filter(is_open).count(), open, "{item}");
        }
    }

    #[test]
    fn ignores_a_member_of_the_wrong_type() {
        let record = samples::record("a.example.com", RecordType::A, &["192.0.2.1"]);
        let file = write(&zone(), Provider::Cloudflare, &[record]);
        for (member, comment, tags) in [
            ("", true, true),
            (r#","comment":7"#, false, true),
            (r#","tags":"a""#, true, false),
            (r#","tags":["a",7]"#, true, false),
        ] {
            let file = file.replace(r#","ttl":300"#, &format!(r#","ttl":300{member}"#));
            let snapshot = read(file.as_bytes()).unwrap();
            let (_, tells) = snapshot.wanted().records().next().unwrap();
            assert_eq!((tells.comment, tells.tags), (comment, tags), "{member}");
        }
    }

    #[test]
    fn a_bad_item_loses_only_itself() {
        let good = write(
            &zone(),
            Provider::Cloudflare,
            &[samples::record("a.example.com", RecordType::A, &["192.0.2.1"])],
        );
        let file =
            good.replace("\"records\":[", "\"records\":[7,{},{\"name\":\"a..b\",\"type\":\"A\"},");
        let snapshot = read(file.as_bytes()).unwrap();
        assert_eq!((snapshot.records.len(), &snapshot.damaged[..]), (1, &[1, 2, 3][..]));
    }

    #[test]
    fn reads_the_provider_of_a_snapshot_and_accepts_older_ones_without() {
        let record = samples::record("a.example.com", RecordType::A, &["192.0.2.1"]);
        let record = Record { id: Some("7".into()), more: Some("{\"x\":1}".into()), ..record };
        for from in Provider::ALL {
            let file = write(&zone(), from, std::slice::from_ref(&record));
            for to in Provider::ALL {
                let mut snapshot = read(file.as_bytes()).unwrap();
                let is_other = from != to;
                assert_eq!(snapshot.bring_to(to), Some(from).filter(|_| is_other));
                let own = &snapshot.records[0];
                assert_eq!((own.id.is_none(), own.more.is_none()), (is_other, is_other));
                let (_, tells) = snapshot.wanted().records().next().unwrap();
                assert_eq!(tells.more, !is_other);
                assert_eq!(tells.tags, !is_other || from == Provider::Cloudflare);
            }
            let member = format!(r#""provider":"{}","#, from.slug());
            let mut old = read(file.replace(&member, "").as_bytes()).unwrap();
            assert_eq!((old.provider, old.bring_to(Provider::Bunny)), (None, None));
            assert_eq!(old.records[0], record);
            for strange in [r#""provider":"elsewhere","#, r#""provider":7,"#] {
                let error = read(file.replace(&member, strange).as_bytes()).unwrap_err();
                assert_eq!(error, SnapshotError::Later);
            }
        }
    }

    proptest! {
        #[test]
        fn reads_back_the_records_that_it_wrote(
            records in proptest::collection::vec(samples::any_record(), 0..20),
            id in proptest::option::of(any::<String>()),
            more in proptest::option::of(any::<String>().prop_map(|text| format!("{{{text}}}"))),
            comment in proptest::option::of(any::<String>()),
            (locked, disabled) in any::<(bool, bool)>(),
            flaw in proptest::option::of(0..FLAWS.len()),
        ) {
            let mut records = records;
            if let Some(first) = records.first_mut() {
                first.id = id.map(Into::into);
                first.more = more.map(Into::into);
                first.comment = comment.map(Into::into);
                first.locked = locked;
                first.disabled = disabled;
                first.flaw = flaw.map(|place| FLAWS[place]);
            }
            let snapshot = read(write(&zone(), Provider::Cloudflare, &records).as_bytes()).unwrap();
            prop_assert_eq!((snapshot.zone, snapshot.records), (zone(), records));
            prop_assert!(snapshot.damaged.is_empty());
        }

        #[test]
        fn writes_one_record_as_it_is_in_the_file(record in samples::any_marked()) {
            let file = write(&zone(), Provider::Cloudflare, std::slice::from_ref(&record));
            prop_assert!(file.contains(&item(&record)));
        }

        #[test]
        fn reads_any_file_without_panic(file in any::<Vec<u8>>()) {
            let _ = read(&file);
        }
    }
}
