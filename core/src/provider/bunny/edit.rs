//! The calls that search, change and delete records at bunny.net. They never change a record's type: that
//! takes a delete and an add.

use super::wire::PaginationListModel;
use super::{convert, errors, types};
use crate::name::DomainName;
use crate::provider::loose;
use crate::provider::split::split;
use crate::provider::{ApiError, Call, Method, Page, RecordQuery, Response, ZoneInfo, url};
use crate::record::{Record, RecordId};

pub(in crate::provider) use super::settings::{
    check_availability, delete_zone, issue_certificate, read_settings, set_dnssec, write_settings,
};
pub(in crate::provider) use super::statistics::statistics;
pub(in crate::provider) use super::transfer::{export, import};

/// Searches records, one page at a time. The provider supports a type and a text (provider document, 2.2);
/// `None` for a query that needs more.
///
/// The call is newer than the others and may be missing. Then it fails with [`ApiError::NotFound`], as for
/// a missing zone, and the caller can read the whole zone instead.
pub(in crate::provider) fn search(
    zone: &ZoneInfo,
    query: &RecordQuery,
    page: u32,
) -> Option<Call<Page<Record>>> {
    let is_known = query.fields.is_empty()
        && query.proxied.is_none()
        && query.order.is_none()
        && !query.descending
        && query.shadow.is_none();
    let is_any_of_two = query.any && query.rtype.is_some() && !query.search.is_empty();
    if !is_known || is_any_of_two {
        return None;
    }
    let page = page.to_string();
    let mut parts = vec![("page", &*page), ("perPage", "100")];
    let number = query.rtype.as_ref().map(types::number);
    if let Some(number) = number.as_deref() {
        number.parse::<u32>().ok()?;
        parts.push(("type", number));
    }
    if !query.search.is_empty() {
        parts.push(("search", &query.search));
    }
    let apex = zone.name.clone();
    let path = url::query(url::path("/dnszone/", zone.id.as_str(), "/records"), &parts);
    Some(Call::get(path, move |response| {
        errors::check(response).map_err(|error| match error {
            // The path exists for adding records, so a missing search is answered with 405.
            ApiError::Refused(refusal) if refusal.status == 405 => ApiError::NotFound,
            other => other,
        })?;
        let mut items = Vec::new();
        let mut each = |item: &str| items.push(convert::kept(item, &apex));
        let rest = split(&response.body, "Items", &mut each);
        let page: PaginationListModel<'_> = loose::read(&rest)?;
        if !page.items.is_given() {
            return Err(ApiError::MALFORMED);
        }
        page.items.each(&mut each);
        Ok(Page {
            items,
            total: page.total_items.count(),
            more: page.has_more_items.truth() == Some(true),
            damaged: Vec::new(),
        })
    }))
}

/// Changes a record in place: sends all fields and the kept members (provider document, 2.6). The answer
/// is empty; if it contains a record, that is read.
pub(in crate::provider) fn update(
    zone: &ZoneInfo,
    before: &Record,
    after: &Record,
) -> Option<Call<Option<Record>>> {
    let id = before.id.as_ref().filter(|_| before.rtype == after.rtype)?;
    let apex = zone.name.clone();
    let body = match after.more {
        Some(_) => convert::rewrite(id, after, &apex),
        None => convert::rewrite(id, &Record { more: before.more.clone(), ..after.clone() }, &apex),
    };
    let path = record_path(zone, id);
    Some(Call::new(Method::Post, path, Some(body), move |response| {
        errors::check_write(response)?;
        written(response, &apex)
    }))
}

/// Deletes a record; [`ApiError::NotFound`] if it no longer exists.
pub(in crate::provider) fn delete(zone: &ZoneInfo, id: &RecordId) -> Call<()> {
    Call::new(Method::Delete, record_path(zone, id), None, errors::check)
}

/// The record in the response to a write, if there is one.
pub(super) fn written(response: &Response, apex: &DomainName) -> Result<Option<Record>, ApiError> {
    if response.body.is_empty() {
        return Ok(None);
    }
    let body = String::from_utf8_lossy(&response.body);
    Ok(Some(convert::kept_object(loose::read(&body)?, apex)))
}

fn record_path(zone: &ZoneInfo, id: &RecordId) -> String {
    let mut path = url::path("/dnszone/", zone.id.as_str(), "/records/");
    url::push_part(&mut path, id.as_str());
    path
}

#[cfg(test)]
#[path = "edit_tests.rs"]
mod tests;
