//! Messages about the plan.

use super::{count, field_error};
use crate::change::Change;
use crate::plan::undo::Refused;
use crate::plan::{Danger, RejectedMail, Room, Warning};
use crate::record::{Field, Record};

/// A warning about a change.
#[must_use]
pub fn warning(warning: &Warning, record: &Record) -> String {
    match warning {
        Warning::Conflict(conflict) => super::conflict(conflict, record),
        Warning::ApexNs => "This names the old host’s servers for the whole zone. After the move it would point visitors back to them.".into(),
        Warning::RejectForGood => "Cloudflare removes this result permanently.".into(),
        Warning::RejectHere => "Remembered in this tab only; the next scan finds the record again.".into(),
        Warning::Invalid(error) => {
            format!("{}: {}", field_label(error.field, record), field_error(error.reason))
        }
        Warning::Gap => "Both cannot stand side by side, so the old record goes first: for a moment the name has neither.".into(),
        Warning::SoAlready => "The zone is so already; nothing will be written.".into(),
        Warning::HeldDisabled => "The zone holds this record, disabled. Enable that one instead of adding it once more.".into(),
        Warning::Proxied => "Proxied: visitors get the provider’s addresses instead of this one.".into(),
    }
}

/// The fields that fall back to the provider's defaults when a record is overwritten.
#[must_use]
pub fn written_whole(before: &Record, after: &Record) -> String {
    match &before.more {
        Some(more) if after.more.is_none() => {
            let more = more.shown();
            let members = more.strip_prefix('{').and_then(|more| more.strip_suffix('}'));
            let members = members.unwrap_or(&more);
            format!("Written whole. This falls back to the provider’s default: {members}")
        }
        _ => "Written whole. Nothing else of it is set, so nothing else falls back.".into(),
    }
}

/// The number of pending changes besides an undo.
#[must_use]
pub fn waits_beside(waits: usize) -> String {
    let (what, is) = if waits == 1 { ("change", "waits") } else { ("changes", "wait") };
    format!("{waits} other {what} {is} beside this plan and will not be written with it.")
}

/// Shown while another tab is writing to the zone.
pub const OTHER_TAB: &str = "Another tab of this browser is writing this zone. Wait until it is done, then press Apply again.";

/// Shown for a fix whose records have changed.
pub const NOT_AS_SHOWN: &str = "The records have changed since this was shown, so nothing was done. Look at what is shown now.";

/// The button that deletes a duplicate.
pub const DELETE_SECOND: &str = "Delete the second copy";

/// The button that deletes all duplicates.
pub const DELETE_SECONDS: &str = "Delete all second copies";

/// The mark of a change whose record is duplicated.
pub const TWICE: &str = " · twice in the zone";

/// The number of duplicated records after an apply.
#[must_use]
pub fn stand_twice(records: usize) -> String {
    let stand = if records == 1 { "stands" } else { "stand" };
    [&count(records, "record"), " ", stand, " in the zone more than once"].concat()
}

/// How many surplus copies of a record are in the zone.
#[must_use]
pub fn written_twice(more: usize) -> String {
    let times = if more == 1 { "twice".to_owned() } else { format!("{} times", more + 1) };
    format!(
        "The zone holds this record {times} now: the call was sent once more on its way, by the browser or a relay, and the provider took it again."
    )
}

/// How much of the plan exceeds the zone's quota.
#[must_use]
pub fn over_quota(room: Room) -> String {
    let Room { after, quota, comes, fits } = room;
    let would = format!("The zone would hold {after} records and may hold {quota}");
    match fits {
        0 => format!(
            "{would}: it has no room for {}, which will not be sent. Delete records first, or have the limit raised.",
            match comes {
                1 => "the new record".to_owned(),
                _ => format!("any of the {comes} new records"),
            }
        ),
        _ => {
            let rest = match comes - fits {
                1 => "The other one stays in the plan and is not sent.".to_owned(),
                rest => format!("The other {rest} stay in the plan and are not sent."),
            };
            format!("{would}: {fits} of the {comes} new records fit and will be written. {rest}")
        }
    }
}

/// The word that confirms a dangerous plan.
pub const CONFIRM: &str = "DELETE";

/// Why a word must be typed.
#[must_use]
pub fn confirm(danger: Danger) -> String {
    match danger {
        Danger::Vital => "This deletes records your mail or your whole domain depends on.".into(),
        Danger::Large(deletes, all) => {
            format!("This deletes {deletes} of the {all} records of the zone.")
        }
    }
}

/// What mail loses by rejected findings that have no other record in their place.
#[must_use]
pub fn rejected_mail(lost: RejectedMail) -> String {
    let RejectedMail { mx, spf, dkim, dmarc } = lost;
    let part = |number: usize, one: &str, many: &str| match number {
        0 => None,
        1 => Some(one.to_owned()),
        _ => Some(format!("{many} of {number} names")),
    };
    let parts = [
        part(mx, "the only MX records", "the MX records"),
        part(spf, "the only SPF policy", "the SPF policies"),
        (dkim > 0).then(|| count(dkim, "DKIM key")),
        part(dmarc, "the only DMARC policy", "the DMARC policies"),
    ];
    let mut parts: Vec<String> = parts.into_iter().flatten().collect();
    let last = parts.pop().unwrap_or_default();
    let list = if parts.is_empty() { last } else { [&parts.join(", "), " and ", &last].concat() };
    format!("You reject {list}. Mail that depends on them will fail after the move.")
}

/// The state of a changed record, in a word.
#[must_use]
pub fn edit_state(change: &Change) -> &'static str {
    match change {
        Change::Delete { .. } => "to be deleted",
        Change::Edit { .. } => "to be changed",
        Change::Add { .. } | Change::Accept { .. } => "to be added",
        Change::Reject { .. } => "to be dropped",
    }
}

/// Why a change cannot be undone.
#[must_use]
pub fn refused(why: Refused) -> &'static str {
    match why {
        Refused::Changed => "has been changed since and is left as it is.",
        Refused::Gone => "has been deleted since; there is nothing to take back.",
        Refused::BackAlready => "stands in the zone again already.",
        Refused::Rejected => "was removed by the provider; a new scan may list it again.",
    }
}

/// The label of a field in forms.
#[must_use]
pub fn field_label(field: Field, record: &Record) -> &'static str {
    match field {
        Field::Name => "Name",
        Field::Type => "Type",
        Field::Ttl => "TTL",
        Field::Comment => "Comment",
        Field::Tags => "Tags",
        Field::Rdata(index) => {
            record.rtype.fields().get(index).map_or("Content", |field| field.label)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_mail_loses_by_rejects() {
        let lost = RejectedMail { spf: 1, dkim: 2, ..RejectedMail::default() };
        let end = "Mail that depends on them will fail after the move.";
        let words = format!("You reject the only SPF policy and 2 DKIM keys. {end}");
        assert_eq!(rejected_mail(lost), words);
        let lost = RejectedMail { mx: 2, spf: 1, dkim: 1, dmarc: 1 };
        let list =
            "the MX records of 2 names, the only SPF policy, 1 DKIM key and the only DMARC policy";
        assert_eq!(rejected_mail(lost), format!("You reject {list}. {end}"));
    }
}
