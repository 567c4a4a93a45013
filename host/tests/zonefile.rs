//! That others read the zone files that the library writes as they are meant: the parsers of
//! `hickory-proto` and `domain`, compared byte by byte with what each record is on the wire, and
//! `named-checkzone` where it is installed.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "all of it is test code"
)]

use std::io::Write as _;
use std::process::{Command, Stdio};

use domain::base::ToName as _;
use domain::base::iana::Rtype;
use domain::base::rdata::ComposeRecordData as _;
use domain::zonefile::inplace::{Entry, Zonefile};
use hickory_proto::rr::Name;
use hickory_proto::serialize::binary::BinEncodable as _;
use hickory_proto::serialize::txt::Parser;
use zonesift_core::name::DomainName;
use zonesift_core::record::{FieldKind, Rdata, Record, RecordType, Ttl};
use zonesift_core::zonefile::{Dialect, check, read, write};

const PLAIN: Dialect = Dialect { marks: false };

/// A record as all three see it: name and type, TTL, rdata on the wire.
type Seen = (String, u16, u32, Vec<u8>);

fn zone() -> DomainName {
    DomainName::parse("example.com").unwrap()
}

fn record(name: &str, rtype: RecordType, fields: &[&str]) -> Record {
    let rdata = Rdata::new(&rtype, fields);
    Record::new(DomainName::parse(name).unwrap(), rtype, rdata, Ttl::Seconds(300))
}

/// Records whose bytes follow from their fields alone.
fn samples() -> Vec<Record> {
    let digest = "ab".repeat(32);
    let mut all = vec![
        record("example.com", RecordType::A, &["192.0.2.1"]),
        record("*.example.com", RecordType::Aaaa, &["2001:db8::1"]),
        record("www.example.com", RecordType::Cname, &["cdn.example.net"]),
        record("example.com", RecordType::Mx, &["10", "mail.example.com"]),
        record("null.example.com", RecordType::Mx, &["0", "."]),
        record("sub.example.com", RecordType::Ns, &["ns1.example.net"]),
        record("4.example.com", RecordType::Ptr, &["a.example.net"]),
        record("_sip._tcp.example.com", RecordType::Srv, &["1", "2", "5060", "sip.example.net"]),
        record("example.com", RecordType::Caa, &["0", "issue", "ca.example; policy=ev"]),
        record("c.example.com", RecordType::Caa, &["128", "iodef", "mailto:a@b.example"]),
        record("_443._tcp.example.com", RecordType::Tlsa, &["3", "1", "1", &digest]),
        record("s._smimecert.example.com", RecordType::Smimea, &["3", "1", "1", &digest]),
        record("h.example.com", RecordType::Sshfp, &["4", "2", &digest]),
        record(
            "n.example.com",
            RecordType::Naptr,
            &["1", "2", "S", "SIP+D2U", "", "_sip._udp.example.com"],
        ),
        record(
            "n.example.com",
            RecordType::Naptr,
            &["1", "3", "U", "E2U+sip", r"!^(.*)$!sip:\1@a.example!", "."],
        ),
        record("n.example.com", RecordType::Naptr, &["1", "4", "", "", "", "e.example.com"]),
        record(
            "d.example.com",
            RecordType::Txt,
            &["txtvers=1", "note=hall", "say \"hi\" \\", "", "x"],
        ),
        record("k.example.com", RecordType::Openpgpkey, &["AQIDBAUG"]),
        record("sub.example.com", RecordType::Ds, &["12345", "13", "2", &digest]),
    ];
    for (place, text) in texts().into_iter().enumerate() {
        all.push(record(&format!("t{place}.example.com"), RecordType::Txt, &[&text]));
    }
    all
}

