//! Looking back: readings outside the reader's own matters or working hours, and the reasons asked for and given.

mod own;
mod reasons;
mod refused;

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::{Redirect, Response};
use axum::routing::{get, post};
use fyren_domain::access::Action;
use fyren_domain::calendar;
use fyren_domain::follow_up::days_between;
use fyren_domain::id::{EnquiryNumber, MatterId, StaffId};
use fyren_domain::review::{self as rule, REVIEWED_DAYS, Reviewed};
use fyren_domain::time::{Date, Instant};
use fyren_store::Tx;
use fyren_store::event::{self, NewEvent};
use fyren_store::review::{self, NewReview, Refused, Review};
use serde::Deserialize;

pub(crate) use self::own::OwnReview;
pub(crate) use self::reasons::reason_label;
use self::refused::RefusedLine;
use crate::app::App;
use crate::error::Error;
use crate::event::{Names, names};
use crate::form::CheckedForm;
use crate::layout::{self, HubPage, Section};
use crate::matter::{moment, standing};
use crate::paths::{filled, hub};
use crate::session::Coordinator;
use crate::texts::{Texts, fl};

/// More than anybody looks through; each is one colleague's attempts of one kind.
const REFUSED_AT_MOST: u32 = 200;

/// More readings than a month of a large centre has; older ones are left out, and the page says so.
const READINGS_AT_MOST: u32 = 20_000;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(hub::REVIEW, get(list).post(create))
        .route(hub::REVIEW_REASON, post(own::answer))
}

/// What is shown: everybody, or one colleague; everything, or what is listed for one reason.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Filter {
    colleague: String,
    why: String,
}

impl Filter {
    fn admits(&self, line: &Reviewed) -> bool {
        let why = match self.why.as_str() {
            "no_reader" => line.by_no_reader > 0,
            "odd_hours" => line.at_odd_hours > 0,
            "refused" => false,
            _ => true,
        };
        why && self.is_of(line.staff)
    }

    fn admits_refused(&self, refused: &Refused) -> bool {
        let why = matches!(self.why.as_str(), "" | "refused");
        why && self.is_of(refused.staff_id)
    }

    fn is_of(&self, staff: StaffId) -> bool {
        self.colleague.is_empty() || self.colleague == staff.as_str()
    }
}

#[derive(Template)]
#[template(path = "review/list.html")]
struct ReviewPage {
    hub: HubPage,
    days: u16,
    from: u8,
    until: u8,
    filter: Filter,
    colleagues: Vec<(String, String)>,
    reasons: Vec<(String, String)>,
    groups: Vec<Group>,
    refused: Vec<RefusedLine>,
    cut: bool,
}

/// What one colleague read.
struct Group {
    staff: String,
    name: String,
    lines: Vec<Line>,
}

/// What she read of one matter.
struct Line {
    matter: String,
    address: String,
    number: String,
    readings: u32,
    why: Vec<String>,
    first: String,
    last: String,
    /// What was asked about it, and answered.
    state: Option<String>,
    ask_label: String,
    /// Up to which event she can be asked now.
    ask: Option<i64>,
}

async fn list(
    State(app): State<App>,
    worker: Coordinator,
    Query(filter): Query<Filter>,
) -> Result<Response, Error> {
    let scope = worker.scope(Action::ReviewReadings)?;
    let today = app.clock.now().swedish_date();
    let since = Instant::start_of(calendar::before_days(today, REVIEWED_DAYS));
    let mut tx = app.store.read().await?;
    let readings = review::list_readings(&mut tx, &scope, since, READINGS_AT_MOST).await?;
    let asked = review::list(&mut tx, &scope, since).await?;
    let refused = review::list_refused(&mut tx, &scope, since, REFUSED_AT_MOST).await?;
    let names = names(&mut tx, &worker.scope(Action::ListStaff)?).await?;
    let hub = worker.page(Section::Review);
    let hours = worker.centre().working_hours.clone();
    let cut = readings.len() == READINGS_AT_MOST as usize;
    let numbers: BTreeMap<_, _> = readings
        .iter()
        .map(|numbered| (numbered.reading.matter, numbered.number))
        .collect();
    let listed = rule::review(
        readings.into_iter().map(|numbered| numbered.reading),
        &hours,
    );
    let look = Look {
        own: worker.staff(),
        asked: &asked,
        numbers: &numbers,
        today,
        texts: hub.texts,
    };
    let page = ReviewPage {
        days: REVIEWED_DAYS,
        from: hours.from,
        until: hours.until,
        colleagues: colleagues(&listed, &refused, &names),
        refused: refused
            .iter()
            .filter(|refused| filter.admits_refused(refused))
            .map(|refused| RefusedLine::of(refused, &names, hub.texts))
            .collect(),
        reasons: vec![
            ("no_reader".to_owned(), fl!(hub.texts, "review-no-reader")),
            ("odd_hours".to_owned(), fl!(hub.texts, "review-odd-hours")),
            ("refused".to_owned(), fl!(hub.texts, "review-refused")),
        ],
        groups: look.groups(listed.iter().filter(|line| filter.admits(line)), &names),
        filter,
        cut,
        hub,
    };
    layout::page(&page)
}

