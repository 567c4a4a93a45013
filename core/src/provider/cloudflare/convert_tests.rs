//! Records as Cloudflare writes them: every type there and back, every quirk of reading.

use super::*;
use crate::provider::testing;
use crate::record::{Flaw, Rdata};
use proptest::prelude::*;

fn zone() -> DomainName {
    DomainName::parse("example.com").unwrap()
}

fn read_body(body: &str) -> Record {
    read(body, &zone())
}

fn write(record: &Record) -> String {
    loose::write(&whole(record))
}

fn read_of(rtype: &str, members: &str) -> Record {
    read_body(&format!(
        r#"{{"id":"9","name":"a.example.com","type":"{rtype}","ttl":60,{members}}}"#
    ))
}

fn fields(record: &Record) -> Vec<&str> {
    record.rdata.raw_fields().collect()
}

#[test]
fn reads_a_live_record_with_all_its_members() {
    let record = read_body(
        r#"{"id":"54ac0bc23e37dd934ec9c5bd4fd07001","name":"WWW.Example.com","type":"A","content":"198.51.100.4","proxiable":true,"proxied":true,"ttl":1,"settings":{},"meta":{"x":[{}]},"comment":null,"tags":["owner:web",7,"team:x"],"created_on":"2025-10-25T12:48:34.17977Z","modified_on":"2025-10-25T12:48:34.17977Z","new":null}"#,
    );
    assert_eq!(record.id, Some("54ac0bc23e37dd934ec9c5bd4fd07001".into()));
    assert_eq!((record.name.as_str(), record.ttl), ("www.example.com", Ttl::Auto));
    assert_eq!((record.proxied, record.comment, record.flaw), (Some(true), None, None));
    assert_eq!(record.tags, ["owner:web".into(), "team:x".into()]);
    let txt = read_of("TXT", r#""content":"x","proxied":false,"comment":"note""#);
    assert_eq!((txt.proxied, txt.raw_comment()), (None, "note"));
}

#[test]
fn reads_rdata_fields_from_data_or_from_the_content() {
    for (rtype, members, expected) in [
        ("MX", r#""content":"mail.example.net","priority":10"#, vec!["10", "mail.example.net"]),
        (
            "MX",
            r#""content":"mail.example.net","priority":10.0,"data":{"priority":5}"#,
            vec!["5", "mail.example.net"],
        ),
        ("MX", r#""content":".","priority":0"#, vec!["0", "."]),
        (
            "CAA",
            r#""content":"0 issue \"x\"","data":{"flags":128,"tag":"issue","value":"ca.example"}"#,
            vec!["128", "issue", "ca.example"],
        ),
        (
            "CAA",
            r#""content":"0 issue \"letsencrypt.org\"""#,
            vec!["0", "issue", "letsencrypt.org"],
        ),
        (
            "CAA",
            r#""content":"0 issue \"x\"","data":{"flags":0,"tag":"issue","value":""}"#,
            vec!["0", "issue", ""],
        ),
        (
            "SRV",
            r#""data":{"priority":1,"weight":2,"port":3,"target":"a.example"}"#,
            vec!["1", "2", "3", "a.example"],
        ),
        (
            "SRV",
            r#""priority":7,"data":{"weight":2,"port":3,"target":""}"#,
            vec!["7", "2", "3", "."],
        ),
        (
            "SRV",
            r#""priority":7,"data":{"service":"_sip","proto":"_tcp","name":"example.com","priority":1,"weight":2,"port":3,"target":"."}"#,
            vec!["1", "2", "3", "."],
        ),
        (
            "SRV",
            r#""priority":7,"content":"2\t5060\tsip.example.net""#,
            vec!["7", "2", "5060", "sip.example.net"],
        ),
        (
            "HTTPS",
            r#""content":"1 . alpn=\"h2\"","data":{"priority":1,"target":"."}"#,
            vec!["1", ".", "alpn=\"h2\""],
        ),
        (
            "HTTPS",
            r#""content":"1 . alpn=\"h2\"","data":{"priority":1,"target":".","value":""}"#,
            vec!["1", ".", "alpn=\"h2\""],
        ),
        (
            "HTTPS",
            r#""content":"1 .","data":{"priority":1,"target":".","value":""}"#,
            vec!["1", ".", ""],
        ),
        ("SVCB", r#""data":{"priority":0,"target":"a.example"}"#, vec!["0", "a.example", ""]),
        ("SVCB", r#""content":"2 a.example port=53""#, vec!["2", "a.example", "port=53"]),
        (
            "URI",
            r#""priority":10,"data":{"weight":1,"target":"https://example.net/"}"#,
            vec!["10", "1", "https://example.net/"],
        ),
        (
            "URI",
            r#""content":"10 1 \"https://example.net/\"""#,
            vec!["10", "1", "https://example.net/"],
        ),
        (
            "TLSA",
            r#""data":{"usage":3,"selector":1,"matching_type":1,"certificate":"AB"}"#,
            vec!["3", "1", "1", "ab"],
        ),
        (
            "DS",
            r#""data":{"key_tag":"12","algorithm":13,"digest_type":2,"digest":"AB"}"#,
            vec!["12", "13", "2", "ab"],
        ),
        (
            "LOC",
            r#""data":{"lat_degrees":51,"lat_minutes":30,"lat_seconds":12.748,"lat_direction":"N","long_degrees":0,"long_minutes":7,"long_seconds":39.5,"long_direction":"W","altitude":-0.25,"size":1,"precision_horz":10000.0,"precision_vert":10}"#,
            vec!["51", "30", "12.748", "N", "0", "7", "39.5", "W", "-0.25", "1", "10000", "10"],
        ),
        (
            "NAPTR",
            r#""data":{"order":1,"preference":2,"flags":"S","service":"SIP+D2U","regex":"","replacement":"_sip._udp.example.com"}"#,
            vec!["1", "2", "S", "SIP+D2U", "", "_sip._udp.example.com"],
        ),
        ("TXT", r#""content":"\"v=spf1 \" \"-all\"""#, vec!["v=spf1 -all"]),
        ("TXT", r#""content":"v=spf1 -all""#, vec!["v=spf1 -all"]),
        ("TXT", r#""content":"\"a=1\" \"b=2\"""#, vec!["a=1", "b=2"]),
        ("TXT", r#""content":"\"say \\\"hi\\\" \\195\\164\"""#, vec!["say \"hi\" ä"]),
        ("CNAME", r#""content":"a.example","settings":{"flatten_cname":false}"#, vec!["a.example"]),
        ("WALLET", r#""content":"as it came""#, vec!["as it came"]),
    ] {
        let record = read_of(rtype, members);
        assert_eq!((record.rtype.raw(), record.flaw), (rtype, None), "{members}");
        assert_eq!(fields(&record), expected, "{members}");
    }
}

#[test]
fn marks_and_shows_what_it_cannot_read() {
    for (body, flaw, content) in [
        (
            r#"{"name":"a.example.com","type":"A","ttl":60,"content":["192.0.2.1"]}"#,
            Flaw::Content,
            "",
        ),
        (r#"{"name":"a.example.com","type":"A","ttl":60,"content":5}"#, Flaw::Content, "5"),
        (r#"{"name":"a.example.com","type":"A","ttl":60}"#, Flaw::Content, ""),
        (
            r#"{"name":"a.example.com","type":"MX","ttl":60,"content":"a.example"}"#,
            Flaw::Content,
            "a.example",
        ),
        (
            r#"{"name":"a.example.com","type":"MX","ttl":60,"content":"a.example","priority":65536}"#,
            Flaw::Content,
            "a.example",
        ),
        (
            r#"{"name":"a.example.com","type":"CAA","ttl":60,"content":"nonsense"}"#,
            Flaw::Content,
            "nonsense",
        ),
        (
            r#"{"name":"a.example.com","type":"CAA","ttl":60,"content":"0 issue \"x\"","data":{"flags":256,"tag":"issue","value":"y"}}"#,
            Flaw::Content,
            "256 issue y",
        ),
        (
            r#"{"name":"a.example.com","type":"SRV","ttl":60,"data":{"priority":1,"weight":[],"port":3,"target":"a.example"}}"#,
            Flaw::Content,
            "3 a.example",
        ),
        (
            r#"{"name":"a.example.com","type":"TXT","ttl":60,"content":"\"\\255\""}"#,
            Flaw::Content,
            "\"\\255\"",
        ),
        (r#"{"name":"a.example.com","type":16,"ttl":60,"content":"x"}"#, Flaw::Type, "x"),
        (r#"{"name":"a.example.com","ttl":60,"content":"x"}"#, Flaw::Type, "x"),
        (r#"{"name":"a..com","type":"A","ttl":60,"content":"192.0.2.1"}"#, Flaw::Name, "192.0.2.1"),
        (r#"{"name":"","type":"A","ttl":60,"content":"192.0.2.1"}"#, Flaw::Name, "192.0.2.1"),
        (r#"{"name":null,"type":"A","ttl":60,"content":"192.0.2.1"}"#, Flaw::Name, "192.0.2.1"),
        (r#"{"name":"a.example.com","type":"A","content":"192.0.2.1"}"#, Flaw::Ttl, "192.0.2.1"),
        (
            r#"{"name":"a.example.com","type":"A","ttl":"soon","content":"192.0.2.1"}"#,
            Flaw::Ttl,
            "192.0.2.1",
        ),
    ] {
        let record = read_body(body);
        assert_eq!(record.flaw, Some(flaw), "{body}");
        assert_eq!(record.content().raw(), content, "{body}");
    }
}

#[test]
fn puts_a_row_without_a_name_at_the_apex_with_an_unknown_type() {
    let record = read_body("{}");
    assert_eq!((record.name, record.rtype), (zone(), RecordType::Other("?".into())));
    assert_eq!(read("true", &zone()).flaw, Some(Flaw::NotARecord));
}

#[test]
fn writes_the_members_of_each_type() {
    let record = |rtype: &RecordType, fields: &[&str], ttl| {
        Record::new(zone(), rtype.clone(), Rdata::new(rtype, fields), ttl)
    };
    let mut a = record(&RecordType::A, &["192.0.2.1"], Ttl::Auto);
    a.proxied = Some(true);
    a.comment = Some("web".into());
    a.tags = vec!["a:b".into(), "c:d".into()];
    assert_eq!(
        write(&a),
        r#"{"type":"A","name":"example.com","content":"192.0.2.1","ttl":1,"proxied":true,"comment":"web","tags":["a:b","c:d"]}"#
    );
    for (rtype, fields, expected) in [
        (RecordType::Txt, vec!["a \"b\""], r#""content":"\"a \\\"b\\\"\"""#),
        (RecordType::Txt, vec!["a", "", "b"], r#""content":"\"a\" \"\" \"b\"""#),
        (
            RecordType::Naptr,
            vec!["1", "2", "", "", "", "."],
            r#""data":{"order":1,"preference":2,"flags":"","service":"","regex":"","replacement":"."}"#,
        ),
        (RecordType::Caa, vec!["0", "issue", ""], r#""data":{"flags":0,"tag":"issue","value":""}"#),
        (RecordType::Mx, vec!["10", "."], r#""priority":10,"content":".""#),
        (
            RecordType::Caa,
            vec!["0", "issue", "x"],
            r#""data":{"flags":0,"tag":"issue","value":"x"}"#,
        ),
        (
            RecordType::Uri,
            vec!["1", "2", "x:y"],
            r#""priority":1,"data":{"weight":2,"target":"x:y"}"#,
        ),
        (
            RecordType::Srv,
            vec!["1", "2", "3", "."],
            r#""data":{"priority":1,"weight":2,"port":3,"target":"."}"#,
        ),
        (
            RecordType::Sshfp,
            vec!["4", "2", "AB"],
            r#""data":{"algorithm":4,"type":2,"fingerprint":"ab"}"#,
        ),
    ] {
        let record = record(&rtype, &fields, Ttl::Seconds(60));
        let expected =
            format!(r#"{{"type":"{}","name":"example.com",{expected},"ttl":60}}"#, rtype.raw());
        assert_eq!(write(&record), expected);
    }
    let loc = ["51", "30", "12.7", "N", "0", "7", "39.6", "W", "1", "2", "3", "4"];
    assert!(write(&record(&RecordType::Loc, &loc, Ttl::Auto)).contains(r#""lat_direction":"N""#));
}

#[test]
fn keeps_unknown_members_and_sends_them_back() {
    for (members, more) in [
        (r#""content":"192.0.2.1""#, None),
        (r#""content":"192.0.2.1","settings":{},"private_routing":false"#, None),
        (r#""content":"x","settings":{"flatten_cname":false,"ipv4_only":null}"#, None),
        (r#""content":"x","settings":null,"private_routing":null,"meta":{"a":true}"#, None),
        (
            r#""content":"x","settings":{ "flatten_cname": true, "a":{"b":[1.50,"t"]}}"#,
            Some(r#"{"settings":{ "flatten_cname": true, "a":{"b":[1.50,"t"]}}}"#),
        ),
        (
            r#""private_routing":true,"settings":{"ipv6_only":false},"content":"x""#,
            Some(r#"{"private_routing":true}"#),
        ),
    ] {
        let record = read_of("CNAME", members);
        assert_eq!(record.raw_more(), more, "{members}");
        let sent = write(&record);
        assert_eq!(read_body(&sent), Record { id: None, ..record }, "{sent}");
    }
}

#[test]
fn locks_a_read_only_record() {
    for (meta, locked) in [
        (r#"{"read_only":true}"#, true),
        (r#"{"read_only":false}"#, false),
        (r#"{"read_only":"true"}"#, false),
        ("{}", false),
        ("null", false),
        ("true", false),
    ] {
        let record = read_of("A", &format!(r#""content":"192.0.2.1","meta":{meta}"#));
        assert_eq!((record.locked, record.flaw), (locked, None), "{meta}");
    }
}

proptest! {
    #[test]
    fn reads_back_the_record_that_it_sends(
        record in testing::record(super::super::CAPABILITIES.limits.types),
        proxied in any::<bool>(),
        is_auto in any::<bool>(),
        tags in prop::collection::vec("[a-z]{1,5}:[a-z]{1,5}".prop_map(Into::into), 0..3),
    ) {
        let mut record = record;
        record.tags = tags;
        record.proxied = record.rtype.is_proxiable().then_some(proxied);
        if is_auto {
            record.ttl = Ttl::Auto;
        }
        prop_assert_eq!(read_body(&write(&record)), record);
    }
}

/// A host as somebody else may have spelled it.
fn spelled_host() -> impl Strategy<Value = String> {
    "(mail|Mail|MAIL|b\u{fc}cher)\\.Example\\.(net|NET)\\.?"
}

/// Members of a record's rdata in any spelling that is read.
fn spelled() -> impl Strategy<Value = String> {
    let text = |text: &str| serde_json::Value::from(text).to_string();
    let words = "[ -~\u{e4}]{0,12}";
    prop_oneof![
        prop_oneof![Just("2001:DB8:0:0::1"), Just("2001:db8::1"), Just("::ffff:192.0.2.1")]
            .prop_map(move |value| format!(r#""type":"AAAA","content":{}"#, text(value))),
        (prop_oneof![Just("CNAME"), Just("PTR"), Just("NS")], spelled_host()).prop_map(
            move |(kind, host)| format!(r#""type":"{kind}","content":{}"#, text(&host))
        ),
        (words, words, 0..4).prop_map(move |(one, other, kind)| {
            let content = match kind {
                0 => one,
                1 => presentation::quote(&[&one]),
                2 => [presentation::quote(&[&one]), presentation::quote(&[&other])].join("  "),
                _ => [r#""\065"#, &one.replace(['"', '\\'], ""), "\""].concat(),
            };
            format!(r#""type":"TXT","content":{}"#, text(&content))
        }),
        (0..300_u16, spelled_host(), any::<bool>()).prop_map(move |(priority, host, quoted)| {
            let priority = if quoted { text(&priority.to_string()) } else { priority.to_string() };
            format!(r#""type":"MX","priority":{priority},"content":{}"#, text(&host))
        }),
        (0..300_u16, spelled_host()).prop_map(move |(port, host)| {
            let target = text(&host);
            format!(
                r#""type":"SRV","data":{{"priority":1,"weight":2,"port":{port},"target":{target}}}"#
            )
        }),
        prop_oneof![
            Just(r#""type":"CAA","data":{"flags":"0","tag":"Issue","value":"ca.example"}"#),
            Just(r#""type":"TLSA","data":{"usage":3,"selector":1,"matching_type":1,"certificate":"AB CD"}"#),
            Just(r#""type":"SRV","data":{"priority":1,"weight":2,"port":3,"target":".","service":"_sip"}"#),
            Just(r#""type":"URI","priority":10,"data":{"weight":1,"target":"https://example.net/"}"#),
            Just(r#""type":"HTTPS","data":{"priority":1,"target":"Svc.Example.","value":"alpn=\"h2\""}"#),
            Just(r#""type":"LOC","data":{"lat_degrees":51,"lat_minutes":30,"lat_seconds":12.748,"lat_direction":"n","long_degrees":0,"long_minutes":7,"long_seconds":39.6,"long_direction":"W","altitude":0,"size":1,"precision_horz":10,"precision_vert":10}"#),
        ]
        .prop_map(str::to_owned),
    ]
}

proptest! {
    /// What is read, deleted and added again stands there as it stood.
    #[test]
    fn sends_back_the_providers_own_spelling(
        rdata in spelled(),
        name in "(www\\.|WWW\\.|_Sip\\._tcp\\.|\\*\\.|b\u{fc}\\.|)[eE]xample\\.com\\.?",
    ) {
        let item = format!(
            r#"{{{rdata},"name":"{name}","ttl":60,"comment":"note","settings":{{"ipv4_only":true}}}}"#
        );
        let record = read_body(&item);
        prop_assert_eq!(record.flaw, None, "{}", item);
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        let (sent, expected) = (value(&write(&record)), value(&item));
        let extra = expected["data"].get("service").is_some();
        prop_assert!(extra || sent == expected, "{} {}", sent, expected);
    }
}

#[test]
fn spells_only_changed_fields_anew() {
    let item =
        r#"{"id":"1","name":"WWW.example.com","type":"TXT","ttl":60,"content":"v=spf1 -all"}"#;
    let before = read_body(item);
    let after = Record { rdata: Rdata::new(&RecordType::Txt, ["v=spf1 ~all"]), ..before.clone() };
    let changes = |before, after| loose::write(&super::changes(before, after));
    assert_eq!(changes(&before, &after), r#"{"content":"\"v=spf1 ~all\""}"#);
    assert_eq!(changes(&after, &before), r#"{"content":"v=spf1 -all"}"#, "and taken back");
    let moved = Record { name: zone(), ..before.clone() };
    assert_eq!(changes(&before, &moved), r#"{"name":"example.com"}"#);
    assert_eq!(changes(&moved, &before), r#"{"name":"WWW.example.com"}"#);
}
