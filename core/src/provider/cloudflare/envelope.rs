//! The envelope around every response of Cloudflare: whether it is a success, and its result.

use super::errors;
use super::wire::{Envelope, ResultInfo};
use crate::provider::loose::{self, Loose};
use crate::provider::split::split;
use crate::provider::{ApiError, Page, Response};

/// The member that holds a list.
pub(super) const LIST: &str = "result";

/// The kind of a list's items.
#[derive(Clone, Copy)]
pub(super) enum Items {
    /// Records.
    Records,
    /// Zones.
    Zones,
}

/// Opens a response that is a success by status and envelope, and reads its result.
///
/// # Errors
/// The error of a failed call; [`ApiError::MALFORMED`] for a success without an envelope.
pub(super) fn open<T>(
    response: &Response,
    read: impl FnOnce(Loose<'_>) -> T,
) -> Result<T, ApiError> {
    let body = String::from_utf8_lossy(&response.body);
    Ok(read(success(response, &body)?.result))
}

/// Opens a response without a result; it may be empty.
///
/// # Errors
/// As [`open`].
pub(super) fn open_empty(response: &Response) -> Result<(), ApiError> {
    if response.is_success() && response.body.is_empty() {
        return Ok(());
    }
    open(response, |_| ())
}

/// Opens a list, passes on its items verbatim one by one, and returns the page information.
///
/// # Errors
/// As [`open`]; also if the result is neither a list nor null.
pub(super) fn open_list(
    response: &Response,
    items: Items,
    each: &mut dyn FnMut(&str),
) -> Result<Page<()>, ApiError> {
    open_page(response, items, each).map(|(page, _)| page)
}

/// Opens a list of records as [`open_list`], and returns whether it is complete: not null, and without
/// further pages.
///
/// # Errors
/// As [`open_list`].
pub(super) fn open_whole(
    response: &Response,
    each: &mut dyn FnMut(&str),
) -> Result<bool, ApiError> {
    open_page(response, Items::Records, each).map(|(page, is_list)| is_list && !page.more)
}

fn open_page(
    response: &Response,
    items: Items,
    each: &mut dyn FnMut(&str),
) -> Result<(Page<()>, bool), ApiError> {
    if !response.is_success() {
        return Err(errors::of(response));
    }
    let mut count = 0;
    let mut each = |item: &str| {
        count += 1;
        each(item);
    };
    let rest = split(&response.body, LIST, &mut each);
    let envelope = success(response, &rest)?;
    let result = envelope.result;
    // A list that starts late is not split out of the body.
    result.each(&mut each);
    if !result.is_given() || !(result.is_list() || result.is_null()) {
        return Err(ApiError::MALFORMED);
    }
    let is_empty = count == 0 && matches!(items, Items::Zones);
    Ok((page(&envelope.result_info.object(), is_empty), result.is_list()))
}

/// The envelope of a success.
fn success<'a>(response: &Response, body: &'a str) -> Result<Envelope<'a>, ApiError> {
    if !response.is_success() {
        return Err(errors::of(response));
    }
    let envelope: Envelope<'_> = loose::read(body)?;
    match envelope.success.truth() {
        Some(false) => Err(errors::of(response)),
        Some(true) => Ok(envelope),
        // Responses without `success` occur (provider document, 1.2: delete).
        None if envelope.result.is_given() => Ok(envelope),
        None => Err(ApiError::MALFORMED),
    }
}

