//! The coded facts of one matter as a page tells them.

use fyren_domain::code_list::ListName;
use fyren_domain::consultation::{ConsultationFacts, ConsultationState};
use fyren_domain::enquiry::{EnquiryFacts, EnquiryState};
use fyren_domain::follow_up::{FollowUp, FollowUpState};
use fyren_domain::id::EnquiryNumber;
use fyren_domain::person::{ExposedPerson, PersonsMentioned};
use fyren_domain::time::{Date, Instant};

use crate::choices::Choices;
use crate::journey;
use crate::texts::{Language, Texts, fl};

/// A label and what stands beside it.
pub(crate) type Row = (String, String);

/// What is told about a matter.
pub(crate) struct MatterFacts {
    pub(crate) number: EnquiryNumber,
    pub(crate) state: String,
    pub(crate) state_colour: &'static str,
    pub(crate) is_consultation: bool,
    pub(crate) has_thread: bool,
    /// Who asks, from where.
    pub(crate) line: String,
    pub(crate) family: String,
    pub(crate) family_allowed: bool,
    pub(crate) journey: Option<String>,
    pub(crate) rows: Vec<Row>,
    pub(crate) persons: Vec<String>,
    pub(crate) mentioned: String,
    pub(crate) follow_ups: Vec<FollowUpLine>,
    pub(crate) time_spent: String,
    /// How it ended; nothing while it is open.
    pub(crate) closed: Option<Vec<Row>>,
}

/// One follow-up.
pub(crate) struct FollowUpLine {
    pub(crate) due: Date,
    pub(crate) state: String,
    pub(crate) open: bool,
}

/// A matter as the store and the seal gave it.
pub(crate) struct Told<'a> {
    pub(crate) number: EnquiryNumber,
    pub(crate) has_thread: bool,
    pub(crate) enquiry_state: EnquiryState,
    pub(crate) consultation_state: Option<ConsultationState>,
    pub(crate) enquiry: &'a EnquiryFacts,
    pub(crate) consultation: &'a ConsultationFacts,
}

impl MatterFacts {
    pub(crate) fn of(told: &Told, choices: &Choices, today: Date) -> Self {
        let texts = Language::Swedish.texts();
        let (enquiry, consultation) = (told.enquiry, told.consultation);
        Self {
            number: told.number,
            state: state(told, texts),
            state_colour: if is_closed(told) { "neutral" } else { "accent" },
            is_consultation: told.consultation_state.is_some(),
            has_thread: told.has_thread,
            line: line(enquiry, choices, texts),
            family: choices.family_label(enquiry.family_contact),
            family_allowed: enquiry.family_contact.is_allowed(),
            journey: journey::told(enquiry.journey, texts),
            rows: rows(told, choices, texts),
            persons: consultation
                .exposed
                .iter()
                .map(|person| person_line(person, choices, texts))
                .collect(),
            mentioned: mentioned(consultation.mentioned, texts),
            follow_ups: consultation
                .follow_ups
                .iter()
                .map(|follow_up| follow_up_line(follow_up, today, texts))
                .collect(),
            time_spent: fl!(
                texts,
                "follow-up-time-spent",
                minutes = consultation.minutes()
            ),
            closed: is_closed(told).then(|| ending(told, choices, texts)),
        }
    }
}

fn is_closed(told: &Told) -> bool {
    told.enquiry_state == EnquiryState::Closed
        || told.consultation_state == Some(ConsultationState::Closed)
}

fn state(told: &Told, texts: Texts) -> String {
    match (told.consultation_state, told.enquiry_state) {
        (Some(ConsultationState::Open), _) => fl!(texts, "matter-consultation-open"),
        (Some(ConsultationState::Closed), _) => fl!(texts, "matter-consultation-closed"),
        (None, EnquiryState::Closed) => fl!(texts, "matter-enquiry-closed"),
        (None, _) => fl!(texts, "matter-enquiry-open"),
    }
}