/// Texts that are meant to break a file; ASCII first.
fn texts() -> Vec<String> {
    let every: String = (0..=127_u8).map(char::from).collect();
    let mut all = vec![every, String::new(), " ".into(), "v=spf1 -all".into()];
    all.extend(
        ["\"", "\\", ";", "a\\\"b", "(", ")", "@", "$TTL 5", "\\065", "a\nb\r\nc"]
            .map(str::to_owned),
    );
    all.extend(
        [254, 255, 256, 510, 511, 1_000]
            .map(|length| "x\"".repeat(length / 2) + &"y".repeat(length % 2)),
    );
    all
}

/// What a record is on the wire (RFC 1035, section 3.3; RFC 3597, section 4).
fn wire(record: &Record) -> Vec<u8> {
    let mut bytes = Vec::new();
    if record.rtype == RecordType::Txt {
        for text in record.rdata.raw_fields() {
            let mut strings = text.as_bytes().chunks(255).peekable();
            if strings.peek().is_none() {
                bytes.push(0);
            }
            strings.for_each(|string| push_string(&mut bytes, string));
        }
        return bytes;
    }
    for (spec, text) in record.rtype.fields().iter().zip(record.rdata.raw_fields()) {
        match spec.kind {
            FieldKind::Ipv4 => bytes.extend(text.parse::<std::net::Ipv4Addr>().unwrap().octets()),
            FieldKind::Ipv6 => bytes.extend(text.parse::<std::net::Ipv6Addr>().unwrap().octets()),
            FieldKind::U8 => bytes.push(text.parse().unwrap()),
            FieldKind::U16 => bytes.extend(text.parse::<u16>().unwrap().to_be_bytes()),
            FieldKind::Host => {
                for label in text.split('.').filter(|label| !label.is_empty()) {
                    push_string(&mut bytes, label.as_bytes());
                }
                bytes.push(0);
            }
            FieldKind::Word => push_string(&mut bytes, text.as_bytes()),
            FieldKind::String if record.rtype == RecordType::Naptr => {
                push_string(&mut bytes, text.as_bytes());
            }
            FieldKind::Text | FieldKind::String => bytes.extend(text.as_bytes()),
            FieldKind::Hex => bytes.extend(
                (0..text.len() / 2)
                    .map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap()),
            ),
            FieldKind::Base64 if text == "AQIDBAUG" => bytes.extend([1, 2, 3, 4, 5, 6]),
            _ => panic!("no sample has such a field: {record:?}"),
        }
    }
    bytes
}

fn push_string(bytes: &mut Vec<u8>, string: &[u8]) {
    bytes.push(u8::try_from(string.len()).unwrap());
    bytes.extend(string);
}

fn expected(records: &[Record]) -> Vec<Seen> {
    let seen = |record: &Record| {
        (record.name.as_str().to_owned(), record.rtype.number().unwrap(), 300, wire(record))
    };
    sorted(records.iter().map(seen).collect())
}

fn sorted(mut all: Vec<Seen>) -> Vec<Seen> {
    all.sort();
    all
}

/// The file of these records, which says what they say.
fn file(records: &[Record]) -> String {
    let written = write(records, &zone(), PLAIN);
    assert_eq!(written.left_out, []);
    assert_eq!(check(records, &[], &written.text, &zone(), PLAIN), Ok(()));
    written.text
}

fn with_domain(text: &str) -> Vec<Seen> {
    let mut all = Vec::new();
    for entry in Zonefile::from(text) {
        let Entry::Record(record) = entry.unwrap() else { panic!("an include") };
        let name = record.owner().to_name::<Vec<u8>>().to_string();
        let mut bytes = Vec::new();
        record.data().compose_rdata(&mut bytes).unwrap();
        all.push((name, record.rtype().to_int(), record.ttl().as_secs(), bytes));
    }
    sorted(all)
}

