//! Tolerant JSON, for what providers really send and for files edited by hand. A member of the wrong type
//! is ignored without affecting the others. Unknown members are kept verbatim, so that they can be sent
//! back.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::MapDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::ApiError;
use crate::foreign::Foreign;

/// The maximum number of zones taken from one response, which is the maximum page size: each zone is a
/// row.
pub(crate) const MOST_ZONES: usize = 1_000;

/// Objects with more members are not checked for repeated names: that takes quadratic time.
const MANY: usize = 250;

/// Stands for an invalid string: half a surrogate, or an unescaped control character (Unicode, replacement
/// character).
const UNREAD: &str = "\u{fffd}";

/// A JSON value of any type, kept verbatim. Accessors return `None` for a value of another type. A missing
/// value equals `null`.
#[derive(Clone, Copy, Debug, Default, Serialize)]
#[serde(transparent)]
pub(crate) struct Loose<'a>(Option<&'a RawValue>);

impl<'a> Loose<'a> {
    /// Whether there is a value, even `null`.
    pub fn is_given(self) -> bool {
        self.0.is_some()
    }

    /// The verbatim value; `None` if it is `null` or missing.
    pub fn written(self) -> Option<&'a str> {
        self.0.map(RawValue::get).filter(|text| *text != "null")
    }

    /// Whether the value is `null` or missing.
    pub fn is_null(self) -> bool {
        self.written().is_none()
    }

    /// The string; a replacement character if it is invalid.
    pub fn text(self) -> Option<Cow<'a, str>> {
        let inner = self.written()?.strip_prefix('"')?.strip_suffix('"')?;
        if !inner.contains('\\') {
            return Some(Cow::Borrowed(inner));
        }
        let text = serde_json::from_str(self.written()?);
        Some(text.map_or(Cow::Borrowed(UNREAD), Cow::Owned))
    }

    /// The string, unless it is empty.
    pub fn words(self) -> Option<Cow<'a, str>> {
        self.text().filter(|text| !text.is_empty())
    }

    /// The boolean.
    pub fn truth(self) -> Option<bool> {
        match self.written()? {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// An integer, also if it is in a string.
    pub fn int(self) -> Option<i64> {
        match self.text() {
            Some(text) => text.trim().parse().ok(),
            None => self.number()?.parse().ok(),
        }
    }

    /// A non-negative integer; `None` if it is too large.
    pub fn count(self) -> Option<u32> {
        self.int()?.try_into().ok()
    }

    /// A string or a number, as text.
    pub fn scalar(self) -> Option<Cow<'a, str>> {
        self.text().or_else(|| self.number())
    }

    /// A number as decimal digits, without exponent and trailing zeros. A double is exact enough for every
    /// number in DNS; one that is too large stays verbatim.
    fn number(self) -> Option<Cow<'a, str>> {
        let text = self.written()?;
        if text.starts_with(['"', '{', '[', 't', 'f']) {
            return None;
        }
        if !text.contains(['.', 'e', 'E']) {
            return Some(Cow::Borrowed(text));
        }
        let number = text.parse().ok().filter(|number: &f64| number.is_finite());
        // Adding 0.0 turns -0 into 0.
        Some(number.map_or(Cow::Borrowed(text), |number| Cow::Owned((number + 0.0).to_string())))
    }

    /// The items of an array; empty if it is no array.
    pub fn list(self) -> Vec<Loose<'a>> {
        self.read().unwrap_or_default()
    }

    /// Passes on the items of an array, verbatim.
    pub fn each(self, each: &mut dyn FnMut(&str)) {
        self.read::<Vec<&RawValue>>().unwrap_or_default().iter().for_each(|item| each(item.get()));
    }

    /// Whether it is an array.
    pub fn is_list(self) -> bool {
        self.written().is_some_and(|text| text.starts_with('['))
    }

    /// The members of an object; `None` if it is no object.
    pub fn members(self) -> Option<Members<'a>> {
        self.read()
    }

    /// The object, deserialized; the default if it is no object.
    pub fn object<T: Deserialize<'a> + Default>(self) -> T {
        self.written().and_then(object).unwrap_or_default()
    }

    /// The value, deserialized; `None` if it has another type.
    pub fn read<T: Deserialize<'a>>(self) -> Option<T> {
        serde_json::from_str(self.written()?).ok()
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Loose<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&RawValue>::deserialize(deserializer).map(|value| Self(Some(value)))
    }
}

