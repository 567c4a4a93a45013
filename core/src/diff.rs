//! The changes that turn one set of records into another: for imports, comparisons of zones and undo. The
//! plan checks whether they can be written.

mod held;
mod rows;

use crate::name::DomainName;
use crate::record::{Record, RecordType};
use crate::wanted::{NotWhole, Wanted};
use rows::Rows;

/// How wanted records are merged into a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Add missing records; keep all existing ones.
    AddMissing,
    /// Replace the RRsets that the wanted records contain; keep all others.
    ReplaceRrsets,
    /// Replace everything, deleting what is not wanted.
    MakeEqual,
}

/// Records that hosts usually manage, and that should be changed nevertheless.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Whether to change the SOA like any other record.
    pub soa: bool,
    /// Whether to change the NS of the apex like any other records.
    pub apex_ns: bool,
}

/// Why a record is skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// Every host creates its own SOA.
    Soa,
    /// The provider manages the NS of the apex.
    ApexNs,
}

/// How a record of the source stands to the zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Only the source has it.
    New,
    /// The zone has it, and nothing of it would change.
    Equal,
    /// The zone has it differently.
    Differs,
    /// The zone has it differently and keeps it: another product owns it, or an unreadable part of the
    /// source may concern it.
    Stays,
    /// The source says it again.
    Repeated,
    /// It is skipped.
    Aside(Aside),
    /// It cannot be read completely, or is outside the zone.
    Unfit,
    /// Only the zone has it.
    Gone,
}

/// A record of the source beside the zone, or one that only the zone has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The index of the source's record.
    pub wanted: Option<u32>,
    /// The index of the zone's record.
    pub held: Option<u32>,
    /// How the two stand to each other.
    pub standing: Standing,
    /// What would bring the zone to the source; `None` if nothing can or need be done.
    pub difference: Option<Difference>,
    /// Whether the mode asks for that.
    pub is_due: bool,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// A record to add.
    Add(Record),
    /// A record to change.
    Change {
        /// The current record.
        before: Record,
        /// The new record, with the provider's id of the current one.
        after: Record,
    },
    /// A record to delete.
    Delete(Record),
}

/// Why the record is skipped; `None` if it is not.
#[must_use]
pub fn aside(record: &Record, zone: &DomainName, scope: Scope) -> Option<Aside> {
    match record.rtype {
        RecordType::Soa if !scope.soa => Some(Aside::Soa),
        RecordType::Ns if !scope.apex_ns && record.name == *zone => Some(Aside::ApexNs),
        _ => None,
    }
}

/// The changes that turn `from` into `to`, without exceptions. Both must be complete.
#[must_use]
pub fn diff(from: &[Record], to: &[Record]) -> Vec<Difference> {
    let scope = Scope { soa: true, apex_ns: true };
    changes(from, &Wanted::whole(to), &DomainName::default(), Mode::MakeEqual, scope)
        .unwrap_or_default()
}

/// The changes that merge wanted records into a zone: first deletes, then edits, then adds, so that
/// nothing conflicts on the way.
///
/// Unreadable and locked records, records outside the zone, skipped ones, and those on which the source is
/// silent are left alone. Records of one name and type are paired, equal contents first, so that an edited
/// record keeps its provider id.
///
/// # Errors
/// [`NotWhole`] if records may be changed or deleted, but an unreadable part of the source may concern any
/// record.
pub fn changes(
    held: &[Record],
    wanted: &Wanted<'_>,
    zone: &DomainName,
    mode: Mode,
    scope: Scope,
) -> Result<Vec<Difference>, NotWhole> {
    let rows = rows(held, wanted, zone, mode, scope)?;
    let due = rows.written().filter(|row| row.is_due);
    Ok(due.filter_map(|row| row.difference).collect())
}

/// Each record of the source beside the zone, in the source's order, then what only the zone has and the
/// mode would delete. What the mode does by itself is that of [`changes`]; the other differences are there
/// for who wants them.
///
/// # Errors
/// As [`changes`].
pub fn compare(
    held: &[Record],
    wanted: &Wanted<'_>,
    zone: &DomainName,
    mode: Mode,
    scope: Scope,
) -> Result<Vec<Compared>, NotWhole> {
    let mut all = rows(held, wanted, zone, mode, scope)?.all();
    all.sort_by_key(|row| (row.wanted.is_none(), row.wanted, row.held));
    Ok(all)
}

fn rows(
    held: &[Record],
    wanted: &Wanted<'_>,
    zone: &DomainName,
    mode: Mode,
    scope: Scope,
) -> Result<Rows, NotWhole> {
    match wanted.unread().whole().filter(|_| mode != Mode::AddMissing) {
        Some(place) => Err(NotWhole(place)),
        None => Ok(Rows::of(held, wanted, zone, mode, scope)),
    }
}

#[cfg(test)]
#[path = "diff_tests.rs"]
mod tests;
