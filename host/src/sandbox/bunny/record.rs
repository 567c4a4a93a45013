//! A record of a zone at bunny.net: its live form (provider document 2.4), its form in DNS turned
//! into it, and the check of a record that is sent (2.3, 2.6). Checks of one record only: whether
//! it fits the zone is decided elsewhere.

use std::net::{Ipv4Addr, Ipv6Addr};

use hickory_proto::rr;
use serde_json::{Map, Value, json};

use super::{discovered::Parts, enums, error::Error, fields::Fields};
use crate::sandbox::presentation;

/// The longest TXT value (provider document 2.3).
const TXT_LIMIT: usize = 4_000;
/// The fields that are known here, in answers or in what is sent. All others are kept as they come.
const FIELDS: &[&str] = &[
    "Id",
    "Type",
    "Ttl",
    "Value",
    "Name",
    "Weight",
    "Priority",
    "Port",
    "Flags",
    "Tag",
    "Accelerated",
    "LinkName",
    "PullZoneId",
    "ScriptId",
    "MonitorType",
    "GeolocationLatitude",
    "GeolocationLongitude",
    "EnviromentalVariables",
    "LatencyZone",
    "SmartRoutingType",
    "Disabled",
    "Comment",
    "AutoSslIssuance",
];
/// The fields that answers have and no request can set.
const ONLY_READ: &[&str] = &[
    "AcceleratedPullZoneId",
    "IPGeoLocationInfo",
    "GeolocationInfo",
    "MonitorStatus",
    "AccelerationStatus",
];
/// TTL of a record that is sent without one.
const DEFAULT_TTL: i64 = 300;

/// A record.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)] // the fields of the provider document
pub struct Record {
    pub id: u64,
    pub kind: i64,
    pub ttl: i64,
    pub value: String,
    pub name: String,
    pub weight: i64,
    pub priority: i64,
    pub port: i64,
    pub flags: i64,
    pub tag: String,
    pub link: String,
    pub accelerated: bool,
    pub disabled: bool,
    pub comment: String,
    pub monitor: i64,
    pub routing: i64,
    pub latency_zone: Option<String>,
    pub latitude: f64,
    pub longitude: f64,
    pub variables: Vec<Value>,
    pub auto_ssl: bool,
    /// Members that are not known here, and those that are only read.
    pub extra: Map<String, Value>,
}

impl Record {
    /// A record that the account holds from the start.
    pub fn from_dns(record: &rr::Record, domain: &str) -> Option<Self> {
        let parts = Parts::of(&record.data)?;
        let caa = parts.caa.clone().unwrap_or_default();
        Some(Self {
            kind: parts.kind,
            ttl: record.ttl.into(),
            name: presentation::relative(&record.name, domain),
            weight: parts.weight.unwrap_or_else(|| default_weight(parts.kind)),
            priority: parts.priority.unwrap_or_default(),
            port: parts.port.unwrap_or_default(),
            flags: caa.0,
            tag: caa.1,
            value: if parts.caa.is_some() { caa.2 } else { parts.value },
            auto_ssl: true,
            ..Self::default()
        })
    }

    /// The live form.
    pub fn to_json(&self) -> Value {
        let mut value = json!({
            "Id": self.id,
            "Type": self.kind,
            "Ttl": self.ttl,
            "Value": self.value,
            "Name": self.name,
            "Weight": self.weight,
            "Priority": self.priority,
            "Port": self.port,
            "Flags": self.flags,
            "Tag": self.tag,
            "Accelerated": self.accelerated,
            "AcceleratedPullZoneId": 0,
            "LinkName": self.link,
            "IPGeoLocationInfo": null,
            "GeolocationInfo": null,
            "MonitorStatus": 0,
            "MonitorType": self.monitor,
            "GeolocationLatitude": self.latitude,
            "GeolocationLongitude": self.longitude,
            "EnviromentalVariables": self.variables,
            "LatencyZone": self.latency_zone,
            "SmartRoutingType": self.routing,
            "Disabled": self.disabled,
            "Comment": self.comment,
            "AutoSslIssuance": self.auto_ssl,
            "AccelerationStatus": 0,
        });
        if let Value::Object(fields) = &mut value {
            fields.extend(self.extra.clone());
        }
        value
    }

    /// This record in the place of another: the identity stays, and what no request can set.
    pub fn in_place_of(mut self, old: &Self) -> Self {
        self.id = old.id;
        let kept = old.extra.iter().filter(|(name, _)| ONLY_READ.contains(&name.as_str()));
        self.extra.extend(kept.map(|(name, value)| (name.clone(), value.clone())));
        self
    }

