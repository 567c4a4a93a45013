//! The columns of every list of records: how each looks, what it is searched by and sorted by.

use std::borrow::Cow;

use zonesift_core::natural::push_natural;
use zonesift_core::record::Record;
use zonesift_core::{searched, text};

use super::table::priority_text;
use crate::grid::{Column, ColumnKind};

/// A column, in the order in which lists start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordColumn {
    Name,
    Type,
    Content,
    Ttl,
    Priority,
    Note,
    Buttons,
}

/// What a column is sorted by.
pub(super) enum SortKey {
    Text(fn(&Record, &mut String)),
    /// Rows without a number come first.
    Number(fn(&Record) -> Option<u64>),
    Note,
}

impl RecordColumn {
    pub const ALL: [Self; 7] = [
        Self::Name,
        Self::Type,
        Self::Content,
        Self::Ttl,
        Self::Priority,
        Self::Note,
        Self::Buttons,
    ];
    /// Those with texts, which filters search.
    pub const SEARCHED: [Self; 6] =
        [Self::Name, Self::Type, Self::Content, Self::Ttl, Self::Priority, Self::Note];

    /// The column at this place of [`Self::ALL`], by which the grid knows it.
    #[must_use]
    pub fn at(index: usize) -> Option<Self> {
        Self::ALL.get(index).copied()
    }

    /// Its place in [`Self::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The columns of a list; `label` and `width` are of the one with the buttons.
    #[must_use]
    pub const fn columns(label: &'static str, width: u32) -> [Column; 7] {
        [
            Self::Name.look(),
            Self::Type.look(),
            Self::Content.look(),
            Self::Ttl.look(),
            Self::Priority.look(),
            Self::Note.look(),
            Column { label, width, ..Self::Buttons.look() },
        ]
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        self.look().label
    }

    const fn look(self) -> Column {
        use ColumnKind::{Buttons, Mono, Plain};
        let (label, class, width, share, kind) = match self {
            Self::Name => ("Name", "name", 28, 2, Mono),
            Self::Type => ("Type", "type", 21, 0, Plain),
            Self::Content => ("Content", "content", 32, 4, Mono),
            Self::Ttl => ("TTL", "ttl", 14, 0, Mono),
            Self::Priority => ("Priority", "priority", 17, 0, Mono),
            Self::Note => ("Note", "note", 24, 5, Plain),
            Self::Buttons => ("", "decision", 0, 0, Buttons),
        };
        Column::new(label, class, width, share, kind)
    }

    /// What filters search in a row: what it shows, but with the full name.
    pub(super) fn search_text<'a>(self, record: &'a Record, note: &'a str) -> Cow<'a, str> {
        match self {
            Self::Name => record.name.as_str().into(),
            Self::Type => record.rtype.raw().into(),
            Self::Content => searched(record.content().raw()).into_owned().into(),
            Self::Ttl => text::ttl(record.ttl).into(),
            Self::Priority => priority_text(record.priority()).into(),
            Self::Note => searched(note),
            Self::Buttons => "".into(),
        }
    }

    /// `None` if rows are not sorted by it.
    pub(super) fn sort_key(self) -> Option<SortKey> {
        Some(match self {
            Self::Name => SortKey::Text(|record, key| record.name.push_sort_key(key)),
            Self::Type => SortKey::Text(|record, key| push_natural(key, record.rtype.raw())),
            Self::Content => SortKey::Text(Record::push_content_key),
            Self::Ttl => SortKey::Number(|record| record.ttl.seconds().map(u64::from)),
            Self::Priority => SortKey::Number(|record| record.priority().map(u64::from)),
            Self::Note => SortKey::Note,
            Self::Buttons => return None,
        })
    }
}
