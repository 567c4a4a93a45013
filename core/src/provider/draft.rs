//! Builds a record from an item of a provider's list. Unreadable parts set the record's flaw, readable
//! ones are kept. No item is dropped.

use std::borrow::Cow;

use super::loose::Loose;
use crate::foreign::Foreign;
use crate::name::DomainName;
use crate::record::{Flaw, Rdata, Record, RecordType, Ttl};

/// The longest TTL (RFC 2181, section 8).
const MOST_SECONDS: u32 = i32::MAX.unsigned_abs();

/// The maximum length of a type name in bytes.
const LONGEST_TYPE: usize = 32;

/// The readable rdata fields of an item.
pub(super) struct Values<'a> {
    /// The texts in the order of [`RecordType::fields`].
    pub texts: Vec<Cow<'a, str>>,
    /// Whether all fields are present and valid.
    pub whole: bool,
}

impl<'a> Values<'a> {
    /// Whether the record has exactly these values.
    pub fn are(self, record: &Record) -> bool {
        let rdata = Rdata::new(&record.rtype, self.texts);
        let (name, rtype) = (record.name.clone(), record.rtype.clone());
        self.whole && Record::new(name, rtype, rdata, record.ttl).rdata == record.rdata
    }

    /// A single literal text; incomplete if the value is no string.
    pub fn raw(value: Loose<'a>) -> Self {
        let text = value.text();
        let whole = text.is_some();
        Self { texts: vec![text.or_else(|| value.scalar()).unwrap_or_default()], whole }
    }
}

/// The parts of a record; `None` for unreadable ones.
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
    /// Builds the record, with the id and comment of the item.
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

/// Whether a text was read without loss: half a surrogate and invalid UTF-8 leave a replacement character,
/// which must not be written back.
pub(super) fn is_read(text: &str) -> bool {
    !text.contains('\u{fffd}')
}

/// Whether a type name is well-formed: one short word (RFC 3597, section 5, and all mnemonics).
fn is_type(rtype: &RecordType) -> bool {
    let name = rtype.raw();
    name.len() <= LONGEST_TYPE && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// A placeholder record for an item that is no object.
pub(super) fn not_a_record(zone: &DomainName, item: &str) -> Record {
    let value: Loose<'_> = serde_json::from_str(item).unwrap_or_default();
    let rdata = Rdata::new(&unknown(), value.scalar());
    let mut record = Record::new(zone.clone(), unknown(), rdata, Ttl::Seconds(0));
    record.flaw = Some(Flaw::NotARecord);
    record
}

/// Appends a text that could not be split into fields, to be shown as it is. It goes into the next field,
/// but not into the priority, which grids show elsewhere.
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

/// Copies borrowed texts.
pub(super) fn owned<'a>(texts: Vec<Cow<'_, str>>) -> Vec<Cow<'a, str>> {
    texts.into_iter().map(|text| Cow::Owned(text.into_owned())).collect()
}

/// The first readable value, to show for an item that is otherwise unreadable.
pub(super) fn what_is_there(values: &[Loose<'_>]) -> Foreign {
    let mut texts = values.iter().filter_map(|value| value.scalar());
    texts.find(|text| !text.is_empty()).unwrap_or_default().into()
}

/// A TTL in seconds; `None` if it is out of range.
pub(super) fn seconds(value: Loose<'_>) -> Option<u32> {
    let seconds = u32::try_from(value.int()?).ok()?;
    (seconds <= MOST_SECONDS).then_some(seconds)
}

fn unknown() -> RecordType {
    RecordType::Other("?".into())
}
