//! Rules that a test makes for single questions: what the stand-ins answer in place of what there is.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use hickory_proto::{
    op::ResponseCode,
    rr::{Name, Record, RecordType},
};
use serde_json::Value;

use super::character::Character;
use crate::{dns::query::DnsQuery, sandbox::live::answer::LiveAnswer, zonefile};

/// One rule. A member that is left out fits everything, or changes nothing.
#[derive(Clone, Debug)]
pub struct Rule {
    resolver: Option<Character>,
    name: Option<Name>,
    kind: Option<RecordType>,
    /// The first and the last ask, counted from 0.
    asks: (u64, u64),
    status: Option<StatusCode>,
    code: Option<u16>,
    is_validated: Option<bool>,
    is_cut: Option<bool>,
    extended: Option<Vec<u16>>,
    answers: Option<Vec<Record>>,
    authority: Option<Vec<Record>>,
}

/// Reads a list of rules in JSON.
///
/// # Errors
/// The member that makes no sense.
pub fn read(body: &[u8]) -> Result<Vec<Rule>, String> {
    let list: Value = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    list.as_array().ok_or("not a list")?.iter().map(rule).collect()
}

fn rule(value: &Value) -> Result<Rule, String> {
    let known = [
        "resolver",
        "name",
        "type",
        "from",
        "to",
        "status",
        "rcode",
        "ad",
        "tc",
        "extended",
        "answers",
        "authority",
    ];
    let members = value.as_object().ok_or("not an object")?;
    if let Some(other) = members.keys().find(|name| !known.contains(&name.as_str())) {
        return Err(format!("{other} is not known"));
    }
    let number = |name: &str| value.get(name).and_then(Value::as_u64);
    Ok(Rule {
        resolver: member(value, "resolver", Character::named)?,
        name: member(value, "name", |text| Name::parse(text, Some(&Name::root())).ok())?,
        kind: member(value, "type", |text| text.parse().ok())?,
        asks: (number("from").unwrap_or_default(), number("to").unwrap_or(u64::MAX)),
        status: number("status")
            .and_then(|code| StatusCode::from_u16(u16::try_from(code).ok()?).ok()),
        code: number("rcode").and_then(|code| u16::try_from(code).ok()),
        is_validated: value.get("ad").and_then(Value::as_bool),
        is_cut: value.get("tc").and_then(Value::as_bool),
        extended: value.get("extended").and_then(codes),
        answers: member(value, "answers", records)?,
        authority: member(value, "authority", records)?,
    })
}

/// A text, read; an error if it is there and cannot be read.
fn member<T>(
    value: &Value,
    name: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, String> {
    let text = match value.get(name) {
        None | Some(Value::Null) => return Ok(None),
        Some(text) => text.as_str().and_then(read),
    };
    text.map(Some).ok_or_else(|| format!("{name} makes no sense"))
}

fn codes(list: &Value) -> Option<Vec<u16>> {
    list.as_array()?.iter().map(|code| u16::try_from(code.as_u64()?).ok()).collect()
}

/// Lines of a zone file, with full names.
fn records(text: &str) -> Option<Vec<Record>> {
    zonefile::read(".", text).ok()
}

impl Rule {
    /// Whether it is for this question, asked so often before.
    pub fn fits(&self, character: Character, query: &DnsQuery, number: usize) -> bool {
        let number = u64::try_from(number).unwrap_or(u64::MAX);
        self.resolver.is_none_or(|own| own == character)
            && self.name.as_ref().is_none_or(|own| own == query.name())
            && self.kind.is_none_or(|own| own == query.kind())
            && (self.asks.0..=self.asks.1).contains(&number)
    }

    /// The status that it answers with instead of a message.
    pub fn response(&self) -> Option<Response> {
        let status = self.status?;
        let mut response = status.into_response();
        if status == StatusCode::TOO_MANY_REQUESTS {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, header::HeaderValue::from_static("1"));
        }
        Some(response)
    }

    /// Changes an answer.
    pub fn change(&self, answer: &mut LiveAnswer) {
        if let Some(code) = self.code {
            let [high, low] = code.to_be_bytes();
            answer.code = ResponseCode::from(high, low);
        }
        answer.is_secure = self.is_validated.unwrap_or(answer.is_secure);
        answer.is_cut = self.is_cut.unwrap_or(answer.is_cut);
        replace(&mut answer.extended, self.extended.as_ref());
        replace(&mut answer.answers, self.answers.as_ref());
        replace(&mut answer.authority, self.authority.as_ref());
    }
}

fn replace<T: Clone>(old: &mut Vec<T>, new: Option<&Vec<T>>) {
    if let Some(new) = new {
        old.clone_from(new);
    }
}
