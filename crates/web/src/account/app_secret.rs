//! An app's secret at rest, and on its way: a secret that is offered travels sealed with the form
//! until its first code is right, so that nothing is kept of apps that were never connected.

use data_encoding::BASE64URL_NOPAD;
use fyren_domain::access::MachineScope;
use fyren_domain::id::StaffId;
use fyren_domain::time::Instant;
use fyren_seal::{AtRestKey, open_row, seal_row};

use crate::app::App;
use crate::error::Error;
use crate::totp::{SECRET_BYTES, TotpSecret};

/// How long an offer stands.
const OFFER_SECONDS: i64 = 15 * 60;

/// Draws a new secret.
pub(crate) fn make(app: &App) -> TotpSecret {
    TotpSecret::from_bytes(&app.random::<SECRET_BYTES>()).expect("the length is right")
}

/// Seals a secret as the database keeps it.
pub(crate) fn seal(
    app: &App,
    scope: &MachineScope,
    staff: StaffId,
    secret: &TotpSecret,
) -> Vec<u8> {
    let key = key(app, scope, "totp");
    app.with_chance(|chance| seal_row(chance, &key, staff.as_str(), 0, secret.as_bytes()))
}

/// Opens what the database keeps.
pub(crate) fn open(
    app: &App,
    scope: &MachineScope,
    staff: StaffId,
    sealed: &[u8],
) -> Result<TotpSecret, Error> {
    let bytes =
        open_row(&key(app, scope, "totp"), staff.as_str(), 0, sealed).map_err(Error::internal)?;
    TotpSecret::from_bytes(&bytes)
        .ok_or_else(|| Error::internal("a kept secret has another length"))
}

/// Seals an offer to this staff member until it is too old: `ends.sealed`.
pub(crate) fn offer(
    app: &App,
    scope: &MachineScope,
    staff: StaffId,
    secret: &TotpSecret,
) -> String {
    let ends = app.clock.now().plus_seconds(OFFER_SECONDS).milliseconds();
    let key = key(app, scope, "totp-offer");
    let sealed =
        app.with_chance(|chance| seal_row(chance, &key, staff.as_str(), ends, secret.as_bytes()));
    format!("{ends}.{}", BASE64URL_NOPAD.encode(&sealed))
}

/// Opens an offer made to this staff member, if it still stands.
pub(crate) fn take_offer(
    app: &App,
    scope: &MachineScope,
    staff: StaffId,
    offer: &str,
) -> Option<TotpSecret> {
    let (ends, sealed) = offer.split_once('.')?;
    let ends: i64 = ends.parse().ok()?;
    let sealed = BASE64URL_NOPAD.decode(sealed.as_bytes()).ok()?;
    let bytes = open_row(
        &key(app, scope, "totp-offer"),
        staff.as_str(),
        ends,
        &sealed,
    )
    .ok()?;
    let stands = app.clock.now() < Instant::from_milliseconds(ends);
    if stands {
        TotpSecret::from_bytes(&bytes)
    } else {
        None
    }
}

fn key(app: &App, scope: &MachineScope, purpose: &str) -> AtRestKey {
    AtRestKey::derive(&app.keys.master, purpose, scope.centre().as_str())
}
