//! Parts of screens that know neither DNS nor state, and are not in `components` yet.

pub mod dialog;
pub mod field;
pub mod notice;
