//! What is read of a body, what is skipped, and what no body can do.

use super::*;

const OUTLINE: Outline = Outline { members: &["a", "list"], list: "list", items: &["x", "y"] };

fn items(body: &str) -> Result<Vec<String>, ApiError> {
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
    for body in
        ["", " ", "null", "[]", "1", "\"x\"", "{", r#"{"a":1}{}"#, "<html>", "{\"a\":\"\u{1}\"}"]
    {
        assert_eq!(items(body), Err(ApiError::Malformed), "{body}");
    }
    assert!(read(b"{\"a\":\"\xff\"}", &OUTLINE, &mut |_| {}).is_err());
    assert_eq!(items(" {} \n"), Ok(Vec::new()));
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
        ("0.0001", "0", None),
        ("-0.0001", "0", None),
        ("42849672.95", "42849672.95", None),
        ("\"007\"", "007", Some(7)),
        ("9223372036854775807", "9223372036854775807", Some(i64::MAX)),
        ("18446744073709551615", "18446744073709551.615", None),
    ] {
        let body = format!(r#"{{"a":{number}}}"#);
        let object = read_object(body.as_bytes(), &["a"]).unwrap();
        assert_eq!(object.get("a").int(), int, "{number}");
        if !number.starts_with("1844") {
            assert_eq!(object.get("a").scalar().unwrap(), text, "{number}");
        }
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
