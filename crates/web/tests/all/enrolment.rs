//! Enrolment: from an invitation to an account that can be used.

use axum::http::StatusCode;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;
use serde_json::json;

use crate::support::{Arrival, Centre, invite, token_of};

const DAY: i64 = 24 * 60 * 60;

on_both_engines!(
    an_invitation_shows_who_is_invited_and_is_used_once,
    an_invitation_ends_after_seven_days,
    a_new_link_ends_the_old_one,
    an_invitation_of_another_centre_is_none_here,
    without_a_second_factor_only_her_account_is_open,
    an_enrolment_broken_off_goes_on_at_the_next_sign_in,
);

async fn an_invitation_shows_who_is_invited_and_is_used_once(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let berit = centre.administrator("Berit").await;
    let token = invite(&berit, "anna", "coordinator").await;
    let mut anna = Arrival::at(&centre);
    let shown = anna
        .send("/hub/valkommen/inbjudan", &json!({ "token": token }))
        .await;
    let expected = json!({ "name": "Anna Öberg", "title": "koordinator", "handle": "anna", "centre": "Resurscentra Gävleborg" });
    assert_eq!(shown.is_ok().json(), expected);
    let made = anna.enrol(&token, "en ganska lång fras").await;
    assert_eq!(made.is_ok().json()["next"], "/hub/konto");
    let mut again = Arrival::at(&centre);
    again
        .send("/hub/valkommen/inbjudan", &json!({ "token": token }))
        .await
        .is(StatusCode::NOT_FOUND);
    again
        .enrol(&token, "en annan lång fras")
        .await
        .is(StatusCode::NOT_FOUND);
}

async fn an_invitation_ends_after_seven_days(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let berit = centre.administrator("Berit").await;
    let token = invite(&berit, "anna", "member").await;
    let mut anna = Arrival::at(&centre);
    let body = json!({ "token": token });
    centre.clock.pass_seconds(7 * DAY - 1);
    anna.send("/hub/valkommen/inbjudan", &body).await.is_ok();
    centre.clock.pass_seconds(1);
    anna.send("/hub/valkommen/inbjudan", &body)
        .await
        .is(StatusCode::NOT_FOUND);
    anna.enrol(&token, "en ganska lång fras")
        .await
        .is(StatusCode::NOT_FOUND);
}

async fn a_new_link_ends_the_old_one(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let berit = centre.administrator("Berit").await;
    let old = invite(&berit, "anna", "member").await;
    let links = berit.get("/hub/personal").await;
    let anna = links.attribute("a[aria-label='Ändra Anna Öberg']", "href");
    let page = berit.submit(&format!("{anna}/lank"), &[]).await;
    let new = token_of(&page);
    let mut visitor = Arrival::at(&centre);
    visitor
        .send("/hub/valkommen/inbjudan", &json!({ "token": old }))
        .await
        .is(StatusCode::NOT_FOUND);
    visitor
        .send("/hub/valkommen/inbjudan", &json!({ "token": new }))
        .await
        .is_ok();
}

async fn an_invitation_of_another_centre_is_none_here(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let neighbour = centre.neighbour().await;
    let token = invite(&neighbour.administrator("Berit").await, "anna", "member").await;
    let mut anna = Arrival::at(&centre);
    anna.send("/hub/valkommen/inbjudan", &json!({ "token": token }))
        .await
        .is(StatusCode::NOT_FOUND);
    anna.enrol(&token, "en ganska lång fras")
        .await
        .is(StatusCode::NOT_FOUND);
}

async fn without_a_second_factor_only_her_account_is_open(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let token = invite(&centre.administrator("Berit").await, "anna", "coordinator").await;
    let mut anna = Arrival::at(&centre);
    anna.enrol(&token, "en ganska lång fras").await.is_ok();
    anna.get("/hub").await.leads_to("/hub/inloggning");
    anna.fetch("/hub/nycklar")
        .await
        .is(StatusCode::UNAUTHORIZED);
    let page = anna.open("/hub/konto").await;
    page.has_heading("Skydda ditt konto")
        .has_link("Koppla en app")
        .lacks_text("Statistik");
    anna.get("/hub/konto/koder")
        .await
        .leads_to("/hub/inloggning");
    anna.connect_app(&centre).await;
    anna.get("/hub").await.is_ok();
    anna.fetch("/hub/nycklar").await.is_ok();
}

async fn an_enrolment_broken_off_goes_on_at_the_next_sign_in(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let token = invite(&centre.administrator("Berit").await, "anna", "coordinator").await;
    Arrival::at(&centre)
        .enrol(&token, "en ganska lång fras")
        .await
        .is_ok();
    let mut anna = Arrival::at(&centre);
    let (proof, page) = anna
        .prove("anna", "en ganska lång fras")
        .await
        .expect("the passphrase is right");
    assert_eq!(page.is_ok().json()["next"], "/hub/konto");
    anna.connect_app(&centre).await;
    assert!(anna.opens_her_root(&proof).await);
}
