//! Zones at bunny.net: listing, reading, finding and creating them.

use super::errors;
use super::wire::{DnsZoneAddModel, DnsZoneModel, PaginationListModel};
use crate::foreign::Foreign;
use crate::name::DomainName;
use crate::provider::draft;
use crate::provider::loose::{self, MOST_ZONES};
use crate::provider::split::split;
use crate::provider::{ApiError, Call, Method, Page, Response, Right, ZoneId, ZoneInfo, url};

/// The name servers of zones without custom ones (provider document, 2.4).
const NAME_SERVERS: [&str; 2] = ["kiki.bunny.net", "coco.bunny.net"];

/// One page of the zones whose names contain `search`, without their records.
pub fn list(search: &str, page: u32) -> Call<Page<ZoneInfo>> {
    let page = page.to_string();
    let mut query = vec![("page", &*page), ("perPage", "100"), ("view", "1")];
    if !search.is_empty() {
        query.push(("search", search));
    }
    Call::get(url::query("/dnszone".to_owned(), &query), read_list).needing(Some(Right::List))
}

/// One zone, with the number of its records.
pub fn read(id: &ZoneId) -> Call<ZoneInfo> {
    Call::get(url::path("/dnszone/", id.as_str(), ""), read_one)
}

/// The zone with exactly this name. The search matches parts of names, so it requests the largest possible
/// page (provider document, 2.2: 1000).
pub fn find(name: &DomainName) -> Call<Option<ZoneInfo>> {
    let name = name.clone();
    let query = [("page", "1"), ("perPage", "1000"), ("view", "1"), ("search", name.as_str())];
    Call::get(url::query("/dnszone".to_owned(), &query), move |response| {
        let zones = read_list(response)?.items;
        Ok(zones.into_iter().find(|zone| zone.name == name))
    })
    .needing(Some(Right::List))
}

/// Creates an empty zone.
pub fn create(name: &DomainName) -> Call<ZoneInfo> {
    let body = loose::write(&DnsZoneAddModel { domain: name.as_str() });
    Call::new(Method::Post, "/dnszone".to_owned(), Some(body), read_one)
}

/// A zone without an id or a name cannot be opened; its readable part is listed as damaged.
fn read_list(response: &Response) -> Result<Page<ZoneInfo>, ApiError> {
    errors::check(response)?;
    let (mut items, mut damaged) = (Vec::new(), Vec::new());
    let mut each = |item: &str| {
        let item: DnsZoneModel<'_> = loose::object(item).unwrap_or_default();
        match zone(&item) {
            _ if items.len() + damaged.len() >= MOST_ZONES => {}
            Some(zone) => items.push(zone),
            None => damaged.push(draft::what_is_there(&[item.domain, item.id])),
        }
    };
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
        damaged,
    })
}

/// The records of a single zone are only counted.
fn read_one(response: &Response) -> Result<ZoneInfo, ApiError> {
    errors::check(response)?;
    let mut records = 0;
    let mut each = |_: &str| records += 1;
    let rest = split(&response.body, "Records", &mut each);
    let item: DnsZoneModel<'_> = loose::read(&rest)?;
    item.records.each(&mut each);
    let mut zone = zone(&item).ok_or(ApiError::MALFORMED)?;
    zone.records = item.records.is_list().then_some(records);
    Ok(zone)
}

fn zone(item: &DnsZoneModel<'_>) -> Option<ZoneInfo> {
    let id = item.id.scalar().filter(|id| !id.is_empty())?;
    let name = DomainName::parse(&item.domain.words()?).ok()?;
    Some(ZoneInfo {
        id: id.into(),
        name,
        records: None,
        // `NameserversDetected` is true even for zones that are not delegated at all (2.4).
        active: None,
        name_servers: name_servers(item),
        free_plan: None,
    })
}

