//! The provider's own search, for zones too large to be read whole. The grid shows its results in place
//! of all records; nothing is written here.

use std::iter;

use leptos::prelude::*;
use zonesift_core::provider::{ApiError, Compare, QueryField, QueryOrder, RecordQuery};
use zonesift_core::record::RecordType;
use zonesift_core::text;

use crate::pages::listing::View;
use crate::pages::zone_head::search_words;
use crate::state::zone::ZoneState;
use crate::state::zone::records::Search;
use crate::ui::field::{choice, text_field};
use crate::ui::notice::notice;
use crate::web::dom::{El, button, el, follow, prevent};

/// The fields that some providers search separately, and the label of the comparison beside each.
const FIELDS: [(&str, &str, QueryField); 4] = [
    ("Name", "Compare name", QueryField::Name),
    ("Content", "Compare content", QueryField::Content),
    ("Comment", "Compare comment", QueryField::Comment),
    ("Tag", "Compare tag", QueryField::Tag),
];
/// The comparisons. Names and contents have only the first four.
const COMPARES: [(&str, Compare); 6] = [
    ("contains", Compare::Contains),
    ("is", Compare::Exact),
    ("begins with", Compare::StartsWith),
    ("ends with", Compare::EndsWith),
    ("is there", Compare::Present),
    ("is not there", Compare::Absent),
];
const PROXIED: [(&str, Option<bool>); 3] =
    [("either", None), ("proxied", Some(true)), ("not proxied", Some(false))];
const ORDERS: [(&str, Option<QueryOrder>); 6] = [
    ("as the provider does", None),
    ("by type", Some(QueryOrder::Type)),
    ("by name", Some(QueryOrder::Name)),
    ("by content", Some(QueryOrder::Content)),
    ("by TTL", Some(QueryOrder::Ttl)),
    ("by proxy", Some(QueryOrder::Proxied)),
];

/// The input; choices by their index.
#[derive(Clone, Copy, Default)]
struct SearchForm {
    text: RwSignal<String>,
    rtype: RwSignal<u8>,
    fields: [(RwSignal<u8>, RwSignal<String>); FIELDS.len()],
    proxied: RwSignal<u8>,
    any: RwSignal<u8>,
    order: RwSignal<u8>,
    descending: RwSignal<u8>,
}

/// The form, which can be opened, and the result of the search.
pub fn search(discovery: ZoneState, view: View) -> El {
    let form = SearchForm::default();
    let opened = RwSignal::new(false);
    follow(move || {
        discovery.search.last.track();
        // The selected rows may not be among those shown now.
        view.selection.update(|selection| selection.clear());
        view.cursor.set(None);
    });
    let submit = move |event: &_| {
        prevent(event);
        discovery.search_for(form.query(discovery));
    };
    let details = el("details")
        .with(el("summary").text("Search at the provider").on("click", move |_| opened.set(true)))
        .when(move || opened.get(), move || form.draw(discovery).on("submit", submit));
    let failed = move || match discovery.search.last.with(|search| search.failed.clone())? {
        ApiError::NotFound => Some(text::NO_SEARCH.to_owned()),
        error => Some(discovery.api.explain(&error)),
    };
    let words = move || search_words(discovery);
    let found = move || {
        let all = button("Show all records", move |_| discovery.search.last.set(Search::default()))
            .flag("disabled", move || discovery.search.progress.get().is_some());
        let words = el("p").live(move || words().unwrap_or_default());
        el("div").class("toolbar").with(words).with(all)
    };
    let is_told = move || words().is_some();
    el("div").class("search").with(details).with(notice(failed)).when(is_told, found)
}

impl SearchForm {
    fn draw(self, discovery: ZoneState) -> El {
        let rules = discovery.api.provider().capabilities();
        let types: Vec<_> = rules.limits.types.iter().map(RecordType::shown).collect();
        let types: Vec<&str> =
            iter::once("any").chain(types.iter().map(|rtype| &**rtype)).collect();
        let mut all =
            vec![text_field("Search text", "text", self.text), choice("Type", &types, self.rtype)];
        if rules.searches_fields {
            let compares = COMPARES.map(|(words, _)| words);
            for ((label, how, field), (compare, value)) in FIELDS.into_iter().zip(self.fields) {
                let most = match field {
                    QueryField::Name | QueryField::Content => 4,
                    QueryField::Comment | QueryField::Tag => compares.len(),
                };
                let compare = choice(how, compares.get(..most).unwrap_or_default(), compare);
                let text = text_field(label, "text", value);
                all.push(el("div").class("compared").with(text).with(compare));
            }
            all.extend([
                choice("Proxied", &PROXIED.map(|(words, _)| words), self.proxied),
                choice("Match", &["all of these", "any of these"], self.any),
                choice("Order", &ORDERS.map(|(words, _)| words), self.order),
                choice("Direction", &["ascending", "descending"], self.descending),
            ]);
        }
        let busy = move || {
            discovery.search.progress.get().is_some() || discovery.info.with(Option::is_none)
        };
        let submit = el("button").class("primary").attr("type", "submit").text("Search");
        el("form")
            .class("record-form")
            .with_all(all)
            .with(el("p").class("help").text(text::SEARCH_HELP))
            .with(el("div").class("actions").with(submit.flag("disabled", busy)))
    }

    fn query(self, discovery: ZoneState) -> RecordQuery {
        let rules = discovery.api.provider().capabilities();
        let place = |choice: RwSignal<u8>| usize::from(choice.get_untracked());
        let rtype =
            place(self.rtype).checked_sub(1).and_then(|place| rules.limits.types.get(place));
        let mut query = RecordQuery {
            rtype: rtype.cloned(),
            search: self.text.get_untracked().trim().to_owned(),
            proxied: PROXIED.get(place(self.proxied)).and_then(|(_, proxied)| *proxied),
            any: place(self.any) == 1,
            order: ORDERS.get(place(self.order)).and_then(|(_, order)| *order),
            descending: place(self.descending) == 1,
            ..RecordQuery::default()
        };
        for ((_, _, field), (compare, value)) in FIELDS.into_iter().zip(self.fields) {
            if let Some((_, compare)) = COMPARES.get(place(compare)) {
                query.ask(field, *compare, value.get_untracked().trim());
            }
        }
        query
    }
}
