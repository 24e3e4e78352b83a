//! Breaking the glass: a coordinator asks, all see it, and a reader's browser gives the keys. The server gives none.

use std::time::Duration;

use axum::http::StatusCode;
use futures_util::StreamExt as _;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::support::{Asker, Centre, Colleague, Page, address, asked};

on_both_engines!(
    everybody_who_sees_the_matter_sees_who_asks_and_why,
    an_open_queue_hears_of_a_request,
    a_reader_gives_the_keys_and_the_texts_open,
    without_a_reader_nothing_opens,
    whoever_is_kept_out_can_never_ask,
    whoever_reads_has_nothing_to_ask_for,
    keys_are_given_only_to_who_asked_and_by_who_reads,
    nothing_but_her_keys_is_given,
    a_request_ends_when_she_reads_or_is_kept_out,
    a_request_needs_a_reason
);

/// A matter that Anna and Cilla, a midwife, read, and Berit, a coordinator, does not.
async fn unread(bench: &Bench) -> (Centre, [Colleague; 3], Asker) {
    let (centre, anna, asker) = asked(bench).await;
    let berit = centre.coordinator("Berit").await;
    let cilla = centre.member("Cilla", "midwife").await;
    anna.name_readers(asker.matter, &[&anna, &cilla], &[])
        .await
        .is(StatusCode::CREATED);
    cilla
        .note(asker.matter, "Ring inte hem.")
        .await
        .is(StatusCode::CREATED);
    (centre, [anna, berit, cilla], asker)
}

async fn ask(berit: &Colleague, asker: &Asker) -> Page {
    let path = address(asker.matter, "/nyckelbegaran");
    let reason = [("reason", "danger_to_life")];
    berit.submit(&path, &reason).await
}

async fn give(reader: &Colleague, asker: &Asker, to: &Colleague, body: &Value) -> StatusCode {
    let path = address(asker.matter, &format!("/nyckelbegaran/{}", to.id));
    reader.submit_json(&path, body).await.status
}

async fn everybody_who_sees_the_matter_sees_who_asks_and_why(bench: Bench) {
    let (centre, [anna, berit, cilla], asker) = unread(&bench).await;
    let page = address(asker.matter, "");
    let before = berit.get(&page).await;
    before.has_heading("Be om nycklar");
    anna.get(&page).await.lacks_text("Be om nycklar");
    ask(&berit, &asker).await.leads_to(&page);

    let told = "Berit ber om nycklarna till";
    let doris = centre.coordinator("Doris").await;
    for colleague in [&anna, &berit, &cilla, &doris] {
        for place in [&page, "/hub"] {
            let seen = colleague.get(place).await;
            seen.is_ok().has_text(told).has_text("fara för någons liv");
        }
    }
    let elin = centre.member("Elin", "lawyer").await;
    elin.get("/hub").await.lacks_text(told);
    for reader in [&anna, &cilla] {
        let seen = reader.get(&page).await;
        assert_eq!(seen.all("form.gift").len(), 1);
    }
    for other in [&berit, &doris] {
        assert!(other.get(&page).await.all("form.gift").is_empty());
    }
    let events = "Berit: bad om nycklarna: fara för någons liv";
    cilla.get(&page).await.has_text(events);
}

async fn an_open_queue_hears_of_a_request(bench: Bench) {
    let (_, [_, berit, cilla], asker) = unread(&bench).await;
    let news = cilla.listen("/hub/nyheter").await;
    let mut news = news.into_body().into_data_stream();
    ask(&berit, &asker).await;
    let heard = timeout(Duration::from_secs(10), news.next()).await;
    assert!(heard.unwrap().unwrap().is_ok());
}

async fn a_reader_gives_the_keys_and_the_texts_open(bench: Bench) {
    let (_, [anna, berit, cilla], asker) = unread(&bench).await;
    ask(&berit, &asker).await;
    let gift = cilla.open(asker.matter).await.gift(&berit);
    let given = give(&cilla, &asker, &berit, &gift).await;
    assert_eq!(given, StatusCode::NO_CONTENT);
    let opened = berit.open(asker.matter).await;
    assert_eq!(opened.texts("notes").unwrap(), ["Ring inte hem."]);
    let question = opened.texts("thread").unwrap();
    assert_eq!(question, ["Hur pratar jag med en elev?"]);
    let page = anna.get(&address(asker.matter, "")).await;
    page.has_text("Cilla: gav nycklarna på begäran: Berit")
        .lacks_text("Berit ber om nycklarna");
    anna.get("/hub").await.lacks_text("Berit ber om nycklarna");
    let again = give(&cilla, &asker, &berit, &gift).await;
    assert_eq!(again, StatusCode::CONFLICT);
}

