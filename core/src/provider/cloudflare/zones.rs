//! Zones at Cloudflare, and its check of a key.

use super::envelope::{self, Items};
use super::errors;
use super::wire::{Plan, TokenVerification, Zone};
use crate::name::DomainName;
use crate::provider::draft;
use crate::provider::loose::{self, MOST_ZONES};
use crate::provider::{ApiError, Call, KeyState, Page, Response, Right, ZoneId, ZoneInfo, url};

/// The maximum page size (provider document, 1.3).
const PER_PAGE: (&str, &str) = ("per_page", "50");

/// Checks the key with Cloudflare. It refuses account tokens, which work nevertheless (provider document,
/// 1.10).
pub fn check_key() -> Call<KeyState> {
    Call::get("/user/tokens/verify".to_owned(), |response| {
        let state = envelope::open(response, |result| {
            let status = result.object::<TokenVerification<'_>>().status.words()?;
            Some(if status == "active" { KeyState::Active } else { KeyState::Inactive })
        });
        state.map_err(|error| errors::of_key(response, error))?.ok_or(ApiError::MALFORMED)
    })
    .needing(None)
}

/// One page of the zones whose names contain `search`.
pub fn list(search: &str, page: u32) -> Call<Page<ZoneInfo>> {
    let page = page.to_string();
    let mut name = String::from("contains:");
    name.push_str(search);
    let mut query = vec![("page", &*page), PER_PAGE];
    if !search.is_empty() {
        query.push(("name", &name));
    }
    Call::get(url::query("/zones".to_owned(), &query), |response| {
        read_list(response).map_err(|error| errors::of_key(response, error))
    })
    .needing(Some(Right::List))
}

/// One zone.
pub fn read(id: &ZoneId) -> Call<ZoneInfo> {
    Call::get(url::path("/zones/", id.as_str(), ""), |response| {
        envelope::open(response, |result| zone(&result.object()))?.ok_or(ApiError::MALFORMED)
    })
    .needing(None)
}

/// The zone with exactly this name.
pub fn find(name: &DomainName) -> Call<Option<ZoneInfo>> {
    let name = name.clone();
    let query = [("name", name.as_str()), PER_PAGE];
    Call::get(url::query("/zones".to_owned(), &query), move |response| {
        let zones = read_list(response)?.items;
        Ok(zones.into_iter().find(|zone| zone.name == name))
    })
    .needing(Some(Right::List))
}

/// A zone without an id or a name cannot be opened; its readable part is listed as damaged.
fn read_list(response: &Response) -> Result<Page<ZoneInfo>, ApiError> {
    let (mut items, mut damaged) = (Vec::new(), Vec::new());
    let each = &mut |item: &str| {
        let wire: Zone<'_> = loose::object(item).unwrap_or_default();
        match zone(&wire) {
            _ if items.len() + damaged.len() >= MOST_ZONES => {}
            Some(zone) => items.push(zone),
            None => damaged.push(draft::what_is_there(&[wire.name, wire.id])),
        }
    };
    let page = envelope::open_list(response, Items::Zones, each)?;
    Ok(Page { items, total: page.total, more: page.more, damaged })
}

