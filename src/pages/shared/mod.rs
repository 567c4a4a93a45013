//! What several pages have in common.

pub mod bulk_edit;
pub mod conflicts;
pub mod export;
pub mod plan_dialog;
pub mod record_details;
pub mod record_form;
pub mod record_table;
