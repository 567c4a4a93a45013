//! Types that stand in zone files and not among those that the page knows: some are TXT under another
//! name, some are made anew by whoever signs a zone, some are one host's own.

use crate::name::DomainName;
use crate::record::RecordType;
use crate::wanted::Concern;

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
    Signing,
    /// A type that exists elsewhere.
    Elsewhere(Elsewhere),
    /// Nothing that is known.
    Unknown,
}

/// The types of signatures and of what is made with them (RFC 4034; RFC 5155; RFC 7344; RFC 8976;
/// RFC 2535 before them), and the type in which one server keeps how far its signing is.
const SIGNING: [&str; 10] =
    ["RRSIG", "NSEC", "NSEC3", "NSEC3PARAM", "CDS", "CDNSKEY", "ZONEMD", "SIG", "NXT", "TYPE65534"];
/// Their numbers, and those of the types above that have one.
const SIGNING_NUMBERS: [u16; 9] = [46, 47, 50, 51, 59, 60, 63, 24, 30];
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
    if find(&SIGNING).is_some() || number.is_some_and(|n| SIGNING_NUMBERS.contains(&n)) {
        return Word::Signing;
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
