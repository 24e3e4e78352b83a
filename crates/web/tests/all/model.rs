//! The centre model in the administrator's hands.

use axum::http::StatusCode;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;

use crate::support::Centre;

on_both_engines!(
    a_reviewed_model_replaces_the_old_one_on_all_pages,
    a_model_with_faults_changes_nothing,
    a_model_of_another_centre_is_refused,
    a_model_somebody_else_replaced_meanwhile_is_not_overwritten,
);

const MODEL: &str = include_str!("../../../../models/gavleborg.toml");
const DALARNA: &str = include_str!("../../../../models/dalarna.toml");

fn renamed() -> String {
    let renamed = MODEL.replacen("Resurscentra Gävleborg", "Resurscentrum Gästrikland", 1);
    assert_ne!(renamed, MODEL);
    renamed
}

async fn a_reviewed_model_replaces_the_old_one_on_all_pages(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let berit = centre.administrator("Berit").await;
    berit
        .get("/hub/modell")
        .await
        .is_ok()
        .has_text("Resurscentra Gävleborg");
    let renamed = renamed();
    let mut fields = vec![
        ("model", renamed.as_str()),
        ("revision", "1"),
        ("act", "check"),
    ];
    let page = berit.submit("/hub/modell", &fields).await;
    page.is_ok().has_text("Resurscentrum Gästrikland");
    centre
        .visitor()
        .get("/")
        .await
        .has_text("Resurscentra Gävleborg");
    fields[2] = ("act", "replace");
    let page = berit.submit("/hub/modell", &fields).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_text("Kryssa i rutan");
    fields.push(("confirmed", "yes"));
    berit
        .submit("/hub/modell", &fields)
        .await
        .leads_to("/hub/modell");
    centre
        .visitor()
        .get("/")
        .await
        .has_text("Resurscentrum Gästrikland");
    berit
        .get("/hub/modell")
        .await
        .has_text("Resurscentrum Gästrikland");
}

async fn a_model_with_faults_changes_nothing(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let berit = centre.administrator("Berit").await;
    let broken = renamed().replacen("county =", "couny =", 1);
    let fields = [
        ("model", broken.as_str()),
        ("revision", "1"),
        ("act", "replace"),
        ("confirmed", "yes"),
    ];
    berit
        .submit("/hub/modell", &fields)
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_text("Rad ");
    centre
        .visitor()
        .get("/")
        .await
        .has_text("Resurscentra Gävleborg");
}

async fn a_model_of_another_centre_is_refused(bench: Bench) {
    let berit = Centre::open(&bench).await.administrator("Berit").await;
    let fields = [
        ("model", DALARNA),
        ("revision", "1"),
        ("act", "replace"),
        ("confirmed", "yes"),
    ];
    let page = berit.submit("/hub/modell", &fields).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_text("Kortnamnet ska vara gavleborg");
}

async fn a_model_somebody_else_replaced_meanwhile_is_not_overwritten(bench: Bench) {
    let berit = Centre::open(&bench).await.administrator("Berit").await;
    let renamed = renamed();
    let fields = [
        ("model", renamed.as_str()),
        ("revision", "1"),
        ("act", "replace"),
        ("confirmed", "yes"),
    ];
    berit
        .submit("/hub/modell", &fields)
        .await
        .leads_to("/hub/modell");
    berit
        .submit("/hub/modell", &fields)
        .await
        .is(StatusCode::CONFLICT);
}
