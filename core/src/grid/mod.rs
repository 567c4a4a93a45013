//! The grid's arithmetic: order, filter, window, cursor and selection over numbered rows, and the
//! layout of its columns.
//!
//! It knows neither DNS nor the browser. A row's number is its identity; what is shown is a list of
//! numbers, so nothing is copied when the order changes.

mod conditions;
mod cursor;
mod filter;
mod group;
mod keys;
mod layout;
mod numbers;
mod order;
mod selection;
mod texts;
mod window;

pub use conditions::{Condition, How, Query};
pub use cursor::{Move, Spot};
pub use filter::{Hits, facet_counts, mark_counts};
pub use group::{group_at, grouped};
pub use keys::Keys;
pub use layout::{Layout, MOST_AT_ONCE, Placed};
pub use numbers::Numbers;
pub use order::{Direction, Sort, Wanted, chosen, order, toggle_sort};
pub use selection::Selection;
pub use texts::Texts;
pub use window::{scroll_to_show, shift, window};
