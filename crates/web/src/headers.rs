//! The headers every response carries, whatever made it: page, refusal, static file or panic.
//!
//! A handler may set a header itself (a static file its long cache); it is then left as it is.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::middleware::Next;
use axum::response::Response;
use url::Url;

use crate::app::App;

/// What a page may load and do: only our own files, no inline script or style, no frame, no form to elsewhere, no text turned into script.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
     connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
     require-trusted-types-for 'script'; trusted-types fyren";

const FIXED: [(HeaderName, &str); 9] = [
    (CACHE_CONTROL, "no-store"),
    (REFERRER_POLICY, "no-referrer"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (CONTENT_SECURITY_POLICY, POLICY),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
    ),
    (
        HeaderName::from_static("x-robots-tag"),
        "noarchive, nosnippet",
    ),
];

/// Adds what is missing to a response.
pub(crate) async fn complete(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    if let Some(value) = transport(&app.origin) {
        headers
            .entry(STRICT_TRANSPORT_SECURITY)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Behind TLS browsers are told to come by TLS alone for two years, also to the centres below this name.
fn transport(origin: &Url) -> Option<&'static str> {
    (origin.scheme() == "https").then_some("max-age=63072000; includeSubDomains")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn behind_tls_browsers_are_told_to_stay_there() {
        let told = |origin: &str| transport(&origin.parse().unwrap());
        assert_eq!(
            told("https://fyren.example.se"),
            Some("max-age=63072000; includeSubDomains")
        );
        assert_eq!(told("http://localhost:8080"), None);
    }
}
