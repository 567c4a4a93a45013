//! Writes the small JSON bodies that calls send, and what a tab keeps. It never reads any, and never writes a number that
//! is none.

/// A JSON text in the making.
pub(crate) struct Json(String);

impl Json {
    /// Begins with an object.
    pub fn object() -> Self {
        Self(String::from("{"))
    }

    /// Begins a member whose value follows.
    pub fn key(&mut self, name: &str) {
        self.comma();
        self.string(name);
        self.0.push(':');
    }

    /// Begins an array or an object: `[` or `{`.
    pub fn open(&mut self, bracket: char) {
        self.comma();
        self.0.push(bracket);
    }

    /// Ends what was begun last: `]` or `}`.
    pub fn close(&mut self, bracket: char) {
        self.0.push(bracket);
    }

    /// What is JSON already: a value behind a key or in an array, or members of an object.
    pub fn raw(&mut self, value: &str) {
        self.comma();
        self.0.push_str(value);
    }

    /// A string, behind a key or as an item of an array.
    pub fn item(&mut self, value: &str) {
        self.comma();
        self.string(value);
    }

    /// A member that is a string.
    pub fn text(&mut self, name: &str, value: &str) {
        self.key(name);
        self.string(value);
    }

    /// A member that is a number, given as text; what is none is sent as a string, so that the
    /// provider says what is wrong with it.
    pub fn number(&mut self, name: &str, value: &str) {
        self.key(name);
        let digits = value.strip_prefix('+').unwrap_or(value);
        if is_number(digits) {
            self.0.push_str(digits);
        } else {
            self.string(value);
        }
    }

    /// A member that is `true` or `false`.
    pub fn bool(&mut self, name: &str, value: bool) {
        self.key(name);
        self.0.push_str(if value { "true" } else { "false" });
    }

    /// Ends the outermost object.
    pub fn finish(mut self) -> String {
        self.0.push('}');
        self.0
    }

    fn comma(&mut self) {
        if !self.0.ends_with(['{', '[', ':']) {
            self.0.push(',');
        }
    }

    fn string(&mut self, text: &str) {
        self.0.push('"');
        // Most texts are written as they are; those of a kept review are a megabyte long.
        if text.bytes().all(|b| b > 0x1f && b != b'"' && b != b'\\') {
            self.0.push_str(text);
        } else {
            text.chars().for_each(|c| self.letter(c));
        }
        self.0.push('"');
    }

    fn letter(&mut self, c: char) {
        match c {
            '"' | '\\' => self.0.extend(['\\', c]),
            '\0'..='\x1f' => {
                self.0.push_str("\\u00");
                for nibble in [u32::from(c) >> 4, u32::from(c) & 15] {
                    self.0.extend(char::from_digit(nibble, 16));
                }
            }
            _ => self.0.push(c),
        }
    }
}

/// Digits, perhaps with a sign before and a fraction behind (RFC 8259, section 6, without
/// exponents).
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole) && all_digits(fraction) && (whole == "0" || !whole.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nests_with_commas_where_they_belong() {
        let mut json = Json::object();
        json.text("a", "x");
        json.key("b");
        json.open('[');
        json.open('{');
        json.number("c", "1");
        json.bool("d", true);
        json.close('}');
        json.item("e");
        json.item("f");
        json.close(']');
        json.key("g");
        json.open('{');
        json.close('}');
        json.raw(r#""h":null"#);
        json.key("i");
        json.raw("1.50");
        assert_eq!(
            json.finish(),
            r#"{"a":"x","b":[{"c":1,"d":true},"e","f"],"g":{},"h":null,"i":1.50}"#
        );
    }

    #[test]
    fn only_numbers_are_written_as_numbers() {
        for (text, written) in [
            ("0", "0"),
            ("-12.50", "-12.50"),
            ("+3", "3"),
            ("07", "\"07\""),
            ("", "\"\""),
            (".5", "\".5\""),
            ("1e5", "\"1e5\""),
            ("1,\"x\":2", r#""1,\"x\":2""#),
            ("NaN", "\"NaN\""),
        ] {
            let mut json = Json::object();
            json.number("n", text);
            assert_eq!(json.finish(), format!("{{\"n\":{written}}}"));
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back_as_it_was(name in any::<String>(), value in any::<String>()) {
            let mut json = Json::object();
            json.text(&name, &value);
            json.number("n", &value);
            let read: serde_json::Value = serde_json::from_str(&json.finish()).unwrap();
            prop_assert_eq!(read[&name].as_str().or(Some(&value)), Some(&*value));
        }
    }
}