fn with_hickory(text: &str) -> Vec<Seen> {
    let mut origin = Name::from_ascii("example.com").unwrap();
    origin.set_fqdn(true);
    let (_, sets) = Parser::new(text, None, Some(origin)).parse().unwrap();
    let records = sets.values().flat_map(|set| set.records_without_rrsigs());
    let seen = |record: &hickory_proto::rr::Record| {
        let name = record.name.to_string().trim_end_matches('.').to_owned();
        (name, u16::from(record.record_type()), record.ttl, record.data.to_bytes().unwrap())
    };
    sorted(records.map(seen).collect())
}

#[test]
fn domain_reads_what_is_written() {
    let mut records = samples();
    for text in ["ä".repeat(200), "\u{1f600}".into(), "\u{fffd}".into()] {
        records.push(record("u.example.com", RecordType::Txt, &[&text]));
    }
    // It does not read this type from a file; the library's own tests hold it.
    let knows = |record: &Record| !matches!(record.rtype, RecordType::Smimea);
    records.retain(knows);
    // A text is split between two signs and not within one.
    let even = |seen: Vec<Seen>| -> Vec<Seen> { seen.into_iter().map(joined).collect() };
    assert_eq!(even(with_domain(&file(&records))), even(expected(&records)));
}

/// The strings of a TXT record as one, so that it does not matter where they were split.
fn joined((name, rtype, ttl, bytes): Seen) -> Seen {
    if rtype != Rtype::TXT.to_int() {
        return (name, rtype, ttl, bytes);
    }
    let (mut text, mut rest) = (Vec::new(), &bytes[..]);
    while let Some((&length, after)) = rest.split_first() {
        let (string, after) = after.split_at(usize::from(length));
        text.extend(string);
        rest = after;
    }
    (name, rtype, ttl, text)
}

#[test]
fn hickory_reads_what_is_written() {
    let mut records = samples();
    // It is built without DNSSEC here, and so without DS. It takes the digits of `\DDD` for bits of
    // one number, so only texts without such escapes can be compared.
    let is_printable = |text: &str| text.bytes().all(|b| (b' '..=b'~').contains(&b));
    records.retain(|record| record.rtype != RecordType::Ds);
    records.retain(|record| record.rdata.raw_fields().all(is_printable));
    assert_eq!(with_hickory(&file(&records)), expected(&records));
}

/// Parameters of HTTPS in many orders and spellings, of three lists on the wire.
fn services() -> Vec<String> {
    let spelled = |port: u16| {
        let ports = [format!("port={port}"), format!("port=\"{port}\"")];
        let others = ["alpn=h3,h2", "alpn=\"h3,h2\""];
        let hints = ["ipv6hint=2001:db8::1", "ipv6hint=\"2001:DB8:0:0::1\""];
        let keys = ["key667=\"a b\"", r"key667=a\032b", r"key667=\097\032\098"];
        let mut all = Vec::new();
        for (port, alpn) in ports.iter().flat_map(|port| others.map(|alpn| (port, alpn))) {
            for (hint, key) in hints.iter().flat_map(|hint| keys.map(|key| (hint, key))) {
                all.push(format!("{port} {alpn} {hint} {key}"));
                all.push(format!("{key} {hint} {alpn} {port}"));
            }
        }
        all
    };
    let mut all = spelled(8443);
    all.extend(spelled(443));
    all.push("alpn=h2,h3 port=443 ipv6hint=2001:db8::1".into());
    all
}

#[test]
fn records_have_equal_identities_if_their_bytes_are_equal() {
    let seen: Vec<(String, Vec<u8>)> = services()
        .iter()
        .map(|params| {
            let line = format!("$ORIGIN example.com.\nh 300 IN HTTPS 1 . {params}\n");
            let ours = read(&line, &zone(), PLAIN, Ttl::Auto);
            assert_eq!(ours.problems, [], "{line}");
            let [(_, _, _, bytes)] = &with_domain(&line)[..] else { panic!("{line}") };
            (ours.records[0].identity(), bytes.clone())
        })
        .collect();
    for (identity, bytes) in &seen {
        for (other, other_bytes) in &seen {
            assert_eq!(identity == other, bytes == other_bytes, "{identity} {other}");
        }
    }
}

