//! Serializes what a tab keeps across a reload. Unreadable entries count as missing. Only the entry of the
//! connection may contain the API key.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::address;
use crate::provider::loose::{self, Members};
use crate::provider::{Connection, Provider, ZoneId};
use crate::review::SavedReview;
use crate::scan::Scan;
use crate::snapshot::is_false;

/// The choices for the response timeout, in seconds. The second one is the default; clients of both
/// providers use 15 to 30.
pub const SECONDS: [u32; 4] = [10, 30, 60, 180];

/// The saved response timeout in seconds: one of [`SECONDS`], by default 30.
#[must_use]
pub fn read_seconds(text: &str) -> u32 {
    text.parse().ok().filter(|kept| SECONDS.contains(kept)).unwrap_or(30)
}

#[derive(Serialize)]
struct Discovery<'a> {
    #[serde(flatten)]
    scan: &'a Scan,
    #[serde(flatten)]
    review: &'a SavedReview,
}

/// Serializes a zone's scan and decisions.
#[must_use]
pub fn write_discovery(scan: &Scan, review: &SavedReview) -> String {
    loose::write(&Discovery { scan, review })
}

/// Reads a zone's scan and decisions, as far as they are readable.
#[must_use]
pub fn read_discovery(text: &str) -> Option<(Scan, SavedReview)> {
    let members: Members<'_> = loose::object(text)?;
    let scan = Scan::of_kept(members.read().unwrap_or_default());
    Some((scan, members.read().unwrap_or_default()))
}

/// The saved form of a connection.
#[derive(Serialize, Deserialize)]
struct SavedConnection<'a> {
    provider: Provider,
    #[serde(borrow)]
    address: Cow<'a, str>,
    key: Cow<'a, str>,
    /// Whether the user has confirmed sending a key that looks like another provider's.
    #[serde(default, skip_serializing_if = "is_false")]
    asked: bool,
}

/// Serializes a connection: the provider, its address, the key.
#[must_use]
pub fn write_connection(connection: &Connection) -> String {
    loose::write(&SavedConnection {
        provider: connection.provider(),
        address: connection.address().into(),
        key: connection.expose_key().into(),
        // A connection with such a key exists only after the user has confirmed it.
        asked: connection.foreign().is_some(),
    })
}

/// Reads a connection; `None` if it would not be accepted as input.
#[must_use]
pub fn read_connection(text: &str) -> Option<Connection> {
    let saved: SavedConnection<'_> = loose::object(text)?;
    let connection = Connection::new(saved.provider, &saved.address, &saved.key).ok()?;
    let is_meant = connection.foreign().is_none() || saved.asked;
    is_meant.then_some(connection)
}

/// A connection that the tab has had, without the user's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierConnection {
    /// The provider.
    pub provider: Provider,
    /// The API address.
    pub address: String,
    /// Whether the key was to be kept across reloads.
    #[serde(default)]
    pub remember: bool,
    /// The key that the page generated for the host's sandbox. It is no secret, and the only way back to the
    /// data in the sandbox.
    #[serde(rename = "sandbox", skip_serializing_if = "Option::is_none")]
    pub sandbox_key: Option<String>,
}

/// Serializes an earlier connection.
#[must_use]
pub fn write_earlier(earlier: &EarlierConnection) -> String {
    loose::write(earlier)
}

/// Reads an earlier connection; `None` if its address is unusable.
#[must_use]
pub fn read_earlier(text: &str) -> Option<EarlierConnection> {
    let earlier: EarlierConnection = loose::object(text)?;
    Some(EarlierConnection { address: address::parse(&earlier.address)?, ..earlier })
}

/// A zone with the API address it was opened at: at another address of the same provider, such as a
/// sandbox, the same id and domain may mean another zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneAt {
    /// The provider.
    pub provider: Provider,
    /// The API address.
    pub address: String,
    /// The provider's id of the zone.
    pub id: ZoneId,
    /// The domain.
    pub name: String,
}

impl ZoneAt {
    /// The storage name of an entry of this kind for the zone.
    #[must_use]
    pub fn entry(&self, kind: &str) -> String {
        [kind, " ", &loose::write(self)].concat()
    }

