//! What policies say, in plain sentences.

use super::visible;
use crate::knowledge::policy::spf::{LOOKUPS, Rule, Spf, Term, Verdict};
use crate::knowledge::policy::{Alignment, Caa, CaaTag, Dkim, Dmarc, Key, Limits, Policy, Wish};

/// The shortest RSA key that receivers still take, and the usual size, in bits (RFC 8301, section 3.2).
const KEY_BITS: (usize, usize) = (1024, 2048);

/// What a policy says, a sentence each.
#[must_use]
pub fn policy(policy: &Policy<'_>) -> Vec<String> {
    match policy {
        Policy::Spf(policy) => spf(policy),
        Policy::Dkim(key) => dkim(key),
        Policy::Dmarc(policy) => dmarc(policy),
        Policy::Caa(caa) => self::caa(caa),
        Policy::MtaSts(version) => {
            let version =
                version.map_or_else(String::new, |id| format!(" Version {}.", visible(id)));
            vec![
                "Other mail servers must use TLS, as the file at mta-sts below this domain says."
                    .to_owned()
                    + &version,
            ]
        }
        Policy::TlsReports(to) => vec![match to.is_empty() {
            true => "Reports about TLS between mail servers have no address to go to.".into(),
            false => format!("Reports about TLS between mail servers go to {}.", list(to)),
        }],
        Policy::Bimi(logo) => vec![match logo {
            Some(place) => {
                format!("Mail programs may show this logo beside mail: {}.", visible(place))
            }
            None => "Mail programs show no logo beside mail.".into(),
        }],
    }
}

/// Foreign words as an enumeration.
fn list(words: &[&str]) -> String {
    words.iter().map(|word| visible(word)).collect::<Vec<_>>().join(", ")
}

fn spf(policy: &Spf<'_>) -> Vec<String> {
    let who = |term: &Term<'_>| senders(&term.rule);
    let of = |verdict: Verdict| {
        let terms = policy.terms.iter().filter(move |term| term.verdict == verdict);
        terms.filter_map(who).collect::<Vec<_>>().join(", ")
    };
    let groups = [
        (Verdict::Pass, "May send mail"),
        (Verdict::Neutral, "Neither allowed nor refused"),
        (Verdict::SoftFail, "Should not send mail"),
        (Verdict::Fail, "May not send mail"),
    ];
    let mut told: Vec<String> = Vec::new();
    for (verdict, words) in groups {
        let senders = of(verdict);
        if !senders.is_empty() {
            told.push([words, ": ", &senders, "."].concat());
        }
    }
    told.push(rest(policy));
    for term in &policy.terms {
        match term.rule {
            Rule::Unknown(word) => told.push(format!("Not understood: {}.", visible(word))),
            Rule::Ptr => told.push("ptr is slow, and receivers are told not to use it.".into()),
            _ => {}
        }
    }
    let lookups = policy.lookups();
    if lookups > LOOKUPS {
        told.push(format!(
            "It takes {lookups} DNS lookups. Beyond {LOOKUPS} receivers give up, and the policy fails."
        ));
    }
    told
}

/// Whom a term is about; `None` for those that are told apart from the list.
fn senders(rule: &Rule<'_>) -> Option<String> {
    Some(match rule {
        Rule::Ip(address) => visible(address).into_owned(),
        Rule::A(None) => "this name’s addresses".into(),
        Rule::A(Some(name)) => format!("the addresses of {}", visible(name)),
        Rule::Mx(None) => "this name’s mail servers".into(),
        Rule::Mx(Some(name)) => format!("the mail servers of {}", visible(name)),
        Rule::Include(name) => format!("whoever {} allows", visible(name)),
        Rule::Exists(name) => format!("whoever {} answers for", visible(name)),
        Rule::Ptr => "whoever has a name below this one".into(),
        Rule::All | Rule::Redirect(_) | Rule::Explain(_) | Rule::Unknown(_) => return None,
    })
}

