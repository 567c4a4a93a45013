//! Messages about conflicts.

use super::{count, meant, ttl};
use crate::foreign::Foreign;
use crate::record::Record;
use crate::zone::{Conflict, ConflictKind, Fix, Severity};

/// A conflict, and what to do.
#[must_use]
pub fn conflict(conflict: &Conflict, record: &Record) -> String {
    let target = record.rdata.target(&record.rtype).map(Foreign::shown).unwrap_or_default();
    let target = &*target;
    let sentence = match conflict.kind {
        ConflictKind::Duplicate => "The zone already has this record.",
        ConflictKind::CnameBesideAddress => {
            "This name would have a CNAME beside other records, its addresses, which DNS doesn’t allow. Keep one or the other."
        }
        ConflictKind::CnameBesideOther => {
            "This name would have a CNAME beside other records, which DNS doesn’t allow. Keep one or the other."
        }
        ConflictKind::SecondCname => "This name would have two CNAME records. Keep one.",
        ConflictKind::ApexCname => {
            "The zone’s own name can’t be a CNAME. Use address records instead."
        }
        ConflictKind::ApexFlattened => {
            "At the zone’s own name, the provider answers with the addresses behind this CNAME."
        }
        ConflictKind::NsBesideOther => {
            "NS records delegate this name to other name servers, so its other records would not be seen. Keep one or the other."
        }
        ConflictKind::BelowDelegation => {
            "A name above is delegated to other name servers, so this record would not be seen. Add it there."
        }
        ConflictKind::DsWithoutNs => {
            "A DS record needs NS records at the same name. Add them first, or leave it out."
        }
        ConflictKind::DsAtApex => {
            "The DS of the zone’s own name belongs to the parent zone: give it to your registrar."
        }
        ConflictKind::SecondSpf => {
            "This name would have two SPF policies, and mail servers then use neither. Merge them."
        }
        ConflictKind::SecondDmarc => {
            "This name would have two DMARC policies, and mail servers then use neither. Keep one."
        }
        ConflictKind::NullMxBesideMx => {
            "One MX record says that this name accepts no mail, another names a mail server. Keep one or the other."
        }
        ConflictKind::MixedTtl => {
            "The records of this name and type should share one TTL; resolvers use the lowest."
        }
        ConflictKind::TargetIsCname => {
            return target.to_owned()
                + " is a CNAME, and this record must point to a name with addresses. Use the CNAME’s target.";
        }
        ConflictKind::TargetMissing => {
            return String::from("Points to ") + target + ", which has no records in this zone.";
        }
        ConflictKind::ProxiedTarget => {
            "MX, SRV or NS records point here. Cloudflare’s proxy carries web traffic only, so mail and other services would fail. Turn the proxy off."
        }
        ConflictKind::ProxiedService => {
            "The name suggests SSH, FTP or mail, which the proxy doesn’t carry. If so, turn the proxy off."
        }
        ConflictKind::ProxiedUnderscore => {
            "Names with an underscore hold mail keys, certificate challenges and proofs of ownership, which nobody can read through the proxy. Turn the proxy off."
        }
        ConflictKind::ProxiedRefused => {
            return target.to_owned()
                + " doesn’t work behind the proxy: the service must see this CNAME itself. Turn the proxy off.";
        }
        ConflictKind::ProxiedElsewhere => {
            return target.to_owned()
                + " is outside this zone and may refuse proxied traffic. If it is another company’s service, turn the proxy off.";
        }
        ConflictKind::ProxiedBySibling => {
            "Another address of this name is proxied, so Cloudflare proxies all of them, this one too. To serve this one directly, turn the proxy off for all of them."
        }
        ConflictKind::PrivateProxied => {
            "Cloudflare can’t reach this private address, so the proxy would fail."
        }
        ConflictKind::PrivateAddress => {
            "This private address works in your own network only, and is public here."
        }
        ConflictKind::MixedScripts => {
            "The name mixes letters of several scripts, so it can be mistaken for another. Keep it only if you know whose it is."
        }
        ConflictKind::LooksAlike => {
            "The name looks like another name of this zone. Keep it only if you know whose it is."
        }
        ConflictKind::StringsJoined => {
            return format!(
                "The provider stores one text per TXT record, so these {} strings would become one: {}",
                record.rdata.raw_fields().count(),
                record.rdata.joined().shown()
            );
        }
        ConflictKind::SpfWords => {
            return format!(
                "These words are separate strings, and mail servers join them without spaces: {}. Make them one text.",
                record.rdata.joined().shown()
            );
        }
        ConflictKind::TextCut => {
            "This key or policy is cut off before its tags. In a zone file, an unquoted semicolon starts a comment. Enter the whole text."
        }
        ConflictKind::QuotesTyped => {
            "The quotes would become part of the text. Remove them unless you mean them."
        }
        ConflictKind::TtlOutside => "The provider doesn’t allow this TTL.",
        ConflictKind::TypeNotHeld => "The provider doesn’t support this type.",
        _ => return meant::odd(conflict, record, target),
    };
    sentence.into()
}

/// The label of the button that applies a fix.
#[must_use]
pub fn fix(fix: &Fix) -> String {
    match fix {
        Fix::RemoveOther => "Remove the others".into(),
        Fix::DropThis => "Leave this out".into(),
        Fix::Enable => "Enable it".into(),
        Fix::Unproxy => "Turn the proxy off".into(),
        Fix::JoinStrings => "Make it one text".into(),
        Fix::JoinWords => "Join the words with spaces".into(),
        Fix::RemoveQuotes => "Remove the quotes".into(),
        Fix::TakeComment => "Take the comment as text".into(),
        Fix::UnproxyName => "Turn the proxy off for all its addresses".into(),
        Fix::SetTtl(seconds) => String::from("Set the TTL to ") + &ttl(*seconds),
        Fix::SetName(name) => meant::used(name.as_str()),
        Fix::SetField(_, text) if text.is_empty() => "Leave the value empty".into(),
        Fix::SetField(_, text) => meant::used(text.raw()),
        Fix::SetType(rtype) => String::from("Make it a record of type ") + &rtype.shown(),
        Fix::SetComment(_) => "Shorten the comment".into(),
        Fix::DropTags => "Leave the tags out".into(),
    }
}

/// The number of proxied found records, and how many of them the proxy breaks, if known.
#[must_use]
pub fn proxied_found(all: usize, broken: Option<usize>) -> String {
    match (all, broken) {
        (0, _) => "None proxied".into(),
        (all, None) => format!("{all} proxied"),
        (all, Some(0)) => format!("{all} proxied, breaks nothing known"),
        (all, Some(broken)) => format!("{all} proxied, breaks {broken}"),
    }
}

/// The result of turning off the proxy of found records.
#[must_use]
pub fn unproxied(records: usize) -> String {
    format!(
        "Proxy turned off for {}; nothing was accepted or rejected.",
        count(records, "found record")
    )
}

/// The word before a conflict, so that its severity does not depend on color alone.
#[must_use]
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocks => "Error",
        Severity::Warns => "Warning",
        Severity::Notes => "Note",
    }
}
