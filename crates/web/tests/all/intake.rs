//! Weekly intake keys, as a coordinator's browser makes them.

use axum::http::StatusCode;
use data_encoding::BASE64URL_NOPAD;
use fyren_domain::access::Action;
use fyren_seal::{SealingKey, SeededChance, make_epoch, open_intake, wrap_intake};
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;
use serde_json::{Value, json};

use crate::support::{Centre, Colleague, bytes};

on_both_engines!(
    this_week_and_the_next_three_are_made_once,
    a_later_coordinator_is_given_what_there_is,
    a_key_signed_by_another_is_refused,
    a_wrap_for_somebody_who_does_not_triage_is_refused,
    weeks_nobody_asked_for_are_not_kept,
    only_coordinators_have_to_do_with_intake,
);

/// What the coordinator's browser would send for these weeks.
fn made(signer: &Colleague, centre: &Centre, wanted: &Value, weeks: &[&str]) -> Value {
    let mut chance = SeededChance::new(b"made");
    let name = centre.id.as_str();
    let epochs: Vec<_> = weeks
        .iter()
        .map(|week| {
            let (epoch, secret) = make_epoch(&mut chance, &signer.keys.signing, name, week);
            let triagers = wanted["triagers"].as_array().expect("triagers");
            let wraps: Vec<_> = triagers
                .iter()
                .map(|triager| {
                    let sealing =
                        SealingKey::from_bytes(&bytes(&triager["sealing"])).expect("a key");
                    let staff = triager["staff"].as_str().expect("an id");
                    let wrap = wrap_intake(&mut chance, &sealing, &secret, name, week, staff);
                    json!({ "staff": staff, "wrap": BASE64URL_NOPAD.encode(&wrap) })
                })
                .collect();
            let public = json!({
                "id": week,
                "sealing": BASE64URL_NOPAD.encode(&epoch.sealing.to_bytes()),
                "signature": BASE64URL_NOPAD.encode(&epoch.signature),
            });
            json!({ "epoch": public, "wraps": wraps })
        })
        .collect();
    json!({ "epochs": epochs, "wraps": [] })
}

async fn wanted(coordinator: &Colleague) -> Value {
    coordinator.fetch("/hub/intag").await.is_ok().json()
}

async fn this_week_and_the_next_three_are_made_once(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    let todo = wanted(&anna).await;
    assert_eq!(
        todo["missing"],
        json!(["2026-W48", "2026-W49", "2026-W50", "2026-W51"])
    );
    let body = made(
        &anna,
        &centre,
        &todo,
        &["2026-W48", "2026-W49", "2026-W50", "2026-W51"],
    );
    anna.submit_json("/hub/intag", &body).await.is_ok();
    assert_eq!(wanted(&anna).await["missing"], json!([]));
    let shown = centre.visitor().fetch("/kanal/intag").await.is_ok().json();
    assert_eq!(shown["epoch"]["id"], "2026-W48");
    assert_eq!(shown["readers"][0]["name"], "Anna");
    let first = shown["epoch"]["sealing"].clone();
    anna.submit_json("/hub/intag", &body).await.is_ok();
    let shown = centre.visitor().fetch("/kanal/intag").await.is_ok().json();
    assert_eq!(shown["epoch"]["sealing"], first);
}

async fn a_later_coordinator_is_given_what_there_is(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    centre.open_intake(&anna, &[]).await;
    let karin = centre.coordinator("Karin").await;
    let todo = wanted(&anna).await;
    assert_eq!(todo["unshared"][0]["epoch"], "2026-W48");
    assert_eq!(todo["unshared"][0]["holders"][0]["staff"], json!(karin.id));
    assert_eq!(wanted(&karin).await["unshared"], json!([]));

    let (name, week) = (centre.id.as_str(), "2026-W48");
    let own = bytes(&todo["unshared"][0]["wrap"]);
    let secret = fyren_seal::intake::open_intake_secret(
        &anna.keys.opening,
        &own,
        name,
        week,
        anna.id.as_str(),
    )
    .expect("her own wrap");
    let wrap = wrap_intake(
        &mut SeededChance::new(b"share"),
        &karin.keys.card().sealing,
        &secret,
        name,
        week,
        karin.id.as_str(),
    );
    let shared = json!({ "staff": karin.id, "wrap": BASE64URL_NOPAD.encode(&wrap) });
    let body = json!({ "epochs": [], "wraps": [{ "epoch": week, "wraps": [shared] }] });
    anna.submit_json("/hub/intag", &body).await.is_ok();
    assert_eq!(wanted(&anna).await["unshared"], json!([]));

    let mut tx = centre.app.store.read().await.unwrap();
    let scope = karin.may(Action::MakeIntakeKeys);
    let kept = fyren_store::intake::list_own_wraps(&mut tx, &scope)
        .await
        .unwrap();
    assert!(
        open_intake(
            &karin.keys.opening,
            &kept[0].wrap,
            name,
            week,
            karin.id.as_str()
        )
        .is_ok()
    );
}

async fn a_key_signed_by_another_is_refused(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let (anna, karin) = (
        centre.coordinator("Anna").await,
        centre.coordinator("Karin").await,
    );
    let body = made(&karin, &centre, &wanted(&anna).await, &["2026-W48"]);
    anna.submit_json("/hub/intag", &body)
        .await
        .is(StatusCode::BAD_REQUEST);
    assert_eq!(wanted(&anna).await["missing"][0], "2026-W48");
    karin.submit_json("/hub/intag", &body).await.is_ok();
}

async fn a_wrap_for_somebody_who_does_not_triage_is_refused(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let (anna, mina) = (
        centre.coordinator("Anna").await,
        centre.member("Mina", "midwife").await,
    );
    let mut body = made(&anna, &centre, &wanted(&anna).await, &["2026-W48"]);
    body["epochs"][0]["wraps"][0]["staff"] = json!(mina.id);
    anna.submit_json("/hub/intag", &body)
        .await
        .is(StatusCode::BAD_REQUEST);
    assert_eq!(wanted(&anna).await["missing"][0], "2026-W48");
}

async fn weeks_nobody_asked_for_are_not_kept(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    let body = made(
        &anna,
        &centre,
        &wanted(&anna).await,
        &["2026-W47", "2027-W20"],
    );
    anna.submit_json("/hub/intag", &body).await.is_ok();
    let mut tx = centre.app.store.read().await.unwrap();
    let kept = fyren_store::intake::list_from(&mut tx, &anna.may(Action::MakeIntakeKeys), "")
        .await
        .unwrap();
    assert!(kept.is_empty(), "{kept:?}");
}

async fn only_coordinators_have_to_do_with_intake(bench: Bench) {
    let centre = Centre::open(&bench).await;
    for colleague in [
        centre.administrator("Berit").await,
        centre.member("Mina", "midwife").await,
    ] {
        colleague
            .fetch("/hub/intag")
            .await
            .is(StatusCode::NOT_FOUND);
        colleague
            .submit_json("/hub/intag", &json!({ "epochs": [], "wraps": [] }))
            .await
            .is(StatusCode::NOT_FOUND);
    }
}
