//! Types that stand in zone files and not among those that the page knows: some are TXT under another
//! name, some are made anew by whoever signs a zone, some are one host's own.

use super::lexer::Token;
use crate::name::DomainName;
use crate::record::RecordType;
use crate::unread::Concern;

/// A type that is read as TXT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renamed {
    /// SPF, number 99: the data of a TXT, and given up for it (RFC 7208, section 3.1).
    Spf,
    /// A DKIM key under a type of one host's exports (RFC 6376, section 3.6.2.1, has TXT only).
    Dkim,
    /// A DMARC policy under a type of one host's exports (RFC 7489, section 6.1, has TXT only).
    Dmarc,
}

impl Renamed {
    /// The word in the file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Spf => "SPF",
            Self::Dkim => "DKIM",
            Self::Dmarc => "DMARC",
        }
    }
}

/// A type that is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// A name that stands for the addresses of another one.
    Alias(&'static str),
    /// An address of the web that a host answers with a redirect.
    Redirect(&'static str),
    /// Host information (RFC 8482, section 4.2).
    Hinfo,
    /// A responsible person (RFC 1183, section 2.2).
    Rp,
    /// Another name for all names below (RFC 6672).
    Dname,
    /// Any other type of DNS.
    Registered(&'static str),
}

impl Elsewhere {
    /// The word in the file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hinfo => "HINFO",
            Self::Rp => "RP",
            Self::Dname => "DNAME",
            Self::Alias(word) | Self::Redirect(word) | Self::Registered(word) => word,
        }
    }

    /// What of the zone a line of this type is about.
    pub(super) fn concerns(self, name: DomainName) -> Concern {
        match self {
            // They stand for records of types that the zone may hold instead.
            Self::Alias(_) | Self::Redirect(_) => Concern::Name(name),
            Self::Dname => Concern::Below(name),
            _ => Concern::Rrset(name, RecordType::Other(self.as_str().into())),
        }
    }
}

/// What a word that stands where a type must is.
pub(super) enum Word {
    /// A type that the page reads; with the name under which a TXT stood.
    Type(RecordType, Option<Renamed>),
    /// A type that whoever signs makes.
    Signing(Signing),
    /// A type that exists elsewhere.
    Elsewhere(Elsewhere),
    /// Nothing that is known.
    Unknown,
}

impl Word {
    /// Whether what follows cannot be the data of a type that is not read: the word may be a host's name.
    pub(super) fn lacks_data(&self, data: &[Token<'_>]) -> bool {
        match self {
            Self::Signing(signing) => !signing.has_data(data),
            Self::Elsewhere(_) => data.is_empty(),
            _ => false,
        }
    }
}

/// A type that whoever signs makes, and what its data has at the least.
#[derive(Clone, Copy)]
pub(super) struct Signing {
    name: &'static str,
    number: u16,
    words: usize,
    /// The word that names another type.
    type_at: Option<usize>,
}

impl Signing {
    const fn new(name: &'static str, number: u16, words: usize, type_at: Option<usize>) -> Self {
        Self { name, number, words, type_at }
    }

    /// Whether words can be the data of this type, in words or as `\#`.
    fn has_data(self, data: &[Token<'_>]) -> bool {
        let is_type =
            |at: usize| data.get(at).is_some_and(|token| !matches!(word(token.raw), Word::Unknown));
        let is_generic = data.first().is_some_and(|first| first.raw == "\\#" && !first.quoted);
        match is_generic {
            true => data.len() > 1,
            false => data.len() >= self.words && self.type_at.is_none_or(is_type),
        }
    }
}

/// The types of signatures and of what is made with them (RFC 4034, sections 3 and 4; RFC 5155, sections 3
/// and 4; RFC 7344; RFC 8976, section 2; RFC 2535, sections 4 and 5, before them), and the type in which
/// one server keeps how far its signing is.
const SIGNING: [Signing; 10] = [
    Signing::new("RRSIG", 46, 9, Some(0)),
    Signing::new("NSEC", 47, 2, Some(1)),
    Signing::new("NSEC3", 50, 5, None),
    Signing::new("NSEC3PARAM", 51, 4, None),
    Signing::new("CDS", 59, 4, None),
    Signing::new("CDNSKEY", 60, 4, None),
    Signing::new("ZONEMD", 63, 4, None),
    Signing::new("SIG", 24, 9, Some(0)),
    Signing::new("NXT", 30, 2, Some(1)),
    Signing::new("TYPE65534", 65534, 2, None),
];
/// SPF by its number.
const SPF: u16 = 99;

/// Names that stand for addresses, at the hosts that have such a thing.
const ALIASES: [&str; 5] = ["ALIAS", "ANAME", "FLATTEN", "APEXCNAME", "PULLZONE"];
/// Redirects, at the hosts that have such a thing.
const REDIRECTS: [&str; 8] =
    ["REDIRECT", "URL", "URL301", "URLFWD", "FRAME", "FORWARD", "WEBFWD", "SCRIPT"];
/// Further types with a mnemonic (IANA, Resource Record (RR) TYPEs).
const REGISTERED: [&str; 34] = [
    "AFSDB", "APL", "AVC", "CSYNC", "DHCID", "DLV", "DSYNC", "EID", "EUI48", "EUI64", "GPOS",
    "HIP", "IPSECKEY", "ISDN", "KEY", "KX", "L32", "L64", "LP", "MB", "MG", "MINFO", "MR", "NID",
    "NIMLOC", "NINFO", "NULL", "PX", "RKEY", "RT", "TALINK", "TKEY", "WKS", "X25",
];

/// What a word that stands where a type must is.
pub(super) fn word(raw: &str) -> Word {
    let find =
        |words: &[&'static str]| words.iter().find(|word| word.eq_ignore_ascii_case(raw)).copied();
    let rtype = RecordType::parse(raw);
    let number = rtype.number();
    let renamed = match number {
        Some(SPF) => Some(Renamed::Spf),
        _ => [Renamed::Spf, Renamed::Dkim, Renamed::Dmarc]
            .into_iter()
            .find(|renamed| renamed.as_str().eq_ignore_ascii_case(raw)),
    };
    if renamed.is_some() {
        return Word::Type(RecordType::Txt, renamed);
    }
    let is_signing =
        |own: &&Signing| own.name.eq_ignore_ascii_case(raw) || number == Some(own.number);
    if let Some(signing) = SIGNING.iter().find(is_signing) {
        return Word::Signing(*signing);
    }
    if let Some(number) = number {
        return Word::Type(RecordType::numbered(number), None);
    }
    let elsewhere = match &*raw.to_ascii_uppercase() {
        "HINFO" => Some(Elsewhere::Hinfo),
        "RP" => Some(Elsewhere::Rp),
        "DNAME" => Some(Elsewhere::Dname),
        _ => find(&ALIASES)
            .map(Elsewhere::Alias)
            .or_else(|| find(&REDIRECTS).map(Elsewhere::Redirect))
            .or_else(|| find(&REGISTERED).map(Elsewhere::Registered)),
    };
    elsewhere.map_or(Word::Unknown, Word::Elsewhere)
}
