//! What the proxy breaks, with a case for and a case against each rule.

use super::ConflictKind as K;
use super::tests::{apex, cloudflare, holds, kinds, record, zone};
use super::*;
use crate::provider::Provider;
use proptest::prelude::*;

/// The kinds of conflict of one record by itself.
fn alone(line: &str) -> Vec<K> {
    kinds(&[line], cloudflare()).remove(0)
}

#[test]
fn warns_of_proxied_names_with_an_underscore() {
    for name in
        ["selector1._domainkey", "_acme-challenge", "_dmarc.sub", "_domainconnect", "a._b.c"]
    {
        assert_eq!(
            alone(&format!("{name} CNAME x.example proxied")),
            [K::ProxiedUnderscore],
            "{name}"
        );
        assert_eq!(alone(&format!("{name} CNAME x.example")), []);
        assert_eq!(alone(&format!("{name} A 192.0.2.1 proxied")), [K::ProxiedUnderscore]);
    }
    assert_eq!(alone("a_b A 192.0.2.1 proxied"), []);
}

#[test]
fn warns_of_proxied_service_names_at_any_label() {
    for name in [
        "autodiscover",
        "autoconfig",
        "lyncdiscover",
        "sip",
        "enterpriseregistration",
        "enterpriseenrollment",
        "msoid",
        "mail",
        "mail2",
        "mail-1",
        "eu.smtp",
        "imap.eu",
        "pop3",
        "mx01",
        "ftp.site",
        "ssh",
        "vpn",
        "ns1",
        "ldap",
        "turn",
    ] {
        let found = alone(&format!("{name} A 192.0.2.1 proxied"));
        assert_eq!(found, [K::ProxiedService], "{name}");
    }
    for name in ["www", "www.mail", "webmail", "mailing", "shop", "turns-out", "mta-sts", "@", "*"]
    {
        assert_eq!(alone(&format!("{name} A 192.0.2.1 proxied")), [], "{name}");
    }
}

#[test]
fn follows_targets_of_mx_srv_and_ns_through_cnames_and_wildcards() {
    let target = [K::ProxiedTarget];
    // By a CNAME, by several, and by the wildcard that answers.
    holds(
        &["@ MX 1 m.example.com", "m CNAME n.example.com", "n A 192.0.2.1 proxied"],
        &[&[K::TargetIsCname], &[], &target],
    );
    holds(
        &[
            "a SRV 1 1 1 m.example.com",
            "m CNAME n.example.com proxied",
            "n CNAME o.example.com proxied",
            "o AAAA 2001:db8::1 proxied",
        ],
        &[&[], &target, &target, &target],
    );
    holds(&["@ MX 1 m.example.com", "* A 192.0.2.1 proxied"], &[&[], &target]);
    holds(&["sub NS n.example.com", "n A 192.0.2.1 proxied"], &[&[], &target]);
    // A chain that goes in a circle ends.
    holds(
        &["@ MX 1 a.example.com", "a CNAME b.example.com", "b CNAME a.example.com"],
        &[&[K::TargetIsCname], &[], &[]],
    );
    // Browsers follow HTTPS.
    holds(&["@ HTTPS 1 a.example.com", "a A 192.0.2.1 proxied"], &[&[], &[]]);
}

#[test]
fn notes_proxied_foreign_hosts_and_warns_of_those_known_to_refuse() {
    for target in [
        "autodiscover.outlook.com",
        "dkim2.mcsv.net",
        "abc.dkim.amazonses.com",
        "u1.wl2.sendgrid.net",
        "x.acm-validations.aws",
        "tenant.onmicrosoft.com",
    ] {
        assert_eq!(alone(&format!("x CNAME {target} proxied")), [K::ProxiedRefused], "{target}");
    }
    let key = Record {
        rdata: Rdata::new(&RecordType::Cname, ["key._domainkey.newsletter.example"]),
        ..record("x CNAME y.example proxied")
    };
    let apex = apex();
    let told = Neighbours::new([&key], &apex, cloudflare()).conflicts(&key);
    assert_eq!(told[0].kind, K::ProxiedRefused);
    assert_eq!(alone("x CNAME shop.hosting.example proxied"), [K::ProxiedElsewhere]);
    assert_eq!(K::ProxiedElsewhere.severity(), Severity::Notes);
    holds(&["x CNAME y.example.com proxied", "y A 192.0.2.1"], &[&[], &[]]);
    assert_eq!(alone("x CNAME notsendgrid.net proxied"), [K::ProxiedElsewhere]);
}

