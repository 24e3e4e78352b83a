//! Every address, and who may use it. An address that is missing here fails the test.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use fyren_domain::id::{AttachmentId, CannedAnswerId, MatterId, PasskeyId, RecoveryId};
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;

use crate::support::{Asker, Centre, Colleague, Page, asked};

on_both_engines!(
    every_address_stands_in_the_list,
    nobody_gets_past_the_sign_in,
    another_centres_worker_finds_nothing_of_ours,
    a_session_of_another_centre_is_none_here,
    each_role_finds_what_is_for_it_and_nothing_else
);

/// Whom an address answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    /// Everybody; the addresses of the sign-in too, which then ask for a passphrase or an invitation.
    Public,
    /// Whoever can prove a code phrase.
    Phrase,
    /// Whoever has given the right passphrase and owes the second factor.
    Half,
    /// Whoever is signed in and has one of these roles.
    Staff(&'static str),
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

impl Route {
    /// The roles it answers, if one has to be signed in.
    fn roles(&self) -> Option<&'static str> {
        match self.audience {
            Audience::Staff(roles) => Some(roles),
            _ => None,
        }
    }

    /// Its address with ids in it.
    fn filled(&self, ids: &[(&str, String)]) -> String {
        let fill = |path: String, (name, id): &(&str, String)| path.replace(name, id);
        ids.iter().fold(self.path.to_owned(), fill)
    }
}

