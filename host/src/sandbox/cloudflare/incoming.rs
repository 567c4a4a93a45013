//! Reads and checks a record that is sent to Cloudflare (provider document 1.5, 1.8, 1.9). It looks
//! at one record only: whether it fits the zone is decided elsewhere.

use std::net::{Ipv4Addr, Ipv6Addr};

use hickory_proto::rr::Name;
use serde_json::{Map, Value};

use super::{
    data,
    error::Problem,
    record::{Record, proxiable},
    text,
};

/// Where the record goes.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The zone's domain.
    pub domain: &'a str,
    /// Whether the zone's plan is the free one, which has tighter limits (provider document 1.8).
    pub free: bool,
}

type Object = Map<String, Value>;

/// The record that is sent, its missing fields taken from `base`, which is the found record when
/// one is accepted and the old one when it is changed in part. A new identifier is left to the
/// caller.
///
/// # Errors
/// What is wrong with it.
pub fn read(object: &Object, base: Option<&Record>, place: Place<'_>) -> Result<Record, Problem> {
    let kind = text_field(object, "type")?.or(base.map(|base| base.kind.as_str()));
    let kind = kind.ok_or_else(|| wrong("type"))?;
    let name = match text_field(object, "name")? {
        Some(name) => complete(name, place.domain)?,
        None => base
            .map(|base| base.name.clone())
            .ok_or_else(|| Problem::validation(9000, "DNS name is invalid.").at("/name"))?,
    };
    let empty = || Record::empty(name.clone(), kind);
    let mut record = match base {
        Some(base) if base.kind == kind => Record { name, ..base.clone() },
        // Another type has another value, and other settings.
        Some(base) => Record {
            id: base.id.clone(),
            ttl: base.ttl,
            proxied: base.proxied,
            comment: base.comment.clone(),
            tags: base.tags.clone(),
            created: base.created,
            ..empty()
        },
        None => empty(),
    };
    read_value(&mut record, object)?;
    read_settings(&mut record, object)?;
    read_notes(&mut record, object, place)?;
    Ok(record)
}

/// The complete name for one that may be `@`, relative or complete (provider document 1.10).
pub fn complete(name: &str, domain: &str) -> Result<String, Problem> {
    let invalid = || Problem::validation(9000, "DNS name is invalid.").at("/name");
    if name == "@" {
        return Ok(domain.to_owned());
    }
    let parsed = Name::from_utf8(name.trim_end_matches('.')).map_err(|_| invalid())?;
    let lower = parsed.to_lowercase().to_ascii();
    let lower = lower.trim_end_matches('.');
    let is_complete =
        lower == domain || lower.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'));
    let complete = if is_complete { lower.to_owned() } else { format!("{lower}.{domain}") };
    let labels_fit = complete.split('.').all(|label| (1..=63).contains(&label.len()));
    let bytes_fit =
        complete.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.*".contains(&byte));
    if labels_fit && bytes_fit && complete.len() <= 255 { Ok(complete) } else { Err(invalid()) }
}

fn read_value(record: &mut Record, object: &Object) -> Result<(), Problem> {
    if data::has_data(&record.kind) {
        if let Some(value) = object.get("data") {
            let sent = value.as_object().ok_or_else(|| wrong("data"))?;
            record.data = Some(data::check(&record.kind, sent)?);
        }
        let checked = record.data.as_ref().ok_or_else(|| wrong("data"))?;
        record.content = data::content(&record.kind, checked);
        // That of a URI record stands outside, and stays when only other fields are sent.
        record.priority = data::priority(&record.kind, checked).or(record.priority);
    } else if let Some(content) = text_field(object, "content")? {
        let checked = check_content(&record.kind, content);
        record.content = checked.map_err(|problem| problem.at("/content"))?;
    } else if record.content.is_empty() {
        return Err(wrong("content"));
    }
    if matches!(record.kind.as_str(), "MX" | "URI") {
        if let Some(priority) = object.get("priority") {
            let number = priority.as_u64().filter(|number| *number <= 65_535);
            record.priority = Some(number.ok_or_else(|| wrong("priority"))?);
        }
        record.priority.ok_or_else(|| wrong("priority"))?;
    }
    Ok(())
}

