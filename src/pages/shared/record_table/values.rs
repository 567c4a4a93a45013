//! The values that the rows of a list have for the keys of the text filter.

use leptos::prelude::*;
use rustc_hash::FxHashMap;
use zonesift_core::filter::{FilterKey, Value};
use zonesift_core::text::visible;

use super::{CachedTable, Marks, RecordColumn, Table};
use crate::state::zone::ZoneState;

/// How many names are looked for: there may be as many as rows.
const NAMES: usize = 20;

/// The word for rows with problems.
pub(super) const WARNED: &str = "warned";

#[derive(Clone, Copy)]
pub struct RowValues {
    pub(super) zone: ZoneState,
    pub(super) rows: CachedTable,
    pub(super) marks: Marks,
    pub(super) type_counts: Memo<Vec<u32>>,
    pub(super) mark_counts: Memo<Vec<u32>>,
}

impl RowValues {
    /// The values of a key; of names only some of those that contain `typed`, in lower case.
    pub fn of(self, key: FilterKey, typed: &str) -> Vec<Value> {
        let mut values = self.all(key, typed);
        // What is not shown as it is, or cannot stand in quotes, is nothing to type.
        values.retain(|own| !own.text.contains('"') && visible(&own.text) == own.text);
        values
    }

    fn all(self, key: FilterKey, typed: &str) -> Vec<Value> {
        match key {
            FilterKey::Type => {
                let types = self.rows.with(|table| table.types.clone());
                let types = types.iter().map(|rtype| rtype.raw().to_owned());
                self.type_counts.with(|counts| counted(types, counts))
            }
            FilterKey::Is => {
                let words = self.marks.words().into_iter().map(str::to_owned);
                let mut values = self.mark_counts.with(|counts| counted(words, counts));
                values.retain(|own| own.text != WARNED || self.marks.labels.has_problems.get());
                values
            }
            FilterKey::Ttl => self.of_column(RecordColumn::Ttl),
            FilterKey::Priority => self.of_column(RecordColumn::Priority),
            FilterKey::Name => self.names(typed),
            FilterKey::Content | FilterKey::Note => Vec::new(),
            FilterKey::Problem | FilterKey::Service | FilterKey::Group => {
                let value = |(text, rows): (&str, usize)| Value { text: text.to_owned(), rows };
                let labels = self.marks.labels.of(key);
                let counts = labels.map(|all| {
                    all.with(|all| all.counts().into_iter().map(value).collect::<Vec<_>>())
                });
                counts.unwrap_or_default()
            }
        }
    }

    /// The different texts of a column, the most frequent first.
    fn of_column(self, column: RecordColumn) -> Vec<Value> {
        let mut counts = FxHashMap::<String, usize>::default();
        self.each_text(column, |text| {
            if let Some(count) = counts.get_mut(text) {
                *count += 1;
            } else if !text.is_empty() {
                counts.insert(text.to_owned(), 1);
            }
            true
        });
        let mut all: Vec<Value> =
            counts.into_iter().map(|(text, rows)| Value { text, rows }).collect();
        all.sort_by(|one, other| other.rows.cmp(&one.rows).then_with(|| one.text.cmp(&other.text)));
        all
    }

    /// Names as they are shown, those that begin with `typed` first.
    fn names(self, typed: &str) -> Vec<Value> {
        let Some(zone) = self.zone.name_now() else { return Vec::new() };
        let mut found: Vec<String> = Vec::new();
        for begins in [true, false] {
            self.each_text(RecordColumn::Name, |full| {
                let own = match full.strip_suffix(zone.as_str()) {
                    Some("") => "@",
                    Some(own) => own.strip_suffix('.').unwrap_or(full),
                    None => full,
                };
                let is_meant = if begins { own.starts_with(typed) } else { own.contains(typed) };
                if is_meant && !found.iter().any(|known| known == own) {
                    found.push(own.to_owned());
                }
                found.len() < NAMES
            });
        }
        found.into_iter().map(|text| Value { text, rows: 0 }).collect()
    }

    /// Tells the text of each row in a column, until `tell` returns false.
    fn each_text(self, column: RecordColumn, mut tell: impl FnMut(&str) -> bool) {
        self.rows.fill_in(Table::describe_all);
        self.rows.with(|table| {
            let rows = 0..table.keys.len() as u32;
            let mut texts = rows.map(|row| table.keys.field(row, column.index()));
            texts.all(&mut tell);
        });
    }
}

fn counted(texts: impl Iterator<Item = String>, counts: &[u32]) -> Vec<Value> {
    let rows = |place: usize| counts.get(place).copied().unwrap_or_default() as usize;
    texts.enumerate().map(|(place, text)| Value { text, rows: rows(place) }).collect()
}
