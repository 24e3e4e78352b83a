//! Requests that change something must come from our own pages. The token in form or header says
//! so; this asks the browser too, before anything is read.
//!
//! Our pages send no referrer, and browsers then write `origin: null` on plain forms: only
//! `sec-fetch-site` tells those apart, and where it is missing the token decides alone.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::error::Error;

/// Refuses what another site's page sent here.
pub(crate) async fn refuse_foreign(request: Request, next: Next) -> Result<Response, Error> {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if reads || is_own(request.headers()) {
        Ok(next.run(request).await)
    } else {
        Err(Error::ForeignForm)
    }
}

fn is_own(headers: &HeaderMap) -> bool {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match (header("sec-fetch-site"), header(header::ORIGIN.as_str())) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) if origin != "null" => {
            origin.split_once("://").map(|(_, host)| host) == header(header::HOST.as_str())
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(headers: &[(&'static str, &str)]) -> bool {
        let host = [("host", "fyren.example")];
        is_own(
            &host
                .iter()
                .chain(headers)
                .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
                .collect(),
        )
    }

    #[test]
    fn our_own_pages_are_believed() {
        assert!(own(&[
            ("sec-fetch-site", "same-origin"),
            ("origin", "null")
        ]));
        assert!(own(&[("origin", "https://fyren.example")]));
        assert!(own(&[("origin", "null")]));
        assert!(own(&[]));
    }

    #[test]
    fn other_sites_are_not() {
        for site in ["cross-site", "same-site", "none"] {
            assert!(
                !own(&[
                    ("sec-fetch-site", site),
                    ("origin", "https://fyren.example")
                ]),
                "{site}"
            );
        }
        assert!(!own(&[("origin", "https://evil.example")]));
        assert!(!own(&[("origin", "https://fyren.example.evil.example")]));
        assert!(!own(&[("origin", "https://fyren.example:8443")]));
    }
}
