//! What several pages have in common.

pub mod bulk_edit;
pub mod changed_values;
pub mod conflicts;
pub mod conflicts_dialog;
pub mod copy;
pub mod export;
pub mod problem_bar;
pub mod problem_kinds;
pub mod record_details;
pub mod record_form;
pub mod record_table;