/// What becomes of everybody else.
fn rest(policy: &Spf<'_>) -> String {
    for term in &policy.terms {
        match (term.rule, term.verdict) {
            (Rule::All, Verdict::Pass) => {
                return "Everybody may send mail for this name: the policy protects nothing."
                    .into();
            }
            (Rule::All, Verdict::Fail) => return "Mail from anybody else is refused.".into(),
            (Rule::All, Verdict::SoftFail) => {
                return "Mail from anybody else is suspicious.".into();
            }
            (Rule::All, Verdict::Neutral) => return "Nothing is said about anybody else.".into(),
            _ => {}
        }
    }
    let redirects = |term: &Term<'_>| match term.rule {
        Rule::Redirect(name) => {
            Some(format!("For anybody else the policy of {} holds.", visible(name)))
        }
        _ => None,
    };
    policy
        .terms
        .iter()
        .find_map(redirects)
        .unwrap_or_else(|| "Nothing is said about anybody else.".into())
}

fn dkim(dkim: &Dkim<'_>) -> Vec<String> {
    let (shortest, usual) = KEY_BITS;
    let mut told = vec![match dkim.key {
        Key::Revoked => {
            "The key is empty: this selector has been revoked, and what it signed no longer counts."
                .into()
        }
        Key::Rsa(bits) if bits < shortest => {
            format!("A mail key, RSA with {bits} bits: too short, receivers ignore it.")
        }
        Key::Rsa(bits) if bits < usual => {
            format!("A mail key, RSA with {bits} bits. {usual} bits are usual.")
        }
        Key::Rsa(bits) => format!("A mail key, RSA with {bits} bits."),
        Key::Ed25519 => "A mail key, Ed25519. Some receivers read RSA only.".into(),
        Key::Other(algorithm) => format!("A mail key for the algorithm {}.", visible(algorithm)),
        Key::Unreadable => "A mail key that cannot be read: part of it may be missing.".into(),
    }];
    if dkim.key != Key::Revoked {
        told.push("Receivers use it to check mail that this selector has signed.".into());
    }
    if dkim.is_test {
        told.push("It is marked as a test: mail that fails counts as unsigned.".into());
    }
    if dkim.is_strict {
        told.push("It signs for exactly this domain, not for names below it.".into());
    }
    if !dkim.services.is_empty() {
        told.push(format!("Only for: {}.", list(&dkim.services)));
    }
    told
}

fn dmarc(policy: &Dmarc<'_>) -> Vec<String> {
    let mut told = vec![wish("Mail that fails SPF and DKIM", policy.wish)];
    let more = [
        ("For names below this one such mail", policy.wish_below),
        ("For names that do not exist such mail", policy.wish_missing),
    ];
    told.extend(more.into_iter().filter_map(|(what, own)| Some(wish(what, own?))));
    if let Some(percent) = policy.percent {
        told.push(format!("This holds for {percent} % of it."));
    }
    if policy.is_test {
        told.push("It is marked as a test: receivers only report.".into());
    }
    let strict = [(policy.dkim, "DKIM"), (policy.spf, "SPF")];
    for (_, what) in strict.iter().filter(|(own, _)| *own == Alignment::Strict) {
        told.push(format!("{what} must be for exactly the sender’s domain."));
    }
    told.push(match policy.reports.is_empty() {
        true => "Nobody gets reports.".into(),
        false => format!("Reports go to {}.", list(&policy.reports)),
    });
    if !policy.failures.is_empty() {
        told.push(format!("Reports on single mails go to {}.", list(&policy.failures)));
    }
    told
}

fn wish(what: &str, wish: Wish<'_>) -> String {
    let becomes = match wish {
        Wish::None => "is delivered all the same and only counted",
        Wish::Quarantine => "is put aside as suspicious",
        Wish::Reject => "is refused",
        Wish::Unknown("") => "has no rule: p= is missing",
        Wish::Unknown(word) => {
            return format!("{what} has a rule that nobody knows: {}.", visible(word));
        }
    };
    [what, " ", becomes, "."].concat()
}

