//! Calls of the tests beside the endpoints, without a socket.

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    http::header,
};
use serde_json::{Value, json};
use tower::ServiceExt;

use super::router;
use crate::{Config, sandbox::Sandbox};

/// A plain key.
pub const KEY: &str = "sandbox-test";

/// Reads before a scan is taken to be stuck: far more than any needs.
const POLLS: usize = 200_000;

/// The API on its own.
pub struct Host(Router);

/// What came back; the body is null when it is no JSON.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub retry_after: Option<String>,
    pub body: Value,
    /// The body as it came.
    pub text: String,
}

impl Host {
    pub async fn new() -> Self {
        Self(router(Arc::new(Sandbox::new(&Config::for_tests()).await.unwrap())))
    }

    pub async fn call(&self, key: &str, method: &str, path: &str, body: Option<Value>) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("AccessKey", key);
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let body = body.map_or(Body::empty(), |body| Body::from(body.to_string()));
        self.send(request.body(body).unwrap()).await
    }

    /// Sends a text that is no JSON.
    pub async fn file(&self, path: &str, content_type: &str, text: &str) -> Answer {
        let request = Request::builder().method("POST").uri(path).header("AccessKey", KEY);
        let request = request.header(header::CONTENT_TYPE, content_type);
        self.send(request.body(Body::from(text.to_owned())).unwrap()).await
    }

    async fn send(&self, request: Request) -> Answer {
        let response = self.0.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let retry_after = response.headers().get(header::RETRY_AFTER);
        let retry_after = retry_after.map(|value| value.to_str().unwrap().to_owned());
        let bytes = to_bytes(response.into_body(), 1 << 22).await.unwrap();
        let body = serde_json::from_slice(&bytes).unwrap_or_default();
        Answer { status, retry_after, body, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call(KEY, "GET", path, None).await
    }

    /// The id of a zone of the account.
    pub async fn zone(&self, domain: &str) -> u64 {
        let zones = self.get("/dnszone").await.body;
        let zone = zones["Items"].as_array().unwrap().iter().find(|zone| zone["Domain"] == domain);
        zone.unwrap()["Id"].as_u64().unwrap()
    }

    pub async fn trigger(&self, zone: u64) -> Answer {
        self.call(KEY, "POST", "/dnszone/records/scan", Some(json!({ "ZoneId": zone }))).await
    }

    pub async fn scan(&self, zone: u64) -> Answer {
        self.get(&format!("/dnszone/{zone}/records/scan")).await
    }

    /// Reads until the job with this id is over.
    pub async fn finished(&self, zone: u64, job: &Value) -> Value {
        for _ in 0..POLLS {
            let body = self.scan(zone).await.body;
            let running = [json!(0), json!(1), json!("Pending"), json!("InProgress")];
            if body["JobId"] == *job && !running.contains(&body["Status"]) {
                return body;
            }
            tokio::task::yield_now().await;
        }
        panic!("the scan of {zone} does not end")
    }
}
