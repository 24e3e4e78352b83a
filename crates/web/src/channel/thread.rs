//! A thread is opened by its locator, and the asker writes more in it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use fyren_domain::access::VisitorScope;
use fyren_domain::demand::Demand;
use fyren_domain::id::{AttachmentId, CentreId, MatterId, VaultId};
use fyren_domain::room::{Room, Used};
use fyren_seal::{EntryContext, EntryKind, VerifyingKey};
use fyren_store::enquiry::{self, Thread};
use fyren_store::entry::{self, NewEntry, Recorded, SealedEntry};
use fyren_store::event::{self, NewEvent};
use fyren_store::matter::Shelf;
use fyren_store::{Tx, attachment, vault};
use serde::{Deserialize, Serialize};

use super::challenge::Signed;
use super::{Locator, card, hour, locator, read, size_class};
use crate::app::App;
use crate::base64::Base64;
use crate::error::Error;

#[derive(Deserialize)]
struct Wanted {
    locator: Base64,
}

/// What a phrase opens. An unknown phrase and one whose signature is wrong are told the same.
#[derive(Serialize)]
pub(super) struct Opened {
    found: bool,
    #[serde(flatten)]
    thread: Option<OpenedThread>,
}

#[derive(Serialize)]
struct OpenedThread {
    centre: CentreId,
    matter: MatterId,
    vault: VaultId,
    state: &'static str,
    wraps: Vec<OpenedWrap>,
    entries: Vec<OpenedEntry>,
    /// What may still be written, where that is little.
    room: Option<OpenedRoom>,
}

#[derive(Serialize)]
struct OpenedRoom {
    entries: u64,
    file_bytes: u64,
}

#[derive(Serialize)]
struct OpenedWrap {
    key_number: u32,
    holder: String,
    wrap: Base64,
}

#[derive(Serialize)]
struct OpenedEntry {
    number: u32,
    key_number: u32,
    kind: String,
    /// None for what the asker wrote.
    author_name: Option<String>,
    author_verifying: Base64,
    hour: i64,
    sealed: Base64,
}

pub(super) async fn open(State(app): State<App>, signed: Signed) -> Result<Json<Opened>, Error> {
    let wanted: Wanted = read(&signed.body)?;
    let locator = locator(&wanted.locator)?;
    let scope = VisitorScope::at(signed.centre.0.id.clone());
    let mut tx = app.store.read().await?;
    let Some(thread) = proven(&mut tx, &scope, &signed, &locator, "open").await? else {
        return Ok(Json(Opened {
            found: false,
            thread: None,
        }));
    };
    let wraps = vault::list_phrase_wraps(&mut tx, &scope, &locator).await?;
    let entries = entry::list_thread(&mut tx, &scope, &locator).await?;
    let room = room(&mut tx, &scope, &locator).await?;
    let thread = OpenedThread {
        centre: scope.centre().clone(),
        matter: thread.thread.matter_id,
        vault: thread.thread.vault_id,
        state: if thread.thread.shelf == Shelf::Closed {
            "closed"
        } else {
            "open"
        },
        wraps: wraps
            .into_iter()
            .map(|wrap| OpenedWrap {
                key_number: wrap.key_number,
                holder: wrap.holder.to_string(),
                wrap: Base64(wrap.wrap),
            })
            .collect(),
        entries: entries.into_iter().map(OpenedEntry::from).collect(),
        room: room.is_little().then_some(OpenedRoom {
            entries: room.entries,
            file_bytes: room.file_bytes,
        }),
    };
    Ok(Json(Opened {
        found: true,
        thread: Some(thread),
    }))
}

impl From<SealedEntry> for OpenedEntry {
    fn from(entry: SealedEntry) -> Self {
        Self {
            number: entry.number,
            key_number: entry.key_number,
            kind: entry.kind.to_string(),
            author_name: entry.author_name,
            author_verifying: Base64(entry.author_key),
            hour: entry.hour.milliseconds(),
            sealed: Base64(entry.sealed),
        }
    }
}

