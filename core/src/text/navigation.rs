//! Texts of the banner: where the connection goes, and switching between zones.

/// Marks a connection to the host's sandbox.
pub const SANDBOX: &str = "Sandbox";
/// Explains [`SANDBOX`].
pub const SANDBOX_HELP: &str =
    "Made-up zones on this page's own host. Nothing here reaches a real provider.";

/// Where all calls go.
#[must_use]
pub fn calls_go_to(address: &str) -> String {
    ["The key and all calls go to ", address].concat()
}

/// Shown while zones are read.
pub const ZONES_READING: &str = "Reading zones…";
/// Shown if there is no zone to switch to.
pub const NO_OTHER_ZONE: &str = "No other zone matches.";
/// Shown if there are more zones than are listed.
pub const ZONES_BY_NAME: &str = "Type part of a name to find more zones.";

/// How many changes wait in a zone.
#[must_use]
pub fn waiting_changes(waiting: usize) -> String {
    format!("{waiting} {}", if waiting == 1 { "waits" } else { "wait" })
}
