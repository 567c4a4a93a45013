//! The screens, and what several of them share. They connect state and `ui`.

pub mod conflicts;
pub mod connect;
pub mod discover;
pub mod plan;
pub mod record_form;
pub mod records;
pub mod shared;
pub mod transfer;
mod zone_head;
pub mod zones;
