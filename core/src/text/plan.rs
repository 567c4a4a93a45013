//! Sentences about what will be written.

use super::{count, field_error};
use crate::plan::{Change, Warning};
use crate::record::Record;

/// What to know about a change before it is written.
#[must_use]
pub fn warning(warning: Warning, record: &Record) -> String {
    match warning {
        Warning::Conflict(conflict) => super::conflict(conflict.kind, record),
        Warning::ApexNs => "This names the old host’s servers for the whole zone. After the move it would point visitors back to them.".into(),
        Warning::RejectForGood => "The provider forgets this finding for good; another scan may find it again.".into(),
        Warning::RejectHere => "Remembered in this tab only; the next scan finds the record again.".into(),
        Warning::Invalid(error) => {
            let label = match error.field {
                crate::record::Field::Name => "Name",
                crate::record::Field::Type => "Type",
                crate::record::Field::Ttl => "TTL",
                crate::record::Field::Rdata(index) => {
                    record.rtype.fields().get(index).map_or("Content", |field| field.label)
                }
            };
            format!("{label}: {}", field_error(error.reason))
        }
        Warning::Proxied => "Proxied: visitors get the provider’s addresses instead of this one.".into(),
    }
}

/// What the plan holds, in one line.
#[must_use]
pub fn plan_line(changes: &[crate::plan::Planned]) -> String {
    let accepts =
        changes.iter().filter(|planned| matches!(planned.change, Change::Accept { .. })).count();
    let rejects = changes.len() - accepts;
    format!("{} to add, {} to drop", count(accepts, "record"), count(rejects, "finding"))
}
