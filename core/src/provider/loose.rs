//! JSON as providers really send it, and as people change files, read with serde. A member of another kind
//! than its description says costs that member and nothing else. Members that the page does not understand
//! are kept as they were written, so that they can be sent back.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::MapDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::ApiError;
use crate::foreign::Foreign;

/// The most zones that are taken of one answer, which is the most that a page of a list may hold: each
/// is a line of its own.
pub(crate) const MOST_ZONES: usize = 1_000;

/// In an object of more members than these, none is looked for twice: that would take ever longer.
const MANY: usize = 250;

/// Stands for a text that is none: half a surrogate, or a control character that is not escaped
/// (Unicode, replacement character).
const UNREAD: &str = "\u{fffd}";

/// A value of whatever kind, as it was written. What it is asked for and is not, it does not give.
/// The one that is not there is the same as `null`.
#[derive(Clone, Copy, Debug, Default, Serialize)]
#[serde(transparent)]
pub(crate) struct Loose<'a>(Option<&'a RawValue>);

impl<'a> Loose<'a> {
    /// Whether there is a value, be it `null`.
    pub fn is_given(self) -> bool {
        self.0.is_some()
    }

    /// The value as it was written; none for `null` and where it is not there.
    pub fn written(self) -> Option<&'a str> {
        self.0.map(RawValue::get).filter(|text| *text != "null")
    }

    /// Whether the value is `null` or not there.
    pub fn is_null(self) -> bool {
        self.written().is_none()
    }

    /// The string, if it is one; a replacement character for one that is no text.
    pub fn text(self) -> Option<Cow<'a, str>> {
        let inner = self.written()?.strip_prefix('"')?.strip_suffix('"')?;
        if !inner.contains('\\') {
            return Some(Cow::Borrowed(inner));
        }
        let text = serde_json::from_str(self.written()?);
        Some(text.map_or(Cow::Borrowed(UNREAD), Cow::Owned))
    }

    /// The string, if it is one that is not empty.
    pub fn words(self) -> Option<Cow<'a, str>> {
        self.text().filter(|text| !text.is_empty())
    }

    /// The truth value, if it is one.
    pub fn truth(self) -> Option<bool> {
        self.read()
    }

    /// A whole number, which may also stand in a string.
    pub fn int(self) -> Option<i64> {
        match self.text() {
            Some(text) => text.trim().parse().ok(),
            None => self.number()?.parse().ok(),
        }
    }

    /// A whole number that counts something; none where it is below zero or too large.
    pub fn count(self) -> Option<u32> {
        self.int()?.try_into().ok()
    }

    /// A string or a number, as text.
    pub fn scalar(self) -> Option<Cow<'a, str>> {
        self.text().or_else(|| self.number())
    }

    /// A number in digits, without an exponent and without zeros that say nothing. No number of DNS has
    /// more digits than a binary fraction holds; one that is too large stays as it was written.
    fn number(self) -> Option<Cow<'a, str>> {
        let text = self.written()?;
        if text.starts_with(['"', '{', '[', 't', 'f']) {
            return None;
        }
        if !text.contains(['.', 'e', 'E']) {
            return Some(Cow::Borrowed(text));
        }
        let number = text.parse().ok().filter(|number: &f64| number.is_finite());
        // Zero has no sign here.
        Some(number.map_or(Cow::Borrowed(text), |number| Cow::Owned((number + 0.0).to_string())))
    }

    /// The items of an array; none when it is no array.
    pub fn list(self) -> Vec<Loose<'a>> {
        self.read().unwrap_or_default()
    }

    /// Hands on the items of an array, as they were written.
    pub fn each(self, each: &mut dyn FnMut(&str)) {
        self.read::<Vec<&RawValue>>().unwrap_or_default().iter().for_each(|item| each(item.get()));
    }

    /// Whether it is an array.
    pub fn is_list(self) -> bool {
        self.written().is_some_and(|text| text.starts_with('['))
    }

    /// The members of an object; none when it is no object.
    pub fn members(self) -> Option<Members<'a>> {
        self.read()
    }

    /// An object as serde reads it for this type; as if it were empty when it is none.
    pub fn object<T: Deserialize<'a> + Default>(self) -> T {
        self.written().and_then(object).unwrap_or_default()
    }

    /// The value as serde reads it for this type; none where it is of another kind.
    pub fn read<T: Deserialize<'a>>(self) -> Option<T> {
        serde_json::from_str(self.written()?).ok()
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Loose<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&RawValue>::deserialize(deserializer).map(|value| Self(Some(value)))
    }
}

/// The members of an object in their order, each as it was written. Of members with one name the first
/// counts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Members<'a> {
    members: Vec<(Cow<'a, str>, &'a RawValue)>,
    /// The names of those that came again.
    again: Vec<Cow<'a, str>>,
}

impl<'a> Members<'a> {
    /// Reads an object that was kept as text; nothing is kept where there is none.
    pub fn parse(text: Option<&'a str>) -> Self {
        text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }

    /// The member of this name; null when there is none.
    pub fn get(&self, name: &str) -> Loose<'a> {
        Loose(self.members.iter().find(|(key, _)| key == name).map(|(_, value)| *value))
    }

    /// Whether more than one member had this name.
    pub fn is_twice(&self, name: &str) -> bool {
        let all = self.members.iter().map(|(own, _)| own).chain(&self.again);
        all.filter(|own| *own == name).count() > 1
    }

    /// The members with their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Loose<'a>)> {
        self.members.iter().map(|(name, value)| (&**name, Loose(Some(value))))
    }

    /// Keeps the members whose names are wanted.
    pub fn retain(&mut self, is_wanted: impl Fn(&str) -> bool) {
        self.members.retain(|(name, _)| is_wanted(name));
    }

    /// The object as serde reads it for this type; none where a member is of another kind.
    pub fn read<T: Deserialize<'a>>(&self) -> Option<T> {
        let members = self.members.iter().map(|(name, value)| (&**name, *value));
        T::deserialize(MapDeserializer::<_, serde_json::Error>::new(members)).ok()
    }

    /// The object as text, to be kept; none where it has no members.
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

/// A name that is copied only where it has escapes.
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

/// A field of a record as a number; as a string where it is none, so that the provider says what is
/// wrong with it.
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

/// Reads a body that is an object. Bytes that are no UTF-8 are replaced before
/// (`String::from_utf8_lossy`), which the caller does so that the text can be borrowed.
///
/// # Errors
/// [`ApiError::MALFORMED`] for what is no JSON, and for another kind of value.
pub(crate) fn read<'de, T: Deserialize<'de>>(body: &'de str) -> Result<T, ApiError> {
    object(body).ok_or(ApiError::MALFORMED)
}

/// Reads an object; none for another kind of value. Serde would take the items of an array for the
/// fields of a struct.
pub(crate) fn object<'de, T: Deserialize<'de>>(text: &'de str) -> Option<T> {
    let is_object = text.trim_start().starts_with('{');
    is_object.then(|| serde_json::from_str(text).ok()).flatten()
}

/// Writes a body. None of those that the page writes can fail: they have names for keys, and no value
/// that JSON does not know.
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