/// All of them.
pub(crate) const ROUTES: &[Route] = {
    use Audience::{Half, Phrase, Public, Setup, Staff};
    const COORDINATOR: Audience = Staff("coordinator");
    const ADMINISTRATOR: Audience = Staff("administrator");
    const MANAGERS: Audience = Staff("coordinator administrator");
    const ADVISERS: Audience = Staff("coordinator member");
    const COLLEAGUES: Audience = Staff("coordinator member administrator");
    const EVERYBODY: Audience = Staff("coordinator member administrator steering");
    &[
        route("GET", "/", Public),
        route("GET", "/fraga", Public),
        route("GET", "/svar", Public),
        route("GET", "/om", Public),
        route("GET", "/innan/fraga", Public),
        route("GET", "/innan/svar", Public),
        route("GET", "/en", Public),
        route("GET", "/en/fraga", Public),
        route("GET", "/en/svar", Public),
        route("GET", "/en/om", Public),
        route("GET", "/en/innan/fraga", Public),
        route("GET", "/en/innan/svar", Public),
        route("GET", "/lamna", Public),
        route("GET", "/healthz", Public),
        route("GET", "/static/{name}", Public),
        route("GET", "/s/{name}", Public),
        route("GET", "/katalog/checkpoint", Public),
        route("GET", "/katalog/tile/{level}/{index}", Public),
        route("GET", "/katalog/tile/{level}/{index}/{width}", Public),
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
        route("POST", "/hub/inloggning/kod", Half),
        route("POST", "/hub/inloggning/nyckel/start", Half),
        route("POST", "/hub/inloggning/nyckel/avslut", Half),
        route("POST", "/hub/utloggning", EVERYBODY),
        route("GET", "/hub/valkommen", Public),
        route("POST", "/hub/valkommen/inbjudan", Public),
        route("POST", "/hub/valkommen/start", Public),
        route("POST", "/hub/valkommen/avslut", Public),
        route("GET", "/hub", ADVISERS),
        route("GET", "/hub/nyheter", ADVISERS),
        route("GET", "/hub/nycklar", EVERYBODY),
        route("GET", "/hub/avslutade", ADVISERS),
        route("GET", "/hub/samtal", COORDINATOR),
        route("POST", "/hub/samtal", COORDINATOR),
        route("GET", "/hub/statistik", COORDINATOR),
        route("GET", "/hub/import", COORDINATOR),
        route("POST", "/hub/import", COORDINATOR),
        route("GET", "/hub/import/mall", COORDINATOR),
        route("GET", "/hub/export", COORDINATOR),
        route("GET", "/hub/handelser", MANAGERS),
        route("GET", "/hub/att-granska", COORDINATOR),
        route("POST", "/hub/att-granska", COORDINATOR),
        route("GET", "/hub/granskning", COORDINATOR),
        route("POST", "/hub/granskning", COORDINATOR),
        route("POST", "/hub/granskning/{review}/skal", ADVISERS),
        route("GET", "/hub/katalog", COLLEAGUES),
        route("POST", "/hub/katalog", COLLEAGUES),
        route("GET", "/hub/intag", COORDINATOR),
        route("POST", "/hub/intag", COORDINATOR),
        route("GET", "/hub/mallsvar", ADVISERS),
        route("POST", "/hub/mallsvar", COORDINATOR),
        route("POST", "/hub/mallsvar/{answer}/borttagning", COORDINATOR),
        route("GET", "/hub/modell", ADMINISTRATOR),
        route("POST", "/hub/modell", ADMINISTRATOR),
        route("GET", "/hub/arenden/{matter}", ADVISERS),
        route("POST", "/hub/arenden/{matter}/anteckningar", ADVISERS),
        route("POST", "/hub/arenden/{matter}/atagande", COORDINATOR),
        route("POST", "/hub/arenden/{matter}/ateroppning", COORDINATOR),
        route("GET", "/hub/arenden/{matter}/avslut", COORDINATOR),
        route("POST", "/hub/arenden/{matter}/avslut", COORDINATOR),
        route("GET", "/hub/arenden/{matter}/filer/{attachment}", ADVISERS),
        route("GET", "/hub/arenden/{matter}/forseglat", ADVISERS),
        route("POST", "/hub/arenden/{matter}/lasare", COORDINATOR),
        route("POST", "/hub/arenden/{matter}/svar", ADVISERS),
        route("POST", "/hub/arenden/{matter}/tid", ADVISERS),
        route("GET", "/hub/arenden/{matter}/triage", COORDINATOR),
        route("POST", "/hub/arenden/{matter}/triage", COORDINATOR),
        route("POST", "/hub/arenden/{matter}/uppfoljning", ADVISERS),
        route("POST", "/hub/arenden/{matter}/nyckel", ADVISERS),
        route("POST", "/hub/arenden/{matter}/nyckelbegaran", COORDINATOR),
        route(
            "POST",
            "/hub/arenden/{matter}/nyckelbegaran/{staff}",
            ADVISERS,
        ),
        route("POST", "/hub/arenden/{matter}/uteslutningar", ADVISERS),
        route("GET", "/hub/arenden/{matter}/utskrift", ADVISERS),
        route("GET", "/hub/personal", COLLEAGUES),
        route("GET", "/hub/personal/inbjudan", ADMINISTRATOR),
        route("POST", "/hub/personal/inbjudan", ADMINISTRATOR),
        route("GET", "/hub/personal/{staff}", ADMINISTRATOR),
        route("POST", "/hub/personal/{staff}", ADMINISTRATOR),
        route("POST", "/hub/personal/{staff}/avslut", ADMINISTRATOR),
        route("POST", "/hub/personal/{staff}/sessioner", ADMINISTRATOR),
        route("POST", "/hub/personal/{staff}/lank", ADMINISTRATOR),
        route("GET", "/hub/aterstallning", EVERYBODY),
        route("POST", "/hub/aterstallning", MANAGERS),
        route("GET", "/hub/aterstallning/krets", COORDINATOR),
        route("POST", "/hub/aterstallning/krets", COORDINATOR),
        route("GET", "/hub/aterstallning/samtycke", ADVISERS),
        route("POST", "/hub/aterstallning/samtycke", ADVISERS),
        route("GET", "/hub/aterstallning/delar", EVERYBODY),
        route("POST", "/hub/aterstallning/delar", EVERYBODY),
        route("GET", "/hub/aterstallning/{recovery}/del", ADVISERS),
        route("POST", "/hub/aterstallning/{recovery}/del", ADVISERS),
        route("POST", "/hub/aterstallning/{recovery}/stopp", EVERYBODY),
        route("GET", "/hub/ny-losenfras", Public),
        route("POST", "/hub/ny-losenfras/lage", Public),
        route("POST", "/hub/ny-losenfras/kort", Public),
        route("POST", "/hub/ny-losenfras/start", Public),
        route("POST", "/hub/ny-losenfras/avslut", Public),
        route("GET", "/hub/konto", EVERYBODY),
        route("POST", "/hub/konto/sessioner", EVERYBODY),
        route("POST", "/hub/konto/webblasare", EVERYBODY),
        route("GET", "/hub/konto/app", EVERYBODY),
        route("POST", "/hub/konto/app", EVERYBODY),
        route("POST", "/hub/konto/app/ta-bort", EVERYBODY),
        route("GET", "/hub/konto/losenfras", EVERYBODY),
        route("POST", "/hub/konto/losenfras", EVERYBODY),
        route("POST", "/hub/konto/losenfras/start", EVERYBODY),
        route("GET", "/hub/konto/koder", EVERYBODY),
        route("POST", "/hub/konto/koder", EVERYBODY),
        route("POST", "/hub/konto/nycklar/start", EVERYBODY),
        route("POST", "/hub/konto/webblasare/ta-bort", EVERYBODY),
        route("POST", "/hub/konto/nycklar/avslut", EVERYBODY),
        route("POST", "/hub/konto/nycklar/{passkey}/ta-bort", EVERYBODY),
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
            Audience::Half | Audience::Staff(_) => assert!(
                asks_to_sign_in(&page),
                "{} {} gave {}",
                route.method,
                route.path,
                page.status
            ),
        }
    }
}

