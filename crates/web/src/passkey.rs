//! Passkeys (WebAuthn): keys in the computer, the telephone or on a stick. What the server keeps of
//! one is sealed at rest, although it is public: it would tell who uses which.
//!
//! A passkey belongs to a domain name, so there are none where Fyren is reached by an address of
//! numbers.

use fyren_domain::access::MachineScope;
use fyren_domain::id::{PasskeyId, StaffId};
use fyren_seal::{AtRestKey, open_row, seal_row};
use fyren_store::Tx;
use fyren_store::passkey::{self, NewPasskey};
use url::Url;
use uuid::Uuid;
use webauthn_rs::prelude::{
    AuthenticationResult, CreationChallengeResponse, Passkey, PasskeyAuthentication,
    PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential,
    RequestChallengeResponse,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use crate::app::App;
use crate::error::Error;
use crate::sign_in::Refusal;

/// The name authenticators show: tells nothing about what is done here.
const NAME: &str = "Fyren";

/// The part of WebAuthn that is ours, if the server has a domain name.
pub(crate) fn relying_party(origin: &Url) -> Option<Webauthn> {
    let builder = WebauthnBuilder::new(origin.domain()?, origin).ok()?;
    builder.rp_name(NAME).allow_subdomains(true).build().ok()
}

fn party(app: &App) -> Result<Webauthn, Error> {
    relying_party(&app.origin).ok_or(Error::NotFound)
}

/// A passkey as it is kept.
pub(crate) struct Kept {
    pub(crate) id: PasskeyId,
    revision: i64,
    passkey: Passkey,
}

/// The passkeys of a staff member.
pub(crate) async fn list(
    app: &App,
    tx: &mut Tx,
    scope: &MachineScope,
    staff: StaffId,
) -> Result<Vec<Kept>, Error> {
    let rows = passkey::list(tx, scope, staff).await?;
    let key = key(app, scope);
    let opened = rows.into_iter().map(|row| {
        let bytes = open_row(&key, row.passkey_id.as_str(), row.revision, &row.sealed)
            .map_err(Error::internal)?;
        let passkey = serde_json::from_slice(&bytes).map_err(Error::internal)?;
        Ok(Kept {
            id: row.passkey_id,
            revision: row.revision,
            passkey,
        })
    });
    opened.collect()
}

/// Begins to make one. Authenticators that hold one already are told to stand aside.
pub(crate) fn begin_making(
    app: &App,
    staff: StaffId,
    handle: &str,
    name: &str,
    kept: &[Kept],
) -> Result<(CreationChallengeResponse, PasskeyRegistration), Error> {
    let known = kept
        .iter()
        .map(|kept| kept.passkey.cred_id().clone())
        .collect();
    let user = Uuid::from_bytes(staff.to_bytes());
    party(app)?
        .start_passkey_registration(user, handle, name, Some(known))
        .map_err(Error::internal)
}

/// Checks what the authenticator made and keeps it.
pub(crate) async fn finish_making(
    app: &App,
    tx: &mut Tx,
    scope: &MachineScope,
    staff: StaffId,
    (state, sent, label): (&PasskeyRegistration, &RegisterPublicKeyCredential, &str),
) -> Result<(), Error> {
    let made = party(app)?
        .finish_passkey_registration(sent, state)
        .map_err(|_| Refusal::Passkey)?;
    let passkey_id = PasskeyId::from_bytes(app.random());
    let row = NewPasskey {
        passkey_id,
        staff_id: staff,
        credential: made.cred_id().as_ref(),
        label,
        sealed: &seal(app, scope, passkey_id, 1, &made)?,
        made_at: app.clock.now(),
    };
    Ok(passkey::record(tx, scope, &row).await?)
}

/// Begins to ask for a proof by any of these.
pub(crate) fn begin_proof(
    app: &App,
    kept: &[Kept],
) -> Result<(RequestChallengeResponse, PasskeyAuthentication), Error> {
    let passkeys: Vec<_> = kept.iter().map(|kept| kept.passkey.clone()).collect();
    party(app)?
        .start_passkey_authentication(&passkeys)
        .map_err(|_| Refusal::Passkey.into())
}

/// Checks a proof and notes what changed: a counter that went backwards is refused by the check.
pub(crate) async fn finish_proof(
    app: &App,
    tx: &mut Tx,
    scope: &MachineScope,
    mut kept: Vec<Kept>,
    (state, sent): (&PasskeyAuthentication, &PublicKeyCredential),
) -> Result<(), Error> {
    let proof = party(app)?
        .finish_passkey_authentication(sent, state)
        .map_err(|_| Refusal::Passkey)?;
    let used = kept
        .iter_mut()
        .find(|kept| kept.passkey.cred_id() == proof.cred_id())
        .ok_or(Refusal::Passkey)?;
    update(app, tx, scope, used, &proof).await
}

async fn update(
    app: &App,
    tx: &mut Tx,
    scope: &MachineScope,
    used: &mut Kept,
    proof: &AuthenticationResult,
) -> Result<(), Error> {
    used.passkey.update_credential(proof);
    let sealed = seal(app, scope, used.id, used.revision + 1, &used.passkey)?;
    Ok(passkey::replace(tx, scope, used.id, used.revision, &sealed, app.clock.now()).await?)
}

fn seal(
    app: &App,
    scope: &MachineScope,
    id: PasskeyId,
    revision: i64,
    passkey: &Passkey,
) -> Result<Vec<u8>, Error> {
    let bytes = serde_json::to_vec(passkey).map_err(Error::internal)?;
    Ok(app.with_chance(|chance| seal_row(chance, &key(app, scope), id.as_str(), revision, &bytes)))
}

fn key(app: &App, scope: &MachineScope) -> AtRestKey {
    AtRestKey::derive(&app.keys.master, "passkey", scope.centre().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_name_has_passkeys_and_a_number_has_none() {
        for origin in ["https://fyren.example", "http://localhost:8080"] {
            assert!(
                relying_party(&origin.parse().unwrap()).is_some(),
                "{origin}"
            );
        }
        for origin in ["http://127.0.0.1:8080", "http://[::1]:8080"] {
            assert!(
                relying_party(&origin.parse().unwrap()).is_none(),
                "{origin}"
            );
        }
    }
}
