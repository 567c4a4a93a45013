//! Records that services need: what tells of a service, what is missing, and what is proposed.

use std::slice::from_ref;

use super::table;
use super::tests::{find, picture};
use super::*;
use crate::evidence::testing::{name, record};
use RecordType as T;

/// A picture in which these records were found and a selector is known.
fn with(records: &[Record]) -> Picture {
    let mut own = picture(&[]);
    records.iter().for_each(|record| find(&mut own, record.clone()));
    find(&mut own, record("own._domainkey", T::Txt, &["v=DKIM1; k=ed25519; p=AA"]));
    own
}

/// The unknowns of a service as names with the contents of their proposals.
fn missing(picture: &Picture, service: &str) -> Vec<(String, Vec<String>)> {
    let all = unknowns(picture, &[], &[], None).into_iter();
    let its = all.filter(|own| own.services.iter().any(|other| other.name == service));
    let line = |own: &Proposal| {
        format!(
            "{} {}",
            own.record.name.relative_to(&name("example.com")),
            own.record.content().raw()
        )
    };
    its.map(|own| (own.name.to_string(), own.proposals.iter().map(line).collect())).collect()
}

fn mx(host: &str) -> Record {
    record("@", T::Mx, &["10", host])
}

fn spf(domain: &str) -> Record {
    record("@", T::Txt, &[&["v=spf1 include:", domain, " ~all"].concat()])
}

fn key(selector: &str, target: &str) -> Record {
    record(&[selector, "._domainkey"].concat(), T::Cname, &[target])
}

#[test]
fn computed_values_are_proposed_whole_and_their_targets_asked_first() {
    let own = with(&[mx("in1-smtp.messagingengine.com")]);
    let keys = ["fm1", "fm2", "fm3"];
    let lines = keys.map(|key| format!("{key}._domainkey {key}.example.com.dkim.fmhosted.com"));
    let expected = ("_domainkey.example.com".to_owned(), lines.to_vec());
    assert_eq!(missing(&own, "Fastmail"), [expected]);
    let all = unknowns(&own, &[], &[], None);
    let first = &all[0].proposals[0];
    let asked = Question { name: name("fm1.example.com.dkim.fmhosted.com"), rtype: T::Txt };
    assert_eq!((first.value, &first.ask), (ValueKind::Computed, &asked));
    assert_eq!(all[0].kind, UnknownKind::Implied);
    let brevo = with(&[spf("spf.brevo.com")]);
    let lines = &missing(&brevo, "Brevo")[0].1;
    assert_eq!(lines[0], "brevo1._domainkey b1.example-com.dkim.brevo.com");
}

#[test]
fn a_record_that_is_known_on_either_side_closes_its_row() {
    let keys = ["1", "2", "3"].map(|own| {
        key(&["fm", own].concat(), &["fm", own, ".example.com.dkim.fmhosted.com"].concat())
    });
    let sign = mx("in1-smtp.messagingengine.com");
    let own = with(&[from_ref(&sign), &keys[..2]].concat());
    let lines = ["fm3._domainkey fm3.example.com.dkim.fmhosted.com".to_owned()];
    assert_eq!(missing(&own, "Fastmail")[0].1, lines);
    assert_eq!(unknowns(&own, &keys[2..], &[], None).len(), 0);
}

#[test]
fn a_sibling_gives_the_value_of_the_others() {
    let targets = [
        ("selector1-example-com._domainkey.acme.onmicrosoft.com", "onmicrosoft.com"),
        ("selector1-example-com._domainkey.acme.a-v1.dkim.mail.microsoft", "microsoft"),
    ];
    for (target, end) in targets {
        let own = with(&[
            mx("example-com.mail.protection.outlook.com"),
            spf("spf.protection.outlook.com"),
            record("autodiscover", T::Cname, &["autodiscover.outlook.com"]),
            key("selector1", target),
        ]);
        let lines = &missing(&own, "Microsoft 365")[0].1;
        let start = "selector2._domainkey selector2-example-com._domainkey.acme.";
        assert!(lines.len() == 1 && lines[0].starts_with(start) && lines[0].ends_with(end));
    }
    let proton = with(&[
        mx("mail.protonmail.ch"),
        key("protonmail", "protonmail.domainkey.abc.domains.proton.ch"),
    ]);
    let expected = [
        "protonmail2._domainkey protonmail2.domainkey.abc.domains.proton.ch",
        "protonmail3._domainkey protonmail3.domainkey.abc.domains.proton.ch",
    ];
    assert_eq!(missing(&proton, "Proton Mail")[0].1, expected);
    let alone = with(&[mx("mail.protonmail.ch")]);
    assert_eq!(missing(&alone, "Proton Mail")[0].1, [""; 0]);
}

