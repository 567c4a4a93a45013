//! Holds calls and answers against the OpenAPI documents of the two APIs in `../shared/specs`, a
//! folder that lies beside the repository and may be missing: then nothing is checked, and a line
//! says so. The documents are of version 3.0, whose schemas are turned into JSON Schema here.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{LazyLock, Mutex, PoisonError};

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};
use zonesift_core::provider::{Provider, Request, Response};

static BUNNY: LazyLock<Option<Document>> = LazyLock::new(|| load("bunny-dns-openapi.json"));
static CLOUDFLARE: LazyLock<Option<Document>> =
    LazyLock::new(|| load("cloudflare-dns-openapi.json"));

struct Document {
    root: Value,
    validators: Mutex<HashMap<String, &'static Validator>>,
}

/// Fails unless the call is one that the document knows: path, query and body.
pub fn check_request(provider: Provider, request: &Request) {
    let Some(document) = document(provider) else { return };
    let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
    let (operation, places) = document.operation(request);
    let parameters = document.parameters(operation);
    for (name, value) in places.iter().map(|(name, value)| (*name, *value)).chain(pairs(query)) {
        let parameter = parameters.iter().find(|parameter| parameter["name"] == name);
        let parameter = parameter.unwrap_or_else(|| panic!("{path}: no parameter {name}"));
        let value = decode(value);
        // A number or a truth is one in a schema, and a text on its way there.
        let number = value.parse::<i64>().map(Value::from);
        let typed = number.or_else(|_| value.parse::<bool>().map(Value::from));
        let typed = typed.unwrap_or_else(|_| Value::from(&*value));
        let fits = document.faults(&parameter["schema"], &typed).is_empty()
            || document.faults(&parameter["schema"], &Value::from(&*value)).is_empty();
        assert!(fits, "{path}: {name}={value} is not as described");
    }
    let body = document.resolve(&operation["requestBody"]);
    match &request.body {
        Some(sent) => {
            let media_type = request.content_type.split(';').next().unwrap_or_default();
            let sent = match media_type {
                "multipart/form-data" => form(sent, &request.content_type),
                "application/json" => serde_json::from_str(sent).unwrap(),
                _ => Value::from(&**sent),
            };
            let schema = &body["content"][media_type];
            assert!(!schema.is_null(), "{path}: {media_type} is no body");
            let faults = document.faults(&schema["schema"], &sent);
            assert!(faults.is_empty(), "{path}: {sent}\n{}", faults.join("\n"));
        }
        None => assert_ne!(body["required"], true, "{path}: no body is sent"),
    }
}

/// Fails unless the answer is one that the document gives for the call.
pub fn check_response(provider: Provider, request: &Request, response: &Response) {
    let Some(document) = document(provider) else { return };
    let (operation, _) = document.operation(request);
    let responses = &operation["responses"];
    let class = format!("{}XX", response.status / 100);
    let described = [response.status.to_string(), class]
        .iter()
        .find_map(|status| responses.get(status))
        .cloned()
        .unwrap_or_default();
    let described = document.resolve(&described);
    // Cloudflare's document says nothing of 5xx.
    assert!(
        !described.is_null() || response.status >= 500,
        "{}: {}",
        request.path,
        response.status
    );
    let content = &described["content"];
    let is_text = response.status < 300 && request.accept != "application/json";
    assert!(!is_text || !content[request.accept].is_null(), "{}: no text", request.path);
    let Some(json) = content.get("application/json") else { return };
    if response.body.is_empty() && response.status >= 400 {
        return;
    }
    let body: Value = serde_json::from_slice(&response.body).expect("JSON is described");
    let faults = document.faults(&json["schema"], &body);
    assert!(faults.is_empty(), "{}: {body}\n{}", request.path, faults.join("\n"));
}

/// The fields of a form as an object of texts (RFC 7578).
fn form(body: &str, content_type: &str) -> Value {
    let (_, boundary) = content_type.split_once("boundary=").unwrap();
    let delimiter = format!("--{boundary}");
    let parts = body.split(&*delimiter).filter_map(|part| part.split_once("\r\n\r\n"));
    let fields = parts.map(|(head, text)| {
        let name = head.split('"').nth(1).unwrap().to_owned();
        (name, Value::from(text.strip_suffix("\r\n").unwrap()))
    });
    Value::Object(fields.collect())
}

fn document(provider: Provider) -> Option<&'static Document> {
    match provider {
        Provider::Bunny => BUNNY.as_ref(),
        Provider::Cloudflare => CLOUDFLARE.as_ref(),
    }
}

