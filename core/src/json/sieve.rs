//! Takes the items of a list out of a body while it still arrives, so that the first ones are seen
//! at once and a body of 35 MB is never in memory whole. What is left, the body with an empty list,
//! is read as any other. It never judges whether the body is one: that is done by who reads the rest.

use super::reader::Reader;
use super::{Node, Outline};

/// A body whose list begins later than this, or in which an item is longer, is left to who reads the
/// whole: trying again with every piece that arrives would take ever longer. In bytes.
const MOST: usize = 1_000_000;

/// A body that arrives.
pub struct Sieve {
    outline: &'static Outline,
    /// What has arrived, without the items that have been taken out.
    body: Vec<u8>,
    /// Up to where it has been read.
    at: usize,
    stage: Stage,
}

/// Where in the body it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Before the list.
    Before,
    /// In the list, before an item or its end.
    Inside,
    /// Behind the list, or where no list can be read.
    After,
}

impl Sieve {
    /// For a body of this outline.
    pub fn new(outline: &'static Outline) -> Self {
        Self { outline, body: Vec::new(), at: 0, stage: Stage::Before }
    }

    /// Takes what has arrived, and hands on the items that are there whole.
    pub fn feed(&mut self, bytes: &[u8], each: &mut dyn FnMut(Node<'_>)) {
        self.body.extend_from_slice(bytes);
        if self.stage == Stage::Before {
            let nothing = &mut |_: Node<'_>| {};
            let mut reader = Reader::new(&self.body, self.outline, nothing);
            if reader.enter_list().is_some() {
                self.at = reader.at;
                self.stage = Stage::Inside;
            }
        }
        if self.stage == Stage::Inside {
            let end = self.take_items(each);
            self.body.drain(self.at..end);
        }
        if self.body.len() > self.at + MOST {
            self.stage = Stage::After;
        }
    }

    /// Hands on all items that are there whole, and tells where the last one ends. An item is whole
    /// when what follows it is there: a number may go on.
    fn take_items(&mut self, each: &mut dyn FnMut(Node<'_>)) -> usize {
        let nothing = &mut |_: Node<'_>| {};
        let mut reader = Reader::new(&self.body, self.outline, nothing);
        reader.at = self.at;
        let mut end = self.at;
        loop {
            if reader.peek() == Some(b']') {
                self.stage = Stage::After;
                return end;
            }
            let (item, next) = (reader.item(), reader.peek());
            match (item, next) {
                (Some(item), Some(b',' | b']')) => each(item),
                _ => return end,
            }
            reader.at += usize::from(next == Some(b','));
            end = reader.at;
        }
    }

    /// The body without the items.
    pub fn rest(self) -> Vec<u8> {
        self.body
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::json::read;

    const OUTLINE: Outline = Outline { members: &["ok", "list"], list: "list", items: &["x"] };

    /// The items and the rest, when the body arrives in pieces of these lengths, again and again.
    fn sieved(body: &[u8], lengths: &[usize]) -> (Vec<String>, Vec<u8>) {
        let mut sieve = Sieve::new(&OUTLINE);
        let (mut items, mut rest) = (Vec::new(), body);
        for length in lengths.iter().cycle() {
            let (piece, after) = rest.split_at((*length).min(rest.len()));
            sieve.feed(piece, &mut |item| items.push(format!("{item:?}")));
            rest = after;
            if rest.is_empty() {
                break;
            }
        }
        (items, sieve.rest())
    }

    fn item() -> impl Strategy<Value = String> {
        prop_oneof![
            Just("null".to_owned()),
            (0_u32..3000).prop_map(|number| number.to_string()),
            "[a-zä,\\]\\[{}]{0,9}".prop_map(|text| format!("{text:?}")),
            "[a-zä]{0,5}".prop_map(|x| format!(r#"{{"y":[{{"x":"]"}}],"x":"{x}\\\"" }}"#)),
        ]
    }

    proptest! {
        #[test]
        fn whatever_the_pieces_the_items_are_the_same(
            list in prop::collection::vec(item(), 0..9),
            lengths in prop::collection::vec(1_usize..40, 1..5),
            space in "[ \n]{0,2}",
        ) {
            let list = list.join(&format!("{space},{space}"));
            let body = format!(r#"{{"a":"[","list":{space}[{space}{list}{space}],"ok":true}}"#);
            let mut expected = Vec::new();
            read(body.as_bytes(), &OUTLINE, &mut |item| expected.push(format!("{item:?}"))).unwrap();
            let (items, rest) = sieved(body.as_bytes(), &lengths);
            prop_assert_eq!(items, expected);
            let rest = read(&rest, &OUTLINE, &mut |_| panic!("an item is left")).unwrap();
            prop_assert!(matches!(rest.get("ok"), Node::Bool(true)));
        }

        #[test]
        fn no_body_makes_it_panic(body: Vec<u8>, lengths in prop::collection::vec(1_usize..9, 1..3)) {
            sieved(&body, &lengths);
        }
    }

    #[test]
    fn what_is_broken_is_left_to_who_reads_the_rest() {
        for body in [r#"{"list":[1,{"x":tru},2]}"#, r#"{"list":[1,"#, r#"{"list":{}}"#, "<html>"] {
            let (items, rest) = sieved(body.as_bytes(), &[3]);
            assert!(items.len() <= 1);
            let left = read(&rest, &OUTLINE, &mut |_| {});
            assert_eq!(left.is_none(), !body.contains("{}"), "{body}");
        }
    }
}
