//! Following with five words: reading, writing more, files.

use axum::http::StatusCode;
use fyren_domain::id::AttachmentId;
use fyren_seal::EntryKind;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;
use serde_json::json;

use crate::support::{Asker, Centre, PHRASE};

on_both_engines!(
    five_words_open_the_thread_again,
    an_unknown_phrase_is_no_thread,
    a_locator_without_its_phrase_opens_nothing,
    another_centre_does_not_know_the_phrase,
    the_asker_writes_more,
    a_number_that_is_taken_or_leaves_a_gap_is_refused,
    only_the_asker_writes_as_the_asker,
    visitors_acts_are_kept_by_the_hour,
    a_file_comes_back_as_it_was_sealed,
    a_file_that_is_cut_or_no_sealed_file_is_refused,
    a_file_of_another_thread_is_not_found,
    an_announcement_of_a_file_that_never_came_is_refused,
    a_word_the_server_cannot_read_is_refused
);

async fn asked(bench: &Bench) -> (Centre, Asker) {
    let centre = Centre::open(bench).await;
    let anna = centre.coordinator("Anna").await;
    centre.open_intake(&anna, &[]).await;
    let mut asker = Asker::at(&centre);
    asker.ask("Hur?").await;
    (centre, asker)
}

async fn five_words_open_the_thread_again(bench: Bench) {
    let (centre, _) = asked(&bench).await;
    let again = Asker::by_words(&centre, &PHRASE).await;
    assert_eq!(again.read(&again.open().await), ["Hur?"]);
}

async fn an_unknown_phrase_is_no_thread(bench: Bench) {
    let centre = Centre::open(&bench).await;
    assert_eq!(Asker::at(&centre).open().await, json!({ "found": false }));
}

async fn a_locator_without_its_phrase_opens_nothing(bench: Bench) {
    let (centre, asker) = asked(&bench).await;
    let body = json!({ "locator": asker.locator }).to_string().into_bytes();
    let challenge = asker.challenge().await;
    let signature = data_encoding::BASE64URL_NOPAD.encode(&[1; 64]);
    let headers = [
        ("fyren-challenge", challenge.as_str()),
        ("fyren-signature", signature.as_str()),
    ];
    let answer = centre
        .visitor()
        .post_bytes("/kanal/oppna", "application/json", &headers, body)
        .await;
    assert_eq!(answer.is_ok().json(), json!({ "found": false }));
}

async fn another_centre_does_not_know_the_phrase(bench: Bench) {
    let (centre, _) = asked(&bench).await;
    let neighbour = centre.neighbour().await;
    assert_eq!(
        Asker::at(&neighbour).open().await,
        json!({ "found": false })
    );
}

async fn the_asker_writes_more(bench: Bench) {
    let (_, mut asker) = asked(&bench).await;
    asker
        .write(2, "Det har hänt mer.")
        .await
        .is(StatusCode::CREATED);
    let thread = asker.open().await;
    assert_eq!(asker.read(&thread), ["Hur?", "Det har hänt mer."]);
    assert_eq!(thread["entries"][1]["author_name"], json!(null));
}

async fn a_number_that_is_taken_or_leaves_a_gap_is_refused(bench: Bench) {
    let (_, mut asker) = asked(&bench).await;
    asker.write(1, "Något annat").await.is(StatusCode::CONFLICT);
    asker
        .write(3, "Något annat")
        .await
        .is(StatusCode::BAD_REQUEST);
    assert_eq!(asker.open().await["entries"].as_array().unwrap().len(), 1);
}

async fn only_the_asker_writes_as_the_asker(bench: Bench) {
    let (_, mut asker) = asked(&bench).await;
    let sealed = asker.seal(
        2,
        EntryKind::Answer,
        &json!({ "text": "Ett påhittat svar" }),
    );
    for kind in ["answer", "note", "question", "message"] {
        let body = json!({ "locator": asker.locator, "number": 2, "key_number": 1, "kind": kind, "sealed": sealed });
        asker
            .send("/kanal/skriv", "write", &body)
            .await
            .is(StatusCode::BAD_REQUEST);
    }
}

