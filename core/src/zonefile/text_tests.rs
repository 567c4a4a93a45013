//! Files of other programs whose texts, names and numbers are written in ways of their own.

use super::samples::zone;
use super::*;
use crate::provider::Provider;
use crate::record::{Record, RecordType};
use crate::zone::{ConflictKind, Neighbours};

/// Everything that a file says, without a problem: name, TTL, type, content.
fn records(text: &str) -> Vec<Record> {
    let file = read(text, &zone(), Dialect { marks: true }, Ttl::Auto);
    assert_eq!(file.problems, [], "{text}");
    file.records
}

fn contents(text: &str) -> Vec<String> {
    records(text)
        .iter()
        .map(|record| format!("{} {}", record.name, record.content().raw()))
        .collect()
}

/// What is read is as good as typed: no field is refused, and it is written to the same records.
fn comes_back(text: &str) {
    let read = records(text);
    let rules = Provider::Cloudflare.capabilities();
    for record in read.iter().filter(|record| record.rtype != RecordType::Soa) {
        assert_eq!(record.validate(&zone(), &rules.limits), [], "{record:?}");
    }
    let written = write(&read, &zone(), Dialect { marks: true });
    assert_eq!(written.left_out, []);
    assert_eq!(check(&read, &[], &written.text, &zone(), Dialect { marks: true }), Ok(()));
}

#[test]
fn reads_and_writes_empty_texts_of_a_naptr() {
    let text = include_str!("../../../corpus/zones/naptr-empty-texts.zone");
    comes_back(text);
    let read = records(text);
    let fields: Vec<&str> = read[3].rdata.raw_fields().collect();
    assert_eq!(fields, ["1", "1", "", "", "", "next.example.com"]);
    assert_eq!(read[2].rdata.field(4).raw(), r"/urn:isbn:(.+)/\1/i");
}

#[test]
fn keeps_txt_strings_apart_and_joins_policies() {
    let text = include_str!("../../../corpus/zones/txt-strings-apart.zone");
    assert_eq!(
        contents(text),
        [
            r#"_web._tcp.example.com "txtvers=1" "path=/menu" """#,
            "empty.example.com ",
            "sel._domainkey.example.com v=DKIM1; k=rsa; p=MIGfMA0G",
            "old._domainkey.example.com k=rsa; p=MIGfMA0G",
            "example.com v=spf1 include:mail.example.net -all",
            "_dmarc.example.com v=DMARC1; p=reject",
        ]
    );
    let written = write(&records(text), &zone(), Dialect { marks: true });
    assert!(written.text.contains("TXT\t\"txtvers=1\" \"path=/menu\" \"\"\n"), "{}", written.text);
}

#[test]
fn reports_unquoted_texts_as_doubts_of_the_file_and_conflicts_of_the_zone() {
    let text = include_str!("../../../corpus/zones/texts-without-quotes.zone");
    let file = read(text, &zone(), Dialect { marks: false }, Ttl::Auto);
    let doubts: Vec<_> = file
        .doubts
        .iter()
        .map(|doubt| {
            (doubt.line, doubt.mended.as_ref().unwrap().record.content().into_raw().into_string())
        })
        .collect();
    let expected = [
        (3, "v=spf1 include:mail.example.net -all"),
        (4, "v=DKIM1; k=rsa; p=MIGfMA0G"),
        (5, "v=spf1 -all"),
    ];
    assert_eq!(doubts, expected.map(|(line, text)| (line, text.to_owned())));
    let apex = zone();
    for provider in Provider::ALL {
        let neighbours = Neighbours::new(&file.records, &apex, provider.capabilities());
        let kinds = |place: usize| -> Vec<ConflictKind> {
            let found = neighbours.conflicts(&file.records[place]);
            found.into_iter().map(|conflict| conflict.kind).collect()
        };
        assert!(kinds(0).contains(&ConflictKind::SpfWords));
        assert!(kinds(1).contains(&ConflictKind::TextCut));
        assert!(kinds(3).contains(&ConflictKind::QuotesTyped));
        assert_eq!(kinds(4), []);
    }
}

#[test]
fn reads_and_doubts_names_that_end_in_an_at_sign() {
    let text = include_str!("../../../corpus/zones/names-at-origin.zone");
    comes_back(text);
    assert_eq!(
        contents(text),
        [
            "_sip._tls.example.com 1 443 sip.example.net",
            "autodiscover._tcp.example.com 0 443 mail.example.com",
            "example.com 192.0.2.1",
        ]
    );
    let doubts = read(text, &zone(), Dialect::default(), Ttl::Auto).doubts;
    let lines: Vec<_> = doubts.iter().map(|doubt| (doubt.line, doubt.kind)).collect();
    assert_eq!(lines, [(3, DoubtKind::AtOrigin), (4, DoubtKind::AtOrigin)]);
}

#[test]
fn reads_mnemonics_as_numbers() {
    let text = include_str!("../../../corpus/zones/words-for-numbers.zone");
    comes_back(text);
    let numbers: Vec<String> = records(text)[1..]
        .iter()
        .map(|record| record.rdata.raw_fields().take(3).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(numbers, ["7 14 2", "257 3 15", "6 0 7"]);
}

#[test]
fn reads_generic_rdata_of_known_types() {
    let text = include_str!("../../../corpus/zones/data-in-hexadecimal.zone");
    comes_back(text);
    assert_eq!(
        contents(text),
        [
            "a.example.com 192.0.2.7",
            "mx.example.com mail",
            r#"txt.example.com "a=1" "b""#,
            r#"web.example.com . alpn="h2""#,
            "loc.example.com 51 30 12.748 N 0 15 33.128 W -0.22 1.00 10000.00 10.00",
            "call.example.com 1 2 a",
        ]
    );
}

#[test]
fn skips_the_ages_that_windows_writes() {
    let text = include_str!("../../../corpus/zones/aged-by-windows.zone");
    comes_back(text);
    let read: Vec<_> = records(text).into_iter().map(|record| record.ttl).collect();
    assert_eq!(read[1..], [Ttl::Seconds(1200); 3]);
}

#[test]
fn reads_the_same_records_from_every_encoding() {
    let text = include_str!("../../../corpus/zones/txt-strings-apart.zone");
    let wide: Vec<u8> =
        format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let ends = text.replace('\n', "\r");
    for bytes in
        [wide.clone(), wide[2..].to_vec(), ends.into_bytes(), (text.to_owned() + "\u{1a}").into()]
    {
        assert_eq!(records(&crate::encoding::decode(&bytes).text), records(text));
    }
}
