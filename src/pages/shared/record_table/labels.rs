//! What the text filter can ask of rows beyond their texts and marks: their problems, whose service they
//! belong to, and what they are for. Made on demand, once for a set of records.

use std::sync::Arc;

use leptos::prelude::*;
use zonesift_core::filter::FilterKey;
use zonesift_core::grid::Labels;
use zonesift_core::knowledge::{Purposes, signs};
use zonesift_core::name::DomainName;
use zonesift_core::record::Record;
use zonesift_core::text;

/// The labels of a list's rows, by place in its table.
#[derive(Clone, Copy)]
pub struct RowLabels {
    pub problems: Memo<Arc<Labels>>,
    pub services: Memo<Arc<Labels>>,
    pub purposes: Memo<Arc<Labels>>,
    /// Whether problems are looked for in a list as long as this.
    pub has_problems: Signal<bool>,
}

impl RowLabels {
    /// The labels that a key asks for.
    pub(super) fn of(self, key: FilterKey) -> Option<Memo<Arc<Labels>>> {
        match key {
            FilterKey::Problem => Some(self.problems),
            FilterKey::Service => Some(self.services),
            FilterKey::Group => Some(self.purposes),
            _ => None,
        }
    }
}

/// Whose services records belong to.
pub fn services(records: &[&Record], zone: &DomainName) -> Labels {
    let mut labels = Labels::new(records.len());
    for (row, record) in records.iter().enumerate() {
        signs(record, zone).iter().for_each(|sign| labels.add(row, sign.service.name));
    }
    labels
}

/// What records are for, also by what `others` of the zone tell.
pub fn purposes(records: &[&Record], others: &[Record], zone: &DomainName) -> Labels {
    let all = Purposes::new(records.iter().copied().chain(others), zone);
    let mut labels = Labels::new(records.len());
    for (row, record) in records.iter().enumerate() {
        labels.add(row, text::purpose(all.of(record)));
    }
    labels
}
