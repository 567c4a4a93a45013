//! The model of a grid: order, filter, window, cursor and selection of numbered rows, and the layout of
//! the columns.
//!
//! It depends neither on DNS nor on the browser. A row is identified by its number; the visible rows are a
//! list of numbers, so sorting copies no data.

mod conditions;
mod cursor;
mod filter;
mod group;
mod keys;
mod labels;
mod layout;
mod motion;
mod numbers;
mod order;
mod outline;
mod selection;
mod texts;
mod window;

pub use conditions::{Condition, How, Query};
pub use cursor::{Move, Spot};
pub use filter::{Hits, facet_counts, mark_counts};
pub use group::{group_at, grouped};
pub use keys::Keys;
pub use labels::Labels;
pub use layout::{Layout, MOST_AT_ONCE, Placed};
pub use motion::{Motion, Scene};
pub use numbers::Numbers;
pub use order::{Direction, RowFilter, Sort, chosen, order, toggle_sort};
pub use outline::{Groups, Outline, headed_by, heading};
pub use selection::Selection;
pub use texts::Texts;
pub use window::{scroll_to_show, shift, window};
