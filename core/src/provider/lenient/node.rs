//! A JSON value of any kind, and what it can be asked. Asking for what it is not gives nothing,
//! never an error: what that means is for the asker to say.

use std::borrow::Cow;

/// Any JSON value, its texts borrowed from the body where they hold no escapes.
#[derive(Debug)]
pub(crate) enum Node<'de> {
    /// `null`, or a member that is not there.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number without a fraction, however it was written.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// A string.
    Text(Cow<'de, str>),
    /// An array; empty when it was handed on item by item.
    List(Vec<Node<'de>>),
    /// An object.
    Object(Vec<(Cow<'de, str>, Node<'de>)>),
}

impl Node<'_> {
    /// The member of this name; null when there is none.
    pub fn get(&self, name: &str) -> &Self {
        self.find(name).unwrap_or(&Self::Null)
    }

    /// Whether there is such a member, be it null.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Whether the value is null or not there.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The string, if it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The string, if it is one that is not empty.
    pub fn words(&self) -> Option<&str> {
        self.text().filter(|text| !text.is_empty())
    }

    /// A whole number, which may also stand in a string.
    pub fn int(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            Self::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// A string or a number, as text.
    pub fn scalar(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Text(text) => Some(Cow::Borrowed(text)),
            Self::Int(number) => Some(Cow::Owned(number.to_string())),
            Self::Float(number) => Some(Cow::Owned(thousandths(*number))),
            _ => None,
        }
    }

    /// The items of an array; none when it is no array.
    pub fn list(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    fn find(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => {
                members.iter().find(|(key, _)| key == name).map(|(_, node)| node)
            }
            _ => None,
        }
    }
}

/// Three digits behind the point are all that any field of DNS holds (RFC 1876, section 3), and
/// need none of the code that writes numbers in general.
fn thousandths(number: f64) -> String {
    let all = (number.abs() * 1000.0).round() as u64;
    let mut text = String::new();
    if number < 0.0 && all > 0 {
        text.push('-');
    }
    text.push_str(&(all / 1000).to_string());
    let fraction = (1000 + all % 1000).to_string();
    let digits = fraction.get(1..).unwrap_or_default().trim_end_matches('0');
    if !digits.is_empty() {
        text.push('.');
        text.push_str(digits);
    }
    text
}
