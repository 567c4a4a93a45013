//! One test for each normal form, each verdict and each case that explains a difference.

use std::slice::from_ref;

use proptest::prelude::*;

use super::*;
use crate::evidence::testing::{both, hearing, hosts, name, record};
use crate::evidence::{Below, Meaning, Uncertainty};
use crate::record::{Flaw, Rdata};
use crate::zonefile::samples::any_record;
use RecordType as T;

const NOBODY: Served<'static> = Served { holder: None, name_servers: &[], distrusted: &[] };

fn at_first() -> Served<'static> {
    Served { holder: Some(Provider::Bunny), ..NOBODY }
}

fn at_second() -> Served<'static> {
    Served { holder: Some(Provider::Cloudflare), ..NOBODY }
}

fn absent() -> Meaning {
    Meaning::Absent(Below::Absent)
}

fn no_data() -> Meaning {
    Meaning::OtherTypes(Vec::new())
}

fn some(addresses: &[&str]) -> Meaning {
    Meaning::Records(hosts(addresses))
}

/// The word for what both resolvers have beside what is held.
fn word(held: &Record, live: &Record) -> &'static str {
    compare(from_ref(held), &[both(from_ref(live))], &NOBODY).word()
}

fn seen(held: &[&str], hearings: &[Hearing], about: &Served<'_>) -> Seen {
    compare(&hosts(held), hearings, about)
}

fn hears(meanings: &[Meaning]) -> Hearing {
    hearing("www", T::A, meanings)
}

#[test]
fn spelling_makes_no_difference() {
    for (rtype, held, live) in [
        (T::Aaaa, &["2001:DB8:0::1"][..], &["2001:db8::1"][..]),
        (T::Mx, &["010", "Mail.Example.com."], &["10", "mail.example.com"]),
        (T::Mx, &["0", "."], &["0", "."]),
        (T::Srv, &["01", "2", "0443", "A.example."], &["1", "2", "443", "a.example"]),
        (T::Cname, &["bücher.example"], &["xn--bcher-kva.example."]),
        (T::Caa, &["0", "ISSUE", "letsencrypt.org"], &["0", "issue", "letsencrypt.org"]),
        (T::Tlsa, &["3", "1", "1", "AB CD"], &["3", "1", "1", "abcd"]),
        (T::Ds, &["1", "13", "2", "AB cd"], &["1", "13", "2", "abcd"]),
        (T::Sshfp, &["4", "2", "AB cd"], &["4", "2", "abcd"]),
        (T::Smimea, &["3", "1", "1", "A B"], &["3", "1", "1", "ab"]),
        (T::Txt, &["v=1 a", "b"], &["v=1 ab"]),
        (T::Https, &["1", ".", "port=443 alpn=h2 ech=AAAA"], &["1", ".", "alpn=\"h2\" port=443"]),
        (T::Svcb, &["1", "a.example", "key5=x alpn=h2"], &["1", "a.example", "alpn=h2 ech=BBBB"]),
        (T::Soa, &["a.x b.x 1 2 3 4 5"], &["c.x B.x 9 2 3 4 5"]),
        (T::Naptr, &["1", "2", "U", "a", "b", "."], &["1", "2", "u", "A", "b", "."]),
        (T::Cert, &["1", "2", "8", "AQ=="], &["1", "2", "8", "A Q"]),
        (T::Ns, &["NS1.example."], &["ns1.example"]),
    ] {
        let (held, live) = (record("a", rtype.clone(), held), record("a", rtype, live));
        assert_eq!(word(&held, &live), "same", "{held:?} {live:?}");
    }
}

