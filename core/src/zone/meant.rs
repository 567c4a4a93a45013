//! Detects probable mistakes in a record on its own and suggests corrections: names that repeat the zone,
//! targets that are no hosts, unknown keywords. It knows only the record and the zone's name.

use std::net::Ipv4Addr;

use super::{Conflict, ConflictKind, Fix};
use crate::foreign::Foreign;
use crate::name::DomainName;
use crate::provider::NoteLimits;
use crate::record::{FieldKind, Mistake, Record, RecordType, host_in, known, mistake, params};

/// The tags that certificate authorities read (the registry of RFC 8659, section 7).
const CAA_TAGS: [&str; 7] =
    ["issue", "issuewild", "iodef", "issuemail", "issuevmc", "contactemail", "contactphone"];
/// The maximum edit distance from a known tag.
const SLIPS: usize = 2;
/// Quotes as typed on keyboards and in word processors.
const QUOTES: [char; 8] = ['"', '“', '”', '„', '‟', '«', '»', '\''];

/// Reports each probable mistake with its fix.
pub fn look_at(
    record: &Record,
    zone: &DomainName,
    tell: &mut dyn FnMut(ConflictKind, Option<Fix>),
) {
    look_at_owner(record, zone, tell);
    look_at_target(record, zone, tell);
    match record.rtype {
        RecordType::Caa => look_at_caa(record, tell),
        RecordType::Https | RecordType::Svcb => look_at_params(record, tell),
        _ => {}
    }
    for index in known::unknown(record) {
        tell(ConflictKind::UnknownNumber(index), None);
    }
}

/// The conflicts of a record's comment and tags with the limits of the zone's plan.
#[must_use]
pub fn look_at_notes(record: &Record, limits: &NoteLimits) -> Vec<Conflict> {
    let mut found = Vec::new();
    let mut tell = |kind, fix| found.push(Conflict { kind, fix: Some(fix) });
    let (sure_length, sure_tags) = limits.surely;
    if let Some(comment) = &record.comment {
        let comment = comment.raw();
        let length = comment.chars().count();
        let fix = |length| Fix::SetComment(shortened(comment, limits.lines, length));
        if length > limits.comment {
            tell(ConflictKind::CommentLong(limits.comment), fix(limits.comment));
        } else if length > sure_length {
            tell(ConflictKind::CommentLongMaybe(sure_length), fix(sure_length));
        }
        if !limits.lines && comment.contains(['\n', '\r']) {
            tell(ConflictKind::CommentLines, fix(limits.comment));
        }
    }
    if !record.tags.is_empty() {
        match (limits.tags, sure_tags) {
            (false, _) => tell(ConflictKind::TagsNotHeld, Fix::DropTags),
            (true, false) => tell(ConflictKind::TagsMaybeNotHeld, Fix::DropTags),
            (true, true) => {}
        }
    }
    found.retain(|_| !record.locked);
    found
}

/// The comment cut to the limit, with an ellipsis.
fn shortened(comment: &str, lines: bool, most: usize) -> Foreign {
    let line = match lines {
        true => comment.to_owned(),
        false => comment.split(['\n', '\r']).map(str::trim).collect::<Vec<_>>().join(" "),
    };
    let line = line.trim();
    if line.chars().count() <= most {
        return line.into();
    }
    let kept: String = line.chars().take(most.saturating_sub(1)).collect();
    (kept.trim_end().to_owned() + "…").into()
}

/// The index of the rdata field that holds a host name, if the type has one.
pub(super) fn host_place(rtype: &RecordType) -> Option<usize> {
    rtype.fields().iter().position(|spec| spec.kind == FieldKind::Host)
}

/// Whether a name ends with the zone's name twice.
pub(super) fn repeats(name: &DomainName, zone: &DomainName) -> bool {
    without_repeat(name, zone).is_some()
}

fn without_repeat(name: &DomainName, zone: &DomainName) -> Option<DomainName> {
    let once = DomainName::parse(name.relative_to(zone)).ok()?;
    (name.is_within(zone) && name != zone && once.is_within(zone)).then_some(once)
}

/// Whether the zone is a reverse zone, whose names stand for addresses.
fn is_reverse(zone: &DomainName) -> bool {
    zone.as_str().rsplit('.').next() == Some("arpa")
}

fn look_at_owner(
    record: &Record,
    zone: &DomainName,
    tell: &mut dyn FnMut(ConflictKind, Option<Fix>),
) {
    if !record.name.is_within(zone) {
        return;
    }
    let own = record.name.relative_to(zone);
    if let Some(mistake) = owner_mistake(own) {
        let host = host_in(own).and_then(|host| DomainName::resolve(host, zone).ok());
        tell(ConflictKind::Owner(mistake), host.map(Fix::SetName));
    } else if mistake(own).is_some() && !is_address_meant(record, zone) {
        tell(ConflictKind::OwnerAddress, None);
    } else if let Some(once) = without_repeat(&record.name, zone) {
        tell(ConflictKind::OwnerRepeatsZone, Some(Fix::SetName(once)));
    }
}

