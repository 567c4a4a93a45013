//! A record as bunny.net's scan tells it (provider document 2.5): `@` for the apex, null for
//! numbers that are not in use, CAA flags and tag inside the value, no identifier. It is never
//! written anywhere.

use hickory_proto::rr::{self, Name, RData, rdata::SVCB};
use serde_json::{Value, json};

use super::enums;
use crate::sandbox::presentation::{self, caa_value, host, joined, parameters, tlsa};

/// The data of a record, cut as bunny.net cuts it.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)] // the fields of the provider document
pub struct Parts {
    pub kind: i64,
    pub value: String,
    pub priority: Option<i64>,
    pub weight: Option<i64>,
    pub port: Option<i64>,
    /// Flags, tag and value of a CAA record.
    pub caa: Option<(i64, String, String)>,
}

impl Parts {
    /// The parts, or nothing for a type that bunny.net does not have.
    pub fn of(data: &RData) -> Option<Self> {
        let name = data.record_type().to_string();
        let parts = Self { kind: enums::type_number(&name)?, ..Self::default() };
        let value = |value: String| Self { value, ..parts.clone() };
        Some(match data {
            RData::A(address) => value(address.to_string()),
            RData::AAAA(address) => value(address.to_string()),
            RData::CNAME(target) => value(with_dot(target)),
            RData::NS(target) => value(with_dot(target)),
            RData::PTR(target) => value(host(target)),
            RData::TXT(txt) => value(joined(txt)),
            RData::SOA(soa) => value(soa.to_string()),
            RData::TLSA(data) => value(tlsa(data)),
            RData::MX(mx) => {
                Self { priority: Some(mx.preference.into()), ..value(host(&mx.exchange)) }
            }
            RData::SRV(srv) => Self {
                priority: Some(srv.priority.into()),
                weight: Some(srv.weight.into()),
                port: Some(srv.port.into()),
                ..value(host(&srv.target))
            },
            RData::CAA(caa) => {
                let (flags, text) = (caa.flags(), caa_value(caa));
                let shown = format!("{flags} {} \"{text}\"", caa.tag);
                Self { caa: Some((flags.into(), caa.tag.clone(), text)), ..value(shown) }
            }
            RData::SVCB(svcb) => service(svcb, parts),
            RData::HTTPS(https) => service(&https.0, parts),
            _ => return None,
        })
    }
}

fn service(svcb: &SVCB, parts: Parts) -> Parts {
    let value = format!("{} {}", with_dot(&svcb.target_name), parameters(svcb));
    Parts { priority: Some(svcb.svc_priority.into()), value: value.trim_end().to_owned(), ..parts }
}

fn with_dot(name: &Name) -> String {
    match host(name).as_str() {
        "." => ".".to_owned(),
        host => format!("{host}."),
    }
}

/// One item of the scan's list, or nothing for a type that it does not have.
pub fn to_json(record: &rr::Record, domain: &str) -> Option<Value> {
    let parts = Parts::of(&record.data)?;
    let name = presentation::relative(&record.name, domain);
    Some(json!({
        "Name": if name.is_empty() { "@" } else { &name },
        "Type": parts.kind,
        "Ttl": record.ttl,
        "Value": parts.value,
        "Priority": parts.priority,
        "Weight": parts.weight,
        "Port": parts.port,
        "IsProxied": false,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zonefile;

    fn shown(line: &str) -> Value {
        let records = zonefile::read("a.example", line).unwrap();
        to_json(&records[0], "a.example").unwrap()
    }

    #[test]
    fn shows_found_records_as_documented() {
        for (line, name, kind, value) in [
            ("@ 60 IN A 192.0.2.1", "@", 0, "192.0.2.1"),
            ("www 60 IN CNAME a.example.", "www", 2, "a.example."),
            ("@ 60 IN NS ns1.b.example.", "@", 12, "ns1.b.example."),
            ("@ 60 IN MX 10 mail", "@", 4, "mail.a.example"),
            ("@ 60 IN TXT \"a\" \"b\"", "@", 3, "ab"),
            ("@ 60 IN CAA 0 issue \"ca.example\"", "@", 9, "0 issue \"ca.example\""),
            ("@ 60 IN HTTPS 1 . alpn=\"h2\"", "@", 14, ". alpn=\"h2\""),
            ("_25._tcp 60 IN TLSA 3 1 1 00ff", "_25._tcp", 15, "3 1 1 00ff"),
        ] {
            let shown = shown(line);
            assert_eq!((&shown["Name"], &shown["Type"]), (&json!(name), &json!(kind)), "{line}");
            assert_eq!(shown["Value"], value, "{line}");
        }
    }

    #[test]
    fn shows_unused_numbers_as_null() {
        let a = shown("@ 60 IN A 192.0.2.1");
        assert!(a["Priority"].is_null() && a["Weight"].is_null() && a["Port"].is_null());
        let srv = shown("_sip._tcp 60 IN SRV 10 60 5060 sip");
        assert_eq!(
            (&srv["Priority"], &srv["Weight"], &srv["Port"]),
            (&json!(10), &json!(60), &json!(5060))
        );
        assert_eq!(srv["Value"], "sip.a.example");
    }
}
