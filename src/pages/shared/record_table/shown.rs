//! Which rows are shown, and in what order: the text filter, the filters by column, chips, and sort keys.

use std::sync::Arc;

use leptos::prelude::*;
use zonesift_core::filter::{Filter, FilterKey, Term, meant_marks, meant_types};
use zonesift_core::grid::{self, Condition, Direction, Hits, How, Query, RowFilter, Sort, chosen};
use zonesift_core::provider::ZoneInfo;
use zonesift_core::searched;

use super::conditions::searched_for;
use super::{CachedTable, Marks, RecordColumn, Table};
use crate::state::zone::ZoneState;
use crate::state::zone::lists::{Filters, GroupBy, ListState};

/// The rows that pass the text filter and the filters by column.
pub(super) fn hits(
    zone: ZoneState,
    rows: CachedTable,
    filters: Filters,
    typed: Memo<Filter>,
) -> Memo<Hits> {
    Memo::new_owning(move |hits: Option<Hits>| {
        let mut hits = hits.unwrap_or_default();
        let (filter, tail) = (typed.get(), zone.info.with(name_of));
        let of_terms = filter.terms.iter().filter_map(condition_of);
        let conditions = filters.conditions.with(|own| {
            own.iter().cloned().chain(of_terms).map(|own| searched_for(&own)).collect::<Vec<_>>()
        });
        if !filter.words.is_empty() || !conditions.is_empty() {
            rows.fill_in(Table::describe_all);
        }
        let words = searched(&filter.words);
        let query = Query { text: &words, conditions: &conditions, tail: &tail };
        let is_other = rows.with(|table| hits.search(&table.keys, query, table.revision));
        (hits, is_other)
    })
}

/// What decides which rows are shown.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    pub rows: CachedTable,
    pub marks: Marks,
    pub filters: Filters,
    /// The text filter as it is understood.
    pub typed: Memo<Filter>,
    pub hits: Memo<Hits>,
}

/// The places of the rows shown, in order.
pub(super) fn places(shown: Shown, list: ListState) -> Memo<Arc<Vec<u32>>> {
    let Shown { rows, marks, filters, typed, hits } = shown;
    Memo::new(move |_| {
        let (mut sort, marked) = (list.grid.sort.get(), filters.marks.get());
        if list.group_by.get() == GroupBy::Name {
            let column = RecordColumn::Type.index();
            sort.push(Sort { column, direction: Direction::Ascending });
        }
        if list.grouped.get() {
            sort = grid::grouped(&sort, RecordColumn::Name.index(), RecordColumn::Type.index());
        }
        rows.fill_in(|table| sort.iter().for_each(|key| table.rank(key.column)));
        let asks_marks = marked > 0 || typed.with(|typed| typed.of(FilterKey::Is).count() > 0);
        // Decisions change marks, so they are tracked only while a mark is asked for.
        let of_rows = if asks_marks { marks.of_rows.get() } else { Vec::new() };
        let groups = marks.groups.iter().map(|group| group.marks.len());
        let chosen = chosen(groups, marked);
        let facets = shown.facets();
        let wanted = RowFilter { facets: &facets, marks: &of_rows, chosen: &chosen };
        let mut places =
            hits.with(|hits| rows.with(|table| grid::order(&table.keys, &sort, hits, wanted)));
        shown.keep_answered(&mut places, &of_rows);
        Arc::new(places)
    })
}

impl Shown {
    /// The types to show, by their place in the table: those of the chips, and those that are typed. All if
    /// there are none.
    fn facets(self) -> Vec<u16> {
        let chips = self.chosen_types();
        let typed = self.typed.get();
        let wanted: Vec<&Term> =
            typed.of(FilterKey::Type).filter(|term| !term.is_negated).collect();
        if wanted.is_empty() {
            return chips;
        }
        let found: Vec<u16> = self.rows.with(|table| {
            let meant = wanted.iter().flat_map(|term| meant_types(&term.value, &table.types));
            let meant = meant.map(|index| index as u16);
            meant.filter(|index| chips.is_empty() || chips.contains(index)).collect()
        });
        // No row has this type.
        if found.is_empty() { vec![u16::MAX] } else { found }
    }

    /// The types of the chips, as far as they occur.
    fn chosen_types(self) -> Vec<u16> {
        self.filters.types.with(|chosen| {
            self.rows.with(|table| {
                let all = table.types.iter().zip(0..);
                all.filter(|(rtype, _)| chosen.contains(rtype)).map(|(_, index)| index).collect()
            })
        })
    }

    /// Keeps the rows that meet the terms about marks and labels.
    fn keep_answered(self, places: &mut Vec<u32>, of_rows: &[u16]) {
        let typed = self.typed.get();
        for term in &typed.terms {
            if term.key == FilterKey::Is {
                let meant = meant_marks(&term.value, &self.marks.words());
                let bits = meant.into_iter().fold(0_u16, |bits, place| bits | 1 << place);
                places.retain(|place| {
                    let own = of_rows.get(*place as usize).copied().unwrap_or_default();
                    (own & bits > 0) != term.is_negated
                });
            } else if let Some(labels) = self.marks.labels.of(term.key) {
                labels.with(|labels| labels.keep(&term.value, term.is_negated, places));
            }
        }
    }
}

/// A term about the text of a column, as a filter by column. Types that are asked for are no texts.
fn condition_of(term: &Term) -> Option<Condition> {
    let (column, how) = match term.key {
        FilterKey::Type if term.is_negated => (RecordColumn::Type, How::Is),
        FilterKey::Name if term.value == "@" => (RecordColumn::Name, How::Is),
        FilterKey::Name => (RecordColumn::Name, How::Contains),
        FilterKey::Content => (RecordColumn::Content, How::Contains),
        FilterKey::Ttl => (RecordColumn::Ttl, How::Is),
        FilterKey::Priority => (RecordColumn::Priority, How::Is),
        FilterKey::Note => (RecordColumn::Note, How::Contains),
        _ => return None,
    };
    let (column, value) = (column.index(), term.value.clone());
    Some(Condition { column, how, not: term.is_negated, value })
}

fn name_of(zone: &Option<ZoneInfo>) -> String {
    zone.as_ref().map(|zone| zone.name.as_str().to_owned()).unwrap_or_default()
}
