//! What was closed is taken up again.

use axum::http::StatusCode;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;

use crate::support::{Centre, address, asked};

on_both_engines!(
    an_enquiry_and_a_consultation_are_opened_again,
    what_is_open_is_not_opened_again,
    whoever_only_reads_does_not_open_again
);

async fn an_enquiry_and_a_consultation_are_opened_again(bench: Bench) {
    let (_, anna, asker) = asked(&bench).await;
    let consultation = anna.log_call("take_on").await;
    for (matter, state) in [
        (asker.matter, "Förfrågan, obehandlad"),
        (consultation, "Ärende, öppet"),
    ] {
        let closure = [("outcome", "not_for_centre")];
        anna.press(matter, "/avslut", &closure).await;
        anna.press(matter, "/ateroppning", &[])
            .await
            .leads_to(&address(matter, ""));
        anna.get(&address(matter, ""))
            .await
            .has_text(state)
            .lacks_text("Inget för centret");
    }
    assert_eq!(anna.queue().await.len(), 2);
    assert_eq!(asker.open().await["state"], "open");
    anna.get("/hub").await.lacks_text("/hub/avslutade");
}

async fn what_is_open_is_not_opened_again(bench: Bench) {
    let (_, anna, asker) = asked(&bench).await;
    let consultation = anna.log_call("take_on").await;
    for matter in [asker.matter, consultation] {
        anna.press(matter, "/ateroppning", &[])
            .await
            .is(StatusCode::CONFLICT);
        anna.press(matter, "/avslut", &[("outcome", "other")]).await;
        let mark = anna.mark(matter).await;
        let seen = [("revision", mark.as_str())];
        let path = address(matter, "/ateroppning");
        anna.submit(&path, &seen).await.is(StatusCode::SEE_OTHER);
        anna.submit(&path, &seen).await.is(StatusCode::CONFLICT);
    }
}

async fn whoever_only_reads_does_not_open_again(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    let cilla = centre.member("Cilla", "midwife").await;
    let matter = anna.log_call("take_on").await;
    anna.name_readers(matter, &[&anna, &cilla], &[]).await;
    anna.press(matter, "/avslut", &[("outcome", "other")]).await;
    let mark = anna.mark(matter).await;
    let page = cilla.get(&address(matter, "")).await;
    page.is_ok().lacks_text("/ateroppning");
    cilla
        .submit(&address(matter, "/ateroppning"), &[("revision", &mark)])
        .await
        .is(StatusCode::NOT_FOUND);
}