fn name(names: &Names, staff: StaffId) -> String {
    names.get(staff.as_str()).cloned().unwrap_or_default()
}

/// Who stands in the list, by name.
fn colleagues(listed: &[Reviewed], refused: &[Refused], names: &Names) -> Vec<(String, String)> {
    let read = listed.iter().map(|line| line.staff);
    let tried = refused.iter().map(|refused| refused.staff_id);
    let ids: BTreeMap<_, _> = read
        .chain(tried)
        .map(|staff| (name(names, staff), staff.to_string()))
        .collect();
    ids.into_iter().map(|(name, id)| (id, name)).collect()
}

/// What a line needs besides the readings.
struct Look<'a> {
    own: StaffId,
    asked: &'a [Review],
    numbers: &'a BTreeMap<MatterId, EnquiryNumber>,
    today: Date,
    texts: Texts,
}

impl Look<'_> {
    /// By colleague, whoever read last first.
    fn groups<'l>(&self, lines: impl Iterator<Item = &'l Reviewed>, names: &Names) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for line in lines {
            let staff = line.staff.to_string();
            match groups.iter_mut().find(|group| group.staff == staff) {
                Some(group) => group.lines.push(self.line(line)),
                None => groups.push(Group {
                    name: name(names, line.staff),
                    lines: vec![self.line(line)],
                    staff,
                }),
            }
        }
        groups
    }

    fn line(&self, line: &Reviewed) -> Line {
        let about =
            |asked: &&Review| (asked.staff_id, asked.matter_id) == (line.staff, line.matter);
        let newest = self.asked.iter().find(about);
        let waits = newest.is_some_and(|asked| asked.reason.is_none());
        let covered = newest.is_some_and(|asked| asked.last_event >= line.last_event);
        let askable = line.staff != self.own && !waits && !covered;
        let number = self.numbers.get(&line.matter);
        let number = number.map(EnquiryNumber::to_string).unwrap_or_default();
        Line {
            ask_label: fl!(self.texts, "review-ask-about", number = number.clone()),
            number,
            matter: line.matter.to_string(),
            address: filled(hub::MATTER, &line.matter),
            readings: line.readings,
            why: self.why(line),
            first: moment(line.first),
            last: moment(line.last),
            state: newest.map(|asked| self.state(asked)),
            ask: askable.then_some(line.last_event),
        }
    }

    fn why(&self, line: &Reviewed) -> Vec<String> {
        let texts = self.texts;
        let (outside, odd) = (line.by_no_reader, line.at_odd_hours);
        let told = [
            (
                outside,
                fl!(texts, "review-times-no-reader", count = outside),
            ),
            (odd, fl!(texts, "review-times-odd-hours", count = odd)),
        ];
        told.into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(_, told)| told)
            .collect()
    }

    fn state(&self, asked: &Review) -> String {
        let (texts, asker) = (self.texts, asked.asker.clone());
        match asked.reason {
            Some(reason) => {
                let at = asked.answered_at.map(moment).unwrap_or_default();
                let reason = reason_label(reason, texts);
                fl!(texts, "review-answered", reason = reason, at = at)
            }
            None => {
                let days = days_between(asked.asked_at.swedish_date(), self.today).max(0);
                fl!(texts, "review-unanswered", asker = asker, days = days)
            }
        }
    }
}

/// Whom to ask, about which matter, and up to which reading.
#[derive(Deserialize)]
struct Question {
    staff: StaffId,
    matter: String,
    last_event: i64,
}

async fn create(
    State(app): State<App>,
    worker: Coordinator,
    question: CheckedForm<Question>,
) -> Result<Redirect, Error> {
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, &worker, &question.matter).await?;
    let scope = standing.scope_over(Action::AskReason, question.staff)?;
    let at = app.clock.now();
    let event = NewEvent {
        at,
        action: Action::AskReason.as_str(),
        matter: Some(standing.matter),
        subject: Some(question.staff.as_str()),
    };
    let new = NewReview {
        number: event::record(&mut tx, &scope, &event).await?,
        matter: standing.matter,
        last_event: question.last_event,
        at,
    };
    keep(&mut tx, &scope, &new).await?;
    tx.commit().await?;
    Ok(Redirect::to(hub::REVIEW))
}

async fn keep(
    tx: &mut Tx,
    scope: &fyren_domain::access::Scope,
    new: &NewReview,
) -> Result<(), Error> {
    review::record(tx, scope, new).await.map_err(Error::of_sent)
}
