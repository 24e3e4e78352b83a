//! Asking: what the server takes, and what it refuses.

use axum::http::StatusCode;
use fyren_domain::access::{Action, Relation};
use fyren_seal::HolderCard;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;
use serde_json::json;

use crate::support::{Asker, Centre, audience};

on_both_engines!(
    an_enquiry_is_taken_and_gets_a_number,
    the_same_enquiry_sent_again_gets_the_same_number,
    other_content_under_the_same_ids_is_refused,
    the_page_shows_what_not_to_write_before_the_text_field,
    nothing_is_taken_while_nobody_could_read_it,
    the_readers_are_shown_with_names_and_keys,
    a_reader_left_out_is_kept_out_of_the_matter,
    a_question_for_somebody_who_may_not_triage_is_refused,
    a_question_nobody_could_open_is_refused,
    a_question_signed_by_another_key_is_refused,
    a_challenge_is_worth_nothing_after_ten_minutes,
    a_challenge_of_another_centre_is_worth_nothing,
    a_forged_challenge_is_worth_nothing,
    a_message_cut_off_on_the_way_is_refused_and_leaves_nothing,
    a_message_larger_than_any_question_is_refused,
    a_code_that_is_not_in_the_lists_is_refused
);

async fn asked(bench: &Bench) -> (Centre, Asker) {
    let centre = Centre::open(bench).await;
    let anna = centre.coordinator("Anna").await;
    let berit = centre.coordinator("Berit").await;
    centre.open_intake(&anna, &[&berit]).await;
    let asker = Asker::at(&centre);
    (centre, asker)
}

async fn an_enquiry_is_taken_and_gets_a_number(bench: Bench) {
    let (_, mut asker) = asked(&bench).await;
    let number = asker.ask("Hur pratar jag med en elev?").await;
    assert!(number.starts_with("F-") && number.len() == 7, "{number}");
    let thread = asker.open().await;
    assert_eq!(thread["state"], "open");
    assert_eq!(asker.read(&thread), ["Hur pratar jag med en elev?"]);
}

async fn the_same_enquiry_sent_again_gets_the_same_number(bench: Bench) {
    let (_, mut asker) = asked(&bench).await;
    let question = asker.question("Hur?").await;
    let first = asker.send("/kanal/fraga", "enquiry", &question).await;
    let again = asker.send("/kanal/fraga", "enquiry", &question).await;
    assert_eq!(first.is(StatusCode::CREATED).json(), again.is_ok().json());
    assert_eq!(asker.open().await["entries"].as_array().unwrap().len(), 1);
}

async fn other_content_under_the_same_ids_is_refused(bench: Bench) {
    let (_, mut asker) = asked(&bench).await;
    asker.ask("Hur?").await;
    let other = asker.question("Något annat").await;
    let refused = asker.send("/kanal/fraga", "enquiry", &other).await;
    refused
        .is(StatusCode::CONFLICT)
        .has_text("Det finns redan något annat där");
    assert_eq!(refused.header("content-type"), "application/problem+json");
}

async fn the_page_shows_what_not_to_write_before_the_text_field(bench: Bench) {
    let (_, asker) = asked(&bench).await;
    let page = asker.browser.get("/fraga").await;
    page.has_heading("Skriv så att ingen kan kännas igen")
        .has_field("De här kan läsa din fråga")
        .has_field("Vad vill du ha råd om?");
    let text = page.text();
    let places = [
        "bli skyldiga att anmäla",
        "De här kan läsa din fråga",
        "<textarea",
    ]
    .map(|part| text.find(part).unwrap());
    assert!(
        places.is_sorted(),
        "warning, readers and text field stand in another order: {places:?}"
    );
    page.has_text("Vet inte").has_text("Ockelbo");
}

async fn nothing_is_taken_while_nobody_could_read_it(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let refused = centre.visitor().fetch("/kanal/intag").await;
    refused
        .is(StatusCode::SERVICE_UNAVAILABLE)
        .has_text("Tjänsten är inte redo än");
}

async fn the_readers_are_shown_with_names_and_keys(bench: Bench) {
    let (_, asker) = asked(&bench).await;
    let audience = audience(&asker.browser).await;
    let names: Vec<_> = audience
        .readers
        .iter()
        .map(|reader| reader.name.as_str())
        .collect();
    assert_eq!(names, ["Anna", "Berit"]);
    let epoch = audience.epoch.unwrap();
    assert_eq!(epoch.id, "2026-W48");
    assert_eq!(epoch.signer, audience.readers[0].staff);
    let card = HolderCard::from_bytes(&audience.readers[0].card).unwrap();
    assert_eq!(epoch.signer_key, card.verifying.to_bytes());
}