/// Profession, organisation and kommun of the asker.
pub(crate) fn line(enquiry: &EnquiryFacts, choices: &Choices, texts: Texts) -> String {
    let profession = choices.label(ListName::Profession, &enquiry.profession);
    let organisation = choices.label(ListName::Organisation, &enquiry.organisation);
    let kommun = choices.label(ListName::Kommun, &enquiry.kommun);
    fl!(
        texts,
        "matter-line",
        profession = profession,
        organisation = organisation,
        kommun = kommun
    )
}

/// An instant as staff read it.
pub(crate) fn moment(instant: Instant) -> String {
    instant.in_sweden().strftime("%Y-%m-%d %H:%M").to_string()
}

fn rows(told: &Told, choices: &Choices, texts: Texts) -> Vec<Row> {
    let (enquiry, consultation) = (told.enquiry, told.consultation);
    let mut rows = vec![
        (
            fl!(texts, "triage-urgency"),
            choices.urgency_label(enquiry.urgency),
        ),
        (
            fl!(texts, "matter-kind"),
            choices.label(ListName::Kind, &enquiry.kind),
        ),
        (
            fl!(texts, "matter-concerns"),
            choices.labels(ListName::Exposure, &enquiry.concerns),
        ),
        (fl!(texts, "matter-received"), moment(enquiry.received)),
        (
            fl!(texts, "matter-channel"),
            choices.label(ListName::Channel, &enquiry.channel),
        ),
    ];
    if told.consultation_state.is_some() {
        rows.push((
            fl!(texts, "triage-case-type"),
            choices.label(ListName::CaseType, &consultation.case_type),
        ));
    }
    rows
}

fn person_line(person: &ExposedPerson, choices: &Choices, texts: Texts) -> String {
    let sex = choices.label(ListName::Sex, &person.sex);
    let age = choices.label(ListName::AgeBand, &person.age_band);
    let exposures = choices.labels(ListName::Exposure, &person.exposures);
    let perpetrators = choices.labels(ListName::Perpetrator, &person.perpetrators);
    fl!(
        texts,
        "triage-person-line",
        sex = sex,
        age = age,
        exposures = exposures,
        perpetrators = perpetrators
    )
}

fn mentioned(mentioned: PersonsMentioned, texts: Texts) -> String {
    match mentioned {
        PersonsMentioned::Unknown => fl!(texts, "triage-mentioned-unknown"),
        PersonsMentioned::Count(count) => fl!(texts, "triage-mentioned-count", count = count),
    }
}

fn follow_up_line(follow_up: &FollowUp, today: Date, texts: Texts) -> FollowUpLine {
    let state = match (follow_up.state(today), follow_up.done) {
        (Some(FollowUpState::Overdue(days)), _) => fl!(texts, "follow-up-overdue", days = days),
        (Some(FollowUpState::DueToday), _) => fl!(texts, "follow-up-today"),
        (Some(FollowUpState::Coming(days)), _) => fl!(texts, "follow-up-coming", days = days),
        (None, done) => fl!(
            texts,
            "follow-up-finished",
            day = done.map_or_else(String::new, |day| day.to_string())
        ),
    };
    FollowUpLine {
        due: follow_up.due,
        state,
        open: follow_up.done.is_none(),
    }
}

fn ending(told: &Told, choices: &Choices, texts: Texts) -> Vec<Row> {
    let consultation = told.consultation;
    let outcome = consultation
        .outcome
        .as_ref()
        .or(told.enquiry.outcome.as_ref())
        .cloned()
        .unwrap_or_default();
    let mut rows = vec![(
        fl!(texts, "closure-outcome"),
        choices.label(ListName::Outcome, &outcome),
    )];
    if let Some(closed) = consultation.closed {
        rows.push((fl!(texts, "closure-closed"), moment(closed)));
    }
    if told.consultation_state.is_some() {
        rows.push((
            fl!(texts, "closure-advice"),
            choices.labels(ListName::Advice, &consultation.advice),
        ));
    }
    for referral in &consultation.referrals {
        let organisation = choices.label(ListName::Organisation, &referral.organisation);
        let kommun = choices.label(ListName::Kommun, &referral.kommun);
        rows.push((
            fl!(texts, "closure-referral"),
            fl!(
                texts,
                "closure-referred",
                organisation = organisation,
                kommun = kommun
            ),
        ));
    }
    rows
}
