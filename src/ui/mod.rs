//! Parts of screens that know neither DNS nor state.

pub mod dialog;
pub mod field;
pub mod grid;
pub mod link;
pub mod notice;
pub mod theme;
