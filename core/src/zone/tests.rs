//! A table with a case for and a case against each kind of conflict, and what holds for any zone.

use proptest::prelude::*;

use super::ConflictKind as K;
use super::*;
use crate::name::DomainName;
use crate::provider::{Capabilities, Provider};
use crate::record::{Flaw, Rdata, RecordType};

pub(super) fn apex() -> DomainName {
    DomainName::parse("example.com").unwrap()
}

/// A record from one line: name relative to the zone, type, fields; `proxied` and `ttl=…` may
/// follow. Fields hold no spaces: `_` stands for one.
pub(super) fn record(line: &str) -> Record {
    let mut words = line.split_whitespace();
    let name = DomainName::resolve(words.next().unwrap(), &apex()).unwrap();
    let rtype = RecordType::parse(words.next().unwrap());
    let (mut fields, mut proxied, mut ttl) = (Vec::new(), None, Ttl::Seconds(300));
    for word in words {
        match word.strip_prefix("ttl=") {
            Some("auto") => ttl = Ttl::Auto,
            Some(seconds) => ttl = Ttl::Seconds(seconds.parse().unwrap()),
            None if word == "proxied" => proxied = Some(true),
            None => fields.push(word.replace('_', " ")),
        }
    }
    let rdata = Rdata::new(&rtype, fields);
    Record { proxied, ..Record::new(name, rtype, rdata, ttl) }
}

pub(super) fn zone(lines: &[&str]) -> Vec<Record> {
    lines.iter().map(|line| record(line)).collect()
}

pub(super) fn cloudflare() -> &'static Capabilities {
    Provider::Cloudflare.capabilities()
}

/// The kinds of conflict of each record.
pub(super) fn kinds(lines: &[&str], rules: &Capabilities) -> Vec<Vec<K>> {
    let (records, apex) = (zone(lines), apex());
    let neighbours = Neighbours::new(&records, &apex, rules);
    let of = |record| neighbours.conflicts(record).into_iter().map(|found| found.kind).collect();
    records.iter().map(of).collect()
}

/// Checks that the zone's records have exactly these conflicts.
#[track_caller]
pub(super) fn holds(lines: &[&str], expected: &[&[K]]) {
    assert_eq!(kinds(lines, cloudflare()), expected, "{lines:?}");
}

#[test]
fn a_cname_conflicts_with_every_other_record_of_its_name() {
    let (address, other) = ([K::CnameBesideAddress], [K::CnameBesideOther]);
    holds(&["www CNAME a.example", "www A 192.0.2.1"], &[&address, &address]);
    holds(&["www CNAME a.example", "www AAAA 2001:db8::1"], &[&address, &address]);
    holds(&["www CNAME a.example", "www TXT a"], &[&other, &other]);
    holds(&["www CNAME a.example", "ftp A 192.0.2.1", "a.www TXT a"], &[&[], &[], &[]]);
    let second = [K::SecondCname];
    holds(&["www CNAME a.example", "www CNAME b.example"], &[&second, &second]);
    holds(
        &["www CNAME a.example", "www A 192.0.2.1", "www CNAME b.example", "www TXT a"],
        &[
            &[K::SecondCname, K::CnameBesideAddress, K::CnameBesideOther],
            &address,
            &[K::SecondCname, K::CnameBesideAddress, K::CnameBesideOther],
            &other,
        ],
    );
    holds(&["a CNAME x.example", "b CNAME x.example"], &[&[], &[]]);
}

#[test]
fn a_cname_at_the_apex_needs_a_provider_that_flattens() {
    let lines = ["@ CNAME a.example", "@ TXT a", "@ MX 1 mail.example", "@ NS ns.example"];
    holds(&lines, &[&[K::ApexFlattened], &[], &[], &[]]);
    holds(
        &["@ CNAME a.example", "@ A 192.0.2.1"],
        &[&[K::CnameBesideAddress, K::ApexFlattened], &[K::CnameBesideAddress]],
    );
    let plain =
        Capabilities { flattens_apex: false, limits: cloudflare().limits.clone(), ..*cloudflare() };
    let found = kinds(&lines, &plain);
    assert_eq!(found[0], [K::CnameBesideOther, K::ApexCname]);
    assert!(found[1..].iter().all(|kinds| *kinds == [K::CnameBesideOther]));
    assert!(Provider::ALL.iter().all(|provider| provider.capabilities().flattens_apex));
}

