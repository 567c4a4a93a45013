//! Puts a record of the model together from what an item of a provider's list gave: what could not
//! be read is noted as the record's flaw, what could be is kept. It never drops an item.

use std::borrow::Cow;

use super::loose::Loose;
use crate::foreign::Foreign;
use crate::name::DomainName;
use crate::record::{Flaw, Rdata, Record, RecordType, Ttl};

/// The longest TTL (RFC 2181, section 8).
const MOST_SECONDS: u32 = i32::MAX.unsigned_abs();

/// No name of a type is longer, in bytes.
const LONGEST_TYPE: usize = 32;

/// The fields of a record's rdata as far as they could be read.
pub(super) struct Values<'a> {
    /// The texts in the order of [`RecordType::fields`].
    pub texts: Vec<Cow<'a, str>>,
    /// Whether every field is there and of its kind.
    pub whole: bool,
}

impl<'a> Values<'a> {
    /// Whether these are what the record holds.
    pub fn are(self, record: &Record) -> bool {
        let rdata = Rdata::new(&record.rtype, self.texts);
        let (name, rtype) = (record.name.clone(), record.rtype.clone());
        self.whole && Record::new(name, rtype, rdata, record.ttl).rdata == record.rdata
    }

    /// One text that stands for itself; not whole when there is none.
    pub fn raw(value: Loose<'a>) -> Self {
        Self { texts: vec![value.scalar().unwrap_or_default()], whole: value.text().is_some() }
    }
}

/// The parts of a record, none where one could not be read.
pub(super) struct Draft<'a> {
    /// The owner name.
    pub name: Option<DomainName>,
    /// The type.
    pub rtype: Option<RecordType>,
    /// The rdata.
    pub values: Values<'a>,
    /// The TTL.
    pub ttl: Option<Ttl>,
}

impl Draft<'_> {
    /// The record, with its identity and its comment from the item that it was read from.
    pub fn finish(mut self, zone: &DomainName, id: Loose<'_>, comment: Loose<'_>) -> Record {
        self.rtype = self.rtype.filter(is_type);
        let flaw = self.flaw();
        let rtype = self.rtype.unwrap_or_else(unknown);
        let rdata = Rdata::new(&rtype, self.values.texts);
        let mut record = Record::new(
            self.name.unwrap_or_else(|| zone.clone()),
            rtype,
            rdata,
            self.ttl.unwrap_or(Ttl::Seconds(0)),
        );
        record.id = id.scalar().filter(|id| !id.is_empty()).map(Into::into);
        record.comment = comment.words().map(Into::into);
        record.flaw = flaw;
        let comment = record.raw_comment();
        if !record.rdata.raw_fields().chain([comment]).all(is_read) {
            record.flaw.get_or_insert(Flaw::Content);
        }
        record
    }

    fn flaw(&self) -> Option<Flaw> {
        match self {
            Self { name: None, .. } => Some(Flaw::Name),
            Self { rtype: None, .. } => Some(Flaw::Type),
            Self { values: Values { whole: false, .. }, .. } => Some(Flaw::Content),
            Self { ttl: None, .. } => Some(Flaw::Ttl),
            _ => None,
        }
    }
}

/// Whether a text is all that it was: half a surrogate and bytes that are no UTF-8 leave a replacement
/// character, and what is written back must not hold one in their place.
pub(super) fn is_read(text: &str) -> bool {
    !text.contains('\u{fffd}')
}

/// Whether a type is called as types are: one word, not long (RFC 3597, section 5, and all mnemonics).
fn is_type(rtype: &RecordType) -> bool {
    let name = rtype.raw();
    name.len() <= LONGEST_TYPE && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// The row for an item that is no object.
pub(super) fn not_a_record(zone: &DomainName, item: &str) -> Record {
    let value: Loose<'_> = serde_json::from_str(item).unwrap_or_default();
    let rdata = Rdata::new(&unknown(), value.scalar());
    let mut record = Record::new(zone.clone(), unknown(), rdata, Ttl::Seconds(0));
    record.flaw = Some(Flaw::NotARecord);
    record
}

/// Appends a text that could not be split to the fields that could be read, where it is shown as it
/// came: in the next one, which is no text that normal form would change, but not in the priority,
/// which grids show elsewhere.
pub(super) fn push_unsplit<'a>(
    texts: &mut Vec<Cow<'a, str>>,
    rtype: &RecordType,
    text: Cow<'a, str>,
) {
    if texts.is_empty() && rtype.has_priority() {
        texts.push(Cow::Borrowed(""));
    }
    texts.push(text);
}

/// Texts that outlive what they were split from.
pub(super) fn owned<'a>(texts: Vec<Cow<'_, str>>) -> Vec<Cow<'a, str>> {
    texts.into_iter().map(|text| Cow::Owned(text.into_owned())).collect()
}

/// The first of these that can be read, of an item of which not enough could be.
pub(super) fn what_is_there(values: &[Loose<'_>]) -> Foreign {
    let mut texts = values.iter().filter_map(|value| value.scalar());
    texts.find(|text| !text.is_empty()).unwrap_or_default().into()
}

/// A TTL in seconds; none when it is out of range.
pub(super) fn seconds(value: Loose<'_>) -> Option<u32> {
    let seconds = u32::try_from(value.int()?).ok()?;
    (seconds <= MOST_SECONDS).then_some(seconds)
}

fn unknown() -> RecordType {
    RecordType::Other("?".into())
}
