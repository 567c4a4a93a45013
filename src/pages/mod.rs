//! The screens: they wire state to `ui`, one folder or file a screen.

pub mod connect;
pub mod discover;
pub mod zones;
