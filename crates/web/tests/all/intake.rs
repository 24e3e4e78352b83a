//! Weekly intake keys, as a coordinator's browser makes them.

use axum::http::StatusCode;
use data_encoding::BASE64URL_NOPAD;
use fyren_domain::access::Action;
use fyren_seal::{HolderCard, OpeningKey, SeededChance, make_epoch, open_intake, wrap_intake};
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;
use serde_json::{Value, json};

use crate::support::{Asker, Centre, Colleague, audience, bytes};

on_both_engines!(
    this_week_and_the_next_three_are_made_once,
    a_later_coordinator_is_given_what_there_is,
    a_key_signed_by_another_is_refused,
    a_wrap_for_somebody_who_does_not_triage_is_refused,
    weeks_nobody_asked_for_are_not_kept,
    what_is_sent_after_somebody_left_does_not_open_with_what_she_had,
    a_coordinator_who_is_none_any_more_loses_the_intake,
    when_the_only_one_who_could_read_leaves_nothing_is_taken,
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
                    let card = HolderCard::from_bytes(&bytes(&triager["card"])).expect("a card");
                    let sealing = card.sealing;
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
    let shown = audience(&centre.visitor()).await;
    assert_eq!(shown.epoch.as_ref().unwrap().id, "2026-W48");
    assert_eq!(shown.readers[0].name, "Anna");
    anna.submit_json("/hub/intag", &body).await.is_ok();
    assert_eq!(audience(&centre.visitor()).await, shown);
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

/// The key of the running week, which somebody keeps a copy of before she leaves.
async fn taken_along(colleague: &Colleague, centre: &Centre) -> OpeningKey {
    let mut tx = centre.app.store.read().await.unwrap();
    let scope = colleague.may(Action::MakeIntakeKeys);
    let kept = fyren_store::intake::list_own_wraps(&mut tx, &scope);
    let own = kept.await.unwrap().remove(0);
    let (name, week) = (centre.id.as_str(), own.epoch.as_str());
    let opened = open_intake(
        &colleague.keys.opening,
        &own.wrap,
        name,
        week,
        colleague.id.as_str(),
    );
    opened.expect("her own wrap")
}

async fn names(centre: &Centre) -> Vec<String> {
    let readers = audience(&centre.visitor()).await.readers;
    readers.into_iter().map(|reader| reader.name).collect()
}

/// Whether somebody's copy of a key opens any wrap of a question that was taken.
async fn opens(key: &OpeningKey, asker: &mut Asker, text: &str) -> bool {
    let question = asker.question(text).await;
    let sent = asker.send("/kanal/fraga", "enquiry", &question).await;
    sent.is(StatusCode::CREATED);
    let wraps = question["wraps"].as_array().expect("wraps");
    wraps.iter().any(|wrap| asker.opens(key, wrap))
}

async fn what_is_sent_after_somebody_left_does_not_open_with_what_she_had(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let (anna, berit) = (
        centre.coordinator("Anna").await,
        centre.coordinator("Berit").await,
    );
    let disa = centre.administrator("Disa").await;
    centre.open_intake(&anna, &[&berit]).await;
    let (hers, annas) = (
        taken_along(&berit, &centre).await,
        taken_along(&anna, &centre).await,
    );
    let mut before = Asker::other(&centre, "before");
    assert!(opens(&hers, &mut before, "Hur?").await);
    let mut opened_early = Asker::other(&centre, "opened early");
    let old = opened_early.question("Hur?").await;

    disa.end_work_of(&berit).await.leads_to("/hub/personal");

    // Until Anna's browser comes by: one by one, without the shared key.
    assert_eq!(names(&centre).await, ["Anna"]);
    assert!(audience(&centre.visitor()).await.epoch.is_none());
    let mut between = Asker::other(&centre, "between");
    assert!(!opens(&hers, &mut between, "Hur?").await);
    assert!(!opens(&annas, &mut Asker::other(&centre, "between too"), "Hur?").await);
    let refused = opened_early.send("/kanal/fraga", "enquiry", &old).await;
    refused.is(StatusCode::CONFLICT);
    assert_eq!(opened_early.open().await["found"], false);

    // Her browser makes the running week's key anew.
    let todo = wanted(&anna).await;
    assert_eq!(todo["missing"][0], "2026-W48.02");
    let body = made(&anna, &centre, &todo, &["2026-W48.02"]);
    anna.submit_json("/hub/intag", &body).await.is_ok();
    assert_eq!(wanted(&anna).await["missing"][0], "2026-W49");
    let epoch = audience(&centre.visitor()).await.epoch.unwrap();
    assert_eq!(epoch.id, "2026-W48.02");
    assert!(!opens(&hers, &mut Asker::other(&centre, "after"), "Hur?").await);
}

async fn a_coordinator_who_is_none_any_more_loses_the_intake(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let (anna, berit) = (
        centre.coordinator("Anna").await,
        centre.coordinator("Berit").await,
    );
    let disa = centre.administrator("Disa").await;
    centre.open_intake(&anna, &[&berit]).await;
    let hers = taken_along(&berit, &centre).await;
    let path = format!("/hub/personal/{}", berit.id);
    let form = disa.get(&path).await;
    let revision = form.attribute("[name=revision]", "value");
    let fields = [
        ("name", "Berit"),
        ("title", "Resurscentrum"),
        ("role", "member"),
        ("profession", "counsellor"),
        ("mail", ""),
        ("revision", &revision),
    ];
    disa.submit(&path, &fields).await.leads_to("/hub/personal");
    assert_eq!(names(&centre).await, ["Anna"]);
    assert!(!opens(&hers, &mut Asker::other(&centre, "after"), "Hur?").await);
    let mut tx = centre.app.store.read().await.unwrap();
    let scope = berit.may(Action::FindMatter);
    let kept = fyren_store::intake::list_own_wraps(&mut tx, &scope).await;
    assert_eq!(kept.unwrap(), []);
}

async fn when_the_only_one_who_could_read_leaves_nothing_is_taken(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    let disa = centre.administrator("Disa").await;
    centre.open_intake(&anna, &[]).await;
    disa.end_work_of(&anna).await.leads_to("/hub/personal");
    let refused = centre.visitor().fetch("/kanal/intag").await;
    refused.is(StatusCode::SERVICE_UNAVAILABLE);
    // Somebody new makes the week's key anew, and the door is open again.
    let berit = centre.coordinator("Berit").await;
    let todo = wanted(&berit).await;
    let body = made(&berit, &centre, &todo, &["2026-W48.02"]);
    berit.submit_json("/hub/intag", &body).await.is_ok();
    assert_eq!(names(&centre).await, ["Berit"]);
}