fn check_content(kind: &str, content: &str) -> Result<String, Problem> {
    let kept = || Ok(content.trim_end_matches('.').to_owned());
    match kind {
        "A" if content.parse::<Ipv4Addr>().is_ok() => Ok(content.to_owned()),
        "A" => Err(Problem::validation(9005, "Content for A record must be a valid IPv4 address.")),
        "AAAA" => content
            .parse::<Ipv6Addr>()
            .map(|address| address.to_string())
            .map_err(|_| Problem::validation(9007, "Content for AAAA record is invalid.")),
        "TXT" => text::normalise(content),
        "CNAME" if !is_host(content) => {
            Err(Problem::new(9007, "Content for CNAME record is invalid."))
        }
        "MX" if content == "." => Ok(content.to_owned()),
        "CNAME" | "MX" | "NS" | "PTR" if is_host(content) => kept(),
        "OPENPGPKEY" if !content.is_empty() => Ok(content.to_owned()),
        _ => {
            let message = format!("Content for {kind} record is invalid.");
            Err(Problem::validation(9007, &message))
        }
    }
}

fn is_host(content: &str) -> bool {
    let host = content.strip_suffix('.').unwrap_or(content);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    host.len() <= 253 && host.split('.').all(is_label) && host.parse::<Ipv4Addr>().is_err()
}

fn read_settings(record: &mut Record, object: &Object) -> Result<(), Problem> {
    if let Some(ttl) = object.get("ttl") {
        let ttl = ttl.as_u64().filter(|ttl| *ttl == 1 || (60..=86_400).contains(ttl));
        let message = "TTL must be 1 for automatic or between 60 and 86400 seconds.";
        record.ttl = ttl.ok_or_else(|| Problem::validation(9021, message).at("/ttl"))?;
    }
    if let Some(proxied) = object.get("proxied") {
        record.proxied = proxied.as_bool().ok_or_else(|| wrong("proxied"))?;
    }
    if record.proxied && !proxiable(&record.kind) {
        let message = format!("A {} record cannot be proxied.", record.kind);
        return Err(Problem::validation(9003, &message).at("/proxied"));
    }
    if record.proxied {
        record.ttl = 1;
    }
    match object.get("settings") {
        None | Some(Value::Null) => {}
        Some(Value::Object(settings)) => record.settings = settings.clone(),
        Some(_) => return Err(wrong("settings")),
    }
    if let Some(private) = object.get("private_routing").filter(|value| !value.is_null()) {
        let is_address = matches!(record.kind.as_str(), "A" | "AAAA");
        let private = private.as_bool().filter(|private| is_address || !private);
        record.private_routing = private.ok_or_else(|| wrong("private_routing"))?;
    }
    Ok(())
}

fn read_notes(record: &mut Record, object: &Object, place: Place<'_>) -> Result<(), Problem> {
    if let Some(comment) = object.get("comment").filter(|comment| !comment.is_null()) {
        let limit = if place.free { 100 } else { 500 };
        let fits = |text: &&str| text.chars().count() <= limit && !text.contains(['\n', '\r']);
        let comment = comment.as_str().filter(fits).ok_or_else(|| wrong("comment"))?;
        record.comment = (!comment.is_empty()).then(|| comment.to_owned());
    }
    if let Some(tags) = object.get("tags").filter(|tags| !tags.is_null()) {
        let tags = tags.as_array().ok_or_else(|| wrong("tags"))?;
        let tags: Option<Vec<String>> =
            tags.iter().map(|tag| tag.as_str().map(str::to_owned)).collect();
        record.tags = tags.ok_or_else(|| wrong("tags"))?;
        if place.free && !record.tags.is_empty() {
            return Err(wrong("tags"));
        }
    }
    Ok(())
}

