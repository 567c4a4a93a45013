//! The corpus of hostile data, for tests: `corpus/hostile.json`, which the browser tests read too. It
//! holds no text of its own.

mod answers;
mod files;

use serde_json::Value;

/// The corpus as it stands.
pub const FILE: &str = include_str!("../../../corpus/hostile.json");

fn section(name: &str) -> serde_json::Map<String, Value> {
    let file: Value = serde_json::from_str(FILE).unwrap();
    file[name].as_object().unwrap().clone()
}

/// A text, or what a rule makes: before, so many times the same, something, as many ends, after.
fn made(value: &Value) -> String {
    if let Some(text) = value.as_str() {
        return text.to_owned();
    }
    let part = |name: &str| value[name].as_str().unwrap_or_default();
    let times = usize::try_from(value["times"].as_u64().unwrap()).unwrap();
    let ends = part("close").repeat(times);
    [part("before"), &part("repeat").repeat(times), part("middle"), &ends, part("after")].concat()
}

/// The entries of a section, by name.
pub fn texts(name: &str) -> Vec<(String, String)> {
    section(name).iter().map(|(name, value)| (name.clone(), made(value))).collect()
}

/// One entry of a section.
pub fn text(name: &str, entry: &str) -> String {
    made(&section(name)[entry])
}

/// What is no UTF-8, by name.
pub fn bytes() -> Vec<(String, Vec<u8>)> {
    let byte = |pair: &[u8]| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap();
    let all = texts("bytes").into_iter();
    all.map(|(name, hex)| (name, hex.as_bytes().chunks(2).map(byte).collect())).collect()
}

/// Every text that there is, of all sections that hold texts.
pub fn all_texts() -> Vec<(String, String)> {
    ["texts", "formulas", "names"].into_iter().flat_map(texts).collect()
}

/// Every entry as a value within JSON: texts in quotes, values to the letter, bytes in quotes.
pub fn values() -> Vec<(String, Vec<u8>)> {
    let quoted = |(name, text)| (name, Value::String(text).to_string().into_bytes());
    let quoted_bytes = |(name, bytes): (String, Vec<u8>)| (name, [b"\"", &*bytes, b"\""].concat());
    let all = all_texts().into_iter().map(quoted);
    let values = texts("values").into_iter().map(|(name, text)| (name, text.into_bytes()));
    all.chain(values).chain(bytes().into_iter().map(quoted_bytes)).collect()
}