fn caa(caa: &Caa<'_>) -> Vec<String> {
    let mut told = match &caa.tag {
        CaaTag::Issue(issuer, limits) => {
            may_issue(*issuer, limits, "certificates for this name and those below it")
        }
        CaaTag::IssueWild(issuer, limits) => {
            may_issue(*issuer, limits, "wildcard certificates for this name")
        }
        CaaTag::IssueMail(issuer, limits) => {
            may_issue(*issuer, limits, "certificates for mail addresses")
        }
        CaaTag::IssueLogo(issuer, limits) => {
            may_issue(*issuer, limits, "certificates for logos beside mail")
        }
        CaaTag::Reports(to) => {
            vec![format!("Refused requests for certificates are reported to {}.", visible(to))]
        }
        CaaTag::Contact(who) => {
            vec![format!("An authority may ask {} before it issues.", visible(who))]
        }
        CaaTag::Unknown(tag) => vec![format!("No authority is known to read {}.", visible(tag))],
    };
    if caa.is_critical {
        told.push("An authority that does not know this tag must not issue.".into());
    }
    told
}

fn may_issue(issuer: Option<&str>, limits: &Limits<'_>, what: &str) -> Vec<String> {
    let mut told = vec![match issuer {
        Some(issuer) => format!("{} may issue {what}.", visible(issuer)),
        None => format!("This entry allows nobody to issue {what}."),
    }];
    if let Some(account) = limits.account {
        told.push(format!("Only for the account {}.", visible(account)));
    }
    if let Some(methods) = limits.methods {
        told.push(format!("Only by this proof: {}.", visible(methods)));
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::RecordType;
    use crate::zonefile::samples::record;

    /// What is told of a TXT record with this text.
    fn told(name: &str, text: &str) -> String {
        let record = record(name, RecordType::Txt, &[text]);
        policy(&Policy::of(&record).unwrap()).join(" ")
    }

    #[test]
    fn says_who_may_send_and_who_may_not() {
        let name = "example.com";
        assert_eq!(
            told(name, "v=spf1 ip4:192.0.2.0/24 include:_spf.a.example a mx a:b.example -all"),
            "May send mail: 192.0.2.0/24, whoever _spf.a.example allows, this name’s addresses, this name’s mail servers, the addresses of b.example. Mail from anybody else is refused."
        );
        assert_eq!(told(name, "v=spf1 -all"), "Mail from anybody else is refused.");
        assert_eq!(
            told(name, "v=spf1 redirect=_spf.a.example foo"),
            "For anybody else the policy of _spf.a.example holds. Not understood: foo."
        );
        let many = "v=spf1 ".to_owned() + &"mx ".repeat(11);
        assert!(told(name, &many).ends_with(
            "It takes 11 DNS lookups. Beyond 10 receivers give up, and the policy fails."
        ));
    }

    #[test]
    fn says_what_a_key_is_good_for() {
        let name = "s._domainkey.example.com";
        assert!(told(name, "v=DKIM1; p=").starts_with("The key is empty"));
        assert!(told(name, "v=DKIM1; p=AA; t=y").contains("marked as a test"));
    }

    #[test]
    fn says_what_becomes_of_mail_that_fails() {
        assert_eq!(
            told(
                "_dmarc.example.com",
                "v=DMARC1; p=reject; sp=none; adkim=s; rua=mailto:a@x.example"
            ),
            "Mail that fails SPF and DKIM is refused. For names below this one such mail is delivered all the same and only counted. DKIM must be for exactly the sender’s domain. Reports go to mailto:a@x.example."
        );
    }

    #[test]
    fn says_who_may_issue_certificates() {
        let of = |fields: &[&str]| {
            let caa = record("example.com", RecordType::Caa, fields);
            policy(&Policy::of(&caa).unwrap()).join(" ")
        };
        assert_eq!(
            of(&["128", "issue", "ca.example; validationmethods=dns-01"]),
            "ca.example may issue certificates for this name and those below it. Only by this proof: dns-01. An authority that does not know this tag must not issue."
        );
        assert_eq!(
            of(&["0", "issuewild", ";"]),
            "This entry allows nobody to issue wildcard certificates for this name."
        );
    }

    #[test]
    fn shows_no_hidden_character() {
        assert!(told("example.com", "v=spf1 include:a\u{202e}b ?").contains("a⟨U+202E⟩b"));
        assert!(told("_dmarc.example.com", "v=DMARC1; p=\u{202e}").contains("⟨U+202E⟩"));
    }
}
