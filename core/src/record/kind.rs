//! Record types and the rdata fields of each.
//!
//! A single table describes all types; forms, validation, comparison and both providers' formats use it.
//! docs/ARCHITECTURE.md lists what else a new type needs.

use std::borrow::Cow;

use crate::foreign::Foreign;
use crate::visible::visible;

/// The content of an rdata field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// An IPv4 address.
    Ipv4,
    /// An IPv6 address.
    Ipv6,
    /// A complete domain name; `.` for types with a null value.
    Host,
    /// An integer up to 255.
    U8,
    /// An integer up to 65535.
    U16,
    /// A number with a fraction, such as the seconds of a position.
    Decimal,
    /// A short case-insensitive word.
    Word,
    /// Free text, kept verbatim.
    Text,
    /// Free text, kept verbatim, possibly empty.
    String,
    /// Hexadecimal digits.
    Hex,
    /// Base64.
    Base64,
    /// Service parameters (RFC 9460, section 2.1), possibly none.
    Params,
}

/// One field of a type's rdata.
#[derive(Debug)]
pub struct FieldSpec {
    /// The field's label in forms and messages.
    pub label: &'static str,
    /// The kind of content.
    pub kind: FieldKind,
}

const fn field(label: &'static str, kind: FieldKind) -> FieldSpec {
    FieldSpec { label, kind }
}

/// The prefix of a type's number if it has no mnemonic (RFC 3597, section 5).
const NUMBERED: &str = "TYPE";

/// A number of digits only.
fn number(digits: &str) -> Option<u16> {
    digits.parse().ok().filter(|_| !digits.starts_with('+'))
}

