//! JSON as it really comes: any value of any kind is read, and whoever asks finds out what it is.
//!
//! Lists are handed on item by item, so that a list of 100,000 records is never in memory as JSON,
//! and so that one bad item costs that item only. Members that nobody asked for are skipped without
//! being kept. It never judges what a value means.
//!
//! It is not serde_json: that is 6 kB of the page, takes numbers for binary fractions, and gives a
//! whole body up for half a surrogate in one record's text. The tests hold it to what serde_json
//! reads.

mod node;
mod reader;
mod sieve;
#[cfg(test)]
mod tests;

pub use node::Node;
use reader::Reader;
pub use sieve::Sieve;

/// How many levels below a member are kept; what lies deeper is skipped, which needs no recursion.
const DEPTH: u8 = 4;

/// Among members that are wanted: all others too, each as the text that it is ([`Node::Raw`]).
pub const REST: &str = "*";

/// What is wanted of a body.
pub struct Outline {
    /// The members of the outermost object that are kept.
    pub members: &'static [&'static str],
    /// The member whose items are handed on one by one.
    pub list: &'static str,
    /// The members of each such item that are kept.
    pub items: &'static [&'static str],
}

/// Reads a body whose outermost value is an object; none for anything else.
pub fn read<'de>(
    body: &'de [u8],
    outline: &Outline,
    each: &mut dyn FnMut(Node<'de>),
) -> Option<Node<'de>> {
    match Reader::new(body, outline, each).whole() {
        Some(node @ Node::Object(_)) => Some(node),
        _ => None,
    }
}

/// Where in a body the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Root,
    /// The list that is handed on.
    List,
    /// An item of that list.
    Item,
    /// Anywhere else, with the number of levels above.
    Inner(u8),
}

/// What becomes of a member.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Want {
    /// It is read.
    Value,
    /// It is kept as text.
    Text,
    /// It is skipped.
    Nothing,
}

impl Outline {
    /// What becomes of a member in this place.
    fn wants(&self, place: Place, key: &str) -> Want {
        let names = match place {
            Place::Root => self.members,
            Place::Item => self.items,
            Place::List | Place::Inner(_) => return Want::Value,
        };
        match names.contains(&key) {
            true => Want::Value,
            false if names.contains(&REST) => Want::Text,
            false => Want::Nothing,
        }
    }

    /// How many members an object in this place will have, mostly.
    fn expects(&self, place: Place) -> usize {
        match place {
            Place::Item => self.items.len(),
            _ => 2,
        }
    }

    /// The place of a value inside another; none where nothing is kept any more.
    fn inside(&self, place: Place, key: &str) -> Option<Place> {
        match place {
            Place::Root if key == self.list => Some(Place::List),
            Place::Inner(DEPTH) => None,
            Place::Inner(depth) => Some(Place::Inner(depth + 1)),
            Place::Root | Place::List | Place::Item => Some(Place::Inner(0)),
        }
    }
}
