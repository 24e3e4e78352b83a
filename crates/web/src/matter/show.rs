//! The page of one matter.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use fyren_domain::access::{Action, Relation};
use fyren_domain::code_list::ListName;
use fyren_domain::consultation::ConsultationState;
use fyren_domain::enquiry::EnquiryState;
use fyren_domain::staff::Role;
use fyren_domain::time::Date;
use fyren_store::canned_answer::{self, CannedAnswer};
use fyren_store::staff::{self, Staff, StaffState};
use fyren_store::{exclusion, reader};

use super::facts::MatterFacts;
use super::whole::{Standing, Whole, standing};
use crate::app::App;
use crate::choices::Choices;
use crate::error::Error;
use crate::event::EventLine;
use crate::layout::{self, HubPage, Section};
use crate::paths::{filled, hub};
use crate::session::Adviser;
use crate::texts::{Texts, fl};

#[derive(Template)]
#[template(path = "matter/show.html")]
struct MatterPage {
    hub: HubPage,
    address: String,
    revision: String,
    facts: MatterFacts,
    choices: Choices,
    may: Offers,
    canned: Vec<CannedAnswer>,
    staff: Vec<ColleagueLine>,
    reader_choices: Vec<(&'static str, String)>,
    next_due: Date,
    events: Vec<EventLine>,
}

/// Which acts the page offers. The decision is made anew when one is done.
struct Offers {
    triage: bool,
    take_on: bool,
    assign: bool,
    answer: bool,
    note: bool,
    follow_up: bool,
    finish: bool,
    close: bool,
    reopen: bool,
    stand_aside: bool,
    read_events: bool,
}

/// A colleague and how she stands to the matter.
struct ColleagueLine {
    id: String,
    name: String,
    profession: String,
    relation: &'static str,
    label: String,
    own: bool,
}

pub(super) async fn show(
    State(app): State<App>,
    worker: Adviser,
    Path(matter): Path<String>,
) -> Result<Response, Error> {
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, &worker, &matter).await?;
    let scope = standing.scope(Action::ReadFacts)?;
    let whole = Whole::find(&app, &mut tx, &scope, standing.matter).await?;
    let choices = Choices::of(worker.centre().clone());
    let today = app.clock.now().swedish_date();
    let hub = worker.page(Section::Queue);
    let canned_scope = worker.scope(Action::UseCannedAnswers)?;
    let page = MatterPage {
        address: filled(hub::MATTER, &standing.matter),
        revision: whole.mark(),
        facts: whole.told(&choices, today),
        may: Offers::of(&standing, &whole),
        canned: canned_answer::list(&mut tx, &canned_scope).await?,
        staff: colleagues(&mut tx, &standing, &worker, &choices, hub.texts).await?,
        reader_choices: reader_choices(hub.texts),
        next_due: due(today, worker.centre().follow_up_days),
        events: EventLine::of_matter(&mut tx, &standing, hub.texts).await?,
        choices,
        hub,
    };
    standing
        .record(&app, &mut tx, Action::ReadFacts, None)
        .await?;
    tx.commit().await?;
    layout::page(&page)
}

impl Offers {
    fn of(standing: &Standing, whole: &Whole) -> Self {
        let consultation = whole
            .consultation
            .as_ref()
            .map(|consultation| consultation.state);
        let enquiry_open = whole.enquiry.state == EnquiryState::Open;
        let consultation_open = consultation == Some(ConsultationState::Open);
        let open = enquiry_open || consultation_open;
        Self {
            triage: open && standing.may(Action::Triage),
            take_on: enquiry_open && standing.may(Action::TakeOn),
            assign: open && standing.may(Action::Triage),
            answer: open && standing.may(Action::Answer),
            note: standing.may(Action::Note),
            follow_up: consultation_open && standing.may(Action::FollowUp),
            finish: consultation.is_some() && standing.may(Action::FollowUp),
            close: (enquiry_open && standing.may(Action::CloseEnquiry))
                || (consultation_open && standing.may(Action::CloseConsultation)),
            reopen: !open && standing.may(Action::Reopen),
            stand_aside: standing.relation == Relation::Reader && standing.may(Action::StandAside),
            read_events: standing.may(Action::ReadMatterEvents),
        }
    }
}

fn due(today: Date, days: u16) -> Date {
    today
        .checked_add(jiff::Span::new().days(i64::from(days)))
        .unwrap_or(today)
}

fn reader_choices(texts: Texts) -> Vec<(&'static str, String)> {
    vec![
        ("reads", fl!(texts, "reader-reads")),
        ("none", fl!(texts, "reader-none")),
        ("excluded", fl!(texts, "reader-excluded")),
    ]
}

/// Whether a staff member can be a reader at all: those who advise, and have keys.
pub(crate) fn advises(person: &Staff) -> bool {
    person.state == StaffState::Active && matches!(person.role, Role::Coordinator | Role::Member)
}

async fn colleagues(
    tx: &mut fyren_store::Tx,
    standing: &Standing<'_>,
    worker: &Adviser,
    choices: &Choices,
    texts: Texts,
) -> Result<Vec<ColleagueLine>, Error> {
    let scope = standing.scope(Action::ReadFacts)?;
    let readers = reader::list(tx, &scope, standing.matter).await?;
    let excluded = exclusion::list(tx, &scope, standing.matter).await?;
    let everybody = staff::list(tx, &worker.scope(Action::ListStaff)?).await?;
    let line = |person: Staff| {
        let own = person.staff_id == worker.staff();
        let reads = readers
            .iter()
            .any(|reader| reader.staff_id == person.staff_id);
        let kept_out = excluded
            .iter()
            .any(|exclusion| exclusion.staff_id == person.staff_id);
        let (relation, label) = match (kept_out, reads) {
            (true, _) => ("excluded", fl!(texts, "reader-excluded")),
            (false, true) => ("reads", fl!(texts, "reader-reads")),
            (false, false) if own && readers.is_empty() => ("reads", fl!(texts, "reader-reads")),
            (false, false) => ("none", fl!(texts, "reader-none")),
        };
        let profession = choices.label(ListName::Profession, &person.profession);
        ColleagueLine {
            id: person.staff_id.to_string(),
            name: person.name,
            profession,
            relation,
            label,
            own,
        }
    };
    Ok(everybody.into_iter().filter(advises).map(line).collect())
}
