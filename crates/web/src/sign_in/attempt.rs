//! The server's half of an exchange that has begun: of OPAQUE or with a passkey. It is sealed at
//! rest, found by a token that only the other side has, and taken once.

use data_encoding::HEXLOWER;
use fyren_domain::access::MachineScope;
use fyren_domain::id::StaffId;
use fyren_seal::{AtRestKey, open_row, seal_row};
use fyren_store::Tx;
use fyren_store::sign_in_attempt::{self, NewSignInAttempt};
use zeroize::Zeroizing;

use super::Refusal;
use crate::app::App;
use crate::error::Error;
use crate::session::{Token, TokenHash};

/// How long the other side may take to answer.
const LASTS_SECONDS: i64 = 3 * 60;

/// What an exchange is for. What was begun for one purpose is not found for another.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    SignIn,
    PasskeyProof,
    PasskeyMaking,
    NewPassphrase,
}

impl Purpose {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::PasskeyProof => "passkey_proof",
            Self::PasskeyMaking => "passkey_making",
            Self::NewPassphrase => "new_passphrase",
        }
    }
}

/// What was kept between two messages.
pub(crate) struct Kept {
    pub(crate) staff: Option<StaffId>,
    pub(crate) state: Zeroizing<Vec<u8>>,
}

/// Keeps a state and gives the token by which it is found.
pub(crate) async fn keep(
    app: &App,
    tx: &mut Tx,
    scope: &MachineScope,
    purpose: Purpose,
    staff: Option<StaffId>,
    state: &[u8],
) -> Result<String, Error> {
    let token = Token::make(app);
    let hash = token.hash();
    let sealed = app
        .with_chance(|chance| seal_row(chance, &key(app, scope), &row(purpose, &hash), 0, state));
    let attempt = NewSignInAttempt {
        token_hash: &hash,
        purpose: purpose.as_str(),
        staff_id: staff,
        state: &sealed,
        ends_at: app.clock.now().plus_seconds(LASTS_SECONDS),
    };
    sign_in_attempt::record(tx, scope, &attempt).await?;
    Ok(token.text())
}

/// Takes a state, so that nobody can take it again.
pub(crate) async fn take(
    app: &App,
    tx: &mut Tx,
    scope: &MachineScope,
    purpose: Purpose,
    token: &str,
) -> Result<Kept, Error> {
    let hash = Token::parse(token).ok_or(Error::Malformed)?.hash();
    let taken = sign_in_attempt::take(tx, scope, &hash, purpose.as_str(), app.clock.now()).await?;
    let taken = taken.ok_or(Refusal::TooOld)?;
    let state = open_row(&key(app, scope), &row(purpose, &hash), 0, &taken.state)
        .map_err(Error::internal)?;
    Ok(Kept {
        staff: taken.staff_id,
        state,
    })
}

fn key(app: &App, scope: &MachineScope) -> AtRestKey {
    AtRestKey::derive(&app.keys.master, "attempt", scope.centre().as_str())
}

fn row(purpose: Purpose, hash: &TokenHash) -> String {
    format!("{}:{}", purpose.as_str(), HEXLOWER.encode(hash))
}
