//! The provider's own search, for zones too large to be read whole. The grid shows its results in place
//! of all records; nothing is written here.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use zonesift_core::grid::Selection;
use zonesift_core::provider::{ApiError, Compare, QueryField, QueryOrder, RecordQuery};
use zonesift_core::text;

use super::Records;
use crate::components::{Choice, Notice, TextField};
use crate::pages::zone_head::search_words;
use crate::state::zone::ZoneState;
use crate::state::zone::records::Search;

/// A field that some providers search separately.
struct SearchedField {
    label: &'static str,
    /// The label of the comparison beside it.
    compare_label: &'static str,
    field: QueryField,
    /// How many of `COMPARES` it has.
    compares: usize,
}

const FIELDS: [SearchedField; 4] = [
    SearchedField {
        label: "Name",
        compare_label: "Compare name",
        field: QueryField::Name,
        compares: 4,
    },
    SearchedField {
        label: "Content",
        compare_label: "Compare content",
        field: QueryField::Content,
        compares: 4,
    },
    SearchedField {
        label: "Comment",
        compare_label: "Compare comment",
        field: QueryField::Comment,
        compares: COMPARES.len(),
    },
    SearchedField {
        label: "Tag",
        compare_label: "Compare tag",
        field: QueryField::Tag,
        compares: COMPARES.len(),
    },
];

/// What can be chosen of a list.
struct Offer<T> {
    words: &'static str,
    value: T,
}

const fn offer<T: Copy>(words: &'static str, value: T) -> Offer<T> {
    Offer { words, value }
}

/// The comparisons. Names and contents have only the first four.
const COMPARES: [Offer<Compare>; 6] = [
    offer("contains", Compare::Contains),
    offer("is", Compare::Exact),
    offer("begins with", Compare::StartsWith),
    offer("ends with", Compare::EndsWith),
    offer("is there", Compare::Present),
    offer("is not there", Compare::Absent),
];
const PROXIED: [Offer<Option<bool>>; 3] =
    [offer("either", None), offer("proxied", Some(true)), offer("not proxied", Some(false))];
const MATCHES: [Offer<bool>; 2] = [offer("all of these", false), offer("any of these", true)];
const ORDERS: [Offer<Option<QueryOrder>>; 6] = [
    offer("as the provider does", None),
    offer("by type", Some(QueryOrder::Type)),
    offer("by name", Some(QueryOrder::Name)),
    offer("by content", Some(QueryOrder::Content)),
    offer("by TTL", Some(QueryOrder::Ttl)),
    offer("by proxy", Some(QueryOrder::Proxied)),
];
const DIRECTIONS: [Offer<bool>; 2] = [offer("ascending", false), offer("descending", true)];

/// The input; choices by their place in the list.
#[derive(Clone, Copy)]
struct SearchForm {
    zone: ZoneState,
    text: RwSignal<String>,
    rtype: RwSignal<usize>,
    fields: [FieldInput; FIELDS.len()],
    proxied: RwSignal<usize>,
    matches: RwSignal<usize>,
    order: RwSignal<usize>,
    direction: RwSignal<usize>,
}

/// What is asked of one field.
#[derive(Clone, Copy, Default)]
struct FieldInput {
    compare: RwSignal<usize>,
    value: RwSignal<String>,
}

impl SearchForm {
    fn new(zone: ZoneState) -> Self {
        Self {
            zone,
            text: RwSignal::default(),
            rtype: RwSignal::default(),
            fields: FIELDS.map(|_| FieldInput::default()),
            proxied: RwSignal::default(),
            matches: RwSignal::default(),
            order: RwSignal::default(),
            direction: RwSignal::default(),
        }
    }

    fn query(self) -> RecordQuery {
        let rules = self.zone.api.provider().capabilities();
        let rtype = self.rtype.get_untracked().checked_sub(1);
        let mut query = RecordQuery {
            rtype: rtype.and_then(|place| rules.limits.types.get(place)).cloned(),
            search: self.text.get_untracked().trim().to_owned(),
            proxied: chosen(&PROXIED, self.proxied).flatten(),
            any: chosen(&MATCHES, self.matches).unwrap_or_default(),
            order: chosen(&ORDERS, self.order).flatten(),
            descending: chosen(&DIRECTIONS, self.direction).unwrap_or_default(),
            ..RecordQuery::default()
        };
        for (SearchedField { field, .. }, input) in FIELDS.iter().zip(self.fields) {
            if let Some(compare) = chosen(&COMPARES, input.compare) {
                query.ask(*field, compare, input.value.get_untracked().trim());
            }
        }
        query
    }
}

