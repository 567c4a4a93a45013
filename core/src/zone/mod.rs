//! Conflicts between the records of a zone, found before a provider finds them.
//!
//! Shared by everything that writes: it takes the records as they will stand, the zone's name and
//! what the provider can do, and says what cannot or should not stand so. It changes nothing, and
//! words nothing: the sentences are in [`crate::text`].

mod alone;
mod beside;
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

pub use kind::ConflictKind;
pub use meant::{look_at, look_at_notes};
pub use neighbours::Neighbours;
pub use texts::look_at_text;

use crate::foreign::Foreign;
use crate::name::DomainName;
use crate::record::{Rdata, Record, RecordType, Ttl};

/// Why a record cannot or should not stand in the zone, and what would mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What is wrong.
    pub kind: ConflictKind,
    /// What would mend it, where one step does.
    pub fix: Option<Fix>,
}

/// How much a conflict matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know.
    Notes,
    /// Something will not work as it looks.
    Warns,
    /// The provider will refuse it, or DNS breaks at the name.
    Blocks,
}

/// One step that mends a conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// Keep this record and remove what [`Neighbours::in_the_way`] lists.
    RemoveOther,
    /// Leave this record out.
    DropThis,
    /// Let the world see the record's own content.
    Unproxy,
    /// The same for every address of the name, since one that is proxied proxies all.
    UnproxyName,
    /// Give the record this TTL.
    SetTtl(Ttl),
    /// Make one text of the strings.
    JoinStrings,
    /// Make one text of the strings, with spaces between them.
    JoinWords,
    /// Take the quotes off the text.
    RemoveQuotes,
    /// Let the text go on with the comment that it was cut from.
    TakeComment,
    /// Leave this record out, and let the provider answer with the same one that is disabled.
    Enable,
    /// Give the record this owner.
    SetName(DomainName),
    /// Put this into the field at this place.
    SetField(usize, Foreign),
    /// Make it a record of this type, with what it leads to as its content.
    SetType(RecordType),
    /// Give the record this comment.
    SetComment(Foreign),
    /// Leave the tags away.
    DropTags,
}

impl Conflict {
    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.kind.severity()
    }
}

impl Fix {
    /// The record as the fix leaves it; none where the fix is to leave it out.
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

/// The conflicts of one record, while they are collected.
struct ConflictList<'r> {
    record: &'r Record,
    conflicts: Vec<Conflict>,
}

impl ConflictList<'_> {
    fn add(&mut self, kind: ConflictKind, fix: Option<Fix>) {
        // What another product of the provider owns is not ours to change.
        let others = [Fix::RemoveOther, Fix::UnproxyName];
        let can = |fix: &Fix| !self.record.locked || others.contains(fix);
        self.conflicts.push(Conflict { kind, fix: fix.filter(can) });
    }
}
