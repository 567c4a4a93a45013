//! The built page as static files, and `config.json`, which tells the page its API addresses.
//! Where the build has left a compressed file beside a file, a browser that takes it gets that one. It
//! serves nothing outside the folder, takes nothing but GET and HEAD, and compresses nothing itself.

use std::path::Path;

use axum::{
    Router,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use tower_http::services::{ServeDir, ServeFile};

/// What the page reads at its start: where the APIs are on this host, relative to the page, the key
/// that opens the sandbox, and that this host answers DNS.
const CONFIG: &str = r#"{"providers":{"bunny":{"address":"relay/bunny","sandbox":"sandbox/bunny"},"cloudflare":{"address":"relay/cloudflare/client/v4","sandbox":"sandbox/cloudflare/client/v4"}},"sandboxKey":"sandbox-demo","resolvers":["host","cloudflare","google","dns.sb"]}"#;

/// The routes of the page; whatever no other route takes is looked for in the folder.
pub fn router(dist: &Path) -> Router {
    let index = dist.join("index.html");
    let files = if index.is_file() {
        Router::new()
            .fallback_service(ServeDir::new(dist).precompressed_br().precompressed_gzip())
            .route_service("/", ServeFile::new(index).precompressed_br().precompressed_gzip())
    } else {
        Router::new().fallback(not_built)
    };
    // Before the folder: the `config.json` there is for hosts that have no answer of their own.
    files.route("/config.json", get(config)).layer(middleware::from_fn(cache))
}

async fn config() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], CONFIG).into_response()
}

async fn not_built() -> Response {
    let text = "The page is not built yet. In the folder of the repository: cargo xtask build\n";
    (StatusCode::SERVICE_UNAVAILABLE, text).into_response()
}

/// A file whose name holds a hash of its content never changes; everything else is asked for anew.
async fn cache(request: Request, next: Next) -> Response {
    let hashed = is_hashed(request.uri().path());
    let mut response = next.run(request).await;
    // What has not changed keeps what it was sent with, or the browser would ask from then on (RFC 9111,
    // section 4.3.4).
    let is_there = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let value = match (is_there, hashed) {
        (true, true) => "public, max-age=31536000, immutable",
        _ => "no-cache",
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
    response
}

/// The build writes `name-0123456789abcdef.js` and `name-0123456789abcdef_bg.wasm`. It leaves out a zero
/// at the front; the relays' servers take 15 digits as well.
fn is_hashed(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or_default();
    file.split(['-', '_', '.'])
        .any(|part| part.len() >= 15 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use axum::body::{Body, to_bytes};
    use tower::ServiceExt;

    use super::*;

    /// A built page in a folder of its own, named after the test.
    fn dist(test: &str) -> Router {
        let folder =
            std::env::temp_dir().join(format!("zonesift-host-{test}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.html"), "<!doctype html><title>Zonesift</title>").unwrap();
        fs::write(folder.join("config.json"), r#"{"providers":{}}"#).unwrap();
        fs::write(folder.join("icon-0123456789abcde.svg"), "<svg/>").unwrap();
        fs::write(folder.join("app-0123456789abcdef_bg.wasm"), "plain").unwrap();
        fs::write(folder.join("app-0123456789abcdef_bg.wasm.br"), "brotli").unwrap();
        fs::write(folder.join("app-0123456789abcdef_bg.wasm.gz"), "gzip").unwrap();
        router(&folder)
    }

    async fn ask(router: Router, method: &str, path: &str, encodings: &str) -> Response {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::ACCEPT_ENCODING, encodings)
            .body(Body::empty())
            .unwrap();
        router.oneshot(request).await.unwrap()
    }

    async fn text(response: Response) -> String {
        String::from_utf8(to_bytes(response.into_body(), 1 << 20).await.unwrap().into()).unwrap()
    }

    #[tokio::test]
    async fn the_index_is_always_revalidated() {
        let response = ask(dist("index"), "GET", "/", "").await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/html");
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-cache");
        assert!(text(response).await.contains("Zonesift"));
    }

    #[tokio::test]
    async fn wasm_has_its_type_and_is_cached_for_good() {
        let response = ask(dist("wasm"), "GET", "/app-0123456789abcdef_bg.wasm", "").await;
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/wasm");
        let cache = response.headers()[header::CACHE_CONTROL].to_str().unwrap();
        assert!(cache.contains("immutable"));
    }

    #[tokio::test]
    async fn a_revalidated_asset_stays_immutable() {
        for path in ["/app-0123456789abcdef_bg.wasm", "/icon-0123456789abcde.svg"] {
            let first = ask(dist("again"), "GET", path, "").await;
            let request = Request::get(path)
                .header(header::IF_MODIFIED_SINCE, &first.headers()[header::LAST_MODIFIED])
                .body(Body::empty())
                .unwrap();
            let again = dist("again").oneshot(request).await.unwrap();
            assert_eq!(again.status(), 304, "{path}");
            let kept = &again.headers()[header::CACHE_CONTROL];
            assert_eq!(kept, first.headers()[header::CACHE_CONTROL], "{path}");
            assert!(kept.to_str().unwrap().contains("immutable"), "{path}");
        }
    }

    #[tokio::test]
    async fn serves_the_smallest_encoding_that_the_browser_accepts() {
        for (takes, encoding, body) in [
            ("gzip, deflate, br, zstd", Some("br"), "brotli"),
            ("gzip, br;q=0", Some("gzip"), "gzip"),
            ("gzip", Some("gzip"), "gzip"),
            ("zstd", None, "plain"),
            ("", None, "plain"),
        ] {
            let path = "/app-0123456789abcdef_bg.wasm";
            let response = ask(dist("beside"), "GET", path, takes).await;
            let headers = response.headers();
            assert_eq!(headers[header::CONTENT_TYPE], "application/wasm", "{takes}");
            assert_eq!(headers[header::VARY], "accept-encoding", "{takes}");
            let told = headers.get(header::CONTENT_ENCODING).map(|value| value.to_str().unwrap());
            assert_eq!(told, encoding, "{takes}");
            assert_eq!(text(response).await, body, "{takes}");
        }
    }

    #[tokio::test]
    async fn serves_nothing_outside_the_folder() {
        for path in ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "/..%2fCargo.toml", "//etc/passwd"] {
            let response = ask(dist("outside"), "GET", path, "").await;
            assert_eq!(response.status(), 404, "{path}");
            assert_eq!(response.headers()[header::CACHE_CONTROL], "no-cache");
        }
    }

    #[tokio::test]
    async fn accepts_only_get_and_head() {
        for path in ["/", "/index.html", "/config.json"] {
            assert_eq!(ask(dist("reading"), "POST", path, "").await.status(), 405, "{path}");
            assert_eq!(ask(dist("reading"), "HEAD", path, "").await.status(), 200, "{path}");
        }
    }

    #[tokio::test]
    async fn serves_its_own_configuration_instead_of_the_one_in_the_folder() {
        let response = ask(dist("config"), "GET", "/config.json", "").await;
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/json");
        let config: serde_json::Value = serde_json::from_str(&text(response).await).unwrap();
        assert_eq!(config["providers"]["bunny"]["address"], "relay/bunny");
        assert_eq!(config["sandboxKey"], "sandbox-demo");
        assert_eq!(config["resolvers"][0], "host");
    }

    #[tokio::test]
    async fn a_missing_page_says_what_to_do() {
        let response = ask(router(Path::new("/nowhere")), "GET", "/", "").await;
        assert_eq!(response.status(), 503);
        assert!(text(response).await.contains("cargo xtask build"));
    }
}