#[test]
fn fixed_names_are_proposed_and_a_policy_never_is() {
    let own = with(&[mx("example-com.mail.protection.outlook.com")]);
    let all = missing(&own, "Microsoft 365");
    let of = |name: &str| all.iter().find(|(own, _)| own == name).unwrap().1.clone();
    assert_eq!(of("autodiscover.example.com"), ["autodiscover autodiscover.outlook.com"]);
    assert_eq!(of("example.com"), [""; 0]);
    // An own server of the same name closes it too.
    let hybrid = record("autodiscover", T::A, &["192.0.2.1"]);
    let own = with(&[mx("example-com.mail.protection.outlook.com"), hybrid]);
    assert!(missing(&own, "Microsoft 365").iter().all(|(name, _)| !name.starts_with("auto")));
    let own =
        with(&[mx("example-com.mail.protection.outlook.com"), spf("spf.protection.outlook.com")]);
    assert!(missing(&own, "Microsoft 365").iter().all(|(name, _)| name != "example.com"));
}

#[test]
fn nothing_is_known_of_regions_with_values_of_their_own() {
    let own = with(&[mx("example-com.mail.protection.office365.us")]);
    assert_eq!(missing(&own, "Microsoft 365"), []);
}

#[test]
fn a_selector_alone_tells_of_no_service() {
    assert_eq!(missing(&with(&[record("fm1._domainkey", T::Txt, &["p=AA"])]), "Fastmail"), []);
}

#[test]
fn keys_join_their_subtree_while_no_selector_is_known() {
    let mut own = picture(&[("_domainkey", NameState::Empty)]);
    find(&mut own, mx("in1-smtp.messagingengine.com"));
    find(&mut own, spf("sendgrid.net"));
    let all = unknowns(&own, &[], &[], None);
    assert_eq!(all.iter().filter(|own| own.kind == UnknownKind::Dkim).count(), 1);
    let dkim = &all[0];
    let services: Vec<_> = dkim.services.iter().map(|own| own.name).collect();
    assert_eq!(services, ["Fastmail", "SendGrid"]);
    assert_eq!((dkim.id().as_str(), dkim.proposals.len()), ("dkim _domainkey.example.com", 3));
    // Where the subtree does not exist there are no keys to find.
    let mut none = picture(&[]);
    find(&mut none, mx("in1-smtp.messagingengine.com"));
    assert_eq!(unknowns(&none, &[], &[], None).len(), 0);
}

#[test]
fn a_sender_below_the_zone_joins_the_keys_of_the_zone_once() {
    let mut own = picture(&[("_domainkey", NameState::Empty)]);
    for sub in ["@", "send", "mail"] {
        find(&mut own, record(sub, T::Txt, &["v=spf1 include:amazonses.com ~all"]));
    }
    let all = unknowns(&own, &[], &[], None);
    assert_eq!((all.len(), all[0].services.len()), (1, 1));
}

#[test]
fn a_wildcard_is_no_domain_of_its_own() {
    let star = record("*", T::Mx, &["10", "in1-smtp.messagingengine.com"]);
    assert_eq!(missing(&with(&[star]), "Fastmail")[0].0, "_domainkey.example.com");
}

#[test]
fn the_order_in_which_records_were_found_changes_no_fingerprint() {
    let (mail, policy) = (mx("in1-smtp.messagingengine.com"), spf("spf.messagingengine.com"));
    let print = |records: &[Record]| unknowns(&with(records), &[], &[], None)[0].fingerprint();
    assert_eq!(print(&[mail.clone(), policy.clone()]), print(&[policy, mail]));
}

#[test]
fn names_that_nobody_can_guess_are_closed_by_what_may_be_theirs() {
    let ses = spf("amazonses.com");
    let subtree = ("_domainkey.example.com".to_owned(), Vec::new());
    assert_eq!(missing(&with(from_ref(&ses)), "Amazon SES"), from_ref(&subtree));
    let other = key("abcdef", "abcdef.dkim.elsewhere.example");
    assert_eq!(missing(&with(&[ses.clone(), other]), "Amazon SES"), from_ref(&subtree));
    let its = key("abcdef", "abcdef.dkim.amazonses.com");
    assert_eq!(missing(&with(&[ses, its]), "Amazon SES"), []);
    let postmark = spf("spf.mtasv.net");
    assert_eq!(missing(&with(from_ref(&postmark)), "Postmark"), [subtree]);
    let dated = record("20240102030405pm._domainkey", T::Txt, &["p=AA"]);
    assert_eq!(missing(&with(&[postmark, dated]), "Postmark"), []);
}

