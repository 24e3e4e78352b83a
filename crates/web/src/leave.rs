//! The way out: one address that clears what the browser keeps of us and leads to an ordinary page.
//!
//! It is a plain link, so that it works without script. Another site that leads here, or fetches the address as a picture, clears
//! nothing: it would sign staff out and throw their drafts away.

use axum::Router;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::IntoResponse;
use axum::routing::get;

use crate::app::App;
use crate::centres::VisitedCentre;
use crate::paths;

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

pub(crate) fn routes() -> Router<App> {
    Router::new().route(paths::LEAVE, get(show))
}

async fn show(VisitedCentre(model): VisitedCentre, headers: HeaderMap) -> impl IntoResponse {
    let away = [
        (LOCATION, model.leave_address.clone()),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    let clearing = [(CLEAR_SITE_DATA, r#""cache", "cookies", "storage""#)];
    let clearing = (!is_sent_by_another(&headers)).then_some(clearing);
    (StatusCode::SEE_OTHER, clearing, away)
}

/// Whether the browser says that a page of another site asked. One that says nothing is believed.
fn is_sent_by_another(headers: &HeaderMap) -> bool {
    headers
        .get("sec-fetch-site")
        .is_some_and(|site| site != "same-origin" && site != "none")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent_by_another(headers: &[(&'static str, &str)]) -> bool {
        is_sent_by_another(
            &headers
                .iter()
                .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
                .collect(),
        )
    }

    #[test]
    fn our_own_link_and_a_typed_address_clear_what_is_kept() {
        assert!(!sent_by_another(&[]));
        for site in ["same-origin", "none"] {
            assert!(!sent_by_another(&[("sec-fetch-site", site)]), "{site}");
        }
    }

    #[test]
    fn another_site_clears_nothing() {
        for site in ["cross-site", "same-site"] {
            assert!(sent_by_another(&[("sec-fetch-site", site)]), "{site}");
        }
    }
}
