//! The main journey over HTTP, from the question to the count; and taking an enquiry on.

use axum::http::StatusCode;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;

use crate::support::{Asker, Centre, Colleague, address, asked};

on_both_engines!(
    a_question_goes_all_the_way_to_the_count,
    an_enquiry_is_taken_on_once,
    a_consultation_begins_with_nobody_exposed
);

async fn a_question_goes_all_the_way_to_the_count(bench: Bench) {
    let (centre, anna, mut asker) = asked(&bench).await;
    let cilla = centre.member("Cilla", "midwife").await;
    the_question_waits_and_opens(&anna, &asker).await;
    she_judges_it_and_takes_it_on(&anna, &asker).await;
    she_names_who_is_exposed(&anna, &asker).await;
    the_midwife_is_let_in_and_answers(&anna, &cilla, &mut asker).await;
    let anna = it_is_looked_at_again(&centre, anna, &asker).await;
    let cilla = centre.days_later(0, cilla).await;
    it_is_closed_counted_and_opened_again(&anna, &cilla, &asker).await;
}

async fn the_question_waits_and_opens(anna: &Colleague, asker: &Asker) {
    let queue = anna.queue().await;
    assert_eq!(queue.len(), 1);
    assert!(queue[0].starts_with("Ny F-"), "{queue:?}");
    assert!(queue[0].contains("Skolsköterska") && queue[0].contains("Ockelbo"));
    let page = anna.get(&address(asker.matter, "")).await;
    page.is_ok().has_text("Förfrågan, obehandlad");
    assert_eq!(page.all(".family"), ["Får familjen kontaktas? Nej"]);
    let opened = anna.open(asker.matter).await;
    assert_eq!(
        opened.texts("thread").unwrap(),
        ["Hur pratar jag med en elev?"]
    );
    assert!(opened.texts("notes").is_none());
}

async fn she_judges_it_and_takes_it_on(anna: &Colleague, asker: &Asker) {
    let judged = [
        ("urgency", "urgent"),
        ("journey", "yes"),
        ("journey-first", "2026-12-18"),
        ("journey-last", "2026-12-20"),
    ];
    let matter = address(asker.matter, "");
    anna.press(asker.matter, "/triage", &judged)
        .await
        .leads_to(&matter);
    assert!(anna.queue().await[0].starts_with("Ny och brådskande"));
    anna.press(asker.matter, "/atagande", &[])
        .await
        .leads_to(&matter);
    let page = anna.get(&matter).await;
    page.has_text("Ärende, öppet")
        .has_text("Genast")
        .has_text("Oro för resa utomlands 2026-12-18 – 2026-12-20");
    assert!(anna.queue().await[0].starts_with("Befarad resa om 24 dagar"));
}

async fn she_names_who_is_exposed(anna: &Colleague, asker: &Asker) {
    let form = anna.get(&address(asker.matter, "/triage")).await;
    assert_eq!(
        form.attribute("input[name=family-contact][checked]", "value"),
        "no"
    );
    let persons = [
        ("urgency", "urgent"),
        ("journey", "yes"),
        ("journey-first", "2026-12-18"),
        ("case-type", "siblings"),
        ("person-1-sex", "girl_woman"),
        ("person-1-age", "13_17"),
        ("person-1-exposures", "control"),
        ("person-1-exposures", "marriage_feared"),
        ("person-1-perpetrators", "parent"),
        ("person-1-perpetrators", "other_relative"),
        ("person-2-sex", "boy_man"),
        ("person-2-exposures", "control"),
        ("mentioned", "2"),
    ];
    anna.press(asker.matter, "/triage", &persons)
        .await
        .leads_to(&address(asker.matter, ""));
    let page = anna.get(&address(asker.matter, "")).await;
    assert_eq!(
        page.all(".persons li"),
        [
            "Flicka eller kvinna, 13–17 år. Utsatt för: Kontroll och begränsningar, Barn- eller tvångsäktenskap: oro. Av: Förälder, Annan släkting.",
            "Pojke eller man, Vet inte. Utsatt för: Kontroll och begränsningar. Av: Inte känt.",
        ]
    );
    page.has_text("2 andra personer har nämnts");
}

