//! JSON objects that get more fields than all of their kind have.

use serde_json::Value;

/// Adds a field to an object; another value stays as it is.
pub fn put(object: &mut Value, field: &str, value: Value) {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(field.to_owned(), value);
    }
}
