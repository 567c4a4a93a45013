//! Lower case, for names and for searching. It looks at each letter by itself: the standard library
//! also minds what a final sigma stands behind, which costs 4 kB and would hide a word from a search
//! for its beginning.

/// The text in lower case.
pub(crate) fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().flat_map(char::to_lowercase).collect()
}
