//! What is read of a body, what is skipped, and what no body can do.

use std::borrow::Cow;

use proptest::prelude::*;
use serde_json::Value;

use super::*;

const OUTLINE: Outline = Outline { members: &["a", "list"], list: "list", items: &["x", "y"] };

fn read_object<'de>(body: &'de [u8], members: &'static [&'static str]) -> Option<Node<'de>> {
    read(body, &Outline { members, list: "", items: &[] }, &mut |_| {})
}

fn items(body: &str) -> Option<Vec<String>> {
    let mut items = Vec::new();
    read(body.as_bytes(), &OUTLINE, &mut |item| items.push(format!("{item:?}"))).map(|_| items)
}

#[test]
fn hands_on_the_items_with_the_members_that_are_wanted() {
    let seen = items(r#"{"b":[1],"list":[{"x":1,"z":{"x":2},"y":"t"},3,[4]],"a":null}"#).unwrap();
    assert_eq!(seen, [r#"Object([("x", Int(1)), ("y", Text("t"))])"#, "Int(3)", "List([Int(4)])"]);
}

#[test]
fn a_list_that_is_none_is_a_member_like_others() {
    let body = br#"{"list":{"x":[true]},"a":"t"}"#;
    let object = read(body, &OUTLINE, &mut |_| panic!("there are no items")).unwrap();
    assert!(matches!(object.get("list").get("x").list(), [Node::Bool(true)]));
    assert_eq!(object.get("a").text(), Some("t"));
    assert!(object.has("list") && !object.has("b"));
    assert!(object.get("b").get("c").is_null());
}

#[test]
fn texts_without_escapes_are_not_copied() {
    let body = br#"{"a":"plain","list":"\u00e4"}"#;
    let object = read(body, &OUTLINE, &mut |_| {}).unwrap();
    assert!(matches!(object.get("a"), Node::Text(Cow::Borrowed("plain"))));
    assert!(matches!(object.get("list"), Node::Text(Cow::Owned(text)) if text == "ä"));
}

#[test]
fn only_one_whole_object_is_a_body() {
    for body in ["", " ", "null", "[]", "1", "\"x\"", "{", r#"{"a":1}{}"#, "<html>"] {
        assert_eq!(items(body), None, "{body}");
    }
    assert_eq!(items(" {} \n"), Some(Vec::new()));
}

#[test]
fn numbers_are_whole_where_they_can_be() {
    for (number, text, int) in [
        ("5", "5", Some(5)),
        ("5.0", "5", Some(5)),
        ("-3", "-3", Some(-3)),
        ("1e3", "1000", Some(1000)),
        ("12.748", "12.748", None),
        ("-0.25", "-0.25", None),
        ("0.1", "0.1", None),
        ("0.0001", "0.0001", None),
        ("-0.00010", "-0.0001", None),
        ("-0.0", "0", Some(0)),
        ("12.5e-3", "0.0125", None),
        ("12.5e1", "125", Some(125)),
        ("-1.25E+1", "-12.5", None),
        ("1e400", "1e400", None),
        ("1e-400", "1e-400", None),
        ("42849672.95", "42849672.95", None),
        ("\"007\"", "007", Some(7)),
        ("9223372036854775807", "9223372036854775807", Some(i64::MAX)),
        ("18446744073709551615", "18446744073709551615", None),
    ] {
        let body = format!(r#"{{"a":{number}}}"#);
        let object = read_object(body.as_bytes(), &["a"]).unwrap();
        assert_eq!(object.get("a").int(), int, "{number}");
        assert_eq!(object.get("a").scalar().unwrap(), text, "{number}");
    }
}

#[test]
fn what_lies_too_deep_is_skipped() {
    let body = br#"{"a":[[[[[[["deep"]]]]]],{"b":1}]}"#;
    let object = read_object(body, &["a"]).unwrap();
    let mut node = object.get("a");
    let mut depth = 0;
    while let Some(inner) = node.list().first() {
        node = inner;
        depth += 1;
    }
    assert!(depth <= usize::from(DEPTH) + 1);
    assert_eq!(object.get("a").list().len(), 2);
}

#[test]
fn half_a_surrogate_and_a_number_without_end_cost_nothing_else() {
    let body = br#"{"a":"\ud83d x \ude00 \ud83d\ude00 \ud83d\u0041","list":[{"x":1e400},{"x":2}]}"#;
    let mut seen = Vec::new();
    let object = read(body, &OUTLINE, &mut |item| seen.push(item.get("x").int())).unwrap();
    assert_eq!(object.get("a").text(), Some("\u{fffd} x \u{fffd} \u{1f600} \u{fffd}A"));
    assert_eq!(seen, [None, Some(2)]);
}

#[test]
fn bytes_that_are_no_text_or_ought_to_be_escaped_cost_nothing_else() {
    let body = b"{\"a\":\"x\xff\\n\xfey\",\"list\":[{\"x\":\"\xed\xa0\x80\"},{\"x\":2}]}";
    let mut seen = Vec::new();
    let each = &mut |item: Node<'_>| seen.push(item.get("x").scalar().map(Cow::into_owned));
    let object = read(body, &OUTLINE, each).unwrap();
    assert_eq!(object.get("a").text(), Some("\u{fffd}\n\u{fffd}"));
    assert_eq!(seen, [Some("\u{fffd}".to_owned()), Some("2".to_owned())]);
    let raw = read_object(b"{\"a\":\"x\x00\n\x1fyyyyyyyyyyy\"}", &["a"]).unwrap();
    assert_eq!(raw.get("a").text(), Some("x\0\n\u{1f}yyyyyyyyyyy"));
    let rest = read_object(b"{\"b\":[\"\xff\"],\"a\":\"\xc3\xa4\"}", &[REST]).unwrap();
    assert!(matches!(rest.get("b"), Node::Text(text) if text == "\u{fffd}"));
    assert!(matches!(rest.get("a"), Node::Raw("\"\u{e4}\"")));
}

#[test]
fn what_is_no_json_is_refused() {
    for value in [
        "01",
        "1.",
        ".5",
        "-",
        "+1",
        "1e",
        "nul",
        "tru",
        "NaN",
        "'x'",
        "[1,]",
        "[1 2]",
        "[",
        "{\"x\"}",
        "{\"x\":1,}",
        "{x:1}",
        "{1:1}",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u+123\"",
        "",
    ] {
        let body = format!("{{\"a\":{value}}}");
        assert!(read_object(body.as_bytes(), &["a"]).is_none(), "{body}");
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a\"\\\\\n\u{1f600}\u{1}/é]{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("[a-c\"]{0,2}", inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn same(node: &Node<'_>, value: &Value) -> bool {
    match (node, value) {
        (Node::Null, Value::Null) => true,
        (Node::Bool(one), Value::Bool(other)) => one == other,
        (Node::Int(one), Value::Number(other)) => Some(*one) == other.as_i64(),
        (Node::Text(one), Value::String(other)) => one == other,
        (Node::List(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Node::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, node)| {
                    other.get(key.as_ref()).is_some_and(|value| same(node, value))
                })
        }
        _ => false,
    }
}

proptest! {
    #[test]
    fn it_reads_what_serde_json_writes(value in any_json(), pretty in any::<bool>()) {
        let body = serde_json::json!({ "skipped": value, "a": value });
        let body = if pretty { serde_json::to_string_pretty(&body) } else { serde_json::to_string(&body) };
        let body = body.unwrap();
        let object = read_object(body.as_bytes(), &["a"]).unwrap();
        prop_assert!(same(object.get("a"), &value), "{body}");
        prop_assert!(!object.has("skipped"));
    }

    #[test]
    fn it_takes_no_value_that_serde_json_refuses(text in r#"[\[\]{},: "\\a0-2eu.\-+tf]{0,12}"#) {
        let body = format!("{{\"a\":{text}}}");
        if let Some(object) = read_object(body.as_bytes(), &["a", ""]) {
            let deep = serde_json::from_str::<Value>(&body);
            // Half a surrogate, and a number that is no binary fraction, are read here alone.
            prop_assert!(deep.is_ok() || body.contains("\\u") || body.contains('e'), "{body} {object:?}");
        }
    }
}