#[test]
fn equal_records_are_duplicates_whatever_their_ttl() {
    let twice = [K::Duplicate];
    holds(&["@ TXT a", "@ TXT a ttl=60"], &[&twice, &twice]);
    holds(&["www CNAME a.example", "www CNAME A.example."], &[&twice, &twice]);
    holds(&["@ TXT a", "@ TXT A", "b TXT a"], &[&[], &[], &[]]);
    // A record that is not among the others has no place to be left out.
    let (records, apex) = (zone(&["@ TXT a"]), apex());
    let neighbours = Neighbours::new(&records, &apex, cloudflare());
    assert_eq!(neighbours.conflicts(&records[0]), []);
    let expected = Conflict { kind: K::Duplicate, fix: Some(Fix::DropThis) };
    assert_eq!(neighbours.conflicts(&records[0].clone()), [expected]);
}

#[test]
fn a_delegated_name_may_hold_only_ns_ds_and_glue() {
    let beside = [K::NsBesideOther];
    holds(&["sub NS ns.example", "sub TXT a"], &[&beside, &beside]);
    holds(&["sub NS ns.example", "sub A 192.0.2.1"], &[&beside, &beside]);
    holds(&["sub NS ns.example", "sub NS ns2.example"], &[&[], &[]]);
    holds(&["sub NS sub.example.com", "sub A 192.0.2.1", "sub DS 1 8 2 ab"], &[&[], &[], &[]]);
    holds(&["@ NS ns.example", "@ TXT a", "@ A 192.0.2.1"], &[&[], &[], &[]]);
    let other = [K::CnameBesideOther];
    holds(&["sub NS ns.example", "sub CNAME a.example"], &[&other, &other]);
}

#[test]
fn only_glue_may_exist_below_a_delegation() {
    let below = [K::BelowDelegation];
    holds(&["sub NS ns.example", "a.b.sub TXT a", "b.sub A 192.0.2.1"], &[&[], &below, &below]);
    holds(&["sub NS ns.sub.example.com", "ns.sub A 192.0.2.1"], &[&[], &[]]);
    holds(&["sub NS ns.example", "xsub A 192.0.2.1", "@ TXT a"], &[&[], &[], &[]]);
    holds(&["@ NS ns.example", "a TXT a"], &[&[], &[]]);
}

#[test]
fn a_ds_needs_an_ns_and_a_name_below_the_apex() {
    holds(&["sub DS 1 8 2 ab"], &[&[K::DsWithoutNs]]);
    holds(&["sub DS 1 8 2 ab", "sub NS ns.example"], &[&[], &[]]);
    holds(&["@ DS 1 8 2 ab", "@ NS ns.example"], &[&[K::DsAtApex], &[]]);
}

#[test]
fn a_second_spf_or_dmarc_policy_conflicts() {
    let spf = [K::SecondSpf];
    holds(&["@ TXT v=spf1_-all", "@ TXT V=SPF1", "@ TXT v=spf10"], &[&spf, &spf, &[]]);
    holds(&["@ TXT v=spf1_-all", "a TXT v=spf1_-all", "@ TXT a"], &[&[], &[], &[]]);
    let dmarc = [K::SecondDmarc];
    let (one, other) = ("TXT v=DMARC1;_p=none", "TXT v=DMARC1;p=reject");
    for (name, expected) in [("_dmarc", &dmarc[..]), ("_dmarc.sub", &dmarc), ("@", &[])] {
        let lines = [one, other].map(|rest| format!("{name} {rest}"));
        holds(&lines.each_ref().map(|line| line.as_str()), &[expected, expected]);
    }
    holds(&["_dmarc TXT v=DMARC1;p=none", "_dmarc TXT v=DMARC12"], &[&[], &[]]);
}

#[test]
fn a_null_mx_conflicts_with_every_other_mx() {
    let null = [K::NullMxBesideMx];
    holds(&["@ MX 0 .", "@ MX 1 mail.example", "@ MX 2 b.example"], &[&null, &null, &null]);
    holds(&["@ MX 0 .", "@ MX 1 ."], &[&null, &null]);
    holds(&["@ MX 0 .", "a MX 1 mail.example", "a MX 2 mail.example"], &[&[], &[], &[]]);
}

