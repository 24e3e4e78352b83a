//! Sessions: how long they last, and who they are believed from.

use axum::http::StatusCode;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;
use serde_json::json;

use crate::support::{Arrival, Centre, code, invite};

const PASSPHRASE: &str = "en ganska lång fras";
const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

on_both_engines!(
    an_idle_session_ends_after_thirty_minutes,
    a_session_in_use_ends_after_twelve_hours,
    a_form_without_the_sessions_token_is_refused,
    what_another_site_sends_is_refused,
    a_role_that_may_not_sees_what_is_seen_where_there_is_nothing,
    a_script_is_told_and_a_page_led_to_sign_in,
    her_account_lists_her_sessions_and_ends_one,
    all_other_sessions_end_at_once,
    a_browser_that_was_not_known_is_told_until_she_knows_it,
    a_factor_is_changed_only_soon_after_signing_in,
);

async fn an_idle_session_ends_after_thirty_minutes(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    anna.get("/hub/konto").await.is_ok();
    centre.clock.pass_seconds(29 * MINUTE);
    anna.get("/hub/konto").await.is_ok();
    centre.clock.pass_seconds(29 * MINUTE);
    anna.get("/hub/konto").await.is_ok();
    centre.clock.pass_seconds(30 * MINUTE);
    anna.get("/hub/konto").await.leads_to("/hub/inloggning");
}

async fn a_session_in_use_ends_after_twelve_hours(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    for _ in 0..47 {
        centre.clock.pass_seconds(15 * MINUTE);
        anna.get("/hub/konto").await.is_ok();
    }
    centre.clock.pass_seconds(12 * HOUR - 47 * 15 * MINUTE);
    anna.get("/hub/konto").await.leads_to("/hub/inloggning");
}

async fn a_form_without_the_sessions_token_is_refused(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let (anna, berit) = (
        centre.administrator("Anna").await,
        centre.administrator("Berit").await,
    );
    for token in ["", "abc", berit.csrf.as_str()] {
        let page = anna.post("/hub/konto/koder", &[("csrf", token)]).await;
        page.is(StatusCode::FORBIDDEN);
        let page = anna
            .post_bytes(
                "/hub/konto/nycklar/start",
                "application/json",
                &[("fyren-csrf", token)],
                "{}",
            )
            .await;
        page.is(StatusCode::FORBIDDEN);
    }
    anna.post_json("/hub/konto/nycklar/start", &json!({}))
        .await
        .is(StatusCode::FORBIDDEN);
    anna.submit("/hub/konto/koder", &[]).await.is_ok();
}

async fn what_another_site_sends_is_refused(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.administrator("Anna").await;
    for foreign in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://evil.example"),
    ] {
        let headers = [("fyren-csrf", anna.csrf.as_str()), foreign];
        let page = anna
            .post_bytes(
                "/hub/konto/nycklar/start",
                "application/json",
                &headers,
                "{}",
            )
            .await;
        page.is(StatusCode::FORBIDDEN);
    }
    let own = [
        ("fyren-csrf", anna.csrf.as_str()),
        ("sec-fetch-site", "same-origin"),
        ("origin", "null"),
    ];
    anna.post_bytes("/hub/konto/nycklar/start", "application/json", &own, "{}")
        .await
        .is_ok();
}

async fn a_role_that_may_not_sees_what_is_seen_where_there_is_nothing(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    let nowhere = anna.get("/hub/finns-inte").await;
    nowhere.is(StatusCode::NOT_FOUND);
    for path in ["/hub/modell", "/hub/personal/inbjudan"] {
        let page = anna.get(path).await;
        page.is(StatusCode::NOT_FOUND);
        assert_eq!(page.text(), nowhere.text(), "{path}");
    }
}

async fn a_script_is_told_and_a_page_led_to_sign_in(bench: Bench) {
    let visitor = Centre::open(&bench).await.visitor();
    visitor
        .get("/hub/personal")
        .await
        .leads_to("/hub/inloggning");
    let told = visitor.fetch("/hub/nycklar").await;
    told.is(StatusCode::UNAUTHORIZED);
    assert_eq!(told.header("content-type"), "application/problem+json");
    assert_eq!(told.json()["title"], "Du behöver logga in");
}