fn zone(wire: &Zone<'_>) -> Option<ZoneInfo> {
    let servers = wire.name_servers.list().into_iter();
    let plan = wire.plan.object::<Plan<'_>>().legacy_id.words();
    Some(ZoneInfo {
        id: wire.id.words()?.into(),
        name: DomainName::parse(&wire.name.words()?).ok()?,
        records: None,
        active: wire.status.words().map(|status| status == "active"),
        name_servers: servers.filter_map(|server| Some(server.words()?.into())).collect(),
        free_plan: plan.map(|plan| plan == "free"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foreign::Foreign;

    const ZONE: &str = r#"{"id":"023e105f4ecef8ad9ca31a8372d0c353","name":"Example.com","status":"pending","paused":false,"type":"full","name_servers":["ada.ns.example","bob.ns.example"],"original_name_servers":null,"activated_on":null,"owner":{"id":null,"type":"user","email":null},"plan":{"id":"0feeeeee","legacy_id":"free","price":0},"permissions":["x:read"]}"#;

    fn answer(status: u16, body: &str) -> Response {
        Response { status, body: body.into(), ..Response::default() }
    }

    fn success(result: &str) -> Response {
        answer(200, &format!(r#"{{"result":{result},"success":true,"errors":[],"messages":[]}}"#))
    }

    #[test]
    fn checks_a_key_by_its_status_and_not_by_the_message() {
        let call = check_key();
        assert_eq!(call.request.path, "/user/tokens/verify");
        let verified = |status: &str| {
            let body = format!(
                r#"{{"result":{{"id":"ed17","status":"{status}"}},"success":true,"errors":[],"messages":[{{"code":10000,"message":"This API Token is valid and active","type":null}}]}}"#
            );
            call.read(&answer(200, &body))
        };
        assert_eq!(verified("active"), Ok(KeyState::Active));
        assert_eq!(verified("disabled"), Ok(KeyState::Inactive));
        assert_eq!(verified("expired"), Ok(KeyState::Inactive));
        let refused = r#"{"success":false,"errors":[{"code":1000,"message":"Invalid API Token"}],"messages":[],"result":null}"#;
        assert_eq!(call.read(&answer(401, refused)), Err(ApiError::BadKey));
        assert_eq!(call.read(&success("{}")), Err(ApiError::MALFORMED));
    }

    #[test]
    fn lists_a_page_of_zones() {
        let call = list("", 2);
        assert_eq!(call.request.path, "/zones?page=2&per_page=50");
        let body = format!(
            r#"{{"result":[{ZONE},{{"id":"2","name":"bücher.example"}},null,{{"id":3}}],"result_info":{{"page":2,"per_page":50,"total_pages":3,"count":4,"total_count":130}},"success":true,"errors":[],"messages":[]}}"#
        );
        let page = call.read(&answer(200, &body)).unwrap();
        assert_eq!((page.items.len(), page.total, page.more), (2, Some(130), true));
        assert_eq!(page.damaged, ["", "3"].map(Foreign::from), "told of by what they have");
        let (first, second) = (&page.items[0], &page.items[1]);
        assert_eq!(
            (first.name.as_str(), first.active, first.free_plan),
            ("example.com", Some(false), Some(true))
        );
        assert_eq!(first.name_servers, ["ada.ns.example".into(), "bob.ns.example".into()]);
        assert_eq!(
            (second.name.as_str(), second.active, second.free_plan),
            ("xn--bcher-kva.example", None, None)
        );
    }

    #[test]
    fn searches_by_substring_and_finds_by_whole_name() {
        assert_eq!(list("shop", 1).request.path, "/zones?page=1&per_page=50&name=contains%3Ashop");
        let call = find(&DomainName::parse("example.com").unwrap());
        assert_eq!(call.request.path, "/zones?name=example.com&per_page=50");
        assert!(call.read(&success(&format!("[{ZONE}]"))).unwrap().is_some());
        assert_eq!(call.read(&success("[]")), Ok(None));
    }

    #[test]
    fn reads_one_zone() {
        let call = read(&"023e105f4ecef8ad9ca31a8372d0c353".into());
        assert_eq!(call.request.path, "/zones/023e105f4ecef8ad9ca31a8372d0c353");
        assert_eq!(call.read(&success(ZONE)).unwrap().name.as_str(), "example.com");
        assert_eq!(call.read(&success("null")), Err(ApiError::MALFORMED));
        let gone = r#"{"success":false,"errors":[{"code":7003,"message":"Could not route"}],"messages":[],"result":null}"#;
        assert_eq!(call.read(&answer(400, gone)), Err(ApiError::NotFound));
    }
}
