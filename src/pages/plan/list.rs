//! Which lines are shown, in which order: filter, chips, the chosen name and the sort.

use std::sync::Arc;

use leptos::prelude::*;
use rustc_hash::FxHashSet;
use zonesift_core::change::Origin;
use zonesift_core::grid::{self, Hits, Keys, RowFilter, Sort, Texts};
use zonesift_core::lines::{Line, Lines, Names, mark};
use zonesift_core::natural::push_natural;
use zonesift_core::plan::run::{Run, Stage};
use zonesift_core::{searched, text};

use crate::grid::{Column, ColumnKind, GridLayout};
use crate::state::zone::ZoneState;

/// The columns of the lines, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineColumn {
    Verb,
    Type,
    Name,
    Values,
    State,
}

impl LineColumn {
    const ALL: [Self; 5] = [Self::Verb, Self::Type, Self::Name, Self::Values, Self::State];

    pub fn at(index: usize) -> Option<Self> {
        Self::ALL.get(index).copied()
    }
}

const COLUMNS: &[Column] = &[
    Column::new("Change", "verb", 20, 0, ColumnKind::Plain),
    Column::new("Type", "type", 18, 0, ColumnKind::Plain),
    Column::new("Name", "name", 36, 3, ColumnKind::Mono),
    Column::new("Content", "content", 40, 5, ColumnKind::Mono),
    Column::new("State", "note", 36, 4, ColumnKind::Plain),
];

pub fn layout() -> GridLayout {
    GridLayout::load("changes", COLUMNS)
}

/// What narrows and orders the lines.
#[derive(Clone, Copy)]
pub struct LineList {
    pub text: RwSignal<String>,
    /// The chosen chips, a bit each: see [`mark`].
    pub chips: RwSignal<u16>,
    /// The name that is chosen in the tree; empty for all.
    pub name: RwSignal<String>,
    pub sort: RwSignal<Vec<Sort>>,
    /// The numbers of the lines that failed now, or when they were last written.
    pub failed: Memo<Vec<u32>>,
    pub order: Memo<Arc<Vec<u32>>>,
}

/// Search texts and sort orders of the lines, as far as they were needed.
#[derive(Default)]
struct Cache {
    lines: Arc<Lines>,
    keys: Keys,
}

impl LineList {
    pub fn new(
        zone: ZoneState,
        lines: Memo<Arc<Lines>>,
        names: Memo<Arc<Names>>,
        stage: Memo<Option<Stage>>,
    ) -> Self {
        let (text, chips) = (RwSignal::<String>::default(), RwSignal::<u16>::default());
        let (name, sort) = (RwSignal::<String>::default(), RwSignal::<Vec<Sort>>::default());
        let failed = Memo::new(move |_| failed(zone, lines));
        let cache = StoredValue::new(Cache::default());
        let order = Memo::new(move |_| {
            let (lines, sort) = (lines.get(), sort.get());
            let mut order = text.with(|text| {
                let searches = !text.trim().is_empty();
                let marks = marks_of(chips.get(), &lines, failed);
                let chosen = grid::chosen(mark::GROUPS.into_iter(), chips.get());
                let wanted = RowFilter { facets: &[], marks: &marks, chosen: &chosen };
                let look = |cache: &mut Cache| {
                    cache.fill(&lines, searches, &sort);
                    let hits = Hits::new(&cache.keys, &searched(text));
                    grid::order(&cache.keys, &sort, &hits, wanted)
                };
                cache.try_update_value(look).unwrap_or_default()
            });
            name.with(|name| {
                names.with(|names| match names.find(name) {
                    Some(node) if node > 0 => order.retain(|line| names.holds(node, *line)),
                    _ => {}
                });
            });
            if sort.is_empty() && stage.get() == Some(Stage::Over) {
                // What failed comes first.
                failed.with(|failed| {
                    let has_failed = |line: &u32| failed.binary_search(line).is_ok();
                    order.sort_by_key(|line| !has_failed(line));
                });
            }
            Arc::new(order)
        });
        Self { text, chips, name, sort, failed, order }
    }