#[test]
fn warns_of_different_ttls_in_one_rrset() {
    let (records, apex) = (zone(&["a A 192.0.2.1 ttl=60", "a A 192.0.2.2 ttl=90"]), apex());
    let neighbours = Neighbours::new(&records, &apex, cloudflare());
    let mixed = |fix| [Conflict { kind: K::MixedTtl, fix }];
    assert_eq!(neighbours.conflicts(&records[0]), mixed(None));
    assert_eq!(neighbours.conflicts(&records[1]), mixed(Some(Fix::SetTtl(Ttl::Seconds(60)))));
    assert_eq!(neighbours.in_the_way(&records[0], K::MixedTtl), [1]);
    holds(&["a A 192.0.2.1 ttl=60", "a TXT a ttl=90", "b A 192.0.2.1 ttl=90"], &[&[], &[], &[]]);
    // Whatever they say, what is proxied has none of its own.
    holds(
        &["a A 192.0.2.1 ttl=60", "a A 192.0.2.2 ttl=90 proxied"],
        &[&[K::ProxiedBySibling], &[]],
    );
}

#[test]
fn warns_of_mx_ns_and_srv_targets_that_are_cnames() {
    let alias = [K::TargetIsCname];
    holds(&["@ MX 1 m.example.com", "m CNAME a.example"], &[&alias, &[]]);
    holds(&["@ NS m.example.com", "m CNAME a.example"], &[&alias, &[]]);
    holds(&["a SRV 1 1 1 m.example.com", "m CNAME a.example"], &[&alias, &[]]);
    holds(&["@ MX 1 m.example.com", "* CNAME a.example"], &[&alias, &[]]);
    holds(&["@ MX 1 m.example.com", "m A 192.0.2.1"], &[&[], &[]]);
    holds(&["a CNAME m.example.com", "m CNAME a.example"], &[&[], &[]]);
    // What is flattened is no alias.
    holds(&["a MX 1 example.com", "@ CNAME a.example"], &[&[], &[K::ApexFlattened]]);
}

#[test]
fn warns_of_targets_that_the_zone_lacks() {
    let missing = [K::TargetMissing];
    for line in [
        "@ MX 1 m.example.com",
        "@ NS m.example.com",
        "sub NS m.example.com",
        "a SRV 1 1 1 m.example.com",
        "a CNAME m.example.com",
        "a HTTPS 1 m.example.com",
        "a SVCB 1 m.example.com",
    ] {
        holds(&[line], &[&missing]);
        holds(&[line, "m A 192.0.2.1"], &[&[], &[]]);
        holds(&[line, "* AAAA 2001:db8::1"], &[&[], &[]]);
        holds(&[line, "m LINKED x"], &[&[], &[K::TypeNotHeld]]);
    }
    holds(&["@ MX 1 m.example", "a SRV 0 0 0 .", "b HTTPS 1 .", "c MX 0 ."], &[&[], &[], &[], &[]]);
    // Mail needs an address, an alias anything.
    holds(&["@ MX 1 m.example.com", "m TXT a"], &[&missing, &[]]);
    holds(&["a CNAME m.example.com", "m TXT a"], &[&[], &[]]);
    holds(&["a CNAME example.com"], &[&[]]);
    holds(&["@ MX 1 example.com"], &[&missing]);
}

#[test]
fn a_wildcard_answers_only_below_the_closest_encloser() {
    // RFC 4592, section 2.2.1: `m` exists by the name below it, and so does `b`.
    let missing = [K::TargetMissing];
    holds(&["@ MX 1 m.example.com", "* A 192.0.2.1", "x.m TXT a"], &[&missing, &[], &[]]);
    holds(&["@ MX 1 a.b.example.com", "* A 192.0.2.1", "x.b TXT a"], &[&missing, &[], &[]]);
    holds(&["@ MX 1 a.b.example.com", "* A 192.0.2.1"], &[&[], &[]]);
    holds(&["@ MX 1 a.b.example.com", "*.b A 192.0.2.1"], &[&[], &[]]);
}

#[test]
fn does_not_check_targets_below_a_delegation_except_its_own_glue() {
    holds(&["@ MX 1 m.sub.example.com", "sub NS ns.example"], &[&[], &[]]);
    holds(&["@ MX 1 sub.example.com", "sub NS ns.example"], &[&[], &[]]);
    let missing = [K::TargetMissing];
    holds(&["sub NS ns.sub.example.com"], &[&missing]);
    holds(&["sub NS sub.example.com"], &[&missing]);
    holds(&["sub NS ns.sub.example.com", "* A 192.0.2.1"], &[&missing, &[]]);
    holds(&["sub NS ns.sub.example.com", "ns.sub A 192.0.2.1"], &[&[], &[]]);
}

