//! What every call that writes records does alike: the changes of a zone's records one by one, and
//! the frame in which they are done whole or not at all. It reads no request.

use std::{future, time::SystemTime};

use axum::Json;
use serde_json::{Map, Value};

use super::{
    Account,
    account::Zone,
    conflict, envelope,
    error::{Error, Problem},
    incoming,
    record::Record,
};
use crate::sandbox::{accounts::Entry, sentinel::ZoneBehaviour, writes::WriteFault};

type Object = Map<String, Value>;

/// Makes a change of a zone and answers with its result. When it fails, or when the zone is a
/// sentinel that lets it fail, the zone is as it was.
pub async fn run(
    session: &Entry<Account>,
    id: &str,
    change: impl FnOnce(&mut Zone) -> Result<Value, Error>,
) -> Result<Json<Value>, Error> {
    match attempt(session, id, change)? {
        (_, true) => future::pending().await,
        (result, false) => Ok(envelope::success(result)),
    }
}

/// The result, and whether its answer never comes.
fn attempt(
    session: &Entry<Account>,
    id: &str,
    change: impl FnOnce(&mut Zone) -> Result<Value, Error>,
) -> Result<(Value, bool), Error> {
    let mut account = session.account();
    let zone = account.zone(id)?;
    let before = zone.records.clone();
    let done = change(zone).and_then(|result| match fault(zone, &before) {
        Some(fault) if fault != WriteFault::NoAnswer => Err(fault.into()),
        fault => Ok((result, fault.is_some())),
    });
    if done.is_err() {
        zone.records = before;
    }
    done
}

fn fault(zone: &mut Zone, before: &[Record]) -> Option<WriteFault> {
    let mail = format!("mail.{}", zone.domain);
    let is_mail = |record: &&Record| record.kind == "A" && record.name == mail;
    let (old, new) = (before.iter().find(is_mail), zone.records.iter().find(is_mail));
    let touches_mail = old != new;
    zone.writes.next(zone.behaviour, touches_mail)
}

/// Adds a record.
///
/// # Errors
/// What is wrong with it.
pub fn create(zone: &mut Zone, object: &Object) -> Result<Record, Problem> {
    let id = zone.next_id();
    let record = Record { id, ..incoming::read(object, None, zone.place())? };
    let at = zone.records.len();
    insert(zone, at, record)
}

/// Changes the fields of a record that are sent.
///
/// # Errors
/// What is wrong with it.
pub fn patch(zone: &mut Zone, id: &str, object: &Object) -> Result<Record, Problem> {
    let (at, old) = take(zone, id)?;
    let record = incoming::read(object, Some(&old), zone.place())?;
    insert(zone, at, Record { modified: SystemTime::now(), ..record })
}

/// Writes a record whole; what is not sent falls to its default.
///
/// # Errors
/// What is wrong with it.
pub fn put(zone: &mut Zone, id: &str, object: &Object) -> Result<Record, Problem> {
    let (at, old) = take(zone, id)?;
    let record = incoming::read(object, None, zone.place())?;
    insert(zone, at, Record { id: old.id, created: old.created, ..record })
}

/// Deletes a record and gives it back.
///
/// # Errors
/// When it is not there or may not go.
pub fn delete(zone: &mut Zone, id: &str) -> Result<Record, Problem> {
    take(zone, id).map(|(_, record)| record)
}

/// Puts a record among the others, if it fits them.
fn insert(zone: &mut Zone, at: usize, record: Record) -> Result<Record, Problem> {
    if zone.behaviour == ZoneBehaviour::BatchCulprit && record.name.starts_with("refuse-") {
        return Err(Problem::validation(9007, "This record is refused.").at("/content"));
    }
    conflict::check(&zone.records, &record, &zone.domain)?;
    if zone.records.len() >= zone.quota() {
        return Err(Problem::quota());
    }
    zone.records.insert(at, record.clone());
    Ok(record)
}

fn take(zone: &mut Zone, id: &str) -> Result<(usize, Record), Problem> {
    let at = zone.records.iter().position(|record| record.id.eq_ignore_ascii_case(id));
    let at = at.ok_or_else(Problem::gone)?;
    match zone.records.get(at) {
        Some(record) if record.read_only => Err(Problem::managed()),
        _ => Ok((at, zone.records.remove(at))),
    }
}
