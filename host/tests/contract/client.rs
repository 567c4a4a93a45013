//! Sends the page's calls to a host that runs inside the test, and has every call and answer
//! checked against the description of its API.

use std::{sync::Arc, time::Duration};

use zonesift_core::name::DomainName;
use zonesift_core::provider::{
    ApiError, ApiKey, Call, JobId, Provider, Request, Response, ScanReading, ScanStatus,
    ScanTarget, ZoneInfo,
};
use zonesift_host::{Config, Running, start};

use crate::openapi;

/// How long a state of a scan may be waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// One account of one provider.
pub struct Client {
    host: Arc<Running>,
    http: reqwest::Client,
    provider: Provider,
    key: ApiKey,
}

impl Client {
    /// The account of this key on a host of its own.
    pub async fn new(provider: Provider, key: &str) -> Self {
        let host = Arc::new(start(Config::for_tests()).await.unwrap());
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { host, http, provider, key: ApiKey::new(key).unwrap() }
    }

    /// The account of another key on the same host.
    pub fn with(&self, provider: Provider, key: &str) -> Self {
        let (host, http) = (Arc::clone(&self.host), self.http.clone());
        Self { host, http, provider, key: ApiKey::new(key).unwrap() }
    }

    /// Sends a call and reads its answer; every deviation from the description is a failure.
    pub async fn send<T: 'static>(&self, call: Call<T>) -> Result<T, ApiError> {
        let response = self.exchange(&call.request).await;
        openapi::check_request(self.provider, &call.request);
        openapi::check_response(self.provider, &call.request, &response);
        call.read(&response)
    }

    /// As [`Client::send`] for answers that are broken on purpose.
    pub async fn send_unchecked<T: 'static>(&self, call: Call<T>) -> Result<T, ApiError> {
        call.read(&self.exchange(&call.request).await)
    }

    async fn exchange(&self, request: &Request) -> Response {
        let prefix = match self.provider {
            Provider::Bunny => "sandbox/bunny",
            Provider::Cloudflare => "sandbox/cloudflare/client/v4",
        };
        let url = format!("{}{prefix}{}", self.host.url(), request.path);
        let (name, value) = self.provider.auth_header(&self.key);
        let method = request.method.as_str().parse().unwrap();
        let mut sent =
            self.http.request(method, url).header(name, value).header("accept", request.accept);
        if let Some(body) = &request.body {
            sent = sent.header("content-type", &*request.content_type).body(body.clone());
        }
        let answer = sent.send().await.unwrap();
        let header = answer.headers().get("retry-after");
        let retry_after = header.and_then(|value| value.to_str().ok()?.parse().ok());
        let status = answer.status().as_u16();
        Response { status, retry_after, body: answer.bytes().await.unwrap().to_vec() }
    }

    /// The zone of this name.
    pub async fn zone(&self, domain: &str) -> ZoneInfo {
        self.send(self.provider.find_zone(&name(domain))).await.unwrap().expect(domain)
    }

    /// Starts a scan of a zone.
    pub async fn start_scan(&self, zone: &ZoneInfo) -> Option<JobId> {
        let target = ScanTarget::Zone(zone.id.clone());
        let call = self.provider.start_scan(&target).unwrap();
        self.send(call).await.unwrap().job
    }

    /// Reads a scan until it is as wanted.
    pub async fn scan_until(
        &self,
        zone: &ZoneInfo,
        wanted: impl Fn(&ScanReading) -> bool,
    ) -> ScanReading {
        let waited = tokio::time::timeout(PATIENCE, async {
            loop {
                let reading = self.send_unchecked(self.provider.read_scan(zone)).await.unwrap();
                if wanted(&reading) {
                    // What was waited for is read once more, to be checked.
                    return self.send(self.provider.read_scan(zone)).await.unwrap();
                }
                pause().await;
            }
        });
        waited.await.expect("the scan never came to the wanted state")
    }

    /// Scans a zone at a provider that tells when a scan is over.
    pub async fn scanned(&self, zone: &ZoneInfo) -> ScanReading {
        let job = self.start_scan(zone).await;
        self.scan_until(zone, |reading| reading.job == job && is_over(&reading.status)).await
    }
}

/// Between two looks at a scan.
pub async fn pause() {
    tokio::time::sleep(Duration::from_millis(20)).await;
}

/// Whether nothing more will come.
pub fn is_over(status: &ScanStatus) -> bool {
    matches!(status, ScanStatus::Completed | ScanStatus::Failed(_))
}

/// A name of a test.
pub fn name(text: &str) -> DomainName {
    DomainName::parse(text).unwrap()
}
