//! Names that are worth asking for because of a record: those that it refers to, and those that stand beside it
//! by custom.

use crate::evidence::{Denial, lists};
use crate::foreign::Foreign;
use crate::knowledge::policy::spf::{Rule, Spf};
use crate::name::{DomainName, labels, parent};
use crate::record::{Record, RecordType};

/// The names below a name that receives or sends mail.
const BESIDE_MAIL: [&str; 6] =
    ["_dmarc", "_domainkey", "_mta-sts", "_smtp._tls", "autodiscover", "autoconfig"];
/// Numbers of more digits are dates or identifiers, with no neighbours worth asking for.
const DIGITS: usize = 4;
/// So many numbers after one that exists are asked for.
const MISSES: u32 = 2;

/// The names within the zone that a record leads to.
pub(super) fn names(record: &Record, zone: &DomainName) -> Vec<DomainName> {
    let mut found = Vec::new();
    if record.flaw.is_none() {
        targets(record, &mut found);
        match record.rtype {
            RecordType::Txt => texts(record, &mut found),
            RecordType::Caa => mailboxes(record.rdata.field(2).raw(), &mut found),
            RecordType::Mx => beside_mail(&record.name, &mut found),
            _ => {}
        }
    }
    found.retain(|name| name.is_within(zone) && name != zone);
    found
}

fn push(text: &str, found: &mut Vec<DomainName>) {
    found.extend(DomainName::parse(text));
}

/// The hosts that a record points to, and where their certificates are described (RFC 6698, section 3).
fn targets(record: &Record, found: &mut Vec<DomainName>) {
    let target = match record.rtype {
        // The primary name server (RFC 1035, section 3.3.13).
        RecordType::Soa => record.rdata.field(0).raw().split_whitespace().next(),
        _ => record.rdata.target(&record.rtype).map(Foreign::raw),
    };
    let Some(target) = target.filter(|target| *target != ".") else { return };
    push(target, found);
    match record.rtype {
        RecordType::Mx => push(&format!("_25._tcp.{target}"), found),
        RecordType::Srv => {
            let protocol = record.name.labels().nth(1).filter(|label| label.starts_with('_'));
            let port = record.rdata.field(2).raw();
            push(&format!("_{port}.{}.{target}", protocol.unwrap_or("_tcp")), found);
        }
        _ => {}
    }
}

fn texts(record: &Record, found: &mut Vec<DomainName>) {
    let text = record.rdata.joined();
    match Spf::read(text.raw()) {
        Some(policy) => {
            for term in &policy.terms {
                let name = match term.rule {
                    Rule::A(name) | Rule::Mx(name) => name,
                    Rule::Include(name) | Rule::Exists(name) | Rule::Redirect(name) => Some(name),
                    _ => None,
                };
                // Macros stand for names that only the receiver knows (RFC 7208, section 7).
                name.filter(|name| !name.contains('%'))
                    .into_iter()
                    .for_each(|name| push(name, found));
            }
            beside_mail(&record.name, found);
        }
        None => mailboxes(text.raw(), found),
    }
}

/// The domains of the mailboxes in a list of addresses for reports.
fn mailboxes(text: &str, found: &mut Vec<DomainName>) {
    for address in text.split("mailto:").skip(1) {
        let end = address.find([',', '!', ';', '?', ' ']).unwrap_or(address.len());
        let host = address.get(..end).and_then(|address| address.rsplit_once('@'));
        host.into_iter().for_each(|(_, host)| push(host, found));
    }
}

fn beside_mail(name: &DomainName, found: &mut Vec<DomainName>) {
    // A wildcard has nothing below it.
    if name.labels().next() == Some("*") {
        return;
    }
    found.extend(BESIDE_MAIL.iter().filter_map(|label| DomainName::join(label, name).ok()));
}

/// The names that continue the number at the end of a name's first label: `mx2` and `mx3` after `mx1`, and the one
/// before it; the same for a last letter after a hyphen.
pub(super) fn neighbours(name: &DomainName) -> Vec<DomainName> {
    let Some(label) = name.labels().next() else { return Vec::new() };
    let Some(rest) = parent(name.as_str()) else { return Vec::new() };
    let stem = label.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = label.get(stem.len()..).unwrap_or_default();
    let numbers = match digits.parse::<u32>() {
        Ok(number) if digits.len() <= DIGITS && !stem.ends_with('\\') && !stem.is_empty() => {
            let before = number.checked_sub(1).into_iter();
            before.chain(number + 1..=number + MISSES)
        }
        _ => return letters(label, rest),
    };
    let width = if digits.starts_with('0') { digits.len() } else { 0 };
    let names = numbers.map(|number| format!("{stem}{number:0width$}.{rest}"));
    names.filter_map(|name| DomainName::parse(&name).ok()).collect()
}

fn letters(label: &str, rest: &str) -> Vec<DomainName> {
    let last = label.rsplit_once(['-', '_']).filter(|(_, last)| matches!(*last, "a" | "b" | "c"));
    let Some((_, last)) = last else { return Vec::new() };
    let stem = label.strip_suffix(last).unwrap_or_default();
    let others = ["a", "b", "c"].into_iter().filter(|other| *other != last);
    others.filter_map(|other| DomainName::parse(&format!("{stem}{other}.{rest}")).ok()).collect()
}

