//! The grid's arithmetic: order, filter, window, cursor and selection over numbered rows.
//!
//! It knows neither DNS nor the browser. A row's number is its identity; what is shown is a list of
//! numbers, so nothing is copied when the order changes.

mod conditions;
mod filter;
mod group;
mod keys;
mod order;
mod selection;
mod texts;
mod window;

pub use conditions::{Condition, How, Query};
pub use filter::{Hits, facet_counts, mark_counts};
pub use group::{group_at, grouped};
pub use keys::{Keys, RowWriter};
pub use order::{Direction, Sort, Wanted, chosen, order, toggle_sort};
pub use selection::Selection;
pub use window::{Move, move_cursor, scroll_to_show, shift, window};
