//! The only part of the page that calls browser interfaces. It knows nothing of DNS.

pub mod cells;
pub mod clipboard;
pub mod clock;
pub mod database;
pub mod fetch;
pub mod file;
pub mod focus;
pub mod keys;
pub mod lock;
pub mod menu;
pub mod page;
pub mod storage;
pub mod tab;
