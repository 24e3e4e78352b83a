//! The queue: what is new, due and overdue, in the order in which it has to be looked at, with the reason said.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use fyren_domain::access::{Action, Scope};
use fyren_domain::code_list::ListName;
use fyren_domain::consultation::ConsultationFacts;
use fyren_domain::enquiry::EnquiryFacts;
use fyren_domain::follow_up;
use fyren_domain::id::MatterId;
use fyren_domain::queue::{self, QueueItem, QueueReason, QueueStage, Queued};
use fyren_domain::staff::Role;
use fyren_domain::time::Date;
use fyren_store::Tx;
use fyren_store::held::{self, Hold};
use fyren_store::matter::{self, After, Awaits, Matter, Shelf};
use serde::Deserialize;

use crate::account::sessions::new_browsers;
use crate::app::App;
use crate::choices::Choices;
use crate::error::Error;
use crate::fact;
use crate::layout::{self, HubPage, Section};
use crate::matter::{line, moment};
use crate::paths::{filled, hub};
use crate::reader::KeyRequestLine;
use crate::recovery::RecoveryLine;
use crate::review::OwnReview;
use crate::session::Adviser;
use crate::texts::{Texts, fl};

/// More than one person can have open; the rest is said to be there and reached by closing.
const OPEN_AT_MOST: u32 = 500;
const CLOSED_ROWS: u32 = 50;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(hub::QUEUE, get(list))
        .route(hub::ARCHIVE, get(archive))
}

/// A matter in the queue.
struct QueueLine {
    address: String,
    number: String,
    rank: &'static str,
    why: String,
    what: String,
    since: String,
}

#[derive(Template)]
#[template(path = "queue/list.html")]
struct QueuePage {
    hub: HubPage,
    count: i64,
    lines: Vec<QueueLine>,
    closed: i64,
    /// Enquiries that are held for a coordinator to look at; none for others.
    doubted: i64,
    logs_calls: bool,
    key_requests: Vec<KeyRequestLine>,
    recoveries: Vec<RecoveryLine>,
    new_browsers: Vec<String>,
    reviews: Vec<OwnReview>,
}

#[derive(Template)]
#[template(path = "queue/archive.html")]
struct ArchivePage {
    hub: HubPage,
    count: i64,
    lines: Vec<QueueLine>,
    older: Option<String>,
}

async fn list(State(app): State<App>, worker: Adviser) -> Result<Response, Error> {
    let mut tx = app.store.read().await?;
    let scope = worker.scope(Action::ListQueue)?;
    let open = waiting(&app, &mut tx, &scope, &worker).await?;
    let choices = Choices::of(worker.centre().clone());
    let today = app.clock.now().swedish_date();
    let hub = worker.page(Section::Queue);
    let listed = fact::list(&app, &mut tx, &scope, worker.centre(), &open).await?;
    let (items, told) = items(listed, &choices, hub.texts);
    let queue = queue::order(items, today, worker.centre().answer_within_working_days);
    let what = |matter: MatterId| {
        told.iter()
            .find(|(id, _)| *id == matter)
            .map_or_else(String::new, |(_, what)| what.clone())
    };
    let page = QueuePage {
        count: matter::count(&mut tx, &scope, Shelf::New).await?
            + matter::count(&mut tx, &scope, Shelf::Ongoing).await?,
        lines: queue
            .iter()
            .map(|queued| QueueLine::of(queued, what(queued.item.matter), today, hub.texts))
            .collect(),
        closed: matter::count(&mut tx, &scope, Shelf::Closed).await?,
        doubted: match scope.role() {
            Role::Coordinator => held::count(&mut tx, &scope, Hold::Doubted).await?,
            _ => 0,
        },
        logs_calls: worker.scope(Action::LogCall).is_ok(),
        key_requests: KeyRequestLine::list(&mut tx, &worker, hub.texts).await?,
        new_browsers: new_browsers(&mut tx, &worker.machine(), worker.staff(), hub.texts).await?,
        recoveries: RecoveryLine::list(
            &mut tx,
            &worker.scope(Action::ReadRecovery)?,
            app.clock.now(),
            hub.texts,
        )
        .await?,
        reviews: OwnReview::list(&mut tx, &worker, hub.texts).await?,
        hub,
    };
    layout::page(&page)
}

