//! The people of a centre.

use axum::http::StatusCode;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;

use crate::support::{Asker, Centre, Colleague, Page, invite};

on_both_engines!(
    an_invitation_with_faults_comes_back_with_all_that_was_typed,
    a_handle_is_given_once,
    a_colleague_is_changed_by_the_administrator,
    two_changes_at_once_do_not_overwrite_each_other,
    who_leaves_is_out_at_once,
    the_administrator_ends_all_sessions_and_the_account_stays,
    what_nobody_else_can_read_is_not_lost_unawares,
    nobody_changes_herself,
    only_the_administrator_changes_anybody,
    a_mail_address_is_sealed_in_the_database,
    a_name_is_shown_as_text_and_never_as_markup,
);

async fn address_of(administrator: &Colleague, name: &str) -> String {
    let page = administrator.get("/hub/personal").await;
    page.is_ok()
        .attribute(&format!("a[aria-label='Ändra {name}']"), "href")
}

fn fields<'a>(page: &'a Page, title: &'a str) -> Vec<(&'static str, String)> {
    let value = |name: &str| page.attribute(&format!("input[name={name}]"), "value");
    vec![
        ("name", value("name")),
        ("title", title.to_owned()),
        ("role", "member".to_owned()),
        ("profession", "midwife".to_owned()),
        ("mail", value("mail")),
        ("revision", value("revision")),
    ]
}

