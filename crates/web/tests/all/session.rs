//! Sessions: how long they last, and who they are believed from.

use axum::http::StatusCode;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;
use serde_json::json;

use crate::support::Centre;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

on_both_engines!(
    an_idle_session_ends_after_thirty_minutes,
    a_session_in_use_ends_after_twelve_hours,
    a_form_without_the_sessions_token_is_refused,
    what_another_site_sends_is_refused,
    a_role_that_may_not_sees_what_is_seen_where_there_is_nothing,
    a_script_is_told_and_a_page_led_to_sign_in,
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
