//! Tests of purposes.

use super::*;
use crate::zonefile::samples::{any_record, record, zone};
use proptest::prelude::*;

/// The purpose of each record, with its name and type.
fn purposes_of(records: &[Record]) -> Vec<(String, Purpose)> {
    let zone = zone();
    let all = Purposes::new(records, &zone);
    let named =
        |record: &Record| [record.rtype.raw(), " ", record.name.relative_to(&zone)].concat();
    records.iter().map(|record| (named(record), all.of(record))).collect()
}

fn at(name: &str, rtype: RecordType, fields: &[&str]) -> Record {
    let name = DomainName::resolve(name, &zone()).unwrap();
    record(name.as_str(), rtype, fields)
}

#[test]
fn tells_what_the_records_of_a_company_are_for() {
    use Purpose::*;
    use RecordType as T;
    let cases = [
        (at("@", T::Soa, &["ns1.old.example. a.example.com. 1 2 3 4 5"]), OldHost),
        (at("@", T::Ns, &["ns1.old.example"]), OldHost),
        (at("@", T::A, &["203.0.113.10"]), Website),
        (at("@", T::Mx, &["10", "mx1.example.com"]), Mail),
        (at("@", T::Txt, &["v=spf1 a:gateway.example.com ~all"]), Mail),
        (at("@", T::Txt, &["mailcloud-site-verification=8d1f0c55b7e94a0c9b1e"]), Verification),
        (at("@", T::Txt, &["MS=ms41720396"]), Mail),
        (at("@", T::Txt, &["8d1f0c55b7e94a0c9b1e77"]), Verification),
        (at("@", T::Txt, &["we are hiring"]), Unknown),
        (at("@", T::Caa, &["0", "issue", "letsencrypt.org"]), Certificates),
        (at("@", T::Https, &["1", ".", ""]), Website),
        (at("*", T::A, &["203.0.113.99"]), Website),
        (at("www", T::Cname, &["example.com"]), Website),
        (at("m2", T::Cname, &["www.example.com"]), Website),
        (at("intranet", T::A, &["203.0.113.10"]), Website),
        (at("mx1", T::A, &["198.51.100.17"]), Mail),
        (at("zeus", T::A, &["198.51.100.18"]), Mail),
        (at("lists", T::Mx, &["10", "zeus.example.com"]), Mail),
        (at("gateway", T::A, &["198.51.100.30"]), Mail),
        (at("status", T::Cname, &["x.statusboard.example"]), Services),
        (at("erp-2009", T::Cname, &["erp.hosting.example"]), Services),
        (at("autodiscover", T::Cname, &["autodiscover.outlook.com"]), Mail),
        (at("enterpriseregistration", T::Cname, &["enterpriseregistration.windows.net"]), Services),
        (at("pages", T::Cname, &["someone.github.io"]), Website),
        (at("s1._domainkey", T::Cname, &["x.mailcloud.example"]), Mail),
        (at("_dmarc", T::Txt, &["v=DMARC1; p=none"]), Mail),
        (at("_smtp._tls", T::Txt, &["v=TLSRPTv1; rua=mailto:a@example.com"]), Mail),
        (at("default._bimi", T::Txt, &["v=BIMI1; l="]), Mail),
        (at("_imaps._tcp", T::Srv, &["0", "1", "993", "mail.example.com"]), Mail),
        (at("_caldavs._tcp", T::Srv, &["0", "1", "443", "cal.example.com"]), Mail),
        (at("cal", T::A, &["203.0.113.51"]), Mail),
        (at("_sip._tls", T::Srv, &["100", "1", "443", "phone.example.com"]), Services),
        (at("phone", T::A, &["203.0.113.52"]), Services),
        (at("_25._tcp.mx1", T::Tlsa, &["3", "1", "1", "ab"]), Mail),
        (at("_443._tcp.www", T::Tlsa, &["3", "1", "1", "ab"]), Certificates),
        (at("_acme-challenge", T::Cname, &["x.acme.example"]), Certificates),
        (at("_x1", T::Cname, &["_y.acm-validations.aws"]), Certificates),
        (at("_dns.resolver", T::Svcb, &["1", "dns.example.com", ""]), Services),
        (at("_domainconnect", T::Cname, &["connect.old.example"]), OldHost),
        (at("cpanel", T::A, &["203.0.113.10"]), OldHost),
        (at("branch", T::Ns, &["ns1.branch.example.com"]), Delegations),
        (at("ns1.branch", T::A, &["203.0.113.70"]), Delegations),
        (at("vpn", T::A, &["203.0.113.60"]), Services),
        (at("_b7e1d3.payroll", T::Txt, &["ownership=3c9a7f60"]), Verification),
        (at("kraken-prod-7", T::A, &["203.0.113.200"]), Unknown),
        (at("@", T::parse("TYPE65280"), &["\\# 1 00"]), Unknown),
    ];
    let records: Vec<Record> = cases.iter().map(|(record, _)| record.clone()).collect();
    for ((name, found), (record, expected)) in purposes_of(&records).into_iter().zip(&cases) {
        assert_eq!(found, *expected, "{name} {}", record.content().raw());
    }
}

#[test]
fn a_host_of_the_old_host_that_mail_goes_to_is_for_mail() {
    let records = [
        at("cpanel", RecordType::A, &["203.0.113.10"]),
        at("@", RecordType::Mx, &["10", "cpanel.example.com"]),
    ];
    assert_eq!(purposes_of(&records)[0].1, Purpose::Mail);
}

#[test]
fn follows_no_circle_of_aliases() {
    let records = [
        at("a", RecordType::Cname, &["b.example.com"]),
        at("b", RecordType::Cname, &["a.example.com"]),
    ];
    let unknown = |(_, purpose): &(String, Purpose)| *purpose == Purpose::Unknown;
    assert!(purposes_of(&records).iter().all(unknown));
}

proptest! {
    #[test]
    fn every_record_has_a_purpose(records in proptest::collection::vec(any_record(), 0..12)) {
        prop_assert_eq!(purposes_of(&records).len(), records.len());
    }
}
