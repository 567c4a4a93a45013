//! Tests of the table of services.

use std::collections::BTreeSet;

use super::*;
use crate::zonefile::samples::{any_record, record, zone};
use proptest::prelude::*;

/// Selectors that many use, so that they name nobody.
const COMMON: [&str; 21] = [
    "mx",
    "pm",
    "dk",
    "sp",
    "mail",
    "email",
    "default",
    "dkim",
    "selector",
    "key",
    "key1",
    "key2",
    "s",
    "k",
    "api",
    "smtp",
    "mta",
    "dkim1",
    "dkim2",
    "selector1",
    "selector2",
];

/// The services that a record of this name tells of.
fn seen(name: &str, rtype: RecordType, fields: &[&str]) -> Vec<(&'static str, Certainty)> {
    let name = DomainName::resolve(name, &zone()).unwrap();
    let found = signs(&record(name.as_str(), rtype, fields), &zone());
    found.iter().map(|sign| (sign.service.name, sign.certainty())).collect()
}

#[test]
fn every_line_of_the_table_is_understood() {
    let text = include_str!("services.txt");
    let mut seen = BTreeSet::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let Some(signs) = line.strip_prefix("  ") else {
            let service = head(line).unwrap_or_else(|| panic!("{line}"));
            let is_month = service.seen.len() == 7 && service.seen.starts_with("20");
            assert!(is_month && !service.about.is_empty(), "{line}");
            continue;
        };
        let mut words = signs.split_ascii_whitespace();
        let sort = kind(words.next().unwrap()).unwrap_or_else(|| panic!("{line}"));
        let before = seen.len();
        let more: Vec<&str> = words.collect();
        seen.extend(more.iter().map(|sign| (sort as u8, *sign)));
        assert!(!more.is_empty() && seen.len() == before + more.len(), "{line} says it again");
        for sign in more {
            let is_lower = sort == SignKind::Txt || *sign == sign.to_ascii_lowercase();
            assert!(is_lower, "{sign} would never match");
            assert!(sort != SignKind::Selector || !COMMON.contains(&sign), "{sign} names nobody");
        }
    }
    assert!(TABLE.services.len() > 100 && seen.len() > 300, "{}", TABLE.services.len());
}

#[test]
fn the_strongest_sign_tells() {
    use Certainty::{Likely, Proved};
    use RecordType as T;
    for (name, rtype, fields, expected) in [
        (
            "@",
            T::Mx,
            &["10", "example-com.mail.protection.outlook.com"][..],
            Some(("Microsoft 365", Proved)),
        ),
        ("@", T::Mx, &["10", "example-com.a-v1.mx.microsoft"], Some(("Microsoft 365", Proved))),
        ("@", T::Mx, &["10", "evilmail.protection.outlook.com"], None),
        ("@", T::Mx, &["1", "smtp.google.com"], Some(("Google Workspace", Proved))),
        ("@", T::Mx, &["10", "mx1.emailsrvr.com"], Some(("Rackspace Email", Likely))),
        ("@", T::Txt, &["google-site-verification=abc"], Some(("Google", Proved))),
        ("@", T::Txt, &["ms=MS1"], Some(("Microsoft 365", Proved))),
        ("google._domainkey", T::Txt, &["v=DKIM1; p=AA"], Some(("Google Workspace", Likely))),
        ("selector1._domainkey", T::Txt, &["v=DKIM1; p=AA"], None),
        (
            "fm1._domainkey",
            T::Cname,
            &["fm1.example.com.dkim.fmhosted.com"],
            Some(("Fastmail", Proved)),
        ),
        ("fm1._domainkey", T::Cname, &["keys.elsewhere.example"], None),
        (
            "zendesk1._domainkey",
            T::Cname,
            &["zendesk1._domainkey.zendesk.com"],
            Some(("Zendesk mail", Proved)),
        ),
        ("help", T::Cname, &["acme.zendesk.com"], Some(("Zendesk", Proved))),
        ("help", T::Cname, &["zendesk.com.example.com"], None),
        ("@", T::A, &["198.185.159.144"], Some(("Squarespace", Proved))),
        ("_github-challenge-acme", T::Txt, &["abc"], Some(("GitHub", Proved))),
        ("cpanel", T::A, &["192.0.2.1"], Some(("cPanel", Likely))),
        ("_vercel", T::Txt, &["vc-domain-verify=a.example,b"], Some(("Vercel proof", Proved))),
    ] {
        let found = seen(name, rtype.clone(), fields);
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{name} {fields:?}");
    }
}

#[test]
fn an_spf_policy_may_tell_of_several_services() {
    let text = "v=spf1 include:spf.protection.outlook.com include:SendGrid.net. include:a.sendgrid.net \
        include:nobody.example -all";
    let names: Vec<_> =
        seen("@", RecordType::Txt, &[text]).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["Microsoft 365", "SendGrid"]);
}

proptest! {
    #[test]
    fn looks_at_any_record(record in any_record()) {
        prop_assert!(signs(&record, &zone()).len() < 20);
    }
}