fn chosen<T: Copy>(offers: &[Offer<T>], place: RwSignal<usize>) -> Option<T> {
    offers.get(place.get_untracked()).map(|offer| offer.value)
}

/// The form, which can be opened, and the result of the search.
#[component]
pub fn ProviderSearch(page: Records) -> impl IntoView {
    let Records { zone, table, .. } = page;
    let form = SearchForm::new(zone);
    let is_opened = RwSignal::new(false);
    Effect::new(move |before: Option<()>| {
        zone.search.last.track();
        if before.is_some() {
            // The selected rows may not be among those shown now.
            table.grid.selection.update(Selection::clear);
            table.grid.cursor.set(None);
        }
    });
    let failed = move || match zone.search.last.with(|search| search.failed.clone())? {
        ApiError::NotFound => Some(text::NO_SEARCH.to_owned()),
        error => Some(zone.api.explain(&error)),
    };
    let words = Memo::new(move |_| search_words(zone));
    let is_busy = move || zone.search.progress.get().is_some();
    view! {
        <div class="search">
            <details>
                <summary on:click=move |_| is_opened.set(true)>"Search at the provider"</summary>
                <Show when=move || is_opened.get()>
                    <Form form/>
                </Show>
            </details>
            <Notice text=failed/>
            <Show when=move || words.with(Option::is_some)>
                <div class="toolbar">
                    <p>{move || words.get()}</p>
                    <button
                        type="button"
                        disabled=is_busy
                        on:click=move |_| zone.search.last.set(Search::default())
                    >
                        "Show all records"
                    </button>
                </div>
            </Show>
        </div>
    }
    .into_any()
}

#[component]
fn Form(form: SearchForm) -> impl IntoView {
    let zone = form.zone;
    let rules = zone.api.provider().capabilities();
    let types = rules.limits.types.iter().map(|rtype| rtype.shown().into_owned());
    let types: Vec<String> = std::iter::once("any".to_owned()).chain(types).collect();
    let is_busy = move || zone.search.progress.get().is_some() || zone.info.with(Option::is_none);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        zone.search_for(form.query());
    };
    view! {
        <form class="record-form" on:submit=submit>
            <TextField label="Search text" value=form.text/>
            <Choice
                label="Type"
                options=types
                selected=form.rtype
                on_change=move |place| form.rtype.set(place)
            />
            {rules.searches_fields.then(|| view! { <FieldInputs form/> })}
            <p class="help">{text::SEARCH_HELP}</p>
            <div class="actions">
                <button type="submit" class="primary" disabled=is_busy>"Search"</button>
            </div>
        </form>
    }
    .into_any()
}

/// What only some providers search by.
#[component]
fn FieldInputs(form: SearchForm) -> impl IntoView {
    let fields = FIELDS.iter().zip(form.fields).map(|(field, input)| {
        let compares = COMPARES.get(..field.compares).unwrap_or_default();
        view! {
            <div class="compared">
                <TextField label=field.label value=input.value/>
                <Pick label=field.compare_label offers=compares value=input.compare/>
            </div>
        }
    });
    view! {
        {fields.collect_view()}
        <Pick label="Proxied" offers=&PROXIED value=form.proxied/>
        <Pick label="Match" offers=&MATCHES value=form.matches/>
        <Pick label="Order" offers=&ORDERS value=form.order/>
        <Pick label="Direction" offers=&DIRECTIONS value=form.direction/>
    }
}

#[component]
fn Pick<T: 'static>(
    label: &'static str,
    offers: &'static [Offer<T>],
    value: RwSignal<usize>,
) -> impl IntoView {
    let options = offers.iter().map(|offer| offer.words.to_owned()).collect();
    view! { <Choice label options selected=value on_change=move |place| value.set(place)/> }
}
