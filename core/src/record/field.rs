//! Where in a record something is wrong, and what.

use super::Record;
use super::mistake::Mistake;
use super::params::ParamsFault;
use crate::name::NameError;

/// Where in a record a fault lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The owner name.
    Name,
    /// The type.
    Type,
    /// The TTL.
    Ttl,
    /// A field of the rdata, by its place in [`RecordType::fields`].
    Rdata(usize),
    /// The note that the provider keeps with the record.
    Comment,
    /// The marks that the provider keeps with the record.
    Tags,
}

/// A fault of one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Where.
    pub field: Field,
    /// What.
    pub reason: FieldReason,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldReason {
    /// It must not be empty.
    Empty,
    /// No IPv4 address.
    NotIpv4,
    /// No IPv6 address.
    NotIpv6,
    /// No host name.
    NotAName,
    /// No owner name.
    Name(NameError),
    /// No whole number from 0 up to this.
    NotANumberUpTo(u32),
    /// No number.
    NotADecimal,
    /// No word of letters and digits.
    NotAWord,
    /// Not hexadecimal, or an odd number of digits.
    NotHex,
    /// Not Base64.
    NotBase64,
    /// More bytes than the provider keeps.
    LongerThan(usize),
    /// The provider takes ASCII only.
    NotAscii,
    /// Outside the zone, which therefore cannot hold it.
    OutsideZone,
    /// The provider has no such type.
    TypeNotHeld,
    /// Not within these seconds.
    TtlNotWithin(u32, u32),
    /// Something else than a name.
    NotAHost(Mistake),
    /// Not from this number to that one.
    NotBetween(&'static str, &'static str),
    /// Neither of these words.
    NotOneOf([&'static str; 2]),
    /// Not so many bytes in hexadecimal digits.
    NotBytes(usize),
    /// Not this number, the only one that there is.
    MustBe(u8),
    /// Service parameters that clients would ignore.
    Params(ParamsFault),
    /// More characters than the provider keeps.
    LongComment(usize),
    /// Several lines, where the provider keeps one.
    CommentLines,
    /// Tags, which the zone's plan does not have.
    NoTags,
    /// Data as `\#` that the type cannot have (RFC 3597, section 5).
    Generic,
}

impl FieldError {
    /// Whether the zone holds the record with this very field: what is kept there is not written anew,
    /// and no reason to refuse a change of something else.
    #[must_use]
    pub fn is_kept(&self, record: &Record, held: &Record) -> bool {
        match self.field {
            Field::Name => record.name == held.name,
            Field::Type => record.rtype == held.rtype,
            Field::Ttl => record.ttl == held.ttl,
            Field::Rdata(_) => record.rtype == held.rtype && record.rdata == held.rdata,
            Field::Comment => record.comment == held.comment,
            Field::Tags => record.tags == held.tags,
        }
    }
}