async fn visitors_acts_are_kept_by_the_hour(bench: Bench) {
    let (centre, mut asker) = asked(&bench).await;
    centre.clock.pass_seconds(23 * 60 + 17);
    asker.write(2, "Mer.").await.is(StatusCode::CREATED);
    let thread = asker.open().await;
    for entry in thread["entries"].as_array().unwrap() {
        assert_eq!(entry["hour"].as_i64().unwrap() % 3_600_000, 0);
    }
}

async fn a_file_comes_back_as_it_was_sealed(bench: Bench) {
    let (_, mut asker) = asked(&bench).await;
    let attachment = AttachmentId::from_bytes([3; 16]);
    let body = asker.file(attachment, "brev.pdf", &vec![7; 700 * 1024]);
    asker
        .send_bytes("/kanal/fil", "file", body.clone())
        .await
        .is(StatusCode::CREATED);
    asker
        .send_bytes("/kanal/fil", "file", body.clone())
        .await
        .is_ok();
    let announced = asker.seal(
        2,
        EntryKind::Attachment,
        &json!({ "attachment": attachment, "name": "brev.pdf" }),
    );
    let entry = json!({ "locator": asker.locator, "number": 2, "key_number": 1, "kind": "attachment", "sealed": announced, "attachment": attachment });
    asker
        .send("/kanal/skriv", "write", &entry)
        .await
        .is(StatusCode::CREATED);

    let about = json!({ "locator": asker.locator, "attachment": attachment });
    let fetched = asker.send("/kanal/fil/hamta", "fetch", &about).await;
    assert!(body.ends_with(&fetched.is_ok().bytes) && fetched.bytes.len() > 700 * 1024);
    assert!(!fetched.text().contains("brev"));
}

async fn a_file_that_is_cut_or_no_sealed_file_is_refused(bench: Bench) {
    let (_, mut asker) = asked(&bench).await;
    let whole = asker.file(AttachmentId::from_bytes([3; 16]), "brev.pdf", b"%PDF-1.7");
    for cut in [whole.len() - 1, 200, 3] {
        asker
            .send_bytes("/kanal/fil", "file", whole[..cut].to_vec())
            .await
            .is(StatusCode::BAD_REQUEST);
    }
    let length = 0xFFFF_FFFFu32.to_be_bytes();
    asker
        .send_bytes("/kanal/fil", "file", [&length, &whole[4..]].concat())
        .await
        .is(StatusCode::BAD_REQUEST);
    let too_large = vec![0; 12 * 1024 * 1024];
    asker
        .send_bytes("/kanal/fil", "file", too_large)
        .await
        .is(StatusCode::PAYLOAD_TOO_LARGE);
}

async fn a_file_of_another_thread_is_not_found(bench: Bench) {
    let (_, asker) = asked(&bench).await;
    let about =
        json!({ "locator": asker.locator, "attachment": AttachmentId::from_bytes([4; 16]) });
    asker
        .send("/kanal/fil/hamta", "fetch", &about)
        .await
        .is(StatusCode::NOT_FOUND);
}

async fn an_announcement_of_a_file_that_never_came_is_refused(bench: Bench) {
    let (_, mut asker) = asked(&bench).await;
    let attachment = AttachmentId::from_bytes([3; 16]);
    let sealed = asker.seal(
        2,
        EntryKind::Attachment,
        &json!({ "attachment": attachment }),
    );
    let entry = json!({ "locator": asker.locator, "number": 2, "key_number": 1, "kind": "attachment", "sealed": sealed, "attachment": attachment });
    asker
        .send("/kanal/skriv", "write", &entry)
        .await
        .is(StatusCode::BAD_REQUEST);
}

async fn a_word_the_server_cannot_read_is_refused(bench: Bench) {
    let visitor = Centre::open(&bench).await.visitor();
    for request in ["", "AAAA", "!", &"A".repeat(400_000)] {
        visitor
            .post_json("/kanal/fras", &json!({ "request": request }))
            .await
            .is(StatusCode::BAD_REQUEST);
    }
}
