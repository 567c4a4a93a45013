//! The envelope around every answer of Cloudflare: whether it is a success, and what is in it.

use super::{errors, wire};
use crate::provider::lenient::{self, Node, Outline};
use crate::provider::{ApiError, Page, Response};

const MEMBERS: &[&str] = &["success", "result", "result_info"];
pub(super) static LIST: Outline = Outline { members: MEMBERS, list: "result", items: wire::RECORD };
const ZONES: Outline = Outline {
    members: MEMBERS,
    list: "result",
    items: &["id", "name", "status", "name_servers", "plan"],
};

/// What the items of a list are.
#[derive(Clone, Copy)]
pub(super) enum Items {
    /// Records.
    Records,
    /// Zones.
    Zones,
}

/// Opens an answer that is a success by its status and by its envelope.
///
/// # Errors
/// What the failure means; [`ApiError::MALFORMED`] for a success without an envelope.
pub(super) fn open(response: &Response) -> Result<Node<'_>, ApiError> {
    open_with(response, &Outline { members: MEMBERS, list: "", items: &[] }, &mut |_| {})
}

/// Opens an answer of which nothing but its success is wanted; it may be empty.
///
/// # Errors
/// As [`open`].
pub(super) fn open_empty(response: &Response) -> Result<(), ApiError> {
    if response.is_success() && response.body.is_empty() {
        return Ok(());
    }
    open(response).map(drop)
}

/// Opens a list, handing on its items one by one, and tells of the page which it is.
///
/// # Errors
/// As [`open`]; also where the result is neither a list nor null.
pub(super) fn open_list(
    response: &Response,
    items: Items,
    each: &mut dyn FnMut(Node<'_>),
) -> Result<Page<()>, ApiError> {
    open_page(response, items, each).map(|(page, _)| page)
}

/// Opens a list of records as [`open_list`], and tells whether it is a whole one: not null, and without
/// further pages.
///
/// # Errors
/// As [`open_list`].
pub(super) fn open_whole(
    response: &Response,
    each: &mut dyn FnMut(Node<'_>),
) -> Result<bool, ApiError> {
    open_page(response, Items::Records, each).map(|(page, is_list)| is_list && !page.more)
}

fn open_page(
    response: &Response,
    items: Items,
    each: &mut dyn FnMut(Node<'_>),
) -> Result<(Page<()>, bool), ApiError> {
    let outline = match items {
        Items::Records => &LIST,
        Items::Zones => &ZONES,
    };
    let mut count = 0;
    let envelope = open_with(response, outline, &mut |item| {
        count += 1;
        each(item);
    })?;
    let is_list = matches!(envelope.get("result"), Node::List(_));
    if !envelope.has("result") || !(is_list || envelope.get("result").is_null()) {
        return Err(ApiError::MALFORMED);
    }
    let is_empty = count == 0 && matches!(items, Items::Zones);
    Ok((page(envelope.get("result_info"), is_empty), is_list))
}

fn open_with<'a>(
    response: &'a Response,
    outline: &Outline,
    each: &mut dyn FnMut(Node<'a>),
) -> Result<Node<'a>, ApiError> {
    if !response.is_success() {
        return Err(errors::of(response));
    }
    let envelope = lenient::read(&response.body, outline, each)?;
    match envelope.get("success") {
        Node::Bool(false) => Err(errors::of(response)),
        // An answer without the word is seen (provider document, 1.2: delete).
        Node::Bool(true) => Ok(envelope),
        _ if envelope.has("result") => Ok(envelope),
        _ => Err(ApiError::MALFORMED),
    }
}

/// Whether more pages follow. Without `result_info`, which is optional, there is one page.
fn page(info: &Node<'_>, is_empty: bool) -> Page<()> {
    let number = |name| info.get(name).int().unwrap_or_default();
    let seen = number("page").saturating_mul(number("per_page"));
    let more = number("page") < number("total_pages")
        || (info.get("total_pages").is_null() && seen < number("total_count"));
    Page {
        items: Vec::new(),
        total: info.get("total_count").int().and_then(|total| total.try_into().ok()),
        // An empty page is the end whatever else is said: asking on would never stop. One of records
        // may be empty because they were taken while they arrived; who takes them counts them.
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
    fn success_is_decided_by_status_and_envelope() {
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
            assert_eq!(open(&answer(body)).is_ok(), is_good, "{body}");
        }
        let failed = Response {
            status: 400,
            body: br#"{"success":true,"result":{}}"#.into(),
            retry_after: None,
        };
        assert!(open(&failed).is_err());
    }

    #[test]
    fn an_empty_success_is_one_where_nothing_is_wanted() {
        assert_eq!(open_empty(&answer("")), Ok(()));
        assert_eq!(open_empty(&answer(r#"{"success":true,"errors":[],"messages":[]}"#)), Ok(()));
        assert_eq!(open_empty(&answer("<html>")), Err(ApiError::MALFORMED));
        assert_eq!(open(&answer("")).err(), Some(ApiError::MALFORMED));
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
    fn a_list_is_whole_when_it_is_one_and_no_page_follows() {
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
    fn a_list_is_a_list_or_null() {
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