macro_rules! record_types {
    ($($(#[$doc:meta])* $variant:ident $number:literal $mnemonic:literal [$($label:literal $kind:ident),+];)+) => {
        /// A record type: a known one, or any other by its name.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RecordType {
            $($(#[$doc])* $variant,)+
            /// Any other type, by the provider's name or number.
            Other(Foreign),
        }

        impl RecordType {
            /// All known types, in the order of their declaration.
            pub const KNOWN: &[Self] = &[$(Self::$variant),+];

            /// The mnemonic in capitals: for requests, comparison and search, not for display.
            #[must_use]
            pub fn raw(&self) -> &str {
                match self {
                    $(Self::$variant => $mnemonic,)+
                    Self::Other(name) => name.raw(),
                }
            }

            /// The type's number on the wire, if it has one: a type without a mnemonic is written as
            /// `TYPE65280` (RFC 3597, section 5).
            #[must_use]
            pub fn number(&self) -> Option<u16> {
                match self {
                    $(Self::$variant => Some($number),)+
                    Self::Other(name) => name.raw().strip_prefix(NUMBERED).and_then(number),
                }
            }

            /// The fields of the type's rdata in presentation order.
            #[must_use]
            pub fn fields(&self) -> &'static [FieldSpec] {
                match self {
                    $(Self::$variant => const { &[$(field($label, FieldKind::$kind)),+] },)+
                    Self::Other(_) => const { &[field("Content", FieldKind::Text)] },
                }
            }
        }
    };
}

record_types! {
    /// RFC 1035, section 3.4.1.
    A 1 "A" ["Content" Ipv4];
    /// RFC 3596.
    Aaaa 28 "AAAA" ["Content" Ipv6];
    /// RFC 1035, section 3.3.1.
    Cname 5 "CNAME" ["Content" Host];
    /// RFC 1035, section 3.3.9.
    Mx 15 "MX" ["Priority" U16, "Content" Host];
    /// RFC 1035, section 3.3.14.
    Txt 16 "TXT" ["Content" Text];
    /// RFC 1035, section 3.3.11.
    Ns 2 "NS" ["Content" Host];
    /// RFC 2782.
    Srv 33 "SRV" ["Priority" U16, "Weight" U16, "Port" U16, "Target" Host];
    /// RFC 8659.
    Caa 257 "CAA" ["Flags" U8, "Tag" Word, "Value" String];
    /// RFC 1035, section 3.3.12.
    Ptr 12 "PTR" ["Content" Host];
    /// RFC 9460.
    Https 65 "HTTPS" ["Priority" U16, "Target" Host, "Value" Params];
    /// RFC 9460.
    Svcb 64 "SVCB" ["Priority" U16, "Target" Host, "Value" Params];
    /// RFC 6698.
    Tlsa 52 "TLSA" ["Usage" U8, "Selector" U8, "Matching type" U8, "Certificate" Hex];
    /// RFC 8162.
    Smimea 53 "SMIMEA" ["Usage" U8, "Selector" U8, "Matching type" U8, "Certificate" Hex];
    /// RFC 4034, section 5.
    Ds 43 "DS" ["Key tag" U16, "Algorithm" U8, "Digest type" U8, "Digest" Hex];
    /// RFC 4034, section 2.
    Dnskey 48 "DNSKEY" ["Flags" U16, "Protocol" U8, "Algorithm" U8, "Public key" Base64];
    /// RFC 4398.
    Cert 37 "CERT" ["Certificate type" U16, "Key tag" U16, "Algorithm" U8, "Certificate" Base64];
    /// RFC 4255.
    Sshfp 44 "SSHFP" ["Algorithm" U8, "Fingerprint type" U8, "Fingerprint" Hex];
    /// RFC 3403.
    Naptr 35 "NAPTR" ["Order" U16, "Preference" U16, "Flags" String, "Service" String, "Regex" String, "Replacement" Host];
    /// RFC 7553.
    Uri 256 "URI" ["Priority" U16, "Weight" U16, "Target" Text];
    /// RFC 1876.
    Loc 29 "LOC" [
        "Latitude degrees" U8, "Latitude minutes" U8, "Latitude seconds" Decimal, "Latitude direction" Word,
        "Longitude degrees" U8, "Longitude minutes" U8, "Longitude seconds" Decimal, "Longitude direction" Word,
        "Altitude" Decimal, "Size" Decimal, "Horizontal precision" Decimal, "Vertical precision" Decimal
    ];
    /// RFC 7929.
    Openpgpkey 61 "OPENPGPKEY" ["Content" Base64];
    /// RFC 1035, section 3.3.13. Scans find it, but it is never written: the new host creates its own.
    Soa 6 "SOA" ["Content" Text];
}

impl RecordType {
    /// Reads a mnemonic, ignoring case; an unknown one is kept.
    #[must_use]
    pub fn parse(mnemonic: &str) -> Self {
        let known = Self::KNOWN.iter().find(|known| known.raw().eq_ignore_ascii_case(mnemonic));
        known.cloned().unwrap_or_else(|| Self::Other(mnemonic.to_ascii_uppercase().into()))
    }

    /// The mnemonic for display: an unknown one may contain any foreign text.
    #[must_use]
    pub fn shown(&self) -> Cow<'_, str> {
        visible(self.raw())
    }

    /// The type with this number: a known one, or `TYPE` with the number (RFC 3597, section 5).
    #[must_use]
    pub fn numbered(number: u16) -> Self {
        let known = Self::KNOWN.iter().find(|known| known.number() == Some(number));
        let other = || Self::Other((NUMBERED.to_owned() + &number.to_string()).into());
        known.cloned().unwrap_or_else(other)
    }

    /// Whether the first field is a priority, which has its own column in grids.
    #[must_use]
    pub fn has_priority(&self) -> bool {
        self.fields().first().is_some_and(|field| field.label == "Priority")
    }

    /// Whether records of this type can be proxied (A, AAAA, CNAME).
    #[must_use]
    pub fn is_proxiable(&self) -> bool {
        matches!(self, Self::A | Self::Aaaa | Self::Cname)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_known_type_by_its_mnemonic() {
        for known in RecordType::KNOWN {
            assert_eq!(&RecordType::parse(&known.raw().to_lowercase()), known);
        }
    }

    #[test]
    fn keeps_the_name_of_an_unknown_type_in_upper_case() {
        assert_eq!(RecordType::parse("type65280").raw(), "TYPE65280");
    }

    #[test]
    fn finds_a_type_by_its_number() {
        for known in RecordType::KNOWN {
            assert_eq!(&RecordType::numbered(known.number().unwrap()), known);
        }
        assert_eq!(RecordType::numbered(65280), RecordType::parse("type65280"));
        assert_eq!(RecordType::parse("TYPE65280").number(), Some(65280));
        assert_eq!(RecordType::parse("TYPE-7").number(), None);
        assert_eq!(RecordType::parse("TYPE+7").number(), None);
    }

    #[test]
    fn only_mx_srv_https_svcb_and_uri_have_a_priority() {
        let with: Vec<_> =
            RecordType::KNOWN.iter().filter(|t| t.has_priority()).map(RecordType::raw).collect();
        assert_eq!(with, ["MX", "SRV", "HTTPS", "SVCB", "URI"]);
    }
}
