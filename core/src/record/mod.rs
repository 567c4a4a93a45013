//! A DNS record, independent of the provider.
//!
//! It knows neither provider nor zone: conflicts between records are found in [`crate::zone`].

mod choices;
mod digits;
mod field;
mod identity;
mod kind;
pub(crate) mod known;
mod mistake;
pub(crate) mod mnemonics;
pub(crate) mod params;
mod position;
mod rdata;
mod service;
#[cfg(test)]
mod spelling_tests;
pub(crate) mod strings;
mod unlike;
mod validate;

pub use crate::id::RecordId;
pub use choices::Choice;
pub use field::{Field, FieldError, FieldReason};
pub use kind::{FieldKind, FieldSpec, RecordType};
pub use mistake::{Mistake, host_in, mistake};
pub use params::ParamsFault;
pub use params::keys::key_name;
pub use rdata::Rdata;
pub use unlike::Unlike;
pub use validate::RecordLimits;
pub(crate) use validate::fault;

use std::net::{Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};

use crate::foreign::Foreign;
use crate::lower::push_lower;
use crate::name::DomainName;
use crate::natural::push_natural;

/// The time to live of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ttl {
    /// Automatic: the provider chooses.
    Auto,
    /// Seconds (RFC 2181, section 8: at most 2³¹ − 1).
    Seconds(u32),
    /// Not stated by the source: these seconds are written if the record is new.
    Assumed(u32),
}

impl Ttl {
    /// The seconds to write; `None` for automatic.
    #[must_use]
    pub fn seconds(self) -> Option<u32> {
        match self {
            Self::Auto => None,
            Self::Seconds(seconds) | Self::Assumed(seconds) => Some(seconds),
        }
    }
}

/// A resource record, with the additional fields of the providers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The provider's id; `None` for records that exist at no provider yet, and for those that a provider
    /// lists without one.
    pub id: Option<RecordId>,
    /// The owner name.
    pub name: DomainName,
    /// The type.
    pub rtype: RecordType,
    /// The fields of the type.
    pub rdata: Rdata,
    /// Time to live.
    pub ttl: Ttl,
    /// Whether the provider answers with its own addresses; `None` if it has no proxy.
    pub proxied: Option<bool>,
    /// A comment that the provider stores with the record.
    pub comment: Option<Foreign>,
    /// Tags in the form `name:value` that the provider stores with the record.
    pub tags: Vec<Foreign>,
    /// Further fields that the provider stores with the record and the page does not interpret: a JSON object
    /// with the members verbatim, sent back when the record is written.
    pub more: Option<Foreign>,
    /// Whether the record is disabled: stored, but not served.
    pub disabled: bool,
    /// Whether another product of the provider owns the record, so that edits fail.
    pub locked: bool,
    /// Why the record is unreadable, if it is. Such a record is shown and never written.
    pub flaw: Option<Flaw>,
}

/// Why a record in a provider's list is unreadable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Flaw {
    /// The list item is no object.
    #[serde(rename = "record")]
    NotARecord,
    /// The owner name is missing or invalid.
    Name,
    /// The type is missing or malformed.
    Type,
    /// A field of the content is missing, of another type, or out of range.
    Content,
    /// The TTL is missing or out of range.
    Ttl,
}

impl Record {
    /// A record without additional fields.
    #[must_use]
    pub fn new(name: DomainName, rtype: RecordType, rdata: Rdata, ttl: Ttl) -> Self {
        let mut record = Self {
            id: None,
            name,
            rtype,
            rdata,
            ttl,
            proxied: None,
            comment: None,
            tags: Vec::new(),
            more: None,
            disabled: false,
            locked: false,
            flaw: None,
        };
        record.settle();
        record
    }

    /// Joins the strings of a TXT record if its name implies a single text.
    pub(crate) fn settle(&mut self) {
        if self.rtype == RecordType::Txt && strings::joins(&self.name) {
            self.rdata.join("");
        }
    }

    /// Whether this is a TXT record with several separate strings.
    #[must_use]
    pub fn has_strings(&self) -> bool {
        self.rtype == RecordType::Txt && self.rdata.raw_fields().nth(1).is_some()
    }

    /// The record with the strings of its TXT joined.
    #[must_use]
    pub fn one_text(&self) -> Self {
        let mut joined = self.clone();
        if self.has_strings() {
            joined.rdata.join("");
        }
        joined
    }

    /// The identity of a record in DNS: owner name, type and rdata. The TTL belongs to the RRset (RFC 2181,
    /// section 5.2), all else to the provider.
    #[must_use]
    pub fn identity(&self) -> String {
        let data: usize = self.rdata.raw_fields().map(|field| field.len() + 1).sum();
        let mut key = String::with_capacity(self.name.as_str().len() + data + 16);
        key.push_str(self.rtype.raw());
        key.push('|');
        key.push_str(self.name.as_str());
        identity::push(&self.rdata, &self.rtype, &mut key);
        key
    }

