//! What every call that writes records does alike: the changes of a zone's records one by one, and
//! the frame in which they are done whole or not at all. It reads no request.

use std::{
    collections::{BTreeSet, HashMap},
    future,
    time::SystemTime,
};

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
use crate::sandbox::{accounts::KeyAccount, sentinel::WriteFault, writes};

type Object = Map<String, Value>;

/// Makes a change of a zone and answers with its result. When it fails, or when the zone is a
/// sentinel that lets it fail, the zone is as it was.
pub async fn run(
    session: &KeyAccount<Account>,
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
    session: &KeyAccount<Account>,
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
    // All of them have had their failure when the call fails whole.
    let by_name: Vec<WriteFault> = touched(before, &zone.records)
        .iter()
        .filter_map(|name| zone.writes.by_name(name))
        .collect();
    let by_name =
        by_name.iter().find(|fault| **fault == WriteFault::ServerError).or(by_name.first());
    by_name.copied().or_else(|| zone.writes.next(zone.behaviour, touches_mail))
}

/// The names of the records that two states of a zone do not have in common.
fn touched(before: &[Record], after: &[Record]) -> BTreeSet<String> {
    let by_id = |records| -> HashMap<_, _> {
        <[Record]>::iter(records).map(|record| (&record.id, record)).collect()
    };
    let (old, new) = (by_id(before), by_id(after));
    let gone = before.iter().filter(|record| new.get(&record.id) != Some(record));
    let come = after.iter().filter(|record| old.get(&record.id) != Some(record));
    gone.chain(come).map(|record| record.name.clone()).collect()
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
    refuse(&record)?;
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
    if let Some(record) = zone.records.get(at) {
        refuse(record)?;
        if record.read_only {
            return Err(Problem::managed());
        }
    }
    Ok((at, zone.records.remove(at)))
}

/// Refuses a record by its name, with the place in the request where a batch can tell it.
fn refuse(record: &Record) -> Result<(), Problem> {
    match writes::is_refused(&record.name) {
        true => Err(Problem::validation(9007, "This record is refused.").at("/content")),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::{Value, json};

    use super::super::testing::*;

    const DOMAIN: &str = "failing-writes.example";

    /// The status of a call, or nothing when its answer never comes.
    async fn status(host: &Host, method: &str, path: &str, body: Option<Value>) -> Option<u16> {
        let call = host.call(KEY, method, path, body);
        let answer = tokio::time::timeout(Duration::from_millis(200), call).await;
        answer.ok().map(|answer| answer.status)
    }

    #[tokio::test]
    async fn a_sentinel_name_makes_an_add_fail() {
        let host = Host::new().await;
        let add = async |name: &str| {
            let body = json!({ "type": "A", "name": name, "content": "192.0.2.7" });
            status(&host, "POST", &records("bakery.example"), Some(body)).await
        };
        for (name, expected) in [
            ("refuse-x", Some(400)),
            ("refuse-x", Some(400)),
            ("fail-x", Some(500)),
            ("fail-x", Some(200)),
            ("Hang-x", None),
            // It was done.
            ("hang-x", Some(400)),
        ] {
            assert_eq!(add(name).await, expected, "{name}");
        }
        assert_eq!(host.get(&records("bakery.example")).await.items().len(), 3);
    }

    #[tokio::test]
    async fn a_sentinel_name_makes_an_update_or_a_delete_fail() {
        for (method, body) in [
            ("PATCH", Some(json!({ "ttl": 60 }))),
            ("PUT", Some(json!({ "type": "A", "name": "NAME", "content": "192.0.2.9" }))),
            ("DELETE", None),
        ] {
            let host = Host::new().await;
            for (name, expected, changed) in [
                ("refuse-one", [Some(400), Some(400)], false),
                ("fail-one", [Some(500), Some(200)], true),
                ("hang-one", [None, Some(if method == "DELETE" { 404 } else { 200 })], true),
            ] {
                let before = host.held(DOMAIN, "A", name).await;
                let path = record_path(DOMAIN, &before);
                let mut body = body.clone();
                if let Some(named) = body.as_mut().and_then(|body| body.get_mut("name")) {
                    *named = name.into();
                }
                for expected in expected {
                    let status = status(&host, method, &path, body.clone()).await;
                    assert_eq!(status, expected, "{method} {name}");
                }
                let held = host.get(&records(DOMAIN)).await;
                assert_eq!(!held.items().contains(&before), changed, "{method} {name}");
            }
        }
    }

    #[tokio::test]
    async fn a_new_sentinel_name_makes_an_update_fail() {
        let host = Host::new().await;
        let mail = host.held("northwind.example", "A", "mail").await;
        let path = record_path("northwind.example", &mail);
        for (name, expected) in [("refuse-me", 400), ("fail-me", 500)] {
            let status = status(&host, "PATCH", &path, Some(json!({ "name": name }))).await;
            assert_eq!(status, Some(expected));
            assert_eq!(host.held("northwind.example", "A", "mail").await, mail);
        }
    }
}
