//! What zone files may hold, what is wrong with them, and that what is written is read again.

use proptest::prelude::*;

use super::samples::{any_marked, any_record, record, zone};
use super::*;
use crate::record::{Rdata, RecordType};

const PLAIN: Dialect = Dialect { marks: false };
const MARKED: Dialect = Dialect { marks: true };

fn read_plain(text: &str) -> ZoneFile {
    read(text, &zone(), PLAIN, Ttl::Auto)
}

/// The records of a text as one line each: name, TTL, type, fields.
fn lines(text: &str) -> Vec<String> {
    let file = read_plain(text);
    assert_eq!(file.problems, [], "{text}");
    assert_eq!(file.lines.len(), file.records.len());
    file.records.iter().map(line).collect()
}

fn line(record: &Record) -> String {
    let fields: Vec<&str> = record.rdata.raw_fields().collect();
    let ttl = crate::text::ttl(record.ttl);
    format!("{} {ttl} {} {}", record.name, record.rtype.raw(), fields.join("|"))
}

fn problems(text: &str) -> Vec<(u32, u32, ProblemKind)> {
    read_plain(text).problems.iter().map(|p| (p.line, p.column, p.kind)).collect()
}

#[test]
fn reads_every_form_of_an_entry() {
    for (text, expected) in [
        ("", vec![]),
        ("\n\r\n ; only a comment\n\t\n", vec![]),
        ("www 300 IN A 192.0.2.1", vec!["www.example.com 300 A 192.0.2.1"]),
        ("\u{feff}www 300 IN A 192.0.2.1\n", vec!["www.example.com 300 A 192.0.2.1"]),
        ("www\tIN\t300\tA\t192.0.2.1\r\n", vec!["www.example.com 300 A 192.0.2.1"]),
        ("www in 1h30m a 192.0.2.1;note", vec!["www.example.com 5400 A 192.0.2.1"]),
        ("www A 192.0.2.1", vec!["www.example.com Auto A 192.0.2.1"]),
        ("www CLASS1 TYPE1 192.0.2.1", vec!["www.example.com Auto A 192.0.2.1"]),
        (
            "@ 60 A 192.0.2.1\n 60 A 192.0.2.2",
            vec!["example.com 60 A 192.0.2.1", "example.com 60 A 192.0.2.2"],
        ),
        (
            "a 1 A 192.0.2.1\rb 1 A 192.0.2.2\r\r",
            vec!["a.example.com 1 A 192.0.2.1", "b.example.com 1 A 192.0.2.2"],
        ),
        (
            "$TTL 2h\na A 192.0.2.1\nb 5 A 192.0.2.2\nc A 192.0.2.3",
            vec![
                "a.example.com 7200 A 192.0.2.1",
                "b.example.com 5 A 192.0.2.2",
                "c.example.com 7200 A 192.0.2.3",
            ],
        ),
        (
            "a 5 A 192.0.2.1\nb A 192.0.2.2",
            vec!["a.example.com 5 A 192.0.2.1", "b.example.com 5 A 192.0.2.2"],
        ),
        (
            "$origin sub\nwww 5 A 192.0.2.1\n$ORIGIN example.com.\nwww 5 A 192.0.2.1",
            vec!["www.sub.example.com 5 A 192.0.2.1", "www.example.com 5 A 192.0.2.1"],
        ),
        (
            "m (5 ; note (\n IN) MX ( 10 ; \"first\n\n mail ) ; last\n",
            vec!["m.example.com 5 MX 10|mail.example.com"],
        ),
        ("a 5 A (\n(192.0.2.1))", vec!["a.example.com 5 A 192.0.2.1"]),
        (
            r#"t 5 TXT "a;b" c\;d ( "e" ) "" "\"\\\195\164""#,
            vec!["t.example.com 5 TXT a;b|c;d|e||\"\\ä"],
        ),
        (r#"t 5 TXT """#, vec!["t.example.com 5 TXT "]),
        (r#"t 5 TXT a"b"c"#, vec!["t.example.com 5 TXT a|b|c"]),
        ("t 5 TXT ü", vec!["t.example.com 5 TXT ü"]),
        ("a [AGE:3600123] 5 A 192.0.2.1", vec!["a.example.com 5 A 192.0.2.1"]),
        (
            "$TTL 9\n@ [Aging:3600123] A 192.0.2.1\n [AGE:1] 5 IN A 192.0.2.2",
            vec!["example.com 9 A 192.0.2.1", "example.com 5 A 192.0.2.2"],
        ),
        ("_sip._tls.@ 5 SRV 1 2 3 a.", vec!["_sip._tls.example.com 5 SRV 1|2|3|a"]),
        (r"a\.b 5 A 192.0.2.1", vec![r"a\.b.example.com 5 A 192.0.2.1"]),
        (r"\$x 5 A 192.0.2.1", vec!["$x.example.com 5 A 192.0.2.1"]),
    ] {
        assert_eq!(lines(text), expected, "{text}");
    }
}

#[test]
fn reads_every_type() {
    for (text, expected) in [
        ("A 192.0.2.1", "A 192.0.2.1"),
        ("AAAA 2001:DB8::1", "AAAA 2001:db8::1"),
        ("CNAME www", "CNAME www.example.com"),
        ("CNAME @", "CNAME example.com"),
        ("CNAME WWW.Example.ORG.", "CNAME www.example.org"),
        ("MX 0 .", "MX 0|."),
        ("NS ns1", "NS ns1.example.com"),
        ("PTR a.", "PTR a"),
        ("SRV 1 2 3 t", "SRV 1|2|3|t.example.com"),
        ("CAA 0 issue \"ca.example; a=b\"", "CAA 0|issue|ca.example; a=b"),
        ("CAA 0 issue ca.example", "CAA 0|issue|ca.example"),
        ("HTTPS 0 cdn.", "HTTPS 0|cdn|"),
        ("HTTPS 1 . alpn=\"h3,h2\"   port=8443", "HTTPS 1|.|alpn=\"h3,h2\" port=8443"),
        ("SVCB 1 . key667=\"a b\"", "SVCB 1|.|key667=\"a b\""),
        ("TLSA 3 1 1 AB ( CD\n EF )", "TLSA 3|1|1|abcdef"),
        ("SMIMEA 3 1 1 ABCD", "SMIMEA 3|1|1|abcd"),
        ("DS 1 8 2 ABCD", "DS 1|8|2|abcd"),
        ("DNSKEY 257 3 13 AAAA BBBB", "DNSKEY 257|3|13|AAAABBBB"),
        ("CERT 1 2 3 AAAA", "CERT 1|2|3|AAAA"),
        ("SSHFP 4 2 abcd", "SSHFP 4|2|abcd"),
        (r#"NAPTR 1 2 S SIP+D2U "" _sip._udp"#, "NAPTR 1|2|S|SIP+D2U||_sip._udp.example.com"),
        (r#"NAPTR 1 2 "U" "E2U" "!^.*$!\\1!" ."#, r"NAPTR 1|2|U|E2U|!^.*$!\1!|."),
        ("URI 1 2 \"https://a.example/;\"", "URI 1|2|https://a.example/;"),
        (
            "LOC 51 30 12.748 N 0 7 39.612 W 0.00m 1m 10m 10m",
            "LOC 51|30|12.748|N|0|7|39.612|W|0.00|1|10|10",
        ),
        ("LOC 51 N 0 7 W -5m", "LOC 51|0|0|N|0|7|0|W|-5|1|10000|10"),
        ("OPENPGPKEY AAAA BB==", "OPENPGPKEY AAAABB=="),
        (
            "SOA ns1 host 1 1h 60 1w 300",
            "SOA ns1.example.com. host.example.com. 1 3600 60 604800 300",
        ),
        ("SOA . . 4294967295 1 2 3 4", "SOA . . 4294967295 1 2 3 4"),
        (r"TYPE1234 \# 4 0A 000001", r"TYPE1234 \# 4 0a000001"),
        (r"TYPE1234 \# 0", r"TYPE1234 \# 0"),
        (r"TYPE1 \# 4 C0000201", "A 192.0.2.1"),
        (r"AAAA \# 16 20010DB8000000000000000000000001", "AAAA 2001:db8::1"),
        (r"MX \# 5 000A 0161 00", "MX 10|a"),
        (r"TXT \# 5 0161 00 0162", "TXT a||b"),
        (r"TXT \# 1 00", "TXT "),
        (r"CAA \# 9 00 05 6973737565 6161", "CAA 0|issue|aa"),
        (r"DNSKEY \# 8 0101 03 0D AABBCCDD", "DNSKEY 257|3|13|qrvM3Q=="),
        (r"SSHFP \# 4 04 02 ABCD", "SSHFP 4|2|abcd"),
        (r"HTTPS \# 3 0001 00", "HTTPS 1|.|"),
        (r"URI \# 5 0001 0002 61", "URI 1|2|a"),
        (
            r"SOA \# 32 026e7300 046d61696c0161 00 00000001 00001c20 00000e10 00127500 0000012c",
            "SOA ns. mail.a. 1 7200 3600 1209600 300",
        ),
        (
            r"LOC \# 16 00 12 16 13 8b0d2c8c 7ff1c2f8 0098966a",
            "LOC 51|30|12.748|N|0|15|33.128|W|-0.22|1.00|10000.00|10.00",
        ),
        (
            r"HTTPS \# 39 0001 00 0001 0006 026833 026832 0003 0002 20fb 0006 0010 20010db8000000000000000000000001",
            "HTTPS 1|.|alpn=\"h3,h2\" port=\"8443\" ipv6hint=\"2001:db8::1\"",
        ),
        (
            r"SVCB \# 26 0001 0161 00 0000 0002 0004 0001 0003 02612c 0004 0004 c0000201",
            "SVCB 1|a|mandatory=\"ipv4hint\" key1=\"\\002a,\" ipv4hint=\"192.0.2.1\"",
        ),
        (r"SVCB \# 12 0001 00 0002 0000 029a 0001 ff", "SVCB 1|.|no-default-alpn key666=\"\\255\""),
        (r"NAPTR \# 10 0001 0002 00 00 00 0161 00", "NAPTR 1|2||||a"),
        (r"NAPTR \# 8 0001 0002 00 00 00 00", "NAPTR 1|2||||."),
        (r"CERT \# 7 0001 0002 08 AABB", "CERT 1|2|8|qrs="),
        (r"DS \# 6 0001 0d 02 ABCD", "DS 1|13|2|abcd"),
        (r"OPENPGPKEY \# 2 AABB", "OPENPGPKEY qrs="),
        (r"SRV \# 9 0001 0002 0003 0161 00", "SRV 1|2|3|a"),
        (r"CNAME \# 3 0161 00", "CNAME a"),
        ("DS 1 ECDSAP256SHA256 SHA-256 ab", "DS 1|13|2|ab"),
        ("DNSKEY 256 3 RSASHA256 AwEAAQ==", "DNSKEY 256|3|8|AwEAAQ=="),
        ("CERT PKIX 1 RSASHA256 AwEAAQ==", "CERT 1|1|8|AwEAAQ=="),
        ("TLSA DANE-EE SPKI SHA2-256 ab", "TLSA 3|1|1|ab"),
        (r#"CAA 0 issue """#, "CAA 0|issue|"),
        (r#"NAPTR 1 2 "" "" "" ."#, "NAPTR 1|2||||."),
    ] {
        let text = format!("@ 5 IN {text}");
        assert_eq!(lines(&text), [format!("example.com 5 {expected}")], "{text}");
    }
}

#[test]
fn reports_every_problem_with_its_line_and_column() {
    use crate::name::NameError;
    use crate::record::FieldReason;
    use ProblemKind as P;
    for (text, line, column, kind) in [
        ("a 5 TXT \"x\nb 5 A 192.0.2.1", 1, 9, P::OpenQuote),
        ("a 5 TXT ( x", 1, 9, P::OpenBracket),
        ("a 5 TXT x )", 1, 11, P::StrayBracket),
        ("\na 5 TXT (\n \\25 )", 3, 2, P::Escape),
        ("ä 5 TXT ä \\300", 1, 11, P::Escape),
        ("a 5 TXT b \\255", 1, 9, P::NotUtf8),
        ("a 5 TXT \"\\195\" b \"\\255\"", 1, 9, P::NotUtf8),
        ("a 5 CAA 0 issue \"\\255\"", 1, 17, P::NotUtf8),
        ("a 5 TXT \\# 2 01ff", 1, 5, P::NotUtf8),
        ("a 5 TXT \\# 2 02ff", 1, 5, P::GenericContent),
        ("a 5 TXT \\# 0", 1, 5, P::GenericContent),
        ("a 5 TXT \u{fffd}", 1, 9, P::NotText),
        (" 5 A 192.0.2.1", 1, 2, P::NoOwner),
        ("\"a\" 5 A 192.0.2.1", 1, 1, P::NoOwner),
        ("a..b 5 A 192.0.2.1", 1, 1, P::Name(NameError::EmptyLabel)),
        ("a 5 CNAME a..b", 1, 11, P::Name(NameError::EmptyLabel)),
        ("a.example.org. 5 A 192.0.2.1", 1, 1, P::OutsideZone),
        ("a CH A 192.0.2.1", 1, 3, P::Class),
        ("a CLASS3 A 192.0.2.1", 1, 3, P::Class),
        ("a 2147483648 A 192.0.2.1", 1, 3, P::Ttl),
        ("a 1y A 192.0.2.1", 1, 3, P::Ttl),
        ("$TTL soon", 1, 6, P::Ttl),
        ("a 5 IN", 1, 5, P::NoType),
        ("a", 1, 1, P::NoType),
        ("a 5 \"A\" 192.0.2.1", 1, 5, P::NoType),
        ("a 5 FOO x y", 1, 5, P::UnknownType),
        ("a 5 5 A 192.0.2.1", 1, 5, P::UnknownType),
        ("a 5 hinfo x y", 1, 5, P::Elsewhere(Elsewhere::Hinfo)),
        ("a 5 REDIRECT x", 1, 5, P::Elsewhere(Elsewhere::Redirect("REDIRECT"))),
        ("a 5 TXT ( x\nb 5 IN A 192.0.2.1 )", 1, 1, P::Swallowed),
        (" $ORIGIN sub", 1, 2, P::Directive),
        ("a [AGE:x] 5 A 192.0.2.1", 1, 3, P::UnknownType),
        ("a [AGE:1] [AGE:2] A 192.0.2.1", 1, 11, P::UnknownType),
        ("@.a 5 A 192.0.2.1", 1, 1, P::AtLabel),
        ("a 5 CNAME a.@.b", 1, 11, P::AtLabel),
        ("a 5 TYPE1234 x", 1, 5, P::NotGeneric),
        ("a 5 TYPE1234 \\# 2 00", 1, 17, P::Generic),
        ("a 5 TYPE1234 \\# 1 0", 1, 17, P::Generic),
        ("a 5 TYPE1234 \\# x", 1, 17, P::Generic),
        ("a 5 TYPE1234 \\# 1 zz", 1, 17, P::Generic),
        ("a 5 A \\# 3 000000", 1, 5, P::GenericContent),
        ("a 5 SOA \\# 3 000000", 1, 1, P::SoaBelowApex),
        ("@ 5 SOA \\# 3 000000", 1, 5, P::GenericContent),
        ("@ 5 LOC \\# 3 000000", 1, 5, P::GenericContent),
        ("@ 5 HTTPS \\# 4 00010000", 1, 5, P::GenericContent),
        ("@ 5 HTTPS \\# 11 0001 00 00020000 00020000", 1, 5, P::GenericContent),
        ("@ 5 TXT \\# 0", 1, 5, P::GenericContent),
        ("a 5 A 2001:db8::1", 1, 7, P::Field("Content", FieldReason::NotIpv4)),
        ("a 5 MX ten m", 1, 8, P::Field("Priority", FieldReason::NotANumberUpTo(65535))),
        ("a 5 MX +1 m", 1, 8, P::Field("Priority", FieldReason::Empty)),
        ("a 5 DS 1 8 2 abc", 1, 14, P::Field("Digest", FieldReason::NotHex)),
        ("a 5 LOC 1 X 2 E 0", 1, 11, P::Field("Latitude direction", FieldReason::NotAWord)),
        ("a 5 MX 10", 1, 8, P::Missing("Content")),
        ("a 5 TXT", 1, 5, P::Missing("Content")),
        ("$ORIGIN", 1, 1, P::Missing("$ORIGIN")),
        ("a 5 A 192.0.2.1 x", 1, 17, P::Surplus),
        ("$TTL 5 x", 1, 8, P::Surplus),
        ("a 5 HTTPS 1 . Alpn=h2", 1, 15, P::Parameter),
        ("a 5 HTTPS 1 . \"h2\"", 1, 15, P::Parameter),
        ("$INCLUDE other.zone", 1, 1, P::Include),
        ("\n$generate 1-9 a$ A 192.0.2.$", 2, 1, P::Generate),
        ("$FOO", 1, 1, P::Directive),
    ] {
        assert_eq!(problems(text).first(), Some(&(line, column, kind)), "{text}");
    }
    let long = format!("a 5 NAPTR 1 2 \"{}\" x x .", "x".repeat(256));
    assert_eq!(problems(&long), [(1, 15, P::LongString)]);
    let words = "a 5 TXT (".to_owned() + &" x".repeat(70_001) + ")";
    assert!(matches!(problems(&words)[..], [(1, _, P::LongEntry)]));
}

#[test]
fn a_problem_loses_only_its_own_record() {
    let text = "a 5 A 1.2.3\n  5 A 192.0.2.1\nb 5 TXT \"open\nc 5 A 192.0.2.2\nd 5 A ( 192.0.2.3\ne 5 A 192.0.2.4\n";
    let file = read_plain(text);
    let read: Vec<String> = file.records.iter().map(line).collect();
    assert_eq!(
        read,
        [
            "a.example.com 5 A 192.0.2.1",
            "c.example.com 5 A 192.0.2.2",
            "e.example.com 5 A 192.0.2.4"
        ]
    );
    assert_eq!(file.lines, [2, 4, 6]);
    let lines: Vec<u32> = file.problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [1, 3, 5]);
}

#[test]
fn never_assigns_a_record_to_a_name_that_it_was_not_written_for() {
    for text in [
        "a 5 A 192.0.2.1\nb..c 5 A 192.0.2.2\n 5 A 192.0.2.3",
        "a 5 A 192.0.2.1\n) b\n 5 A 192.0.2.3",
    ] {
        let file = read_plain(text);
        assert_eq!(file.records.len(), 1, "{text}");
        assert_eq!(file.problems[1].kind, ProblemKind::NoOwner);
    }
    let file = read_plain("$ORIGIN a..b\nwww 5 A 192.0.2.1\nwww.example.com. 5 A 192.0.2.1");
    assert_eq!((file.records.len(), file.problems[1].kind), (1, ProblemKind::NoOrigin));
    assert_eq!(read_plain("x.example.com.evil. 5 A 192.0.2.1").records, []);
}

#[test]
fn finds_a_missing_ttl_in_the_directive_the_soa_or_the_default() {
    let soa = "@ SOA ns host 1 2 3 4 77\na A 192.0.2.1";
    let ttls = |text: &str| -> Vec<Ttl> {
        let file = read(text, &zone(), PLAIN, Ttl::Seconds(9));
        file.records.iter().map(|record| record.ttl).collect()
    };
    assert_eq!(ttls(soa), [Ttl::Seconds(77); 2]);
    assert_eq!(ttls(&format!("$TTL 8\n{soa}")), [Ttl::Seconds(8); 2]);
    assert_eq!(ttls("a A 192.0.2.1"), [Ttl::Seconds(9)]);
}

#[test]
fn enforces_its_limits_of_size_records_and_problems() {
    let large = " ".repeat(MOST_BYTES + 1);
    assert_eq!(problems(&large), [(1, 1, ProblemKind::TooLarge)]);
    let many = "a 5 A 192.0.2.1\n".repeat(MOST_RECORDS + 2);
    let file = read_plain(&many);
    assert_eq!((file.records.len(), file.problems.len()), (MOST_RECORDS, 1));
    assert_eq!(file.problems[0].line as usize, MOST_RECORDS + 1);
    let bad = read_plain(&"$X\n".repeat(MOST_PROBLEMS + 7));
    assert_eq!((bad.problems.len(), bad.unlisted), (MOST_PROBLEMS, 7));
}

#[test]
fn stops_after_a_few_brackets_that_never_close() {
    // Each entry reads up to the end of the file, so their number is what reading costs.
    let file = read_plain(&"a 5 TXT (\n".repeat(5_000));
    assert_eq!((file.records.len(), file.problems.len(), file.unlisted), (0, 9, 0));
    assert!(file.problems.iter().all(|problem| problem.kind == ProblemKind::OpenBracket));
}

#[test]
fn reads_an_export_with_marks() {
    let text = ";;\n;; Domain:     example.com.\n;; SOA Record\nexample.com\t3600\tIN\tSOA\tns.p.example. dns.p.example. 2052990754 10000 2400 604800 3600\n\n;; A Records\nwww.example.com.\t1\tIN\tA\t192.0.2.1 ; old cluster cf_tags=a:1,cf-proxied:true\nb.example.com.\t60\tIN\tA\t192.0.2.1 ; cf_tags=cf-proxied:false\n";
    let file = read(text, &zone(), MARKED, Ttl::Auto);
    assert_eq!(file.problems, []);
    let [soa, www, b] = &file.records[..] else { panic!("three") };
    assert_eq!((soa.rtype.clone(), &soa.name), (RecordType::Soa, &zone()));
    assert_eq!((www.ttl, www.proxied, www.raw_comment()), (Ttl::Auto, Some(true), "old cluster"));
    assert_eq!(www.tags, ["a:1".into()]);
    assert_eq!((b.ttl, b.proxied), (Ttl::Seconds(60), Some(false)));
    assert_eq!(read_plain(text).records[1].raw_comment(), "old cluster");
}

#[test]
fn writes_a_sorted_file_and_lists_what_it_leaves_out() {
    let mut flawed = record("f.example.com", RecordType::A, &["192.0.2.1"]);
    flawed.flaw = Some(crate::record::Flaw::Ttl);
    let mut marked = record("a.example.com", RecordType::A, &["192.0.2.1"]);
    (marked.ttl, marked.comment, marked.proxied) = (Ttl::Auto, Some("a\nb".into()), Some(true));
    let records = [
        record("b.example.com", RecordType::Txt, &["say \"hi\"; \\ ä"]),
        record("x.a.example.com", RecordType::Https, &["1", ".", ""]),
        marked,
        record("example.com", RecordType::Mx, &["10", "mail.example.com"]),
        record("example.com", RecordType::Ns, &["ns.example.org"]),
        record("example.com", RecordType::Soa, &["ns.a host.a 1 2 3 4 5"]),
        flawed,
        record("example.org", RecordType::A, &["192.0.2.1"]),
        record("r.example.com", RecordType::Other("REDIRECT".into()), &["https://a.example"]),
        record("r.example.com", RecordType::A, &["not an address"]),
    ];
    let written = write(&records, &zone(), PLAIN);
    assert_eq!(
        written.text,
        "$ORIGIN example.com.\n\
         @\t300\tIN\tSOA\tns.a. host.a. 1 2 3 4 5\n\
         @\t300\tIN\tNS\tns.example.org.\n\
         @\t300\tIN\tMX\t10 mail.example.com.\n\
         a\t300\tIN\tA\t192.0.2.1\n\
         x.a\t300\tIN\tHTTPS\t1 .\n\
         b\t300\tIN\tTXT\t\"say \\\"hi\\\"; \\\\ \\195\\164\"\n"
    );
    let mut left_out = written.left_out.clone();
    left_out.sort_by_key(|(place, _)| *place);
    assert_eq!(
        left_out,
        [
            (6, LeftOut::Flawed),
            (7, LeftOut::OutsideZone),
            (8, LeftOut::NotDns),
            (9, LeftOut::Content("Content")),
        ]
    );
    assert_eq!(written.unmarked, 1);
    assert_eq!(check(&records, &written.left_out, &written.text, &zone(), PLAIN), Ok(()));
    let marked = write(&records, &zone(), MARKED);
    assert!(marked.text.contains("a\t1\tIN\tA\t192.0.2.1 ; a b cf_tags=cf-proxied:true\n"));
    assert_eq!(check(&records, &marked.left_out, &marked.text, &zone(), MARKED), Ok(()));
}

#[test]
fn the_check_detects_a_file_that_differs() {
    let mut a = record("a.example.com", RecordType::A, &["192.0.2.1"]);
    a.tags = vec!["x:1".into()];
    let records = [a, record("b.example.com", RecordType::Txt, &["b"])];
    let text = write(&records, &zone(), MARKED).text;
    let compare = |text: &str| check(&records, &[], text, &zone(), MARKED);
    assert_eq!(compare(&text), Ok(()));
    for (from, to, place) in
        [("192.0.2.1", "192.0.2.2", 0), ("x:1", "x:2", 0), ("300\tIN\tTXT", "301\tIN\tTXT", 1)]
    {
        assert_eq!(compare(&text.replace(from, to)), Err(Mismatch::Missing(place)), "{from}");
    }
    assert!(matches!(compare(&text.replace("\"b\"", "\"b")), Err(Mismatch::Problem(_))));
    let more = text.clone() + "c 300 A 192.0.2.1\n";
    assert!(matches!(compare(&more), Err(Mismatch::Surplus(_))));
    let twice = text.clone() + "b 300 TXT b\n";
    assert!(matches!(compare(&twice), Err(Mismatch::Surplus(_))));
}

#[test]
fn the_check_accepts_other_spellings_of_a_record() {
    let records = [
        record(r"\097\032b.example.com", RecordType::Cname, &[r"\120.example"]),
        record("h.example.com", RecordType::Https, &["1", ".", "alpn=h2   port=1"]),
        record("t.example.com", RecordType::Other("TYPE65280".into()), &[r"\#  2  AB CD"]),
        record("example.com", RecordType::Soa, &["ns.a host.a 1 1h 3 4 5"]),
    ];
    let written = write(&records, &zone(), PLAIN);
    assert_eq!(written.left_out, []);
    assert_eq!(check(&records, &[], &written.text, &zone(), PLAIN), Ok(()));
}

#[test]
fn leaves_out_parameters_that_would_break_out_of_their_line() {
    for params in ["alpn=h2\nevil 5 A 192.0.2.1", "a=b ; c", "a=(b", "a=\"b", "a=b\\", "Ä=1"] {
        let https = record("h.example.com", RecordType::Https, &["1", ".", params]);
        let written = write(&[https], &zone(), PLAIN);
        assert_eq!(written.left_out, [(0, LeftOut::Content("Value"))], "{params}");
        assert_eq!(written.text.lines().count(), 1);
    }
}

fn sorted(records: &[Record]) -> Vec<String> {
    let mut all: Vec<String> = records.iter().map(|record| format!("{record:?}")).collect();
    all.sort();
    all
}

proptest! {
    #[test]
    fn reads_back_the_records_that_it_wrote(records in proptest::collection::vec(any_record(), 0..6)) {
        let written = write(&records, &zone(), PLAIN);
        prop_assert_eq!(&written.left_out, &[]);
        prop_assert!(written.text.is_ascii());
        prop_assert_eq!(written.text.lines().count(), records.len() + 1);
        let file = read_plain(&written.text);
        prop_assert_eq!(&file.problems, &[]);
        let mut expected = records.clone();
        for record in &mut expected {
            record.ttl = Ttl::Seconds(PLAIN.seconds(record.ttl));
        }
        prop_assert_eq!(sorted(&file.records), sorted(&expected));
        prop_assert_eq!(check(&records, &[], &written.text, &zone(), PLAIN), Ok(()));
    }

    #[test]
    fn a_single_line_states_its_whole_record_in_any_zone(record in any_record()) {
        let text = super::write::line(&record).unwrap();
        prop_assert!(text.is_ascii() && !text.contains('\n'));
        let file = read_plain(&format!("$ORIGIN elsewhere.example.\n{text}\n"));
        prop_assert_eq!(&file.problems, &[]);
        let ttl = Ttl::Seconds(PLAIN.seconds(record.ttl));
        prop_assert_eq!(sorted(&file.records), sorted(&[Record { ttl, ..record }]));
    }

    #[test]
    fn reads_back_the_marks_that_it_wrote(records in proptest::collection::vec(any_marked(), 0..6)) {
        let written = write(&records, &zone(), MARKED);
        prop_assert_eq!(&written.left_out, &[]);
        let file = read(&written.text, &zone(), MARKED, Ttl::Seconds(7));
        prop_assert_eq!(&file.problems, &[]);
        prop_assert_eq!(sorted(&file.records), sorted(&records));
        prop_assert_eq!(check(&records, &[], &written.text, &zone(), MARKED), Ok(()));
    }

    #[test]
    fn reads_any_bytes_without_panic(bytes in any::<Vec<u8>>(), marks in any::<bool>()) {
        let text = String::from_utf8_lossy(&bytes);
        let file = read(&text, &zone(), Dialect { marks }, Ttl::Auto);
        prop_assert!(file.records.len() + file.problems.len() <= bytes.len() + 1);
    }

    #[test]
    fn can_write_whatever_it_reads(
        words in proptest::collection::vec(
            prop_oneof![
                Just("\n"), Just(" "), Just("\t"), Just("("), Just(")"), Just("\""), Just(";"), Just("\\"),
                Just("@"), Just("$ORIGIN "), Just("$TTL "), Just("5 "), Just("IN "), Just("A "), Just("TXT "),
                Just("MX "), Just("HTTPS "), Just("TYPE9 \\# "), Just("192.0.2.1"), Just("a"), Just("\\."), Just("\\065"),
                Just("a=\"b\""), Just("cf_tags="), Just("ü"), Just("\r"), Just("."), Just("\n@ 5 IN TXT "), Just("\nx 5 IN MX 1 "),
            ],
            0..60,
        ),
        marks in any::<bool>(),
    ) {
        let dialect = Dialect { marks };
        let file = read(&words.concat(), &zone(), dialect, Ttl::Auto);
        let written = write(&file.records, &zone(), dialect);
        prop_assert_eq!(&written.left_out, &[]);
        prop_assert_eq!(check(&file.records, &[], &written.text, &zone(), dialect), Ok(()));
        prop_assert!(file.records.iter().all(|record| record.name.is_within(&zone())));
    }

    #[test]
    fn writes_any_record_without_panic(
        index in 0..RecordType::KNOWN.len(), fields in proptest::collection::vec(any::<String>(), 0..12),
    ) {
        let rtype = RecordType::KNOWN[index].clone();
        let rdata = Rdata::new(&rtype, fields);
        let any = [Record::new(zone(), rtype, rdata, Ttl::Auto)];
        let written = write(&any, &zone(), PLAIN);
        prop_assert!(written.text.lines().count() <= 2);
        prop_assert_eq!(check(&any, &written.left_out, &written.text, &zone(), PLAIN), Ok(()));
    }
}

#[test]
fn counts_marks_that_the_provider_lacks_and_keeps_the_comment() {
    let text = "a 300 A 192.0.2.1 ; web cf_tags=team:web,cf-proxied:true
b 300 A 192.0.2.2 ; cf_tags=cf-proxied:false
c 300 CNAME a ; cf_tags=cf-flatten-cname,x
d 300 A 192.0.2.4 ; a remark
";
    let file = read(text, &zone(), Dialect { marks: false }, Ttl::Auto);
    assert_eq!(file.lost, crate::provider::Lost { tags: 2, proxied: 1 });
    let comments: Vec<_> = file.records.iter().map(Record::raw_comment).collect();
    assert_eq!(comments, ["web", "", "", ""]);
    for (record, tells) in file.records.iter().zip(&file.tells) {
        assert_eq!((&record.tags[..], record.proxied, &record.more), (&[][..], None, &None));
        assert_eq!((tells.tags, tells.comment), (false, record.comment.is_some()));
    }
    let file = read(text, &zone(), Dialect { marks: true }, Ttl::Auto);
    assert_eq!(file.lost, crate::provider::Lost::default());
}