    /// The zone in the storage name of an entry of this kind.
    #[must_use]
    pub fn of_entry(kind: &str, name: &str) -> Option<Self> {
        loose::object(name.strip_prefix(kind)?.strip_prefix(' ')?)
    }
}

/// The number of pending changes of a zone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Decisions on found records.
    pub decisions: usize,
    /// Edits of the zone's records.
    pub edits: usize,
}

impl Waiting {
    /// Whether there are none.
    #[must_use]
    pub fn is_none(self) -> bool {
        self == Self::default()
    }

    /// How many there are.
    #[must_use]
    pub fn total(self) -> usize {
        self.decisions + self.edits
    }
}

impl std::ops::Add for Waiting {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { decisions: self.decisions + other.decisions, edits: self.edits + other.edits }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn restores_a_connection_only_if_a_user_could_enter_it() {
        let connection = Connection::new(Provider::Bunny, "https://api.example", "k-\"1").unwrap();
        let text = write_connection(&connection);
        assert_eq!(read_connection(&text), Some(connection));
        for other in [
            String::new(),
            "{}".to_owned(),
            text.replace("bunny", "nobody"),
            text.replace("https://", "ftp://"),
            text.replace("k-", "k "),
        ] {
            assert_eq!(read_connection(&other), None, "{other}");
        }
    }

    #[test]
    fn restores_a_key_of_another_provider_only_if_the_user_confirmed_it() {
        let connection = Connection::new(Provider::Bunny, "https://a.example", "cfut_a").unwrap();
        let text = write_connection(&connection);
        assert_eq!(read_connection(&text), Some(connection));
        assert_eq!(read_connection(&text.replace("asked", "other")), None);
    }

    #[test]
    fn restores_a_place_only_if_calls_can_go_there() {
        for sandbox_key in [None, Some("sandbox-demo.1".to_owned())] {
            let address = "relay/cloudflare/client/v4".to_owned();
            let (provider, remember) = (Provider::Cloudflare, sandbox_key.is_some());
            let earlier = EarlierConnection { provider, address, remember, sandbox_key };
            let text = write_earlier(&earlier);
            assert_eq!(read_earlier(&text), Some(earlier));
            for other in [
                String::new(),
                "{}".to_owned(),
                text.replace("\"cloudflare\"", "\"nobody\""),
                text.replace("relay/", "//relay/"),
            ] {
                assert_eq!(read_earlier(&other), None, "{other}");
            }
        }
    }

    #[test]
    fn names_entries_by_address_and_reads_only_current_names() {
        let at = |address: &str| ZoneAt {
            provider: Provider::Bunny,
            address: address.to_owned(),
            id: "1 \".x".into(),
            name: "example.com".to_owned(),
        };
        let (one, other) = (at("sandbox/bunny"), at("https://a.example/sandbox/bunny"));
        assert_ne!(one.entry("zone"), other.entry("zone"));
        assert_eq!(ZoneAt::of_entry("zone", &other.entry("zone")), Some(other));
        for name in ["zone.bunny.1.example.com", "zone {}", "zones {}", "zone", "zone "] {
            assert_eq!(ZoneAt::of_entry("zone", name), None, "{name}");
        }
        assert_eq!(ZoneAt::of_entry("edits", &one.entry("zone")), None);
    }

    #[test]
    fn reads_nothing_from_a_non_object_and_the_default_from_an_empty_one() {
        for text in ["", "null", "[]", "{\"phase\":", "{\"items\":[{\"hash\":\"a\"}"] {
            assert!(read_discovery(text).is_none(), "{text}");
        }
        let strange = r#"{"phase":99,"started":-1,"found":"x","states":[1,"","zz","\u00e4"],"items":[7,{"hash":1},{"edited":1}]}"#;
        for text in ["{}", strange] {
            let (scan, review) = read_discovery(text).unwrap();
            assert_eq!(scan, Scan::default());
            assert_eq!(
                write_discovery(&scan, &review),
                r#"{"phase":"notscanned","found":0,"begun":false,"hashes":"","runs":"","states":[],"items":[]}"#
            );
        }
    }
}
