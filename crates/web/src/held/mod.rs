//! The shelf of held enquiries: those that came with less work than was demanded, and those put away as junk. A coordinator looks at each,
//! and takes it into the queue or puts it away; several at once by their boxes.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{Redirect, Response};
use axum::routing::get;
use fyren_domain::access::{Action, MachineScope, Scope};
use fyren_domain::id::MatterId;
use fyren_store::event::{self, NewEvent};
use fyren_store::held::{self, Hold};
use fyren_store::matter::Matter;
use fyren_store::{Fault, Tx};

use crate::app::App;
use crate::choices::Choices;
use crate::error::Error;
use crate::fact;
use crate::form::CheckedForm;
use crate::layout::{self, HubPage, Section};
use crate::matter::{line, moment, standing};
use crate::paths::{filled, hub};
use crate::session::Coordinator;
use crate::texts::{Texts, fl};

/// Enquiries shown at once; the rest comes when these are decided about.
const ROWS: u32 = 100;
/// How long what was put away can be taken back.
pub(crate) const JUNK_DAYS: i64 = 7;
/// Removed in one transaction: others wait for it.
const REMOVED_AT_ONCE: u32 = 100;
const DAY_SECONDS: i64 = 24 * 60 * 60;

pub(crate) fn routes() -> Router<App> {
    Router::new().route(hub::HELD, get(list).post(decide))
}

/// An enquiry on the shelf.
struct HeldLine {
    matter: String,
    address: String,
    number: String,
    what: String,
    since: String,
}

/// Enquiries that are held for the same reason.
struct Pile {
    count: i64,
    lines: Vec<HeldLine>,
}

/// Removes what was put away as junk longer ago than it can be taken back; gives the number of enquiries.
pub async fn remove_old_junk(app: &App, scope: &MachineScope) -> Result<usize, Error> {
    let before = app.clock.now().plus_seconds(-JUNK_DAYS * DAY_SECONDS);
    let mut removed = 0;
    loop {
        let mut tx = app.store.begin().await?;
        let old = held::list_old(&mut tx, scope, before, REMOVED_AT_ONCE).await?;
        if old.is_empty() {
            break;
        }
        for matter in &old {
            held::remove(&mut tx, scope, *matter).await?;
        }
        let event = NewEvent {
            at: app.clock.now(),
            action: "remove_junk",
            matter: None,
            subject: Some(&old.len().to_string()),
        };
        event::record_system(&mut tx, scope, &event).await?;
        tx.commit().await?;
        removed += old.len();
    }
    if removed > 0 {
        app.store.settle().await?;
    }
    Ok(removed)
}

#[derive(Template)]
#[template(path = "held/list.html")]
struct HeldPage {
    hub: HubPage,
    days: i64,
    doubted: Pile,
    junk: Pile,
}

async fn list(State(app): State<App>, worker: Coordinator) -> Result<Response, Error> {
    let scope = worker.scope(Action::ListQueue)?;
    let hub = worker.page(Section::Queue);
    let look = Look {
        app: &app,
        scope: &scope,
        worker: &worker,
        texts: hub.texts,
    };
    let mut tx = app.store.read().await?;
    let page = HeldPage {
        days: JUNK_DAYS,
        doubted: look.pile(&mut tx, Hold::Doubted).await?,
        junk: look.pile(&mut tx, Hold::Junk).await?,
        hub,
    };
    layout::page(&page)
}

/// Who looks, with what she may see.
struct Look<'a> {
    app: &'a App,
    scope: &'a Scope,
    worker: &'a Coordinator,
    texts: Texts,
}

impl Look<'_> {
    async fn pile(&self, tx: &mut Tx, hold: Hold) -> Result<Pile, Error> {
        let matters = held::list(tx, self.scope, hold, ROWS).await?;
        let model = self.worker.centre();
        let choices = Choices::of(model.clone());
        let listed = fact::list(self.app, tx, self.scope, model, &matters).await?;
        let lines = listed
            .into_iter()
            .map(|(matter, enquiry, _)| HeldLine::of(matter, line(&enquiry, &choices, self.texts)));
        Ok(Pile {
            count: held::count(tx, self.scope, hold).await?,
            lines: lines.collect(),
        })
    }
}

impl HeldLine {
    fn of(matter: &Matter, what: String) -> Self {
        Self {
            matter: matter.matter_id.to_string(),
            address: filled(hub::MATTER, &matter.matter_id),
            number: matter.number.to_string(),
            what,
            since: moment(matter.received_at),
        }
    }
}

/// What is decided about enquiries.
#[derive(Clone, Copy)]
enum Decision {
    TakeIn,
    PutAway,
}

impl Decision {
    /// What a button says, and about which enquiries: those chosen, or all that were shown.
    fn read(fields: &[(String, String)]) -> Option<(Self, Vec<MatterId>)> {
        let named = |wanted: &'static str| {
            let values = fields.iter().filter(move |(name, _)| name == wanted);
            values.map(|(_, value)| value.as_str())
        };
        let (decision, about) = match named("decision").next()? {
            "take_in" => (Self::TakeIn, "matter"),
            "put_away" => (Self::PutAway, "matter"),
            "put_away_shown" => (Self::PutAway, "shown"),
            _ => return None,
        };
        let matters = named(about).filter_map(|matter| MatterId::parse(matter).ok());
        Some((decision, matters.take(ROWS as usize).collect()))
    }

    fn action(self) -> Action {
        match self {
            Self::TakeIn => Action::TakeIn,
            Self::PutAway => Action::PutAway,
        }
    }
}

/// What a colleague has decided about meanwhile stays as she left it.
async fn decide(
    State(app): State<App>,
    worker: Coordinator,
    fields: CheckedForm<Vec<(String, String)>>,
) -> Result<Redirect, Error> {
    let (decision, matters) = Decision::read(&fields).ok_or(Error::Malformed)?;
    let mut tx = app.store.begin().await?;
    for matter in matters {
        match decide_one(&app, &mut tx, &worker, decision, matter).await {
            Ok(()) | Err(Error::Stale | Error::NotFound | Error::Denied(_)) => {}
            Err(fault) => return Err(fault),
        }
    }
    tx.commit().await?;
    Ok(Redirect::to(hub::HELD))
}

async fn decide_one(
    app: &App,
    tx: &mut Tx,
    worker: &Coordinator,
    decision: Decision,
    matter: MatterId,
) -> Result<(), Error> {
    let standing = standing(tx, worker, matter.as_str()).await?;
    let action = decision.action();
    let scope = standing.scope(action)?;
    let decided: Result<(), Fault> = match decision {
        Decision::TakeIn => held::take_in(tx, &scope, matter).await,
        Decision::PutAway => held::put_away(tx, &scope, matter, app.clock.now()).await,
    };
    decided?;
    standing.record(app, tx, action, None).await
}