    /// Reads and checks a record that is sent.
    ///
    /// # Errors
    /// 400 with the field that is wrong.
    pub fn from_body(object: &Map<String, Value>) -> Result<Self, Error> {
        let fields = Fields::new(object);
        let highest = enums::type_number("TLSA").unwrap_or_default();
        let kind = fields
            .integer("Type", 0..=highest)?
            .ok_or_else(|| Error::field("Type", "A record needs a type"))?;
        let number = |field, range| fields.integer(field, range).map(Option::unwrap_or_default);
        let text = |field| Ok::<_, Error>(fields.text(field)?.unwrap_or_default().to_owned());
        let record = Self {
            id: 0,
            kind,
            ttl: fields.integer("Ttl", 0..=i32::MAX.into())?.unwrap_or(DEFAULT_TTL),
            value: text("Value")?,
            name: text("Name")?,
            weight: fields.integer("Weight", 0..=65_535)?.unwrap_or_else(|| default_weight(kind)),
            priority: number("Priority", 0..=65_535)?,
            port: number("Port", 0..=65_535)?,
            flags: number("Flags", 0..=255)?,
            tag: text("Tag")?,
            link: link(&fields)?,
            accelerated: fields.flag("Accelerated")?.unwrap_or_default(),
            disabled: fields.flag("Disabled")?.unwrap_or_default(),
            comment: text("Comment")?,
            monitor: number("MonitorType", 0..=3)?,
            routing: number("SmartRoutingType", 0..=2)?,
            latency_zone: fields.text("LatencyZone")?.map(str::to_owned),
            latitude: degrees(&fields, "GeolocationLatitude")?,
            longitude: degrees(&fields, "GeolocationLongitude")?,
            variables: fields
                .get("EnviromentalVariables")
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default(),
            auto_ssl: fields.flag("AutoSslIssuance")?.unwrap_or(true),
            extra: unknown(object),
        };
        record.check()?;
        Ok(record)
    }

    /// Checks the name and the value.
    ///
    /// # Errors
    /// 400 with the field that is wrong.
    pub fn check(&self) -> Result<(), Error> {
        self.check_name()?;
        self.check_value()
    }

    fn check_name(&self) -> Result<(), Error> {
        let labels_fit = self.name.split('.').all(|label| (1..=63).contains(&label.len()));
        let bytes_fit =
            self.name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.*".contains(&byte));
        match self.name.as_str() {
            "" => Ok(()),
            _ if labels_fit && bytes_fit => Ok(()),
            _ => Err(Error::field("Name", "The name is not valid; the apex is an empty name")),
        }
    }

    fn check_value(&self) -> Result<(), Error> {
        let value = self.value.as_str();
        let fits = match self.kind {
            0 => value.parse::<Ipv4Addr>().is_ok(),
            1 => value.parse::<Ipv6Addr>().is_ok(),
            3 => return check_text(value),
            2 | 4 | 6 | 8 | 10 | 12 => is_host(value),
            5 => value.starts_with("http://") || value.starts_with("https://"),
            9 => !self.tag.is_empty() && !value.is_empty(),
            7 | 11 => value.is_empty() && !self.link.is_empty(),
            13 | 14 => !value.is_empty(),
            15 => is_tlsa(value),
            _ => false,
        };
        if fits { Ok(()) } else { Err(Error::field("Value", "The value does not fit the type")) }
    }
}

/// The members of a request that are not known here.
fn unknown(object: &Map<String, Value>) -> Map<String, Value> {
    let is_known =
        |name: &str| FIELDS.iter().chain(ONLY_READ).any(|known| known.eq_ignore_ascii_case(name));
    let unknown = object.iter().filter(|(name, _)| !is_known(name));
    unknown.map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// Addresses and aliases take part in a weighted choice (provider document 2.4).
fn default_weight(kind: i64) -> i64 {
    if matches!(kind, 0..=2) { 100 } else { 0 }
}

/// What the record points to inside bunny.net: written as a number, read as a text.
fn link(fields: &Fields<'_>) -> Result<String, Error> {
    let pull_zone = fields.integer("PullZoneId", 0..=i64::MAX)?;
    let script = fields.integer("ScriptId", 0..=i64::MAX)?;
    let linked = pull_zone.or(script).filter(|id| *id > 0);
    Ok(linked.map(|id| id.to_string()).unwrap_or_default())
}

fn degrees(fields: &Fields<'_>, field: &'static str) -> Result<f64, Error> {
    let number = fields.get(field).map(|value| value.as_f64().filter(|n| n.abs() <= 180.0));
    number.map_or(Ok(0.0), |n| n.ok_or_else(|| Error::field(field, "Expected degrees")))
}

fn check_text(value: &str) -> Result<(), Error> {
    if value.is_empty() {
        Err(Error::field("Value", "A TXT value cannot be empty"))
    } else if value.len() > TXT_LIMIT || !value.is_ascii() {
        Err(Error::field("Value", "A TXT value can be a maximum of 4000 ASCII characters."))
    } else {
        Ok(())
    }
}

/// A host name. A dot at its end is taken, and kept (provider document 2.6).
fn is_host(value: &str) -> bool {
    let host = value.strip_suffix('.').unwrap_or(value);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    value == "." || (host.len() <= 253 && host.split('.').all(is_label))
}

fn is_tlsa(value: &str) -> bool {
    let parts: Vec<&str> = value.split(' ').collect();
    let [usage, selector, matching, data] = parts.as_slice() else {
        return false;
    };
    [usage, selector, matching].iter().all(|part| part.parse::<u8>().is_ok())
        && !data.is_empty()
        && data.bytes().all(|byte| byte.is_ascii_hexdigit())
}
