//! Another passphrase for the same keys. The old one is proved again, so that an open session in
//! somebody else's hands is not enough; all other sessions end.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::CookieJar;
use fyren_domain::access::Action;
use fyren_domain::centre::CentreModel;
use fyren_domain::kommun;
use fyren_seal::sign_in::{ServerSignIn, registration_record};
use fyren_store::staff;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::base64::Base64;
use crate::error::Error;
use crate::event::{Act, record_act};
use crate::form::CheckedJson;
use crate::layout::{self, HubPage, Section};
use crate::paths::hub;
use crate::session::{self, AnyStaff};
use crate::sign_in::attempt::{self, Purpose};
use crate::sign_in::{Refusal, credential};
use crate::texts::{Texts, fl};

/// Shorter words stand in too many others.
const SHORTEST_WORD: usize = 4;

/// Bytes of a wrapped root key, at most.
pub(crate) const LONGEST_ROOT: usize = 256;

/// The fields for a new passphrase, as part of a page.
#[derive(askama::Template)]
#[template(path = "account/passphrase_fields.html")]
pub(crate) struct PassphraseFields {
    texts: Texts,
    /// What a passphrase should not be made of here, since it lies near at hand: words between spaces.
    words: String,
}

impl PassphraseFields {
    /// The fields of a page of this centre.
    pub(crate) fn of(texts: Texts, centre: &CentreModel) -> Self {
        let words = words_at_hand(centre);
        Self { texts, words }
    }
}

/// The centre's own words: of its names, its county and its kommuner.
fn words_at_hand(centre: &CentreModel) -> String {
    let kommuner = centre.kommuner.iter();
    let county = kommuner
        .clone()
        .filter_map(|kommun| kommun::find(kommun.code.as_str()));
    let county = county.map(|kommun| kommun.county_name);
    let hosts = centre.hosts.iter().map(|host| host.value.name.as_str());
    let names = [centre.id.as_str(), &centre.name.value.sv];
    let names = names.into_iter().chain(hosts).chain(county);
    let names = names.chain(kommuner.map(|kommun| kommun.name.as_str()));
    let words = names.flat_map(|name| name.split(|sign: char| !sign.is_alphanumeric()));
    let words = words.filter(|word| word.chars().count() >= SHORTEST_WORD);
    let words: BTreeSet<_> = words.map(str::to_lowercase).collect();
    words.into_iter().collect::<Vec<_>>().join(" ")
}

#[derive(askama::Template)]
#[template(path = "account/passphrase.html")]
struct PassphrasePage {
    hub: HubPage,
    fields: PassphraseFields,
}

pub(super) async fn show(worker: AnyStaff) -> Result<Response, Error> {
    let hub = worker.page(Section::Account);
    let fields = PassphraseFields::of(hub.texts, worker.centre());
    layout::page(&PassphrasePage { hub, fields })
}

#[derive(Deserialize)]
pub(super) struct Start {
    sign_in: Base64,
    registration: Base64,
}

#[derive(Serialize)]
pub(super) struct Started {
    attempt: String,
    sign_in: Base64,
    registration: Base64,
}

pub(super) async fn start(
    State(app): State<App>,
    worker: AnyStaff,
    sent: CheckedJson<Start>,
) -> Result<Json<Started>, Error> {
    if !app.pace.take_guess(pace_key(&worker), app.clock.now()) {
        return Err(Error::TooMany);
    }
    let (scope, id) = (worker.machine(), worker.staff());
    let mut tx = app.store.begin().await?;
    let person = staff::find_for_machine(&mut tx, &scope, id)
        .await?
        .ok_or(Error::NotFound)?;
    let kept = staff::find_sign_in_of(&mut tx, &scope, id)
        .await?
        .ok_or(Error::NotFound)?;
    let (name, setup) = (
        credential(scope.centre(), &person.handle),
        &app.keys.opaque_setup,
    );
    let registration = setup
        .registration_response(&name, &sent.registration.0)
        .map_err(|_| Error::Malformed)?;
    let record = Some(kept.registration.as_slice());
    let begun = app
        .with_chance(|chance| ServerSignIn::start(chance, setup, record, &name, &sent.sign_in.0));
    let (state, sign_in) = begun.map_err(|_| Error::Malformed)?;
    let attempt = attempt::keep(
        &app,
        &mut tx,
        &scope,
        Purpose::NewPassphrase,
        Some(id),
        &state.to_bytes(),
    )
    .await?;
    tx.commit().await?;
    Ok(Json(Started {
        attempt,
        sign_in: Base64(sign_in),
        registration: Base64(registration),
    }))
}

#[derive(Deserialize)]
pub(super) struct Replacement {
    attempt: String,
    finalization: Base64,
    upload: Base64,
    wrapped_root: Base64,
}

#[derive(Serialize)]
pub(super) struct Replaced {
    csrf: String,
    next: &'static str,
}

pub(super) async fn replace(
    State(app): State<App>,
    worker: AnyStaff,
    sent: CheckedJson<Replacement>,
) -> Result<(CookieJar, Json<Replaced>), Error> {
    let registration = registration_record(&sent.upload.0).map_err(|_| Error::Malformed)?;
    if sent.wrapped_root.0.len() > LONGEST_ROOT {
        return Err(Error::Malformed);
    }
    let (machine, scope) = (worker.machine(), worker.scope(Action::KeepOwnAccount)?);
    let mut tx = app.store.begin().await?;
    let kept = attempt::take(
        &app,
        &mut tx,
        &machine,
        Purpose::NewPassphrase,
        &sent.attempt,
    )
    .await?;
    let state = ServerSignIn::from_bytes(&kept.state).map_err(Error::internal)?;
    if kept.staff != Some(worker.staff()) || state.finish(&sent.finalization.0).is_err() {
        return Err(Refusal::Passphrase.into());
    }
    staff::replace_passphrase(&mut tx, &scope, &registration, &sent.wrapped_root.0).await?;
    fyren_store::session::end_all_of(&mut tx, &machine, worker.staff()).await?;
    let begun = session::complete(&app, &mut tx, &machine, worker.session()).await?;
    record_act(&app, &mut tx, &scope, Act::PassphraseReplaced, None).await?;
    tx.commit().await?;
    app.pace.forget(pace_key(&worker));
    Ok((
        begun.cookie,
        Json(Replaced {
            csrf: begun.csrf.text().to_owned(),
            next: hub::ACCOUNT,
        }),
    ))
}

fn pace_key(worker: &AnyStaff) -> [u8; 32] {
    Sha256::new()
        .chain_update(b"passphrase\0")
        .chain_update(worker.staff().as_str())
        .finalize()
        .into()
}