/// How much the asker may still write here.
pub(super) async fn room(
    tx: &mut Tx,
    scope: &VisitorScope,
    locator: &Locator,
) -> Result<Room, Error> {
    let entries = entry::count_unanswered(tx, scope, locator).await?;
    let file_bytes = attachment::sum_thread(tx, scope, locator).await?;
    Ok(Room::beside(Used {
        entries: u64::try_from(entries).unwrap_or_default(),
        file_bytes: u64::try_from(file_bytes).unwrap_or_default(),
    }))
}

/// A thread, and that its own phrase asks for it.
pub(super) struct Proven {
    pub(super) thread: Thread,
    pub(super) asker: VerifyingKey,
}

/// The thread of this locator, if there is one and the request is signed by its phrase.
pub(super) async fn proven(
    tx: &mut Tx,
    scope: &VisitorScope,
    signed: &Signed,
    locator: &Locator,
    operation: &str,
) -> Result<Option<Proven>, Error> {
    let Some(thread) = enquiry::find_thread(tx, scope, locator).await? else {
        return Ok(None);
    };
    let asker = card(&thread.phrase_card)
        .map_err(Error::internal)?
        .verifying;
    Ok(signed
        .check(&asker, operation)
        .is_ok()
        .then_some(Proven { thread, asker }))
}

#[derive(Deserialize)]
struct Written {
    locator: Base64,
    number: u32,
    key_number: u32,
    kind: String,
    sealed: Base64,
    attachment: Option<AttachmentId>,
}

impl Written {
    /// What an asker may write: words, or the announcement of a file that has arrived.
    fn kind(&self) -> Result<EntryKind, Error> {
        match (EntryKind::from_name(&self.kind), self.attachment) {
            (Some(kind @ EntryKind::Message), None)
            | (Some(kind @ EntryKind::Attachment), Some(_)) => Ok(kind),
            _ => Err(Error::Malformed),
        }
    }
}

/// Where an entry stands now.
#[derive(Serialize)]
pub(super) struct Kept {
    number: u32,
}

pub(super) async fn write(
    State(app): State<App>,
    signed: Signed,
) -> Result<(StatusCode, Json<Kept>), Error> {
    let bytes = u64::try_from(signed.body.len()).unwrap_or(u64::MAX);
    let (work, _) = signed.work(Demand::BASE.for_bytes(bytes))?;
    let written: Written = read(&signed.body)?;
    let (locator, kind) = (locator(&written.locator)?, written.kind()?);
    let scope = VisitorScope::at(signed.centre.0.id.clone());
    let mut tx = app.store.begin().await?;
    let Proven { thread, asker } = proven(&mut tx, &scope, &signed, &locator, "write")
        .await?
        .ok_or(Error::NotFound)?;
    work.spend(&app, &mut tx, scope.centre(), &signed.body)
        .await?;
    let room = room(&mut tx, &scope, &locator).await?;
    if let Some(attachment) = written.attachment {
        attachment::announce_asker(&mut tx, &scope, &locator, attachment)
            .await
            .map_err(Error::of_sent)?;
    }
    let (centre, vault) = (scope.centre().as_str(), thread.vault_id.as_str());
    let context = EntryContext {
        centre,
        vault,
        number: written.number,
        key_number: written.key_number,
        kind,
        author: &asker,
    };
    let entry = NewEntry {
        vault_id: thread.vault_id,
        number: written.number,
        key_number: written.key_number,
        kind: kind.name(),
        author_key: &asker.to_bytes(),
        sealed: &written.sealed.0,
        size_class: size_class(&context, &written.sealed.0)?,
        hour: hour(&app),
    };
    let recorded = entry::record_asker(&mut tx, &scope, &locator, &entry)
        .await
        .map_err(Error::of_sent)?;
    let kept = Json(Kept {
        number: written.number,
    });
    if recorded == Recorded::Already {
        return Ok((StatusCode::OK, kept));
    }
    room.check_entry()?;
    let event = NewEvent {
        at: hour(&app),
        action: match thread.held {
            None => "message_received",
            Some(_) => "message_held",
        },
        matter: Some(thread.matter_id),
        subject: None,
    };
    event::record_visitor(&mut tx, &scope, &event).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, kept))
}