#[test]
fn warns_of_proxied_targets_and_names_of_services_other_than_the_web() {
    let target = [K::ProxiedTarget];
    holds(&["@ MX 1 a.example.com", "a A 192.0.2.1 proxied"], &[&[], &target]);
    holds(&["b SRV 1 1 1 a.example.com", "a A 192.0.2.1 proxied"], &[&[], &target]);
    holds(&["@ MX 1 a.example.com", "a CNAME b.example proxied"], &[&[], &target]);
    holds(&["@ MX 1 a.example.com", "a A 192.0.2.1"], &[&[], &[]]);
    for (name, expected) in [
        ("mail", true),
        ("smtp", true),
        ("imap.eu", true),
        ("pop3", true),
        ("mx1", true),
        ("ssh", true),
        ("sftp", true),
        ("ftp", true),
        ("vpn2", true),
        ("www", false),
        ("webmail", false),
        ("mailing", false),
        ("www.mail", false),
        ("@", false),
        ("*", false),
    ] {
        let found = kinds(&[&format!("{name} A 192.0.2.1 proxied")], cloudflare());
        assert_eq!(found[0].contains(&K::ProxiedService), expected, "{name}");
        assert_eq!(kinds(&[&format!("{name} A 192.0.2.1")], cloudflare())[0], []);
    }
    // No proxy, no harm.
    let bunny = Provider::Bunny.capabilities();
    assert_eq!(kinds(&["mail A 192.0.2.1 proxied"], bunny)[0], []);
}

#[test]
fn points_out_private_addresses() {
    for (line, expected) in [
        ("a A 10.0.0.1", true),
        ("a A 172.16.0.1", true),
        ("a A 192.168.1.1", true),
        ("a A 127.0.0.1", true),
        ("a A 169.254.1.1", true),
        ("a AAAA fd00::1", true),
        ("a AAAA ::1", true),
        ("a AAAA fe80::1", true),
        ("a A 192.0.2.1", false),
        ("a A 172.32.0.1", false),
        ("a AAAA 2001:db8::1", false),
        ("a TXT 10.0.0.1", false),
        ("a A nonsense", false),
    ] {
        let alone: &[K] = if expected { &[K::PrivateAddress] } else { &[] };
        holds(&[line], &[alone]);
    }
    holds(&["a A 10.0.0.1 proxied"], &[&[K::PrivateProxied]]);
}

#[test]
fn reports_ttls_and_types_that_the_provider_does_not_accept() {
    for (line, provider, fix) in [
        ("a A 192.0.2.1 ttl=30", Provider::Cloudflare, Some(60)),
        ("a A 192.0.2.1 ttl=90000", Provider::Cloudflare, Some(86400)),
        ("a A 192.0.2.1 ttl=60", Provider::Cloudflare, None),
        ("a A 192.0.2.1 ttl=auto", Provider::Cloudflare, None),
        ("a A 192.0.2.1 ttl=30 proxied", Provider::Cloudflare, None),
        ("a A 192.0.2.1 ttl=auto", Provider::Bunny, Some(300)),
        ("a A 192.0.2.1 ttl=30", Provider::Bunny, None),
    ] {
        let (record, apex) = (record(line), apex());
        let rules = provider.capabilities();
        let neighbours = Neighbours::new([&record], &apex, rules);
        let fix = fix.map(|seconds| Fix::SetTtl(Ttl::Seconds(seconds)));
        let expected: Vec<_> =
            fix.into_iter().map(|fix| Conflict { kind: K::TtlOutside, fix: Some(fix) }).collect();
        assert_eq!(neighbours.conflicts(&record), expected, "{line}");
        // The checks of fields say the same, of the record as it will be kept.
        let kept = Record { ttl: neighbours.ttl(&record), ..record.clone() };
        assert_eq!(kept.validate(&apex, &rules.limits).is_empty(), expected.is_empty(), "{line}");
    }
    let bunny = Provider::Bunny.capabilities();
    assert_eq!(kinds(&["a SSHFP 1 1 ab"], bunny)[0], [K::TypeNotHeld]);
    assert_eq!(kinds(&["a SSHFP 1 1 ab"], cloudflare())[0], []);
    // What the provider lists itself it holds.
    let (linked, apex) = (Record { id: Some("7".into()), ..record("a LINKED x") }, apex());
    assert_eq!(Neighbours::new([&linked], &apex, bunny).conflicts(&linked), []);
}

