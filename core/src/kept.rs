//! What the page keeps in a tab over a reload, as text, and back. What cannot be read counts as not
//! kept. The key stands in the text of the connection alone, which only that one entry may hold.
//!
//! It writes and reads with what calls and answers are written and read with: serde's derived code
//! for the same few members would cost the page 13 kB, a tenth of all that it may weigh; this is 2.

use crate::address;
use crate::provider::json::Json;
use crate::provider::lenient::{self, Node, Outline};
use crate::provider::{Connection, Provider};
use crate::review::SavedReview;
use crate::scan::Scan;

const DISCOVERY: Outline = Outline {
    members: &[
        "phase", "job", "before", "seen", "started", "ended", "grown", "found", "begun", "hashes",
        "runs", "states", "items",
    ],
    list: "items",
    items: &["hash", "edited", "found", "id", "again", "insisted"],
};

/// The seconds that a user may give an answer. The second is what holds without a choice; clients of both
/// providers use 15 to 30.
pub const SECONDS: [u32; 4] = [10, 30, 60, 180];

/// The seconds that a text keeps: one of [`SECONDS`], otherwise 30.
#[must_use]
pub fn read_seconds(text: &str) -> u32 {
    text.parse().ok().filter(|kept| SECONDS.contains(kept)).unwrap_or(30)
}

/// The text that keeps a zone's scan and decisions.
#[must_use]
pub fn write_discovery(scan: &Scan, review: &SavedReview) -> String {
    let mut json = Json::object();
    scan.write(&mut json);
    review.write(&mut json);
    json.finish()
}

/// The scan and the decisions that a text keeps.
#[must_use]
pub fn read_discovery(text: &str) -> Option<(Scan, SavedReview)> {
    let mut review = SavedReview::default();
    let node =
        lenient::read(text.as_bytes(), &DISCOVERY, &mut |item| review.read_item(&item)).ok()?;
    review.read(&node);
    Some((Scan::of_kept(&node), review))
}

/// The text that keeps a connection: the provider, its address, the key.
#[must_use]
pub fn write_connection(connection: &Connection) -> String {
    let mut json = Json::object();
    json.text("provider", connection.provider().slug());
    json.text("address", connection.address());
    json.text("key", connection.expose_key());
    if connection.foreign().is_some() {
        // Only who was asked and pressed has a connection to keep.
        json.bool(ASKED, true);
    }
    json.finish()
}

/// That somebody was asked whether the key of another provider's form is to be sent.
const ASKED: &str = "asked";

/// The connection that a text keeps, if it is one that could be entered.
#[must_use]
pub fn read_connection(text: &str) -> Option<Connection> {
    let node =
        lenient::read_object(text.as_bytes(), &["provider", "address", "key", ASKED]).ok()?;
    let provider = Provider::from_slug(node.get("provider").text()?)?;
    let connection =
        Connection::new(provider, node.get("address").text()?, node.get("key").text()?).ok()?;
    let is_meant = connection.foreign().is_none() || matches!(node.get(ASKED), Node::Bool(true));
    is_meant.then_some(connection)
}

/// Where a tab was connected to. No key of the user's is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The provider.
    pub provider: Provider,
    /// The address that its calls went to.
    pub address: String,
    /// Whether the key was to be kept over a reload.
    pub remember: bool,
    /// The key that the page made up for the host's sandbox, which is no secret: without it nobody comes
    /// back to what was done there.
    pub sandbox_key: Option<String>,
}

/// The text that keeps where a tab was connected to.
#[must_use]
pub fn write_place(place: &Place) -> String {
    let mut json = Json::object();
    json.text("provider", place.provider.slug());
    json.text("address", &place.address);
    json.bool("remember", place.remember);
    if let Some(key) = &place.sandbox_key {
        json.text("sandbox", key);
    }
    json.finish()
}

/// Where a tab was connected to, if calls could go there.
#[must_use]
pub fn read_place(text: &str) -> Option<Place> {
    let members = &["provider", "address", "remember", "sandbox"];
    let node = lenient::read_object(text.as_bytes(), members).ok()?;
    Some(Place {
        provider: Provider::from_slug(node.get("provider").text()?)?,
        address: address::parse(node.get("address").text()?)?,
        remember: matches!(node.get("remember"), Node::Bool(true)),
        sandbox_key: node.get("sandbox").text().map(str::to_owned),
    })
}

/// What waits of a zone to be carried out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Decisions on found records.
    pub decisions: usize,
    /// Edits of the zone's records.
    pub edits: usize,
}

impl Waiting {
    /// Whether nothing waits.
    #[must_use]
    pub fn is_none(self) -> bool {
        self == Self::default()
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
    fn a_connection_comes_back_if_it_could_be_entered() {
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
    fn a_key_of_another_provider_comes_back_only_when_it_was_meant() {
        let connection = Connection::new(Provider::Bunny, "https://a.example", "cfut_a").unwrap();
        let text = write_connection(&connection);
        assert_eq!(read_connection(&text), Some(connection));
        assert_eq!(read_connection(&text.replace(ASKED, "other")), None);
    }

    #[test]
    fn a_place_comes_back_if_calls_could_go_there() {
        for sandbox_key in [None, Some("sandbox-demo.1".to_owned())] {
            let address = "relay/cloudflare/client/v4".to_owned();
            let (provider, remember) = (Provider::Cloudflare, sandbox_key.is_some());
            let place = Place { provider, address, remember, sandbox_key };
            let text = write_place(&place);
            assert_eq!(read_place(&text), Some(place));
            for other in [
                String::new(),
                "{}".to_owned(),
                text.replace("\"cloudflare\"", "\"nobody\""),
                text.replace("relay/", "//relay/"),
            ] {
                assert_eq!(read_place(&other), None, "{other}");
            }
        }
    }

    #[test]
    fn what_is_no_object_keeps_nothing_and_an_empty_one_the_beginning() {
        for text in ["", "null", "[]", "{\"phase\":", "{\"items\":[{\"hash\":\"a\"}"] {
            assert!(read_discovery(text).is_none(), "{text}");
        }
        let strange = r#"{"phase":99,"started":-1,"found":"x","states":[1,"","zz","\u00e4"],"items":[7,{"hash":1},{"edited":1}]}"#;
        for text in ["{}", strange] {
            let (scan, review) = read_discovery(text).unwrap();
            assert_eq!(scan, Scan::default());
            assert_eq!(
                write_discovery(&scan, &review),
                r#"{"phase":0,"found":0,"begun":false,"hashes":"","runs":"","states":[],"items":[]}"#
            );
        }
    }
}
