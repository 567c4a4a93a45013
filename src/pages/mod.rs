//! The pages, one folder each, and what several of them share.

pub mod connect;
pub mod discover;
pub mod history;
pub mod plan;
pub mod records;
pub mod settings;
pub mod shared;
pub mod transfer;
mod zone_head;
pub mod zones;