async fn her_account_lists_her_sessions_and_ends_one(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    let berit = centre.coordinator("Berit").await;
    let old = (*anna).clone();
    let anna = centre.days_later(0, anna).await;
    let page = anna.get("/hub/konto").await;
    page.has_heading("Där du är inloggad").has_text(
        "Firefox på Linux (den här) Inloggad 2026-11-24 09:20. Senast använd 2026-11-24 09:20.",
    );
    let others = page.attributes("#sessions button", "value");
    assert_eq!(others.len(), 1);
    let fields = [("session", others[0].as_str())];
    let path = "/hub/konto/sessioner";
    berit.submit(path, &fields).await.leads_to("/hub/konto");
    old.get("/hub").await.is_ok();
    anna.submit(path, &fields).await.leads_to("/hub/konto");
    old.get("/hub").await.leads_to("/hub/inloggning");
    anna.get("/hub").await.is_ok();
    let misread = anna.submit(path, &[("session", "ab")]).await;
    misread.is(StatusCode::BAD_REQUEST);
    anna.get("/hub/handelser")
        .await
        .has_text("avslutade egna inloggningar");
}

async fn all_other_sessions_end_at_once(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    let berit = centre.coordinator("Berit").await;
    let first = (*anna).clone();
    let anna = centre.days_later(0, anna).await;
    let second = (*anna).clone();
    centre.clock.pass_seconds(MINUTE);
    let anna = centre.days_later(0, anna).await;
    let ended = anna.submit("/hub/konto/sessioner", &[]).await;
    ended.leads_to("/hub/konto");
    for other in [first, second] {
        other.get("/hub").await.leads_to("/hub/inloggning");
    }
    berit.get("/hub").await.is_ok();
    let page = anna.get("/hub/konto").await;
    assert!(page.is_ok().all("#sessions button").is_empty());
}

async fn a_browser_that_was_not_known_is_told_until_she_knows_it(bench: Bench) {
    const LINUX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
    let centre = Centre::open(&bench).await;
    let token = invite(&centre.administrator("Berit").await, "anna", "coordinator").await;
    let mut anna = Arrival::at(&centre).calling_itself(LINUX);
    anna.enrol(&token, PASSPHRASE).await.is_ok();
    let secret = anna.connect_app(&centre).await;
    anna.get("/hub").await.lacks_text("Du loggade in från");

    // In the browser of her enrolment she is known.
    again(&mut anna, &centre, &secret).await;
    anna.get("/hub").await.lacks_text("Du loggade in från");

    // Of the same kind, but another.
    let mut elsewhere = Arrival::at(&centre).calling_itself(LINUX);
    again(&mut elsewhere, &centre, &secret).await;
    let told = "Du loggade in från Firefox på Linux";
    for page in ["/hub", "/hub/konto", "/hub/personal"] {
        anna.get(page)
            .await
            .has_text(told)
            .has_text("Var det inte du?");
    }
    anna.open("/hub").await;
    let known = anna.submit("/hub/konto/webblasare", &[]).await;
    known.leads_to("/hub/konto");
    anna.get("/hub").await.lacks_text(told);
    elsewhere
        .get("/hub/konto")
        .await
        .lacks_text(told)
        .has_text("Firefox på Linux (den här)");
    again(&mut elsewhere, &centre, &secret).await;
    elsewhere.get("/hub").await.lacks_text(told);
}

/// Anna signs in with her app, the next code's time after the last one.
async fn again(browser: &mut Arrival, centre: &Centre, secret: &[u8]) {
    centre.clock.pass_seconds(30);
    let (_, page) = browser
        .prove("anna", PASSPHRASE)
        .await
        .expect("it is right");
    page.is_ok();
    let body = json!({ "code": code(secret, centre) });
    browser.send("/hub/inloggning/kod", &body).await.is_ok();
}

async fn a_factor_is_changed_only_soon_after_signing_in(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    centre.clock.pass_seconds(10 * MINUTE);
    anna.get("/hub/konto/app").await.is_ok();
    centre.clock.pass_seconds(1);
    let late = anna.get("/hub/konto/app").await;
    late.is(StatusCode::FORBIDDEN)
        .has_text("Logga in igen först");
    for path in ["app/ta-bort", "koder"] {
        let sent = anna.submit(&format!("/hub/konto/{path}"), &[]).await;
        sent.is(StatusCode::FORBIDDEN);
    }
    let passkey = anna
        .submit_json("/hub/konto/nycklar/start", &json!({}))
        .await;
    passkey.is(StatusCode::FORBIDDEN);
    anna.get("/hub/konto").await.is_ok();
    let anna = centre.days_later(0, anna).await;
    anna.get("/hub/konto/app").await.is_ok();
}
