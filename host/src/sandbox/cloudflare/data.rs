//! The types whose value is in `data` (provider document 1.5): which fields they have, and the
//! content that is made of them. It reads no content: for these types it is read-only.

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use super::{error::Problem, service, text};

/// What a field holds.
enum Kind {
    /// An integer up to this one.
    Integer(u32),
    /// A number with a fraction.
    Number(RangeInclusive<f64>),
    /// A text.
    Text,
    /// A text that the content shows in quotes.
    Quoted,
    /// One of these texts.
    Choice(&'static [&'static str]),
}

use Kind::{Choice, Integer, Number, Quoted, Text};

const BYTE: Kind = Integer(255);
const SHORT: Kind = Integer(65_535);
const METRES: Kind = Number(0.0..=90_000_000.0);

/// Fields in the order of the content.
fn fields(kind: &str) -> Option<Vec<(&'static str, Kind)>> {
    Some(match kind {
        "CAA" => vec![("flags", BYTE), ("tag", Text), ("value", Quoted)],
        "CERT" => {
            vec![("type", SHORT), ("key_tag", SHORT), ("algorithm", BYTE), ("certificate", Text)]
        }
        "DNSKEY" => {
            vec![("flags", SHORT), ("protocol", BYTE), ("algorithm", BYTE), ("public_key", Text)]
        }
        "DS" => {
            vec![("key_tag", SHORT), ("algorithm", BYTE), ("digest_type", BYTE), ("digest", Text)]
        }
        "HTTPS" | "SVCB" => vec![("priority", SHORT), ("target", Text), ("value", Text)],
        "NAPTR" => vec![
            ("order", SHORT),
            ("preference", SHORT),
            ("flags", Quoted),
            ("service", Quoted),
            ("regex", Quoted),
            ("replacement", Text),
        ],
        "SMIMEA" | "TLSA" => {
            vec![
                ("usage", BYTE),
                ("selector", BYTE),
                ("matching_type", BYTE),
                ("certificate", Text),
            ]
        }
        "SRV" => vec![("priority", SHORT), ("weight", SHORT), ("port", SHORT), ("target", Text)],
        "SSHFP" => vec![("algorithm", BYTE), ("type", BYTE), ("fingerprint", Text)],
        "URI" => vec![("weight", SHORT), ("target", Quoted)],
        "LOC" => place(),
        _ => return None,
    })
}

fn place() -> Vec<(&'static str, Kind)> {
    vec![
        ("lat_degrees", Integer(90)),
        ("lat_minutes", Integer(59)),
        ("lat_seconds", Number(0.0..=59.999)),
        ("lat_direction", Choice(&["N", "S"])),
        ("long_degrees", Integer(180)),
        ("long_minutes", Integer(59)),
        ("long_seconds", Number(0.0..=59.999)),
        ("long_direction", Choice(&["E", "W"])),
        ("altitude", Number(-100_000.0..=42_849_672.95)),
        ("size", METRES),
        ("precision_horz", METRES),
        ("precision_vert", METRES),
    ]
}

/// Whether the value of this type is in `data`.
pub fn has_data(kind: &str) -> bool {
    fields(kind).is_some()
}

/// Checks the fields and keeps those that the type has.
///
/// # Errors
/// When one is missing, of a wrong type or out of range.
pub fn check(kind: &str, data: &Map<String, Value>) -> Result<Map<String, Value>, Problem> {
    let mut checked = Map::new();
    for (field, holds) in fields(kind).unwrap_or_default() {
        let value = data.get(field).unwrap_or(&Value::Null);
        // HTTPS and SVCB without parameters have an empty value, and so may CAA (RFC 8659, section 4.2);
        // of NAPTR each text may be empty (RFC 3403, section 4.1).
        let may_be_empty = field == "value" || kind == "NAPTR" && field != "replacement";
        let fits = match holds {
            Integer(most) => value.as_u64().is_some_and(|number| number <= most.into()),
            Number(range) => value.as_f64().is_some_and(|number| range.contains(&number)),
            Text | Quoted => value.as_str().is_some_and(|text| !text.is_empty() || may_be_empty),
            Choice(choices) => value.as_str().is_some_and(|text| choices.contains(&text)),
        };
        if !fits {
            let message = format!("The field data.{field} of a {kind} record is not valid.");
            return Err(Problem::validation(9007, &message).at(&format!("/data/{field}")));
        }
        let value = match (value.as_f64(), value.as_str()) {
            (Some(number), _) if kind == "LOC" => without_fraction(number, value),
            (_, Some(text)) if matches!(kind, "HTTPS" | "SVCB") && field == "value" => {
                service::ordered(text).into()
            }
            _ => value.clone(),
        };
        checked.insert(field.to_owned(), value);
    }
    Ok(checked)
}

/// A number that is whole as one without a fraction: `0.00` comes back as `0`.
fn without_fraction(number: f64, value: &Value) -> Value {
    let whole = number as i64;
    if whole as f64 == number { whole.into() } else { value.clone() }
}

/// A number of a position as zone files have it: seconds in thousandths, lengths in centimetres and with
/// their unit (RFC 1876 section 3).
fn in_place(field: &str, value: &Value) -> Option<String> {
    let number = value.as_f64()?;
    match field {
        "lat_seconds" | "long_seconds" => Some(format!("{number:.3}")),
        "altitude" | "size" | "precision_horz" | "precision_vert" => Some(format!("{number:.2}m")),
        _ => None,
    }
}

