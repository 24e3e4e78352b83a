//! Setting up an empty installation.

use axum::http::StatusCode;
use fyren_domain::id::CentreId;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;
use serde_json::json;

use crate::support::{Arrival, Centre};

on_both_engines!(
    a_centre_is_set_up_once_and_its_administrator_led_to_enrolment,
    a_wrong_token_sets_nothing_up,
    a_broken_model_is_shown_with_line_and_reason,
    where_there_is_a_centre_the_door_is_shut,
);

const MODEL: &str = include_str!("../../../../models/gavleborg.toml");

fn token(centre: &Centre) -> String {
    let path = centre.app.open_setup();
    let (_, token) = path.split_once("/start#").expect("the path of the setup");
    token.to_owned()
}

async fn a_centre_is_set_up_once_and_its_administrator_led_to_enrolment(bench: Bench) {
    let empty = Centre::none(&bench);
    let (token, visitor) = (token(&empty), empty.visitor());
    let page = visitor.get("/start").await;
    page.has_heading("Starta ett centrum");
    assert!(page.all("button").contains(&"Använd Gävleborg".to_owned()));
    let page = visitor
        .post("/start", &[("token", &token), ("act", "gavleborg")])
        .await;
    page.is_ok()
        .has_text("Resurscentra Gävleborg")
        .has_text("Ockelbo")
        .has_text("13–26 år");

    let mut fields = vec![
        ("token", token.as_str()),
        ("act", "create"),
        ("model", MODEL),
        ("name", "Berit Lund"),
        ("handle", "Berit"),
    ];
    let page = visitor.post("/start", &fields).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_text("Skriv en titel");
    assert_eq!(page.attribute("#name", "value"), "Berit Lund");

    fields.retain(|(name, _)| *name != "handle");
    fields.extend([("handle", "berit"), ("title", "administratör")]);
    let page = visitor.post("/start", &fields).await;
    page.is(StatusCode::SEE_OTHER);
    let (enrolment, invitation) = page
        .header("location")
        .split_once('#')
        .expect("a token behind #");
    assert_eq!(enrolment, "/hub/valkommen");
    let mut berit = Arrival::at(&empty);
    let shown = berit
        .send("/hub/valkommen/inbjudan", &json!({ "token": invitation }))
        .await;
    assert_eq!(shown.is_ok().json()["name"], "Berit Lund");
    berit.enrol(invitation, "en ganska lång fras").await.is_ok();
    berit.connect_app(&empty).await;
    berit
        .get("/hub/personal")
        .await
        .is_ok()
        .has_text("Bjud först in koordinatorn");

    visitor
        .post("/start", &fields)
        .await
        .leads_to("/hub/inloggning");
}

async fn a_wrong_token_sets_nothing_up(bench: Bench) {
    let empty = Centre::none(&bench);
    token(&empty);
    let fields = [
        ("token", "gissad"),
        ("act", "create"),
        ("model", MODEL),
        ("name", "B"),
        ("handle", "berit"),
        ("title", "t"),
    ];
    let page = empty.visitor().post("/start", &fields).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_text("Koden stämmer inte");
    let mut tx = bench.store.read().await.unwrap();
    assert!(fyren_store::centre::list(&mut tx).await.unwrap().is_empty());
}

async fn a_broken_model_is_shown_with_line_and_reason(bench: Bench) {
    let empty = Centre::none(&bench);
    let token = token(&empty);
    let broken = MODEL.replacen("county = \"21\"", "county = 21", 1);
    let line = broken
        .lines()
        .position(|line| line.starts_with("county"))
        .unwrap()
        + 1;
    let page = empty
        .visitor()
        .post(
            "/start",
            &[("token", &token), ("act", "check"), ("model", &broken)],
        )
        .await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_text(&format!("Rad {line}, tecken"));
    assert!(page.all("textarea")[0].contains("county = 21"));
}

async fn where_there_is_a_centre_the_door_is_shut(bench: Bench) {
    let centre = Centre::open(&bench).await;
    centre
        .visitor()
        .get("/start")
        .await
        .leads_to("/hub/inloggning");
    let fields = [("token", ""), ("act", "create"), ("model", MODEL)];
    centre
        .visitor()
        .post("/start", &fields)
        .await
        .leads_to("/hub/inloggning");
    assert_eq!(centre.app.centres.list().len(), 1);
    assert_eq!(centre.id, CentreId::parse("gavleborg").unwrap());
}
