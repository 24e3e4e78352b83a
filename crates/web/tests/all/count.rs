//! Counts for the hub: three different units, unknown shown, shares with what they are shares of.

use axum::http::StatusCode;
use fyren_domain::id::MatterId;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;

use crate::support::{Centre, Colleague, Page};

on_both_engines!(
    a_count_says_that_it_is_for_the_hub_only,
    counts_change_at_once,
    every_node_counts_what_another_was_told,
    several_answers_for_one_person_are_shares_of_persons,
    unknown_is_shown_in_every_table,
    a_period_is_two_months_in_order,
    another_centre_is_not_counted,
    only_coordinators_count
);

const COUNTS: &str = "/hub/statistik";

/// The cells of a line in the table with this caption.
fn line(page: &Page, caption: &str, label: &str) -> Vec<String> {
    let tables = page.all("table caption");
    let place = tables.iter().position(|found| found == caption);
    let place = place.unwrap_or_else(|| panic!("no table {caption} among {tables:?}"));
    let rows = page.rows(place);
    let row = rows.iter().find(|row| row[0] == label);
    row.unwrap_or_else(|| panic!("no line {label} among {rows:?}"))[1..].to_vec()
}

async fn with_person(anna: &Colleague, answers: &[(&str, &str)]) -> MatterId {
    let matter = anna.log_call("take_on").await;
    anna.press(matter, "/triage", answers)
        .await
        .is(StatusCode::SEE_OTHER);
    matter
}

async fn a_count_says_that_it_is_for_the_hub_only(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let page = anna.get(COUNTS).await;
    page.is_ok()
        .has_heading("Statistik")
        .has_text("Bara för hubben, inte för spridning.")
        .has_text("Ett ärende kan gälla flera personer.");
    assert_eq!(
        page.all(".figures dt"),
        [
            "Förfrågningar",
            "Ärenden",
            "Utsatta personer",
            "Nämnda, oklart om utsatta"
        ]
    );
    assert_eq!(page.attribute("#from", "value"), "2025-12");
    assert_eq!(page.attribute("#to", "value"), "2026-11");
}

async fn counts_change_at_once(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let figures = async || anna.get(COUNTS).await.all(".figures dd");
    assert_eq!(figures().await, ["0", "0", "0", "0"]);
    anna.log_call("close").await;
    assert_eq!(figures().await, ["1", "0", "0", "0"]);
    let matter = with_person(&anna, &[("person-1-sex", "boy_man")]).await;
    assert_eq!(figures().await, ["2", "1", "1", "0"]);
    let more = [
        ("person-1-sex", "boy_man"),
        ("person-2-sex", "girl_woman"),
        ("mentioned", "3"),
    ];
    anna.press(matter, "/triage", &more).await;
    assert_eq!(figures().await, ["2", "1", "2", "3"]);
    anna.press(matter, "/triage", &[]).await;
    assert_eq!(figures().await, ["2", "1", "0", "0"]);
    let page = anna.get(COUNTS).await;
    page.has_text("I ett ärende är det okänt om andra har nämnts.");
    assert_eq!(line(&page, "Per månad", "2026-11"), ["2", "1", "0"]);
    assert_eq!(line(&page, "Per kommun", "Ockelbo"), ["2", "1", "0"]);
    assert_eq!(line(&page, "Per yrke", "Skolsköterska"), ["2", "1", "0"]);
    assert_eq!(line(&page, "Per yrke", "Totalt"), ["2", "1", "0"]);
}

async fn every_node_counts_what_another_was_told(bench: Bench) {
    let here = Centre::open(&bench).await;
    let there = here.another_node(&bench).await;
    let (anna, berit) = (
        here.coordinator("Anna").await,
        here.coordinator("Berit").await,
    );
    let berit = there.days_later(0, berit).await;
    let figures = async |colleague: &Colleague| colleague.get(COUNTS).await.all(".figures dd");
    assert_eq!(figures(&berit).await, ["0", "0", "0", "0"]);

    let matter = with_person(&anna, &[("person-1-exposures", "control")]).await;
    assert_eq!(figures(&berit).await, figures(&anna).await);
    assert_eq!(figures(&berit).await[..3], ["1", "1", "1"]);
    berit.log_call("keep").await;
    assert_eq!(figures(&anna).await[..3], ["2", "1", "1"]);
    assert!(berit.get("/hub").await.text().contains("Öppen"), "{matter}");
}

async fn several_answers_for_one_person_are_shares_of_persons(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let siblings = [
        ("person-1-exposures", "control"),
        ("person-1-exposures", "physical_violence"),
        ("person-1-perpetrators", "parent"),
        ("person-1-perpetrators", "sibling"),
        ("person-2-exposures", "control"),
        ("person-3-sex", "unknown"),
    ];
    with_person(&anna, &siblings).await;
    let page = anna.get(COUNTS).await;
    let exposure = |label| line(&page, "Utsatthet", label);
    assert_eq!(exposure("Kontroll och begränsningar"), ["2 66,7 %"]);
    assert_eq!(exposure("Fysiskt våld"), ["1 33,3 %"]);
    assert_eq!(exposure("Vet inte"), ["1 33,3 %"]);
    assert_eq!(exposure("Totalt"), ["3"]);
    assert_eq!(line(&page, "Av vem", "Förälder"), ["1 33,3 %"]);
    page.has_text("Andelarna räknas på 3 utsatta personer");
    assert_eq!(line(&page, "Kön", "Vet inte"), ["3"]);
}

async fn unknown_is_shown_in_every_table(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let page = anna.get(COUNTS).await;
    for table in [
        "Per kommun",
        "Per yrke",
        "Utsatthet",
        "Av vem",
        "Kön",
        "Ålder",
    ] {
        line(&page, table, "Vet inte");
    }
}

async fn a_period_is_two_months_in_order(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    anna.log_call("keep").await;
    let figures = async |query: &str| {
        let page = anna.get(&format!("{COUNTS}?{query}")).await;
        page.is_ok().all(".figures dd")[0].clone()
    };
    assert_eq!(figures("from=2026-11&to=2026-11").await, "1");
    assert_eq!(figures("from=2026-01&to=2026-10").await, "0");
    assert_eq!(figures("from=&to=").await, "1");
    assert_eq!(figures("to=2026-12").await, "1");
    for wrong in [
        "from=2026-12&to=2026-11",
        "from=2026-13",
        "from=i+v%C3%A5r",
        "to=2026",
        "from=0001-01&to=9999-12",
        "from=2016-11&to=2026-11",
    ] {
        let page = anna.get(&format!("{COUNTS}?{wrong}")).await;
        page.is(StatusCode::UNPROCESSABLE_ENTITY).has_link(
            "Skriv månader som åååå-mm, med början före slutet och högst tio år emellan.",
        );
    }
    let page = anna
        .get(&format!("{COUNTS}?from=i+v%C3%A5r&to=2026-11"))
        .await;
    assert_eq!(page.attribute("#from", "value"), "i vår");
}

async fn another_centre_is_not_counted(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    let dora = centre.neighbour().await.coordinator("Dora").await;
    anna.log_call("keep").await;
    let page = dora.get(COUNTS).await;
    assert_eq!(page.is_ok().all(".figures dd"), ["0", "0", "0", "0"]);
}

async fn only_coordinators_count(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let others = [
        centre.member("Cilla", "midwife").await,
        centre.administrator("Disa").await,
        centre.steering("Eva").await,
    ];
    for other in others {
        other.get(COUNTS).await.is(StatusCode::NOT_FOUND);
    }
}
