//! Which acts the page of a matter offers. The decision is made anew when one is done.

use fyren_domain::access::{Action, Relation};
use fyren_domain::consultation::ConsultationState;
use fyren_domain::enquiry::EnquiryState;
use fyren_store::held::Hold;
use fyren_store::reader::Reader;

use super::whole::{Standing, Whole};

/// What a worker finds to press.
pub(super) struct Offers {
    pub(super) read: bool,
    pub(super) take_in: bool,
    pub(super) put_away: bool,
    pub(super) triage: bool,
    pub(super) take_on: bool,
    pub(super) assign: bool,
    pub(super) answer: bool,
    pub(super) note: bool,
    pub(super) follow_up: bool,
    pub(super) finish: bool,
    pub(super) close: bool,
    pub(super) reopen: bool,
    pub(super) stand_aside: bool,
    /// She alone holds the keys: without her nobody could read what is written here.
    pub(super) holds_alone: bool,
    pub(super) read_events: bool,
    pub(super) ask_for_key: bool,
    pub(super) give_key: bool,
}

impl Offers {
    /// `is_shared` says whether the matter stays readable without her.
    pub(super) fn of(
        standing: &Standing<'_>,
        whole: &Whole,
        readers: &[Reader],
        is_shared: bool,
    ) -> Self {
        let consultation = whole.consultation.as_ref();
        let state = consultation.map(|consultation| consultation.state);
        let held = whole.row.held;
        let unheld = held.is_none();
        let enquiry_open = unheld && whole.enquiry.state == EnquiryState::Open;
        let from_visitor = whole.row.phrase_card.is_some();
        let consultation_open = state == Some(ConsultationState::Open);
        let open = enquiry_open || consultation_open;
        let reads = standing.relation == Relation::Reader;
        let may = |action| standing.may(action);
        Self {
            read: may(Action::ReadMatter),
            take_in: !unheld && may(Action::TakeIn),
            put_away: from_visitor
                && (enquiry_open || held == Some(Hold::Doubted))
                && may(Action::PutAway),
            triage: open && may(Action::Triage),
            take_on: enquiry_open && may(Action::TakeOn),
            assign: open && may(Action::Triage) && (reads || readers.is_empty()),
            answer: unheld && may(Action::Answer),
            note: unheld && may(Action::Note),
            follow_up: consultation_open && may(Action::FollowUp),
            finish: state.is_some() && may(Action::FollowUp),
            close: (enquiry_open && may(Action::CloseEnquiry))
                || (consultation_open && may(Action::CloseConsultation)),
            reopen: unheld && !open && may(Action::Reopen),
            stand_aside: reads && is_shared && may(Action::StandAside),
            holds_alone: reads && !is_shared,
            read_events: may(Action::ReadMatterEvents),
            ask_for_key: !readers.is_empty() && may(Action::AskForKey),
            // Only who reads has keys to give; to whom is decided when she does.
            give_key: may(Action::RenewKey),
        }
    }
}