fn name_servers(item: &DnsZoneModel<'_>) -> Vec<Foreign> {
    let is_custom = item.custom_nameservers_enabled.truth() == Some(true);
    let own: Vec<Foreign> = [item.nameserver1, item.nameserver2]
        .into_iter()
        .filter_map(|name| name.words().map(Into::into))
        .collect();
    if is_custom && !own.is_empty() { own } else { NAME_SERVERS.map(Into::into).into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Response {
        Response { status, body: body.into(), ..Response::default() }
    }

    #[test]
    fn lists_a_page_with_or_without_the_records_of_each_zone() {
        let call = list("", 2);
        assert_eq!(call.request.path, "/dnszone?page=2&perPage=100&view=1");
        let body = r#"{"Items":[
            {"Id":715217,"Domain":"example.com","Records":[{"Id":1,"Type":0}],"NameserversDetected":true,
             "CustomNameserversEnabled":false,"Nameserver1":"ns1.example.net","Nameserver2":"ns2.example.net"},
            {"Id":2,"Domain":"BÜCHER.example","CustomNameserversEnabled":true,"Nameserver1":"ns1.example.net","Nameserver2":null},
            {"Id":3,"Domain":null}, null, 5,
            {"Id":4,"Domain":"last.example"}
        ],"CurrentPage":2,"TotalItems":130,"HasMoreItems":true}"#;
        let page = call.read(&answer(200, body)).unwrap();
        let names: Vec<_> = page.items.iter().map(|zone| zone.name.as_str()).collect();
        assert_eq!(names, ["example.com", "xn--bcher-kva.example", "last.example"]);
        assert_eq!((page.total, page.more), (Some(130), true));
        assert_eq!(page.damaged, ["3", "", ""].map(Foreign::from), "told of by what they have");
        assert_eq!(page.items[0].id.as_str(), "715217");
        assert_eq!(page.items[0].name_servers, ["kiki.bunny.net".into(), "coco.bunny.net".into()]);
        assert_eq!(page.items[1].name_servers, ["ns1.example.net".into()]);
        assert_eq!((page.items[0].active, page.items[0].free_plan), (None, None));
    }

    #[test]
    fn searches_with_the_text_encoded() {
        let path = list("a&b c", 1).request.path;
        assert_eq!(path, "/dnszone?page=1&perPage=100&view=1&search=a%26b%20c");
    }

    #[test]
    fn finds_the_exact_name_only() {
        let call = find(&DomainName::parse("example.com").unwrap());
        assert_eq!(call.request.path, "/dnszone?page=1&perPage=1000&view=1&search=example.com");
        let body = r#"{"Items":[{"Id":1,"Domain":"my-example.com"},{"Id":2,"Domain":"Example.com"}],"HasMoreItems":false}"#;
        assert_eq!(call.read(&answer(200, body)).unwrap().unwrap().id.as_str(), "2");
        let none = call.read(&answer(200, r#"{"Items":[{"Id":1,"Domain":"my-example.com"}]}"#));
        assert_eq!(none, Ok(None));
        assert_eq!(call.read(&answer(200, r#"{"Items":null}"#)), Ok(None));
    }

    #[test]
    fn counts_the_records_of_one_zone() {
        let call = read(&"715217".into());
        assert_eq!(call.request.path, "/dnszone/715217");
        let count = |records: &str| {
            let body = format!(r#"{{"Id":715217,"Domain":"example.com"{records}}}"#);
            call.read(&answer(200, &body)).unwrap().records
        };
        assert_eq!(count(r#","Records":[{"Id":1},null]"#), Some(2));
        assert_eq!(count(r#","Records":null"#), None);
        assert_eq!(count(""), None);
    }

    #[test]
    fn creates_a_zone() {
        let call = create(&DomainName::parse("example.com").unwrap());
        assert_eq!((call.request.method, &*call.request.path), (Method::Post, "/dnszone"));
        assert_eq!(call.request.body.as_deref(), Some(r#"{"Domain":"example.com"}"#));
        let zone = call.read(&answer(201, r#"{"Id":5,"Domain":"example.com","Records":[],"DateCreated":"2026-02-06T09:27:36.1234567Z"}"#));
        assert_eq!(zone.unwrap().id.as_str(), "5");
    }

    #[test]
    fn refuses_an_answer_of_another_shape() {
        for body in ["", "<html>", "[]", "{}", r#"{"Items":5"#, r#"{"Id":1}"#] {
            let response = answer(200, body);
            assert_eq!(list("", 1).read(&response), Err(ApiError::MALFORMED), "{body}");
            assert_eq!(read(&"1".into()).read(&response), Err(ApiError::MALFORMED), "{body}");
        }
    }
}