#[test]
fn a_fix_resolves_its_conflict() {
    for line in ["mail A 192.0.2.1 proxied", "a A 10.0.0.1 proxied", "a A 192.0.2.1 ttl=5"] {
        let (record, apex) = (record(line), apex());
        let found = Neighbours::new([&record], &apex, cloudflare()).conflicts(&record);
        let mended = found[0].fix.clone().unwrap().mended(&record).unwrap();
        let after = Neighbours::new([&mended], &apex, cloudflare()).conflicts(&mended);
        assert!(after.iter().all(|conflict| conflict.kind != found[0].kind), "{line}");
        // What is owned elsewhere is left alone.
        let locked = Record { locked: true, ..record };
        let found = Neighbours::new([&locked], &apex, cloudflare()).conflicts(&locked);
        assert_eq!(found[0].fix, None);
    }
    assert_eq!(Fix::DropThis.mended(&record("a TXT a")), None);
}

#[test]
fn lists_all_conflicts_of_a_zone_with_their_record_numbers() {
    let (mut records, apex) =
        (zone(&["a TXT a", "a CNAME x.example", "a TXT a", "b TXT a"]), apex());
    records[2].flaw = Some(Flaw::Content);
    let neighbours = Neighbours::new(&records, &apex, cloudflare());
    let found: Vec<_> = neighbours.all().into_iter().map(|(at, found)| (at, found.kind)).collect();
    assert_eq!(found, [(0, K::CnameBesideOther), (1, K::CnameBesideOther)]);
    assert_eq!(neighbours.in_the_way(&records[1], K::CnameBesideOther), [0]);
    assert_eq!(neighbours.conflicts(&records[2]), []);
}

#[test]
fn every_conflict_has_a_sentence() {
    let mx = record("@ MX 1 m.example.com");
    let missing = Conflict { kind: K::TargetMissing, fix: None };
    let missing = crate::text::conflict(&missing, &mx);
    assert_eq!(missing, "Points to m.example.com, which has no records in this zone.");
    assert_eq!(crate::text::fix(&Fix::SetTtl(Ttl::Seconds(60))), "Set the TTL to 60");
    assert_eq!(crate::text::severity(K::MixedTtl.severity()), "Note");
}

/// Any record: few names, types and contents, so that they meet.
fn any_record() -> impl Strategy<Value = Record> {
    let names = ["@", "a", "b.a", "c.b.a", "*", "*.a", "mail", "_dmarc", "www.other.org."];
    let texts = [
        "0",
        "1",
        ".",
        "a.example.com",
        "c.b.a.example.com",
        "example.com",
        "mail.example.com",
        "192.0.2.1",
        "10.0.0.1",
        "fd00::1",
        "v=spf1 -all",
        "v=spf1",
        "v=DMARC1; p=none",
        "",
    ];
    let mut types = RecordType::KNOWN.to_vec();
    // The types that conflict most come up more often.
    types.extend([RecordType::Other("X".into()), RecordType::Cname, RecordType::Ns]);
    types.extend([RecordType::A, RecordType::Mx, RecordType::Txt, RecordType::Ds]);
    let text = prop_oneof![9 => prop::sample::select(texts.to_vec()).prop_map(String::from),
        1 => any::<String>()];
    let ttl = prop::sample::select(vec![Ttl::Auto, Ttl::Seconds(0), Ttl::Seconds(300)]);
    (
        prop::sample::select(names.to_vec()),
        prop::sample::select(types),
        prop::collection::vec(text, 0..5),
        ttl,
        (any::<Option<bool>>(), prop::bool::weighted(0.1), prop::bool::weighted(0.1)),
    )
        .prop_map(|(name, rtype, fields, ttl, (proxied, locked, bad))| {
            let name = DomainName::resolve(name, &apex()).unwrap();
            let rdata = Rdata::new(&rtype, fields);
            let flaw = bad.then_some(Flaw::Content);
            Record { proxied, locked, flaw, ..Record::new(name, rtype, rdata, ttl) }
        })
}