#[test]
fn the_library_reads_the_zones_of_the_sandbox_as_hickory_does() {
    for (origin, text) in zonesift_host::zonefile::FILES {
        let apex = DomainName::parse(origin).unwrap();
        let ours = read(text, &apex, PLAIN, Ttl::Auto);
        assert_eq!(ours.problems, [], "{origin}");
        let theirs = zonesift_host::zonefile::read(origin, text).unwrap();
        let names = |all: Vec<(String, u16)>| {
            let mut all = all;
            all.sort();
            all
        };
        let ours = ours.records.iter();
        let ours = ours.map(|r| (r.name.as_str().to_owned(), r.rtype.number().unwrap())).collect();
        let theirs = theirs.iter().map(|record| {
            let name = record.name.to_string().trim_end_matches('.').to_lowercase();
            (name, u16::from(record.record_type()))
        });
        assert_eq!(names(ours), names(theirs.collect()), "{origin}");
    }
}

/// What BIND makes of a file of the zone: every record written anew. None where it is not installed.
fn with_bind(text: &str) -> Option<String> {
    let said = try_bind(text)?;
    Some(said.unwrap_or_else(|error| panic!("{error}\n{text}")))
}

/// The same, or why BIND refuses it.
fn try_bind(text: &str) -> Option<Result<String, String>> {
    let asked = Command::new("named-checkzone")
        .args(["-i", "none", "-k", "ignore", "-s", "full", "-o", "-", "example.com", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut asked) = asked else {
        println!("skipped: named-checkzone is not installed");
        return None;
    };
    asked.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let said = asked.wait_with_output().unwrap();
    let error = String::from_utf8_lossy(&said.stderr).into_owned();
    Some(said.status.success().then(|| String::from_utf8(said.stdout).unwrap()).ok_or(error))
}

/// What every zone that BIND reads must have.
const FRAME: &str = "$TTL 300\n@ SOA ns1.example.net. host.example.net. 1 7200 3600 1209600 300\n@ NS ns1.example.net.\n";

/// What a record is, in the one spelling that both readings of a file must come to.
fn essences(text: &str) -> Vec<String> {
    let file = read(text, &zone(), PLAIN, Ttl::Auto);
    assert_eq!(file.problems, [], "{text}");
    // Lengths of a position have a fraction or none.
    let essence = |record: &Record| record.identity().replace(".00", "");
    let mut all: Vec<String> = file.records.iter().map(essence).collect();
    all.sort();
    all
}

#[test]
fn bind_reads_texts_and_words_for_numbers_as_the_library_does() {
    let text = FRAME.to_owned()
        + &[
            r#"a TXT "txtvers=1" "rp=printers/a" "" "note=hall""#,
            r"b TXT several words without quotes\; and a semicolon",
            r#"c TXT "one""two" three"#,
            r#"d TXT """#,
            r#"n NAPTR 100 10 "S" "SIP+D2U" "" _sip._udp.example.com."#,
            r#"n NAPTR 100 10 "" "" "/urn:cid:.+@([^\\.]+\\.)(.*)$/\\2/i" ."#,
            r#"n NAPTR 100 20 "" "" "" ."#,
            r#"e CAA 0 issue """#,
            "sub NS ns1.example.net.",
            "sub DS 1 ECDSAP256SHA256 SHA-256 abababababababababababababababababababababababababababababababab",
            "sub DS 1 RSASHA256 SHA-384 cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd",
            "k DNSKEY 256 3 RSASHA256 AwEAAQ==",
            "k DNSKEY 257 DNSSEC ECDSAP384SHA384 AwEAAQ==",
            "k CERT PKIX 1 RSASHA256 AwEAAQ==",
            "k CERT IACPKIX 1 NSEC3RSASHA1 AwEAAQ==",
            "k CERT OID 1 PRIVATEOID AwEAAQ==",
        ]
        .join("\n")
        + "\n";
    let Some(theirs) = with_bind(&text) else { return };
    assert_eq!(essences(&theirs), essences(&text), "{theirs}");
}

/// Words that look like types, classes and times stand for names wherever a name stands, and the type is
/// what stands in its place: a line that BIND refuses is none that is left out in silence.
#[test]
fn bind_takes_and_refuses_the_lines_of_names_like_types_that_the_library_does() {
    let taken = [
        "sig A 192.0.2.1",
        "RRSIG MX 10 sig",
        "1h MX 10 1h",
        "MX MX 10 IN",
        "SIG IN CNAME sig",
        "300 A 192.0.2.1",
        "IN A 192.0.2.1",
        "TYPE1 A 192.0.2.1",
        "w TXT rrsig",
        "w MX 10 type46",
        "w NS CLASS1",
        " MX 10 sig",
        " 300 IN NS nsec",
        "txt RRSIG A 13 2 300 20300101000000 20290101000000 1 a.example. AAAA",
        "mx 300 IN NSEC ns.example.com. A RRSIG NSEC",
        "w NSEC3PARAM 1 0 0 -",
        "w CDS 0 0 0 00",
        "w TYPE47 \\# 6 016200 000140",
        "w TYPE65534 \\# 5 0D00010001",
    ];
    let refused = [
        "MX 10 sig",
        "NS SIG",
        "CNAME rrsig",
        "A nsec",
        "PTR type46",
        "MX 10 rp",
        "NS kx",
        "MX 10 A",
        "HTTPS 1 mx alpn=h2",
        "w sig",
        "w 5 RRSIG",
        "w 5 NSEC b",
        "w CDS 0 0 0",
    ];
    let lines = taken.map(|line| (line, true)).into_iter().chain(refused.map(|line| (line, false)));
    for (line, is_taken) in lines {
        let text = format!("{FRAME}first A 192.0.2.7\n{line}\n");
        let ours = read(&text, &zone(), PLAIN, Ttl::Auto);
        assert_eq!(ours.problems.is_empty(), is_taken, "{line}: {:?}", ours.problems);
        let Some(theirs) = try_bind(&text) else { continue };
        assert_eq!(theirs.is_ok(), is_taken, "{line}: {theirs:?}");
        if let Ok(theirs) = theirs {
            let ours = ours.records.iter().map(|record| record.identity());
            let theirs = read(&theirs, &zone(), PLAIN, Ttl::Auto);
            let mut both =
                [ours.collect(), theirs.records.iter().map(Record::identity).collect::<Vec<_>>()];
            both.iter_mut().for_each(|all| all.sort());
            assert_eq!(both[0], both[1], "{line}");
        }
    }
}

/// Records of all types as `\#`, and in the words that they stand for.
fn generic() -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = samples()
        .iter()
        .map(|record| {
            let bytes = wire(record);
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            let number = record.rtype.number().unwrap();
            let line = format!("{}. 300 IN TYPE{number} \\# {} {hex}", record.name, bytes.len());
            (line, zonesift_core::zonefile::line(record).unwrap())
        })
        .collect();
    for (generic, words) in [
        (
            r"loc LOC \# 16 00121613 8b0d2c8c 7ff1c2f8 0098966a",
            "loc LOC 51 30 12.748 N 0 15 33.128 W -0.22m 1.00m 10000.00m 10.00m",
        ),
        (
            r"h HTTPS \# 39 0001 00 00010006026833026832 0003000220fb 0006001020010db8000000000000000000000001",
            "h HTTPS 1 . alpn=\"h3,h2\" port=\"8443\" ipv6hint=\"2001:db8::1\"",
        ),
        (
            r"s SVCB \# 19 0001 016100 000000020004 00040004c0000201",
            "s SVCB 1 a. mandatory=\"ipv4hint\" ipv4hint=\"192.0.2.1\"",
        ),
        (
            r"g SVCB \# 23 0001 016100 0000 0002 0009 0009 0004 001d0017 000a 0000",
            r#"g SVCB 1 a. mandatory="tls-supported-groups" tls-supported-groups="29,23" docpath"#,
        ),
        (r"k DNSKEY \# 8 0101030d AABBCCDD", "k DNSKEY 257 3 13 qrvM3Q=="),
        (r"c CERT \# 7 0001 0002 08 AABB", "c CERT 1 2 8 qrs="),
        (r"u URI \# 5 0001 0002 61", "u URI 1 2 \"a\""),
        (r"o TYPE65280 \# 2 abcd", r"o TYPE65280 \# 2 abcd"),
    ] {
        all.push((generic.to_owned(), words.to_owned()));
    }
    all
}

