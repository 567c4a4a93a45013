//! What the page keeps in a tab over a reload, as text, and back. What cannot be read counts as not
//! kept. The key stands in the text of the connection alone, which only that one entry may hold.
//!
//! It writes and reads with what calls and answers are written and read with: serde's derived code
//! for the same few members would cost the page 13 kB, a tenth of all that it may weigh; this is 2.

use crate::provider::json::Json;
use crate::provider::lenient::{self, Outline};
use crate::provider::{Connection, Provider};
use crate::review::SavedReview;
use crate::scan::Scan;

const DISCOVERY: Outline = Outline {
    members: &[
        "phase", "job", "before", "seen", "started", "ended", "grown", "found", "begun", "hashes",
        "runs", "states", "items",
    ],
    list: "items",
    items: &["hash", "edited"],
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
    json.finish()
}

/// The connection that a text keeps, if it is one that could be entered.
#[must_use]
pub fn read_connection(text: &str) -> Option<Connection> {
    let node = lenient::read_object(text.as_bytes(), &["provider", "address", "key"]).ok()?;
    let provider = Provider::from_slug(node.get("provider").text()?)?;
    Connection::new(provider, node.get("address").text()?, node.get("key").text()?).ok()
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
