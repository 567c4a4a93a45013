//! A record at Cloudflare: its live form (provider document 1.6) and its form in DNS turned into
//! it. It checks nothing.

use std::time::SystemTime;

use hickory_proto::rr::{self, RData, rdata::SVCB};
use serde_json::{Map, Value, json};

use super::{data, object::put, text};
use crate::sandbox::{
    dates,
    presentation::{caa_value, hex, host, parameters},
};

/// A record.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // the fields of the provider document
pub struct Record {
    pub id: String,
    pub name: String,
    pub kind: String,
    pub content: String,
    pub priority: Option<u64>,
    pub data: Option<Map<String, Value>>,
    pub ttl: u64,
    pub proxied: bool,
    pub settings: Map<String, Value>,
    pub private_routing: bool,
    pub read_only: bool,
    pub comment: Option<String>,
    pub tags: Vec<String>,
    pub created: SystemTime,
    pub modified: SystemTime,
}

/// The value of a record: content, priority, data.
type Shape = (String, Option<u64>, Option<Map<String, Value>>);

impl Record {
    /// A record without a value.
    pub fn empty(name: String, kind: &str) -> Self {
        let now = SystemTime::now();
        Self {
            id: String::new(),
            name,
            kind: kind.to_owned(),
            content: String::new(),
            priority: None,
            data: None,
            ttl: 1,
            proxied: false,
            settings: Map::new(),
            private_routing: false,
            read_only: false,
            comment: None,
            tags: vec![],
            created: now,
            modified: now,
        }
    }

    /// A record of DNS with its own TTL and not proxied; nothing for types that a scan here does
    /// not find, SOA among them.
    pub fn from_dns(record: &rr::Record) -> Option<Self> {
        let kind = record.record_type().to_string();
        let (content, priority, data) = shape(&kind, &record.data)?;
        let name = host(&record.name.to_lowercase());
        Some(Self {
            content,
            priority,
            data,
            ttl: u64::from(record.ttl).clamp(60, 86_400),
            ..Self::empty(name, &kind)
        })
    }

    /// A record as a scan finds it: automatic TTL, proxied where that can be (provider document
    /// 1.7).
    pub fn found(record: &rr::Record) -> Option<Self> {
        let record = Self::from_dns(record)?;
        Some(Self { ttl: 1, proxied: proxiable(&record.kind), ..record })
    }

    /// What makes two records the same.
    pub fn identity(&self) -> (&str, &str, &str, Option<u64>) {
        (&self.name, &self.kind, &self.content, self.priority)
    }

    /// The live form.
    pub fn to_json(&self) -> Value {
        let mut settings = self.settings.clone();
        if self.kind == "CNAME" {
            settings.entry("flatten_cname").or_insert(Value::Bool(false));
        }
        let mut value = json!({
            "id": self.id,
            "name": self.name,
            "type": self.kind,
            "content": self.content,
            "proxiable": proxiable(&self.kind),
            "proxied": self.proxied,
            "ttl": self.ttl,
            "settings": settings,
            "meta": {},
            "comment": self.comment,
            "tags": self.tags,
            "created_on": dates::cloudflare(self.created),
            "modified_on": dates::cloudflare(self.modified),
        });
        if self.read_only {
            put(&mut value, "meta", json!({ "read_only": true }));
        }
        if self.private_routing {
            put(&mut value, "private_routing", true.into());
        }
        if let Some(priority) = self.priority {
            put(&mut value, "priority", priority.into());
        }
        if let Some(data) = &self.data {
            put(&mut value, "data", data.clone().into());
        }
        if self.comment.is_some() {
            put(&mut value, "comment_modified_on", dates::cloudflare(self.modified).into());
        }
        if !self.tags.is_empty() {
            put(&mut value, "tags_modified_on", dates::cloudflare(self.modified).into());
        }
        value
    }
}

/// Whether records of this type can go through Cloudflare's proxy (provider document 1.10).
pub fn proxiable(kind: &str) -> bool {
    matches!(kind, "A" | "AAAA" | "CNAME")
}

