//! One's own second factors.

use axum::http::StatusCode;
use fyren_domain::access::Action;
use fyren_store::on_both_engines;
use fyren_store::testing::Bench;
use serde_json::json;

use crate::support::{Arrival, Authenticator, Centre, Colleague, code, invite};

const PASSPHRASE: &str = "en ganska lång fras";

on_both_engines!(
    the_page_for_a_new_passphrase_knows_what_lies_near_at_hand,
    the_last_second_factor_stays,
    a_wrong_first_code_keeps_the_offered_secret,
    an_offer_grows_too_old,
    recovery_codes_are_shown_once_and_new_ones_replace_them,
    a_passkey_leads_in_and_its_proof_only_once,
    a_passkey_of_another_site_is_refused,
    every_change_of_a_factor_is_an_event,
    a_new_passphrase_opens_the_same_keys_and_ends_other_sessions,
    a_passphrase_is_not_replaced_without_the_old_one,
);

async fn newcomer(centre: &Centre) -> (Arrival, Colleague) {
    let berit = centre.administrator("Berit").await;
    let token = invite(&berit, "anna", "coordinator").await;
    let mut anna = Arrival::at(centre);
    anna.enrol(&token, PASSPHRASE).await.is_ok();
    (anna, berit)
}

/// Makes a passkey as the page's script does.
async fn add_passkey(anna: &mut Arrival, authenticator: &mut Authenticator) {
    let begun = anna
        .send("/hub/konto/nycklar/start", &json!({}))
        .await
        .is_ok()
        .json();
    let made = authenticator.make(&begun["options"]);
    let body = json!({ "attempt": begun["attempt"], "credential": made, "name": "Jobbdatorn" });
    anna.send("/hub/konto/nycklar/avslut", &body).await.is_ok();
    anna.open("/hub/konto").await.has_text("Jobbdatorn");
}

async fn the_last_second_factor_stays(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let (mut anna, _) = newcomer(&centre).await;
    anna.connect_app(&centre).await;
    anna.open("/hub/konto").await;
    let page = anna.submit("/hub/konto/app/ta-bort", &[]).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_text("ditt enda andra sätt");
    add_passkey(&mut anna, &mut Authenticator::new()).await;
    anna.submit("/hub/konto/app/ta-bort", &[])
        .await
        .leads_to("/hub/konto");
    let page = anna.open("/hub/konto").await;
    let passkey = page.attribute("form[action*=nycklar]", "action");
    anna.submit(&passkey, &[])
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY);
}

async fn a_wrong_first_code_keeps_the_offered_secret(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let (mut anna, _) = newcomer(&centre).await;
    let page = anna.open("/hub/konto/app").await;
    let (secret, pending) = (
        page.all("#secret"),
        page.attribute("input[name=pending]", "value"),
    );
    let page = anna
        .submit(
            "/hub/konto/app",
            &[("pending", &pending), ("code", "12 34 56")],
        )
        .await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_text("Kontrollera att telefonens klocka går rätt");
    assert_eq!(page.all("#secret"), secret);
    assert_eq!(page.attribute("input[name=pending]", "value"), pending);
}

async fn an_offer_grows_too_old(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let (mut anna, _) = newcomer(&centre).await;
    anna.connect_app(&centre).await;
    let page = anna.open("/hub/konto/app").await;
    let secret = data_encoding::BASE32_NOPAD
        .decode(page.all("#secret")[0].replace(' ', "").as_bytes())
        .unwrap();
    let pending = page.attribute("input[name=pending]", "value");
    centre.clock.pass_seconds(15 * 60);
    let late = code(&secret, &centre);
    let page = anna
        .submit("/hub/konto/app", &[("pending", &pending), ("code", &late)])
        .await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .has_text("Läs av den nya");
}

async fn recovery_codes_are_shown_once_and_new_ones_replace_them(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    anna.get("/hub/konto").await.has_text("inga koder kvar");
    let first = anna
        .submit("/hub/konto/koder", &[])
        .await
        .is_ok()
        .all("#codes li");
    let page = anna.get("/hub/konto/koder").await;
    page.lacks_text(&first[0]);
    anna.get("/hub/konto")
        .await
        .has_text("10 koder kvar")
        .lacks_text(&first[0]);
    let second = anna
        .submit("/hub/konto/koder", &[])
        .await
        .is_ok()
        .all("#codes li");
    assert!(first.iter().all(|code| !second.contains(code)));
    anna.get("/hub/konto").await.has_text("10 koder kvar");
}

