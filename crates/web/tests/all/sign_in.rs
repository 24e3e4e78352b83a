//! Sign-in, with real passphrases.

use axum::http::StatusCode;
use data_encoding::BASE64URL_NOPAD;
use fyren_domain::access::Action;
use fyren_seal::SeededChance;
use fyren_seal::sign_in::ClientSignIn;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;
use serde_json::json;

use crate::support::{Arrival, Centre, code, invite, worked};

const PASSPHRASE: &str = "fem ganska långa ord här";

on_both_engines!(
    a_passphrase_and_a_code_lead_to_her_keys,
    an_unknown_handle_is_answered_as_a_known_one,
    an_exchange_is_finished_once,
    a_code_is_never_accepted_twice,
    guessing_codes_is_slowed_but_a_recovery_code_still_leads_in,
    half_a_sign_in_opens_nothing,
    a_signed_out_session_is_over,
    signing_in_again_ends_the_session_before,
    a_browser_that_was_used_before_is_known_and_no_other,
    ten_thousand_guesses_do_not_keep_her_out,
    work_for_a_guess_counts_once,
    signing_in_and_failing_to_are_events,
    a_sign_in_that_was_begun_and_not_finished_is_an_event,
);

/// Anna, enrolled, with an app; her browser is another by now.
async fn anna(centre: &Centre) -> Vec<u8> {
    let berit = centre.administrator("Berit").await;
    let token = invite(&berit, "anna", "coordinator").await;
    let mut anna = Arrival::at(centre);
    anna.enrol(&token, PASSPHRASE).await.is_ok();
    anna.connect_app(centre).await
}

async fn half_signed_in(centre: &Centre) -> Arrival {
    let mut anna = Arrival::at(centre);
    let (_, page) = anna
        .prove("anna", PASSPHRASE)
        .await
        .expect("the passphrase is right");
    page.is_ok();
    anna
}

