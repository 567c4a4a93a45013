//! Which records refer to which, in both directions. It is built once for a list of records.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::policy::spf::{Rule, Spf};
use crate::foreign::Foreign;
use crate::name::{DomainName, labels, parent};
use crate::record::{Record, RecordType};

/// How a record refers to a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Via {
    /// Mail for its name goes there.
    Mx,
    /// A service of its name is there.
    Srv,
    /// Its name is served there.
    Ns,
    /// Its name is an alias of that one.
    Cname,
    /// Its web service is there.
    Https,
    /// An SPF policy lets the addresses of that name send.
    SpfHost,
    /// An SPF policy lets the mail servers of that name send.
    SpfMx,
    /// An SPF policy includes the policy of that name, or hands over to it.
    SpfPolicy,
    /// Reports go to a mailbox of that name.
    Reports,
    /// It says which certificate that host has.
    Tlsa,
}

/// A record at the other end of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Its place in the list.
    pub place: u32,
    /// How the one refers to the other.
    pub via: Via,
}

/// The places of a name's records in the list.
type Places = SmallVec<[u32; 2]>;

/// The references between the records of a list.
#[derive(Debug)]
pub struct References<'a> {
    records: Vec<&'a Record>,
    /// The records of each name.
    owners: FxHashMap<&'a str, Places>,
    /// The records that refer to each name.
    to: FxHashMap<Cow<'a, str>, SmallVec<[Reference; 1]>>,
}

impl<'a> References<'a> {
    /// Indexes the records.
    #[must_use]
    pub fn new(records: impl IntoIterator<Item = &'a Record>) -> Self {
        let mut all = Self {
            records: records.into_iter().collect(),
            owners: FxHashMap::default(),
            to: FxHashMap::default(),
        };
        for (place, record) in (0..).zip(&all.records) {
            all.owners.entry(record.name.as_str()).or_default().push(place);
            each_target(record, &mut |name, via| {
                all.to.entry(name).or_default().push(Reference { place, via });
            });
        }
        all
    }

    /// The record at this place of the list.
    #[must_use]
    pub fn record(&self, place: u32) -> Option<&'a Record> {
        self.records.get(place as usize).copied()
    }

    /// Everything that refers to a name.
    pub(super) fn to_name(&self, name: &str) -> impl Iterator<Item = Reference> + '_ {
        self.to.get(name).into_iter().flatten().copied()
    }

    /// The records of a name.
    pub(super) fn of_name(&self, name: &str) -> impl Iterator<Item = &'a Record> + '_ {
        self.owners.get(name).into_iter().flatten().filter_map(|place| self.record(*place))
    }

    /// What refers to a record, without the record itself.
    #[must_use]
    pub fn to(&self, record: &Record) -> Vec<Reference> {
        let mut found: Vec<Reference> = self
            .to_name(record.name.as_str())
            .filter(|one| is_meant(one.via, record) && !self.is_itself(one.place, record))
            .collect();
        found.dedup();
        found
    }

    /// What a record refers to, without the record itself.
    #[must_use]
    pub fn from(&self, record: &Record) -> Vec<Reference> {
        let mut found: Vec<Reference> = Vec::new();
        each_target(record, &mut |name, via| {
            let places = self.owners.get(&*name).into_iter().flatten();
            for &place in places.filter(|place| !self.is_itself(**place, record)) {
                let is_it = self.record(place).is_some_and(|other| is_meant(via, other));
                let reference = Reference { place, via };
                if is_it && !found.contains(&reference) {
                    found.push(reference);
                }
            }
        });
        found
    }

    /// Whether this is the record at that place, by its address in memory.
    fn is_itself(&self, place: u32, record: &Record) -> bool {
        self.record(place).is_some_and(|other| std::ptr::eq(other, record))
    }
}

