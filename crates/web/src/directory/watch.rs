//! What a staff member's browser follows the directory by, and keeps: rows, checkpoint, and its own sealed memory. What it
//! found is an event that others see.

use axum::Json;
use axum::extract::{Query, State};
use fyren_domain::access::{Action, Scope};
use fyren_domain::id::StaffId;
use fyren_store::Tx;
use fyren_store::directory::{self, Memory};
use fyren_store::staff;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::base64::Base64;
use crate::error::Error;
use crate::event::{Act, record_act};
use crate::form::CheckedJson;
use crate::session::Colleague;

const ROWS: u32 = 200;
/// Far more than a memory of 256 colleagues takes.
const LONGEST_MEMORY: usize = 256 * 1024;
/// Findings of one look, and colleagues accepted at once.
const MOST: usize = 64;

#[derive(Deserialize)]
pub(super) struct Seen {
    /// How many rows she has seen; without it only the memory is wanted.
    after: Option<i64>,
}

#[derive(Serialize)]
pub(super) struct Told {
    /// The public key of the directory.
    key: String,
    memory: Option<Kept>,
    rows: Vec<Base64>,
    /// With the last of the rows: the newest checkpoint.
    note: Option<String>,
}

#[derive(Serialize)]
struct Kept {
    sealed: Base64,
    revision: i64,
}

impl From<Memory> for Kept {
    fn from(memory: Memory) -> Self {
        Self {
            sealed: Base64(memory.sealed),
            revision: memory.revision,
        }
    }
}

pub(super) async fn show(
    State(app): State<App>,
    worker: Colleague,
    Query(seen): Query<Seen>,
) -> Result<Json<Told>, Error> {
    let scope = worker.scope(Action::WatchDirectory)?;
    let mut tx = app.store.read().await?;
    let memory = directory::find_memory(&mut tx, &scope).await?;
    let (rows, note) = match seen.after {
        None => (Vec::new(), None),
        Some(after) => news(&app, &mut tx, &scope, &worker, after).await?,
    };
    Ok(Json(Told {
        key: super::key(&app, scope.centre()).verifier().to_text(),
        memory: memory.map(Kept::from),
        rows,
        note,
    }))
}

/// The rows after a number, and the newest checkpoint if they are the last ones.
async fn news(
    app: &App,
    tx: &mut Tx,
    scope: &Scope,
    worker: &Colleague,
    after: i64,
) -> Result<(Vec<Base64>, Option<String>), Error> {
    let rows = directory::list_after(tx, scope, after, ROWS).await?;
    let last = directory::find_last_for_machine(tx, &worker.machine()).await?;
    let last = last.ok_or(Error::NotReady)?;
    let end = rows.last().map_or(after, |row| row.number);
    let note = if end >= last.number {
        Some(super::proof::timed(app, scope.centre(), &last.note)?)
    } else {
        None
    };
    Ok((
        rows.into_iter().map(|row| Base64(row.entry)).collect(),
        note,
    ))
}

/// What a browser found, as the event says it.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Finding {
    ForeignCard,
    SameName,
    Rewritten,
}

#[derive(Deserialize)]
pub(super) struct Sent {
    sealed: Base64,
    revision: i64,
    /// What is new.
    alarms: Vec<Finding>,
    /// How many alarms she has acknowledged now.
    acknowledged: u8,
    /// Whose card she has accepted now.
    accepted: Vec<StaffId>,
}

pub(super) async fn keep(
    State(app): State<App>,
    worker: Colleague,
    sent: CheckedJson<Sent>,
) -> Result<Json<()>, Error> {
    let scope = worker.scope(Action::WatchDirectory)?;
    let many = sent.alarms.len().max(sent.accepted.len()) > MOST;
    if sent.sealed.0.len() > LONGEST_MEMORY || many {
        return Err(Error::Malformed);
    }
    let mut tx = app.store.begin().await?;
    directory::keep_memory(&mut tx, &scope, &sent.sealed.0, sent.revision).await?;
    for alarm in &sent.alarms {
        record_act(&app, &mut tx, &scope, alarm.act(), None).await?;
    }
    if sent.acknowledged > 0 {
        record_act(&app, &mut tx, &scope, Act::DirectoryAcknowledged, None).await?;
    }
    for colleague in &sent.accepted {
        let listing = worker.scope(Action::ListStaff)?;
        let known = staff::find(&mut tx, &listing, *colleague).await?;
        known.ok_or(Error::Malformed)?;
        let whom = Some(colleague.as_str());
        record_act(&app, &mut tx, &scope, Act::CardAccepted, whom).await?;
    }
    tx.commit().await?;
    Ok(Json(()))
}

impl Finding {
    fn act(&self) -> Act {
        match self {
            Self::ForeignCard => Act::ForeignCardFound,
            Self::SameName => Act::SameNameFound,
            Self::Rewritten => Act::DirectoryRewritten,
        }
    }
}
