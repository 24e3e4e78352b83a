//! Recovery codes: ten at a time, shown once, hashed before they are kept.

use axum::extract::State;
use axum::response::Response;
use fyren_store::recovery_code;
use serde::Deserialize;

use super::own::OwnAccount;
use crate::app::App;
use crate::error::Error;
use crate::event::{Act, record_act};
use crate::form::CheckedForm;
use crate::layout::{self, HubPage};
use crate::recovery_code::{COUNT, RecoveryCode};
use crate::session::AnyStaff;
use crate::sign_in::first_page;
use crate::texts::fl;

#[derive(askama::Template)]
#[template(path = "account/codes.html")]
struct CodesPage {
    hub: HubPage,
    codes: Vec<RecoveryCode>,
    next: &'static str,
}

/// The last step of an enrolment: the button that shows the codes.
pub(super) async fn offer(_: AnyStaff, own: OwnAccount) -> Result<Response, Error> {
    show(&own, Vec::new())
}

#[derive(Deserialize)]
pub(super) struct Making {}

pub(super) async fn make(
    State(app): State<App>,
    _: AnyStaff,
    own: OwnAccount,
    _: CheckedForm<Making>,
) -> Result<Response, Error> {
    own.check_fresh(&app)?;
    let codes: Vec<_> = (0..COUNT)
        .map(|_| RecoveryCode::from_bytes(app.random()))
        .collect();
    let staff = own.session.staff_id;
    let hashes: Vec<_> = codes.iter().map(|code| code.hash(&staff)).collect();
    let scope = own.scope()?;
    let mut tx = app.store.begin().await?;
    recovery_code::replace(&mut tx, &own.machine(), staff, &hashes).await?;
    record_act(&app, &mut tx, &scope, Act::RecoveryCodesMade, None).await?;
    tx.commit().await?;
    show(&own, codes)
}

fn show(own: &OwnAccount, codes: Vec<RecoveryCode>) -> Result<Response, Error> {
    layout::page(&CodesPage {
        hub: own.page(),
        codes,
        next: first_page(own.session.role),
    })
}
