//! Phone calls: an enquiry logged while talking, by keyboard, in under two minutes.
//!
//! A draft holds whatever has been said so far and can be kept at any moment.
//! Only channel, profession, kommun and kind must be said before it becomes an
//! enquiry, and each of them may be unknown.

use serde::{Deserialize, Serialize};

use crate::{
    centre::CentreModel,
    code::Code,
    enquiry::{EnquiryFacts, FamilyContact, Urgency},
    facts::{FactFault, FactField, FactProblem},
    journey::Journey,
    time::Instant,
};

/// A half-filled log of a call. Empty where nothing has been chosen.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PhoneCallDraft {
    /// Of the list `channel`; must be said.
    pub channel: Option<Code>,
    /// Of the list `profession`; must be said.
    pub profession: Option<Code>,
    /// Of the list `organisation`.
    pub organisation: Option<Code>,
    /// Of the list `kommun`; must be said.
    pub kommun: Option<Code>,
    /// Of the list `kind`; must be said.
    pub kind: Option<Code>,
    /// Of the list `exposure`, several.
    pub concerns: Vec<Code>,
    /// How soon somebody has to act.
    pub urgency: Urgency,
    /// Whether the family may be contacted.
    pub family_contact: FamilyContact,
    /// Worry about a journey abroad.
    pub journey: Journey,
    /// Minutes on the timer.
    pub minutes: Option<u32>,
    /// Of the list `language`.
    pub language: Option<Code>,
}

impl PhoneCallDraft {
    /// Makes an enquiry's facts of what was said; or says, field by field, what is missing or wrong.
    pub fn log(self, began: Instant, model: &CentreModel) -> Result<EnquiryFacts, Vec<FactFault>> {
        let mut faults = self.missing();
        let facts = EnquiryFacts {
            received: began.whole_minute(),
            channel: self.channel.unwrap_or_default(),
            profession: self.profession.unwrap_or_default(),
            organisation: self.organisation.unwrap_or_default(),
            kommun: self.kommun.unwrap_or_default(),
            kind: self.kind.unwrap_or_default(),
            concerns: self.concerns,
            urgency: self.urgency,
            family_contact: self.family_contact,
            journey: self.journey,
            minutes: self.minutes,
            language: self.language.unwrap_or_default(),
            outcome: None,
        };
        faults.extend(facts.check(model).err().unwrap_or_default());
        if faults.is_empty() {
            Ok(facts)
        } else {
            Err(faults)
        }
    }

    fn missing(&self) -> Vec<FactFault> {
        let needed = [
            (FactField::Channel, &self.channel),
            (FactField::Profession, &self.profession),
            (FactField::Kommun, &self.kommun),
            (FactField::Kind, &self.kind),
        ];
        let missing = needed.into_iter().filter(|(_, said)| said.is_none());
        missing
            .map(|(field, _)| FactFault {
                field,
                problem: FactProblem::Missing,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn model() -> CentreModel {
        CentreModel::parse(include_str!("../../../models/gavleborg.toml")).unwrap()
    }

    fn said(code: &str) -> Option<Code> {
        Some(Code::parse(code).unwrap())
    }

    fn least() -> PhoneCallDraft {
        PhoneCallDraft {
            channel: said("phone"),
            profession: said("school_nurse"),
            kommun: said("2101"),
            kind: said("case_advice"),
            ..PhoneCallDraft::default()
        }
    }

    #[test]
    fn four_answers_are_enough_to_log_a_call() {
        let began = Instant::start_of(date(2026, 11, 23)).plus_seconds(95);
        let facts = least().log(began, &model()).unwrap();
        assert_eq!(facts.received, began.whole_minute());
        assert!(facts.organisation.is_unknown() && facts.language.is_unknown());
        assert!(!facts.family_contact.is_allowed());
    }

    #[test]
    fn unknown_is_an_answer_to_all_four() {
        let unknown = said("unknown");
        let draft = PhoneCallDraft {
            channel: unknown.clone(),
            profession: unknown.clone(),
            kommun: unknown.clone(),
            kind: unknown,
            ..PhoneCallDraft::default()
        };
        assert!(draft.log(Instant::default(), &model()).is_ok());
    }

    #[test]
    fn an_empty_draft_names_the_four_and_nothing_else() {
        let faults = PhoneCallDraft::default()
            .log(Instant::default(), &model())
            .unwrap_err();
        let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["channel", "profession", "kommun", "kind"]);
        assert!(
            faults
                .iter()
                .all(|fault| fault.problem == FactProblem::Missing)
        );
    }

    #[test]
    fn a_kommun_of_another_county_is_logged_as_other() {
        let draft = PhoneCallDraft {
            kommun: said("2080"),
            ..least()
        };
        let fault = FactFault {
            field: FactField::Kommun,
            problem: FactProblem::NotListed,
        };
        assert_eq!(draft.log(Instant::default(), &model()), Err(vec![fault]));
        let draft = PhoneCallDraft {
            kommun: said("other"),
            ..least()
        };
        assert!(draft.log(Instant::default(), &model()).is_ok());
    }

    #[test]
    fn a_draft_survives_as_text_and_takes_an_empty_one() {
        let text = serde_json::to_string(&least()).unwrap();
        assert_eq!(
            serde_json::from_str::<PhoneCallDraft>(&text).unwrap(),
            least()
        );
        assert_eq!(
            serde_json::from_str::<PhoneCallDraft>("{}").unwrap(),
            PhoneCallDraft::default()
        );
    }
}
