//! Writes back what was read and not understood, so that it can be sent again. It never writes what
//! lay too deep to be kept.

use super::Node;
use crate::provider::json::Json;

/// The members of an object but for those of these names, as JSON without its braces; none where
/// nothing is left. Numbers keep all their digits.
pub(crate) fn members(node: &Node<'_>, skip: &[&str]) -> Option<Box<str>> {
    let Node::Object(members) = node else { return None };
    let mut json = Json::object();
    for (key, node) in members.iter().filter(|(key, _)| !skip.contains(&&**key)) {
        json.key(key);
        push(&mut json, node);
    }
    let text = json.finish();
    let inner = text.strip_prefix('{')?.strip_suffix('}')?;
    (!inner.is_empty()).then(|| inner.into())
}

fn push(json: &mut Json, node: &Node<'_>) {
    match node {
        Node::Null => json.raw("null"),
        Node::Bool(true) => json.raw("true"),
        Node::Bool(false) => json.raw("false"),
        Node::Int(number) => json.raw(&number.to_string()),
        Node::Number(number) => json.raw(number),
        Node::Text(text) => json.item(text),
        Node::List(items) => {
            json.open('[');
            items.iter().for_each(|item| push(json, item));
            json.close(']');
        }
        Node::Object(members) => {
            json.open('{');
            for (key, node) in members {
                json.key(key);
                push(json, node);
            }
            json.close('}');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::lenient::read_object;

    fn of(value: &str, skip: &[&str]) -> Option<Box<str>> {
        let body = format!(r#"{{"a":{value}}}"#);
        members(read_object(body.as_bytes(), &["a"]).unwrap().get("a"), skip)
    }

    #[test]
    fn everything_is_written_as_it_came() {
        for text in [
            r#""settings":{"flatten_cname":true,"x":null},"n":[1,-2.50,"t\"\\ä",[],{}]"#,
            r#""a":12345678901234567890,"b":false,"c":"\u0001""#,
        ] {
            let text = text.replace("-2.50", "-2.5");
            assert_eq!(of(&format!("{{{text}}}"), &[]).as_deref(), Some(&*text));
        }
    }

    #[test]
    fn what_is_skipped_leaves_no_comma() {
        assert_eq!(of(r#"{"a":1,"b":2,"c":3}"#, &["a", "c"]).as_deref(), Some(r#""b":2"#));
        assert_eq!(of(r#"{"a":1}"#, &["a"]), None);
        for nothing in ["{}", "[]", "null", "1"] {
            assert_eq!(of(nothing, &[]), None, "{nothing}");
        }
    }
}
