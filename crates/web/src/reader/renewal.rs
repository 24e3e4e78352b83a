//! A new key for those who read on: once somebody who had the old one has stood aside or left the staff, the
//! next reader's browser makes it, before anything more is written.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use fyren_domain::access::Action;
use fyren_store::vault;
use serde::Deserialize;

use super::SentVault;
use super::keys::Keys;
use crate::app::App;
use crate::error::Error;
use crate::form::CheckedJson;
use crate::matter::standing;
use crate::session::Adviser;

#[derive(Deserialize)]
pub(super) struct SentKeys {
    vaults: Vec<SentVault>,
}

pub(super) async fn create(
    State(app): State<App>,
    worker: Adviser,
    Path(matter): Path<String>,
    sent: CheckedJson<SentKeys>,
) -> Result<StatusCode, Error> {
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, &worker, &matter).await?;
    let scope = standing.scope(Action::RenewKey)?;
    let keys = Keys::read(&mut tx, &scope, standing.matter, &sent.vaults).await?;
    keys.check_renewed()?;
    for (vault, key_number, wraps) in keys.rotated() {
        vault::rotate(&mut tx, &scope, vault, key_number, &wraps)
            .await
            .map_err(Error::of_sent)?;
    }
    standing
        .record(&app, &mut tx, Action::RenewKey, None)
        .await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
