//! Every address, and who may use it. An address that is missing here fails the test.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use fyren_domain::id::{AttachmentId, CannedAnswerId, PasskeyId};
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;

use crate::support::{Asker, Centre, Page};

on_both_engines!(
    every_address_stands_in_the_list,
    nobody_gets_past_the_sign_in,
    another_centres_worker_finds_nothing_of_ours,
    a_session_of_another_centre_is_none_here
);

/// Whom an address answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    /// Everybody; the addresses of the sign-in too, which then ask for a passphrase or an invitation.
    Public,
    /// Whoever can prove a code phrase.
    Phrase,
    /// Whoever is signed in, as far as the role goes.
    Staff,
    /// Whoever sets up an installation that has no centre; later nobody.
    Setup,
}

/// One address with one method.
pub(crate) struct Route {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    audience: Audience,
}

const fn route(method: &'static str, path: &'static str, audience: Audience) -> Route {
    Route {
        method,
        path,
        audience,
    }
}

/// All of them.
pub(crate) const ROUTES: &[Route] = {
    use Audience::{Phrase, Public, Setup, Staff};
    &[
        route("GET", "/", Public),
        route("GET", "/fraga", Public),
        route("GET", "/svar", Public),
        route("GET", "/om", Public),
        route("GET", "/en", Public),
        route("GET", "/en/fraga", Public),
        route("GET", "/en/svar", Public),
        route("GET", "/en/om", Public),
        route("GET", "/lamna", Public),
        route("GET", "/healthz", Public),
        route("GET", "/static/{name}", Public),
        route("GET", "/kanal/intag", Public),
        route("GET", "/kanal/utmaning", Public),
        route("POST", "/kanal/fras", Public),
        route("POST", "/kanal/fraga", Phrase),
        route("POST", "/kanal/oppna", Phrase),
        route("POST", "/kanal/skriv", Phrase),
        route("POST", "/kanal/fil", Phrase),
        route("POST", "/kanal/fil/hamta", Phrase),
        route("GET", "/start", Setup),
        route("POST", "/start", Setup),
        route("GET", "/hub/inloggning", Public),
        route("POST", "/hub/inloggning/start", Public),
        route("POST", "/hub/inloggning/avslut", Public),
        route("POST", "/hub/inloggning/kod", Staff),
        route("POST", "/hub/inloggning/nyckel/start", Staff),
        route("POST", "/hub/inloggning/nyckel/avslut", Staff),
        route("POST", "/hub/utloggning", Staff),
        route("GET", "/hub/valkommen", Public),
        route("POST", "/hub/valkommen/inbjudan", Public),
        route("POST", "/hub/valkommen/start", Public),
        route("POST", "/hub/valkommen/avslut", Public),
        route("GET", "/hub", Staff),
        route("GET", "/hub/nyheter", Staff),
        route("GET", "/hub/nycklar", Staff),
        route("GET", "/hub/avslutade", Staff),
        route("GET", "/hub/samtal", Staff),
        route("POST", "/hub/samtal", Staff),
        route("GET", "/hub/statistik", Staff),
        route("GET", "/hub/handelser", Staff),
        route("GET", "/hub/intag", Staff),
        route("POST", "/hub/intag", Staff),
        route("GET", "/hub/mallsvar", Staff),
        route("POST", "/hub/mallsvar", Staff),
        route("POST", "/hub/mallsvar/{answer}/borttagning", Staff),
        route("GET", "/hub/modell", Staff),
        route("POST", "/hub/modell", Staff),
        route("GET", "/hub/arenden/{matter}", Staff),
        route("POST", "/hub/arenden/{matter}/anteckningar", Staff),
        route("POST", "/hub/arenden/{matter}/atagande", Staff),
        route("POST", "/hub/arenden/{matter}/ateroppning", Staff),
        route("GET", "/hub/arenden/{matter}/avslut", Staff),
        route("POST", "/hub/arenden/{matter}/avslut", Staff),
        route("GET", "/hub/arenden/{matter}/filer/{attachment}", Staff),
        route("GET", "/hub/arenden/{matter}/forseglat", Staff),
        route("POST", "/hub/arenden/{matter}/lasare", Staff),
        route("POST", "/hub/arenden/{matter}/svar", Staff),
        route("POST", "/hub/arenden/{matter}/tid", Staff),
        route("GET", "/hub/arenden/{matter}/triage", Staff),
        route("POST", "/hub/arenden/{matter}/triage", Staff),
        route("POST", "/hub/arenden/{matter}/uppfoljning", Staff),
        route("POST", "/hub/arenden/{matter}/uteslutningar", Staff),
        route("GET", "/hub/arenden/{matter}/utskrift", Staff),
        route("GET", "/hub/personal", Staff),
        route("GET", "/hub/personal/inbjudan", Staff),
        route("POST", "/hub/personal/inbjudan", Staff),
        route("GET", "/hub/personal/{staff}", Staff),
        route("POST", "/hub/personal/{staff}", Staff),
        route("POST", "/hub/personal/{staff}/avslut", Staff),
        route("POST", "/hub/personal/{staff}/lank", Staff),
        route("GET", "/hub/konto", Staff),
        route("GET", "/hub/konto/app", Staff),
        route("POST", "/hub/konto/app", Staff),
        route("POST", "/hub/konto/app/ta-bort", Staff),
        route("GET", "/hub/konto/losenfras", Staff),
        route("POST", "/hub/konto/losenfras", Staff),
        route("POST", "/hub/konto/losenfras/start", Staff),
        route("GET", "/hub/konto/koder", Staff),
        route("POST", "/hub/konto/koder", Staff),
        route("POST", "/hub/konto/nycklar/start", Staff),
        route("POST", "/hub/konto/nycklar/avslut", Staff),
        route("POST", "/hub/konto/nycklar/{passkey}/ta-bort", Staff),
    ]
};

