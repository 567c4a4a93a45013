//! Tells what each record is for: by its type, its name, the service that it belongs to, and what refers
//! to it.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Purpose;
use super::references::{References, Via};
use super::service::signs;
use crate::foreign::Foreign;
use crate::name::{DomainName, labels};
use crate::record::{Record, RecordType};
use crate::review::Review;

/// How many aliases are followed.
const CHAIN: usize = 8;
/// What names are called after. Digits at the end of a label are ignored. The ones with an underscore are
/// services and ports of mail (RFC 6186, RFC 6764, RFC 8620) and places of its policies.
const WORDS: [(Purpose, &str); 3] = [
    (
        Purpose::Mail,
        "mail smtp smtps submission imap imaps pop pops mx exchange webmail autodiscover autoconfig \
         owa relay lists list newsletter bounce bounces email em send mta mta-sts mailgate mailer \
         groupware calendar _imap _imaps _pop _pop3s _submission _submissions _smtp _autodiscover \
         _jmap _sieve _caldav _caldavs _carddav _carddavs _mta-sts _spf _adsp _amazonses",
    ),
    (
        Purpose::Website,
        "www web shop store blog api app apps m mobile cdn static assets img images media video \
         files download downloads dev staging stage test beta preview admin portal login auth \
         account my news forum landing go",
    ),
    (
        Purpose::Services,
        "vpn openvpn wireguard ssh sftp ftp ftps rsync git svn ntp ldap ldaps radius kerberos sip \
         sips voip turn stun xmpp jabber irc mqtt db mysql postgres redis rdp remote nas status help \
         support docs crm erp lyncdiscover enterpriseregistration enterpriseenrollment msoid \
         monitoring",
    ),
];
static LABELS: LazyLock<FxHashMap<&str, Purpose>> = LazyLock::new(|| {
    let words = |(purpose, words): &(Purpose, &'static str)| {
        let purpose = *purpose;
        words.split_ascii_whitespace().map(move |word| (word, purpose))
    };
    WORDS.iter().flat_map(words).collect()
});
/// Ports of mail, as labels.
const MAIL_PORTS: [&str; 7] = ["_25", "_465", "_587", "_143", "_993", "_110", "_995"];
/// Words in names and texts of proofs of ownership.
const PROOF_WORDS: [&str; 4] = ["verif", "challenge", "ownership", "proof"];

/// The purpose of each item of a review, by its number. `held` are the records in the zone.
#[must_use]
pub fn purposes(review: &Review, held: &[Record]) -> Vec<Purpose> {
    let found = || review.items().iter().map(|item| item.record());
    let all = Purposes::new(found().chain(held), review.zone());
    found().map(|record| all.of(record)).collect()
}

/// The records of a zone, indexed to tell what each is for.
#[derive(Debug)]
pub struct Purposes<'a> {
    zone: &'a DomainName,
    references: References<'a>,
    /// The addresses of the web server.
    web: FxHashSet<&'a str>,
}

impl<'a> Purposes<'a> {
    /// Indexes the records.
    #[must_use]
    pub fn new(records: impl IntoIterator<Item = &'a Record>, zone: &'a DomainName) -> Self {
        let references = References::new(records);
        let www = ["www.", zone.as_str()].concat();
        let of_web = references.of_name(zone.as_str()).chain(references.of_name(&www));
        let addresses = of_web.filter(|record| is_address(record));
        let web = addresses.map(|record| record.rdata.field(0).raw()).collect();
        Self { zone, references, web }
    }

