//! What is known about a record, and what is recommended, in words.

use super::{NOT_FOUND, conflict, count, field_error, field_label, fix, flaw};
use crate::date;
use crate::knowledge::{
    Advice, Advised, Certainty, Purpose, Reason, Recommendation, Service, Sign, SignKind, Via,
};
use crate::provider::Provider;
use crate::record::Record;
use crate::review::Decided;
use crate::scan::Scan;

/// The panel that tells everything known about a record. Automation relies on it.
pub const WHY: &str = "Why is this here?";
/// Shown in the panel while the cursor is at no record.
pub const WHY_EMPTY: &str = "Go to a record to see what it is for.";
/// The button that carries out what is recommended for one record.
pub const TAKE_ONE: &str = "Take this recommendation";

/// The name of a group of records with the same purpose.
#[must_use]
pub fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Website => "Website",
        Purpose::Mail => "Mail",
        Purpose::Certificates => "Certificates",
        Purpose::Verification => "Verification",
        Purpose::Services => "Services",
        Purpose::Delegations => "Delegations",
        Purpose::OldHost => "Old host’s own",
        Purpose::Unknown => "Unknown",
    }
}

/// What the records of a purpose are for.
#[must_use]
pub fn purpose_help(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Website => "Visitors reach web pages and applications through it.",
        Purpose::Mail => "Mail is delivered, sent or proved with it.",
        Purpose::Certificates => "It governs which certificates are issued or expected.",
        Purpose::Verification => "It proves to another company that the domain is yours.",
        Purpose::Services => "A service other than web and mail uses it.",
        Purpose::Delegations => "It hands a part of the domain to other name servers.",
        Purpose::OldHost => "It belongs to the old host itself.",
        Purpose::Unknown => "Nothing in this zone tells what it is for.",
    }
}

/// A service, and what it does.
#[must_use]
pub fn service(service: &Service) -> String {
    [service.name, ": ", service.about, "."].concat()
}

/// By which sign a service is told, how sure that is, and when the sign was seen.
#[must_use]
pub fn sign(sign: &Sign) -> String {
    let by = match sign.kind {
        SignKind::Mx => "its mail server is at ",
        SignKind::Spf => "it includes the policy of ",
        SignKind::Host => "it leads to ",
        SignKind::Txt => "its text begins with ",
        SignKind::Address => "its address is ",
        SignKind::Selector => "the key is called ",
        SignKind::Name => "the name begins with ",
    };
    let sure = match sign.certainty() {
        Certainty::Proved => "Proved",
        Certainty::Likely => "Likely",
    };
    [sure, ": ", by, sign.sign, " (seen ", sign.service.seen, ")."].concat()
}

/// What a record that refers to the shown one does with it.
#[must_use]
pub fn refers(via: Via) -> &'static str {
    match via {
        Via::Mx => "sends mail here",
        Via::Srv => "has its service here",
        Via::Ns => "is served from here",
        Via::Cname => "is another name for this",
        Via::Https => "has its web service here",
        Via::SpfHost => "lets this host send mail",
        Via::SpfMx => "lets this mail server send",
        Via::SpfPolicy => "includes this policy",
        Via::Reports => "has its reports sent here",
        Via::Tlsa => "says which certificate is here",
    }
}

/// What a record that the shown one refers to is to it.
#[must_use]
pub fn referred(via: Via) -> &'static str {
    match via {
        Via::Mx => "takes the mail",
        Via::Srv => "runs the service",
        Via::Ns => "serves the name",
        Via::Cname => "stands behind this name",
        Via::Https => "answers for the web service",
        Via::SpfHost | Via::SpfMx => "may send mail",
        Via::SpfPolicy => "holds the included policy",
        Via::Reports => "takes the reports",
        Via::Tlsa => "has this certificate",
    }
}

/// What to do with a found record, for its row. Automation relies on these words.
#[must_use]
pub fn advice_word(advice: &Advice) -> &'static str {
    match advice {
        Advice::Accept => "Accept",
        Advice::Change(_) => "Accept with a change",
        Advice::LeaveOut => "Leave out",
        Advice::LookAt => "Look at it",
    }
}

/// The same, with the change.
#[must_use]
pub fn advice(advice: &Advice) -> String {
    let change = match advice {
        Advice::Change(own) => [": ", &fix(own)].concat(),
        _ => String::new(),
    };
    [advice_word(advice), &change].concat()
}

