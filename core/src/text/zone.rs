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
        ConflictKind::Duplicate => "The zone has this very record already. Once is enough.",
        ConflictKind::CnameBesideAddress => {
            "This name would have a CNAME beside other records, its own addresses, which DNS does not allow. Keep one or the other."
        }
        ConflictKind::CnameBesideOther => {
            "This name would have a CNAME beside other records, which DNS does not allow. Keep one or the other."
        }
        ConflictKind::SecondCname => "This name would have two CNAME records. Keep one of them.",
        ConflictKind::ApexCname => {
            "The zone’s own name cannot be a CNAME. Use address records instead."
        }
        ConflictKind::ApexFlattened => {
            "The provider answers with the addresses behind this CNAME, because it is the zone’s own name."
        }
        ConflictKind::NsBesideOther => {
            "NS records hand this name to other name servers, so its other records would not be seen. Keep one or the other."
        }
        ConflictKind::BelowDelegation => {
            "A name above is handed to other name servers, so this record would not be seen. Add it there."
        }
        ConflictKind::DsWithoutNs => {
            "DS needs NS records at the same name. Add them first, or leave it out."
        }
        ConflictKind::DsAtApex => {
            "The DS of the zone’s own name belongs to the zone above: give it to the registrar."
        }
        ConflictKind::SecondSpf => {
            "This name would have two SPF policies, and mail servers would then use neither. Make one of them."
        }
        ConflictKind::SecondDmarc => {
            "This name would have two DMARC policies, and mail servers would then use neither. Keep one."
        }
        ConflictKind::NullMxBesideMx => {
            "One MX record says that no mail is taken here, another names a mail server. Keep one or the other."
        }
        ConflictKind::MixedTtl => {
            "Records of one name and type share a TTL; this set has several, and resolvers take the lowest."
        }
        ConflictKind::TargetIsCname => {
            return target.to_owned()
                + " is a CNAME, and this record must lead to a name with addresses. Use the CNAME’s target.";
        }
        ConflictKind::TargetMissing => {
            return String::from("This leads to ")
                + target
                + ", which would not be found in this zone. Add its records too.";
        }
        ConflictKind::ProxiedTarget => {
            "Other records lead here for mail or other services, which a proxy does not pass on. Turn the proxy off."
        }
        ConflictKind::ProxiedService => {
            "The name looks like one for mail, shells or files, which a proxy does not pass on. Turn the proxy off if so."
        }
        ConflictKind::ProxiedUnderscore => {
            "Names with an underscore are for mail keys, certificates and proofs of ownership. Behind the proxy nobody finds what stands here. Turn the proxy off."
        }
        ConflictKind::ProxiedRefused => {
            return target.to_owned()
                + " does not work behind a proxy: whoever asks must see this CNAME itself. Turn the proxy off.";
        }
        ConflictKind::ProxiedElsewhere => {
            return target.to_owned()
                + " is outside this zone. It may refuse what comes through the proxy: turn the proxy off if it is another company’s service.";
        }
        ConflictKind::ProxiedBySibling => {
            "Another address of this name is proxied, and then the provider proxies all addresses of the name, this one too. Turn the proxy off for all of them if this one is to be seen."
        }
        ConflictKind::PrivateProxied => {
            "The provider cannot reach this private address, so the proxy would fail."
        }
        ConflictKind::PrivateAddress => {
            "This private address works inside your own network only, and everybody can read it here."
        }
        ConflictKind::MixedScripts => {
            "The name mixes letters of several scripts, so it can pass for another one. Keep it only if you know whose it is."
        }
        ConflictKind::LooksAlike => {
            "The name looks like another one of this zone, which it is not. Keep it only if you know whose it is."
        }
        ConflictKind::StringsJoined => {
            return format!(
                "The provider keeps one text for each TXT record, so these {} strings would be stored as one: {}",
                record.rdata.raw_fields().count(),
                record.rdata.joined().shown()
            );
        }
        ConflictKind::SpfWords => {
            return format!(
                "These words are strings of their own, and mail servers join them without spaces: {}. Make them one text.",
                record.rdata.joined().shown()
            );
        }
        ConflictKind::TextCut => {
            "This key or policy ends before its tags. In a zone file, what follows a semicolon outside quotes is a comment. Enter the whole text."
        }
        ConflictKind::QuotesTyped => {
            "The quotes around this text would be part of it. Remove them unless they are meant."
        }
        ConflictKind::TtlOutside => "The provider does not take this TTL.",
        ConflictKind::TypeNotHeld => "The provider has no records of this type.",
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
