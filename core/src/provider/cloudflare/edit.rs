//! The calls that write one record at Cloudflare: create, change, overwrite, delete. Calls for many
//! records and for the zone are in other files and re-exported here.

use super::{convert, envelope, records};
use crate::name::DomainName;
use crate::provider::loose;
use crate::provider::{ApiError, Call, Method, Response, ZoneInfo};
use crate::record::{Record, RecordId};

pub(in crate::provider) use super::batch::batch;
pub(in crate::provider) use super::details::read;
pub(in crate::provider) use super::query::search;
pub(in crate::provider) use super::transfer::{export, import, scan_and_add};
pub(in crate::provider) use super::usage::usage;

/// Adds a record.
pub(in crate::provider) fn create(zone: &ZoneInfo, record: &Record) -> Call<Option<Record>> {
    write(zone, Method::Post, records::path(zone, ""), loose::write(&convert::whole(record)))
}

/// Changes the fields that differ; `None` if none do, or if the record has no id.
pub(in crate::provider) fn patch(
    zone: &ZoneInfo,
    before: &Record,
    after: &Record,
) -> Option<Call<Option<Record>>> {
    let path = records::path_of(zone, before.id.as_ref()?);
    let body = loose::write(&convert::changes(before, after)?);
    Some(write(zone, Method::Patch, path, body))
}

/// Overwrites a record: fields that are not sent fall back to defaults (provider document, 1.2).
pub(in crate::provider) fn put(
    zone: &ZoneInfo,
    id: &RecordId,
    record: &Record,
) -> Call<Option<Record>> {
    write(zone, Method::Put, records::path_of(zone, id), loose::write(&convert::whole(record)))
}

/// Deletes a record. The response may lack most of its envelope (provider document, 1.2).
pub(in crate::provider) fn delete(zone: &ZoneInfo, id: &RecordId) -> Call<()> {
    Call::new(Method::Delete, records::path_of(zone, id), None, envelope::open_empty)
}

fn write(zone: &ZoneInfo, method: Method, path: String, body: String) -> Call<Option<Record>> {
    let apex = zone.name.clone();
    Call::new(method, path, Some(body), move |response| written(response, &apex))
}

/// The stored record, if the response contains one.
fn written(response: &Response, apex: &DomainName) -> Result<Option<Record>, ApiError> {
    envelope::open(response, |result| Some(convert::read(result.written()?, apex)))
}

#[cfg(test)]
#[path = "edit_tests.rs"]
mod tests;
