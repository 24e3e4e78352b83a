//! Who reads a matter: by keys, made in the browser of somebody who has them.

use axum::http::StatusCode;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;
use serde_json::{Value, json};

use crate::support::{Asker, Centre, Colleague, address, asked};

on_both_engines!(
    a_new_reader_opens_what_was_written_before,
    naming_the_first_readers_destroys_the_intakes_wraps,
    whoever_ends_reading_has_no_key_to_what_comes_after,
    ending_a_reading_takes_a_new_key,
    a_new_key_never_leaves_the_asker_out,
    a_new_key_is_for_nobody_but_readers_and_the_asker,
    what_is_sealed_under_an_old_key_is_refused,
    whoever_left_the_staff_has_no_key_to_what_comes_after,
    a_new_key_is_made_once_and_for_all_who_read,
    nobody_is_named_a_reader_without_a_key,
    nobody_overwrites_the_keys_of_those_who_read,
    nobody_lets_herself_in_where_colleagues_read,
    only_colleagues_who_advise_read,
    readers_named_on_an_old_page_are_refused,
    a_message_that_makes_no_sense_is_refused
);

/// A question that Anna and Cilla, a midwife, read.
async fn shared(bench: &Bench) -> (Centre, Colleague, Colleague, Asker) {
    let (centre, anna, asker) = asked(bench).await;
    let cilla = centre.member("Cilla", "midwife").await;
    anna.name_readers(asker.matter, &[&anna, &cilla], &[])
        .await
        .is(StatusCode::CREATED);
    (centre, anna, cilla, asker)
}

/// What Anna's browser would send to be alone with the matter.
async fn leaving(anna: &Colleague, asker: &Asker) -> Value {
    let mark = anna.mark(asker.matter).await;
    anna.open(asker.matter).await.readers(&mark, &[anna], &[])
}

async fn send(anna: &Colleague, asker: &Asker, body: &Value) -> StatusCode {
    let path = address(asker.matter, "/lasare");
    anna.submit_json(&path, body).await.status
}

async fn a_new_reader_opens_what_was_written_before(bench: Bench) {
    let (centre, anna, cilla, asker) = shared(&bench).await;
    cilla
        .note(asker.matter, "Först.")
        .await
        .is(StatusCode::CREATED);
    let elin = centre.member("Elin", "lawyer").await;
    anna.name_readers(asker.matter, &[&anna, &cilla, &elin], &[])
        .await
        .is(StatusCode::CREATED);
    let opened = elin.open(asker.matter).await;
    assert_eq!(opened.texts("notes").unwrap(), ["Först."]);
    assert_eq!(
        opened.texts("thread").unwrap(),
        ["Hur pratar jag med en elev?"]
    );
    let page = elin.get(&address(asker.matter, "")).await;
    page.has_text("Cilla, Barnmorska: Läser");
}

async fn naming_the_first_readers_destroys_the_intakes_wraps(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let (anna, berit) = (
        centre.coordinator("Anna").await,
        centre.coordinator("Berit").await,
    );
    centre.open_intake(&anna, &[&berit]).await;
    let mut asker = Asker::at(&centre);
    asker.ask("Hur?").await;
    for coordinator in [&anna, &berit] {
        let opened = coordinator.open(asker.matter).await;
        assert_eq!(opened.texts("thread").unwrap(), ["Hur?"]);
    }
    anna.name_readers(asker.matter, &[&anna], &[])
        .await
        .is(StatusCode::CREATED);
    assert!(berit.open(asker.matter).await.texts("thread").is_none());
    let opened = anna.open(asker.matter).await;
    assert_eq!(opened.texts("thread").unwrap(), ["Hur?"]);
}

