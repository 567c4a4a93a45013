//! Typed access to the fields of a request. Names are matched without regard to case (provider
//! document 2.1); a wrong type is an error, null is as good as absent.

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use super::error::Error;

/// The fields of one object.
pub struct Fields<'a>(&'a Map<String, Value>);

impl<'a> Fields<'a> {
    /// Reads this object.
    pub fn new(object: &'a Map<String, Value>) -> Self {
        Self(object)
    }

    /// The value of a field unless it is absent or null.
    pub fn get(&self, field: &str) -> Option<&'a Value> {
        let (_, value) = self.0.iter().find(|(name, _)| name.eq_ignore_ascii_case(field))?;
        (!value.is_null()).then_some(value)
    }

    /// A text.
    pub fn text(&self, field: &'static str) -> Result<Option<&'a str>, Error> {
        let text = |value: &'a Value| value.as_str().ok_or(Error::field(field, "Expected a text"));
        self.get(field).map(text).transpose()
    }

    /// An integer within a range.
    pub fn integer(
        &self,
        field: &'static str,
        range: RangeInclusive<i64>,
    ) -> Result<Option<i64>, Error> {
        let integer = |value: &Value| {
            let number = value.as_i64().filter(|number| range.contains(number));
            let message = format!("Expected an integer from {} to {}", range.start(), range.end());
            number.ok_or_else(|| Error::field(field, &message))
        };
        self.get(field).map(integer).transpose()
    }

    /// True or false.
    pub fn flag(&self, field: &'static str) -> Result<Option<bool>, Error> {
        let flag =
            |value: &Value| value.as_bool().ok_or(Error::field(field, "Expected true or false"));
        self.get(field).map(flag).transpose()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn checks_types_and_ranges_of_fields() {
        let value = json!({ "zoneid": 5, "Name": "www", "Tag": null, "Accelerated": 1 });
        let fields = Fields::new(value.as_object().unwrap());
        assert_eq!(fields.integer("ZoneId", 0..=9).unwrap(), Some(5));
        assert!(fields.integer("ZoneId", 6..=9).is_err());
        assert!(fields.integer("Name", 0..=9).is_err());
        assert_eq!(fields.text("Name").unwrap(), Some("www"));
        assert_eq!(fields.text("Tag").unwrap(), None);
        assert_eq!(fields.text("Value").unwrap(), None);
        assert!(fields.flag("Accelerated").is_err());
    }
}