async fn a_reader_left_out_is_kept_out_of_the_matter(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let (anna, berit) = (
        centre.coordinator("Anna").await,
        centre.coordinator("Berit").await,
    );
    centre.open_intake(&anna, &[&berit]).await;
    let mut asker = Asker::at(&centre);
    let chosen = [(
        format!("staff:{}", berit.id),
        berit.keys.card().sealing.to_bytes(),
    )];
    let question = asker.question_for("Anna är grannen.", &chosen);
    asker
        .send("/kanal/fraga", "enquiry", &question)
        .await
        .is(StatusCode::CREATED);

    let mut tx = centre.app.store.read().await.unwrap();
    let mut relations = Vec::new();
    for colleague in [&anna, &berit] {
        let look = colleague.may(Action::FindMatter);
        relations.push(
            fyren_store::reader::relation(&mut tx, &look, asker.matter)
                .await
                .unwrap(),
        );
    }
    assert_eq!(
        relations,
        [Some(Relation::Excluded), Some(Relation::Reader)]
    );
}

async fn a_question_for_somebody_who_may_not_triage_is_refused(bench: Bench) {
    let (centre, mut asker) = asked(&bench).await;
    let midwife = centre.member("Cilla", "midwife").await;
    let chosen = [(
        format!("staff:{}", midwife.id),
        midwife.keys.card().sealing.to_bytes(),
    )];
    let question = asker.question_for("Hur?", &chosen);
    asker
        .send("/kanal/fraga", "enquiry", &question)
        .await
        .is(StatusCode::CONFLICT);
    assert_eq!(asker.open().await["found"], false);
}

async fn a_question_nobody_could_open_is_refused(bench: Bench) {
    let (_, mut asker) = asked(&bench).await;
    let question = asker.question_for("Hur?", &[]);
    asker
        .send("/kanal/fraga", "enquiry", &question)
        .await
        .is(StatusCode::BAD_REQUEST);
}

async fn a_question_signed_by_another_key_is_refused(bench: Bench) {
    let (centre, mut asker) = asked(&bench).await;
    let mut question = asker.question("Hur?").await;
    let stranger = centre.member("Cilla", "midwife").await;
    question["card"] = data_encoding::BASE64URL_NOPAD
        .encode(&stranger.keys.card().to_bytes())
        .into();
    asker
        .send("/kanal/fraga", "enquiry", &question)
        .await
        .is(StatusCode::UNAUTHORIZED);
}

async fn a_challenge_is_worth_nothing_after_ten_minutes(bench: Bench) {
    let (centre, mut asker) = asked(&bench).await;
    let body = asker.question("Hur?").await.to_string().into_bytes();
    let challenge = asker.challenge().await;
    centre.clock.pass_seconds(601);
    let refused = asker
        .send_under(&challenge, "/kanal/fraga", "enquiry", body.clone())
        .await;
    refused
        .is(StatusCode::UNAUTHORIZED)
        .has_text("Försök en gång till");
    asker
        .send_bytes("/kanal/fraga", "enquiry", body)
        .await
        .is(StatusCode::CREATED);
}

async fn a_challenge_of_another_centre_is_worth_nothing(bench: Bench) {
    let (centre, mut asker) = asked(&bench).await;
    let neighbour = Asker::at(&centre.neighbour().await);
    let challenge = neighbour.challenge().await;
    let body = asker.question("Hur?").await.to_string().into_bytes();
    asker
        .send_under(&challenge, "/kanal/fraga", "enquiry", body)
        .await
        .is(StatusCode::UNAUTHORIZED);
}

async fn a_forged_challenge_is_worth_nothing(bench: Bench) {
    let (_, mut asker) = asked(&bench).await;
    let body = asker.question("Hur?").await.to_string().into_bytes();
    let mut forged = data_encoding::BASE64URL_NOPAD
        .decode(asker.challenge().await.as_bytes())
        .unwrap();
    forged[7] ^= 1;
    let forged = data_encoding::BASE64URL_NOPAD.encode(&forged);
    asker
        .send_under(&forged, "/kanal/fraga", "enquiry", body)
        .await
        .is(StatusCode::UNAUTHORIZED);
}

async fn a_message_cut_off_on_the_way_is_refused_and_leaves_nothing(bench: Bench) {
    let (_, mut asker) = asked(&bench).await;
    let whole = asker.question("Hur?").await.to_string().into_bytes();
    for part in [0, 1, whole.len() / 2, whole.len() - 1] {
        let cut = whole[..part].to_vec();
        asker
            .send_bytes("/kanal/fraga", "enquiry", cut)
            .await
            .is(StatusCode::BAD_REQUEST)
            .has_text("Det gick inte att läsa");
    }
    assert_eq!(asker.open().await, json!({ "found": false }));
}

async fn a_message_larger_than_any_question_is_refused(bench: Bench) {
    let (_, asker) = asked(&bench).await;
    let body = vec![b' '; 600 * 1024];
    asker
        .send_bytes("/kanal/fraga", "enquiry", body)
        .await
        .is(StatusCode::PAYLOAD_TOO_LARGE)
        .has_text("För stort");
}

async fn a_code_that_is_not_in_the_lists_is_refused(bench: Bench) {
    let (_, mut asker) = asked(&bench).await;
    let mut question = asker.question("Hur?").await;
    question["facts"]["profession"] = "astronaut".into();
    asker
        .send("/kanal/fraga", "enquiry", &question)
        .await
        .is(StatusCode::BAD_REQUEST);
}
