//! The screens: they wire state to `ui`, one folder or file a screen, and what several screens share.

pub mod conflicts;
pub mod connect;
pub mod discover;
pub mod listing;
pub mod plan;
pub mod record_form;
pub mod records;
pub mod transfer;
mod zone_head;
pub mod zones;