/// The content; the priority of an SRV record stands beside it.
pub fn content(kind: &str, data: &Map<String, Value>) -> String {
    let shown = fields(kind).unwrap_or_default().into_iter().filter_map(|(field, holds)| {
        let value = data.get(field)?;
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        match holds {
            Number(_) => Some(in_place(field, value).unwrap_or(text)),
            _ if kind == "SRV" && field == "priority" => None,
            Quoted => Some(format!("\"{text}\"")),
            _ if text.is_empty() => None,
            _ => Some(text),
        }
    });
    shown.collect::<Vec<_>>().join(" ")
}

/// The fields as a zone file has them (RFC 1035 section 5.1), hosts made complete; nothing when they
/// are not those of the type.
pub fn parse(
    kind: &str,
    tokens: &[String],
    complete: &dyn Fn(&str) -> String,
) -> Option<Map<String, Value>> {
    let mut tokens = tokens.iter();
    let mut data = Map::new();
    for (field, holds) in fields(kind)? {
        let value = match (holds, field) {
            (Integer(_), _) => tokens.next()?.parse::<u64>().ok()?.into(),
            (Number(_), _) => number(tokens.next()?.trim_end_matches('m'))?,
            (Quoted, _) => String::from_utf8(text::unquote(tokens.next()?).ok()?).ok()?.into(),
            (Choice(_), _) => tokens.next()?.clone().into(),
            (Text, "target" | "replacement") => complete(tokens.next()?).into(),
            (Text, "tag") => tokens.next()?.clone().into(),
            // All that is left: parameters are words, digits are one text.
            (Text, "value") => tokens.by_ref().cloned().collect::<Vec<_>>().join(" ").into(),
            (Text, _) => tokens.by_ref().cloned().collect::<String>().into(),
        };
        data.insert(field.to_owned(), value);
    }
    tokens.next().is_none().then_some(data)
}

fn number(text: &str) -> Option<Value> {
    let whole = text.parse::<i64>().map(Value::from);
    whole.ok().or_else(|| text.parse::<f64>().ok().map(Value::from))
}

/// The fields as a zone file has them.
pub fn presentation(kind: &str, data: &Map<String, Value>) -> String {
    let shown = fields(kind).unwrap_or_default().into_iter().filter_map(|(field, holds)| {
        let value = data.get(field)?;
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        match (holds, field) {
            (Quoted, _) => Some(text::quoted([text.as_bytes()])),
            (Text, "target" | "replacement") if text != "." => Some(format!("{text}.")),
            _ => (!text.is_empty()).then_some(text),
        }
    });
    shown.collect::<Vec<_>>().join(" ")
}

/// The priority at the top level that comes from `data`: only the SRV record's was seen live.
pub fn priority(kind: &str, data: &Map<String, Value>) -> Option<u64> {
    if kind == "SRV" { data.get("priority")?.as_u64() } else { None }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(value: &Value) -> &Map<String, Value> {
        value.as_object().unwrap()
    }

    #[test]
    fn writes_the_content_of_data() {
        for (kind, data, shown) in [
            (
                "CAA",
                json!({ "flags": 0, "tag": "issue", "value": "ca.example" }),
                "0 issue \"ca.example\"",
            ),
            (
                "SRV",
                json!({ "priority": 10, "weight": 5, "port": 8806, "target": "sip.a.example" }),
                "5 8806 sip.a.example",
            ),
            (
                "HTTPS",
                json!({ "priority": 1, "target": ".", "value": "alpn=\"h2\"" }),
                "1 . alpn=\"h2\"",
            ),
            ("SVCB", json!({ "priority": 0, "target": "a.example", "value": "" }), "0 a.example"),
            (
                "TLSA",
                json!({ "usage": 3, "selector": 1, "matching_type": 1, "certificate": "00ff" }),
                "3 1 1 00ff",
            ),
            (
                "URI",
                json!({ "weight": 1, "target": "https://a.example" }),
                "1 \"https://a.example\"",
            ),
            ("CAA", json!({ "flags": 0, "tag": "issue", "value": "" }), "0 issue \"\""),
            (
                "NAPTR",
                json!({
                    "order": 1, "preference": 2, "flags": "", "service": "", "regex": "",
                    "replacement": "."
                }),
                "1 2 \"\" \"\" \"\" .",
            ),
        ] {
            let checked = check(kind, object(&data)).unwrap();
            assert_eq!(content(kind, &checked), shown);
        }
    }

    #[test]
    fn refuses_wrong_data_fields() {
        for (kind, data) in [
            ("CAA", json!({ "flags": 256, "tag": "issue", "value": "x" })),
            ("CAA", json!({ "flags": "0", "tag": "issue", "value": "x" })),
            ("SRV", json!({ "priority": 1, "weight": 1, "port": 65_536, "target": "a" })),
            ("SRV", json!({ "priority": 1, "weight": 1, "port": 1 })),
            ("SSHFP", json!({})),
            (
                "NAPTR",
                json!({ "order": 1, "preference": 2, "flags": "", "service": "", "regex": "" }),
            ),
        ] {
            assert!(check(kind, object(&data)).is_err(), "{data}");
        }
    }

    #[test]
    fn writes_the_content_of_a_loc() {
        let data = json!({
            "lat_degrees": 51, "lat_minutes": 30, "lat_seconds": 12.748, "lat_direction": "N",
            "long_degrees": 0, "long_minutes": 7, "long_seconds": 39.611, "long_direction": "W",
            "altitude": 0.00, "size": 1.0, "precision_horz": 10, "precision_vert": 2
        });
        let checked = check("LOC", object(&data)).unwrap();
        assert_eq!((&checked["altitude"], &checked["size"]), (&json!(0), &json!(1)));
        assert_eq!(
            content("LOC", &checked),
            "51 30 12.748 N 0 7 39.611 W 0.00m 1.00m 10.00m 2.00m"
        );
    }
}
