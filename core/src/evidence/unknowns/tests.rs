//! For each kind of unknown: what raises it, each thing that closes it, its dismissal, and what opens it again.

use super::*;
use crate::date::at;
use crate::evidence::testing::{hearing, name, record};
use crate::evidence::{Below, Find, Lead, Meaning, Uncertainty};
use RecordType as T;

/// A picture with these states of names relative to `example.com`.
pub(super) fn picture(states: &[(&str, NameState)]) -> Picture {
    let zone = name("example.com");
    let state =
        |(own, state): &(&str, NameState)| (DomainName::join(own, &zone).unwrap(), state.clone());
    let names = states.iter().map(state).collect();
    Picture { zone, finds: Vec::new(), names, asked: Vec::new(), is_complete: false }
}

pub(super) fn find(picture: &mut Picture, record: Record) {
    picture.finds.push(Find { record, lead: Lead::Common, at: at(0) });
}

/// The ids of the unknowns.
fn lines(picture: &Picture, known: &[Record], certificates: &[DomainName]) -> Vec<String> {
    let all = unknowns(picture, known, certificates, None);
    all.iter().map(|own| own.id().as_str().to_owned()).collect()
}

/// What is raised for a state of a name, with these records known.
fn raised(own: &str, state: NameState, known: &[Record]) -> Vec<String> {
    lines(&picture(&[(own, state)]), known, &[])
}

#[test]
fn keys_are_unknown_while_their_subtree_exists_and_no_selector_is_known() {
    let open = ["dkim _domainkey.example.com"];
    for state in [
        NameState::Empty,
        NameState::Exists,
        NameState::Opaque,
        NameState::Undecided(Doubt::Split),
        NameState::Undecided(Doubt::OneVoice),
    ] {
        assert_eq!(raised("_domainkey", state, &[]), open);
    }
    for state in [NameState::Absent(Below::Absent), NameState::Wildcard, NameState::Delegated] {
        let dkim = raised("_domainkey", state, &[]);
        assert!(!dkim.iter().any(|own| own.starts_with("dkim")), "{dkim:?}");
    }
    let sub = raised("_domainkey.mail", NameState::Empty, &[]);
    assert_eq!(sub, ["dkim _domainkey.mail.example.com"]);
    let selector = record("s1._domainkey", T::Txt, &["p=AA"]);
    assert_eq!(raised("_domainkey", NameState::Empty, std::slice::from_ref(&selector)), [""; 0]);
    let mut found = picture(&[("_domainkey", NameState::Empty)]);
    find(&mut found, selector);
    assert_eq!(lines(&found, &[], &[]), [""; 0]);
}

#[test]
fn an_empty_name_is_unknown_until_a_name_below_it_is_known() {
    assert_eq!(raised("eu", NameState::Empty, &[]), ["empty-name eu.example.com"]);
    let protocol = raised("_tcp", NameState::Opaque, &[]);
    assert_eq!(protocol, ["empty-name _tcp.example.com"]);
    let service = record("_sip._tcp", T::Srv, &["0", "0", "5060", "a.example"]);
    assert_eq!(raised("_tcp", NameState::Opaque, &[service]), [""; 0]);
    let beside = record("eu2", T::A, &["192.0.2.1"]);
    assert_eq!(raised("eu", NameState::Empty, &[beside]).len(), 1);
    let below = record("www.a.eu", T::A, &["192.0.2.1"]);
    assert_eq!(raised("eu", NameState::Empty, &[below]), [""; 0]);
}

#[test]
fn a_name_without_known_records_is_opaque_until_one_is_known_there_or_below() {
    assert_eq!(raised("box", NameState::Opaque, &[]), ["opaque box.example.com"]);
    for own in ["box", "a.box"] {
        let known = record(own, T::Txt, &["x"]);
        assert_eq!(raised("box", NameState::Opaque, &[known]), [""; 0]);
    }
}