/// Why that is recommended.
#[must_use]
pub fn reason(own: &Recommendation, record: &Record) -> String {
    let words = match &own.why {
        Reason::Service(service) => {
            return ["It belongs to ", service.name, ". Nothing speaks against it."].concat();
        }
        Reason::Conflict(own) => return conflict(own, record),
        Reason::Invalid(error) => {
            let label = field_label(error.field, record);
            return [label, ": ", &field_error(error.reason)].concat();
        }
        Reason::Flawed(own) => {
            return ["It is ", flaw(*own), ". Compare with the old host’s list."].concat();
        }
        Reason::Bound(service) => {
            return [service.name, " ", service.about, ". It may stop with the move."].concat();
        }
        Reason::Plain(_) => "Nothing speaks against it.",
        Reason::NotFound => {
            "The latest scan did not find it any more. It may be gone at the old host."
        }
        Reason::InZone => "The zone has it already. There is nothing to do.",
        Reason::Differs => "The zone has it with other settings. Accepting would change them.",
        Reason::Soa => "Every host makes its own SOA.",
        Reason::ApexNs => "It names the old host’s servers for the whole domain.",
        Reason::NotHeld => "The provider has no records of this type.",
        Reason::UnknownType => "Zonesift does not know this type, so it cannot judge it.",
        Reason::Locked => "Another product of the provider manages it.",
        Reason::Disabled => "It is stored, but nobody is answered with it.",
        Reason::OldKey => "It is a key of the old host’s signatures, which end with the move.",
        Reason::Private => "Its address works inside a private network only.",
        Reason::OldHost => {
            "It belongs to the old host itself, and nothing in this zone refers to it."
        }
        Reason::OldHostInUse => "It looks like the old host’s own, but other records refer to it.",
    };
    words.into()
}

/// Who found the record, and when.
#[must_use]
pub fn found_by(scan: &Scan, provider: Provider, is_missing: bool) -> String {
    if is_missing {
        return [NOT_FOUND, ", kept from an earlier one"].concat();
    }
    let when = scan.ended.or(scan.grown).or(scan.started);
    let when = when.map_or_else(String::new, |when| [", ", &date::show(when)].concat());
    ["Found by ", provider.title(), "’s scan", &when].concat()
}

/// A text in three: what it has in common with another one before and after what differs.
#[must_use]
pub fn apart<'t>(text: &'t str, other: &str) -> [&'t str; 3] {
    let same = text.char_indices().zip(other.chars()).find(|((_, one), other)| one != other);
    let start = same.map_or(text.len().min(other.len()), |((at, _), _)| at);
    let (before, rest) = text.split_at_checked(start).unwrap_or((text, ""));
    let other = other.get(start..).unwrap_or_default();
    let same = rest.chars().rev().zip(other.chars().rev()).take_while(|(one, other)| one == other);
    let end: usize = same.map(|(sign, _)| sign.len_utf8()).sum();
    let (middle, after) = rest.split_at_checked(rest.len() - end).unwrap_or((rest, ""));
    [before, middle, after]
}

/// The button that takes so many plain recommendations.
#[must_use]
pub fn take(records: Option<usize>) -> String {
    match records {
        Some(records) => ["Take ", &count(records, "recommendation")].concat(),
        None => "Take recommendations".into(),
    }
}

/// Where nothing is recommended.
pub const TOO_MANY_TO_RECOMMEND: &str =
    "Recommendations are made for up to 20,000 found records. Filter the list and decide there.";

/// What was accepted as recommended, and what is left to the user.
#[must_use]
pub fn taken(decided: &Decided, rest: Advised) -> String {
    let parts = [
        (rest.change, "to change"),
        (rest.leave_out, "to leave out"),
        (rest.look_at, "to look at"),
    ];
    let parts = parts.iter().filter(|(number, _)| *number > 0);
    let parts: Vec<String> = parts.map(|(number, what)| format!("{number} {what}")).collect();
    let done = [&decided.changed.to_string(), " accepted as recommended"].concat();
    match parts.is_empty() {
        true => [&done, ", nothing is left"].concat(),
        false => [&done, ", left to you: ", &parts.join(", ")].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_left_after_taking_recommendations() {
        let decided = Decided { changed: 68, ..Decided::default() };
        let rest = Advised { accept: 0, change: 11, leave_out: 4, look_at: 0 };
        let words = "68 accepted as recommended, left to you: 11 to change, 4 to leave out";
        assert_eq!(taken(&decided, rest), words);
        let words = "68 accepted as recommended, nothing is left";
        assert_eq!(taken(&decided, Advised::default()), words);
        assert_eq!(take(Some(1)), "Take 1 recommendation");
    }

    #[test]
    fn tells_two_texts_apart() {
        for (text, other, parts) in [
            ("192.0.2.10", "192.0.2.20", ["192.0.2.", "1", "0"]),
            ("abc", "abc", ["abc", "", ""]),
            ("aa", "aaa", ["aa", "", ""]),
            ("aaa", "aa", ["aa", "a", ""]),
            ("", "x", ["", "", ""]),
            ("ä1ö", "ä2ö", ["ä", "1", "ö"]),
            ("é", "è", ["", "é", ""]),
        ] {
            assert_eq!(apart(text, other), parts, "{text} {other}");
        }
    }

    #[test]
    fn says_who_found_a_record_and_when() {
        let mut scan = Scan::default();
        scan.ended = date::parse("2026-11-30T15:10:00Z");
        let words = "Found by bunny.net’s scan, 2026-11-30 15:10 UTC";
        assert_eq!(found_by(&scan, Provider::Bunny, false), words);
        assert!(found_by(&scan, Provider::Bunny, true).starts_with(NOT_FOUND));
    }
}
