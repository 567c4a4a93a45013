//! What the three writes of a record have in common: how they fail because a sentinel wants it. It
//! writes nothing itself.

use std::future;

use serde_json::{Map, Value};

use super::{account::Zone, enums, error::Error, record::Record};
use crate::sandbox::sentinel::{WriteFault, ZoneBehaviour};

/// A (provider document 2.3).
const A: i64 = 0;

/// Whether the answer of a write that is done comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// It comes.
    Given,
    /// It never comes.
    Never,
}

impl Reply {
    /// The answer, if it comes.
    pub async fn give<T>(self, answer: T) -> T {
        match self {
            Self::Given => answer,
            Self::Never => future::pending().await,
        }
    }
}

/// Decides how the write of a record fails, before anything is done.
///
/// # Errors
/// The answer of a write that is not done.
pub fn admit(zone: &mut Zone, record: &Record) -> Result<Reply, Error> {
    let touches_mail = record.kind == A && record.name.eq_ignore_ascii_case("mail");
    let by_name = zone.writes.by_name(&record.name);
    reply(by_name.or_else(|| zone.writes.next(zone.behaviour, touches_mail)))
}

/// As [`admit`], for a change, which may give the record a name that makes it fail.
///
/// # Errors
/// The answer of a write that is not done.
pub fn admit_change(zone: &mut Zone, old: &Record, new: &Record) -> Result<Reply, Error> {
    if new.name != old.name {
        let fault = zone.writes.by_name(&new.name);
        if fault.is_some() {
            return reply(fault);
        }
    }
    admit(zone, old)
}

fn reply(fault: Option<WriteFault>) -> Result<Reply, Error> {
    match fault {
        Some(WriteFault::NoAnswer) => Ok(Reply::Never),
        Some(fault) => Err(fault.into()),
        None => Ok(Reply::Given),
    }
}

/// Reads and checks the record of a body. A zone that writes names for enumerations takes them too.
///
/// # Errors
/// 400 with the field that is wrong.
pub fn read(zone: &Zone, mut object: Map<String, Value>) -> Result<Record, Error> {
    if zone.behaviour == ZoneBehaviour::StringEnums {
        enums::number_all(&mut object);
    }
    Record::from_body(&object)
}