#[test]
fn a_name_of_a_certificate_is_unknown_while_it_answers_and_nobody_has_it() {
    let certificates = [name("*.shop.example.com"), name("shop.example.com")];
    let of = |state: NameState, known: &[Record]| {
        lines(&picture(&[("shop", state)]), known, &certificates)
    };
    assert_eq!(of(NameState::Exists, &[]), ["certificate shop.example.com"]);
    assert_eq!(of(NameState::Exists, &[record("shop", T::A, &["192.0.2.1"])]), [""; 0]);
    for state in [NameState::Wildcard, NameState::Absent(Below::NotProved)] {
        assert_eq!(of(state, &[]), [""; 0]);
    }
    // What a resolver found is not yet on a side.
    let mut found = picture(&[("shop", NameState::Exists)]);
    find(&mut found, record("shop", T::A, &["192.0.2.1"]));
    assert_eq!(lines(&found, &[], &certificates).len(), 1);
}

#[test]
fn a_delegation_is_unknown_until_its_name_servers_are_known() {
    let open = ["delegation send.example.com"];
    assert_eq!(raised("send", NameState::Delegated, &[]), open);
    let mut below = picture(&[("send", NameState::Delegated), ("a.send", NameState::Delegated)]);
    assert_eq!(lines(&below, &[], &[]), open);
    find(&mut below, record("send", T::Ns, &["ns1.example.net"]));
    assert_eq!(lines(&below, &[], &[]), open);
    let known = record("send", T::Ns, &["ns1.example.net"]);
    assert_eq!(lines(&below, &[known], &[]), [""; 0]);
}

#[test]
fn a_signed_delegation_is_unknown_where_the_target_cannot_hold_its_ds() {
    let known =
        [record("sub", T::Ns, &["ns1.example.net"]), record("sub", T::Ds, &["1", "13", "2", "ab"])];
    for target in Provider::ALL {
        let holds = target.capabilities().limits.types.contains(&T::Ds);
        let all = unknowns(&picture(&[]), &known, &[], Some(target));
        assert_eq!(all.is_empty(), holds, "{target:?}");
    }
}

#[test]
fn a_contradiction_is_about_its_name_and_a_deaf_resolver_is_one_entry() {
    let split = NameState::Undecided(Doubt::Split);
    let failed = NameState::Undecided(Doubt::Answer(Uncertainty::Filtered));
    let own = [
        ("a", split.clone()),
        ("b", split),
        ("c", NameState::Undecided(Doubt::OneVoice)),
        ("d", NameState::Undecided(Doubt::OneVoice)),
        ("e", failed),
    ];
    let expected = [
        "undecided a.example.com",
        "undecided b.example.com",
        "undecided example.com one-voice",
        "undecided example.com filtered",
    ];
    assert_eq!(lines(&picture(&own), &[], &[]), expected);
    assert_eq!(raised("a", NameState::Exists, &[]), [""; 0]);
}

#[test]
fn a_service_that_is_bound_to_its_name_servers_stays_behind() {
    let known = [
        record("@", T::Mx, &["10", "route1.mx.cloudflare.net"]),
        record("@", T::Txt, &["v=spf1 include:_spf.mx.cloudflare.net ~all"]),
    ];
    let open = |target| unknowns(&picture(&[]), &known, &[], target).len();
    assert_eq!((open(None), open(Some(Provider::Bunny))), (1, 1));
    assert_eq!(open(Some(Provider::Cloudflare)), 0);
    let redirect = [record("old", T::parse("REDIRECT"), &["https://example.net/"])];
    let open = |target| unknowns(&picture(&[]), &redirect, &[], target).len();
    assert_eq!((open(Some(Provider::Cloudflare)), open(Some(Provider::Bunny))), (1, 0));
}

#[test]
fn a_walk_to_the_end_closes_what_is_about_missing_names() {
    let mut all = picture(&[
        ("_domainkey", NameState::Empty),
        ("eu", NameState::Empty),
        ("shop", NameState::Exists),
        ("box", NameState::Opaque),
        ("a", NameState::Undecided(Doubt::Split)),
    ]);
    let certificates = [name("shop.example.com")];
    assert_eq!(lines(&all, &[], &certificates).len(), 5);
    all.is_complete = true;
    let left = ["opaque box.example.com", "undecided a.example.com"];
    assert_eq!(lines(&all, &[], &certificates), left);
}

