//! Detects conflicts between the records of a zone before the provider does.
//!
//! Every write path uses it: it takes the planned records, the zone's name and the provider's
//! capabilities, and returns what cannot or should not stay so. Read-only; the messages are in
//! [`crate::text`].

mod alone;
mod beside;
mod clashes;
mod kind;
mod leads;
mod meant;
#[cfg(test)]
mod meant_tests;
mod neighbours;
mod proxy;
#[cfg(test)]
mod proxy_tests;
mod targets;
#[cfg(test)]
mod tests;
mod texts;

pub use clashes::Clashes;
pub use kind::ConflictKind;
pub use meant::{look_at, look_at_notes};
pub use neighbours::Neighbours;
pub use texts::look_at_text;

use crate::foreign::Foreign;
use crate::name::DomainName;
use crate::record::{Rdata, Record, RecordType, Ttl};

/// A conflict of a record, and its fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What is wrong.
    pub kind: ConflictKind,
    /// The fix, if a single step is enough.
    pub fix: Option<Fix>,
}

/// The severity of a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// For information only.
    Notes,
    /// Something will not work as it appears.
    Warns,
    /// The provider will refuse it, or DNS breaks at the name.
    Blocks,
}

/// A fix in one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// Keep this record and remove the others: see [`Neighbours::in_the_way`].
    RemoveOther,
    /// Leave this record out.
    DropThis,
    /// Turn the proxy off.
    Unproxy,
    /// Turn the proxy off for every address of the name, because one proxied address proxies all.
    UnproxyName,
    /// Give the record this TTL.
    SetTtl(Ttl),
    /// Join the strings into one text.
    JoinStrings,
    /// Join the strings into one text, with spaces between them.
    JoinWords,
    /// Remove the quotes around the text.
    RemoveQuotes,
    /// Append the comment that the text was cut at.
    TakeComment,
    /// Leave this record out, and enable its disabled copy instead.
    Enable,
    /// Give the record this owner name.
    SetName(DomainName),
    /// Set the rdata field with this index.
    SetField(usize, Foreign),
    /// Change the type to this one, with the record's target as content.
    SetType(RecordType),
    /// Set this comment.
    SetComment(Foreign),
    /// Remove the tags.
    DropTags,
}

impl Conflict {
    /// The severity.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.kind.severity()
    }
}

impl Fix {
    /// Whether it can be applied to many records at once. One that drops records must be looked at.
    #[must_use]
    pub fn is_for_many(&self) -> bool {
        !matches!(self, Self::RemoveOther | Self::DropThis | Self::Enable)
    }

    /// The fixed record; `None` if the fix leaves it out.
    #[must_use]
    pub fn mended(&self, record: &Record) -> Option<Record> {
        let mut mended = record.clone();
        match self {
            Self::RemoveOther => {}
            Self::DropThis | Self::Enable => return None,
            Self::Unproxy | Self::UnproxyName => mended.proxied = Some(false),
            Self::SetTtl(ttl) => mended.ttl = *ttl,
            Self::SetName(name) => mended.name = name.clone(),
            Self::SetField(place, text) => {
                let fields = record.rdata.raw_fields().enumerate();
                let put = |(index, own)| if index == *place { text.raw() } else { own };
                mended.rdata = Rdata::new(&record.rtype, fields.map(put));
            }
            Self::SetType(rtype) => {
                let content = record.rdata.target(&record.rtype).map_or("", Foreign::raw);
                mended.rdata = Rdata::new(rtype, [content]);
                mended.rtype = rtype.clone();
            }
            Self::SetComment(comment) => mended.comment = Some(comment.clone()),
            Self::DropTags => mended.tags.clear(),
            Self::JoinStrings => mended.rdata.join(""),
            Self::JoinWords => mended.rdata.join(" "),
            Self::RemoveQuotes | Self::TakeComment => texts::mend(&mut mended, self),
        }
        Some(mended)
    }
}

/// Collects the conflicts of one record.
struct ConflictList<'r> {
    record: &'r Record,
    conflicts: Vec<Conflict>,
}

impl ConflictList<'_> {
    fn add(&mut self, kind: ConflictKind, fix: Option<Fix>) {
        // Records that another product of the provider owns cannot be changed.
        let others = [Fix::RemoveOther, Fix::UnproxyName];
        let can = |fix: &Fix| !self.record.locked || others.contains(fix);
        self.conflicts.push(Conflict { kind, fix: fix.filter(can) });
    }
}