/// Whether an address as owner is intended: in a reverse zone (RFC 1035, section 3.5; RFC 3596, section
/// 2.5), or in a list queried by address (RFC 5782, section 2.1).
fn is_address_meant(record: &Record, zone: &DomainName) -> bool {
    let is_loopback = |text: &str| text.parse().is_ok_and(|ip: Ipv4Addr| ip.is_loopback());
    match record.rtype {
        RecordType::Txt => true,
        RecordType::A if is_loopback(record.rdata.field(0).raw()) => true,
        _ => is_reverse(zone),
    }
}

/// Recognizes an owner that cannot be a name.
fn owner_mistake(own: &str) -> Option<Mistake> {
    mistake(own).filter(|mistake| *mistake != Mistake::Address)
}

fn look_at_target(
    record: &Record,
    zone: &DomainName,
    tell: &mut dyn FnMut(ConflictKind, Option<Fix>),
) {
    let Some(place) = host_place(&record.rtype) else { return };
    let text = record.rdata.field(place).raw();
    let to = |name: &str| Some(Fix::SetField(place, name.into()));
    if let Some(mistake) = mistake(text) {
        let fix = match (&record.rtype, text.contains(':')) {
            (RecordType::Cname, false) if mistake == Mistake::Address => {
                Some(Fix::SetType(RecordType::A))
            }
            (RecordType::Cname, true) if mistake == Mistake::Address => {
                Some(Fix::SetType(RecordType::Aaaa))
            }
            _ => host_in(text).and_then(|host| to(&complete(host, zone)?)),
        };
        return tell(ConflictKind::Target(mistake), fix);
    }
    let Some(target) = DomainName::parse(text).ok().filter(|name| !name.as_str().is_empty()) else {
        return;
    };
    let wants_host = matches!(record.rtype, RecordType::Mx | RecordType::Ns | RecordType::Srv);
    if let Some(once) = without_repeat(&target, zone) {
        tell(ConflictKind::TargetRepeatsZone, to(once.as_str()));
    } else if target.labels().count() == 1 && !target.is_within(zone) {
        let whole = complete(target.as_str(), zone);
        tell(ConflictKind::TargetIsBare, whole.as_deref().and_then(to));
    } else if target.labels().next() == Some("*") {
        tell(ConflictKind::TargetIsWildcard, None);
    } else if wants_host && target.labels().any(|label| label.starts_with('_')) {
        tell(ConflictKind::TargetHasUnderscore, None);
    }
}

/// The complete host name; a single label belongs to the zone.
fn complete(host: &str, zone: &DomainName) -> Option<String> {
    let name =
        if host.contains('.') { DomainName::parse(host) } else { DomainName::join(host, zone) };
    name.ok().map(|name| name.as_str().to_owned())
}

fn look_at_caa(record: &Record, tell: &mut dyn FnMut(ConflictKind, Option<Fix>)) {
    let [flags, tag, value] = [0, 1, 2].map(|index| record.rdata.field(index).raw());
    if flags.parse::<u8>().is_ok_and(|flags| flags != 0 && flags != 128) {
        tell(ConflictKind::CaaFlags, None);
    }
    if !tag.is_empty() && !CAA_TAGS.contains(&tag) {
        let near = CAA_TAGS.iter().map(|known| (distance(tag, known), known)).min();
        let near = near.filter(|(slips, _)| *slips <= SLIPS && *slips < tag.len() / 2);
        tell(ConflictKind::CaaTag, near.map(|(_, known)| Fix::SetField(1, (*known).into())));
    }
    let bare = value.trim().trim_matches(QUOTES);
    if bare != value.trim() {
        return tell(ConflictKind::CaaQuotes, Some(Fix::SetField(2, bare.into())));
    }
    match tag {
        "issue" | "issuewild" | "issuemail" | "issuevmc" => {
            let issuer = value.split(';').next().unwrap_or_default().trim();
            let is_host = |text: &str| {
                let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b"-.".contains(&byte);
                text.contains('.') && text.bytes().all(is_host) && mistake(text).is_none()
            };
            if !issuer.is_empty() && !is_host(issuer) {
                let host = host_in(issuer).filter(|host| is_host(host) && *host != issuer);
                let fix = host.map(|host| Fix::SetField(2, value.replacen(issuer, host, 1).into()));
                tell(ConflictKind::CaaIssuer, fix);
            }
        }
        "iodef" if !is_report(value) => {
            let mail =
                value.contains('@').then(|| Fix::SetField(2, format!("mailto:{value}").into()));
            tell(ConflictKind::CaaReports, mail);
        }
        _ => {}
    }
}

/// Whether reports can be sent to this address (RFC 8659, section 4.4).
fn is_report(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    ["mailto:", "http://", "https://"].iter().any(|scheme| value.starts_with(scheme))
}

fn look_at_params(record: &Record, tell: &mut dyn FnMut(ConflictKind, Option<Fix>)) {
    let value = record.rdata.field(2).raw();
    if record.rdata.field(0).raw() == "0" && !value.is_empty() {
        tell(ConflictKind::AliasParams, Some(Fix::SetField(2, Foreign::default())));
    }
    if params::unknown(value) {
        tell(ConflictKind::UnknownParam, None);
    }
}

/// The Levenshtein distance of two words.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.bytes().enumerate() {
        let (mut above_left, mut left) = (line, line + 1);
        let mut next = vec![left];
        for (above, byte) in row.iter().skip(1).zip(other.bytes()) {
            let changed = above_left + usize::from(letter != byte);
            left = changed.min(above + 1).min(left + 1);
            above_left = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