    /// The references between the records.
    #[must_use]
    pub fn references(&self) -> &References<'a> {
        &self.references
    }

    /// What a record is for.
    #[must_use]
    pub fn of(&self, record: &Record) -> Purpose {
        self.at(record, CHAIN)
    }

    fn at(&self, record: &Record, steps: usize) -> Purpose {
        let own = record.name.relative_to(self.zone);
        let is_apex = record.name == *self.zone;
        match record.rtype {
            RecordType::Soa => return Purpose::OldHost,
            RecordType::Ns | RecordType::Dnskey if is_apex => return Purpose::OldHost,
            RecordType::Ns | RecordType::Ds => return Purpose::Delegations,
            RecordType::Mx | RecordType::Smimea | RecordType::Openpgpkey => return Purpose::Mail,
            RecordType::Caa | RecordType::Cert => return Purpose::Certificates,
            RecordType::Sshfp | RecordType::Naptr | RecordType::Uri | RecordType::Loc => {
                return Purpose::Services;
            }
            _ => {}
        }
        if let Some(purpose) = by_policy_name(own) {
            return purpose;
        }
        let by_service = signs(record, self.zone).first().map(|sign| sign.service.purpose);
        match record.rtype {
            RecordType::Srv => by_service.unwrap_or(Purpose::Services),
            RecordType::Tlsa => Purpose::Certificates,
            RecordType::Https | RecordType::Svcb if own.starts_with('_') => Purpose::Services,
            RecordType::Https | RecordType::Svcb => Purpose::Website,
            RecordType::Txt => by_service.unwrap_or_else(|| of_text(record, is_apex)),
            RecordType::A | RecordType::Aaaa | RecordType::Cname => {
                let referred = self.by_references(record.name.as_str()).filter(|_| !is_apex);
                let is_mail = referred == Some(Purpose::Mail);
                let by_service = by_service.filter(|_| !is_mail);
                let by_host = || self.of_host(record, referred, steps);
                by_service.or_else(by_host).unwrap_or(Purpose::Unknown)
            }
            _ => by_service.unwrap_or(Purpose::Unknown),
        }
    }

    /// What a host is for: by what refers to it, by its name, by where it leads.
    fn of_host(&self, record: &Record, referred: Option<Purpose>, steps: usize) -> Option<Purpose> {
        let own = record.name.relative_to(self.zone);
        let first = labels(own).next().unwrap_or_default();
        if matches!(own, "@" | "www" | "*") {
            return Some(Purpose::Website);
        }
        if first.starts_with('_') {
            return Some(Purpose::Verification);
        }
        referred.or_else(|| by_label(own)).or_else(|| self.by_target(record, steps)).or_else(|| {
            let is_of_web = self.web.contains(record.rdata.field(0).raw());
            (is_address(record) && is_of_web).then_some(Purpose::Website)
        })
    }

    fn by_references(&self, name: &str) -> Option<Purpose> {
        let mut found = None;
        for reference in self.references.to_name(name) {
            let from = self.references.record(reference.place)?;
            let purpose = match reference.via {
                Via::Mx | Via::SpfHost => Purpose::Mail,
                Via::Srv => self.at(from, 0),
                Via::Ns if from.name == *self.zone => Purpose::OldHost,
                Via::Ns => Purpose::Delegations,
                _ => continue,
            };
            // Mail matters more than whatever else the host does.
            if purpose == Purpose::Mail {
                return Some(purpose);
            }
            found = found.or(Some(purpose));
        }
        found
    }

    /// An alias is for what its target is for; one of another company's hosts is a service.
    fn by_target(&self, record: &Record, steps: usize) -> Option<Purpose> {
        let target = record.rdata.target(&record.rtype).map(Foreign::raw)?;
        if !DomainName::parse(target).is_ok_and(|target| target.is_within(self.zone)) {
            return Some(Purpose::Services);
        }
        let next = self
            .references
            .of_name(target)
            .find(|next| is_address(next) || next.rtype == RecordType::Cname)?;
        let purpose = self.at(next, steps.checked_sub(1)?);
        // What leads to the old host's own names may be anybody's.
        Some(purpose).filter(|purpose| !matches!(purpose, Purpose::Unknown | Purpose::OldHost))
    }
}

fn is_address(record: &Record) -> bool {
    matches!(record.rtype, RecordType::A | RecordType::Aaaa)
}

/// Names with a fixed meaning, whatever stands there.
fn by_policy_name(own: &str) -> Option<Purpose> {
    let first = labels(own).next()?;
    let is_mail = labels(own).any(|label| matches!(label, "_domainkey" | "_dmarc" | "_bimi"))
        || first.starts_with('_') && (MAIL_PORTS.contains(&first) || by_word(first).is_some());
    is_mail.then_some(Purpose::Mail)
}

/// What a host is called after, by the first label that tells.
fn by_label(own: &str) -> Option<Purpose> {
    labels(own).find_map(by_word)
}

fn by_word(label: &str) -> Option<Purpose> {
    let word = label.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
    LABELS.get(word).copied()
}

/// What a text is for that no service has in the table.
fn of_text(record: &Record, is_apex: bool) -> Purpose {
    let text = record.rdata.field(0).raw();
    let lower = text.to_ascii_lowercase();
    let begins = |versions: &[&str]| versions.iter().any(|version| lower.starts_with(version));
    if begins(&["v=spf1", "spf2.0", "v=dkim1", "v=dmarc1", "v=stsv1", "v=tlsrptv1", "v=bimi1"]) {
        return Purpose::Mail;
    }
    let word = lower.split(['=', ':']).next().unwrap_or_default();
    let is_proof = |text: &str| PROOF_WORDS.iter().any(|proof| text.contains(proof));
    let first = record.name.labels().next().unwrap_or_default();
    let names_a_proof = first.starts_with('_') && is_proof(first);
    let is_pair = word.len() < lower.len() && !word.contains(' ');
    match names_a_proof || is_pair && is_proof(word) || is_apex && is_token(text) {
        true => Purpose::Verification,
        false => Purpose::Unknown,
    }
}

/// Whether a text is one bare token, as some services ask for as proof.
fn is_token(text: &str) -> bool {
    let is_sign =
        |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'=' | b'+' | b'/');
    (20..=64).contains(&text.len())
        && text.bytes().all(is_sign)
        && text.bytes().any(|b| b.is_ascii_digit())
}

#[cfg(test)]
#[path = "purpose_tests.rs"]
mod tests;
