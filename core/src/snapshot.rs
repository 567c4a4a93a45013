//! Everything that the page knows of a zone's records, as a JSON file that it reads again: what no
//! zone file can hold is in it too. It holds no key and nothing of the account.

use crate::name::DomainName;
use crate::provider::Provider;
use crate::provider::json::Json;
use crate::provider::lenient::{self, Node, Outline};
use crate::record::{FieldKind, FieldSpec, Flaw, Rdata, Record, RecordType, Ttl, fault};
use crate::wanted::{Concern, Place, Tells, Unread, Wanted};

/// The form of the file; another number is not read.
const VERSION: i64 = 1;
const FORMAT: &str = "zonesift-snapshot";
/// The members of the file.
const OUTER: &[&str] = &["format", "version", "zone", "provider", "records"];
/// The members of a record.
const RECORD: &[&str] = &[
    "id", "name", "type", "rdata", "ttl", "assumed", "proxied", "comment", "tags", "more",
    "disabled", "locked", "flaw",
];
/// The flaws by their words.
const FLAWS: [(&str, Flaw); 5] = [
    ("record", Flaw::NotARecord),
    ("name", Flaw::Name),
    ("type", Flaw::Type),
    ("content", Flaw::Content),
    ("ttl", Flaw::Ttl),
];

/// A zone at a moment.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The zone.
    pub zone: DomainName,
    /// Where it was taken; older files do not say.
    pub provider: Option<Provider>,
    /// Its records.
    pub records: Vec<Record>,
    /// The items of the file that are no records; the first item is 1.
    pub damaged: Vec<u32>,
    tells: Vec<Tells>,
    unread: Unread,
}

impl Snapshot {
    /// Leaves out what only the provider of the file understands, where that is not this one. Tells which
    /// it is then.
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

    /// The records as they are wanted of a zone, with what is not known of them.
    #[must_use]
    pub fn wanted(&self) -> Wanted<'_> {
        Wanted::of_snapshot(&self.records, &self.tells, self.unread.clone())
    }
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
    /// It has no list of records.
    NoList,
    /// It says one thing twice, so that nobody knows which counts.
    Twice,
}

