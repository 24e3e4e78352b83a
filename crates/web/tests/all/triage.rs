//! Triage: how soon, whether the family may be contacted, and who is exposed.

use axum::http::StatusCode;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;

use crate::support::{Centre, address, asked};

on_both_engines!(
    a_row_comes_and_goes_without_losing_what_was_typed,
    what_is_wrong_comes_back_as_it_was_typed,
    a_form_older_than_the_matter_comes_back_as_it_was_typed,
    an_answer_from_outside_the_lists_is_refused,
    what_is_closed_is_not_judged_again,
    unknown_beside_other_answers_says_nothing
);

async fn a_row_comes_and_goes_without_losing_what_was_typed(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let matter = anna.log_call("take_on").await;
    let before = anna.mark(matter).await;
    let typed = [
        ("person-1-sex", "girl_woman"),
        ("person-2-sex", "boy_man"),
        ("person-2-exposures", "control"),
    ];
    let add = [typed.as_slice(), &[("act", "add")]].concat();
    let page = anna.press(matter, "/triage", &add).await;
    page.is_ok().has_text("Person 3");
    let remove = [typed.as_slice(), &[("act", "remove-1")]].concat();
    let page = anna.press(matter, "/triage", &remove).await;
    page.is_ok().lacks_text("Person 2");
    let chosen = page.attribute("#person-1-sex option[selected]", "value");
    assert_eq!(chosen, "boy_man");
    assert_eq!(
        page.attributes("input[name=person-1-exposures][checked]", "value"),
        ["control"]
    );
    assert_eq!(anna.mark(matter).await, before, "nothing is kept yet");
}

async fn what_is_wrong_comes_back_as_it_was_typed(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let matter = anna.log_call("take_on").await;
    let typed = [
        ("urgency", "soon"),
        ("journey", "yes"),
        ("journey-first", "2026-12-20"),
        ("journey-last", "2026-12-01"),
        ("mentioned", "många"),
    ];
    let page = anna.press(matter, "/triage", &typed).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_heading("Något behöver rättas")
        .has_link("Skriv ett tal mellan 0 och 99, eller lämna tomt.")
        .has_text("det senaste får inte ligga före det tidigaste");
    let value = |field: &str| page.attribute(&format!("#{field}"), "value");
    assert_eq!(value("mentioned"), "många");
    assert_eq!(value("journey-first"), "2026-12-20");
    assert_eq!(value("journey-last"), "2026-12-01");
    assert_eq!(
        page.attribute("input[name=urgency][checked]", "value"),
        "soon"
    );
    anna.get(&address(matter, "")).await.has_text("Inte bedömt");
}

async fn a_form_older_than_the_matter_comes_back_as_it_was_typed(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let (anna, berit) = (
        centre.coordinator("Anna").await,
        centre.coordinator("Berit").await,
    );
    let matter = anna.log_call("take_on").await;
    let old = anna.mark(matter).await;
    berit
        .press(matter, "/triage", &[("mentioned", "4")])
        .await
        .is(StatusCode::SEE_OTHER);

    let late = [("revision", old.as_str()), ("mentioned", "5")];
    let page = anna.submit(&address(matter, "/triage"), &late).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_text("Ladda om sidan för att se vad som ändrats.");
    assert_eq!(page.attribute("#mentioned", "value"), "5");
    anna.get(&address(matter, ""))
        .await
        .has_text("4 andra personer har nämnts");

    let again = [("revision", page.mark()), ("mentioned", "5".to_owned())];
    let again = again
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    anna.submit(&address(matter, "/triage"), &again)
        .await
        .is(StatusCode::SEE_OTHER);
    anna.get(&address(matter, ""))
        .await
        .has_text("5 andra personer har nämnts");
}

async fn an_answer_from_outside_the_lists_is_refused(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let matter = anna.log_call("take_on").await;
    let before = anna.mark(matter).await;
    let strange = [
        ("family-contact", "perhaps"),
        ("urgency", "yesterday"),
        ("case-type", "clan"),
        ("person-1-sex", "female"),
        ("person-1-age", "17"),
        ("person-1-exposures", "boredom"),
        ("person-1-perpetrators", "Farbror Nils"),
    ];
    for answer in strange {
        let page = anna.press(matter, "/triage", &[answer]).await;
        page.is(StatusCode::UNPROCESSABLE_ENTITY)
            .has_link("Svaret finns inte i listan. Välj ett annat.");
    }
    assert_eq!(anna.mark(matter).await, before);
}

async fn what_is_closed_is_not_judged_again(bench: Bench) {
    let (_, anna, asker) = asked(&bench).await;
    anna.press(asker.matter, "/avslut", &[("outcome", "other")])
        .await
        .is(StatusCode::SEE_OTHER);
    let call = anna.log_call("take_on").await;
    anna.press(call, "/avslut", &[("outcome", "other")])
        .await
        .is(StatusCode::SEE_OTHER);
    for matter in [asker.matter, call] {
        let page = anna.get(&address(matter, "")).await;
        page.lacks_text("/triage").lacks_text("/atagande");
        anna.press(matter, "/triage", &[("urgency", "urgent")])
            .await
            .is(StatusCode::CONFLICT);
        anna.get(&address(matter, "/triage"))
            .await
            .is(StatusCode::CONFLICT);
    }
}

async fn unknown_beside_other_answers_says_nothing(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let matter = anna.log_call("take_on").await;
    let typed = [
        ("person-1-exposures", "unknown"),
        ("person-1-exposures", "control"),
        ("person-1-perpetrators", "unknown"),
    ];
    anna.press(matter, "/triage", &typed).await;
    let page = anna.get(&address(matter, "")).await;
    assert_eq!(
        page.all(".persons li"),
        ["Vet inte, Vet inte. Utsatt för: Kontroll och begränsningar. Av: Inte känt."]
    );
}