async fn without_a_reader_nothing_opens(bench: Bench) {
    let (_, [_, berit, _], asker) = unread(&bench).await;
    ask(&berit, &asker).await;
    let path = address(asker.matter, "/forseglat");
    let sealed = berit.fetch(&path).await;
    let sealed = sealed.is_ok().json();
    assert_eq!(sealed["thread"]["wraps"], json!([]));
    assert_eq!(sealed["thread"]["entries"], json!([]));
    let own = give(&berit, &asker, &berit, &json!({ "vaults": [] })).await;
    assert_eq!(own, StatusCode::NOT_FOUND);
}

async fn whoever_is_kept_out_can_never_ask(bench: Bench) {
    let (_, [anna, berit, _], asker) = unread(&bench).await;
    anna.name_readers(asker.matter, &[&anna], &[&berit])
        .await
        .is(StatusCode::CREATED);
    ask(&berit, &asker).await.is(StatusCode::NOT_FOUND);
    anna.get("/hub").await.lacks_text("ber om nycklarna");
}

async fn whoever_reads_has_nothing_to_ask_for(bench: Bench) {
    let (centre, [anna, berit, cilla], asker) = unread(&bench).await;
    ask(&anna, &asker).await.is(StatusCode::NOT_FOUND);
    ask(&cilla, &asker).await.is(StatusCode::NOT_FOUND);
    // Nobody reads a new question yet: whoever triages opens it.
    let mut new = Asker::other(&centre, "Dalia");
    new.ask("Hur?").await;
    ask(&berit, &new).await.is(StatusCode::CONFLICT);
}

async fn keys_are_given_only_to_who_asked_and_by_who_reads(bench: Bench) {
    let (centre, [anna, berit, cilla], asker) = unread(&bench).await;
    let gift = cilla.open(asker.matter).await.gift(&berit);
    let unasked = give(&cilla, &asker, &berit, &gift).await;
    assert_eq!(unasked, StatusCode::CONFLICT);
    ask(&berit, &asker).await;
    let doris = centre.coordinator("Doris").await;
    let by_none = give(&doris, &asker, &berit, &gift).await;
    assert_eq!(by_none, StatusCode::NOT_FOUND);
    let for_another = anna.open(asker.matter).await.gift(&doris);
    let unasked = give(&anna, &asker, &doris, &for_another).await;
    assert_eq!(unasked, StatusCode::CONFLICT);
    let mixed = give(&anna, &asker, &berit, &for_another).await;
    assert_eq!(mixed, StatusCode::BAD_REQUEST);
    let given = give(&anna, &asker, &berit, &gift).await;
    assert_eq!(given, StatusCode::NO_CONTENT);
}

async fn nothing_but_her_keys_is_given(bench: Bench) {
    let (_, [anna, berit, _], asker) = unread(&bench).await;
    ask(&berit, &asker).await;
    let renewal = anna.open(asker.matter).await.renewal();
    let renewed = give(&anna, &asker, &berit, &renewal).await;
    assert_eq!(renewed, StatusCode::BAD_REQUEST);
    let nothing = give(&anna, &asker, &berit, &json!({ "vaults": [] })).await;
    assert_eq!(nothing, StatusCode::BAD_REQUEST);
    let mut half = anna.open(asker.matter).await.gift(&berit);
    half["vaults"].as_array_mut().unwrap().pop();
    let half = give(&anna, &asker, &berit, &half).await;
    assert_eq!(half, StatusCode::BAD_REQUEST);
    let still = anna.get(&address(asker.matter, "")).await;
    still.has_text("Berit ber om nycklarna");
}

async fn a_request_ends_when_she_reads_or_is_kept_out(bench: Bench) {
    let (centre, [anna, berit, cilla], asker) = unread(&bench).await;
    let doris = centre.coordinator("Doris").await;
    ask(&berit, &asker).await;
    ask(&doris, &asker).await;
    anna.name_readers(asker.matter, &[&anna, &berit, &cilla], &[&doris])
        .await
        .is(StatusCode::CREATED);
    let page = anna.get(&address(asker.matter, "")).await;
    page.is_ok().lacks_text("ber om nycklarna till");
}

async fn a_request_needs_a_reason(bench: Bench) {
    let (_, [anna, berit, _], asker) = unread(&bench).await;
    let path = address(asker.matter, "/nyckelbegaran");
    for fields in [vec![], vec![("reason", "curiosity")]] {
        let refused = berit.submit(&path, &fields).await;
        refused.is(StatusCode::BAD_REQUEST);
    }
    anna.get("/hub").await.lacks_text("ber om nycklarna");
}
