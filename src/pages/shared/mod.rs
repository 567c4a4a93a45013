//! What several pages have in common.

pub mod bulk_edit;
pub mod record_details;
pub mod record_table;
