//! Reads the part of a record between owner and data: TTL and class in either order, then the type (RFC
//! 1035, section 5.1).

use super::ProblemKind;
use super::elsewhere::{self, Word};
use super::lexer::{Fault, Token};
use super::rdata;
use super::ttl::seconds;
use super::words::Words;
use crate::name::DomainName;
use crate::record::RecordType;

/// The type, and the TTL if it is stated.
pub(super) struct Head {
    pub word: Word,
    pub stated: Option<u32>,
    /// The offset of the type.
    pub at: usize,
}

/// Reads the words up to the type.
pub(super) fn head(words: &mut Words<'_, '_>) -> Result<Head, Fault> {
    let (mut stated, mut has_class, mut has_age) = (None, false, false);
    loop {
        let Some(word) = words.next().filter(|word| !word.quoted) else {
            return Err((words.at, ProblemKind::NoType));
        };
        if word.raw.starts_with(|c: char| c.is_ascii_digit()) && stated.is_none() {
            stated = Some(seconds(word.raw).ok_or((word.at, ProblemKind::Ttl))?);
        } else if is_in(word.raw) && !has_class {
            has_class = true;
        } else if is_age(word.raw) && !has_age {
            has_age = true;
        } else if is_class(word.raw) && !is_in(word.raw) {
            return Err((word.at, ProblemKind::Class));
        } else {
            return Ok(Head { word: elsewhere::word(word.raw), stated, at: word.at });
        }
    }
}

/// Whether a word is a record's refresh time, which exports of Windows' DNS server have before the TTL
/// (Microsoft, "DNS aging and scavenging"): `[AGE:3600123]`.
fn is_age(word: &str) -> bool {
    let inner = word.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inner.and_then(|inner| inner.split_once(':')).is_some_and(|(name, hours)| {
        let is_name = ["AGE", "AGING"].iter().any(|own| own.eq_ignore_ascii_case(name));
        is_name && !hours.is_empty() && hours.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn is_in(raw: &str) -> bool {
    ["IN", "CLASS1"].iter().any(|name| raw.eq_ignore_ascii_case(name))
}

fn is_class(raw: &str) -> bool {
    is_in(raw)
        || ["CH", "HS", "CS", "NONE", "ANY"].iter().any(|name| raw.eq_ignore_ascii_case(name))
        || raw.split_at_checked(5).is_some_and(|(start, number)| {
            start.eq_ignore_ascii_case("CLASS") && number.parse::<u16>().is_ok()
        })
}

/// Whether a word is a known class or type, as it follows an owner.
pub(super) fn is_head(raw: &str) -> bool {
    is_in(raw) || RecordType::parse(raw).number().is_some()
}

/// Whether an unreadable line may have lost its leading white space, so that its first word is no owner:
/// it is a class, a TTL in a zone whose names are not numeric, or a type without another type after it.
pub(super) fn is_doubtful(owner: Token<'_>, zone: &DomainName, has_type: bool) -> bool {
    let is_reverse = zone.as_str().ends_with(".arpa");
    is_class(owner.raw)
        || (!is_reverse && seconds(owner.raw).is_some())
        || (!has_type && RecordType::parse(owner.raw).number().is_some())
}

/// Whether words form a record without an owner: its leading white space is lost.
pub(super) fn is_record(words: &[Token<'_>], origin: Option<&DomainName>) -> bool {
    let mut words = Words::new(words, 0);
    let Ok(Head { word: Word::Type(rtype, _), .. }) = head(&mut words) else { return false };
    rdata::fields(&rtype, &mut words, origin).is_ok()
}