/// The members of an object in order, verbatim. Of members with the same name the first counts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Members<'a> {
    members: Vec<(Cow<'a, str>, &'a RawValue)>,
    /// The names that occur more than once.
    again: Vec<Cow<'a, str>>,
}

impl<'a> Members<'a> {
    /// Reads an object that was stored as text; empty if there is none.
    pub fn parse(text: Option<&'a str>) -> Self {
        text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }

    /// The member with this name; `null` if there is none.
    pub fn get(&self, name: &str) -> Loose<'a> {
        Loose(self.members.iter().find(|(key, _)| key == name).map(|(_, value)| *value))
    }

    /// Whether this name occurs more than once.
    pub fn is_twice(&self, name: &str) -> bool {
        let all = self.members.iter().map(|(own, _)| own).chain(&self.again);
        all.filter(|own| *own == name).count() > 1
    }

    /// The members with their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Loose<'a>)> {
        self.members.iter().map(|(name, value)| (&**name, Loose(Some(value))))
    }

    /// Keeps only the members with wanted names.
    pub fn retain(&mut self, is_wanted: impl Fn(&str) -> bool) {
        self.members.retain(|(name, _)| is_wanted(name));
    }

    /// The object, deserialized; `None` if a member has another type.
    pub fn read<T: Deserialize<'a>>(&self) -> Option<T> {
        let members = self.members.iter().map(|(name, value)| (&**name, *value));
        T::deserialize(MapDeserializer::<_, serde_json::Error>::new(members)).ok()
    }

    /// The object as text, for storage; `None` if it has no members.
    pub fn keep(&self) -> Option<Foreign> {
        (!self.members.is_empty()).then(|| write(self).into())
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrder)
    }
}

struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Members<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Members::default();
        while let Some(Name(name)) = map.next_key()? {
            let value = map.next_value()?;
            if members.members.len() >= MANY || !members.get(&name).is_given() {
                members.members.push((name, value));
            } else {
                members.again.push(name);
            }
        }
        Ok(members)
    }
}

/// A name that is copied only if it contains escapes.
#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.members.len()))?;
        for (name, value) in &self.members {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// A record field serialized as a number, or as a string if it is none, so that the provider reports the
/// error.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Number<'a>(pub &'a str);

impl Serialize for Number<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let digits = self.0.strip_prefix('+').unwrap_or(self.0);
        match serde_json::from_str::<&RawValue>(digits) {
            Ok(number) if digits.trim() == digits && !digits.starts_with('"') => {
                number.serialize(serializer)
            }
            _ => self.0.serialize(serializer),
        }
    }
}

/// Reads a body that must be an object. The caller replaces invalid UTF-8 first
/// (`String::from_utf8_lossy`) and owns the text, so that it can be borrowed.
///
/// # Errors
/// [`ApiError::MALFORMED`] if the body is no JSON, or no object.
pub(crate) fn read<'de, T: Deserialize<'de>>(body: &'de str) -> Result<T, ApiError> {
    object(body).ok_or(ApiError::MALFORMED)
}

/// Reads an object; `None` for other values. Without this check serde would accept an array as the fields
/// of a struct.
pub(crate) fn object<'de, T: Deserialize<'de>>(text: &'de str) -> Option<T> {
    let is_object = text.trim_start().starts_with('{');
    is_object.then(|| serde_json::from_str(text).ok()).flatten()
}

