//! Made-up records for the tests of both providers.

use proptest::prelude::*;

use crate::foreign::Foreign;
use crate::name::DomainName;
use crate::provider::ZoneInfo;
use crate::record::{FieldKind, Rdata, Record, RecordType, Ttl};

/// A record of one of these types, good by the rules of its fields, below example.com.
pub(super) fn record(types: &'static [RecordType]) -> impl Strategy<Value = Record> {
    let rtype = prop::sample::select(types);
    (rtype, "(@|\\*|_?[a-z0-9]{1,12}(\\.[a-z0-9]{1,5}){0,2})", 0..100_000_u32, comment())
        .prop_flat_map(|(rtype, name, ttl, comment)| {
            let fields: Vec<_> = rtype.fields().iter().map(|spec| field(spec.kind)).collect();
            fields.prop_map(move |texts| {
                let zone = DomainName::parse("example.com").unwrap();
                let mut texts = texts;
                if rtype == RecordType::Txt && ttl % 3 == 0 {
                    texts.extend(["a=\"b\" \\".to_owned(), String::new(), "c".to_owned()]);
                }
                let rdata = Rdata::new(&rtype, texts);
                let name = DomainName::join(&name, &zone).unwrap();
                let mut record = Record::new(name, rtype.clone(), rdata, Ttl::Seconds(ttl + 2));
                record.comment = comment.clone();
                record
            })
        })
}

fn comment() -> impl Strategy<Value = Option<Foreign>> {
    prop::option::of("[ -~äß]{1,20}".prop_map(Into::into))
}

fn field(kind: FieldKind) -> BoxedStrategy<String> {
    match kind {
        FieldKind::Ipv4 => any::<std::net::Ipv4Addr>().prop_map(|a| a.to_string()).boxed(),
        FieldKind::Ipv6 => any::<std::net::Ipv6Addr>().prop_map(|a| a.to_string()).boxed(),
        FieldKind::Host => prop_oneof![Just(".".to_owned()), "[a-z0-9-]{1,9}\\.example"].boxed(),
        FieldKind::U8 => any::<u8>().prop_map(|n| n.to_string()).boxed(),
        FieldKind::U16 => any::<u16>().prop_map(|n| n.to_string()).boxed(),
        FieldKind::Decimal => (0..90_u32, 1..10_u32).prop_map(|(a, b)| format!("{a}.{b}")).boxed(),
        FieldKind::Word => "[a-z]{1,9}".boxed(),
        FieldKind::Text => "[ -~]{0,300}[!-~äß]".boxed(),
        FieldKind::String => "[ -~äß]{0,60}".boxed(),
        FieldKind::Hex => "([0-9a-f]{2}){1,40}".boxed(),
        FieldKind::Base64 => "[A-Za-z0-9+/]{40}".boxed(),
        FieldKind::Params => "(alpn=h2,h3( port=[1-9][0-9]{0,3})?)?".boxed(),
    }
}

/// A zone of which nothing but its name is known.
pub(crate) fn zone() -> ZoneInfo {
    ZoneInfo {
        id: "1".into(),
        name: DomainName::parse("example.com").unwrap(),
        records: None,
        active: None,
        name_servers: Vec::new(),
        free_plan: None,
    }
}