    /// Whether two records agree in everything that a user can set. Provider ids and uninterpreted fields are
    /// ignored, and tags are compared as a set.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let tags = |one: &Self, other: &Self| one.tags.iter().all(|tag| other.tags.contains(tag));
        self.identity() == other.identity()
            && self.ttl.seconds() == other.ttl.seconds()
            && self.proxied.unwrap_or_default() == other.proxied.unwrap_or_default()
            && self.comment == other.comment
            && self.disabled == other.disabled
            && tags(self, other)
            && tags(other, self)
    }

    /// The content for display: all fields except the priority, which has a column; several strings of a TXT
    /// record in quotes.
    #[must_use]
    pub fn content(&self) -> Foreign {
        self.rdata.content(&self.rtype)
    }

    /// The comment verbatim; empty if there is none.
    #[must_use]
    pub fn raw_comment(&self) -> &str {
        self.comment.as_ref().map_or("", Foreign::raw)
    }

    /// The uninterpreted fields, verbatim.
    #[must_use]
    pub fn raw_more(&self) -> Option<&str> {
        self.more.as_ref().map(Foreign::raw)
    }

    /// The tags verbatim, separated by commas.
    #[must_use]
    pub fn raw_tags(&self) -> String {
        self.tags.iter().map(Foreign::raw).collect::<Vec<_>>().join(", ")
    }

    /// Appends a key that sorts contents naturally: IPv4 addresses by value, then IPv6 addresses by value,
    /// then everything else, ignoring case, with numbers by value.
    pub fn push_content_key(&self, key: &mut String) {
        let field = self.rdata.field(0).raw();
        let address = match self.rtype {
            RecordType::A => field.parse().ok().map(|v4: Ipv4Addr| ('4', v4.to_bits().into(), 8)),
            RecordType::Aaaa => field.parse().ok().map(|v6: Ipv6Addr| ('6', v6.to_bits(), 32)),
            _ => None,
        };
        match address {
            Some((family, bits, digits)) => {
                key.push(family);
                push_hex(key, bits, digits);
            }
            None => {
                key.push('t');
                let start = key.len();
                push_natural(key, self.content().raw());
                match key.get_mut(start..) {
                    Some(text) if text.is_ascii() => text.make_ascii_lowercase(),
                    _ => {
                        let text = key.split_off(start);
                        push_lower(key, &text);
                    }
                }
            }
        }
    }

    /// Appends a key that sorts the records of one name: by type, by priority and by content.
    pub fn push_data_key(&self, key: &mut String) {
        push_natural(key, self.rtype.raw());
        key.push('\0');
        push_hex(key, self.priority().unwrap_or_default().into(), 4);
        self.push_content_key(key);
    }

    /// The priority, if the type has one.
    #[must_use]
    pub fn priority(&self) -> Option<u16> {
        self.rtype.has_priority().then(|| self.rdata.field(0).raw().parse().ok()).flatten()
    }
}

