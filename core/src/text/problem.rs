//! Names of problems, in a few words for a row. The sentences that explain them stand in the files beside
//! this one.

use crate::plan::{Pointing, Warning};
use crate::zone::ConflictKind;

/// The name of a problem. Records with the same name have the same kind of problem.
#[must_use]
pub fn problem(warning: &Warning) -> &'static str {
    match warning {
        Warning::Conflict(conflict) => name(conflict.kind),
        Warning::ApexNs => "Name server of the old host",
        Warning::RejectForGood => "Removed for good",
        Warning::RejectHere => "Rejected in this tab only",
        Warning::Invalid(_) => "Invalid value",
        Warning::Proxied => "Proxied",
        Warning::Gap => "Short gap while writing",
        Warning::SoAlready => "Already so",
        Warning::HeldDisabled => "Disabled in the zone",
    }
}

fn name(kind: ConflictKind) -> &'static str {
    match kind {
        ConflictKind::Duplicate => "Already in the zone",
        ConflictKind::CnameBesideAddress | ConflictKind::CnameBesideOther => {
            "CNAME beside other records"
        }
        ConflictKind::SecondCname => "Two CNAMEs",
        ConflictKind::ApexCname => "CNAME at the apex",
        ConflictKind::ApexFlattened => "Flattened at the apex",
        ConflictKind::NsBesideOther => "Delegated name with other records",
        ConflictKind::BelowDelegation => "Below a delegation",
        ConflictKind::DsWithoutNs => "DS without NS",
        ConflictKind::DsAtApex => "DS at the apex",
        ConflictKind::SecondSpf => "Two SPF policies",
        ConflictKind::SecondDmarc => "Two DMARC policies",
        ConflictKind::NullMxBesideMx => "Null MX beside MX",
        ConflictKind::MixedTtl => "Mixed TTLs",
        ConflictKind::TargetIsCname => "Target is a CNAME",
        ConflictKind::TargetMissing => "Target has no records",
        ConflictKind::ProxiedTarget => "Proxied server",
        ConflictKind::ProxiedService => "Proxied service name",
        ConflictKind::ProxiedUnderscore => "Proxied _name",
        ConflictKind::ProxiedRefused => "Proxied, target refuses it",
        ConflictKind::ProxiedElsewhere => "Proxied to another company",
        ConflictKind::ProxiedBySibling => "Proxied with its name",
        ConflictKind::PrivateProxied => "Proxied private address",
        ConflictKind::PrivateAddress => "Private address",
        ConflictKind::MixedScripts => "Mixed scripts",
        ConflictKind::LooksAlike => "Looks like another name",
        ConflictKind::StringsJoined => "Strings are joined",
        ConflictKind::SpfWords => "SPF split into strings",
        ConflictKind::TextCut => "Text cut at a semicolon",
        ConflictKind::QuotesTyped | ConflictKind::CaaQuotes => "Quotes in the value",
        ConflictKind::TtlOutside => "TTL out of range",
        ConflictKind::TypeNotHeld => "Type not supported",
        ConflictKind::Owner(_) | ConflictKind::OwnerAddress => "Name is no host name",
        ConflictKind::OwnerRepeatsZone => "Name repeats the zone",
        ConflictKind::Target(_) | ConflictKind::TargetIsWildcard => "Target is no host name",
        ConflictKind::TargetRepeatsZone => "Target repeats the zone",
        ConflictKind::TargetLacksDot => "Target lacks its last dot",
        ConflictKind::TargetIsBare => "Target is one label",
        ConflictKind::TargetHasUnderscore => "Underscore in the target",
        ConflictKind::CaaTag => "Unknown CAA tag",
        ConflictKind::CaaFlags => "Unknown CAA flags",
        ConflictKind::CaaIssuer => "CAA issuer is no domain",
        ConflictKind::CaaReports => "CAA report address",
        ConflictKind::UnknownNumber(_) => "Unknown number",
        ConflictKind::AliasParams => "Parameters of an alias",
        ConflictKind::UnknownParam => "Unknown parameter",
        ConflictKind::CommentLong(_) => "Comment too long",
        ConflictKind::CommentLines => "Comment has several lines",
        ConflictKind::TagsNotHeld => "Tags not supported",
        ConflictKind::CommentLongMaybe(_) => "Comment may be too long",
        ConflictKind::TagsMaybeNotHeld => "Tags may not be supported",
    }
}

/// The records that name a host as their server, in a few words for its row: `MX 10, 2 SRV`. Empty if no
/// record does.
#[must_use]
pub fn pointing(pointing: &Pointing) -> String {
    let mx = (!pointing.mx.is_empty()).then(|| {
        let preferences: Vec<String> = pointing.mx.iter().map(u16::to_string).collect();
        ["MX ", &preferences.join(" and ")].concat()
    });
    let number = |number: usize, rtype: &str| match number {
        0 => None,
        1 => Some(rtype.to_owned()),
        _ => Some(format!("{number} {rtype}")),
    };
    let all = [mx, number(pointing.srv, "SRV"), number(pointing.ns, "NS")];
    all.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The name of the group of records without a problem.
pub const NO_PROBLEM: &str = "No problem";

/// How far the review of a group is: `5 undecided, 9 to accept`.
#[must_use]
pub fn group_progress(open: usize, accepted: usize, rejected: usize) -> String {
    let parts = [(open, "undecided"), (accepted, "to accept"), (rejected, "to reject")];
    let parts = parts.iter().filter(|(number, _)| *number > 0);
    parts.map(|(number, words)| format!("{number} {words}")).collect::<Vec<_>>().join(", ")
}

/// The name of the button that fixes all records with the same problem.
#[must_use]
pub fn fix_all(number: usize, problem: &str) -> String {
    [&fix_number(number), ": ", problem].concat()
}

/// The text on that button.
#[must_use]
pub fn fix_number(number: usize) -> String {
    format!("Fix all {number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_which_records_name_a_host() {
        let told = |mx: &[u16], srv, ns| pointing(&Pointing { mx: mx.to_vec(), srv, ns });
        assert_eq!(told(&[10], 0, 0), "MX 10");
        assert_eq!(told(&[10, 20], 2, 1), "MX 10 and 20, 2 SRV, NS");
        assert_eq!(told(&[], 1, 3), "SRV, 3 NS");
        assert_eq!(told(&[], 0, 0), "");
    }
}