async fn whoever_ends_reading_has_no_key_to_what_comes_after(bench: Bench) {
    let (_, anna, cilla, asker) = shared(&bench).await;
    cilla.note(asker.matter, "Före.").await;
    anna.name_readers(asker.matter, &[&anna], &[])
        .await
        .is(StatusCode::CREATED);
    cilla
        .get(&address(asker.matter, ""))
        .await
        .is(StatusCode::NOT_FOUND);
    assert!(cilla.queue().await.is_empty());

    anna.answer(asker.matter, "Efter.")
        .await
        .is(StatusCode::CREATED);
    anna.note(asker.matter, "Efter.")
        .await
        .is(StatusCode::CREATED);
    let opened = anna.open(asker.matter).await;
    assert_eq!(opened.texts("notes").unwrap(), ["Före.", "Efter."]);
    for kind in ["thread", "notes"] {
        assert_eq!(opened.sealed[kind]["entries"][1]["key_number"], 2);
    }
    let thread = asker.open().await;
    let both = ["Hur pratar jag med en elev?", "Efter."];
    assert_eq!(asker.read(&thread), both);
}

async fn ending_a_reading_takes_a_new_key(bench: Bench) {
    let (_, anna, cilla, asker) = shared(&bench).await;
    cilla.note(asker.matter, "Hej.").await;
    let whole = leaving(&anna, &asker).await;
    let vaults = whole["vaults"].as_array().unwrap().len();
    for without in 0..vaults {
        let mut body = whole.clone();
        body["vaults"].as_array_mut().unwrap().remove(without);
        let sent = send(&anna, &asker, &body).await;
        assert_eq!(sent, StatusCode::BAD_REQUEST, "no new key for {without}");
    }
    cilla.get(&address(asker.matter, "")).await.is_ok();
    assert_eq!(send(&anna, &asker, &whole).await, StatusCode::CREATED);
}

async fn a_new_key_never_leaves_the_asker_out(bench: Bench) {
    let (_, anna, _, asker) = shared(&bench).await;
    let mut body = leaving(&anna, &asker).await;
    let wraps = body["vaults"][0]["wraps"].as_array_mut().unwrap();
    wraps.retain(|wrap| wrap["holder"] == anna.holder());
    assert_eq!(wraps.len(), 1);
    assert_eq!(send(&anna, &asker, &body).await, StatusCode::BAD_REQUEST);
}

async fn a_new_key_is_for_nobody_but_readers_and_the_asker(bench: Bench) {
    let (centre, anna, cilla, asker) = shared(&bench).await;
    let berit = centre.coordinator("Berit").await;
    let body = leaving(&anna, &asker).await;
    let stranger = format!("phrase:{}", "A".repeat(43));
    let strangers = [
        cilla.holder(),
        berit.holder(),
        "intake:2026-W48".to_owned(),
        stranger,
        "somebody".to_owned(),
    ];
    for holder in strangers {
        let mut body = body.clone();
        let wraps = body["vaults"][0]["wraps"].as_array_mut().unwrap();
        let mut wrap = wraps[0].clone();
        wrap["holder"] = holder.clone().into();
        wraps.push(wrap);
        let sent = send(&anna, &asker, &body).await;
        assert_eq!(sent, StatusCode::BAD_REQUEST, "{holder}");
    }
    cilla.get(&address(asker.matter, "")).await.is_ok();
}

async fn what_is_sealed_under_an_old_key_is_refused(bench: Bench) {
    let (_, anna, _, mut asker) = shared(&bench).await;
    anna.name_readers(asker.matter, &[&anna], &[])
        .await
        .is(StatusCode::CREATED);
    let old = anna
        .open(asker.matter)
        .await
        .entry_at("thread", 2, 1, "Hej!");
    anna.submit_json(&address(asker.matter, "/svar"), &old)
        .await
        .is(StatusCode::CONFLICT);
    asker.write(2, "Hej!").await.is(StatusCode::CONFLICT);
    anna.answer(asker.matter, "Hej!")
        .await
        .is(StatusCode::CREATED);
}