#[test]
fn what_differs_on_the_wire_differs() {
    for (rtype, held, live) in [
        (T::Aaaa, &["::ffff:192.0.2.1"][..], &["::192.0.2.1"][..]),
        (T::Txt, &["a b"], &["ab"]),
        (T::Txt, &["a"], &["A"]),
        (T::Mx, &["10", "a.example"], &["20", "a.example"]),
        (T::Caa, &["0", "issue", "a"], &["128", "issue", "a"]),
        (T::Https, &["1", ".", "alpn=h2"], &["1", ".", "alpn=h3"]),
        (T::Soa, &["a.x b.x 1 2 3 4 5"], &["a.x b.x 1 2 3 4 6"]),
        (T::Uri, &["1", "1", "https://a/B"], &["1", "1", "https://a/b"]),
    ] {
        let (held, live) = (record("a", rtype.clone(), held), record("a", rtype, live));
        assert_eq!(word(&held, &live), "differs", "{held:?} {live:?}");
    }
}

#[test]
fn a_text_that_lost_a_space_and_a_key_with_another_one_say_so() {
    let like = |owner: &str, held: &[&str], live: &str| {
        let (held, live) = (record(owner, T::Txt, held), record(owner, T::Txt, &[live]));
        match compare(&[held], &[both(&[live])], &NOBODY) {
            Seen::Differs { likeness, .. } => likeness,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(like("a", &["one two"], "onetwo"), Some(Likeness::LostSpace));
    let key = Some(Likeness::SameKey);
    assert_eq!(like("s._domainkey", &["k=rsa; p=AA BB"], "k=rsa; p=AABB"), key);
    assert_eq!(like("s._domainkey", &["k=rsa; p=AA"], "k=rsa; p=BB"), None);
}

#[test]
fn the_ttl_is_not_compared() {
    let held = hosts(&["192.0.2.1"]);
    let live = Record { ttl: Ttl::Seconds(7), ..held[0].clone() };
    assert_eq!(compare(&held, &[both(&[live])], &NOBODY), Seen::Same);
}

#[test]
fn members_that_are_more_fewer_or_others_are_named() {
    let hearings = |addresses: &[&str]| [hears(&[some(addresses), some(addresses)])];
    let (one, two, three) = ("192.0.2.1", "192.0.2.2", "192.0.2.3");
    let live = hearings(&[one, two]);
    assert_eq!(seen(&[one], &live, &NOBODY), Seen::ExtraMembers(hosts(&[two])));
    assert_eq!(seen(&[one, two, three], &live, &NOBODY), Seen::MissingMembers(hosts(&[three])));
    let differs = |live| Seen::Differs { live, likeness: None };
    assert_eq!(seen(&[one, three], &live, &NOBODY), differs(hosts(&[one, two])));
    assert_eq!(seen(&[three], &live, &NOBODY), differs(hosts(&[one, two])));
    let alias = record("www", T::Cname, &["a.example"]);
    let hears_alias = [hears(&[Meaning::Alias(alias.clone()), Meaning::Alias(alias.clone())])];
    assert_eq!(seen(&[one], &hears_alias, &NOBODY), differs(vec![alias]));
}

#[test]
fn what_two_resolvers_deny_is_gone_and_what_one_denies_is_undecided() {
    let held = &["192.0.2.1"];
    for (meanings, word) in [
        (&[absent(), absent()][..], "gone"),
        (&[absent(), no_data()], "gone"),
        (&[no_data(), Meaning::EmptyName(None)], "gone"),
        (&[absent()], "undecided"),
        (&[no_data()], "undecided"),
        (&[absent(), Meaning::Undecided(Uncertainty::Filtered)], "undecided"),
        (&[absent(), some(held)], "undecided"),
        (&[absent(), absent(), some(held)], "undecided"),
        (&[absent(), some(held), some(held)], "same"),
        (&[some(held)], "same"),
        (&[some(&["192.0.2.9"])], "undecided"),
        (&[Meaning::NoZone, Meaning::NoZone], "undecided"),
        (&[], "undecided"),
    ] {
        assert_eq!(seen(held, &[hears(meanings)], &NOBODY).word(), word, "{meanings:?}");
    }
    // The second ask is of the same resolver.
    let twice = [hears(&[no_data()]), hears(&[no_data()])];
    assert_eq!(seen(held, &twice, &NOBODY), Seen::Undecided);
    let before = [hears(&[some(held), some(held)]), hears(&[absent(), absent()])];
    assert_eq!(seen(held, &before, &NOBODY), Seen::Undecided);
}

#[test]
fn a_resolver_that_failed_its_tests_is_no_voice() {
    let distrusted = ["two".to_owned()];
    let about = Served { distrusted: &distrusted, ..NOBODY };
    let held = &["192.0.2.1"];
    let told = |second: Meaning| [hears(&[no_data(), second])];
    assert_eq!(seen(held, &told(no_data()), &about), Seen::Undecided);
    assert_eq!(seen(held, &told(no_data()), &NOBODY), Seen::Gone);
    assert_eq!(seen(held, &[hears(&[some(held), absent()])], &about), Seen::Same);
}

#[test]
fn a_hearing_in_which_one_voice_counts_makes_nothing_gone() {
    let mut own = hears(&[absent(), absent()]);
    own.agreement = crate::evidence::Agreement::OneSaysAbsent;
    assert_eq!(seen(&["192.0.2.1"], &[own], &NOBODY), Seen::Undecided);
}

#[test]
fn a_set_that_comes_in_parts_is_the_same_and_a_part_is_explained() {
    let all = ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"];
    let parts = [hears(&[some(&all[..3]), some(&all[1..])])];
    assert_eq!(seen(&all, &parts, &NOBODY), Seen::Same);
    let some_parts = [hears(&[some(&all[..2]), some(&all[1..3])])];
    assert_eq!(seen(&all, &some_parts, &at_first()), Seen::Subset);
    assert_eq!(seen(&all, &some_parts, &at_second()), Seen::Undecided);
    let servers = [name("kiki.bunny.net"), name("coco.bunny.net")];
    let by_servers =
        Served { holder: Some(Provider::Cloudflare), name_servers: &servers, ..NOBODY };
    assert_eq!(seen(&all, &some_parts, &by_servers), Seen::Subset);
    let whole = [hears(&[some(&all), some(&all)])];
    let more = [&all[..], &["192.0.2.5"]].concat();
    assert_eq!(seen(&more, &whole, &at_first()), Seen::MissingMembers(hosts(&["192.0.2.5"])));
}

#[test]
fn a_set_that_keeps_changing_varies() {
    let (one, two) = (some(&["192.0.2.1"]), some(&["192.0.2.2"]));
    let once = hears(&[one.clone(), two.clone()]);
    let union = hosts(&["192.0.2.1", "192.0.2.2"]);
    assert_eq!(seen(&["192.0.2.9"], from_ref(&once), &NOBODY), Seen::Undecided);
    let often = vec![once; ASKS];
    assert_eq!(seen(&["192.0.2.9"], &often, &NOBODY), Seen::Varies(union));
    let short = |address: &str| {
        let own = Record { ttl: Ttl::Seconds(30), ..hosts(&[address])[0].clone() };
        Meaning::Records(vec![own])
    };
    let pool = [hears(&[short("192.0.2.1"), short("192.0.2.2")])];
    assert_eq!(seen(&["192.0.2.9"], &pool, &NOBODY).word(), "varies");
}

#[test]
fn what_a_wildcard_gives_as_well_needs_no_record() {
    let own = Meaning::FromWildcard(hosts(&["192.0.2.1"]));
    let told = [hears(&[own.clone(), own.clone()])];
    assert_eq!(seen(&["192.0.2.1"], &told, &NOBODY), Seen::Wildcard);
    assert_eq!(seen(&["192.0.2.2"], &told, &NOBODY).word(), "differs");
    let star = record("*", T::A, &["192.0.2.1"]);
    let meaning = Meaning::FromWildcard(vec![star.clone()]);
    let told = [hearing("*", T::A, &[meaning.clone(), meaning])];
    assert_eq!(compare(&[star], &told, &NOBODY), Seen::Same);
}

#[test]
fn a_proxied_record_shows_the_proxy_and_not_its_origin() {
    let edge = [hears(&[some(&["104.16.1.1"]), some(&["104.16.1.1"])])];
    let held = |proxied| vec![Record { proxied, ..hosts(&["192.0.2.1"])[0].clone() }];
    assert_eq!(compare(&held(Some(true)), &edge, &at_second()), Seen::Proxied);
    assert_eq!(compare(&held(Some(false)), &edge, &at_second()).word(), "differs");
    assert_eq!(compare(&held(None), &edge, &at_first()).word(), "differs");
    // Held elsewhere without the flag, while the world still asks the provider with the proxy.
    let servers = [name("ada.ns.cloudflare.com")];
    let leaving = Served { holder: Some(Provider::Bunny), name_servers: &servers, ..NOBODY };
    assert_eq!(compare(&held(None), &edge, &leaving), Seen::Proxied);
    let plain = [hears(&[some(&["192.0.2.1"]), some(&["192.0.2.1"])])];
    assert_eq!(compare(&held(Some(true)), &plain, &at_second()), Seen::Same);
    let alias = Record { proxied: Some(true), ..record("www", T::Cname, &["a.example"]) };
    let no_alias = hearing("www", T::Cname, &[no_data(), no_data()]);
    let told = [no_alias, edge[0].clone()];
    assert_eq!(compare(&[alias], &told, &at_second()), Seen::Proxied);
}

#[test]
fn an_alias_that_the_server_follows_is_compared_by_its_addresses() {
    let alias = [record("@", T::Cname, &["host.example.net"])];
    let addresses = |owner: &str, own: &[&str]| {
        let records = own.iter().map(|own| record("@", T::A, &[own])).collect();
        let meaning = Meaning::Records(records);
        hearing(owner, T::A, &[meaning.clone(), meaning])
    };
    let no_alias = hearing("@", T::Cname, &[no_data(), no_data()]);
    let told = |own: &[&str], target: &[&str]| {
        let target = addresses("host.example.net.", target);
        compare(&alias, &[no_alias.clone(), addresses("@", own), target], &NOBODY)
    };
    assert_eq!(told(&["192.0.2.1"], &["192.0.2.1"]), Seen::Flattened);
    assert_eq!(told(&["192.0.2.1"], &["192.0.2.1", "192.0.2.2"]), Seen::Flattened);
    assert_eq!(told(&["192.0.2.1"], &["192.0.2.2"]).word(), "differs");
    let mut one_voice = [no_alias.clone(), addresses("@", &["192.0.2.1"])];
    one_voice.iter_mut().for_each(|own| own.testimonies.truncate(1));
    let target = addresses("host.example.net.", &["192.0.2.2"]);
    let one_voice = [one_voice.as_slice(), &[target]].concat();
    assert_eq!(compare(&alias, &one_voice, &NOBODY), Seen::Undecided);
    let unheard = [no_alias.clone(), addresses("@", &["192.0.2.1"])];
    assert_eq!(compare(&alias, &unheard, &NOBODY), Seen::Undecided);
    let cdn = [record("@", T::Cname, &["d1.cloudfront.net"])];
    let told = [no_alias.clone(), addresses("@", &["13.32.1.1"])];
    assert_eq!(compare(&cdn, &told, &NOBODY), Seen::Flattened);
    assert_eq!(compare(&alias, &[no_alias], &NOBODY), Seen::Gone);
    let apart = [hearing("@", T::A, &[Meaning::Alias(alias[0].clone())])];
    assert_eq!(compare(&alias, &apart, &NOBODY), Seen::Same);
}

#[test]
fn a_type_of_the_providers_own_shows_only_what_it_leads_to() {
    let own = [record("www", T::parse("PULLZONE"), &["shop"])];
    let told = [hears(&[some(&["192.0.2.1"])])];
    assert_eq!(compare(&own, &told, &at_first()), Seen::Flattened);
    assert_eq!(compare(&own, &[], &at_first()), Seen::Undecided);
}

#[test]
fn records_that_the_provider_makes_are_known_and_no_difference() {
    for (rtype, owner, fields, is_made) in [
        (T::Txt, "_acme-challenge.www", &["abc"][..], true),
        (T::Txt, "_acme", &["abc"], false),
        (T::Caa, "@", &["0", "issue", "letsencrypt.org"], true),
        (T::Caa, "@", &["0", "issuewild", "pki.goog; cansignhttpexchanges=yes"], true),
        (T::Caa, "@", &["0", "issue", "digicert.com"], false),
        (T::Caa, "@", &["0", "iodef", "letsencrypt.org"], false),
        (T::Https, "www", &["1", ".", "alpn=\"h3,h2\" ipv4hint=104.16.1.1,104.16.2.1"], true),
        (T::Https, "www", &["1", ".", "alpn=\"h3,h2\" ipv4hint=192.0.2.1"], false),
        (T::Https, "www", &["1", ".", "alpn=h2"], false),
        (T::A, "www", &["104.16.1.1"], false),
    ] {
        let own = record(owner, rtype, fields);
        assert_eq!(made_by_provider(&own, Provider::Cloudflare), is_made, "{own:?}");
        assert!(!made_by_provider(&own, Provider::Bunny));
    }
    let caa = |authority| record("@", T::Caa, &["0", "issue", authority]);
    let held = [caa("digicert.com"), caa("letsencrypt.org")];
    let live = both(&[caa("digicert.com"), caa("letsencrypt.org"), caa("pki.goog")]);
    assert_eq!(compare(&held, from_ref(&live), &at_second()), Seen::Same);
    assert_eq!(compare(&held, &[live], &at_first()).word(), "extra");
}

#[test]
fn a_disabled_record_is_not_expected() {
    let held = [Record { disabled: true, ..hosts(&["192.0.2.1"])[0].clone() }];
    assert_eq!(compare(&held, &[hears(&[absent(), absent()])], &NOBODY), Seen::Same);
    let live = [hears(&[some(&["192.0.2.1"]), some(&["192.0.2.1"])])];
    assert_eq!(compare(&held, &live, &NOBODY).word(), "extra");
}

#[test]
fn what_could_not_be_read_is_not_compared() {
    let own = Record { flaw: Some(Flaw::Content), ..hosts(&["192.0.2.1"])[0].clone() };
    assert_eq!(compare(&[own], &[hears(&[absent(), absent()])], &NOBODY), Seen::Undecided);
}

#[test]
fn addresses_at_the_apex_stand_for_a_host_or_a_network() {
    let apex = |address: &str| [record("@", T::A, &[address])];
    let host = Meaning::Records(vec![record("x", T::A, &["192.0.2.1"])]);
    let told = [hearing("host.example.net.", T::A, &[host])];
    let found = stands_for(&apex("192.0.2.1"), &told, &NOBODY);
    assert_eq!(found, Some(StandsFor::Host(name("host.example.net"))));
    assert_eq!(stands_for(&apex("192.0.2.2"), &told, &NOBODY), None);
    let www = Meaning::Records(hosts(&["192.0.2.1"]));
    let own_name = [hearing("www", T::A, &[www])];
    assert_eq!(stands_for(&apex("192.0.2.1"), &own_name, &NOBODY), None);
    let short = apex("192.0.2.2").map(|own| Record { ttl: Ttl::Seconds(60), ..own });
    assert_eq!(stands_for(&short, &told, &NOBODY), Some(StandsFor::Alias));
    let edge = Some(StandsFor::Edge("Fastly"));
    assert_eq!(stands_for(&apex("151.101.1.1"), &told, &NOBODY), edge);
}

#[test]
fn more_than_twenty_names_with_the_same_records_are_pointed_out() {
    let own = |place: usize| record(&format!("n{place}"), T::A, &["192.0.2.1"]);
    let mut records: Vec<Record> = (0..20).map(own).collect();
    records.push(record("n0", T::Mx, &["10", "a.example"]));
    // The same address beside another one is another set.
    records.extend([record("x", T::A, &["192.0.2.1"]), record("x", T::A, &["192.0.2.2"])]);
    assert_eq!(many_alike(&records), []);
    records.push(own(20));
    let found = many_alike(&records);
    assert_eq!((found.len(), &found[0].rtype, found[0].names.len()), (1, &T::A, 21));
}

#[test]
fn every_verdict_has_one_word() {
    let all = [
        Seen::Same,
        Seen::Subset,
        Seen::Flattened,
        Seen::Proxied,
        Seen::Wildcard,
        Seen::Differs { live: Vec::new(), likeness: None },
        Seen::ExtraMembers(Vec::new()),
        Seen::MissingMembers(Vec::new()),
        Seen::Gone,
        Seen::Varies(Vec::new()),
        Seen::Undecided,
    ];
    let words: BTreeSet<_> = all.iter().map(Seen::word).collect();
    assert_eq!(words, Seen::WORDS.into_iter().collect());
    assert_eq!(all.iter().filter(|seen| seen.is_alarm()).count(), 4);
}

/// Any meaning that a resolver may have of `www` A.
fn any_meaning() -> impl Strategy<Value = Meaning> {
    let address = prop_oneof![Just("192.0.2.1"), Just("192.0.2.2"), Just("104.16.1.1")];
    let records = proptest::collection::vec(address, 1..3).prop_map(|own| some(&own));
    prop_oneof![
        records,
        Just(absent()),
        Just(no_data()),
        Just(Meaning::EmptyName(None)),
        Just(Meaning::NoZone),
        Just(Meaning::Undecided(Uncertainty::SameProof)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_set_is_the_same_as_itself_in_any_order_case_and_number(
        sample in any_record(),
        copies in 1..4_usize,
        is_upper: bool,
    ) {
        let mut other = sample.clone();
        if is_upper && !matches!(sample.rtype, T::Txt | T::Uri | T::Naptr) {
            let host = |text: &str| match sample.rtype {
                T::Cname | T::Ns | T::Ptr | T::Mx | T::Srv => text.to_ascii_uppercase(),
                _ => text.to_owned(),
            };
            other.rdata = Rdata::new(&sample.rtype, sample.rdata.raw_fields().map(host));
        }
        other.ttl = Ttl::Seconds(1);
        let live = vec![other; copies];
        for about in [NOBODY, at_first(), at_second()] {
            prop_assert_eq!(compare(from_ref(&sample), &[both(&live)], &about), Seen::Same);
            prop_assert_eq!(compare(&live, &[both(from_ref(&sample))], &about), Seen::Same);
        }
    }

    #[test]
    fn nothing_is_gone_by_a_single_voice(
        asks in proptest::collection::vec(proptest::collection::vec(any_meaning(), 0..4), 0..4),
        single: bool,
    ) {
        let cut = |asked: &Vec<Meaning>| hears(&asked[..asked.len().min(if single { 1 } else { 3 })]);
        let hearings: Vec<Hearing> = asks.iter().map(cut).collect();
        for about in [NOBODY, at_first(), at_second()] {
            let own = seen(&["192.0.2.1", "192.0.2.2"], &hearings, &about);
            prop_assert!(!single || !own.is_alarm(), "{own:?}");
            let denies = |own: &&Testimony| matches!(
                own.meaning,
                Some(Meaning::Absent(_) | Meaning::OtherTypes(_) | Meaning::EmptyName(_))
            );
            let deniers: BTreeSet<&String> = hearings.iter().flat_map(|own| &own.testimonies)
                .filter(denies).map(|own| &own.resolver).collect();
            prop_assert!(own != Seen::Gone || deniers.len() >= 2);
        }
    }
}
