//! Lower case for searching and sorting, letter by letter: `str::to_lowercase` treats a sigma at the end
//! of a word differently, so a search for the beginning of a word would miss it.

/// The text in lower case.
pub fn lower(text: &str) -> String {
    let mut lower = String::with_capacity(text.len());
    push_lower(&mut lower, text);
    lower
}

/// Appends the text in lower case.
pub fn push_lower(buffer: &mut String, text: &str) {
    buffer.extend(text.chars().flat_map(char::to_lowercase));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lowercases_a_prefix_as_it_lowercases_the_whole_word() {
        assert!(lower("ΟΔΟΣΑ").starts_with(&lower("ΟΔΟΣ")));
        assert_eq!(lower("ÄB-9"), "äb-9");
    }
}