/// Whether a reference of this kind to a record's name means the record.
fn is_meant(via: Via, record: &Record) -> bool {
    let rtype = &record.rtype;
    match via {
        Via::Mx | Via::Srv | Via::Ns | Via::SpfHost | Via::Tlsa => {
            matches!(rtype, RecordType::A | RecordType::Aaaa | RecordType::Cname)
        }
        Via::Https => matches!(
            rtype,
            RecordType::A
                | RecordType::Aaaa
                | RecordType::Cname
                | RecordType::Https
                | RecordType::Svcb
        ),
        // An alias is asked for everything; what is meant are hosts, and texts where names are for texts.
        Via::Cname => {
            let is_for_texts = || record.name.labels().any(|label| label.starts_with('_'));
            matches!(
                rtype,
                RecordType::A
                    | RecordType::Aaaa
                    | RecordType::Cname
                    | RecordType::Https
                    | RecordType::Svcb
            ) || *rtype == RecordType::Txt && is_for_texts()
        }
        Via::SpfMx | Via::Reports => *rtype == RecordType::Mx,
        Via::SpfPolicy => {
            *rtype == RecordType::Cname
                || *rtype == RecordType::Txt && Spf::read(record.rdata.field(0).raw()).is_some()
        }
    }
}

/// Tells each name that a record refers to.
fn each_target<'r>(record: &'r Record, tell: &mut dyn FnMut(Cow<'r, str>, Via)) {
    if record.flaw.is_some() {
        return;
    }
    let via = match record.rtype {
        RecordType::Mx => Via::Mx,
        RecordType::Srv => Via::Srv,
        RecordType::Ns => Via::Ns,
        RecordType::Cname => Via::Cname,
        RecordType::Https | RecordType::Svcb => Via::Https,
        RecordType::Tlsa => {
            return tlsa_host(record).into_iter().for_each(|host| tell(host.into(), Via::Tlsa));
        }
        RecordType::Txt => return each_in_text(record, tell),
        _ => return,
    };
    let target = record.rdata.target(&record.rtype).map(Foreign::raw);
    if let Some(target) = target.filter(|target| *target != ".") {
        tell(target.into(), via);
    }
}

/// The host of a TLSA record: without port and protocol (RFC 6698, section 3).
fn tlsa_host(record: &Record) -> Option<&str> {
    let name = record.name.as_str();
    let is_service = labels(name).take(2).all(|label| label.starts_with('_'));
    parent(name).and_then(parent).filter(|_| is_service)
}

fn each_in_text<'r>(record: &'r Record, tell: &mut dyn FnMut(Cow<'r, str>, Via)) {
    let text = record.rdata.field(0).raw();
    let own = record.name.as_str();
    if let Some(policy) = Spf::read(text) {
        for term in policy.terms {
            let (name, via) = match term.rule {
                Rule::A(host) => (host.unwrap_or(own), Via::SpfHost),
                Rule::Mx(host) => (host.unwrap_or(own), Via::SpfMx),
                Rule::Include(name) | Rule::Redirect(name) => (name, Via::SpfPolicy),
                _ => continue,
            };
            // Macros stand for names that only the receiver knows (RFC 7208, section 7).
            if !name.contains('%') {
                tell(normal(name), via);
            }
        }
    } else if is_reporting(own) {
        let mut rest = text;
        while let Some((_, address)) = rest.split_once("mailto:") {
            let end = address.find([',', '!', ';']).unwrap_or(address.len());
            let (address, after) = address.split_at_checked(end).unwrap_or((address, ""));
            if let Some((_, host)) = address.trim().rsplit_once('@') {
                tell(normal(host), Via::Reports);
            }
            rest = after;
        }
    }
}

/// Whether policies with addresses for reports stand at a name: DMARC (RFC 9989) and TLS reports (RFC
/// 8460, section 3).
fn is_reporting(name: &str) -> bool {
    let mut labels = labels(name);
    match labels.next() {
        Some("_dmarc") => true,
        Some("_smtp") => labels.next() == Some("_tls"),
        _ => false,
    }
}

