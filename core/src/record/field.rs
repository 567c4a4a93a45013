//! Errors in the fields of a record.

use super::Record;
use super::mistake::Mistake;
use super::params::ParamsFault;
use crate::name::NameError;

/// A field of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The owner name.
    Name,
    /// The type.
    Type,
    /// The TTL.
    Ttl,
    /// A field of the rdata, by its index in `RecordType::fields`.
    Rdata(usize),
    /// The comment that the provider stores with the record.
    Comment,
    /// The tags that the provider stores with the record.
    Tags,
}

/// An error in one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field.
    pub field: Field,
    /// The reason.
    pub reason: FieldReason,
}

/// The reason of an error in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldReason {
    /// It must not be empty.
    Empty,
    /// It is no IPv4 address.
    NotIpv4,
    /// It is no IPv6 address.
    NotIpv6,
    /// It is no host name.
    NotAName,
    /// It is no owner name.
    Name(NameError),
    /// It is no integer from 0 to this.
    NotANumberUpTo(u32),
    /// It is no decimal number.
    NotADecimal,
    /// It is no word of letters and digits.
    NotAWord,
    /// It is not hexadecimal, or has an odd number of digits.
    NotHex,
    /// It is not Base64.
    NotBase64,
    /// It has more bytes than the provider stores: the limit.
    LongerThan(usize),
    /// It contains more than ASCII, which the provider does not support.
    NotAscii,
    /// It is outside the zone.
    OutsideZone,
    /// The provider does not support the type.
    TypeNotHeld,
    /// The TTL is out of this range, in seconds.
    TtlNotWithin(u32, u32),
    /// The TTL is neither automatic nor in this range, in seconds.
    TtlNotAutoOrWithin(u32, u32),
    /// It is something other than a host name.
    NotAHost(Mistake),
    /// It is out of this range.
    NotBetween(&'static str, &'static str),
    /// It is neither of these words.
    NotOneOf([&'static str; 2]),
    /// It does not have this number of bytes in hexadecimal.
    NotBytes(usize),
    /// It is not this number, the only valid one.
    MustBe(u8),
    /// Clients would ignore the service parameters.
    Params(ParamsFault),
    /// The comment has more characters than the provider stores: the limit.
    LongComment(usize),
    /// The comment has several lines, but the provider stores one.
    CommentLines,
    /// The zone's plan does not support tags.
    NoTags,
    /// The type cannot have this generic data, `\#` (RFC 3597, section 5).
    Generic,
}

impl FieldError {
    /// Whether the held record has the same value in this field: it is not written again, so it is no reason
    /// to refuse another change.
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
