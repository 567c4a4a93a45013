//! Types in zone files that the page does not support: TXT under another name, records created by signing
//! software, and types of single hosts.

use super::lexer::Token;
use crate::name::DomainName;
use crate::record::RecordType;
use crate::unread::Concern;

/// A type that is read as TXT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renamed {
    /// SPF, type 99: equivalent to TXT and obsolete (RFC 7208, section 3.1).
    Spf,
    /// A DKIM key under a type of one host's exports (RFC 6376, section 3.6.2.1, allows TXT only).
    Dkim,
    /// A DMARC policy under a type of one host's exports (RFC 7489, section 6.1, allows TXT only).
    Dmarc,
}

impl Renamed {
    /// The mnemonic in the file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Spf => "SPF",
            Self::Dkim => "DKIM",
            Self::Dmarc => "DMARC",
        }
    }
}

/// A type that is not supported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// An alias: a name that resolves to the addresses of another one.
    Alias(&'static str),
    /// A URL that a host redirects to.
    Redirect(&'static str),
    /// Host information (RFC 8482, section 4.2).
    Hinfo,
    /// A responsible person (RFC 1183, section 2.2).
    Rp,
    /// A redirect for all names below (RFC 6672).
    Dname,
    /// Any other type of DNS.
    Registered(&'static str),
}

impl Elsewhere {
    /// The mnemonic in the file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hinfo => "HINFO",
            Self::Rp => "RP",
            Self::Dname => "DNAME",
            Self::Alias(word) | Self::Redirect(word) | Self::Registered(word) => word,
        }
    }

    /// The records that a line of this type may concern.
    pub(super) fn concerns(self, name: DomainName) -> Concern {
        match self {
            // The zone may hold records of other types in their place.
            Self::Alias(_) | Self::Redirect(_) => Concern::Name(name),
            Self::Dname => Concern::Below(name),
            _ => Concern::Rrset(name, RecordType::Other(self.as_str().into())),
        }
    }
}

/// The meaning of a word in the position of a type.
pub(super) enum Word {
    /// A supported type; with the original name if it is read as TXT.
    Type(RecordType, Option<Renamed>),
    /// A type created by signing software.
    Signing(Signing),
    /// An unsupported type.
    Elsewhere(Elsewhere),
    /// An unknown word.
    Unknown,
}

impl Word {
    /// Whether the following words cannot be data of the unsupported type: then the word may be a host name.
    pub(super) fn lacks_data(&self, data: &[Token<'_>]) -> bool {
        match self {
            Self::Signing(signing) => !signing.has_data(data),
            Self::Elsewhere(_) => data.is_empty(),
            _ => false,
        }
    }
}

/// A type created by signing software, with the minimum of its data.
#[derive(Clone, Copy)]
pub(super) struct Signing {
    name: &'static str,
    number: u16,
    words: usize,
    /// The index of the word that names the covered type.
    type_at: Option<usize>,
}

impl Signing {
    const fn new(name: &'static str, number: u16, words: usize, type_at: Option<usize>) -> Self {
        Self { name, number, words, type_at }
    }

    /// Whether the words can be data of this type, also in generic form (`\#`).
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

/// The types of signatures and related records (RFC 4034, sections 3 and 4; RFC 5155, sections 3 and 4;
/// RFC 7344; RFC 8976, section 2; RFC 2535, sections 4 and 5, before them), and one server's type for the
/// progress of signing.
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
/// The number of the type SPF.
const SPF: u16 = 99;

/// The hosts' names for aliases.
const ALIASES: [&str; 5] = ["ALIAS", "ANAME", "FLATTEN", "APEXCNAME", "PULLZONE"];
/// The hosts' names for redirects.
const REDIRECTS: [&str; 8] =
    ["REDIRECT", "URL", "URL301", "URLFWD", "FRAME", "FORWARD", "WEBFWD", "SCRIPT"];
/// Further registered types (IANA, Resource Record (RR) TYPEs).
const REGISTERED: [&str; 34] = [
    "AFSDB", "APL", "AVC", "CSYNC", "DHCID", "DLV", "DSYNC", "EID", "EUI48", "EUI64", "GPOS",
    "HIP", "IPSECKEY", "ISDN", "KEY", "KX", "L32", "L64", "LP", "MB", "MG", "MINFO", "MR", "NID",
    "NIMLOC", "NINFO", "NULL", "PX", "RKEY", "RT", "TALINK", "TKEY", "WKS", "X25",
];

/// Classifies a word in the position of a type.
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