async fn whoever_left_the_staff_has_no_key_to_what_comes_after(bench: Bench) {
    let (centre, anna, cilla, mut asker) = shared(&bench).await;
    cilla.note(asker.matter, "Före.").await;
    let disa = centre.administrator("Disa").await;
    disa.end_work_of(&cilla).await.leads_to("/hub/personal");
    let outdated =
        |sealed: &Value| ["thread", "notes"].map(|kind| sealed[kind]["outdated"] == true);
    assert_eq!(outdated(&anna.open(asker.matter).await.sealed), [true; 2]);

    anna.note(asker.matter, "Efter.")
        .await
        .is(StatusCode::CONFLICT);
    anna.renew_keys(asker.matter)
        .await
        .is(StatusCode::NO_CONTENT);
    anna.note(asker.matter, "Efter.")
        .await
        .is(StatusCode::CREATED);
    let opened = anna.open(asker.matter).await;
    assert_eq!(outdated(&opened.sealed), [false; 2]);
    assert_eq!(opened.texts("notes").unwrap(), ["Före.", "Efter."]);
    assert_eq!(opened.sealed["notes"]["entries"][1]["key_number"], 2);
    asker.write(2, "Hej!").await.is(StatusCode::CONFLICT);
    let thread = asker.open().await;
    assert_eq!(asker.read(&thread), ["Hur pratar jag med en elev?"]);
}

async fn a_new_key_is_made_once_and_for_all_who_read(bench: Bench) {
    let (centre, anna, mut asker) = asked(&bench).await;
    let cilla = centre.member("Cilla", "midwife").await;
    let elin = centre.member("Elin", "lawyer").await;
    anna.name_readers(asker.matter, &[&anna, &cilla, &elin], &[])
        .await
        .is(StatusCode::CREATED);
    elin.submit(&address(asker.matter, "/uteslutningar"), &[])
        .await
        .leads_to("/hub");
    let path = address(asker.matter, "/nyckel");
    let mut without_anna = cilla.open(asker.matter).await.renewal();
    let wraps = without_anna["vaults"][0]["wraps"].as_array_mut().unwrap();
    wraps.retain(|wrap| wrap["holder"] != anna.holder());
    cilla
        .submit_json(&path, &without_anna)
        .await
        .is(StatusCode::BAD_REQUEST);
    elin.submit_json(&path, &without_anna)
        .await
        .is(StatusCode::NOT_FOUND);

    // Until a colleague comes by, the asker can write.
    asker.write(2, "Hej!").await.is(StatusCode::CREATED);
    let first = anna.open(asker.matter).await.renewal();
    let second = cilla.open(asker.matter).await.renewal();
    anna.submit_json(&path, &first)
        .await
        .is(StatusCode::NO_CONTENT);
    cilla
        .submit_json(&path, &second)
        .await
        .is(StatusCode::CONFLICT);
    let opened = cilla.open(asker.matter).await;
    assert_eq!(opened.texts("thread").unwrap().last().unwrap(), "Hej!");
    cilla
        .answer(asker.matter, "Hej.")
        .await
        .is(StatusCode::CREATED);
}

async fn nobody_is_named_a_reader_without_a_key(bench: Bench) {
    let (centre, anna, asker) = asked(&bench).await;
    let cilla = centre.member("Cilla", "midwife").await;
    let mark = anna.mark(asker.matter).await;
    let opened = anna.open(asker.matter).await;
    let whole = opened.readers(&mark, &[&anna, &cilla], &[]);
    let mut nothing = whole.clone();
    nothing["vaults"] = json!([]);
    let mut own = whole.clone();
    let wraps = own["vaults"][0]["wraps"].as_array_mut().unwrap();
    wraps.retain(|wrap| wrap["holder"] == anna.holder());
    let mut cut = whole.clone();
    cut["vaults"][0]["wraps"][0]["wrap"] = "AAAA".into();
    let mut elsewhere = whole.clone();
    elsewhere["vaults"][0]["vault"] = "a".repeat(26).into();
    for body in [nothing, own, cut, elsewhere] {
        assert_eq!(send(&anna, &asker, &body).await, StatusCode::BAD_REQUEST);
    }
    let opened = anna.open(asker.matter).await;
    assert!(opened.texts("thread").is_some(), "the intake still opens");
}

