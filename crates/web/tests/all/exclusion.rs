//! Kept out of a matter: by rule, by key, and without a trace of it.

use axum::http::StatusCode;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;

use crate::support::{Asker, Centre, Colleague, address, asked};

on_both_engines!(
    an_excluded_colleague_finds_the_matter_nowhere,
    an_excluded_reader_loses_her_keys,
    a_colleague_lets_in_again_and_nobody_herself,
    a_reader_stands_aside_and_cannot_come_back,
    whoever_stands_aside_has_no_key_to_what_comes_after,
    the_last_reader_does_not_take_the_keys_along,
    somebody_left_out_by_the_asker_is_kept_out,
    whoever_gives_no_advice_for_a_while_stays_kept_out
);

/// A question kept from Berit, who is a coordinator, too.
async fn kept_from_berit(bench: &Bench) -> (Centre, Colleague, Colleague, Asker) {
    let (centre, anna, asker) = asked(bench).await;
    let berit = centre.coordinator("Berit").await;
    anna.name_readers(asker.matter, &[&anna], &[&berit])
        .await
        .is(StatusCode::CREATED);
    (centre, anna, berit, asker)
}

async fn an_excluded_colleague_finds_the_matter_nowhere(bench: Bench) {
    let (_, anna, berit, mut asker) = kept_from_berit(&bench).await;
    let matter = asker.matter;
    berit
        .get(&address(matter, ""))
        .await
        .is(StatusCode::NOT_FOUND);
    let queue = berit.get("/hub").await;
    queue.has_text("Ingenting väntar just nu.");
    for page in ["/hub/handelser", "/hub/statistik"] {
        berit.get(page).await.is_ok().lacks_text(matter.as_str());
    }
    let figures = |page: crate::support::Page| page.all(".figures dd");
    let counted = berit.get("/hub/statistik").await;
    assert_eq!(figures(counted), ["0", "0", "0", "0"]);
    let counted = anna.get("/hub/statistik").await;
    assert_eq!(figures(counted)[0], "1");

    anna.press(matter, "/avslut", &[("outcome", "advice_given")])
        .await
        .is(StatusCode::SEE_OTHER);
    asker.write(2, "En sak till.").await.is(StatusCode::CREATED);
    assert!(berit.queue().await.is_empty());
    berit.get("/hub").await.lacks_text("/hub/avslutade");
    let archive = berit.get("/hub/avslutade").await;
    archive.is_ok().lacks_text(matter.as_str());
    assert_eq!(anna.queue().await.len(), 1);
}

async fn an_excluded_reader_loses_her_keys(bench: Bench) {
    let (centre, anna, asker) = asked(&bench).await;
    let cilla = centre.member("Cilla", "midwife").await;
    anna.name_readers(asker.matter, &[&anna, &cilla], &[])
        .await
        .is(StatusCode::CREATED);
    anna.name_readers(asker.matter, &[&anna], &[&cilla])
        .await
        .is(StatusCode::CREATED);
    cilla
        .fetch(&address(asker.matter, "/forseglat"))
        .await
        .is(StatusCode::NOT_FOUND);
    let opened = anna.open(asker.matter).await;
    assert_eq!(opened.sealed["readers"].as_array().unwrap().len(), 1);
    let wraps = opened.sealed["thread"]["wraps"].as_array().unwrap();
    assert_eq!(wraps.len(), 2, "the old key and the new one");
    let page = anna.get(&address(asker.matter, "")).await;
    let chosen = format!("input[name='{}'][checked]", cilla.holder());
    assert_eq!(page.attribute(&chosen, "value"), "excluded");
}

async fn a_colleague_lets_in_again_and_nobody_herself(bench: Bench) {
    let (_, anna, berit, asker) = kept_from_berit(&bench).await;
    let mark = anna.mark(asker.matter).await;
    let opened = anna.open(asker.matter).await;
    let body = opened.readers(&mark, &[&anna, &berit], &[]);
    berit
        .submit_json(&address(asker.matter, "/lasare"), &body)
        .await
        .is(StatusCode::NOT_FOUND);

    anna.name_readers(asker.matter, &[&anna, &berit], &[])
        .await
        .is(StatusCode::CREATED);
    let opened = berit.open(asker.matter).await;
    assert!(opened.texts("thread").is_some());
    let page = anna.get(&address(asker.matter, "")).await;
    let events = page.all(".events li");
    let told = |act: &str| events.iter().any(|line| line.ends_with(act));
    assert!(told("Anna: stängde ute en kollega: Berit"), "{events:?}");
    assert!(told("Anna: släppte in en utestängd kollega: Berit"));
    assert!(told("Anna: gav läsrätt: Berit"));
}