fn text_field<'a>(object: &'a Object, field: &str) -> Result<Option<&'a str>, Problem> {
    match object.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value.as_str().map(Some).ok_or_else(|| wrong(field)),
    }
}

fn wrong(field: &str) -> Problem {
    Problem::validation(9007, &format!("The field {field} is not valid.")).at(&format!("/{field}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn sent(value: &Value) -> Result<Record, Problem> {
        read(value.as_object().unwrap(), None, Place { domain: "a.example", free: true })
    }

    #[test]
    fn accepts_relative_and_absolute_names() {
        for (name, whole) in [
            ("@", "a.example"),
            ("a.example", "a.example"),
            ("WWW", "www.a.example"),
            ("www.a.example.", "www.a.example"),
            ("xa.example", "xa.example.a.example"),
            ("bücher", "xn--bcher-kva.a.example"),
            ("*", "*.a.example"),
            ("_dmarc", "_dmarc.a.example"),
        ] {
            assert_eq!(complete(name, "a.example").unwrap(), whole);
        }
        for name in ["", "a..b", "a b", &"x".repeat(64)] {
            assert!(complete(name, "a.example").is_err(), "{name}");
        }
    }

    #[test]
    fn accepts_good_records() {
        let record = sent(
            &json!({ "type": "A", "name": "@", "content": "192.0.2.1", "ttl": 60, "proxied": true }),
        );
        assert_eq!(record.unwrap().ttl, 1);
        let record = sent(&json!({ "type": "NS", "name": "x", "content": "ns.b.example." }));
        assert_eq!(record.unwrap().content, "ns.b.example");
        let caa = json!({ "flags": 0, "tag": "issue", "value": "ca.example" });
        let record = sent(&json!({ "type": "CAA", "name": "@", "data": caa }));
        assert_eq!(record.unwrap().content, "0 issue \"ca.example\"");
    }

    #[test]
    fn refuses_bad_records() {
        for value in [
            json!({ "name": "@", "content": "192.0.2.1" }),
            json!({ "type": "A", "content": "192.0.2.1" }),
            json!({ "type": "A", "name": "@" }),
            json!({ "type": "A", "name": "@", "content": "192.0.2.256" }),
            json!({ "type": "A", "name": "@", "content": "192.0.2.1", "ttl": 59 }),
            json!({ "type": "A", "name": "@", "content": "192.0.2.1", "ttl": "1" }),
            json!({ "type": "AAAA", "name": "@", "content": "192.0.2.1" }),
            json!({ "type": "CNAME", "name": "x", "content": "192.0.2.1" }),
            json!({ "type": "MX", "name": "@", "content": "mail.a.example" }),
            json!({ "type": "MX", "name": "@", "content": "mail.a.example", "priority": 65_536 }),
            json!({ "type": "TXT", "name": "@", "content": "x", "proxied": true }),
            json!({ "type": "CAA", "name": "@", "content": "0 issue \"x\"" }),
            json!({ "type": "SPF", "name": "@", "content": "x" }),
            json!({ "type": "TXT", "name": "@", "content": "x", "comment": "x".repeat(101) }),
            json!({ "type": "TXT", "name": "@", "content": "x", "comment": "a\nb" }),
            json!({ "type": "TXT", "name": "@", "content": "x", "tags": ["a:b"] }),
        ] {
            assert!(sent(&value).is_err(), "{value}");
        }
    }

    #[test]
    fn keeps_the_fields_of_the_found_record() {
        let base = Record { content: "192.0.2.1".into(), ..Record::empty("a.example".into(), "A") };
        let object = json!({ "ttl": 300 });
        let place = Place { domain: "a.example", free: true };
        let record = read(object.as_object().unwrap(), Some(&base), place).unwrap();
        assert_eq!((record.content.as_str(), record.ttl), ("192.0.2.1", 300));
    }
}