async fn the_midwife_is_let_in_and_answers(anna: &Colleague, cilla: &Colleague, asker: &mut Asker) {
    let matter = asker.matter;
    assert!(cilla.queue().await.is_empty());
    anna.name_readers(matter, &[anna, cilla], &[])
        .await
        .is(StatusCode::CREATED);
    let sealed = anna.open(matter).await.sealed;
    assert_eq!(sealed["thread"]["wraps"].as_array().unwrap().len(), 1);
    assert_eq!(sealed["thread"]["wraps"][0]["holder"], anna.holder());

    assert_eq!(cilla.queue().await.len(), 1);
    cilla
        .note(matter, "Ring elevhälsan först?")
        .await
        .is(StatusCode::CREATED);
    anna.note(matter, "Ja.").await.is(StatusCode::CREATED);
    cilla
        .answer(matter, "Fråga henne ensam.")
        .await
        .is(StatusCode::CREATED);
    let opened = anna.open(matter).await;
    assert_eq!(
        opened.texts("notes").unwrap(),
        ["Ring elevhälsan först?", "Ja."]
    );

    let thread = asker.open().await;
    let both = ["Hur pratar jag med en elev?", "Fråga henne ensam."];
    assert_eq!(asker.read(&thread), both);
    assert_eq!(thread["entries"][1]["author_name"], "Cilla");
}

async fn it_is_looked_at_again(centre: &Centre, anna: Colleague, asker: &Asker) -> Colleague {
    let matter = asker.matter;
    anna.press(matter, "/uppfoljning", &[("due", "2026-11-25")])
        .await
        .leads_to(&address(matter, ""));
    assert!(anna.queue().await[0].starts_with("Befarad resa"));
    let anna = centre.days_later(1, anna).await;
    assert!(anna.queue().await[0].starts_with("Ska följas upp i dag"));
    let anna = centre.days_later(1, anna).await;
    assert!(anna.queue().await[0].starts_with("En dag försenad"));
    let done = [("done", "2026-11-25")];
    anna.press(matter, "/uppfoljning", &done)
        .await
        .leads_to(&address(matter, ""));
    anna.get(&address(matter, ""))
        .await
        .has_text("klar 2026-11-26");
    anna
}

async fn it_is_closed_counted_and_opened_again(anna: &Colleague, cilla: &Colleague, asker: &Asker) {
    let matter = asker.matter;
    let closure = [
        ("outcome", "referred"),
        ("advice", "safety_planning"),
        ("advice", "journey_abroad"),
        ("referral-organisation", "social_services"),
        ("referral-kommun", "2101"),
        ("minutes", "45"),
    ];
    anna.press(matter, "/avslut", &closure)
        .await
        .leads_to(&address(matter, ""));
    let page = cilla.get(&address(matter, "")).await;
    page.has_text("Ärende, avslutat")
        .has_text("Hänvisad till rätt verksamhet")
        .has_text("Säkerhetsplanering, Inför en befarad resa")
        .has_text("Socialtjänst i Ockelbo")
        .has_text("45 minuter sammanlagt.");
    assert!(anna.queue().await.is_empty());
    assert_eq!(asker.open().await["state"], "closed");

    let figures = anna.get("/hub/statistik").await.is_ok().all(".figures dd");
    assert_eq!(figures, ["1", "1", "2", "2"]);

    anna.press(matter, "/ateroppning", &[])
        .await
        .leads_to(&address(matter, ""));
    anna.get(&address(matter, ""))
        .await
        .has_text("Ärende, öppet")
        .lacks_text("Hänvisad till rätt verksamhet");
    assert_eq!(anna.queue().await.len(), 1);
}

async fn an_enquiry_is_taken_on_once(bench: Bench) {
    let (_, anna, asker) = asked(&bench).await;
    let mark = anna.mark(asker.matter).await;
    let taking = [("revision", mark.as_str())];
    let address = address(asker.matter, "/atagande");
    anna.submit(&address, &taking)
        .await
        .is(StatusCode::SEE_OTHER);
    anna.submit(&address, &taking)
        .await
        .is(StatusCode::CONFLICT)
        .has_text("Någon annan hann före");
    anna.press(asker.matter, "/atagande", &[])
        .await
        .is(StatusCode::CONFLICT);
}

async fn a_consultation_begins_with_nobody_exposed(bench: Bench) {
    let (_, anna, asker) = asked(&bench).await;
    let early = [("person-1-sex", "girl_woman"), ("mentioned", "3")];
    anna.press(asker.matter, "/triage", &early)
        .await
        .is(StatusCode::SEE_OTHER);
    anna.press(asker.matter, "/atagande", &[])
        .await
        .is(StatusCode::SEE_OTHER);
    let page = anna.get(&address(asker.matter, "")).await;
    assert!(page.all(".persons li").is_empty());
    page.has_text("Okänt om andra har nämnts.");
}