#[test]
fn data_in_hexadecimal_says_the_same_as_words_here_and_to_bind() {
    let all = generic();
    let file = |of: fn(&(String, String)) -> &str| {
        let lines: Vec<&str> = all.iter().map(of).collect();
        FRAME.to_owned() + &lines.join("\n") + "\n"
    };
    let (generic, words) = (file(|(generic, _)| generic), file(|(_, words)| words));
    assert_eq!(essences(&generic), essences(&words));
    let Some(theirs) = with_bind(&generic) else { return };
    assert_eq!(essences(&theirs), essences(&words), "{theirs}");
}

#[test]
fn domain_and_hickory_read_these_texts_as_the_library_does() {
    let text = [
        r#"a.example.com. 300 IN TXT "txtvers=1" "rp=printers/a" "" "note=hall""#,
        r"b.example.com. 300 IN TXT several words without quotes",
        r#"d.example.com. 300 IN TXT """#,
        r#"n.example.com. 300 IN NAPTR 100 10 "" "" "" ."#,
        r#"n.example.com. 300 IN NAPTR 100 20 "S" "SIP+D2U" "" _sip._udp.example.com."#,
        "",
    ]
    .join("\n");
    let ours = read(&text, &zone(), PLAIN, Ttl::Auto);
    assert_eq!(ours.problems, []);
    let ours = expected(&ours.records);
    assert_eq!(with_domain(&text), ours);
    assert_eq!(with_hickory(&text), ours);
}