/// Appends the lowest hexadecimal digits of a number, most significant first.
fn push_hex(text: &mut String, bits: u128, digits: u32) {
    let digit = |place: u32| char::from_digit((bits >> (4 * place)) as u32 % 16, 16);
    text.extend((0..digits).rev().filter_map(digit));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(rtype: RecordType, fields: &[&str]) -> Record {
        let rdata = Rdata::new(&rtype, fields.iter().map(ToString::to_string));
        Record::new(DomainName::parse("example.com").unwrap(), rtype, rdata, Ttl::Seconds(300))
    }

    #[test]
    fn the_identity_ignores_spelling() {
        for (rtype, one, other) in [
            (RecordType::Mx, vec!["10", "Mail.Example.com."], vec!["010", "mail.example.com"]),
            (RecordType::Aaaa, vec!["2001:DB8:0::1"], vec!["2001:db8::1"]),
            (
                RecordType::Caa,
                vec!["0", "Issue", "letsencrypt.org"],
                vec!["0", "issue", "letsencrypt.org"],
            ),
            (RecordType::Tlsa, vec!["3", "1", "1", "AB CD"], vec!["3", "1", "1", "abcd"]),
            (RecordType::Https, vec!["1", ".", "alpn=\"h2,h3\""], vec!["1", ".", "alpn=h2,h3"]),
            (
                RecordType::Svcb,
                vec!["1", "a.example.", "port=53 alpn=dot"],
                vec!["01", "A.Example", r"key1=\003dot key3=\000\053"],
            ),
            (RecordType::Aaaa, vec!["::ffff:192.0.2.1"], vec!["::FFFF:c000:0201"]),
            (
                RecordType::Naptr,
                vec!["1", "2", "u", "e2u+SIP", "!^.*$!sip:a@b.example!", "."],
                vec!["01", "2", "U", "E2U+sip", "!^.*$!sip:a@b.example!", "."],
            ),
            (RecordType::Cert, vec!["1", "2", "8", "AQ=="], vec!["1", "2", "8", "A Q"]),
            (RecordType::Openpgpkey, vec!["AQE="], vec!["AQF"]),
            (RecordType::Sshfp, vec!["4", "2", "AB cd"], vec!["04", "2", "abCD"]),
            (RecordType::Ptr, vec![r"a\046b.example."], vec![r"A\.B.example"]),
            (RecordType::Ns, vec!["bu\u{308}cher.example"], vec!["xn--bcher-kva.example."]),
            (
                RecordType::Soa,
                vec!["NS.example. Host.example. 1 2 3 4 5"],
                vec!["ns.example host.example. 01 2 3 4 5"],
            ),
            (RecordType::parse("TYPE65280"), vec!["\\# 2 AB CD"], vec!["\\# 2 abcd"]),
        ] {
            assert_eq!(record(rtype.clone(), &one).identity(), record(rtype, &other).identity());
        }
    }

    #[test]
    fn the_identity_differs_for_values_that_differ_on_the_wire() {
        for (rtype, one, other) in [
            (RecordType::Caa, vec!["0", "issue", "a"], vec!["0", "issue", "A"]),
            (RecordType::Uri, vec!["1", "1", "https://a/B"], vec!["1", "1", "https://a/b"]),
            (RecordType::Naptr, vec!["1", "2", "", "", "a", "."], vec!["1", "2", "", "", "A", "."]),
            (RecordType::Openpgpkey, vec!["AQID"], vec!["AQIE"]),
            (RecordType::Https, vec!["1", ".", "alpn=h2"], vec!["2", ".", "alpn=h2"]),
        ] {
            assert_ne!(record(rtype.clone(), &one).identity(), record(rtype, &other).identity());
        }
    }

    #[test]
    fn the_identity_compares_txt_exactly() {
        let txt = |text: &str| record(RecordType::Txt, &[text]).identity();
        assert_ne!(txt("v=spf1 -all"), txt("V=spf1 -all"));
        assert_ne!(txt("a"), txt("a "));
    }

    #[test]
    fn joins_txt_strings_at_names_of_dkim_and_dmarc() {
        let txt = |name: &str, strings: &[&str]| {
            let rdata = Rdata::new(&RecordType::Txt, strings);
            Record::new(DomainName::parse(name).unwrap(), RecordType::Txt, rdata, Ttl::Auto)
        };
        let key = ["k=rsa; p=AA", "BB"];
        assert_eq!(txt("s._domainkey.example.com", &key).content().raw(), "k=rsa; p=AABB");
        assert_eq!(txt("_dmarc.example.com", &["p=", "none"]).content().raw(), "p=none");
        assert_eq!(txt("s.example.com", &key).content().raw(), r#""k=rsa; p=AA" "BB""#);
        let (apart, joined) = (txt("a.example.com", &["a", "b"]), txt("a.example.com", &["ab"]));
        assert_ne!(apart.identity(), joined.identity());
        assert_ne!(apart.identity(), txt("a.example.com", &["a|b"]).identity());
        assert!(apart.has_strings() && !joined.has_strings());
    }

    #[test]
    fn the_identity_keeps_fields_apart() {
        let caa = |tag: &str, value: &str| record(RecordType::Caa, &["0", tag, value]).identity();
        assert_ne!(caa("issue", "x y"), caa("issue x", "y"));
        assert_ne!(caa("a|", "b"), caa("a", "|b"));
        assert_ne!(caa("a\\", "pb"), caa("a", "\\pb"));
        let https = |params: &str| record(RecordType::Https, &["1", ".", params]).identity();
        assert_ne!(https("alpn=h2"), https("1\\=026832"));
        assert_ne!(https("alpn=h2"), https("alpn=\"h2"));
    }

    fn key_of(record: &Record) -> String {
        let mut key = String::new();
        record.push_content_key(&mut key);
        key
    }

    #[test]
    fn sorts_addresses_by_value() {
        let key = |content: &str| {
            let rtype = if content.contains(':') { RecordType::Aaaa } else { RecordType::A };
            key_of(&record(rtype, &[content]))
        };
        assert!(key("192.0.2.9") < key("192.0.2.10"));
        assert!(key("9.9.9.9") < key("10.0.0.1"));
        assert!(key("255.255.255.255") < key("::1"));
        assert!(key("2001:db8::9") < key("2001:db8::10"));
        assert!(key("ffff::") < key_of(&record(RecordType::Txt, &["0"])));
    }

    #[test]
    fn sorts_numbers_in_content_by_value() {
        let mut sorted = Vec::new();
        for host in ["h2.example.com", "H10.example.com", "h19.example.com"] {
            sorted.push(key_of(&record(RecordType::Cname, &[host])));
        }
        for port in ["80", "443", "8443"] {
            sorted.push(key_of(&record(RecordType::Srv, &["1", "5", port, "a.example.com"])));
        }
        let (hosts, services) = sorted.split_at(3);
        assert!(hosts.is_sorted() && services.is_sorted(), "{sorted:?}");
    }

    #[test]
    fn separates_the_priority_from_the_content() {
        let srv = record(RecordType::Srv, &["5", "10", "443", "a.example.com."]);
        assert_eq!(srv.priority(), Some(5));
        assert_eq!(srv.content().raw(), "10 443 a.example.com");
        assert_eq!(record(RecordType::A, &["192.0.2.1"]).priority(), None);
    }
}