/// All that somebody has to look at: what is open, and what was closed but is written in again or to be looked back on.
async fn waiting(
    app: &App,
    tx: &mut Tx,
    scope: &Scope,
    worker: &Adviser,
) -> Result<Vec<Matter>, Error> {
    let mut waiting = matter::list(tx, scope, Shelf::New, None, OPEN_AT_MOST).await?;
    waiting.extend(matter::list(tx, scope, Shelf::Ongoing, None, OPEN_AT_MOST).await?);
    let unanswered = matter::list_unanswered(tx, scope, OPEN_AT_MOST).await?;
    waiting.extend(
        unanswered
            .into_iter()
            .filter(|matter| matter.shelf == Shelf::Closed),
    );
    let today = app.clock.now().swedish_date();
    for due in app
        .facts
        .look(app, worker.centre(), |held| held.look_backs(today))
        .await?
    {
        let known = waiting.iter().any(|matter| matter.matter_id == due);
        waiting.extend(matter::find(tx, scope, due).await?.filter(|_| !known));
    }
    Ok(waiting)
}

type Listed<'m> = Vec<(&'m Matter, EnquiryFacts, Option<ConsultationFacts>)>;

/// What the rule needs of each matter, and the line that tells it.
fn items(
    listed: Listed,
    choices: &Choices,
    texts: Texts,
) -> (Vec<QueueItem>, Vec<(MatterId, String)>) {
    let item =
        |(matter, enquiry, consultation): (&Matter, EnquiryFacts, Option<ConsultationFacts>)| {
            let kind = choices.label(ListName::Kind, &enquiry.kind);
            let told = format!("{kind} · {}", line(&enquiry, choices, texts));
            let item = QueueItem {
                matter: matter.matter_id,
                number: matter.number,
                stage: if matter.shelf == Shelf::New {
                    QueueStage::New
                } else {
                    QueueStage::TakenOn
                },
                received: enquiry.received,
                urgency: enquiry.urgency,
                family_contact: enquiry.family_contact,
                journey: enquiry.journey,
                follow_up: consultation
                    .and_then(|consultation| follow_up::next(&consultation.follow_ups)),
                waiting_since: (matter.awaits == Awaits::Centre).then_some(matter.awaits_since),
            };
            (item, (matter.matter_id, told))
        };
    listed.into_iter().map(item).unzip()
}

impl QueueLine {
    fn of(queued: &Queued, what: String, today: Date, texts: Texts) -> Self {
        let (rank, why) = reason(queued, today, texts);
        Self {
            address: filled(hub::MATTER, &queued.item.matter),
            number: queued.item.number.to_string(),
            rank,
            why,
            what,
            since: moment(queued.item.received),
        }
    }

    fn closed(matter: &Matter) -> Self {
        Self {
            address: filled(hub::MATTER, &matter.matter_id),
            number: matter.number.to_string(),
            rank: "closed",
            why: matter.closed_at.map_or_else(String::new, moment),
            what: String::new(),
            since: moment(matter.received_at),
        }
    }
}

/// Why a matter stands where it stands, and how loudly that is said.
fn reason(queued: &Queued, today: Date, texts: Texts) -> (&'static str, String) {
    match queued.reason {
        QueueReason::UrgentNew => ("urgent", fl!(texts, "queue-new-urgent")),
        QueueReason::Overdue { days } => ("late", fl!(texts, "queue-overdue", days = days)),
        QueueReason::DueToday => ("late", fl!(texts, "queue-due-today")),
        QueueReason::JourneySoon { days: None } => ("late", fl!(texts, "triage-journey-sometime")),
        QueueReason::JourneySoon { days: Some(days) } => {
            ("late", fl!(texts, "queue-journey", days = days))
        }
        QueueReason::New => ("new", fl!(texts, "queue-new")),
        QueueReason::NewMessage => ("new", fl!(texts, "queue-new-message")),
        QueueReason::Rest => (
            "rest",
            match queued.item.due(None) {
                Some(day) if day >= today => fl!(texts, "queue-coming", day = day.to_string()),
                _ => fl!(texts, "queue-open"),
            },
        ),
    }
}

/// Where an older page of the archive begins.
#[derive(Deserialize)]
struct Older {
    before: Option<i64>,
    after: Option<MatterId>,
}

async fn archive(
    State(app): State<App>,
    worker: Adviser,
    Query(older): Query<Older>,
) -> Result<Response, Error> {
    let mut tx = app.store.read().await?;
    let scope = worker.scope(Action::ListQueue)?;
    let after = older
        .before
        .zip(older.after)
        .map(|(before, matter_id)| After {
            received_at: before.into(),
            matter_id,
        });
    let closed = matter::list(&mut tx, &scope, Shelf::Closed, after, CLOSED_ROWS).await?;
    let full = closed.len() == CLOSED_ROWS as usize;
    let next = |last: &Matter| {
        format!(
            "{}?before={}&after={}",
            hub::ARCHIVE,
            last.received_at.milliseconds(),
            last.matter_id
        )
    };
    let page = ArchivePage {
        hub: worker.page(Section::Queue),
        count: matter::count(&mut tx, &scope, Shelf::Closed).await?,
        lines: closed.iter().map(QueueLine::closed).collect(),
        older: closed.last().filter(|_| full).map(next),
    };
    layout::page(&page)
}
