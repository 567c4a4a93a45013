//! Records as bunny.net writes them: every type there and back, every quirk of reading.

use super::*;
use crate::provider::testing;
use crate::record::{Flaw, Rdata};
use proptest::prelude::*;

fn zone() -> DomainName {
    DomainName::parse("example.com").unwrap()
}

fn read_kept(body: &str) -> Record {
    kept_object(loose::read(body).unwrap(), &zone())
}

fn fields(record: &Record) -> Vec<&str> {
    record.rdata.raw_fields().collect()
}

#[test]
fn reads_a_live_record_with_all_its_members() {
    let record = read_kept(
        r#"{"Id":13604485,"Type":3,"Ttl":0,"Value":"say \"hi\"","Name":"_acme-challenge","Weight":0,"Priority":0,"Port":0,"Flags":0,"Tag":"","Accelerated":false,"AcceleratedPullZoneId":0,"LinkName":"","IPGeoLocationInfo":null,"GeolocationInfo":null,"MonitorStatus":0,"MonitorType":0,"GeolocationLatitude":0.0,"GeolocationLongitude":0.0,"EnviromentalVariables":[],"LatencyZone":null,"SmartRoutingType":0,"Disabled":false,"Comment":"","AutoSslIssuance":true,"AccelerationStatus":0}"#,
    );
    assert_eq!(record.id, Some("13604485".into()));
    assert_eq!(record.name.as_str(), "_acme-challenge.example.com");
    assert_eq!((record.rtype.clone(), record.ttl), (RecordType::Txt, Ttl::Seconds(0)));
    assert_eq!(fields(&record), ["say \"hi\""]);
    assert_eq!((record.comment, record.proxied, record.flaw), (None, None, None));
}