async fn submit(administrator: &Colleague, path: &str, fields: &[(&'static str, String)]) -> Page {
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    administrator.submit(path, &fields).await
}

async fn an_invitation_with_faults_comes_back_with_all_that_was_typed(bench: Bench) {
    let berit = Centre::open(&bench).await.administrator("Berit").await;
    let typed = [
        ("handle", "Åsa"),
        ("name", " "),
        ("title", "barnmorska"),
        ("role", ""),
        ("profession", "astronaut"),
        ("mail", "asa@"),
    ];
    let page = berit.submit("/hub/personal/inbjudan", &typed).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.all(".ds-error-summary li").len(), 5);
    assert_eq!(page.attribute("#title", "value"), "barnmorska");
    assert_eq!(page.attribute("#handle", "value"), "Åsa");
    assert_eq!(page.attribute("#mail", "value"), "asa@");
    assert_eq!(page.attribute("#mail", "aria-invalid"), "true");
}

async fn a_handle_is_given_once(bench: Bench) {
    let berit = Centre::open(&bench).await.administrator("Berit").await;
    invite(&berit, "anna", "member").await;
    let again = [
        ("handle", "anna"),
        ("name", "Anna Ek"),
        ("title", "jurist"),
        ("role", "member"),
        ("profession", "midwife"),
    ];
    let page = berit.submit("/hub/personal/inbjudan", &again).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_text("Användarnamnet finns redan");
    assert_eq!(page.attribute("#name", "value"), "Anna Ek");
}

async fn a_colleague_is_changed_by_the_administrator(bench: Bench) {
    let berit = Centre::open(&bench).await.administrator("Berit").await;
    invite(&berit, "anna", "coordinator").await;
    let anna = address_of(&berit, "Anna Öberg").await;
    let page = berit.get(&anna).await;
    assert_eq!(page.attribute("#mail", "value"), "anna@example.se");
    submit(&berit, &anna, &fields(&page, "barnmorska"))
        .await
        .leads_to("/hub/personal");
    berit
        .get("/hub/personal")
        .await
        .has_text("barnmorska")
        .has_text("medlem i det operativa teamet");
}

async fn two_changes_at_once_do_not_overwrite_each_other(bench: Bench) {
    let berit = Centre::open(&bench).await.administrator("Berit").await;
    invite(&berit, "anna", "coordinator").await;
    let anna = address_of(&berit, "Anna Öberg").await;
    let page = berit.get(&anna).await;
    submit(&berit, &anna, &fields(&page, "barnmorska"))
        .await
        .leads_to("/hub/personal");
    submit(&berit, &anna, &fields(&page, "jurist"))
        .await
        .is(StatusCode::CONFLICT);
    berit.get("/hub/personal").await.has_text("barnmorska");
}

async fn who_leaves_is_out_at_once(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let (berit, anna) = (
        centre.administrator("Berit").await,
        centre.coordinator("Anna").await,
    );
    anna.get("/hub/konto").await.is_ok();
    let address = address_of(&berit, "Anna").await;
    let revision = berit
        .get(&address)
        .await
        .attribute("input[name=revision]", "value");
    let leave = format!("{address}/avslut");
    let page = berit.submit(&leave, &[("revision", &revision)]).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_text("Kryssa i rutan");
    anna.get("/hub/konto").await.is_ok();
    berit
        .submit(&leave, &[("revision", &revision), ("confirmed", "yes")])
        .await
        .leads_to("/hub/personal");
    anna.get("/hub/konto").await.leads_to("/hub/inloggning");
    berit.get("/hub/personal").await.has_text("avslutad");
    berit.get(&address).await.is(StatusCode::NOT_FOUND);
}

async fn what_nobody_else_can_read_is_not_lost_unawares(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let (disa, anna) = (
        centre.administrator("Disa").await,
        centre.coordinator("Anna").await,
    );
    centre.open_intake(&anna, &[]).await;
    let mut asker = Asker::at(&centre);
    asker.ask("Hur?").await;
    anna.name_readers(asker.matter, &[&anna], &[])
        .await
        .is(StatusCode::CREATED);
    Asker::other(&centre, "second").ask("Hur?").await;

    let address = format!("/hub/personal/{}", anna.id);
    let form = disa.get(&address).await;
    form.has_text("Ett ärende kan ingen annan läsa.")
        .has_text("En ny förfrågan kan ingen annan öppna.");
    let revision = form.attribute("input[name=revision]", "value");
    let confirmed = [("revision", revision.as_str()), ("confirmed", "yes")];
    disa.submit(&format!("{address}/avslut"), &confirmed)
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_text("eller låt någon annan läsa dem först");
    anna.get("/hub").await.is_ok();

    let cilla = centre.member("Cilla", "midwife").await;
    anna.name_readers(asker.matter, &[&anna, &cilla], &[])
        .await
        .is(StatusCode::CREATED);
    let form = disa.get(&address).await;
    form.lacks_text("kan ingen annan läsa");
    disa.end_work_of(&anna).await.leads_to("/hub/personal");
}

async fn the_administrator_ends_all_sessions_and_the_account_stays(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let berit = centre.administrator("Berit").await;
    let (anna, cecilia) = (
        centre.coordinator("Anna").await,
        centre.coordinator("Cecilia").await,
    );
    let address = address_of(&berit, "Anna").await;
    let end = berit
        .get(&address)
        .await
        .attribute("form[action$='/sessioner']", "action");
    cecilia.submit(&end, &[]).await.is(StatusCode::NOT_FOUND);
    anna.get("/hub/konto").await.is_ok();
    berit.submit(&end, &[]).await.leads_to("/hub/personal");
    anna.get("/hub/konto").await.leads_to("/hub/inloggning");
    cecilia.get("/hub/konto").await.is_ok();
    let page = berit.get(&address).await;
    assert_eq!(
        page.is_ok().attribute(".hub-centre a", "href"),
        "/hub/personal"
    );
    berit
        .get("/hub/handelser")
        .await
        .has_text("avslutade alla inloggningar för: Anna");
    let anna = centre.days_later(0, anna).await;
    anna.get("/hub/konto").await.is_ok();
}

async fn nobody_changes_herself(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let berit = centre.administrator("Berit").await;
    let own = format!("/hub/personal/{}", berit.id);
    berit.get(&own).await.is(StatusCode::NOT_FOUND);
    let act = [
        ("revision", "2"),
        ("confirmed", "yes"),
        ("role", "coordinator"),
    ];
    for path in [own.clone(), format!("{own}/avslut"), format!("{own}/lank")] {
        berit.submit(&path, &act).await.is(StatusCode::NOT_FOUND);
    }
}

async fn only_the_administrator_changes_anybody(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let berit = centre.administrator("Berit").await;
    let anna = centre.coordinator("Anna").await;
    let mina = centre.member("Mina", "midwife").await;
    let address = format!("/hub/personal/{}", mina.id);
    for colleague in [&anna, &mina] {
        colleague
            .get("/hub/personal")
            .await
            .is_ok()
            .has_text("Berit")
            .lacks_text("Bjud in");
        for path in [address.as_str(), "/hub/personal/inbjudan"] {
            colleague.get(path).await.is(StatusCode::NOT_FOUND);
            colleague.submit(path, &[]).await.is(StatusCode::NOT_FOUND);
        }
    }
    let elsewhere = centre.neighbour().await.administrator("Cecilia").await;
    elsewhere.get(&address).await.is(StatusCode::NOT_FOUND);
    berit.get(&address).await.is_ok();
}

async fn a_mail_address_is_sealed_in_the_database(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let berit = centre.administrator("Berit").await;
    invite(&berit, "anna", "coordinator").await;
    let mut tx = centre.app.store.read().await.unwrap();
    let scope = berit.may(fyren_domain::access::Action::ListStaff);
    let people = fyren_store::staff::list(&mut tx, &scope).await.unwrap();
    let anna = people
        .iter()
        .find(|person| person.handle == "anna")
        .unwrap();
    let sealed = anna.mail.as_ref().expect("an address was given");
    assert!(!String::from_utf8_lossy(sealed).contains("anna"));
    assert!(
        sealed.len() >= 512,
        "its length tells nothing: {}",
        sealed.len()
    );
}

async fn a_name_is_shown_as_text_and_never_as_markup(bench: Bench) {
    let berit = Centre::open(&bench).await.administrator("Berit").await;
    let name = "<img src=nowhere onerror=alert(1)> & \"Anna\"";
    let typed = [
        ("handle", "anna"),
        ("name", name),
        ("title", "jurist"),
        ("role", "member"),
        ("profession", "midwife"),
    ];
    berit
        .submit("/hub/personal/inbjudan", &typed)
        .await
        .is_ok()
        .has_text(name);
    let page = berit.get("/hub/personal").await;
    page.is_ok().has_text(name).lacks_text("<img");
    let labels = page.attributes("a[aria-label]", "aria-label");
    assert!(labels.contains(&format!("Ändra {name}")), "{labels:?}");
}
