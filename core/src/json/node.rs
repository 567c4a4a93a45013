//! A JSON value of any kind, and what it can be asked. Asking for what it is not gives nothing,
//! never an error: what that means is for the asker to say.

use std::borrow::Cow;

/// Any JSON value, its texts borrowed from the body where they hold no escapes.
#[derive(Debug)]
pub enum Node<'de> {
    /// `null`, or a member that is not there.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number without a fraction, however it was written.
    Int(i64),
    /// Any other number, in digits without an exponent where they are not too many.
    Number(String),
    /// A string.
    Text(Cow<'de, str>),
    /// An array; empty when it was handed on item by item.
    List(Vec<Node<'de>>),
    /// Any value, as the text that it was.
    Raw(&'de str),
    /// An object.
    Object(Vec<(Cow<'de, str>, Node<'de>)>),
}

impl Node<'_> {
    /// The number that is written so in JSON; none where it is written otherwise.
    pub fn number(text: &str) -> Option<Self> {
        // Most numbers are short and without a sign, and then nothing else can be wrong with them.
        let is_plain = text.len() < 10 && text.bytes().all(|b| b.is_ascii_digit());
        if is_plain && !text.starts_with('0') && !text.is_empty() {
            return Some(Self::Int(text.bytes().fold(0, |n, b| n * 10 + i64::from(b - b'0'))));
        }
        is_number(text).then(|| match text.parse() {
            Ok(number) => Self::Int(number),
            Err(_) => {
                let plain = plain(text).unwrap_or_else(|| text.to_owned());
                plain.parse().map_or(Self::Number(plain), Self::Int)
            }
        })
    }

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
            Self::Number(number) => Some(Cow::Borrowed(number)),
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

/// Exponents beyond this stay as they are written: no field of DNS has so many digits.
const EXPONENT: i32 = 30;

/// Whether JSON writes numbers so (RFC 8259, section 6).
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
        && digits(fraction)
        && digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
}

/// A number of JSON without exponent, and without zeros that say nothing.
fn plain(number: &str) -> Option<String> {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let exponent = exponent.parse().ok().filter(|e| (-EXPONENT..=EXPONENT).contains(e))?;
    let (sign, mantissa) = mantissa.split_at_checked(usize::from(mantissa.starts_with('-')))?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let zeros = "0".repeat(exponent.unsigned_abs() as usize);
    let digits = match exponent {
        0.. => format!("{whole}{fraction}{zeros}"),
        _ => format!("{zeros}{whole}{fraction}"),
    };
    // As many digits stand before the point as did, moved by the exponent.
    let before = if exponent > 0 { whole.len() + zeros.len() } else { whole.len() };
    let (whole, fraction) = digits.split_at_checked(before)?;
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(match (whole, fraction) {
        ("0", "") => "0".into(),
        (_, "") => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{fraction}"),
    })
}
