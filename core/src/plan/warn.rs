//! What to know about a change before it is written.

use super::Warning;
use crate::change::Change;
use crate::name::DomainName;
use crate::provider::{Capabilities, NoteLimits};
use crate::record::{Field, Record, RecordType, Ttl};
use crate::zone::{Conflict, Neighbours, Severity, look_at_notes};

impl Change {
    /// What of the comment and the tags that it writes is not kept.
    pub(super) fn notes(&self, limits: NoteLimits) -> Vec<Conflict> {
        let mut found =
            self.written().map(|record| look_at_notes(record, &limits)).unwrap_or_default();
        if let Self::Edit { before, after, whole: false } = self {
            // Only what differs is sent.
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

/// Everything to know about it.
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

/// What stands against a record where it is to be written in the place of what the zone holds, if it
/// does: its conflicts and those of its notes, then the faults of its fields that no conflict tells of.
pub(super) fn against(
    (record, held): (&Record, Option<&Record>),
    notes: Vec<Conflict>,
    zone: &DomainName,
    neighbours: &Neighbours<'_>,
    rules: &Capabilities,
) -> Vec<Warning> {
    let mut conflicts = neighbours.conflicts(record);
    conflicts.extend(notes);
    let mut faults = written(record, rules).validate(zone, &rules.limits);
    faults.retain(|fault| {
        let says = |conflict: &Conflict| conflict.kind.field(record) == Some(fault.field);
        let is_said = conflicts.iter().any(|c| c.severity() == Severity::Blocks && says(c));
        // What the zone holds so already is not written anew.
        !is_said && !held.is_some_and(|held| fault.is_kept(record, held))
    });
    let conflicts = conflicts.into_iter().map(Warning::Conflict);
    conflicts.chain(faults.into_iter().map(Warning::Invalid)).collect()
}

/// The record as the provider will keep it: a proxied one has no TTL of its own (provider
/// document, quirks), so none is checked or promised.
fn written(record: &Record, rules: &Capabilities) -> Record {
    let mut record = record.clone();
    if rules.proxied && record.proxied == Some(true) {
        record.ttl = Ttl::Auto;
    }
    record
}