async fn a_reader_stands_aside_and_cannot_come_back(bench: Bench) {
    let (centre, anna, asker) = asked(&bench).await;
    let (berit, cilla) = (
        centre.coordinator("Berit").await,
        centre.member("Cilla", "midwife").await,
    );
    anna.name_readers(asker.matter, &[&anna, &berit, &cilla], &[])
        .await
        .is(StatusCode::CREATED);
    for reader in [&berit, &cilla] {
        reader
            .submit(&address(asker.matter, "/uteslutningar"), &[])
            .await
            .leads_to("/hub");
        reader
            .get(&address(asker.matter, ""))
            .await
            .is(StatusCode::NOT_FOUND);
        assert!(reader.queue().await.is_empty());
    }
    let mark = anna.mark(asker.matter).await;
    let opened = anna.open(asker.matter).await;
    assert_eq!(opened.sealed["readers"].as_array().unwrap().len(), 1);
    let body = opened.readers(&mark, &[&anna, &berit], &[]);
    berit
        .submit_json(&address(asker.matter, "/lasare"), &body)
        .await
        .is(StatusCode::NOT_FOUND);
}

async fn whoever_stands_aside_has_no_key_to_what_comes_after(bench: Bench) {
    let (centre, anna, asker) = asked(&bench).await;
    let cilla = centre.member("Cilla", "midwife").await;
    let both = [&anna, &cilla];
    anna.name_readers(asker.matter, &both, &[]).await;
    cilla
        .submit(&address(asker.matter, "/uteslutningar"), &[])
        .await
        .leads_to("/hub");
    anna.answer(asker.matter, "Efter.")
        .await
        .is(StatusCode::CONFLICT);
    anna.renew_keys(asker.matter)
        .await
        .is(StatusCode::NO_CONTENT);
    anna.answer(asker.matter, "Efter.")
        .await
        .is(StatusCode::CREATED);
    let entries = anna.open(asker.matter).await.sealed["thread"]["entries"].clone();
    assert_eq!(entries[1]["key_number"], 2);
    let thread = asker.open().await;
    assert_eq!(asker.read(&thread)[1], "Efter.");
}

async fn the_last_reader_does_not_take_the_keys_along(bench: Bench) {
    let (_, anna, asker) = asked(&bench).await;
    anna.name_readers(asker.matter, &[&anna], &[]).await;
    let page = anna.get(&address(asker.matter, "")).await;
    page.has_text("Du är den enda som har nyckel hit.")
        .lacks_text("/uteslutningar");
    anna.submit(&address(asker.matter, "/uteslutningar"), &[])
        .await
        .is(StatusCode::CONFLICT);
    assert!(anna.open(asker.matter).await.texts("thread").is_some());

    let wordless = anna.log_call("keep").await;
    anna.submit(&address(wordless, "/uteslutningar"), &[])
        .await
        .leads_to("/hub");
}

async fn somebody_left_out_by_the_asker_is_kept_out(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let (anna, berit) = (
        centre.coordinator("Anna").await,
        centre.coordinator("Berit").await,
    );
    centre.open_intake(&anna, &[&berit]).await;
    let mut asker = Asker::at(&centre);
    let chosen = [(anna.holder(), anna.keys.card().sealing.to_bytes())];
    let question = asker.question_for("Berit är grannen.", &chosen);
    asker
        .send("/kanal/fraga", "enquiry", &question)
        .await
        .is(StatusCode::CREATED);
    assert!(berit.queue().await.is_empty());
    let opened = anna.open(asker.matter).await;
    assert_eq!(opened.texts("thread").unwrap(), ["Berit är grannen."]);
    assert!(anna.queue().await[0].starts_with("Ny F-"));
}

async fn whoever_gives_no_advice_for_a_while_stays_kept_out(bench: Bench) {
    let (centre, anna, berit, asker) = kept_from_berit(&bench).await;
    let disa = centre.administrator("Disa").await;
    let path = format!("/hub/personal/{}", berit.id);
    for (role, kept_out) in [("steering", &[][..]), ("coordinator", &[&berit])] {
        let form = disa.get(&path).await;
        let revision = form.is_ok().attribute("input[name=revision]", "value");
        let fields = [
            ("handle", "berit"),
            ("name", "Berit"),
            ("title", "Resurscentrum"),
            ("role", role),
            ("profession", "coordinator"),
            ("mail", ""),
            ("revision", revision.as_str()),
        ];
        disa.submit(&path, &fields).await.leads_to("/hub/personal");
        anna.name_readers(asker.matter, &[&anna], kept_out)
            .await
            .is(StatusCode::CREATED);
    }
    berit
        .get(&address(asker.matter, ""))
        .await
        .is(StatusCode::NOT_FOUND);
}