#[test]
fn a_policy_on_a_sub_domain_is_satisfied_by_keys_above_it() {
    let sub = record("send", T::Txt, &["v=spf1 include:amazonses.com ~all"]);
    let its = key("abcdef", "abcdef.dkim.amazonses.com");
    assert_eq!(missing(&with(&[sub, its]), "Amazon SES"), []);
}

#[test]
fn one_of_several_names_is_enough() {
    let mailgun = spf("mailgun.org");
    assert_eq!(missing(&with(from_ref(&mailgun)), "Mailgun").len(), 1);
    let one = record("krs._domainkey", T::Txt, &["p=AA"]);
    assert_eq!(missing(&with(&[mailgun, one]), "Mailgun"), []);
}

#[test]
fn an_implied_record_can_be_dismissed_and_opens_again_when_more_is_missing() {
    let (one, two) = ("fm1.example.com.dkim.fmhosted.com", "fm2.example.com.dkim.fmhosted.com");
    let sign = mx("in1-smtp.messagingengine.com");
    let before = with(&[sign.clone(), key("fm1", one), key("fm2", two)]);
    let unknown = unknowns(&before, &[], &[], None).remove(0);
    let mut dismissals = Dismissals::default();
    dismissals.dismiss(&unknown, &before, "two are enough", crate::date::at(0));
    assert!(dismissals.of(&unknown).is_some());
    let after = with(&[sign, key("fm1", one)]);
    let unknown = unknowns(&after, &[], &[], None).remove(0);
    assert!(dismissals.of(&unknown).is_none() && dismissals.reopened(&unknown).is_some());
}

#[test]
fn usual_records_are_hints_and_no_unknowns() {
    let own = with(&[mx("aspmx1.migadu.com")]);
    let hints = usual(&own, &[]);
    let autoconfig = hints.iter().find(|own| own.name == name("autoconfig.example.com")).unwrap();
    assert_eq!((autoconfig.level, autoconfig.service.name), (Necessity::Usual, "Migadu"));
    assert!(autoconfig.proposal.is_some());
    let ids = unknowns(&own, &[], &[], None);
    assert!(ids.iter().all(|own| own.name != name("autoconfig.example.com")));
    assert!(hints.iter().all(|own| !matches!(own.level, Necessity::Must | Necessity::Retired)));
}

/// A record that satisfies the row, for the values that only accounts know too.
fn sample(row: &table::Row) -> Option<Record> {
    let own = row.names.first()?.replace('*', "x1");
    let rtype = row.rtype.clone()?;
    let fill =
        |word: &&str| word.replace("{domain}", "example.com").replace("{dashes}", "example-com");
    let value: Vec<String> = match row.kind {
        ValueKind::Fixed | ValueKind::Computed => row.value.iter().map(fill).collect(),
        ValueKind::Sibling => vec![[row.value[2], "host.example.net"].concat()],
        ValueKind::Account => return None,
    };
    Some(record(&own, rtype, &value.iter().map(String::as_str).collect::<Vec<_>>()))
}

#[test]
fn every_value_of_the_table_makes_a_valid_record() {
    let rules = Provider::Cloudflare.capabilities();
    for needs in table::all() {
        for row in &needs.rows {
            for own in &row.names {
                let own = DomainName::join(&own.replace('*', "x1"), &name("example.com"));
                assert!(own.is_ok(), "{} {row:?}", needs.service);
            }
            let Some(own) = sample(row) else { continue };
            let faults = own.validate(&name("example.com"), &rules.limits);
            assert!(faults.is_empty(), "{} {own:?} {faults:?}", needs.service);
        }
    }
}

#[test]
fn siblings_lead_to_each_other() {
    for needs in table::all() {
        let siblings = needs.rows.iter().filter(|row| row.kind == ValueKind::Sibling);
        for row in siblings {
            let other = needs.rows.iter().find(|own| own.names.contains(&row.value[0]));
            assert!(other.is_some(), "{} {row:?}", needs.service);
            assert!(row.value[1] != row.value[2]);
        }
    }
}