/// A name as records have it, if it is one.
fn normal(name: &str) -> Cow<'_, str> {
    let bare = name.strip_suffix('.').unwrap_or(name);
    let is_lower = bare.bytes().all(|b| b.is_ascii_graphic() && !b.is_ascii_uppercase());
    match DomainName::parse(bare) {
        Ok(name) if !is_lower => name.as_str().to_owned().into(),
        _ => bare.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zonefile::samples::{any_record, record};
    use proptest::prelude::*;

    /// What refers to each record of a list, as `refers → is referred to`.
    fn all(records: &[Record]) -> Vec<String> {
        let references = References::new(records);
        let shown = |record: &Record| [record.rtype.raw(), " ", record.name.as_str()].concat();
        let mut lines = Vec::new();
        for record in records {
            for Reference { place, via } in references.to(record) {
                let from = &records[place as usize];
                lines.push(format!("{} {via:?} {}", shown(from), shown(record)));
                let back = references.from(from);
                assert!(back.iter().any(|one| one.via == via), "{lines:?}");
            }
        }
        lines
    }

    #[test]
    fn finds_what_refers_to_each_record() {
        let spf = "v=spf1 a mx:Example.com. a:gw.example.com include:_spf.example.com %{i} ~all";
        let records = [
            record("example.com", RecordType::A, &["192.0.2.1"]),
            record("example.com", RecordType::Mx, &["10", "mail.example.com"]),
            record("example.com", RecordType::Txt, &[spf]),
            record("mail.example.com", RecordType::A, &["192.0.2.2"]),
            record("gw.example.com", RecordType::Aaaa, &["2001:db8::1"]),
            record("_spf.example.com", RecordType::Txt, &["v=spf1 -all"]),
            record("_spf.example.com", RecordType::Txt, &["other"]),
            record("www.example.com", RecordType::Cname, &["example.com"]),
            record(
                "_imaps._tcp.example.com",
                RecordType::Srv,
                &["0", "1", "993", "mail.example.com"],
            ),
            record("_25._tcp.mail.example.com", RecordType::Tlsa, &["3", "1", "1", "ab"]),
            record("sub.example.com", RecordType::Ns, &["ns.sub.example.com"]),
            record("ns.sub.example.com", RecordType::A, &["192.0.2.3"]),
            record(
                "_dmarc.example.com",
                RecordType::Txt,
                &["v=DMARC1; p=none; rua=mailto:a@x.example,mailto:b@example.com!10m"],
            ),
            record("shop.example.com", RecordType::Https, &["1", ".", ""]),
        ];
        assert_eq!(
            all(&records),
            [
                "TXT example.com SpfHost A example.com",
                "CNAME www.example.com Cname A example.com",
                "TXT example.com SpfMx MX example.com",
                "TXT _dmarc.example.com Reports MX example.com",
                "MX example.com Mx A mail.example.com",
                "SRV _imaps._tcp.example.com Srv A mail.example.com",
                "TLSA _25._tcp.mail.example.com Tlsa A mail.example.com",
                "TXT example.com SpfHost AAAA gw.example.com",
                "TXT example.com SpfPolicy TXT _spf.example.com",
                "NS sub.example.com Ns A ns.sub.example.com",
            ]
        );
    }

    #[test]
    fn a_record_does_not_refer_to_itself() {
        let own = [record("a.example.com", RecordType::Cname, &["a.example.com"])];
        let references = References::new(&own);
        assert_eq!((references.to(&own[0]), references.from(&own[0])), (Vec::new(), Vec::new()));
    }

    proptest! {
        #[test]
        fn both_directions_agree(records in proptest::collection::vec(any_record(), 0..12)) {
            let references = References::new(&records);
            for (place, record) in (0..).zip(&records) {
                for one in references.from(record) {
                    let back = references.to(&records[one.place as usize]);
                    let own = Reference { place, via: one.via };
                    prop_assert!(back.contains(&own));
                }
                for one in references.to(record) {
                    let back = references.from(&records[one.place as usize]);
                    let own = Reference { place, via: one.via };
                    prop_assert!(back.contains(&own));
                }
            }
        }
    }
}
