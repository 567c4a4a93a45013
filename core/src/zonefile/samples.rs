//! Sample records of every type for tests, with texts that stress the file format.

use proptest::prelude::*;

use crate::name::DomainName;
use crate::record::{Rdata, Record, RecordType, Ttl};

/// The zone of all samples.
pub fn zone() -> DomainName {
    DomainName::parse("example.com").unwrap()
}

/// A record with a TTL of 300.
pub fn record(name: &str, rtype: RecordType, fields: &[&str]) -> Record {
    let rdata = Rdata::new(&rtype, fields);
    Record::new(DomainName::parse(name).unwrap(), rtype, rdata, Ttl::Seconds(300))
}

fn label() -> impl Strategy<Value = String> {
    let sign = prop_oneof![
        8 => "[a-z0-9_*-]",
        1 => "[$@=/'#!]",
        1 => prop_oneof![Just(r"\032"), Just(r"\."), Just(r"\\"), Just(r"\255"), Just(r"\059")]
            .prop_map(str::to_owned),
    ];
    proptest::collection::vec(sign, 1..8).prop_map(|signs| signs.concat())
}

fn host() -> impl Strategy<Value = String> {
    prop_oneof![
        (label(), label()).prop_map(|(one, two)| format!("{one}.{two}.example")),
        label().prop_map(|label| format!("{label}.example.com")),
        Just(".".to_owned()),
    ]
}

fn text(most: usize) -> impl Strategy<Value = String> {
    let sign = prop_oneof![
        4 => any::<char>(),
        2 => prop_oneof![Just('"'), Just('\\'), Just(';'), Just('\n'), Just('\r'), Just('\0'), Just('(')],
        4 => proptest::char::range(' ', '~'),
    ];
    proptest::collection::vec(sign, 0..most).prop_map(|signs| signs.into_iter().collect())
}

fn u8s() -> impl Strategy<Value = String> {
    any::<u8>().prop_map(|number| number.to_string())
}

fn u16s() -> impl Strategy<Value = String> {
    any::<u16>().prop_map(|number| number.to_string())
}

fn hex() -> impl Strategy<Value = String> {
    proptest::collection::vec("[0-9a-f]{2}", 1..40).prop_map(|bytes| bytes.concat())
}

fn base64() -> impl Strategy<Value = String> {
    ("([A-Za-z0-9+/]{4}){1,20}", prop_oneof![Just(""), Just("AA=="), Just("AAA=")])
        .prop_map(|(body, end)| body + end)
}

fn params() -> impl Strategy<Value = String> {
    let param = prop_oneof![
        Just("alpn=\"h2,h3\"".to_owned()),
        Just("no-default-alpn".to_owned()),
        "port=[1-9][0-9]{0,3}",
        "key[1-9][0-9]{2}=[a-z0-9]{1,9}",
        "key[1-9][0-9]{2}=\"[a-z ;()]{0,9}\"",
    ];
    proptest::collection::vec(param, 0..3).prop_map(|params| params.join(" "))
}

