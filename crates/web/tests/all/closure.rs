//! Closing: an enquiry at once, a consultation with what was advised and where it led.

use axum::http::StatusCode;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;

use crate::support::{Centre, address, asked};

on_both_engines!(
    an_enquiry_is_closed_at_once,
    what_is_wrong_comes_back_as_it_was_typed,
    a_follow_up_that_is_not_done_holds_the_closure_back,
    a_day_to_look_back_lies_ahead,
    an_answer_from_outside_the_lists_is_refused,
    a_form_older_than_the_matter_comes_back_as_it_was_typed,
    what_is_closed_is_not_closed_again
);

async fn an_enquiry_is_closed_at_once(bench: Bench) {
    let (_, anna, asker) = asked(&bench).await;
    let form = anna.get(&address(asker.matter, "/avslut")).await;
    form.is_ok()
        .has_field("Hur slutade det?")
        .lacks_text("Råd som gavs");
    anna.press(asker.matter, "/avslut", &[("outcome", "not_for_centre")])
        .await
        .leads_to(&address(asker.matter, ""));
    anna.get(&address(asker.matter, ""))
        .await
        .has_text("Förfrågan, avslutad")
        .has_text("Inget för centret");
    let archive = anna.get("/hub/avslutade").await;
    archive.has_text("En avslutad fråga eller ett avslutat ärende");
    assert_eq!(
        archive.attributes(".queue a", "href"),
        [address(asker.matter, "")]
    );
}

async fn what_is_wrong_comes_back_as_it_was_typed(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let matter = anna.log_call("take_on").await;
    let typed = [
        ("outcome", ""),
        ("advice", "secrecy"),
        ("referral-organisation", "police"),
        ("minutes", "många"),
        ("look-back", "snart"),
    ];
    let page = anna.press(matter, "/avslut", &typed).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_heading("Något behöver rättas")
        .has_link("Välj hur det slutade. ”Vet inte” går bra.")
        .has_link("Skriv minuter som ett tal mellan 1 och 1440.")
        .has_link("Välj en dag efter i dag, skriven som åååå-mm-dd.");
    assert_eq!(page.attribute("#minutes", "value"), "många");
    assert_eq!(page.attribute("#look-back", "value"), "snart");
    assert_eq!(
        page.attributes("input[name=advice][checked]", "value"),
        ["secrecy"]
    );
    assert_eq!(
        page.attribute("#referral-organisation option[selected]", "value"),
        "police"
    );
    anna.get(&address(matter, ""))
        .await
        .has_text("Ärende, öppet");
}

async fn a_follow_up_that_is_not_done_holds_the_closure_back(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let matter = anna.log_call("take_on").await;
    let day = "2026-12-01";
    anna.press(matter, "/uppfoljning", &[("due", day)]).await;
    let closure = [("outcome", "advice_given")];
    anna.press(matter, "/avslut", &closure)
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_text("Det finns uppföljningar som inte är klara.");
    anna.press(matter, "/uppfoljning", &[("done", day)]).await;
    anna.press(matter, "/avslut", &closure)
        .await
        .is(StatusCode::SEE_OTHER);
}

async fn a_day_to_look_back_lies_ahead(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let matter = anna.log_call("take_on").await;
    for (day, status) in [
        ("2026-11-23", StatusCode::UNPROCESSABLE_ENTITY),
        ("2026-11-24", StatusCode::UNPROCESSABLE_ENTITY),
        ("2026-11-25", StatusCode::SEE_OTHER),
    ] {
        let closure = [("outcome", "advice_given"), ("look-back", day)];
        anna.press(matter, "/avslut", &closure).await.is(status);
    }
}

async fn an_answer_from_outside_the_lists_is_refused(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let matter = anna.log_call("take_on").await;
    let strange = [
        ("advice", "luck"),
        ("referral-organisation", "circus"),
        ("referral-kommun", "9999"),
    ];
    for answer in strange {
        let closure = [("outcome", "advice_given"), answer];
        anna.press(matter, "/avslut", &closure)
            .await
            .is(StatusCode::UNPROCESSABLE_ENTITY)
            .has_link("Svaret finns inte i listan. Välj ett annat.");
    }
    anna.press(matter, "/avslut", &[("outcome", "fine")])
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY);
}

async fn a_form_older_than_the_matter_comes_back_as_it_was_typed(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let matter = anna.log_call("take_on").await;
    let old = anna.mark(matter).await;
    anna.press(matter, "/triage", &[("urgency", "soon")]).await;
    let late = [
        ("revision", old.as_str()),
        ("outcome", "referred"),
        ("minutes", "7"),
    ];
    let page = anna.submit(&address(matter, "/avslut"), &late).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_text("Ladda om sidan för att se vad som ändrats.");
    assert_eq!(page.attribute("#minutes", "value"), "7");
    let chosen = page.attribute("#outcome option[selected]", "value");
    assert_eq!(chosen, "referred");
}

async fn what_is_closed_is_not_closed_again(bench: Bench) {
    let (_, anna, asker) = asked(&bench).await;
    let consultation = anna.log_call("take_on").await;
    for matter in [asker.matter, consultation] {
        let closure = [("outcome", "advice_given")];
        anna.press(matter, "/avslut", &closure)
            .await
            .is(StatusCode::SEE_OTHER);
        anna.press(matter, "/avslut", &closure)
            .await
            .is(StatusCode::CONFLICT);
        anna.get(&address(matter, "")).await.lacks_text("/avslut\"");
    }
}