/// Whether more pages follow. Without the optional `result_info` there is only one.
fn page(info: &ResultInfo<'_>, is_empty: bool) -> Page<()> {
    let number = |value: Loose<'_>| value.int().unwrap_or_default();
    let seen = number(info.page).saturating_mul(number(info.per_page));
    let more = number(info.page) < number(info.total_pages)
        || (info.total_pages.is_null() && seen < number(info.total_count));
    Page {
        items: Vec::new(),
        total: info.total_count.int().and_then(|total| total.try_into().ok()),
        // An empty page ends the list in any case, or the caller would never stop. A page of records may be
        // empty because they were streamed out of it; the streaming caller counts them.
        more: more && !is_empty,
        damaged: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(body: &str) -> Response {
        Response { status: 200, body: body.into(), ..Response::default() }
    }

    #[test]
    fn decides_success_by_status_and_envelope() {
        for (body, is_good) in [
            (
                r#"{"success":true,"errors":[],"messages":[{"code":10000,"message":"valid"}],"result":{}}"#,
                true,
            ),
            (r#"{"result":{"id":"x"}}"#, true),
            (r#"{"success":true}"#, true),
            (r#"{"success":false,"errors":[{"code":10000,"message":"no"}],"result":null}"#, false),
            (r#"{"success":false}"#, false),
            ("{}", false),
            ("[]", false),
            ("", false),
            ("<html>", false),
        ] {
            assert_eq!(open(&answer(body), |_| ()).is_ok(), is_good, "{body}");
        }
        let failed = Response {
            status: 400,
            body: br#"{"success":true,"result":{}}"#.into(),
            retry_after: None,
        };
        assert!(open(&failed, |_| ()).is_err());
    }

    #[test]
    fn accepts_an_empty_body_only_if_no_result_is_wanted() {
        assert_eq!(open_empty(&answer("")), Ok(()));
        assert_eq!(open_empty(&answer(r#"{"success":true,"errors":[],"messages":[]}"#)), Ok(()));
        assert_eq!(open_empty(&answer("<html>")), Err(ApiError::MALFORMED));
        assert_eq!(open(&answer(""), |_| ()).err(), Some(ApiError::MALFORMED));
        assert_eq!(
            open_empty(&Response { status: 401, ..Response::default() }),
            Err(ApiError::BadKey)
        );
    }

    #[test]
    fn tells_whether_more_pages_follow() {
        for (info, total, more) in [
            (r#"{"page":1,"per_page":2,"count":2,"total_count":5,"total_pages":3}"#, Some(5), true),
            (
                r#"{"page":3,"per_page":2,"count":1,"total_count":5,"total_pages":3}"#,
                Some(5),
                false,
            ),
            (r#"{"page":1,"per_page":2,"total_count":5}"#, Some(5), true),
            (r#"{"page":3,"per_page":2,"total_count":5}"#, Some(5), false),
            ("null", None, false),
            (r#"{"page":"x","total_pages":[]}"#, None, false),
        ] {
            let body = format!(r#"{{"success":true,"result":[{{}},{{}}],"result_info":{info}}}"#);
            let page = open_list(&answer(&body), Items::Records, &mut |_| {}).unwrap();
            assert_eq!((page.total, page.more), (total, more), "{info}");
        }
        let empty = r#"{"success":true,"result":[],"result_info":{"page":2,"total_pages":9}}"#;
        assert!(!open_list(&answer(empty), Items::Zones, &mut |_| {}).unwrap().more);
    }

    #[test]
    fn a_list_is_whole_if_it_is_an_array_and_the_last_page() {
        for (body, whole) in [
            (r#"{"success":true,"result":[]}"#, true),
            (r#"{"success":true,"result":[{}],"result_info":{"page":1,"total_pages":1}}"#, true),
            (r#"{"success":true,"result":[{}],"result_info":{"page":1,"total_pages":2}}"#, false),
            (r#"{"success":true,"result":[{}],"result_info":{"total_count":2}}"#, false),
            (r#"{"success":true,"result":null}"#, false),
        ] {
            assert_eq!(open_whole(&answer(body), &mut |_| {}), Ok(whole), "{body}");
        }
        assert!(open_whole(&answer(r#"{"success":true,"result":[{"#), &mut |_| {}).is_err());
    }

    #[test]
    fn accepts_an_array_or_null_as_a_list() {
        for (body, is_good) in [
            (r#"{"success":true,"result":[]}"#, true),
            (r#"{"success":true,"result":null}"#, true),
            (r#"{"success":true,"result":{}}"#, false),
            (r#"{"success":true,"result":"x"}"#, false),
            (r#"{"success":true}"#, false),
            (r#"{"success":true,"result":[{"id":"#, false),
        ] {
            let opened = open_list(&answer(body), Items::Records, &mut |_| {});
            assert_eq!(opened.is_ok(), is_good, "{body}");
        }
    }
}
