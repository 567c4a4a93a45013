//! Lower case, for names and for searching. It looks at each letter by itself: what a final sigma
//! stands behind would hide a word from a search for its beginning.

/// The text in lower case.
pub fn lower(text: &str) -> String {
    let mut lower = String::with_capacity(text.len());
    push_lower(&mut lower, text);
    lower
}

/// Appends the text in lower case.
pub fn push_lower(lower: &mut String, text: &str) {
    if text.is_ascii() {
        let start = lower.len();
        lower.push_str(text);
        if let Some(new) = lower.get_mut(start..) {
            new.make_ascii_lowercase();
        }
        return;
    }
    for c in text.chars() {
        if c.is_ascii() {
            lower.push(c.to_ascii_lowercase());
        } else {
            push_letter(lower, c);
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn push_letter(text: &mut String, c: char) {
    text.extend(c.to_lowercase());
}

/// The browser has the same table of Unicode; a second one would be a thirtieth of the page.
#[cfg(target_arch = "wasm32")]
fn push_letter(text: &mut String, c: char) {
    let letter = js_sys::JsString::from(c.encode_utf8(&mut [0; 4]) as &str);
    text.push_str(&String::from(letter.to_lower_case()));
}