/// Ids for every address that takes one: of things there are, and of the right form.
fn ids(matter: MatterId, staff: &Colleague) -> [(&'static str, String); 7] {
    let attachment = AttachmentId::from_bytes([3; 16]);
    let answer = CannedAnswerId::from_bytes([3; 16]);
    let passkey = PasskeyId::from_bytes([3; 16]);
    let recovery = RecoveryId::from_bytes([3; 16]);
    [
        ("{matter}", matter.to_string()),
        ("{attachment}", attachment.to_string()),
        ("{staff}", staff.id.to_string()),
        ("{answer}", answer.to_string()),
        ("{passkey}", passkey.to_string()),
        ("{review}", "1".to_owned()),
        ("{recovery}", recovery.to_string()),
    ]
}

/// Whether the address is of a file or recovery that is not there.
fn of_nothing(route: &Route) -> bool {
    route.path.contains("{attachment}") || route.path.contains("{recovery}")
}

/// The route tried as pages and scripts use it.
async fn tried(route: &Route, path: &str, who: &Colleague) -> Vec<Page> {
    if route.method == "GET" {
        return vec![who.get(path).await];
    }
    vec![
        who.submit(path, &[]).await,
        who.submit_json(path, &serde_json::json!({})).await,
    ]
}

/// A matter that coordinator and member read, so that only the role decides.
async fn each_role_finds_what_is_for_it_and_nothing_else(bench: Bench) {
    let (centre, anna, asker) = asked(&bench).await;
    let roles = [
        ("member", centre.member("Cilla", "midwife").await),
        ("administrator", centre.administrator("Disa").await),
        ("steering", centre.steering("Eva").await),
        ("coordinator", anna),
    ];
    let (cilla, anna) = (&roles[0].1, &roles[3].1);
    anna.name_readers(asker.matter, &[anna, cilla], &[]).await;
    let ids = ids(asker.matter, anna);
    for route in ROUTES {
        let Some(admitted) = route.roles() else {
            continue;
        };
        let path = route.filled(&ids);
        for (role, colleague) in &roles {
            let named = format!("{} {path} as {role}", route.method);
            if !admitted.split(' ').any(|admitted| admitted == *role) {
                for page in tried(route, &path, colleague).await {
                    assert_eq!(page.status, StatusCode::NOT_FOUND, "{named}");
                }
            } else if route.method == "GET" && !of_nothing(route) {
                let status = colleague.listen(&path).await.status();
                assert_eq!(status, StatusCode::OK, "{named}");
            }
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
    let ours = ids(asker.matter, &anna);
    for route in ROUTES
        .iter()
        .filter(|route| route.roles().is_some() && route.path.contains('{'))
    {
        let path = route.filled(&ours);
        for stranger in &strangers {
            for page in tried(route, &path, stranger).await {
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
        .filter(|route| route.roles().is_some() && route.method == "GET")
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