#[test]
fn an_unknown_of_each_kind_can_be_dismissed_and_taken_back() {
    let mut all = picture(&[
        ("_domainkey", NameState::Empty),
        ("eu", NameState::Empty),
        ("shop", NameState::Exists),
        ("box", NameState::Opaque),
        ("a", NameState::Undecided(Doubt::Split)),
        ("send", NameState::Delegated),
    ]);
    find(&mut all, record("@", T::Mx, &["10", "route1.mx.cloudflare.net"]));
    find(&mut all, record("@", T::Mx, &["10", "example-com.mail.protection.outlook.com"]));
    let found = unknowns(&all, &[], &[name("shop.example.com")], None);
    let kinds: BTreeSet<UnknownKind> = found.iter().map(|own| own.kind).collect();
    assert_eq!(kinds, UnknownKind::ALL.into());
    let ids: BTreeSet<UnknownId> = found.iter().map(Unknown::id).collect();
    assert_eq!(ids.len(), found.len());
    let mut dismissals = Dismissals::default();
    for own in &found {
        dismissals.dismiss(own, &all, "not in use", at(60_000));
        assert_eq!(dismissals.of(own).unwrap().reason.raw(), "not in use");
    }
    assert_eq!(dismissals.open(&found).count(), 0);
    let kept: Dismissals =
        serde_json::from_str(&serde_json::to_string(&dismissals).unwrap()).unwrap();
    assert_eq!(kept, dismissals);
    for own in &found {
        dismissals.undo(&own.id());
        assert!(dismissals.of(own).is_none() && dismissals.reopened(own).is_none());
    }
}

#[test]
fn a_dismissal_ends_when_its_evidence_changes() {
    let mut dismissals = Dismissals::default();
    let open = |state: NameState| {
        let own = picture(&[("_domainkey", state)]);
        (unknowns(&own, &[], &[], None).remove(0), own)
    };
    let (before, its) = open(NameState::Undecided(Doubt::OneVoice));
    dismissals.dismiss(&before, &its, "later", at(0));
    assert!(dismissals.of(&before).is_some());
    let (after, its) = open(NameState::Empty);
    assert!(dismissals.of(&after).is_none());
    assert_eq!(dismissals.reopened(&after).unwrap().reason.raw(), "later");
    dismissals.dismiss(&after, &its, "known", at(1));
    assert!(dismissals.of(&after).is_some() && dismissals.of(&before).is_none());
    let more = |names: &[&str]| {
        let states: Vec<_> =
            names.iter().map(|own| (*own, NameState::Undecided(Doubt::Silent))).collect();
        let own = picture(&states);
        (unknowns(&own, &[], &[], None).remove(0), own)
    };
    let (one, its) = more(&["a"]);
    dismissals.dismiss(&one, &its, "", at(2));
    assert!(dismissals.reopened(&more(&["a", "b"]).0).is_some());
}

#[test]
fn a_dismissal_keeps_the_question_the_answer_and_the_resolvers() {
    let mut own = picture(&[("_domainkey", NameState::Empty)]);
    own.asked.push(hearing("_domainkey", T::Txt, &[Meaning::EmptyName(None), Meaning::NoZone]));
    own.asked.push(hearing("other", T::Txt, &[Meaning::NoZone]));
    let unknown = unknowns(&own, &[], &[], None).remove(0);
    let mut dismissals = Dismissals::default();
    dismissals.dismiss(&unknown, &own, "no mail", at(0));
    let heard = &dismissals.of(&unknown).unwrap().heard;
    let told: Vec<_> = heard.iter().map(|own| (own.resolver.raw(), own.meaning.raw())).collect();
    assert_eq!(told, [("one", "empty name"), ("two", "not delegated")]);
}
