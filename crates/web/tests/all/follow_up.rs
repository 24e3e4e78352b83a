//! Days to look at a consultation again, and the time it takes.

use std::sync::Arc;

use axum::http::StatusCode;
use fyren_domain::centre::{CentreModel, MailOccasion};
use fyren_domain::id::MatterId;
use fyren_domain::staff::Role;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;
use fyren_web::notice;

use crate::support::{Centre, Colleague, address};

on_both_engines!(
    a_day_is_set_falls_due_is_overdue_and_done,
    the_page_proposes_the_centres_own_interval,
    those_who_read_are_to_be_told_on_its_day_and_no_other,
    time_adds_up,
    what_is_wrong_comes_back_as_it_was_typed,
    a_form_older_than_the_matter_comes_back_as_it_was_typed,
    a_member_follows_up_what_she_reads,
    an_enquiry_is_followed_up_only_once_it_is_taken_on
);

async fn taken_on(bench: &Bench) -> (Centre, Colleague, MatterId) {
    let centre = Centre::open(bench).await;
    let anna = centre.coordinator("Anna").await;
    let matter = anna.log_call("take_on").await;
    (centre, anna, matter)
}

async fn a_day_is_set_falls_due_is_overdue_and_done(bench: Bench) {
    let (centre, mut anna, matter) = taken_on(&bench).await;
    let page = anna.get(&address(matter, "")).await;
    page.has_text("Ingen dag är satt.");
    anna.press(matter, "/uppfoljning", &[("due", "2026-11-25")])
        .await
        .leads_to(&address(matter, ""));
    for (state, why) in [
        ("2026-11-25 i morgon", "Följs upp 2026-11-25"),
        ("2026-11-25 i dag", "Ska följas upp i dag"),
        ("2026-11-25 en dag försenad", "En dag försenad"),
        ("2026-11-25 2 dagar försenad", "2 dagar försenad"),
    ] {
        anna.get(&address(matter, "")).await.has_text(state);
        assert!(anna.queue().await[0].starts_with(why), "{why}");
        anna = centre.days_later(1, anna).await;
    }
    anna.press(matter, "/uppfoljning", &[("done", "2026-11-25")])
        .await
        .is(StatusCode::SEE_OTHER);
    let page = anna.get(&address(matter, "")).await;
    page.has_text("2026-11-25 klar 2026-11-28");
    assert!(anna.queue().await[0].starts_with("Öppen"));
}

async fn the_page_proposes_the_centres_own_interval(bench: Bench) {
    let (_, anna, matter) = taken_on(&bench).await;
    let page = anna.get(&address(matter, "")).await;
    assert_eq!(page.attribute("#due", "value"), "2026-12-08");
}

async fn those_who_read_are_to_be_told_on_its_day_and_no_other(bench: Bench) {
    let (centre, anna, matter) = taken_on(&bench).await;
    anna.press(matter, "/uppfoljning", &[("due", "2026-11-25")])
        .await
        .is(StatusCode::SEE_OTHER);
    let disa = centre.administrator("Disa").await;
    for (colleague, mail) in [
        (&anna, "anna@example.se"),
        (&centre.coordinator("Berit").await, "berit@example.se"),
    ] {
        disa.give_mail(colleague, mail)
            .await
            .leads_to("/hub/personal");
    }
    let mut model = (*centre.app.centres.list()[0]).clone();
    let told = async |model: &Arc<CentreModel>| {
        let told = notice::list_due(&centre.app, model).await.unwrap();
        told.into_iter().collect::<Vec<_>>()
    };
    centre.clock.pass_seconds(24 * 3600);
    assert_eq!(told(&Arc::new(model.clone())).await, [""; 0]);
    model.mail = [(MailOccasion::FollowUpDue, vec![Role::Coordinator])].into();
    let model = Arc::new(model);
    assert_eq!(told(&model).await, ["anna@example.se"]);
    centre.clock.pass_seconds(24 * 3600);
    assert_eq!(told(&model).await, [""; 0]);
}

