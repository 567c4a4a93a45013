//! One or more good records of every type, to be written and read back.

use zonesift_core::name::DomainName;
use zonesift_core::record::{Rdata, Record, RecordType, Ttl};

/// Type, name below the zone, fields.
const SAMPLES: &[(&str, &str, &[&str])] = &[
    ("A", "@", &["192.0.2.1"]),
    ("AAAA", "six", &["2001:db8::1"]),
    ("CNAME", "alias", &["target.example"]),
    ("MX", "@", &["10", "mail.example"]),
    ("MX", "null", &["0", "."]),
    ("TXT", "@", &["say \"hi\" \\ there; a b "]),
    (
        "TXT",
        "_long",
        &[
            "v=DKIM1; p=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        ],
    ),
    ("NS", "branch", &["ns1.example"]),
    ("SRV", "_sip._tcp", &["10", "60", "5060", "sip.example"]),
    ("SRV", "_imap._tcp", &["0", "0", "0", "."]),
    ("CAA", "@", &["128", "issue", "ca.example; accounturi=https://ca.example/1"]),
    ("CAA", "iodef", &["0", "iodef", "mailto:a@b.example"]),
    ("PTR", "4", &["host.example"]),
    ("HTTPS", "@", &["1", ".", "alpn=\"h3,h2\" ipv4hint=\"192.0.2.1\""]),
    ("HTTPS", "shop", &["0", "stores.example", ""]),
    ("SVCB", "_dns", &["1", "dns.example", "alpn=\"dot\""]),
    ("TLSA", "_443._tcp", &["3", "1", "1", "00ff"]),
    ("SMIMEA", "ab._smimecert", &["3", "0", "0", "00ff"]),
    ("DS", "sub", &["12345", "13", "2", "00ff"]),
    ("DNSKEY", "keys", &["257", "3", "13", "AAAA"]),
    ("CERT", "cert", &["1", "12345", "8", "AAAA"]),
    ("SSHFP", "ssh", &["4", "2", "00ff"]),
    ("NAPTR", "enum", &["10", "20", "S", "SIP+D2U", "!^.*$!sip:a@b.example!", "_sip._udp.example"]),
    ("URI", "_http._tcp", &["10", "1", "https://example.net/a?b=\"c\""]),
    (
        "LOC",
        "here",
        &["51", "30", "12.748", "n", "0", "7", "39.5", "w", "-0.25", "1", "10000", "10"],
    ),
    ("OPENPGPKEY", "ab._openpgpkey", &["AAAA"]),
];

/// All samples of these types, in a zone.
pub fn of(types: &[RecordType], zone: &DomainName) -> Vec<Record> {
    let samples = SAMPLES.iter().map(|(rtype, name, fields)| {
        let rtype = RecordType::parse(rtype);
        let rdata = Rdata::new(&rtype, *fields);
        Record::new(DomainName::join(name, zone).unwrap(), rtype, rdata, Ttl::Seconds(300))
    });
    let samples: Vec<_> = samples.filter(|record| types.contains(&record.rtype)).collect();
    for rtype in types {
        assert!(samples.iter().any(|record| record.rtype == *rtype), "no sample of {rtype:?}");
    }
    samples
}

/// The record with this type and name.
pub fn find<'a>(records: &'a [Record], rtype: RecordType, name: &str) -> &'a Record {
    let mut all = records.iter();
    let found = all.find(|record| record.rtype == rtype && record.name.as_str() == name);
    found.unwrap_or_else(|| panic!("no {rtype:?} at {name}"))
}