async fn a_passkey_leads_in_and_its_proof_only_once(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let (mut anna, _) = newcomer(&centre).await;
    let mut authenticator = Authenticator::new();
    add_passkey(&mut anna, &mut authenticator).await;
    anna.get("/hub").await.is_ok();

    let mut anna = Arrival::at(&centre);
    let (_, page) = anna
        .prove("anna", PASSPHRASE)
        .await
        .expect("the passphrase is right");
    assert_eq!(page.is_ok().json()["passkey"], true);
    let begun = anna
        .send("/hub/inloggning/nyckel/start", &json!({}))
        .await
        .is_ok()
        .json();
    let body = json!({ "attempt": begun["attempt"], "credential": authenticator.prove(&begun["options"]) });
    assert_eq!(
        anna.send("/hub/inloggning/nyckel/avslut", &body)
            .await
            .is_ok()
            .json()["next"],
        "/hub"
    );

    let mut other = Arrival::at(&centre);
    other
        .prove("anna", PASSPHRASE)
        .await
        .expect("the passphrase is right");
    other
        .send("/hub/inloggning/nyckel/avslut", &body)
        .await
        .is(StatusCode::FORBIDDEN);
    let again = other
        .send("/hub/inloggning/nyckel/start", &json!({}))
        .await
        .is_ok()
        .json();
    let stale = json!({ "attempt": again["attempt"], "credential": body["credential"] });
    other
        .send("/hub/inloggning/nyckel/avslut", &stale)
        .await
        .is(StatusCode::FORBIDDEN);
}

async fn a_passkey_of_another_site_is_refused(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let (mut anna, _) = newcomer(&centre).await;
    let begun = anna
        .send("/hub/konto/nycklar/start", &json!({}))
        .await
        .is_ok()
        .json();
    let made = Authenticator::new()
        .visiting("https://evil.example")
        .make(&begun["options"]);
    let body = json!({ "attempt": begun["attempt"], "credential": made, "name": "Jobbdatorn" });
    anna.send("/hub/konto/nycklar/avslut", &body)
        .await
        .is(StatusCode::FORBIDDEN);
    anna.get("/hub").await.leads_to("/hub/inloggning");
}

async fn every_change_of_a_factor_is_an_event(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let (mut anna, berit) = newcomer(&centre).await;
    anna.connect_app(&centre).await;
    anna.open("/hub/konto").await;
    add_passkey(&mut anna, &mut Authenticator::new()).await;
    anna.submit("/hub/konto/app/ta-bort", &[]).await;
    anna.submit("/hub/konto/koder", &[]).await.is_ok();
    let mut tx = centre.app.store.read().await.unwrap();
    let events = fyren_store::event::list(&mut tx, &berit.may(Action::ReadEvents), None, 20)
        .await
        .unwrap();
    let acts: Vec<_> = events
        .iter()
        .rev()
        .map(|event| event.action.as_str())
        .collect();
    let expected = [
        "staff_invited",
        "staff_enrolled",
        "app_added",
        "passkey_added",
        "app_removed",
        "recovery_codes_made",
    ];
    assert_eq!(acts, expected);
}

async fn a_new_passphrase_opens_the_same_keys_and_ends_other_sessions(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let (mut anna, _) = newcomer(&centre).await;
    let secret = anna.connect_app(&centre).await;
    let mut elsewhere = Arrival::at(&centre);
    elsewhere
        .prove("anna", PASSPHRASE)
        .await
        .expect("the passphrase is right");
    let shown = json!({ "code": code(&secret, &centre) });
    elsewhere.send("/hub/inloggning/kod", &shown).await.is_ok();
    centre.clock.pass_seconds(30);

    anna.open("/hub/konto/losenfras")
        .await
        .has_heading("Byt lösenfras");
    let page = anna.replace_passphrase(PASSPHRASE, "en helt ny fras").await;
    assert_eq!(page.is_ok().json()["next"], "/hub/konto");
    anna.get("/hub/konto").await.is_ok();
    elsewhere
        .get("/hub/konto")
        .await
        .leads_to("/hub/inloggning");

    let mut later = Arrival::at(&centre);
    assert!(later.prove("anna", PASSPHRASE).await.is_none());
    let (proof, _) = later
        .prove("anna", "en helt ny fras")
        .await
        .expect("the new one is right");
    let shown = json!({ "code": code(&secret, &centre) });
    later.send("/hub/inloggning/kod", &shown).await.is_ok();
    assert!(later.opens_her_root(&proof).await);
}

async fn a_passphrase_is_not_replaced_without_the_old_one(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let (mut anna, _) = newcomer(&centre).await;
    anna.connect_app(&centre).await;
    anna.open("/hub/konto/losenfras").await;
    let page = anna
        .replace_passphrase("en gissad fras", "en helt ny fras")
        .await;
    page.is(StatusCode::FORBIDDEN);
    let mut later = Arrival::at(&centre);
    assert!(later.prove("anna", PASSPHRASE).await.is_some());
}

async fn the_page_for_a_new_passphrase_knows_what_lies_near_at_hand(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let anna = centre.coordinator("Anna").await;
    let own = anna.get("/hub/konto/losenfras").await;
    let invited = centre.visitor().get("/hub/valkommen").await;
    for page in [own, invited] {
        let words = page.is_ok().attribute("#strength", "data-words");
        for word in ["gävleborg", "sandviken", "ockelbo"] {
            assert!(words.split(' ').any(|own| own.starts_with(word)), "{words}");
        }
        assert!(words.split(' ').all(|word| word.chars().count() >= 4));
    }
}