async fn nobody_overwrites_the_keys_of_those_who_read(bench: Bench) {
    let (_, anna, cilla, asker) = shared(&bench).await;
    let mark = anna.mark(asker.matter).await;
    let opened = anna.open(asker.matter).await;
    let mut body = opened.readers(&mark, &[&anna, &cilla], &[]);
    let mut spoilt = cilla.own_note("Hej!")["wraps"][0].clone();
    spoilt["key_number"] = 1.into();
    body["vaults"][0]["wraps"] = json!([spoilt]);
    send(&anna, &asker, &body).await;
    let opened = cilla.open(asker.matter).await;
    assert!(opened.texts("thread").is_some());
}

async fn nobody_lets_herself_in_where_colleagues_read(bench: Bench) {
    let (centre, anna, cilla, asker) = shared(&bench).await;
    let berit = centre.coordinator("Berit").await;
    let elin = centre.member("Elin", "lawyer").await;
    let mark = anna.mark(asker.matter).await;
    for new in [&berit, &elin] {
        let opened = anna.open(asker.matter).await;
        let body = opened.readers(&mark, &[&anna, &cilla, new], &[]);
        let sent = send(&berit, &asker, &body).await;
        assert_eq!(sent, StatusCode::NOT_FOUND, "{}", new.name);
    }
    let sent = send(&anna, &asker, &leaving(&anna, &asker).await).await;
    assert_eq!(sent, StatusCode::CREATED);
    let mark = anna.mark(asker.matter).await;
    let opened = anna.open(asker.matter).await;
    let body = opened.readers(&mark, &[&anna, &elin], &[]);
    assert_eq!(send(&cilla, &asker, &body).await, StatusCode::NOT_FOUND);
}

async fn only_colleagues_who_advise_read(bench: Bench) {
    let (centre, anna, asker) = asked(&bench).await;
    let neighbour = centre.neighbour().await;
    let strangers = [
        centre.administrator("Disa").await,
        centre.steering("Eva").await,
        neighbour.member("Frida", "midwife").await,
    ];
    let mark = anna.mark(asker.matter).await;
    for stranger in &strangers {
        let own = [&anna, stranger];
        let body = anna.open(asker.matter).await.readers(&mark, &own, &[]);
        let sent = send(&anna, &asker, &body).await;
        assert_eq!(sent, StatusCode::BAD_REQUEST, "{}", stranger.name);
        let body = anna
            .open(asker.matter)
            .await
            .readers(&mark, &[&anna], &[stranger]);
        let sent = send(&anna, &asker, &body).await;
        assert_eq!(sent, StatusCode::BAD_REQUEST, "{}", stranger.name);
    }
}

async fn readers_named_on_an_old_page_are_refused(bench: Bench) {
    let (_, anna, cilla, asker) = shared(&bench).await;
    let body = leaving(&anna, &asker).await;
    anna.press(asker.matter, "/triage", &[("urgency", "soon")])
        .await
        .is(StatusCode::SEE_OTHER);
    let refused = anna
        .submit_json(&address(asker.matter, "/lasare"), &body)
        .await;
    refused
        .is(StatusCode::CONFLICT)
        .has_text("Någon annan hann före");
    assert_eq!(refused.header("content-type"), "application/problem+json");
    cilla.get(&address(asker.matter, "")).await.is_ok();
}

async fn a_message_that_makes_no_sense_is_refused(bench: Bench) {
    let (_, anna, cilla, asker) = shared(&bench).await;
    let mark = anna.mark(asker.matter).await;
    let opened = anna.open(asker.matter).await;
    let body = opened.readers(&mark, &[&anna, &cilla], &[]);
    let nobody: [String; 0] = [];
    let wrong = [
        ("readers", json!(nobody)),
        ("readers", json!(["intake:2026-W48"])),
        ("readers", json!(["staff:x"])),
        ("excluded", json!([cilla.holder()])),
        ("vaults", json!("all")),
    ];
    for (field, value) in wrong {
        let mut body = body.clone();
        body[field] = value;
        assert_eq!(
            send(&anna, &asker, &body).await,
            StatusCode::BAD_REQUEST,
            "{body}"
        );
    }
}