fn load(file: &str) -> Option<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/specs");
    let Ok(text) = std::fs::read_to_string(folder.join(file)) else {
        println!("skipped: no ../shared/specs/{file}, so nothing is checked against it");
        return None;
    };
    let mut root: Value = serde_json::from_str(&text).unwrap();
    convert(&mut root);
    Some(Document { root, validators: Mutex::default() })
}

impl Document {
    /// The operation of a call, with the values of the places in its path. A path without places
    /// goes before one with.
    fn operation<'d, 'r>(&'d self, request: &'r Request) -> (&'d Value, Vec<(&'d str, &'r str)>) {
        let path = request.path.split('?').next().unwrap_or_default();
        let method = request.method.as_str().to_lowercase();
        let paths = self.root["paths"].as_object().unwrap().iter();
        let mut matching: Vec<_> =
            paths.filter_map(|(template, item)| Some((places(template, path)?, item))).collect();
        matching.retain(|(_, item)| item.get(&method).is_some());
        matching.sort_by_key(|(places, _)| places.len());
        let (places, item) = matching.into_iter().next().unwrap_or_else(|| {
            panic!("{} {path} is no call of the document", request.method.as_str())
        });
        (&item[&method], places)
    }

    fn parameters(&self, operation: &Value) -> Vec<Value> {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        parameters.map(|parameter| self.resolve(parameter)).collect()
    }

    /// The value that a reference stands for; any other value itself.
    fn resolve(&self, value: &Value) -> Value {
        match value["$ref"].as_str().and_then(|reference| reference.strip_prefix('#')) {
            Some(pointer) => self.root.pointer(pointer).unwrap().clone(),
            None => value.clone(),
        }
    }

    /// What is wrong with a value by this schema.
    fn faults(&self, schema: &Value, value: &Value) -> Vec<String> {
        let validator = *self
            .validators
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(schema.to_string())
            .or_insert_with(|| Box::leak(Box::new(self.validator(schema))));
        let fault = |fault: jsonschema::ValidationError<'_>| {
            format!("{} at {}", fault, fault.instance_path())
        };
        validator.iter_errors(value).map(fault).collect()
    }

    fn validator(&self, schema: &Value) -> Validator {
        // One body is described as JSON of no certain shape.
        let schema = if schema.is_null() { &Value::Bool(true) } else { schema };
        let whole = json!({ "allOf": [schema], "components": self.root["components"] });
        jsonschema::options()
            .with_draft(Draft::Draft7)
            // The documents call names with underscores host names.
            .should_validate_formats(false)
            .build(&whole)
            .unwrap()
    }
}

/// The values of the places of a template such as `/zones/{id}`, if the path is one of it.
fn places<'t, 'p>(template: &'t str, path: &'p str) -> Option<Vec<(&'t str, &'p str)>> {
    let (expected, given): (Vec<_>, Vec<_>) =
        (template.split('/').collect(), path.split('/').collect());
    if expected.len() != given.len() {
        return None;
    }
    let mut places = Vec::new();
    for (expected, given) in expected.into_iter().zip(given) {
        match expected.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(name) => places.push((name, given)),
            None if expected == given => {}
            None => return None,
        }
    }
    Some(places)
}

fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| pair.split_once('=').unwrap())
}

/// Percent-encoding (RFC 3986, section 2.1).
fn decode(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(digits, 16).unwrap());
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).unwrap()
}

/// `nullable: true` (OpenAPI 3.0.3, schema object) becomes one more alternative.
fn convert(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(convert),
        Value::Object(members) => {
            members.values_mut().for_each(convert);
            if members.get("nullable") == Some(&Value::Bool(true)) {
                let schema = std::mem::take(members);
                let mut alternatives = Map::new();
                alternatives.insert("anyOf".into(), json!([schema, { "type": "null" }]));
                *members = alternatives;
            }
        }
        _ => {}
    }
}

#[test]
fn only_nullable_schemas_accept_null() {
    let mut schema = json!({
        "type": "object",
        "properties": {
            "a": { "type": "string", "enum": ["x"], "nullable": true },
            "b": { "type": "string" },
        },
    });
    convert(&mut schema);
    let document = Document { root: Value::Null, validators: Mutex::default() };
    let is_good = |value: &Value| document.faults(&schema, value).is_empty();
    assert!(is_good(&json!({ "a": null, "b": "" })) && is_good(&json!({ "a": "x" })));
    assert!(!is_good(&json!({ "a": "y" })) && !is_good(&json!({ "b": null })));
}

#[test]
fn matches_paths_against_their_templates() {
    assert_eq!(places("/a/{b}/c", "/a/1/c"), Some(vec![("b", "1")]));
    assert_eq!(places("/a/{b}/c", "/a/1/d"), None);
    assert_eq!(places("/a/{b}", "/a/1/c"), None);
    assert_eq!(decode("contains%3A%C3%BC"), "contains:ü");
}
