//! Record search at Cloudflare: a query as URL parameters (provider document, 1.4). Cloudflare defines
//! what matches a text.

use super::records;
use crate::provider::{
    Call, Compare, FieldQuery, Page, QueryField, QueryOrder, RecordQuery, ShadowQuery, ZoneInfo,
    url,
};
use crate::record::Record;

/// One page of the matching records.
pub(in crate::provider) fn search(
    zone: &ZoneInfo,
    query: &RecordQuery,
    page: u32,
) -> Call<Page<Record>> {
    let page = page.to_string();
    // Search results are for viewing, so pages are smaller than those of a list.
    let mut parts = vec![("page", &*page), ("per_page", "1000")];
    if let Some(rtype) = &query.rtype {
        parts.push(("type", rtype.raw()));
    }
    if !query.search.is_empty() {
        parts.push(("search", &query.search));
    }
    if let Some(proxied) = query.proxied {
        parts.push(("proxied", if proxied { "true" } else { "false" }));
    }
    if query.any {
        parts.push(("match", "any"));
    }
    if query.any_tag {
        parts.push(("tag_match", "any"));
    }
    if let Some(order) = query.order {
        parts.push(("order", order_word(order)));
    }
    if query.descending {
        parts.push(("direction", "desc"));
    }
    push_shadow(&mut parts, query.shadow.as_ref());
    let mut path = url::query(records::path(zone, ""), &parts);
    query.fields.iter().for_each(|field| push_condition(&mut path, field));
    records::list_by(zone, path)
}

/// Appends a condition as a parameter, if the field supports it.
fn push_condition(path: &mut String, query: &FieldQuery) {
    let field = match query.field {
        QueryField::Name => "name",
        QueryField::Content => "content",
        QueryField::Comment => "comment",
        QueryField::Tag => "tag",
    };
    let compare = match query.compare {
        Compare::Exact => "exact",
        Compare::Contains => "contains",
        Compare::StartsWith => "startswith",
        Compare::EndsWith => "endswith",
        Compare::Present => "present",
        Compare::Absent => "absent",
    };
    let by_being = matches!(query.compare, Compare::Present | Compare::Absent);
    let text = match query.field {
        QueryField::Name | QueryField::Content if by_being => return,
        // These two parameters take effect by their presence, whatever their value.
        QueryField::Comment if by_being => "true",
        _ => &*query.text,
    };
    path.extend(["&", field, ".", compare, "="]);
    url::push_part(path, text);
}

fn order_word(order: QueryOrder) -> &'static str {
    match order {
        QueryOrder::Type => "type",
        QueryOrder::Name => "name",
        QueryOrder::Content => "content",
        QueryOrder::Ttl => "ttl",
        QueryOrder::Proxied => "proxied",
    }
}

/// A shadow query requires the metadata as well (provider document, 1.4).
fn push_shadow<'q>(parts: &mut Vec<(&'q str, &'q str)>, shadow: Option<&'q ShadowQuery>) {
    match shadow {
        None => return,
        Some(ShadowQuery::Shadowing(name)) => {
            parts.push(("shadowing_name", name.as_str()));
            return;
        }
        Some(ShadowQuery::ShadowedBy(name)) => parts.push(("shadowed_by_name", name.as_str())),
        Some(ShadowQuery::Metadata) => {}
    }
    parts.push(("include_shadow_metadata", "true"));
}

#[cfg(test)]
mod tests {
    use super::super::testing::{success, zone};
    use super::*;
    use crate::name::DomainName;
    use crate::record::RecordType;

    fn sent(query: &RecordQuery) -> String {
        let path = search(&zone(), query, 2).request.path;
        path.strip_prefix("/zones/023e/dns_records?page=2&per_page=1000").unwrap().to_owned()
    }

    fn field(field: QueryField, compare: Compare, text: &str) -> RecordQuery {
        let fields = vec![FieldQuery { field, compare, text: text.into() }];
        RecordQuery { fields, ..RecordQuery::default() }
    }

    #[test]
    fn sends_each_part_of_a_query_as_a_parameter() {
        let none = RecordQuery::default;
        let below = DomainName::parse("a.example.com").unwrap();
        for (query, expected) in [
            (none(), ""),
            (RecordQuery { rtype: Some(RecordType::Aaaa), ..none() }, "&type=AAAA"),
            (RecordQuery { search: "a b&c".into(), ..none() }, "&search=a%20b%26c"),
            (RecordQuery { proxied: Some(true), ..none() }, "&proxied=true"),
            (RecordQuery { proxied: Some(false), ..none() }, "&proxied=false"),
            (RecordQuery { any: true, any_tag: true, ..none() }, "&match=any&tag_match=any"),
            (
                RecordQuery { order: Some(QueryOrder::Ttl), descending: true, ..none() },
                "&order=ttl&direction=desc",
            ),
            (
                RecordQuery { shadow: Some(ShadowQuery::ShadowedBy(below.clone())), ..none() },
                "&shadowed_by_name=a.example.com&include_shadow_metadata=true",
            ),
            (
                RecordQuery { shadow: Some(ShadowQuery::Shadowing(below)), ..none() },
                "&shadowing_name=a.example.com",
            ),
            (
                RecordQuery { shadow: Some(ShadowQuery::Metadata), ..none() },
                "&include_shadow_metadata=true",
            ),
        ] {
            assert_eq!(sent(&query), expected);
        }
    }

    #[test]
    fn sends_each_condition_as_a_parameter() {
        use Compare::{Absent, Contains, EndsWith, Exact, Present, StartsWith};
        use QueryField::{Comment, Content, Name, Tag};
        for (name, word) in
            [(Name, "name"), (Content, "content"), (Comment, "comment"), (Tag, "tag")]
        {
            for (compare, operator) in [
                (Exact, "exact"),
                (Contains, "contains"),
                (StartsWith, "startswith"),
                (EndsWith, "endswith"),
            ] {
                assert_eq!(sent(&field(name, compare, "x")), format!("&{word}.{operator}=x"));
            }
        }
        for (name, compare, expected) in [
            (Comment, Present, "&comment.present=true"),
            (Comment, Absent, "&comment.absent=true"),
            (Tag, Present, "&tag.present=team"),
            (Tag, Absent, "&tag.absent=team"),
            (Name, Present, ""),
            (Content, Absent, ""),
        ] {
            assert_eq!(sent(&field(name, compare, "team")), expected);
        }
    }

    #[test]
    fn reads_a_page_of_search_results_like_a_list() {
        let call = search(&zone(), &RecordQuery::default(), 1);
        let page = call.read(&success("[{\"id\":\"1\"},2]")).unwrap();
        assert_eq!((page.items.len(), page.more), (2, false));
    }
}
