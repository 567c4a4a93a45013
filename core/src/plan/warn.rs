//! The warnings about a change.

use super::Warning;
use crate::change::Change;
use crate::name::DomainName;
use crate::provider::{Capabilities, NoteLimits};
use crate::record::{Field, FieldError, Record, RecordType, Ttl};
use crate::zone::{Conflict, Neighbours, Severity, look_at_notes};

impl Change {
    /// The conflicts of the comment and tags that this change writes: what the provider would not keep.
    pub(super) fn notes(&self, limits: NoteLimits) -> Vec<Conflict> {
        let mut found =
            self.written().map(|record| look_at_notes(record, &limits)).unwrap_or_default();
        if let Self::Edit { before, after, whole: false } = self {
            // Only fields that differ are sent.
            let is_comment = before.comment != after.comment;
            let is_tags = before.tags != after.tags;
            found.retain(|conflict| match conflict.kind.field(after) {
                Some(Field::Tags) => is_tags,
                _ => is_comment,
            });
        }
        found
    }
}

/// All warnings about a change.
pub(super) fn warn(
    change: &Change,
    zone: &DomainName,
    neighbours: &Neighbours<'_>,
    rules: &Capabilities,
    notes: NoteLimits,
) -> Vec<Warning> {
    let Some(record) = change.written() else {
        return match change {
            Change::Reject { .. } if rules.reject_for_good => vec![Warning::RejectForGood],
            Change::Reject { .. } => vec![Warning::RejectHere],
            _ => Vec::new(),
        };
    };
    let held = change.replaced();
    let mut warnings = against((record, held), change.notes(notes), zone, neighbours, rules);
    if record.rtype == RecordType::Ns && record.name == *zone {
        warnings.push(Warning::ApexNs);
    }
    let is_told =
        |warning: &Warning| matches!(warning, Warning::Conflict(c) if c.kind.is_of_proxy());
    if record.proxied == Some(true) && !warnings.iter().any(is_told) {
        warnings.push(Warning::Proxied);
    }
    warnings
}

/// The warnings about a record to write, in place of `held` if given: its conflicts, those of its notes,
/// then the field errors that no conflict covers.
pub(super) fn against(
    (record, held): (&Record, Option<&Record>),
    notes: Vec<Conflict>,
    zone: &DomainName,
    neighbours: &Neighbours<'_>,
    rules: &Capabilities,
) -> Vec<Warning> {
    let mut conflicts = neighbours.conflicts(record);
    conflicts.extend(notes);
    let mut faults = faults(record, zone, rules);
    faults.retain(|fault| {
        let says = |conflict: &Conflict| conflict.kind.field(record) == Some(fault.field);
        let is_said = conflicts.iter().any(|c| c.severity() == Severity::Blocks && says(c));
        // Fields that the held record already has are not written again.
        !is_said && !held.is_some_and(|held| fault.is_kept(record, held))
    });
    let conflicts = conflicts.into_iter().map(Warning::Conflict);
    conflicts.chain(faults.into_iter().map(Warning::Invalid)).collect()
}

/// The errors in the fields of a record as the provider will store it: a proxied one has no TTL of its own
/// (provider document, quirks), so its TTL is not validated.
pub(super) fn faults(record: &Record, zone: &DomainName, rules: &Capabilities) -> Vec<FieldError> {
    let is_proxied = rules.proxied && record.proxied == Some(true);
    let ttl = if is_proxied { Ttl::Auto } else { record.ttl };
    record.validate_with(ttl, zone, &rules.limits)
}