/// The selectors that are common, below this `_domainkey`.
pub(super) fn selectors(below: &DomainName) -> Vec<DomainName> {
    let selectors = lists::guesses().filter_map(|guess| guess.name.strip_suffix("._domainkey"));
    selectors.filter_map(|selector| DomainName::join(selector, below).ok()).collect()
}

/// The names of a proof with the types at them. A proof made for one question names nothing that exists: its ends
/// have labels that nobody writes (RFC 4470, section 4; RFC 9824).
pub(super) fn proved(denial: &Denial) -> Vec<(DomainName, Vec<u16>)> {
    let Denial::Nsec { owner, next, types } = denial else { return Vec::new() };
    let is_made = |name: &DomainName| name.labels().any(|label| label.contains(['\\', '~', '!']));
    if is_made(owner) || is_made(next) {
        return Vec::new();
    }
    vec![(owner.clone(), types.clone()), (next.clone(), Vec::new())]
}

/// The names above a name, below the zone, the nearest first.
pub(super) fn above(name: &DomainName, zone: &DomainName) -> Vec<DomainName> {
    let mut found = Vec::new();
    let mut text = name.as_str();
    while let Some(rest) = parent(text) {
        match DomainName::parse(rest) {
            Ok(name) if name != *zone && name.is_within(zone) => found.push(name),
            _ => break,
        }
        text = rest;
    }
    found
}

/// Whether a name stands for the names below it only, by its form: `_tcp`, `_domainkey`.
pub(super) fn is_structure(name: &DomainName) -> bool {
    let first = labels(name.as_str()).next().unwrap_or_default();
    matches!(first, "_domainkey" | "_tcp" | "_udp" | "_tls" | "_sctp" | "_msdcs" | "_report")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zonefile::samples::{record, zone};

    fn found(record: &Record) -> Vec<String> {
        names(record, &zone()).iter().map(|name| name.relative_to(&zone()).to_owned()).collect()
    }

    #[test]
    fn a_mail_server_leads_to_its_certificate_and_the_names_beside_mail() {
        let own = record("shop.example.com", RecordType::Mx, &["10", "mx.example.com"]);
        let names = found(&own);
        assert_eq!(names[..2], ["mx", "_25._tcp.mx"]);
        assert!(names.contains(&"_dmarc.shop".to_owned()), "{names:?}");
    }

    #[test]
    fn a_policy_leads_to_its_names_but_not_to_macros_or_other_zones() {
        let text = "v=spf1 a:gw.example.com include:_spf.example.com include:other.test \
                    exists:%{i}.x.example.com redirect=r.example.com";
        let names = found(&record("example.com", RecordType::Txt, &[text]));
        assert_eq!(names[..3], ["gw", "_spf", "r"]);
        assert!(!names.iter().any(|name| name.contains('%')), "{names:?}");
    }

    #[test]
    fn reports_services_and_name_servers_lead_to_their_hosts() {
        let dmarc = "v=DMARC1; p=none; rua=mailto:a@r.example.com!10m,mailto:b@other.test";
        assert_eq!(found(&record("_dmarc.example.com", RecordType::Txt, &[dmarc])), ["r"]);
        let iodef = ["0", "iodef", "mailto:ca@sec.example.com"];
        assert_eq!(found(&record("example.com", RecordType::Caa, &iodef)), ["sec"]);
        let srv = ["0", "1", "993", "imap.example.com"];
        let own = record("_imaps._tcp.example.com", RecordType::Srv, &srv);
        assert_eq!(found(&own), ["imap", "_993._tcp.imap"]);
        let soa = ["ns.example.com h.example.com 1 2 3 4 5"];
        assert_eq!(found(&record("example.com", RecordType::Soa, &soa)), ["ns"]);
        assert!(found(&record("x.example.com", RecordType::Srv, &["0", "0", "0", "."])).is_empty());
    }

    #[test]
    fn a_number_has_neighbours_and_a_date_has_none() {
        let beside = |name: &str| -> Vec<String> {
            let name = DomainName::parse(name).unwrap();
            neighbours(&name).iter().map(ToString::to_string).collect()
        };
        assert_eq!(beside("mx1.a.test"), ["mx0.a.test", "mx2.a.test", "mx3.a.test"]);
        assert_eq!(
            beside("mbo0001.a.test"),
            ["mbo0000.a.test", "mbo0002.a.test", "mbo0003.a.test"]
        );
        assert_eq!(beside("key-a.a.test"), ["key-b.a.test", "key-c.a.test"]);
        assert!(beside("20240101.a.test").is_empty());
        assert!(beside("7.a.test").is_empty() && beside("www.a.test").is_empty());
    }

    #[test]
    fn a_proof_made_for_one_question_names_nothing() {
        let proof = |owner: &str, next: &str| Denial::Nsec {
            owner: DomainName::parse(owner).unwrap(),
            next: DomainName::parse(next).unwrap(),
            types: vec![1],
        };
        assert_eq!(proved(&proof("a.a.test", "b.a.test")).len(), 2);
        assert!(proved(&proof("a.a.test", r"\000.a.a.test")).is_empty());
        assert!(proved(&proof("a~.a.test", "a!.a.test")).is_empty());
    }
}