async fn time_adds_up(bench: Bench) {
    let (_, anna, matter) = taken_on(&bench).await;
    for (minutes, work) in [("30", "team_meeting"), ("15", "")] {
        let time = [("minutes", minutes), ("work", work)];
        anna.press(matter, "/tid", &time)
            .await
            .is(StatusCode::SEE_OTHER);
    }
    anna.get(&address(matter, ""))
        .await
        .has_text("45 minuter sammanlagt.");
}

async fn what_is_wrong_comes_back_as_it_was_typed(bench: Bench) {
    let (_, anna, matter) = taken_on(&bench).await;
    let wrong = [
        (
            "/uppfoljning",
            "due",
            "snart",
            "Skriv dagen som åååå-mm-dd.",
        ),
        ("/uppfoljning", "due", "", "Skriv dagen som åååå-mm-dd."),
        (
            "/tid",
            "minutes",
            "0",
            "Skriv minuter som ett tal mellan 1 och 1440.",
        ),
        (
            "/tid",
            "minutes",
            "1441",
            "Skriv minuter som ett tal mellan 1 och 1440.",
        ),
        (
            "/tid",
            "minutes",
            "en kvart",
            "Skriv minuter som ett tal mellan 1 och 1440.",
        ),
    ];
    for (below, field, typed, message) in wrong {
        let page = anna.press(matter, below, &[(field, typed)]).await;
        page.is(StatusCode::UNPROCESSABLE_ENTITY)
            .has_heading("Något saknas eller är fel")
            .has_link(message);
        assert_eq!(page.attribute(&format!("#{field}"), "value"), typed);
    }
    let work = [("minutes", "5"), ("work", "napping")];
    let page = anna.press(matter, "/tid", &work).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_link("Svaret finns inte i listan. Välj ett annat.");
    anna.press(matter, "/uppfoljning", &[("done", "i går")])
        .await
        .is(StatusCode::BAD_REQUEST);
    anna.get(&address(matter, ""))
        .await
        .has_text("0 minuter sammanlagt.");
}

async fn a_form_older_than_the_matter_comes_back_as_it_was_typed(bench: Bench) {
    let (_, anna, matter) = taken_on(&bench).await;
    let old = anna.mark(matter).await;
    anna.press(matter, "/uppfoljning", &[("due", "2026-12-01")])
        .await;
    let late = [
        ("revision", old.as_str()),
        ("minutes", "25"),
        ("work", "writing"),
    ];
    let page = anna.submit(&address(matter, "/tid"), &late).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_text("Inget av ditt är sparat än.")
        .has_text("2026-12-01 om 7 dagar");
    assert_eq!(page.attribute("#minutes", "value"), "25");
    let chosen = page.attribute("#work option[selected]", "value");
    assert_eq!(chosen, "writing");
    let again = [("revision", page.mark()), ("minutes", "25".to_owned())];
    let again = again
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    anna.submit(&address(matter, "/tid"), &again)
        .await
        .is(StatusCode::SEE_OTHER);
}

async fn a_member_follows_up_what_she_reads(bench: Bench) {
    let (centre, anna, matter) = taken_on(&bench).await;
    let cilla = centre.member("Cilla", "midwife").await;
    anna.name_readers(matter, &[&anna, &cilla], &[]).await;
    cilla
        .press(matter, "/uppfoljning", &[("due", "2026-12-01")])
        .await
        .is(StatusCode::SEE_OTHER);
    cilla
        .press(matter, "/tid", &[("minutes", "10")])
        .await
        .is(StatusCode::SEE_OTHER);
    let page = cilla.get(&address(matter, "")).await;
    page.has_text("om 7 dagar").lacks_text("/avslut\"");
    cilla
        .press(matter, "/atagande", &[])
        .await
        .is(StatusCode::NOT_FOUND);
}

async fn an_enquiry_is_followed_up_only_once_it_is_taken_on(bench: Bench) {
    let anna = Centre::open(&bench).await.coordinator("Anna").await;
    let matter = anna.log_call("keep").await;
    let page = anna.get(&address(matter, "")).await;
    page.lacks_text("/uppfoljning").lacks_text("/tid");
    anna.press(matter, "/uppfoljning", &[("due", "2026-12-01")])
        .await
        .is(StatusCode::NOT_FOUND);
}
