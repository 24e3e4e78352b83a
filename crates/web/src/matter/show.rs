//! The page of one matter.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use fyren_domain::access::Action;
use fyren_domain::code_list::ListName;
use fyren_domain::review;
use fyren_domain::time::Date;
use fyren_store::Tx;
use fyren_store::canned_answer::{self, CannedAnswer};
use fyren_store::held::Hold;

use super::facts::MatterFacts;
use super::offers::Offers;
use super::whole::{Standing, Whole, standing};
use crate::app::App;
use crate::choices::Choices;
use crate::error::Error;
use crate::event::EventLine;
use crate::exclusion;
use crate::follow_up::FollowUpForm;
use crate::form::Faults;
use crate::held::JUNK_DAYS;
use crate::layout::{self, HubPage, Section};
use crate::paths::{filled, hub};
use crate::reader::{self, ColleagueLine, KeyRequestLine};
use crate::session::Adviser;
use crate::texts::{Texts, fl};

#[derive(Template)]
#[template(path = "matter/show.html")]
struct MatterPage {
    hub: HubPage,
    matter: String,
    /// Why it is in no queue.
    held: Option<String>,
    address: String,
    revision: String,
    facts: MatterFacts,
    choices: Choices,
    may: Offers,
    canned: Vec<CannedAnswer>,
    staff: Vec<ColleagueLine>,
    reader_choices: Vec<(&'static str, String)>,
    key_requests: Vec<KeyRequestLine>,
    key_reasons: Vec<(&'static str, String)>,
    events: Vec<EventLine>,
    /// Whether anybody reads the matter.
    is_read: bool,
    typed: FollowUpForm,
    faults: Faults,
}

pub(super) async fn show(
    State(app): State<App>,
    worker: Adviser,
    Path(matter): Path<String>,
) -> Result<Response, Error> {
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, &worker, &matter).await?;
    let next = due(
        app.clock.now().swedish_date(),
        worker.centre().follow_up_days,
    );
    let page = MatterPage::find(
        &app,
        &mut tx,
        &standing,
        &worker,
        FollowUpForm::offered(next),
        Faults::default(),
    )
    .await?;
    let mark = review::mark(standing.relation, page.is_read);
    standing
        .record(&app, &mut tx, Action::ReadFacts, mark)
        .await?;
    tx.commit().await?;
    layout::page(&page)
}

/// The page with what was typed in it and what is wrong with that.
pub(crate) async fn show_again(
    app: &App,
    tx: &mut Tx,
    standing: &Standing<'_>,
    worker: &Adviser,
    typed: FollowUpForm,
    faults: Faults,
) -> Result<Response, Error> {
    let page = MatterPage::find(app, tx, standing, worker, typed, faults).await?;
    layout::invalid(&page)
}

impl MatterPage {
    async fn find(
        app: &App,
        tx: &mut Tx,
        standing: &Standing<'_>,
        worker: &Adviser,
        typed: FollowUpForm,
        faults: Faults,
    ) -> Result<Self, Error> {
        let scope = standing.scope(Action::ReadFacts)?;
        let whole = Whole::find(app, tx, &scope, standing.matter).await?;
        let choices = Choices::of(worker.centre().clone());
        let hub = worker.page(Section::Queue);
        let readers = fyren_store::reader::list(tx, &scope, standing.matter).await?;
        let is_shared = exclusion::is_shared(tx, &scope, standing.matter, &readers).await?;
        let canned_scope = worker.scope(Action::UseCannedAnswers)?;
        Ok(Self {
            matter: standing.matter.to_string(),
            held: held(whole.row.held, hub.texts),
            address: filled(hub::MATTER, &standing.matter),
            revision: whole.mark(),
            facts: whole.told(&choices, app.clock.now().swedish_date()),
            may: Offers::of(standing, &whole, &readers, is_shared),
            canned: canned_answer::list(tx, &canned_scope).await?,
            staff: ColleagueLine::list(tx, standing, &readers, &choices).await?,
            reader_choices: reader::choices(hub.texts),
            key_requests: KeyRequestLine::of_matter(tx, standing, hub.texts).await?,
            key_reasons: reader::key_reasons(hub.texts),
            is_read: !readers.is_empty(),
            events: EventLine::of_matter(tx, standing, hub.texts).await?,
            choices,
            typed,
            faults,
            hub,
        })
    }
}

fn held(hold: Option<Hold>, texts: Texts) -> Option<String> {
    match hold? {
        Hold::Doubted => Some(fl!(texts, "held-doubted-here")),
        Hold::Junk | Hold::Removed => Some(fl!(texts, "held-junk-here", days = JUNK_DAYS)),
    }
}

fn due(today: Date, days: u16) -> Date {
    today
        .checked_add(jiff::Span::new().days(i64::from(days)))
        .unwrap_or(today)
}