/// Writes a snapshot.
#[must_use]
pub fn write(zone: &DomainName, provider: Provider, records: &[Record]) -> String {
    let mut json = Json::object();
    json.text("format", FORMAT);
    json.number("version", &VERSION.to_string());
    json.text("zone", zone.as_str());
    json.text("provider", provider.slug());
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
    if let Some(seconds) = record.ttl.seconds() {
        json.number("ttl", &seconds.to_string());
    }
    if matches!(record.ttl, Ttl::Assumed(_)) {
        json.bool("assumed", true);
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
    for (name, is_so) in [("disabled", record.disabled), ("locked", record.locked)] {
        if is_so {
            json.bool(name, true);
        }
    }
}

/// Reads a snapshot. An item that is no record costs that item, and nothing that it may have been about
/// is taken for deleted.
///
/// # Errors
/// [`SnapshotError`] where the file is none.
pub fn read(file: &[u8]) -> Result<Snapshot, SnapshotError> {
    let (mut records, mut tells) = (Vec::new(), Vec::new());
    let (mut unread, mut damaged, mut number) = (Unread::default(), Vec::new(), 0);
    let outline = Outline { members: OUTER, list: "records", items: RECORD };
    let outer = lenient::read(file, &outline, &mut |node| {
        number += 1;
        let (read, concerns) = read_item(&node);
        unread.add(Place::Item(number), &concerns);
        match read {
            Some((record, told)) => {
                records.push(record);
                tells.push(told);
            }
            None => damaged.push(number),
        }
    });
    let outer = outer.map_err(|_| SnapshotError::NotJson)?;
    if outer.get("format").text() != Some(FORMAT) {
        return Err(SnapshotError::OtherFile);
    }
    if outer.get("version").int() != Some(VERSION) {
        return Err(SnapshotError::Later);
    }
    if OUTER.iter().any(|name| is_twice(&outer, name)) {
        return Err(SnapshotError::Twice);
    }
    let zone = outer.get("zone").text().and_then(|zone| DomainName::parse(zone).ok());
    let zone = zone.filter(|zone| !zone.as_str().is_empty()).ok_or(SnapshotError::NoZone)?;
    let provider = match outer.get("provider") {
        Node::Null => None,
        provider => {
            let known = provider.text().and_then(Provider::from_slug);
            Some(known.ok_or(SnapshotError::Later)?)
        }
    };
    match outer.get("records") {
        Node::List(_) => Ok(Snapshot { zone, provider, records, damaged, tells, unread }),
        _ => Err(SnapshotError::NoList),
    }
}

fn is_twice(node: &Node<'_>, name: &str) -> bool {
    match node {
        Node::Object(members) => members.iter().filter(|(own, _)| own == name).count() > 1,
        _ => false,
    }
}

/// What an item says, and what it leaves open.
fn read_item(node: &Node<'_>) -> (Option<(Record, Tells)>, Concern) {
    let is_once = !RECORD.iter().any(|name| is_twice(node, name));
    if let Some(record) = record(node).filter(|_| is_once) {
        let concerns = left_open(&record);
        let is_text = |node: &Node<'_>| node.text().is_some();
        let tells = Tells {
            ttl: !matches!(record.ttl, Ttl::Assumed(_)),
            comment: matches!(node.get("comment"), Node::Null | Node::Text(_)),
            tags: match node.get("tags") {
                Node::Null => true,
                Node::List(tags) => tags.iter().all(is_text),
                _ => false,
            },
            more: true,
        };
        return (Some((record, tells)), concerns);
    }
    let once = |name| Some(node.get(name)).filter(|_| !is_twice(node, name));
    let name = once("name").and_then(|name| DomainName::parse(name.text()?).ok());
    let rtype = once("type").and_then(|rtype| Some(RecordType::parse(rtype.words()?)));
    let concerns = match (name, rtype) {
        (Some(name), Some(rtype)) => Concern::Rrset(name, rtype),
        (Some(name), None) => Concern::Name(name),
        (None, _) => Concern::Zone,
    };
    (None, concerns)
}

/// What a record of a snapshot may be about beyond what it says: one that its provider told with a
/// flaw, or whose data its type cannot have.
fn left_open(record: &Record) -> Concern {
    let of_set = || Concern::Rrset(record.name.clone(), record.rtype.clone());
    match record.flaw {
        Some(Flaw::Content | Flaw::Ttl) => of_set(),
        Some(Flaw::Type) => Concern::Name(record.name.clone()),
        Some(_) => record.id.clone().map_or(Concern::Zone, Concern::Record),
        None => {
            let mut fields = record.rtype.fields().iter().zip(record.rdata.fields());
            let is_unfit = |(spec, text): (&FieldSpec, &str)| {
                !matches!(spec.kind, FieldKind::Text) && fault(spec.kind, text).is_some()
            };
            if fields.any(is_unfit) { of_set() } else { Concern::Nothing }
        }
    }
}

/// What was kept as it came; earlier versions left out the braces.
fn as_object(more: &str) -> Box<str> {
    if more.starts_with('{') { more.into() } else { ["{", more, "}"].concat().into() }
}

/// The record that was written so.
pub(crate) fn record(node: &Node<'_>) -> Option<Record> {
    let text = |name| node.get(name).text().map(Into::into);
    let rtype = RecordType::parse(node.get("type").words()?);
    let name = DomainName::parse(node.get("name").text()?).ok()?;
    let fields = node.get("rdata").list();
    let fits = match rtype {
        // One text for each string.
        RecordType::Txt => !fields.is_empty(),
        _ => fields.len() == rtype.fields().len(),
    };
    let is_whole = fits && fields.iter().all(|f| f.text().is_some());
    let rdata = Rdata::new(&rtype, fields.iter().filter_map(Node::text));
    let assumed = matches!(node.get("assumed"), Node::Bool(true));
    let ttl = match node.get("ttl") {
        Node::Null => Ttl::Auto,
        ttl => {
            let seconds = ttl.int().and_then(|ttl| u32::try_from(ttl).ok())?;
            if assumed { Ttl::Assumed(seconds) } else { Ttl::Seconds(seconds) }
        }
    };
    let flaw = match node.get("flaw") {
        Node::Null => None,
        flaw => Some(FLAWS.iter().find(|(word, _)| flaw.text() == Some(word))?.1),
    };
    if !is_whole && flaw.is_none() {
        return None;
    }
    Some(Record {
        id: text("id"),
        proxied: match node.get("proxied") {
            Node::Bool(proxied) => Some(*proxied),
            _ => None,
        },
        comment: text("comment"),
        tags: node.get("tags").list().iter().filter_map(|tag| tag.text().map(Into::into)).collect(),
        more: node.get("more").text().map(as_object),
        disabled: matches!(node.get("disabled"), Node::Bool(true)),
        locked: matches!(node.get("locked"), Node::Bool(true)),
        flaw,
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
            (r#"{"format":"zonesift-snapshot","version":1,"zone":""}"#, SnapshotError::NoZone),
            (r#"{"format":"zonesift-snapshot","version":1,"zone":7}"#, SnapshotError::NoZone),
            (r#"{"result":[]}"#, SnapshotError::OtherFile),
        ] {
            assert_eq!(read(file.as_bytes()).unwrap_err(), error, "{file}");
        }
    }

    #[test]
    fn a_list_that_is_missing_is_not_an_empty_one() {
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
    fn a_damaged_item_is_no_wish_to_delete() {
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
    fn a_member_of_another_kind_says_nothing() {
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
    fn a_bad_item_costs_that_item() {
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
    fn a_file_says_where_it_is_of_and_an_older_one_does_not() {
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
        fn what_is_written_is_read_again(
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
                first.flaw = flaw.map(|place| FLAWS[place].1);
            }
            let snapshot = read(write(&zone(), Provider::Cloudflare, &records).as_bytes()).unwrap();
            prop_assert_eq!((snapshot.zone, snapshot.records), (zone(), records));
            prop_assert!(snapshot.damaged.is_empty());
        }

        #[test]
        fn one_record_is_written_as_the_file_has_it(record in samples::any_marked()) {
            let file = write(&zone(), Provider::Cloudflare, std::slice::from_ref(&record));
            prop_assert!(file.contains(&item(&record)));
        }

        #[test]
        fn no_file_makes_it_panic(file in any::<Vec<u8>>()) {
            let _ = read(&file);
        }
    }
}
