//! Calls of the tests beside the endpoints, without a socket.

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    http::header,
};
use serde_json::Value;
use tower::ServiceExt;

use super::router;
use crate::{Config, ids, sandbox::Sandbox};

/// A plain key.
pub const KEY: &str = "sandbox-test";

/// Reads before a record is taken to be missing: far more than any scan needs.
const POLLS: usize = 50_000;

/// The API on its own.
pub struct Host(Router);

/// What came back; the body is null when it is no JSON.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub retry_after: Option<String>,
    pub body: Value,
}

impl Answer {
    /// The code of the first error.
    pub fn code(&self) -> u64 {
        self.body["errors"][0]["code"].as_u64().unwrap_or_default()
    }

    /// The items of the result.
    pub fn items(&self) -> &Vec<Value> {
        self.body["result"].as_array().unwrap()
    }
}

/// The path of a zone's records.
pub fn records(domain: &str) -> String {
    format!("/zones/{}/dns_records", ids::hex32(&("zone", &domain.to_owned())))
}

/// The path of a record.
pub fn record_path(domain: &str, record: &Value) -> String {
    format!("{}/{}", records(domain), record["id"].as_str().unwrap())
}

impl Host {
    pub async fn new() -> Self {
        Self(router(Arc::new(Sandbox::new(&Config::for_tests()).await.unwrap())))
    }

    pub async fn call(&self, key: &str, method: &str, path: &str, body: Option<Value>) -> Answer {
        let content_type = body.is_some().then_some("application/json");
        let body = body.map_or(Body::empty(), |body| Body::from(body.to_string()));
        let (answer, bytes) = self.send(key, method, path, content_type, body).await;
        Answer { body: serde_json::from_slice(&bytes).unwrap_or_default(), ..answer }
    }

    /// Reads what is no JSON.
    pub async fn text(&self, path: &str) -> String {
        let (answer, bytes) = self.send(KEY, "GET", path, None, Body::empty()).await;
        assert_eq!(answer.status, 200);
        String::from_utf8(bytes).unwrap()
    }

    /// Imports a zone file.
    pub async fn import(&self, domain: &str, file: &str, proxied: &str) -> Answer {
        let part = |name: &str, text: &str| {
            format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
        };
        let body = format!("{}{}--B--\r\n", part("file", file), part("proxied", proxied));
        let path = format!("{}/import", records(domain));
        let form = Some("multipart/form-data; boundary=B");
        let (answer, bytes) = self.send(KEY, "POST", &path, form, Body::from(body)).await;
        Answer { body: serde_json::from_slice(&bytes).unwrap_or_default(), ..answer }
    }

    async fn send(
        &self,
        key: &str,
        method: &str,
        path: &str,
        content_type: Option<&str>,
        body: Body,
    ) -> (Answer, Vec<u8>) {
        let mut request = Request::builder().method(method).uri(path);
        request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
        if let Some(content_type) = content_type {
            request = request.header(header::CONTENT_TYPE, content_type);
        }
        let response = self.0.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let status = response.status().as_u16();
        let retry_after = response.headers().get(header::RETRY_AFTER);
        let retry_after = retry_after.map(|value| value.to_str().unwrap().to_owned());
        let bytes = to_bytes(response.into_body(), 1 << 22).await.unwrap();
        (Answer { status, retry_after, body: Value::Null }, bytes.to_vec())
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(KEY, "POST", path, Some(body)).await
    }

    /// The record that a zone holds at a name below it; an empty one is the apex.
    pub async fn held(&self, domain: &str, kind: &str, label: &str) -> Value {
        let name = if label.is_empty() { domain.to_owned() } else { format!("{label}.{domain}") };
        let answer = self.get(&records(domain)).await;
        let held = answer.items().iter().find(|held| held["type"] == kind && held["name"] == name);
        held.unwrap_or_else(|| panic!("{kind} {name} is not held")).clone()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call(KEY, "GET", path, None).await
    }

    pub async fn review(&self, domain: &str, body: Value) -> Answer {
        let path = format!("{}/scan/review", records(domain));
        self.call(KEY, "POST", &path, Some(body)).await
    }

    pub async fn trigger(&self, domain: &str) -> Answer {
        let path = format!("{}/scan/trigger", records(domain));
        self.call(KEY, "POST", &path, None).await
    }

    /// Reads the review list until it holds a record of this type and name.
    pub async fn found(&self, domain: &str, kind: &str, name: &str) -> Value {
        let path = format!("{}/scan/review", records(domain));
        for _ in 0..POLLS {
            let answer = self.get(&path).await;
            let wanted = |record: &&Value| record["type"] == kind && record["name"] == name;
            if let Some(record) = answer.items().iter().find(wanted) {
                return record.clone();
            }
            tokio::task::yield_now().await;
        }
        panic!("{kind} {name} is not found")
    }
}
