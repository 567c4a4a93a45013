//! `POST /zones/{id}/dns_records/scan/review`: accepts and rejects found records. What happens when
//! one of them cannot be accepted is not documented; here nothing of the call is applied then.

use std::future;

use axum::{Extension, Json, body::Bytes, extract::Path, http::HeaderMap};
use serde_json::{Map, Value, json};

use super::{
    Account, Session,
    account::Zone,
    conflict, envelope,
    error::{Error, Problem},
    incoming,
    record::Record,
};
use crate::sandbox::{
    accounts::KeyAccount,
    body,
    sentinel::{WriteFault, ZoneBehaviour},
};

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Path(zone): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Error> {
    let (result, fault) = review(&session, &zone, &headers, &body)?;
    match fault {
        Some(WriteFault::NoAnswer) => future::pending().await,
        _ => Ok(envelope::success(result)),
    }
}

fn review(
    session: &KeyAccount<Account>,
    id: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(Value, Option<WriteFault>), Error> {
    let mut account = session.account();
    let zone = account.zone(id)?;
    let object = body::object(headers, body)?;
    let (accepts, rejects) = (list(&object, "accepts")?, list(&object, "rejects")?);
    zone.collect();
    let accepted = check_accepts(zone, &accepts)?;
    let rejected = check_rejects(zone, &rejects)?;
    if zone.records.len() + accepted.len() > zone.quota() {
        return Err(Problem::quota().into());
    }
    let mail = format!("mail.{}", zone.domain);
    let touches_mail = accepted.iter().any(|record| record.kind == "A" && record.name == mail);
    let fault = zone.writes.next(zone.behaviour, touches_mail);
    if let Some(fault) = fault.filter(|fault| *fault != WriteFault::NoAnswer) {
        return Err(fault.into());
    }
    Ok((apply(zone, accepted, &rejected), fault))
}

/// The objects of a list in a body; none when it is missing or null.
///
/// # Errors
/// 400 when it is anything else.
pub fn list<'a>(
    object: &'a Map<String, Value>,
    field: &str,
) -> Result<Vec<&'a Map<String, Value>>, Error> {
    let wrong = || Error::body(&format!("The field {field} has to be a list of objects."));
    let items = match object.get(field) {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(items) => items.as_array().ok_or_else(wrong)?,
    };
    items.iter().map(|item| item.as_object().ok_or_else(wrong)).collect()
}

/// The records that the zone will hold, or everything that is wrong with them.
fn check_accepts(zone: &mut Zone, items: &[&Map<String, Value>]) -> Result<Vec<Record>, Error> {
    let mut records = zone.records.clone();
    let before = records.len();
    let mut problems = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let accepted = accept(zone, item).and_then(|record| {
            conflict::check(&records, &record, &zone.domain)?;
            Ok(record)
        });
        match accepted {
            Ok(record) => records.push(record),
            Err(problem) => problems.push(problem.under(&format!("/accepts/{index}"))),
        }
    }
    if problems.is_empty() { Ok(records.split_off(before)) } else { Err(problems.into()) }
}

fn accept(zone: &mut Zone, item: &Map<String, Value>) -> Result<Record, Problem> {
    let refused = |message| Err(Problem::validation(9207, message));
    match (zone.behaviour, item.contains_key("id"), item.len()) {
        (ZoneBehaviour::AcceptsWithoutId, true, _) => {
            return refused("An accepted record must not have an id.");
        }
        (ZoneBehaviour::AcceptsIdOnly, false, _) | (ZoneBehaviour::AcceptsIdOnly, _, 2..) => {
            return refused("An accepted record must have an id and nothing else.");
        }
        _ => {}
    }
    let Some(id) = item.get("id") else {
        return accept_by_value(zone, item);
    };
    let found = zone.review.iter().find(|found| id == found.id.as_str());
    let found = found.ok_or_else(Problem::gone)?;
    Ok(as_accepted(zone, found, incoming::read(item, Some(found), zone.place())?))
}

/// The record that becomes of a finding.
fn as_accepted(zone: &Zone, found: &Record, record: Record) -> Record {
    match zone.behaviour {
        ZoneBehaviour::AcceptsAsFound => {
            Record { ttl: found.ttl, proxied: found.proxied, ..record }
        }
        _ => record,
    }
}

/// Without an identifier, the found record with the same value is the one that is meant; if there
/// is none, the record is new.
fn accept_by_value(zone: &mut Zone, item: &Map<String, Value>) -> Result<Record, Problem> {
    let record = incoming::read(item, None, zone.place())?;
    let found = zone.review.iter().find(|found| found.identity() == record.identity());
    Ok(match found {
        Some(found) => Record { id: found.id.clone(), ..as_accepted(zone, found, record) },
        None => Record { id: zone.next_id(), ..record },
    })
}

fn check_rejects(zone: &Zone, items: &[&Map<String, Value>]) -> Result<Vec<String>, Error> {
    let mut ids = Vec::new();
    let mut problems = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let id = item.get("id").and_then(Value::as_str).unwrap_or_default();
        if zone.review.iter().any(|found| found.id == id) {
            ids.push(id.to_owned());
        } else {
            problems.push(Problem::gone().under(&format!("/rejects/{index}")));
        }
    }
    if problems.is_empty() { Ok(ids) } else { Err(problems.into()) }
}

fn apply(zone: &mut Zone, accepted: Vec<Record>, rejected: &[String]) -> Value {
    let shown: Vec<Value> = accepted.iter().map(Record::to_json).collect();
    for record in accepted {
        zone.review.retain(|found| found.id != record.id);
        zone.records.push(record);
    }
    rejected.iter().for_each(|id| zone.reject(id));
    json!({ "accepts": shown, "rejects": rejected })
}

#[cfg(test)]
#[path = "review_tests.rs"]
mod tests;