#[test]
fn reads_the_type_as_number_or_name() {
    for (written, expected) in [
        ("0", "A"),
        ("\"0\"", "A"),
        ("13", "SVCB"),
        ("\"Svcb\"", "SVCB"),
        ("\"https\"", "HTTPS"),
        ("5", "REDIRECT"),
        ("\"PullZone\"", "PULLZONE"),
        ("7", "PULLZONE"),
        ("11", "SCRIPT"),
        ("6", "FLATTEN"),
        ("16", "SOA"),
        ("17", "TYPE-17"),
        ("-1", "TYPE--1"),
        ("\"Spf\"", "SPF"),
    ] {
        let body = format!(r#"{{"Id":1,"Name":"","Type":{written},"Ttl":60,"Value":"x"}}"#);
        let record = read_kept(&body);
        assert_eq!(record.rtype.raw(), expected, "{written}");
        assert_ne!(record.flaw, Some(Flaw::Type), "{written}");
    }
}

#[test]
fn half_a_surrogate_spoils_only_its_own_text() {
    let item =
        r#"{"Id":1,"Name":"","Type":3,"Ttl":60,"Value":"a \ud83d","Comment":"b","New":"\ud83d"}"#;
    let record = kept(item, &zone());
    assert_eq!((fields(&record), record.flaw), (vec!["\u{fffd}"], Some(Flaw::Content)));
    assert_eq!(record.raw_comment(), "b");
    assert_eq!(record.raw_more(), Some(r#"{"New":"\ud83d"}"#));
}

#[test]
fn the_first_of_duplicate_members_counts() {
    let item = r#"{"Id":1,"Name":"","Type":0,"Type":3,"Ttl":60,"Value":"192.0.2.1"}"#;
    assert_eq!(kept(item, &zone()).rtype, RecordType::A);
    assert_eq!(found(item, &zone()).rtype, RecordType::A);
}

#[test]
fn sends_back_every_type_number_unchanged() {
    for number in 0..40 {
        let body = format!(r#"{{"Id":1,"Name":"","Type":{number},"Ttl":60,"Value":"1 2 3 ab"}}"#);
        let sent = write(&read_kept(&body), &zone());
        assert!(sent.starts_with(&format!(r#"{{"Type":{number},"#)), "{sent}");
    }
}

#[test]
fn reads_rdata_fields_from_members_or_from_the_value() {
    for (members, rtype, expected) in [
        (r#""Type":4,"Priority":10,"Value":"mx.example.net.""#, "MX", vec!["10", "mx.example.net"]),
        (r#""Type":4,"Priority":0,"Value":".""#, "MX", vec!["0", "."]),
        (
            r#""Type":4,"Priority":null,"Value":"5 mx.example.net""#,
            "MX",
            vec!["5", "mx.example.net"],
        ),
        (
            r#""Type":8,"Priority":1,"Weight":2,"Port":3,"Value":"a.example""#,
            "SRV",
            vec!["1", "2", "3", "a.example"],
        ),
        (
            r#""Type":9,"Flags":128,"Tag":"issue","Value":"ca.example""#,
            "CAA",
            vec!["128", "issue", "ca.example"],
        ),
        (
            r#""Type":9,"Flags":0,"Tag":"","Value":"0 issuewild \";\"""#,
            "CAA",
            vec!["0", "issuewild", ";"],
        ),
        (
            r#""Type":9,"Value":"0 iodef mailto:a@b.example""#,
            "CAA",
            vec!["0", "iodef", "mailto:a@b.example"],
        ),
        (
            r#""Type":14,"Priority":1,"Value":". alpn=h2,h3 port=8443""#,
            "HTTPS",
            vec!["1", ".", "alpn=h2,h3 port=8443"],
        ),
        (
            r#""Type":13,"Priority":0,"Value":"svc.example.net.""#,
            "SVCB",
            vec!["0", "svc.example.net", ""],
        ),
        (r#""Type":15,"Priority":0,"Value":"3 1 1 AB CD""#, "TLSA", vec!["3", "1", "1", "abcd"]),
        (r#""Type":7,"Value":"","LinkName":"my-zone""#, "PULLZONE", vec!["my-zone"]),
        (r#""Type":5,"Value":"https://example.net/""#, "REDIRECT", vec!["https://example.net/"]),
        (r#""Type":3,"Value":"\"kept\" \"as is\"""#, "TXT", vec!["\"kept\" \"as is\""]),
    ] {
        let record = read_kept(&format!(r#"{{"Id":1,"Name":"","Ttl":60,{members}}}"#));
        assert_eq!((record.rtype.raw(), record.flaw), (rtype, None), "{members}");
        assert_eq!(fields(&record), expected, "{members}");
    }
}

#[test]
fn marks_and_shows_what_it_cannot_read() {
    for (members, flaw, content) in [
        (r#""Name":"","Ttl":60,"Type":15,"Value":"3 1 xyz""#, Flaw::Content, "3 1 xyz"),
        (
            r#""Name":"","Ttl":60,"Type":9,"Value":"letsencrypt.org""#,
            Flaw::Content,
            "letsencrypt.org",
        ),
        (
            r#""Name":"","Ttl":60,"Type":4,"Priority":70000,"Value":"a.example""#,
            Flaw::Content,
            "a.example",
        ),
        (
            r#""Name":"","Ttl":60,"Type":4,"Priority":[1],"Value":"a.example""#,
            Flaw::Content,
            "a.example",
        ),
        (r#""Name":"","Ttl":60,"Type":0,"Value":3221225985"#, Flaw::Content, "3221225985"),
        (r#""Name":"","Ttl":60,"Type":0"#, Flaw::Content, ""),
        (r#""Name":"","Ttl":60,"Type":null,"Value":"x""#, Flaw::Type, "x"),
        (r#""Name":"","Ttl":60,"Type":true,"Value":"x""#, Flaw::Type, "x"),
        (r#""Name":"","Ttl":60,"Type":"","Value":"x""#, Flaw::Type, "x"),
        (r#""Name":"","Ttl":4294967296,"Type":0,"Value":"192.0.2.1""#, Flaw::Ttl, "192.0.2.1"),
        (r#""Name":"","Ttl":1.5,"Type":0,"Value":"192.0.2.1""#, Flaw::Ttl, "192.0.2.1"),
        (r#""Name":"","Type":0,"Value":"192.0.2.1""#, Flaw::Ttl, "192.0.2.1"),
        (r#""Ttl":60,"Type":0,"Value":"192.0.2.1""#, Flaw::Name, "192.0.2.1"),
        (r#""Name":5,"Ttl":60,"Type":0,"Value":"192.0.2.1""#, Flaw::Name, "192.0.2.1"),
    ] {
        let record = read_kept(&format!("{{{members}}}"));
        assert_eq!(record.flaw, Some(flaw), "{members}");
        assert_eq!(record.content().raw(), content, "{members}");
    }
}

#[test]
fn writes_the_members_of_each_type() {
    for (name, rtype, fields, expected) in [
        (
            "example.com",
            RecordType::A,
            vec!["192.0.2.1"],
            r#""Type":0,"Name":"","Ttl":60,"Value":"192.0.2.1""#,
        ),
        (
            "a.b.example.com",
            RecordType::Cname,
            vec!["x.example."],
            r#""Type":2,"Name":"a.b","Ttl":60,"Value":"x.example""#,
        ),
        (
            "example.com",
            RecordType::Mx,
            vec!["0", "."],
            r#""Type":4,"Name":"","Ttl":60,"Priority":0,"Value":".""#,
        ),
        (
            "example.com",
            RecordType::Txt,
            vec!["a \"b\" "],
            r#""Type":3,"Name":"","Ttl":60,"Value":"a \"b\" ""#,
        ),
        (
            "example.com",
            RecordType::Caa,
            vec!["0", "issue", "ca.example"],
            r#""Type":9,"Name":"","Ttl":60,"Flags":0,"Tag":"issue","Value":"ca.example""#,
        ),
        (
            "example.com",
            RecordType::Https,
            vec!["1", ".", "alpn=h2"],
            r#""Type":14,"Name":"","Ttl":60,"Priority":1,"Value":". alpn=h2""#,
        ),
        (
            "example.com",
            RecordType::Svcb,
            vec!["0", "a.example.", ""],
            r#""Type":13,"Name":"","Ttl":60,"Priority":0,"Value":"a.example""#,
        ),
        (
            "example.com",
            RecordType::Tlsa,
            vec!["3", "1", "1", "AB"],
            r#""Type":15,"Name":"","Ttl":60,"Value":"3 1 1 ab""#,
        ),
    ] {
        let record = Record::new(
            DomainName::parse(name).unwrap(),
            rtype.clone(),
            Rdata::new(&rtype, fields),
            Ttl::Seconds(60),
        );
        assert_eq!(write(&record, &zone()), format!("{{{expected}}}"));
    }
}

#[test]
fn sends_a_comment_but_no_automatic_ttl() {
    let rdata = Rdata::new(&RecordType::A, ["192.0.2.1"]);
    let mut record = Record::new(zone(), RecordType::A, rdata, Ttl::Auto);
    record.comment = Some("web".into());
    assert_eq!(
        write(&record, &zone()),
        r#"{"Type":0,"Name":"","Value":"192.0.2.1","Comment":"web"}"#
    );
}

proptest! {
    #[test]
    fn reads_back_the_record_that_it_sends(record in testing::record(super::super::CAPABILITIES.limits.types)) {
        let record = super::super::CAPABILITIES.kept(&record).into_owned();
        let read = read_kept(&write(&record, &zone()));
        prop_assert_eq!(read, record);
    }
}

/// A host as somebody else may have spelled it.
fn spelled_host() -> impl Strategy<Value = String> {
    "(mail|Mail|MAIL|b\u{fc}cher)\\.Example\\.(net|NET)\\.?"
}

/// Members of a record's rdata in any spelling that is read.
fn spelled() -> impl Strategy<Value = String> {
    let text = |text: &str| serde_json::Value::from(text).to_string();
    let small = 0..300_u16;
    prop_oneof![
        prop_oneof![Just("2001:DB8:0:0::1"), Just("2001:db8::1"), Just("::ffff:192.0.2.1")]
            .prop_map(move |value| format!(r#""Type":1,"Value":{}"#, text(value))),
        (prop_oneof![Just(2), Just(10), Just(12)], spelled_host())
            .prop_map(move |(kind, host)| format!(r#""Type":{kind},"Value":{}"#, text(&host))),
        // A replacement character counts as not read.
        "[^\u{fffd}]{0,40}".prop_map(move |value| format!(r#""Type":3,"Value":{}"#, text(&value))),
        (small.clone(), spelled_host(), any::<bool>()).prop_map(move |(priority, host, quoted)| {
            let priority = if quoted { text(&priority.to_string()) } else { priority.to_string() };
            format!(r#""Type":4,"Priority":{priority},"Value":{}"#, text(&host))
        }),
        (small, spelled_host()).prop_map(move |(port, host)| {
            format!(r#""Type":8,"Priority":1,"Weight":2,"Port":{port},"Value":{}"#, text(&host))
        }),
        prop_oneof![
            Just(r#""Type":9,"Flags":0,"Tag":"Issue","Value":"ca.example""#),
            Just(r#""Type":9,"Flags":0,"Tag":"","Value":"0 issue \"ca.example\"""#),
            Just(r#""Type":9,"Flags":0,"Tag":"issue","Value":";""#),
            Just(r#""Type":14,"Priority":1,"Value":"Svc.example.  alpn=\"h2\"""#),
            Just(r#""Type":14,"Priority":1,"Value":". alpn=h2""#),
            Just(r#""Type":15,"Value":"3 1  1 AB CD""#),
        ]
        .prop_map(str::to_owned),
    ]
}

proptest! {
    /// What is read, deleted and added again stands there as it stood.
    #[test]
    fn sends_back_the_providers_own_spelling(
        rdata in spelled(),
        name in "(|www|WWW|_Sip\\._tcp|\\*)",
        comment in "[a-z\u{e4}]{1,4}",
    ) {
        let item = format!(
            r#"{{{rdata},"Name":"{name}","Ttl":60,"Comment":"{comment}","Disabled":true,"New":[1.50]}}"#
        );
        let record = read_kept(&item);
        prop_assert_eq!(record.flaw, None, "{}", item);
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        let mut expected = value(&item);
        prop_assert_eq!(value(&write(&record, &zone())), expected.clone());
        expected["Id"] = 5.into();
        prop_assert_eq!(value(&rewrite(&"5".into(), &record, &zone())), expected);
    }
}

#[test]
fn spells_only_changed_fields_anew() {
    let item = r#"{"Id":1,"Name":"WWW","Type":4,"Ttl":60,"Priority":10,"Value":"Mail.example."}"#;
    let record = read_kept(item);
    let of =
        |fields: [&str; 2]| Record { rdata: Rdata::new(&RecordType::Mx, fields), ..record.clone() };
    let sent = |record: &Record| write(record, &zone());
    assert_eq!(
        sent(&Record { ttl: Ttl::Seconds(90), ..record.clone() }),
        r#"{"Type":4,"Name":"WWW","Ttl":90,"Priority":10,"Value":"Mail.example."}"#
    );
    assert_eq!(
        sent(&of(["20", "mail.example"])),
        r#"{"Type":4,"Name":"WWW","Ttl":60,"Priority":20,"Value":"mail.example"}"#
    );
    let name = DomainName::parse("a.example.com").unwrap();
    assert_eq!(
        sent(&Record { name, ..of(["10", "mail.example"]) }),
        r#"{"Type":4,"Name":"a","Ttl":60,"Priority":10,"Value":"Mail.example."}"#
    );
}