fn shape(kind: &str, rdata: &RData) -> Option<Shape> {
    let plain = |content: String| Some((content, None, None));
    match rdata {
        RData::A(address) => plain(address.to_string()),
        RData::AAAA(address) => plain(address.to_string()),
        RData::CNAME(target) => plain(host(target)),
        RData::NS(target) => plain(host(target)),
        RData::PTR(target) => plain(host(target)),
        RData::TXT(txt) => plain(text::quoted(txt.txt_data.iter().map(AsRef::as_ref))),
        RData::MX(mx) => Some((host(&mx.exchange), Some(mx.preference.into()), None)),
        RData::CAA(caa) => with_data(
            kind,
            json!({ "flags": caa.flags(), "tag": caa.tag, "value": caa_value(caa) }),
        ),
        RData::SRV(srv) => with_data(
            kind,
            json!({
                "priority": srv.priority, "weight": srv.weight, "port": srv.port,
                "target": host(&srv.target),
            }),
        ),
        RData::TLSA(tlsa) => with_data(
            kind,
            json!({
                "usage": u8::from(tlsa.cert_usage), "selector": u8::from(tlsa.selector),
                "matching_type": u8::from(tlsa.matching), "certificate": hex(&tlsa.cert_data),
            }),
        ),
        RData::SVCB(svcb) => with_data(kind, service(svcb)),
        RData::HTTPS(https) => with_data(kind, service(&https.0)),
        _ => None,
    }
}

fn service(svcb: &SVCB) -> Value {
    json!({
        "priority": svcb.svc_priority,
        "target": host(&svcb.target_name),
        "value": parameters(svcb),
    })
}

fn with_data(kind: &str, fields: Value) -> Option<Shape> {
    let Value::Object(fields) = fields else {
        return None;
    };
    Some((data::content(kind, &fields), data::priority(kind, &fields), Some(fields)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zonefile;

    fn found(line: &str) -> Value {
        let records = zonefile::read("a.example", line).unwrap();
        Record::found(&records[0]).unwrap().to_json()
    }

    #[test]
    fn plain_types_have_no_data() {
        let a = found("www 300 IN A 192.0.2.1");
        assert_eq!((&a["name"], &a["content"]), (&json!("www.a.example"), &json!("192.0.2.1")));
        assert_eq!(
            (&a["ttl"], &a["proxied"], &a["proxiable"]),
            (&json!(1), &json!(true), &json!(true))
        );
        assert!(a["comment"].is_null() && a.get("data").is_none() && a.get("priority").is_none());
        let alias = found("w 300 IN CNAME www");
        assert_eq!(alias["settings"], json!({ "flatten_cname": false }));
        let mx = found("@ 300 IN MX 10 mail");
        assert_eq!((&mx["content"], &mx["priority"]), (&json!("mail.a.example"), &json!(10)));
        assert_eq!(mx["proxied"], false);
        assert_eq!(found("@ 300 IN TXT \"a\" \"b\"")["content"], "\"a\" \"b\"");
    }

    #[test]
    fn other_types_have_data_and_content() {
        let srv = found("_sip._tcp 300 IN SRV 10 5 8806 sip");
        assert_eq!(
            (&srv["content"], &srv["priority"]),
            (&json!("5 8806 sip.a.example"), &json!(10))
        );
        assert_eq!(srv["data"]["port"], 8806);
        let none = found("_imap._tcp 300 IN SRV 0 0 0 .");
        assert_eq!(none["data"]["target"], ".");
        assert_eq!(
            found("@ 300 IN CAA 0 issue \"ca.example\"")["content"],
            "0 issue \"ca.example\""
        );
    }

    #[test]
    fn finds_no_soa() {
        let line = "@ 60 IN SOA ns1.b.example. root.b.example. 1 2 3 4 5";
        let records = zonefile::read("a.example", line).unwrap();
        assert_eq!(Record::found(&records[0]), None);
    }
}
