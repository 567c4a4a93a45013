//! JSON as it really comes: any value of any kind is read, and whoever asks finds out what it is.
//!
//! Lists are handed on item by item, so that a list of 100,000 records is never in memory as JSON,
//! and so that one bad item costs that item only. Members that nobody asked for are skipped without
//! being kept. It never judges what a value means.

mod node;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;

pub(crate) use node::Node;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::ApiError;

/// How many levels below a member are kept; what lies deeper is skipped, which serde_json does
/// without recursion.
const DEPTH: u8 = 4;

/// What is wanted of a body.
pub(crate) struct Outline {
    /// The members of the outermost object that are kept.
    pub members: &'static [&'static str],
    /// The member whose items are handed on one by one.
    pub list: &'static str,
    /// The members of each such item that are kept.
    pub items: &'static [&'static str],
}

/// Reads a body whose outermost value is an object.
///
/// # Errors
/// [`ApiError::Malformed`] for anything else.
pub(crate) fn read<'de>(
    body: &'de [u8],
    outline: &Outline,
    each: &mut dyn FnMut(Node<'de>),
) -> Result<Node<'de>, ApiError> {
    let body = std::str::from_utf8(body).map_err(|_| ApiError::Malformed)?;
    let mut json = serde_json::Deserializer::from_str(body);
    let root = Reader { outline, each, place: Place::Root }.deserialize(&mut json);
    match (root, json.end()) {
        (Ok(node @ Node::Object(_)), Ok(())) => Ok(node),
        _ => Err(ApiError::Malformed),
    }
}

/// As [`read`], for a body in which no list is handed on.
pub(crate) fn read_object<'de>(
    body: &'de [u8],
    members: &'static [&'static str],
) -> Result<Node<'de>, ApiError> {
    read(body, &Outline { members, list: "", items: &[] }, &mut |_| {})
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

struct Reader<'r, 'de> {
    outline: &'r Outline,
    each: &'r mut dyn FnMut(Node<'de>),
    place: Place,
}

impl<'de> Reader<'_, 'de> {
    fn at(&mut self, place: Place) -> Reader<'_, 'de> {
        Reader { outline: self.outline, each: self.each, place }
    }

    fn wants(&self, key: &str) -> bool {
        match self.place {
            Place::Root => self.outline.members.contains(&key),
            Place::Item => self.outline.items.contains(&key),
            Place::List | Place::Inner(_) => true,
        }
    }

    /// The place of a value inside this one; none where nothing is kept any more.
    fn inside(&self, key: &str) -> Option<Place> {
        match self.place {
            Place::Root if key == self.outline.list => Some(Place::List),
            Place::Inner(DEPTH) => None,
            Place::Inner(depth) => Some(Place::Inner(depth + 1)),
            Place::Root | Place::List | Place::Item => Some(Place::Inner(0)),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_, 'de> {
    type Value = Node<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_, 'de> {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Node<'de>, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node<'de>, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node<'de>, E> {
        Ok(Node::Int(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node<'de>, E> {
        Ok(i64::try_from(value).map_or(Node::Float(value as f64), Node::Int))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node<'de>, E> {
        let whole = value as i64;
        let exact = whole as f64 == value && whole.unsigned_abs() < 1 << 53;
        Ok(if exact { Node::Int(whole) } else { Node::Float(value) })
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Borrowed(value)))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<Node<'de>, A::Error> {
        let mut items = Vec::new();
        if self.place == Place::List {
            while let Some(item) = seq.next_element_seed(self.at(Place::Item))? {
                (self.each)(item);
            }
        } else if let Some(place) = self.inside("") {
            while let Some(item) = seq.next_element_seed(self.at(place))? {
                items.push(item);
            }
        } else {
            while seq.next_element::<IgnoredAny>()?.is_some() {}
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Node<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(Key(key)) = map.next_key()? {
            match self.inside(&key).filter(|_| self.wants(&key)) {
                Some(place) => {
                    let value = map.next_value_seed(self.at(place))?;
                    members.push((key, value));
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(Node::Object(members))
    }
}

/// The name of a member. `Cow` by itself would always be copied.
struct Key<'de>(Cow<'de, str>);

impl<'de> serde::Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(KeyVisitor)
    }
}

struct KeyVisitor;

impl<'de> Visitor<'de> for KeyVisitor {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Borrowed(value)))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Owned(value.to_owned())))
    }
}