#[test]
fn one_proxied_address_proxies_every_address_of_its_name() {
    let sibling = [K::ProxiedBySibling];
    holds(&["a A 192.0.2.1 proxied", "a A 192.0.2.2"], &[&[], &sibling]);
    holds(&["a A 192.0.2.1 proxied", "a AAAA 2001:db8::1"], &[&[], &sibling]);
    holds(&["a A 192.0.2.1 proxied", "b A 192.0.2.2", "a TXT x"], &[&[], &[], &[]]);
    // It counts as proxied itself.
    let mail = [K::ProxiedService, K::ProxiedBySibling];
    holds(&["mail A 192.0.2.1 proxied", "mail A 192.0.2.2"], &[&[K::ProxiedService], &mail]);
    holds(
        &["a A 192.0.2.1 proxied", "a A 10.0.0.1"],
        &[&[], &[K::ProxiedBySibling, K::PrivateProxied]],
    );
    let (records, apex) = (zone(&["mail A 192.0.2.1 proxied", "mail A 192.0.2.2"]), apex());
    let neighbours = Neighbours::new(&records, &apex, cloudflare());
    for found in neighbours.conflicts(&records[1]) {
        assert_eq!(found.fix, Some(Fix::UnproxyName));
    }
    // Alone it is enough to turn off its own.
    assert_eq!(neighbours.conflicts(&records[0])[0].fix, Some(Fix::Unproxy));
    assert_eq!(neighbours.proxying(&records[1]), [0]);
    let bunny = Provider::Bunny.capabilities();
    assert_eq!(kinds(&["a A 192.0.2.1 proxied", "a A 192.0.2.2"], bunny), [[], []]);
}

#[test]
fn a_new_address_is_proxied_by_a_held_one_of_its_name() {
    let (records, apex) = (zone(&["www A 192.0.2.1 proxied"]), apex());
    let neighbours = Neighbours::new(&records, &apex, cloudflare());
    let new = record("www AAAA 2001:db8::1");
    let kinds: Vec<_> = neighbours.conflicts(&new).iter().map(|found| found.kind).collect();
    assert_eq!(kinds, [K::ProxiedBySibling]);
}

proptest! {
    /// The cheap way finds what looking at everything finds.
    #[test]
    fn the_proxy_check_alone_agrees_with_the_full_check(
        lines in prop::collection::vec((0..6_usize, 0..6_usize, any::<bool>()), 0..12),
    ) {
        let names = ["www", "mail", "a", "*.b", "x.b", "_dmarc"];
        let data = [
            "A 192.0.2.1",
            "A 10.0.0.1",
            "CNAME a.example.com",
            "CNAME x.lync.com",
            "MX 10 a.example.com",
            "NS x.b.example.com",
        ];
        let record = |(name, data_of, proxied): &(usize, usize, bool)| {
            let mark = if *proxied && *data_of < 4 { " proxied" } else { "" };
            record(&format!("{} {}{mark}", names[*name], data[*data_of]))
        };
        let records: Vec<Record> = lines.iter().map(record).collect();
        let zone = apex();
        let all = Neighbours::new(&records, &zone, cloudflare());
        let few = Neighbours::for_proxy(records.iter().collect(), &zone, cloudflare());
        for record in &records {
            let is_broken = |conflict: &Conflict| conflict.kind.is_broken_by_proxy();
            let expected = all.conflicts(record).iter().any(is_broken);
            prop_assert_eq!(few.is_broken_by_proxy(record), expected, "{:?}", record);
            prop_assert_eq!(few.proxying(record), all.proxying(record));
        }
    }
}