async fn a_passphrase_and_a_code_lead_to_her_keys(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let secret = anna(&centre).await;
    let mut anna = Arrival::at(&centre);
    let (proof, page) = anna
        .prove(" Anna", PASSPHRASE)
        .await
        .expect("the passphrase is right");
    let answer = page.is_ok().json();
    assert_eq!(
        (&answer["code"], &answer["passkey"], &answer["next"]),
        (&json!(true), &json!(false), &json!(null))
    );
    let page = anna
        .send(
            "/hub/inloggning/kod",
            &json!({ "code": code(&secret, &centre) }),
        )
        .await;
    assert_eq!(page.is_ok().json()["next"], "/hub");
    let cookie = page.header("set-cookie");
    for part in ["HttpOnly", "SameSite=Strict", "Path=/hub"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(anna.opens_her_root(&proof).await);
}

async fn an_unknown_handle_is_answered_as_a_known_one(bench: Bench) {
    let centre = Centre::open(&bench).await;
    anna(&centre).await;
    let mut visitor = Arrival::at(&centre);
    let mut refusals = Vec::new();
    for handle in ["anna", "nobody", "Åsa Öberg"] {
        let (_, started) = visitor.start(handle, "en helt annan fras").await;
        let response = started["response"].as_str().unwrap();
        let body = json!({ "attempt": started["attempt"], "finalization": BASE64URL_NOPAD.encode(&[0; 64]) });
        let refused = visitor.send("/hub/inloggning/avslut", &body).await;
        refusals.push((response.len(), refused.status, refused.text()));
    }
    assert_eq!(refusals[0].1, StatusCode::FORBIDDEN);
    assert!(
        refusals.iter().all(|refusal| *refusal == refusals[0]),
        "{refusals:?}"
    );
    assert!(visitor.prove("anna", "en helt annan fras").await.is_none());
}

async fn an_exchange_is_finished_once(bench: Bench) {
    let centre = Centre::open(&bench).await;
    anna(&centre).await;
    let mut anna = Arrival::at(&centre);
    let (_, started) = anna.start("anna", PASSPHRASE).await;
    let body = json!({ "attempt": started["attempt"], "finalization": "" });
    let first = anna.send("/hub/inloggning/avslut", &body).await;
    first.is(StatusCode::FORBIDDEN).has_text("hör inte ihop");
    let second = anna.send("/hub/inloggning/avslut", &body).await;
    second.is(StatusCode::FORBIDDEN).has_text("för lång tid");
    let (_, started) = anna.start("anna", PASSPHRASE).await;
    centre.clock.pass_seconds(3 * 60);
    let body = json!({ "attempt": started["attempt"], "finalization": "" });
    anna.send("/hub/inloggning/avslut", &body)
        .await
        .has_text("för lång tid");
}

async fn a_code_is_never_accepted_twice(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let secret = anna(&centre).await;
    let shown = json!({ "code": code(&secret, &centre) });
    half_signed_in(&centre)
        .await
        .send("/hub/inloggning/kod", &shown)
        .await
        .is_ok();
    let again = half_signed_in(&centre)
        .await
        .send("/hub/inloggning/kod", &shown)
        .await;
    again
        .is(StatusCode::FORBIDDEN)
        .has_text("Koden stämmer inte");
}

async fn guessing_codes_is_slowed_but_a_recovery_code_still_leads_in(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let secret = anna(&centre).await;
    let mut first = half_signed_in(&centre).await;
    first
        .send(
            "/hub/inloggning/kod",
            &json!({ "code": code(&secret, &centre) }),
        )
        .await
        .is_ok();
    first.open("/hub/konto").await;
    let codes = first
        .submit("/hub/konto/koder", &[])
        .await
        .is_ok()
        .all("#codes li");
    assert_eq!(codes.len(), 10);

    let mut guesser = half_signed_in(&centre).await;
    for _ in 0..10 {
        guesser
            .send("/hub/inloggning/kod", &json!({ "code": "000000" }))
            .await
            .is(StatusCode::FORBIDDEN);
    }
    centre.clock.pass_seconds(60);
    let right = json!({ "code": code(&secret, &centre) });
    guesser
        .send("/hub/inloggning/kod", &right)
        .await
        .is(StatusCode::TOO_MANY_REQUESTS);
    let recovery = json!({ "code": codes[3].to_uppercase() });
    guesser.send("/hub/inloggning/kod", &recovery).await.is_ok();
    let again = half_signed_in(&centre)
        .await
        .send("/hub/inloggning/kod", &recovery)
        .await;
    again.is(StatusCode::FORBIDDEN);
    centre.clock.pass_seconds(5 * 60);
    let right = json!({ "code": code(&secret, &centre) });
    half_signed_in(&centre)
        .await
        .send("/hub/inloggning/kod", &right)
        .await
        .is_ok();
}

async fn half_a_sign_in_opens_nothing(bench: Bench) {
    let centre = Centre::open(&bench).await;
    anna(&centre).await;
    let anna = half_signed_in(&centre).await;
    for path in ["/hub", "/hub/konto", "/hub/konto/app", "/hub/personal"] {
        anna.get(path).await.leads_to("/hub/inloggning");
    }
    anna.fetch("/hub/nycklar")
        .await
        .is(StatusCode::UNAUTHORIZED);
}

async fn a_signed_out_session_is_over(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let secret = anna(&centre).await;
    let mut anna = half_signed_in(&centre).await;
    anna.send(
        "/hub/inloggning/kod",
        &json!({ "code": code(&secret, &centre) }),
    )
    .await
    .is_ok();
    anna.fetch("/hub/nycklar").await.is_ok();
    let page = anna
        .browser()
        .post("/hub/utloggning", &[("csrf", anna.csrf())])
        .await;
    page.leads_to("/hub/inloggning?utloggad=1");
    assert!(
        page.header("set-cookie").starts_with("fyren=; "),
        "{}",
        page.header("set-cookie")
    );
    anna.fetch("/hub/nycklar")
        .await
        .is(StatusCode::UNAUTHORIZED);
}

async fn signing_in_again_ends_the_session_before(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let secret = anna(&centre).await;
    let mut anna = half_signed_in(&centre).await;
    anna.send(
        "/hub/inloggning/kod",
        &json!({ "code": code(&secret, &centre) }),
    )
    .await
    .is_ok();
    let before = anna.browser().clone();
    before.fetch("/hub/nycklar").await.is_ok();
    let (_, page) = anna
        .prove("anna", PASSPHRASE)
        .await
        .expect("the passphrase is right");
    page.is_ok();
    before
        .fetch("/hub/nycklar")
        .await
        .is(StatusCode::UNAUTHORIZED);
}

/// Anna's own browser, after she signed in and out again.
async fn known_browser(centre: &Centre, secret: &[u8]) -> Arrival {
    let mut anna = half_signed_in(centre).await;
    let page = anna
        .send(
            "/hub/inloggning/kod",
            &json!({ "code": code(secret, centre) }),
        )
        .await;
    let cookies = page.is_ok().cookies().join("\n");
    let device = cookies
        .lines()
        .find(|cookie| cookie.starts_with("fyren-device="))
        .expect("the browser is known from now on");
    for part in [
        "HttpOnly",
        "SameSite=Strict",
        "Path=/hub",
        "Max-Age=15552000",
    ] {
        assert!(device.contains(part), "{device}");
    }
    anna.browser()
        .post("/hub/utloggning", &[("csrf", anna.csrf())])
        .await
        .leads_to("/hub/inloggning?utloggad=1");
    anna
}

async fn a_browser_that_was_used_before_is_known_and_no_other(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let secret = anna(&centre).await;
    let mut known = known_browser(&centre, &secret).await;
    known.guess_for_nothing("anna").await.is_ok();
    known.guess_for_nothing(" Anna").await.is_ok();
    let refused = known.guess_for_nothing("berit").await;
    refused
        .is(StatusCode::PRECONDITION_REQUIRED)
        .has_text("räkna lite längre");
    assert_eq!(refused.json()["demand"], 32);
    Arrival::at(&centre)
        .guess_for_nothing("anna")
        .await
        .is(StatusCode::PRECONDITION_REQUIRED);
    centre.clock.pass_seconds(181 * 24 * 60 * 60);
    known
        .guess_for_nothing("anna")
        .await
        .is(StatusCode::PRECONDITION_REQUIRED);
}

async fn ten_thousand_guesses_do_not_keep_her_out(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let secret = anna(&centre).await;
    let mut known = known_browser(&centre, &secret).await;
    let mut stranger = Arrival::at(&centre);
    for _ in 0..3 {
        stranger.start("anna", "en helt annan fras").await;
    }
    for _ in 0..10_000 {
        let guess = json!({ "handle": "anna", "request": "" });
        let refused = stranger
            .browser()
            .post_json("/hub/inloggning/start", &guess)
            .await;
        assert_eq!(refused.status, StatusCode::PRECONDITION_REQUIRED);
    }
    let refused = stranger.guess_for_nothing("anna").await;
    assert_eq!(refused.json()["demand"], 32 << 3);
    let started = std::time::Instant::now();
    let (_, page) = known
        .prove_known("anna", PASSPHRASE)
        .await
        .expect("the passphrase is right");
    page.is_ok();
    assert!(
        started.elapsed() < std::time::Duration::from_secs(8),
        "she waited"
    );
    let mut elsewhere = Arrival::at(&centre);
    elsewhere
        .prove("anna", PASSPHRASE)
        .await
        .expect("she gets in from an unknown browser too, for some work")
        .1
        .is_ok();
}

async fn work_for_a_guess_counts_once(bench: Bench) {
    let centre = Centre::open(&bench).await;
    anna(&centre).await;
    let stranger = Arrival::at(&centre);
    let shown = stranger.fetch("/kanal/utmaning?op=sign_in").await.json();
    let work = worked(shown["challenge"].as_str().unwrap(), 4096);
    let guess = async |request: &[u8]| {
        let body = json!({ "handle": "anna", "request": BASE64URL_NOPAD.encode(request) });
        stranger
            .browser()
            .post_bytes(
                "/hub/inloggning/start",
                "application/json",
                &[("fyren-work", &work)],
                body.to_string(),
            )
            .await
            .status
    };
    let mut chance = SeededChance::new(b"guesses");
    let [first, second] = [0, 1].map(|_| {
        ClientSignIn::start(&mut chance, "en helt annan fras")
            .unwrap()
            .1
    });
    assert_eq!(guess(&first).await, StatusCode::OK);
    assert_eq!(guess(&second).await, StatusCode::UNAUTHORIZED);
}

async fn signing_in_and_failing_to_are_events(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let secret = anna(&centre).await;
    let cecilia = centre.coordinator("Cecilia").await;
    let mut guesser = Arrival::at(&centre);
    let (_, started) = guesser.start("anna", "en helt annan fras").await;
    let body = json!({ "attempt": started["attempt"], "finalization": "" });
    guesser
        .send("/hub/inloggning/avslut", &body)
        .await
        .is(StatusCode::FORBIDDEN);
    let mut anna = half_signed_in(&centre).await;
    anna.send("/hub/inloggning/kod", &json!({ "code": "000000" }))
        .await
        .is(StatusCode::FORBIDDEN);
    let right = json!({ "code": code(&secret, &centre) });
    anna.send("/hub/inloggning/kod", &right).await.is_ok();
    anna.browser()
        .post("/hub/utloggning", &[("csrf", anna.csrf())])
        .await
        .leads_to("/hub/inloggning?utloggad=1");
    let mut tx = centre.app.store.read().await.unwrap();
    let may = cecilia.may(Action::ReadEvents);
    let events = fyren_store::event::list(&mut tx, &may, None, 4)
        .await
        .unwrap();
    let acts: Vec<_> = events
        .iter()
        .rev()
        .map(|event| event.action.as_str())
        .collect();
    assert_eq!(events[1].subject.as_deref(), Some("app"));
    cecilia
        .get("/hub/handelser")
        .await
        .has_text("loggade in med kod ur en app");
    let expected = [
        "sign_in_failed",
        "second_factor_failed",
        "signed_in",
        "signed_out",
    ];
    assert_eq!(acts, expected);
}

async fn a_sign_in_that_was_begun_and_not_finished_is_an_event(bench: Bench) {
    let centre = Centre::open(&bench).await;
    anna(&centre).await;
    let cecilia = centre.coordinator("Cecilia").await;
    let scope = centre.machine();
    let forget = async || {
        fyren_web::forget_unfinished(&centre.app, &scope)
            .await
            .unwrap()
    };
    let told = async || {
        let page = cecilia.get("/hub/handelser").await;
        let rows = page.all("tbody tr");
        let unfinished = rows
            .iter()
            .filter(|row| row.contains("inte avslutades: Anna"));
        unfinished.count()
    };
    let mut guesser = Arrival::at(&centre);
    for handle in ["anna", "anna", "nobody"] {
        guesser.start(handle, "en helt annan fras").await;
    }
    half_signed_in(&centre).await;
    forget().await;
    assert_eq!(told().await, 0);
    centre.clock.pass_seconds(3 * 60);
    forget().await;
    assert_eq!(told().await, 1);
    forget().await;
    assert_eq!(told().await, 1);
}
