//! Writes what was read back as JSON, so that what the page does not understand can be sent back.
//! It never writes what nobody asked to keep: members beyond the outline are not there any more.

use super::Node;
use crate::provider::json::Json;

/// The members of an object as JSON without its braces, all but these; none where none are left.
/// What was kept as text is written to the letter, numbers as [`Node::number`] keeps them.
pub(crate) fn members(node: &Node<'_>, skip: &[&str]) -> Option<Box<str>> {
    chosen(node, skip, false)
}

/// As [`members`], only these.
pub(crate) fn only(node: &Node<'_>, names: &[&str]) -> Option<Box<str>> {
    chosen(node, names, true)
}

fn chosen(node: &Node<'_>, names: &[&str], are_wanted: bool) -> Option<Box<str>> {
    let Node::Object(all) = node else { return None };
    let mut json = Json::object();
    for (name, value) in all.iter().filter(|(name, _)| names.contains(&&**name) == are_wanted) {
        json.key(name);
        push(&mut json, value);
    }
    let text = json.finish();
    let inner = text.get(1..text.len().saturating_sub(1))?;
    (!inner.is_empty()).then(|| inner.into())
}

fn push(json: &mut Json, node: &Node<'_>) {
    match node {
        Node::Null => json.raw("null"),
        Node::Bool(true) => json.raw("true"),
        Node::Bool(false) => json.raw("false"),
        Node::Int(number) => json.raw(&number.to_string()),
        Node::Number(number) => json.raw(number),
        Node::Raw(text) => json.raw(text),
        Node::Text(text) => json.item(text),
        Node::List(items) => {
            json.open('[');
            items.iter().for_each(|item| push(json, item));
            json.close(']');
        }
        Node::Object(members) => {
            json.open('{');
            for (name, value) in members {
                json.key(name);
                push(json, value);
            }
            json.close('}');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{REST, read_object};
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn written(body: &str, wanted: &'static [&'static str], skip: &[&str]) -> Option<Box<str>> {
        members(&read_object(body.as_bytes(), wanted).unwrap(), skip)
    }

    #[test]
    fn members_come_back_as_they_were_but_for_those_that_are_skipped() {
        let body = r#"{"a":1.50,"b":[{"c":null},"d\n",true],"e":{},"f":[], "g" : 1e400 }"#;
        assert_eq!(
            written(body, &["a", "b", "e", "f"], &["x"]).as_deref(),
            Some(r#""a":1.5,"b":[{"c":null},"d\u000a",true],"e":{},"f":[]"#)
        );
        assert_eq!(
            written(body, &[REST], &["b", "e"]).as_deref(),
            Some(r#""a":1.50,"f":[],"g":1e400"#)
        );
        assert_eq!(written(body, &["a"], &["a"]), None);
        assert_eq!(written("{}", &[REST], &[]), None);
        assert_eq!(members(&Node::Null, &[]), None);
    }

    #[test]
    fn what_is_kept_as_text_has_no_depth() {
        let deep = format!("{}1{}", "[".repeat(500), "]".repeat(500));
        let body = format!(r#"{{"known":0,"deep":{deep}}}"#);
        let text = written(&body, &["known", REST], &["known"]).unwrap();
        assert_eq!(&*text, format!(r#""deep":{deep}"#));
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            (-1000..1000_i32).prop_map(|n| Value::from(f64::from(n) / 8.0)),
            "[ -~\n\u{e4}\u{1f600}]{0,8}".prop_map(Value::from),
        ];
        leaf.prop_recursive(2, 16, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::hash_map("[a-c\"]{0,2}", inner, 0..4)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn any_member_is_written_as_it_was_read(value in value()) {
            let body = serde_json::json!({ "a": value, "b": value });
            let text = written(&body.to_string(), &["a", REST], &[]).unwrap();
            let back: Value = serde_json::from_str(&format!("{{{text}}}")).unwrap();
            prop_assert_eq!(&back["b"], &value);
            // Parsed numbers lose zeros that say nothing.
            prop_assert_eq!(plain(&back["a"]), plain(&value));
        }
    }

    fn plain(value: &Value) -> String {
        value.to_string().replace(".0", "")
    }
}
