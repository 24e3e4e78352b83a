//! Invitations: a link handed over by hand, good for seven days and once. The store keeps only the
//! token's hash; a new link ends the old one.

use fyren_domain::access::{MachineScope, Scope};
use fyren_domain::id::StaffId;
use fyren_store::invitation::{self, Invitation, NewInvitation};
use fyren_store::{Fault, Tx};
use url::Url;

use crate::app::App;
use crate::error::Error;
use crate::paths::hub;
use crate::session::{Token, TokenHash};

/// How long an invitation stands.
pub(crate) const LASTS_SECONDS: i64 = 7 * 24 * 60 * 60;

/// A link that was just made; shown once.
pub(crate) struct InvitationLink {
    /// The whole address, to be handed over.
    pub(crate) address: String,
    /// The address below the origin, to go to at once.
    pub(crate) path: String,
}

impl InvitationLink {
    fn new(app: &App, token: &Token) -> Self {
        let path = format!("{}#{}", hub::ENROLMENT, token.text());
        Self {
            address: below(&app.origin, &path),
            path,
        }
    }
}

/// Makes the link for a colleague who has not enrolled.
pub(crate) async fn make(
    app: &App,
    tx: &mut Tx,
    scope: &Scope,
    staff: StaffId,
) -> Result<InvitationLink, Error> {
    let token = Token::make(app);
    invitation::record(tx, scope, &row(app, &token.hash(), staff)).await?;
    Ok(InvitationLink::new(app, &token))
}

/// Makes the link for the first staff member of a centre.
pub(crate) async fn make_first(
    app: &App,
    tx: &mut Tx,
    scope: &MachineScope,
    staff: StaffId,
) -> Result<InvitationLink, Error> {
    let token = Token::make(app);
    invitation::record_first(tx, scope, &row(app, &token.hash(), staff)).await?;
    Ok(InvitationLink::new(app, &token))
}

fn row<'a>(app: &App, token_hash: &'a TokenHash, staff_id: StaffId) -> NewInvitation<'a> {
    let made_at = app.clock.now();
    NewInvitation {
        token_hash,
        staff_id,
        made_at,
        ends_at: made_at.plus_seconds(LASTS_SECONDS),
    }
}

/// Whom a token invites, if it still stands.
pub(crate) async fn find(
    app: &App,
    tx: &mut Tx,
    scope: &MachineScope,
    token: &str,
) -> Result<Invitation, Error> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let found = invitation::find(tx, scope, &token.hash(), app.clock.now()).await?;
    found.ok_or(Error::NotFound)
}

/// Uses a token up.
pub(crate) async fn take(
    app: &App,
    tx: &mut Tx,
    scope: &MachineScope,
    token: &str,
) -> Result<(), Error> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    match invitation::take(tx, scope, &token.hash(), app.clock.now()).await {
        Err(Fault::Stale) => Err(Error::NotFound),
        other => Ok(other?),
    }
}

fn below(origin: &Url, path: &str) -> String {
    format!("{}{path}", origin.as_str().trim_end_matches('/'))
}
