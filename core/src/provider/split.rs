//! Streams the items of a list out of a JSON body while it arrives: the first items appear at once, a body
//! of 35 MB is never in memory as a whole, and an invalid item affects no other. It recognizes only
//! strings, brackets and commas; the rest, the body with an empty list, is parsed as usual.

use memchr::memchr2;

/// A body whose list starts later than this, or an item that is longer, is left to the reader of the whole
/// body: rescanning it with every chunk would take quadratic time. In bytes.
const MOST: usize = 1_000_000;

/// A body that is arriving.
pub(super) struct Splitter {
    /// The member of the outermost object that holds the list.
    list: &'static str,
    /// The received bytes, without the items already taken out.
    body: Vec<u8>,
    /// The offset where scanning continues.
    at: usize,
    stage: Stage,
}

/// The position in the body.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Before the list.
    Before,
    /// In the list, before an item or its end.
    Inside,
    /// After the list, or where no list can be read.
    After,
}

impl Splitter {
    /// A splitter for the list with this name.
    pub fn new(list: &'static str) -> Self {
        Self { list, body: Vec::new(), at: 0, stage: Stage::Before }
    }

    /// Takes the next bytes and passes on the complete items. Invalid UTF-8 becomes replacement characters.
    pub fn feed(&mut self, bytes: &[u8], each: &mut dyn FnMut(&str)) {
        self.body.extend_from_slice(bytes);
        if self.stage == Stage::Before
            && let Some(at) = list_start(&self.body, self.list)
        {
            (self.at, self.stage) = (at, Stage::Inside);
        }
        if self.stage == Stage::Inside {
            let end = self.take_items(each);
            self.body.drain(self.at..end);
        }
        if self.body.len() > self.at + MOST {
            self.stage = Stage::After;
        }
    }

    /// Passes on all complete items and returns the end of the last one. An item is complete once its
    /// delimiter has arrived: a number may continue.
    fn take_items(&mut self, each: &mut dyn FnMut(&str)) -> usize {
        let mut start = self.at;
        while let Some(end) = value_end(&self.body, start) {
            let item = self.body.get(start..end).unwrap_or_default().trim_ascii();
            let is_last = self.body.get(end) != Some(&b',');
            if !item.is_empty() {
                // Checking a valid text is several times faster than repairing one.
                match std::str::from_utf8(item) {
                    Ok(item) => each(item),
                    Err(_) => each(&String::from_utf8_lossy(item)),
                }
            }
            if is_last {
                self.stage = Stage::After;
                return end;
            }
            start = end + 1;
        }
        start
    }

    /// The body without the items.
    pub fn rest(self) -> Vec<u8> {
        self.body
    }
}

/// Passes on the items of a complete body, and returns the rest of it.
pub(crate) fn split(body: &[u8], list: &'static str, each: &mut dyn FnMut(&str)) -> String {
    let mut splitter = Splitter::new(list);
    splitter.feed(body, each);
    String::from_utf8_lossy(&splitter.rest()).into_owned()
}

/// The offset after the bracket that opens the list; `None` if the body ends before it or is different.
fn list_start(body: &[u8], list: &str) -> Option<usize> {
    let mut at = after(body, 0, b'{')?;
    loop {
        at = after(body, at, b'"')?;
        let end = string_end(body, at)?;
        let is_list = body.get(at..end - 1) == Some(list.as_bytes());
        at = after(body, end, b':')?;
        if is_list {
            return after(body, at, b'[');
        }
        at = after(body, value_end(body, at)?, b',')?;
    }
}

/// The offset after this byte, if it is next apart from white space.
fn after(body: &[u8], at: usize, byte: u8) -> Option<usize> {
    let rest = body.get(at..)?;
    let space = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    (rest.get(space) == Some(&byte)).then_some(at + space + 1)
}

/// The offset of the comma or bracket that ends the value starting here.
fn value_end(body: &[u8], mut at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    loop {
        match body.get(at)? {
            b',' | b']' | b'}' if depth == 0 => return Some(at),
            b'"' => {
                at = string_end(body, at + 1)?;
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
}

/// The offset after the quote that ends the string starting here.
fn string_end(body: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr2(b'"', b'\\', body.get(at..)?)?;
        match body.get(at)? {
            b'"' => return Some(at + 1),
            _ => at += 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    /// The items and the rest, when the body arrives in pieces of these lengths, again and again.
    fn in_pieces(body: &[u8], lengths: &[usize]) -> (Vec<String>, String) {
        let mut splitter = Splitter::new("list");
        let (mut items, mut rest) = (Vec::new(), body);
        for length in lengths.iter().cycle() {
            let (piece, others) = rest.split_at((*length).min(rest.len()));
            splitter.feed(piece, &mut |item| items.push(item.to_owned()));
            if others.is_empty() {
                break;
            }
            rest = others;
        }
        (items, String::from_utf8_lossy(&splitter.rest()).into_owned())
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            "[ -~\n\u{e4}\u{1f600}]{0,8}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 16, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::hash_map("[a-c\"\\\\]{0,2}", inner, 0..4)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        /// However a body arrives, its items and the rest are what serde reads of the whole.
        #[test]
        fn splits_a_body_into_its_items_and_the_rest(
            items in prop::collection::vec(value(), 0..8),
            (before, behind) in (value(), value()),
            lengths in prop::collection::vec(1_usize..40, 1..5),
            pretty in any::<bool>(),
        ) {
            let body = json!({ "a": before, "list": items, "z": behind });
            let text = if pretty { serde_json::to_string_pretty(&body) } else { serde_json::to_string(&body) };
            let (taken, rest) = in_pieces(text.unwrap().as_bytes(), &lengths);
            let taken: Vec<Value> = taken.iter().map(|item| serde_json::from_str(item).unwrap()).collect();
            prop_assert_eq!(taken, items);
            let rest: Value = serde_json::from_str(&rest).unwrap();
            prop_assert_eq!(rest, json!({ "a": before, "list": [], "z": behind }));
        }

        #[test]
        fn splits_any_bytes_without_panic(body in prop::collection::vec(any::<u8>(), 0..60)) {
            let body = [b"{\"list\":[".as_slice(), &body].concat();
            in_pieces(&body, &[3]);
        }
    }

    #[test]
    fn an_item_of_invalid_json_loses_no_other() {
        let (items, rest) = in_pieces(b"{\"list\":[{\"a\":1},{\"a\":\x01\"\n},oh no, 2]}", &[100]);
        assert_eq!(items, ["{\"a\":1}", "{\"a\":\u{1}\"\n},oh no, 2]}"][..1]);
        assert!(rest.contains("oh no"));
        let (items, rest) = in_pieces(b"{\"list\":[{\"a\":1},{\"a\":\"\n\"},oh no, 2]}", &[100]);
        assert_eq!(items, ["{\"a\":1}", "{\"a\":\"\n\"}", "oh no", "2"]);
        assert_eq!(rest, "{\"list\":[]}");
    }

    #[test]
    fn leaves_a_non_array_or_late_list_in_the_rest() {
        for body in [r#"{"list":{"x":[1]}}"#, "[1,2]", "", r#"{"a":{"list":[1]}}"#, r#"{"list":"#] {
            assert_eq!(in_pieces(body.as_bytes(), &[4]), (Vec::new(), body.to_owned()), "{body}");
        }
        let late = format!(r#"{{"a":"{}","list":[1]}}"#, "x".repeat(MOST + 9));
        assert_eq!(in_pieces(late.as_bytes(), &[MOST + 1, 9]).1, late);
    }
}