#[test]
fn warns_of_names_that_look_like_another_name_of_the_zone() {
    let (mixed, alike) = (K::MixedScripts, K::LooksAlike);
    holds(&["paypal A 198.51.100.1", "раураl A 198.51.100.2"], &[&[], &[mixed, alike]]);
    holds(&["paypal A 198.51.100.1", "раураӏ A 198.51.100.2"], &[&[], &[alike]]);
    holds(&["раураӏ A 198.51.100.2", "other A 198.51.100.1"], &[&[], &[]]);
    holds(&["büсher A 198.51.100.2", "bücher A 198.51.100.1"], &[&[mixed, alike], &[alike]]);
    holds(&["bücher A 198.51.100.1", "bücher AAAA 2001:db8::1"], &[&[], &[]]);
    holds(&["paypa1 A 198.51.100.2", "paypal A 198.51.100.1"], &[&[alike], &[]]);
    holds(&["paypa1 A 198.51.100.2", "раураӏ A 198.51.100.1"], &[&[alike], &[alike]]);
    holds(&["rnail A 198.51.100.2", "mail MX 10 mx.other.org."], &[&[alike], &[]]);
    // Nothing else looks like these.
    holds(
        &["node1 A 198.51.100.1", "node10 A 198.51.100.2", "corn A 198.51.100.3"],
        &[&[], &[], &[]],
    );
    // A name without records, which is there by what stands below it, is nothing to pass for.
    holds(&["a.paypal A 198.51.100.1", "раураӏ A 198.51.100.2"], &[&[], &[]]);
}

proptest! {
    #[test]
    fn removing_the_records_in_the_way_resolves_the_conflict(
        records in prop::collection::vec(any_record(), 0..20),
        bunny in any::<bool>(),
    ) {
        let rules = if bunny { Provider::Bunny } else { Provider::Cloudflare }.capabilities();
        let apex = apex();
        let neighbours = Neighbours::new(&records, &apex, rules);
        for (number, found) in neighbours.all() {
            let record = &records[number as usize];
            prop_assert!(!crate::text::conflict(&found, record).is_empty());
            let others = neighbours.in_the_way(record, found.kind);
            prop_assert!(!others.contains(&number));
            if found.fix == Some(Fix::RemoveOther) {
                prop_assert!(!others.is_empty(), "{:?} {:?}", record, found);
                let left = (0_u32..).zip(&records).filter(|(number, _)| !others.contains(number));
                let left = Neighbours::new(left.map(|(_, record)| record), &apex, rules);
                let kinds: Vec<_> =
                    left.conflicts(record).into_iter().map(|conflict| conflict.kind).collect();
                prop_assert!(!kinds.contains(&found.kind), "{:?} {:?}", record, found);
            }
            let others = [Fix::RemoveOther, Fix::UnproxyName];
            let changes = found.fix.filter(|fix| !others.contains(fix));
            if let Some(mended) = changes.and_then(|fix| fix.mended(record)) {
                prop_assert_ne!(&mended, record);
            }
        }
    }

    #[test]
    fn duplicates_and_cnames_conflict_both_ways(
        records in prop::collection::vec(any_record(), 0..20),
    ) {
        let apex = apex();
        let neighbours = Neighbours::new(&records, &apex, cloudflare());
        for (number, found) in neighbours.all() {
            let both = [K::Duplicate, K::SecondCname, K::CnameBesideAddress, K::CnameBesideOther,
                K::SecondSpf, K::SecondDmarc, K::NullMxBesideMx, K::NsBesideOther];
            for other in neighbours.in_the_way(&records[number as usize], found.kind) {
                let back = neighbours.conflicts(&records[other as usize]);
                let kinds: Vec<_> = back.into_iter().map(|conflict| conflict.kind).collect();
                prop_assert!(!both.contains(&found.kind) || kinds.contains(&found.kind));
            }
        }
    }

    #[test]
    fn distinct_addresses_never_conflict(count in 0_u32..300, names in 1_u32..300) {
        let records: Vec<Record> = (0..count)
            .map(|n| record(&format!("h{} A 198.51.{}.{}", n % names, n / 200, n % 200)))
            .collect();
        let apex = apex();
        prop_assert_eq!(Neighbours::new(&records, &apex, cloudflare()).all(), []);
    }
}
