//! Conflicts between the records of a zone, found before a provider finds them.
//!
//! Shared by everything that writes: it takes the records as they will stand, the zone's name and
//! what the provider can do, and says what cannot or should not stand so. It changes nothing, and
//! words nothing: the sentences are in [`crate::text`].

mod alone;
mod beside;
mod neighbours;
mod targets;
#[cfg(test)]
mod tests;
mod texts;

pub use neighbours::Neighbours;

use crate::record::{Field, Record, Ttl};

/// Why a record cannot or should not stand in the zone, and what would mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What is wrong.
    pub kind: ConflictKind,
    /// What would mend it, where one step does.
    pub fix: Option<Fix>,
}

/// What is wrong with a record where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConflictKind {
    /// The zone has this very record once more; one of the two is enough (RFC 2181, section 5).
    Duplicate,
    /// A CNAME and addresses at one name (RFC 1034, section 3.6.2).
    CnameBesideAddress,
    /// A CNAME and data other than addresses at one name (RFC 1034, section 3.6.2).
    CnameBesideOther,
    /// A second CNAME at one name (RFC 2181, section 10.1).
    SecondCname,
    /// A CNAME at the apex, where SOA and NS stand always (RFC 1912, section 2.4).
    ApexCname,
    /// A CNAME at the apex of a provider that answers with the addresses behind it.
    ApexFlattened,
    /// NS and other data at one name below the apex. The name is delegated, so that nothing but DS
    /// and the addresses of its name servers has a place here (RFC 2181, section 6.1).
    NsBesideOther,
    /// Data below a delegated name, which nobody is told (RFC 1034, section 4.2.1: but for glue).
    BelowDelegation,
    /// DS at a name that is not delegated (RFC 4035, section 2.4).
    DsWithoutNs,
    /// DS at the apex: the zone above has it (RFC 4035, section 2.4).
    DsAtApex,
    /// Two different SPF policies at one name (RFC 7208, section 4.5).
    SecondSpf,
    /// Two different DMARC policies at one name (RFC 7489, section 6.6.3).
    SecondDmarc,
    /// `no mail here` beside a mail server (RFC 7505, section 3).
    NullMxBesideMx,
    /// Different TTLs within one set of records (RFC 2181, section 5.2).
    MixedTtl,
    /// MX, NS or SRV leads to a name with a CNAME (RFC 2181, section 10.3; RFC 2782).
    TargetIsCname,
    /// It leads to a name of this zone that has nothing to go on with.
    TargetMissing,
    /// MX, NS or SRV leads to this name, and the provider's own addresses would stand for it: they
    /// speak HTTP only.
    ProxiedTarget,
    /// The same, by the first label of the name: such names are for mail, shells and the like.
    ProxiedService,
    /// A private or loopback address that the provider should fetch from (RFC 1918, RFC 4193).
    PrivateProxied,
    /// A private or loopback address in a public zone (RFC 1918, RFC 4193).
    PrivateAddress,
    /// A label of the name mixes letters of several scripts (Unicode Technical Standard 39, 5.1).
    MixedScripts,
    /// The name looks like another one of the zone (Unicode Technical Standard 39, section 4).
    LooksAlike,
    /// Strings that stand apart, at a provider that holds one text for each record.
    StringsJoined,
    /// An SPF policy whose words are strings of their own: they are joined without the spaces that it
    /// needs (RFC 7208, section 3.3).
    SpfWords,
    /// A key or policy that ends before its tags: what `;` begins is a comment in a zone file (RFC 1035,
    /// section 5.1).
    TextCut,
    /// A text within quotes that were typed along with it.
    QuotesTyped,
    /// The provider has no such TTL.
    TtlOutside,
    /// The provider has no such type.
    TypeNotHeld,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fix {
    /// Keep this record and remove what [`Neighbours::in_the_way`] lists.
    RemoveOther,
    /// Leave this record out.
    DropThis,
    /// Let the world see the record's own content.
    Unproxy,
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
}

impl Conflict {
    /// How much it matters.
    #[must_use]
    pub fn severity(self) -> Severity {
        self.kind.severity()
    }
}

impl ConflictKind {
    /// How much a conflict of this kind matters.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Self::CnameBesideAddress
            | Self::CnameBesideOther
            | Self::SecondCname
            | Self::ApexCname
            | Self::NsBesideOther
            | Self::DsWithoutNs
            | Self::TtlOutside
            | Self::TypeNotHeld => Severity::Blocks,
            Self::Duplicate
            | Self::BelowDelegation
            | Self::DsAtApex
            | Self::SecondSpf
            | Self::SecondDmarc
            | Self::NullMxBesideMx
            | Self::TargetIsCname
            | Self::TargetMissing
            | Self::ProxiedTarget
            | Self::ProxiedService
            | Self::PrivateProxied
            | Self::MixedScripts
            | Self::LooksAlike
            | Self::StringsJoined
            | Self::SpfWords
            | Self::TextCut
            | Self::QuotesTyped => Severity::Warns,
            Self::ApexFlattened | Self::MixedTtl | Self::PrivateAddress => Severity::Notes,
        }
    }

    /// The field of which [`Record::validate`] says the same, without a fix: who shows both leaves
    /// its fault out.
    #[must_use]
    pub fn field(self) -> Option<Field> {
        match self {
            Self::TtlOutside => Some(Field::Ttl),
            Self::TypeNotHeld => Some(Field::Type),
            _ => None,
        }
    }
}

impl Fix {
    /// The record as the fix leaves it; none where the fix is to leave it out.
    #[must_use]
    pub fn mended(self, record: &Record) -> Option<Record> {
        let mut mended = record.clone();
        match self {
            Self::RemoveOther => {}
            Self::DropThis | Self::Enable => return None,
            Self::Unproxy => mended.proxied = Some(false),
            Self::SetTtl(ttl) => mended.ttl = ttl,
            Self::JoinStrings => mended.rdata.join(""),
            Self::JoinWords => mended.rdata.join(" "),
            Self::RemoveQuotes | Self::TakeComment => texts::mend(&mut mended, self),
        }
        Some(mended)
    }
}

/// The conflicts of one record, while they are collected.
struct Found<'r> {
    record: &'r Record,
    conflicts: Vec<Conflict>,
}

impl Found<'_> {
    fn add(&mut self, kind: ConflictKind, fix: Option<Fix>) {
        // What another product of the provider owns is not ours to change.
        let can = |fix: &Fix| !self.record.locked || *fix == Fix::RemoveOther;
        self.conflicts.push(Conflict { kind, fix: fix.filter(can) });
    }
}