fn rdata() -> impl Strategy<Value = (RecordType, Vec<String>)> {
    let of = |rtype: RecordType| move |fields: Vec<String>| (rtype.clone(), fields);
    let keyed = (u8s(), u8s(), u8s(), hex()).prop_map(|(a, b, c, d)| vec![a, b, c, d]).boxed();
    let coded = (u16s(), u16s(), u8s(), base64()).prop_map(|(a, b, c, d)| vec![a, b, c, d]).boxed();
    let hosts = host().prop_map(|host| vec![host]).boxed();
    let bound = (u16s(), host(), params()).prop_map(|(a, b, c)| vec![a, b, c]).boxed();
    let all = vec![
        any::<[u8; 4]>()
            .prop_map(|ip| vec![std::net::Ipv4Addr::from(ip).to_string()])
            .prop_map(of(RecordType::A))
            .boxed(),
        any::<[u8; 16]>()
            .prop_map(|ip| vec![std::net::Ipv6Addr::from(ip).to_string()])
            .prop_map(of(RecordType::Aaaa))
            .boxed(),
        hosts.clone().prop_map(of(RecordType::Cname)).boxed(),
        hosts.clone().prop_map(of(RecordType::Ns)).boxed(),
        hosts.prop_map(of(RecordType::Ptr)).boxed(),
        (u16s(), host()).prop_map(|(a, b)| vec![a, b]).prop_map(of(RecordType::Mx)).boxed(),
        text(600).prop_map(|text| vec![text]).prop_map(of(RecordType::Txt)).boxed(),
        proptest::collection::vec(text(90), 1..5).prop_map(of(RecordType::Txt)).boxed(),
        (u16s(), u16s(), u16s(), host())
            .prop_map(|(a, b, c, d)| vec![a, b, c, d])
            .prop_map(of(RecordType::Srv))
            .boxed(),
        (u8s(), "[a-z0-9]{1,15}", text(300))
            .prop_map(|(a, b, c)| vec![a, b, c])
            .prop_map(of(RecordType::Caa))
            .boxed(),
        bound.clone().prop_map(of(RecordType::Https)).boxed(),
        bound.prop_map(of(RecordType::Svcb)).boxed(),
        keyed.clone().prop_map(of(RecordType::Tlsa)).boxed(),
        keyed.prop_map(of(RecordType::Smimea)).boxed(),
        (u16s(), u8s(), u8s(), hex())
            .prop_map(|(a, b, c, d)| vec![a, b, c, d])
            .prop_map(of(RecordType::Ds))
            .boxed(),
        (u16s(), u8s(), u8s(), base64())
            .prop_map(|(a, b, c, d)| vec![a, b, c, d])
            .prop_map(of(RecordType::Dnskey))
            .boxed(),
        coded.prop_map(of(RecordType::Cert)).boxed(),
        (u8s(), u8s(), hex())
            .prop_map(|(a, b, c)| vec![a, b, c])
            .prop_map(of(RecordType::Sshfp))
            .boxed(),
        (u16s(), u16s(), text(60), text(60), text(60), host())
            .prop_map(|(a, b, c, d, e, f)| vec![a, b, c, d, e, f])
            .prop_map(of(RecordType::Naptr))
            .boxed(),
        (u16s(), u16s(), text(300))
            .prop_map(|(a, b, c)| vec![a, b, c])
            .prop_map(of(RecordType::Uri))
            .boxed(),
        base64().prop_map(|text| vec![text]).prop_map(of(RecordType::Openpgpkey)).boxed(),
        hex()
            .prop_map(|hex| vec![format!("\\# {} {hex}", hex.len() / 2)])
            .prop_map(of(RecordType::Other("TYPE65280".into())))
            .boxed(),
        (0_u8..90, 0_u8..60, 0_u16..60_000, "[ns]", 0_u8..180, "[ew]", -9_999..99_999_i32)
            .prop_map(|(lat, minutes, seconds, ns, long, ew, altitude)| {
                let (minutes, seconds) =
                    (minutes.to_string(), format!("{}.{:03}", seconds / 1000, seconds % 1000));
                let (lat, long, altitude) =
                    (lat.to_string(), long.to_string(), altitude.to_string() + ".00");
                let mut fields = vec![lat, minutes.clone(), seconds.clone(), ns];
                fields.extend([long, minutes, seconds, ew, altitude]);
                fields.extend(["1.00", "10000.00", "10.00"].map(str::to_owned));
                fields
            })
            .prop_map(of(RecordType::Loc))
            .boxed(),
        (label(), label(), any::<u32>(), 0_u32..9_999_999)
            .prop_map(|(one, two, serial, time)| {
                // `@` as a word would be the origin.
                let [one, two] =
                    [one, two].map(|label| if label == "@" { "\\@".into() } else { label });
                vec![format!("{one}.example. {two}.example. {serial} {time} {time} {time} {time}")]
            })
            .prop_map(of(RecordType::Soa))
            .boxed(),
    ];
    proptest::strategy::Union::new(all)
}

/// Any record of the zone that a file can hold, without marks.
pub fn any_record() -> impl Strategy<Value = Record> {
    let ttl = prop_oneof![Just(Ttl::Auto), (2..=i32::MAX as u32).prop_map(Ttl::Seconds)];
    (proptest::option::of(label()), rdata(), ttl).prop_map(|(label, (rtype, fields), ttl)| {
        let label = label.filter(|_| rtype != RecordType::Soa);
        let name = label.map_or("example.com".to_owned(), |label| label + ".example.com");
        let rdata = Rdata::new(&rtype, fields);
        Record::new(DomainName::parse(&name).unwrap(), rtype, rdata, ttl)
    })
}

/// Any record, with a comment, tags and a proxy flag if possible.
pub fn any_marked() -> impl Strategy<Value = Record> {
    let note = proptest::option::of("[ -~äé]{1,30}");
    let tags = proptest::collection::vec("[a-z0-9_-]{1,5}(:[ -~ä]{0,8})?", 0..3);
    (any_record(), note, tags, any::<Option<bool>>()).prop_map(|(record, note, tags, proxied)| {
        let note = note.as_deref().map(str::trim).filter(|note| !note.is_empty());
        Record {
            comment: note.map(Into::into),
            tags: tags.into_iter().map(Into::into).collect(),
            proxied: proxied.filter(|_| record.rtype.is_proxiable()),
            ..record
        }
    })
}