#[test]
fn named_checkzone_takes_what_is_written() {
    let mut records = samples();
    let ns = "ns1.example.net";
    records.push(record("example.com", RecordType::Ns, &[ns]));
    records.push(record(
        "example.com",
        RecordType::Soa,
        &["ns1.example.net. host.example.net. 1 7200 3600 1209600 300"],
    ));
    records.push(record(
        "svc.example.com",
        RecordType::Https,
        &["1", ".", "alpn=\"h3,h2\" port=8443 ipv4hint=192.0.2.1"],
    ));
    records.push(record("svc.example.com", RecordType::Svcb, &["0", "cdn.example.net", ""]));
    records.push(record("sub.example.com", RecordType::Dnskey, &["257", "3", "13", "AQIDBAUG"]));
    records.push(record("cert.example.com", RecordType::Cert, &["1", "2", "8", "AQIDBAUG"]));
    records.push(record("uri.example.com", RecordType::Uri, &["1", "2", "https://a.example/;x"]));
    let loc =
        ["51", "30", "12.748", "N", "0", "7", "39.612", "W", "0.00", "1.00", "10.00", "10.00"];
    records.push(record("loc.example.com", RecordType::Loc, &loc));
    records.push(record(
        "other.example.com",
        RecordType::Other("TYPE65280".into()),
        &["\\# 2 abcd"],
    ));
    records.push(record(r"a\.b\032c.example.com", RecordType::A, &["192.0.2.1"]));
    records.push(record("u.example.com", RecordType::Txt, &["ä\u{1f600}"]));
    let text = file(&records);
    let Some(theirs) = with_bind(&text) else { return };
    assert_eq!(essences(&theirs), essences(&text), "{theirs}");
}