fn method(route: &Route) -> Method {
    Method::from_bytes(route.method.as_bytes()).unwrap()
}

async fn every_address_stands_in_the_list(bench: Bench) {
    let visitor = Centre::open(&bench).await.visitor();
    let listed: BTreeSet<_> = ROUTES
        .iter()
        .map(|route| (route.path.to_owned(), route.method))
        .collect();
    let mut found = BTreeSet::new();
    for path in fyren_web::addresses() {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            let sent = Method::from_bytes(method.as_bytes()).unwrap();
            let page = visitor.request(sent, &path.replace(['{', '}'], "")).await;
            if page.status != StatusCode::METHOD_NOT_ALLOWED {
                found.insert((path.clone(), method));
            }
        }
    }
    assert!(
        found.is_superset(&listed),
        "no longer there: {:?}",
        listed.difference(&found)
    );
    assert!(
        listed.is_superset(&found),
        "missing in the list: {:?}",
        found.difference(&listed)
    );
}

fn asks_to_sign_in(page: &Page) -> bool {
    page.status == StatusCode::UNAUTHORIZED || page.header("location") == "/hub/inloggning"
}

async fn nobody_gets_past_the_sign_in(bench: Bench) {
    let visitor = Centre::open(&bench).await.visitor();
    for route in ROUTES {
        let page = visitor
            .request(method(route), &route.path.replace(['{', '}'], ""))
            .await;
        match route.audience {
            Audience::Public => assert!(!asks_to_sign_in(&page), "{} {}", route.method, route.path),
            Audience::Phrase => assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{}", route.path),
            Audience::Setup => assert!(
                !page.status.is_success(),
                "{} gave {}",
                route.path,
                page.status
            ),
            Audience::Staff => assert!(
                asks_to_sign_in(&page),
                "{} {} gave {}",
                route.method,
                route.path,
                page.status
            ),
        }
    }
}

/// Our own things, asked for by somebody who is signed in elsewhere: not one is there.
async fn another_centres_worker_finds_nothing_of_ours(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    centre.open_intake(&anna, &[]).await;
    let mut asker = Asker::at(&centre);
    asker.ask("Hur?").await;
    let neighbour = centre.neighbour().await;
    let strangers = [
        neighbour.coordinator("Dora").await,
        neighbour.administrator("Disa").await,
    ];
    let ours = [
        ("{matter}", asker.matter.to_string()),
        (
            "{attachment}",
            AttachmentId::from_bytes([3; 16]).to_string(),
        ),
        ("{staff}", anna.id.to_string()),
        ("{answer}", CannedAnswerId::from_bytes([3; 16]).to_string()),
        ("{passkey}", PasskeyId::from_bytes([3; 16]).to_string()),
    ];
    for route in ROUTES
        .iter()
        .filter(|route| route.audience == Audience::Staff && route.path.contains('{'))
    {
        let path = ours.iter().fold(route.path.to_owned(), |path, (name, id)| {
            path.replace(name, id)
        });
        for stranger in &strangers {
            let answers = match route.method {
                "GET" => vec![stranger.get(&path).await],
                _ => vec![
                    stranger.submit(&path, &[]).await,
                    stranger.submit_json(&path, &serde_json::json!({})).await,
                ],
            };
            for page in answers {
                let misread =
                    [StatusCode::BAD_REQUEST, StatusCode::FORBIDDEN].contains(&page.status);
                let refused =
                    page.status == StatusCode::NOT_FOUND || (route.method == "POST" && misread);
                assert!(
                    refused,
                    "{} {path} gave {} {} to {}",
                    route.method,
                    page.status,
                    page.header("location"),
                    stranger.name
                );
            }
        }
    }
    assert_eq!(asker.read(&asker.open().await), ["Hur?"]);
}

async fn a_session_of_another_centre_is_none_here(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let dora = centre.neighbour().await.coordinator("Dora").await;
    dora.get("/hub").await.is_ok();
    for route in ROUTES
        .iter()
        .filter(|route| route.audience == Audience::Staff && route.method == "GET")
    {
        let page = dora
            .visiting(&centre)
            .get(&route.path.replace(['{', '}'], ""))
            .await;
        assert!(
            asks_to_sign_in(&page),
            "{} gave {}",
            route.path,
            page.status
        );
    }
}