/// Serializes a body. This cannot fail: all keys are strings, and all values exist in JSON.
pub(crate) fn write<T: Serialize>(body: &T) -> String {
    serde_json::to_string(body).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn loose(text: &str) -> Loose<'_> {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn reads_whole_numbers_in_every_json_form() {
        for (number, text, int) in [
            ("5", "5", Some(5)),
            ("5.0", "5", Some(5)),
            ("-3", "-3", Some(-3)),
            ("1e3", "1000", Some(1000)),
            ("12.748", "12.748", None),
            ("0.0001", "0.0001", None),
            ("-0.00010", "-0.0001", None),
            ("-0.0", "0", Some(0)),
            ("12.5e-3", "0.0125", None),
            ("-1.25E+1", "-12.5", None),
            ("1e400", "1e400", None),
            ("42849672.95", "42849672.95", None),
            ("\"007\"", "007", Some(7)),
            ("9223372036854775807", "9223372036854775807", Some(i64::MAX)),
            ("18446744073709551615", "18446744073709551615", None),
        ] {
            assert_eq!(loose(number).int(), int, "{number}");
            assert_eq!(loose(number).scalar().unwrap(), text, "{number}");
        }
    }

    #[test]
    fn reads_a_value_only_as_its_own_type() {
        for text in ["null", "true", "[1]", r#"{"a":1}"#] {
            let value = loose(text);
            assert!(
                value.text().is_none() && value.scalar().is_none() && value.int().is_none(),
                "{text}"
            );
        }
        assert!(loose("null").is_null() && loose("null").is_given());
        assert!(Loose::default().is_null() && !Loose::default().is_given());
        assert_eq!((loose("true").truth(), loose("1").truth()), (Some(true), None));
        assert_eq!((loose("[1,2]").list().len(), loose("{}").list().len()), (2, 0));
        assert!(loose("{}").members().is_some() && loose("[]").members().is_none());
    }

    #[test]
    fn half_a_surrogate_spoils_only_its_own_text() {
        let object = Members::parse(Some(r#"{"a":"x \ud83d","b":"\ud83d\ude00"}"#));
        assert_eq!(object.get("a").text().unwrap(), UNREAD);
        assert_eq!(object.get("b").text().unwrap(), "\u{1f600}");
    }

    #[test]
    fn borrows_texts_without_escapes() {
        assert!(matches!(loose(r#""plain""#).text(), Some(Cow::Borrowed("plain"))));
        assert!(matches!(loose(r#""\u00e4""#).text(), Some(Cow::Owned(text)) if text == "\u{e4}"));
    }

    #[test]
    fn writes_only_valid_json_numbers_unquoted() {
        for (text, written) in [
            ("0", "0"),
            ("-12.50", "-12.50"),
            ("+3", "3"),
            ("07", "\"07\""),
            ("", "\"\""),
            (".5", "\".5\""),
            ("5.", "\"5.\""),
            (" 5", "\" 5\""),
            ("1,\"x\":2", r#""1,\"x\":2""#),
            ("[1", "\"[1\""),
            ("NaN", "\"NaN\""),
        ] {
            assert_eq!(write(&Number(text)), written);
        }
    }

    #[derive(Debug, Default, Deserialize)]
    #[serde(default)]
    struct Known<'a> {
        #[serde(borrow)]
        a: Loose<'a>,
        b: Option<u8>,
    }

    #[test]
    fn the_first_of_duplicate_members_counts() {
        let object = Members::parse(Some(r#"{"a":1,"c":[],"a":2,"b":3}"#));
        let known: Known<'_> = object.read().unwrap();
        assert_eq!((known.a.int(), known.b), (Some(1), Some(3)));
        assert_eq!(object.keep().unwrap().raw(), r#"{"a":1,"c":[],"b":3}"#);
        assert!(Members::parse(Some(r#"{"b":"x"}"#)).read::<Known<'_>>().is_none());
    }

    proptest! {
        #[test]
        fn keeps_unknown_members_verbatim(
            names in prop::collection::hash_set("[a-c\"\n]{0,3}", 0..5),
            deep in 0_usize..300,
        ) {
            let value = format!("{}1.50{}", "[".repeat(deep), "]".repeat(deep));
            let members = names.iter().map(|name| format!("{}:{value}", Value::from(&**name)));
            let body = format!("{{{}}}", members.collect::<Vec<_>>().join(","));
            let kept = Members::parse(Some(&body)).keep();
            prop_assert_eq!(kept, (!names.is_empty()).then(|| body.as_str().into()));
        }
    }
}
