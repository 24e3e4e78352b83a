//! The centre's own texts for what is often asked.

use axum::http::StatusCode;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;

use crate::support::{Centre, address, asked};

on_both_engines!(
    a_canned_answer_is_offered_where_one_answers,
    what_is_wrong_comes_back_as_it_was_typed,
    a_canned_answer_is_removed_once,
    members_use_canned_answers_and_do_not_change_them,
    each_centre_has_its_own
);

const LIST: &str = "/hub/mallsvar";
const TEXT: [(&str, &str); 2] = [
    ("title", " Ensamt samtal "),
    ("text", "Prata <enskilt>.\nRing inte hem."),
];

async fn a_canned_answer_is_offered_where_one_answers(bench: Bench) {
    let (_, anna, asker) = asked(&bench).await;
    anna.get(LIST).await.has_text("Inga mallsvar finns ännu.");
    anna.submit(LIST, &TEXT).await.leads_to(LIST);
    anna.get(LIST)
        .await
        .has_heading("Ensamt samtal")
        .has_text("Prata <enskilt>. Ring inte hem.");
    anna.name_readers(asker.matter, &[&anna], &[]).await;
    let page = anna.get(&address(asker.matter, "")).await;
    let offered = page.attributes("#canned option", "value");
    assert_eq!(offered, ["", "Prata <enskilt>.\nRing inte hem."]);
}

async fn what_is_wrong_comes_back_as_it_was_typed(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let long = "x".repeat(8001);
    let long_title = "x".repeat(121);
    let title_fault = "Skriv en rubrik på högst 120 tecken.";
    let text_fault = "Skriv en text på högst 8 000 tecken.";
    for (title, text, message) in [
        (" ", "Prata enskilt.", title_fault),
        (&long_title, "Prata enskilt.", title_fault),
        ("Ensamt samtal", " ", text_fault),
        ("Ensamt samtal", &long, text_fault),
    ] {
        let page = anna.submit(LIST, &[("title", title), ("text", text)]).await;
        page.is(StatusCode::UNPROCESSABLE_ENTITY).has_link(message);
        assert_eq!(page.attribute("#title", "value"), title);
        assert_eq!(page.all("textarea#text"), [text.trim()]);
    }
    anna.get(LIST).await.has_text("Inga mallsvar finns ännu.");
}

async fn a_canned_answer_is_removed_once(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    anna.submit(LIST, &TEXT).await;
    let page = anna.get(LIST).await;
    let removal = page.attribute("form[action$=borttagning]", "action");
    let revision = page.attribute("input[name=revision]", "value");
    let seen = [("revision", revision.as_str())];
    anna.submit(&removal, &[("revision", "7")])
        .await
        .is(StatusCode::CONFLICT);
    anna.submit(&removal, &seen).await.leads_to(LIST);
    anna.submit(&removal, &seen).await.is(StatusCode::CONFLICT);
    anna.get(LIST).await.has_text("Inga mallsvar finns ännu.");
}

async fn members_use_canned_answers_and_do_not_change_them(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    let cilla = centre.member("Cilla", "midwife").await;
    anna.submit(LIST, &TEXT).await;
    let removal = anna
        .get(LIST)
        .await
        .attribute("form[action$=borttagning]", "action");
    let page = cilla.get(LIST).await;
    page.is_ok()
        .has_heading("Ensamt samtal")
        .lacks_text("<textarea")
        .lacks_text("borttagning");
    cilla.submit(LIST, &TEXT).await.is(StatusCode::NOT_FOUND);
    cilla
        .submit(&removal, &[("revision", "1")])
        .await
        .is(StatusCode::NOT_FOUND);
}

async fn each_centre_has_its_own(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    anna.submit(LIST, &TEXT).await;
    let removal = anna
        .get(LIST)
        .await
        .attribute("form[action$=borttagning]", "action");
    let dora = centre.neighbour().await.coordinator("Dora").await;
    dora.get(LIST).await.has_text("Inga mallsvar finns ännu.");
    dora.submit(&removal, &[("revision", "1")]).await;
    anna.get(LIST).await.has_heading("Ensamt samtal");
}