    pub fn clear(self) {
        self.text.set(String::new());
        self.chips.set(0);
        self.name.set(String::new());
    }

    /// Whether anything narrows the list.
    pub fn is_narrowed(self) -> bool {
        self.chips.get() > 0
            || self.text.with(|text| !text.trim().is_empty())
            || self.name.with(|name| !name.is_empty())
    }
}

/// The lines that failed, in order.
fn failed(zone: ZoneState, lines: Memo<Arc<Lines>>) -> Vec<u32> {
    let of_run = |run: &Run| match run.tally() {
        (_, 0) => Vec::new(),
        _ => run.failed().into_iter().map(|place| place as u32).collect(),
    };
    let now = zone.apply.run.with(|run| run.as_ref().map(of_run));
    now.unwrap_or_else(|| {
        zone.apply.failed.with(|failed| lines.with(|lines| failed_before(zone, lines, failed)))
    })
}

/// The pending changes that failed when they were last written. A standalone plan is written only once.
fn failed_before(zone: ZoneState, lines: &Lines, failed: &FxHashSet<Origin>) -> Vec<u32> {
    if failed.is_empty() || zone.apply.is_own() {
        return Vec::new();
    }
    let has_failed =
        |(number, line): (u32, &Line)| failed.contains(&line.planned.origin()).then_some(number);
    (0..).zip(&lines.0).filter_map(has_failed).collect()
}

/// The marks of the lines, if any chip is chosen.
fn marks_of(chips: u16, lines: &Lines, failed: Memo<Vec<u32>>) -> Vec<u16> {
    if chips == 0 {
        return Vec::new();
    }
    let mut marks = lines.marks();
    if chips & mark::FAILED > 0 {
        failed.with(|failed| {
            for line in failed {
                marks.get_mut(*line as usize).into_iter().for_each(|own| *own |= mark::FAILED);
            }
        });
    }
    marks
}

impl Cache {
    /// Makes what a search and these sorts need.
    fn fill(&mut self, lines: &Arc<Lines>, searches: bool, sort: &[Sort]) {
        if !Arc::ptr_eq(&self.lines, lines) {
            *self = Self { lines: lines.clone(), keys: Keys::default() };
            lines.0.iter().for_each(|_| self.keys.add(0));
        }
        if searches {
            for line in lines.0.iter().skip(self.keys.described()) {
                let texts = LineColumn::ALL.map(|column| column.text(line));
                self.keys.describe(&texts.each_ref().map(|text| &**text));
            }
        }
        for key in sort {
            let column = LineColumn::at(key.column);
            if let Some(column) = column.filter(|_| !self.keys.is_ranked(key.column)) {
                let mut texts = Texts::default();
                lines.0.iter().for_each(|line| texts.push(|buffer| column.push_key(line, buffer)));
                self.keys.rank_texts(key.column, &texts);
            }
        }
    }
}

impl LineColumn {
    /// What the column is searched by.
    fn text(self, line: &Line) -> String {
        let change = &line.planned.change;
        let record = change.record();
        match self {
            Self::Verb => text::verb(change.verb()).to_owned(),
            Self::Type => record.rtype.raw().to_owned(),
            Self::Name => record.name.as_str().to_owned(),
            Self::Values => searched(&text::values(change)).into_owned(),
            Self::State => {
                let warnings = line.planned.warnings.iter();
                warnings.map(|warning| text::warning(warning, record)).collect()
            }
        }
    }

    fn push_key(self, line: &Line, key: &mut String) {
        match self {
            Self::Name => line.planned.change.record().name.push_sort_key(key),
            // The worst first.
            Self::State => {
                let rank = line.planned.worst().map_or(0, |severity| severity as u8 + 1);
                key.push_str(&(3 - rank).to_string());
            }
            _ => push_natural(key, &self.text(line)),
        }
    }
}
