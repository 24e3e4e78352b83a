//! What the triage form holds while it is filled in, and how it becomes facts.

use fyren_domain::code::Code;
use fyren_domain::code_list::ListName;
use fyren_domain::consultation::ConsultationFacts;
use fyren_domain::enquiry::{EnquiryFacts, FamilyContact, Urgency};
use fyren_domain::journey::Journey;
use fyren_domain::person::{ExposedPerson, PersonsMentioned};

use crate::choices::{Choices, chosen};
use crate::form::Faults;
use crate::journey;
use crate::texts::{Texts, fl};

/// As many rows as the form takes; a matter about more persons than this is several matters.
const PERSONS_AT_MOST: usize = 20;
const MENTIONED_BELOW: u16 = 100;

/// The answers as they were typed.
#[derive(Debug, Default)]
pub(crate) struct TriageForm {
    pub(crate) revision: String,
    pub(crate) family_contact: String,
    pub(crate) urgency: String,
    pub(crate) journey: String,
    pub(crate) journey_first: String,
    pub(crate) journey_last: String,
    pub(crate) case_type: String,
    pub(crate) mentioned: String,
    pub(crate) act: String,
    persons: Vec<PersonForm>,
}

/// The answers about one exposed person.
#[derive(Clone, Debug, Default)]
pub(crate) struct PersonForm {
    pub(crate) number: usize,
    pub(crate) sex: String,
    pub(crate) age_band: String,
    exposures: Vec<String>,
    perpetrators: Vec<String>,
}

impl PersonForm {
    /// The name of one of this person's fields.
    pub(crate) fn name(&self, field: &str) -> String {
        format!("person-{}-{field}", self.number)
    }

    pub(crate) fn is_exposed(&self, code: &Code) -> bool {
        self.exposures.iter().any(|chosen| chosen == code.as_str())
    }

    pub(crate) fn is_exposed_by(&self, code: &Code) -> bool {
        self.perpetrators
            .iter()
            .any(|chosen| chosen == code.as_str())
    }

    fn of(number: usize, person: &ExposedPerson) -> Self {
        let texts = |codes: &[Code]| codes.iter().map(Code::to_string).collect();
        Self {
            number,
            sex: person.sex.to_string(),
            age_band: person.age_band.to_string(),
            exposures: texts(&person.exposures),
            perpetrators: texts(&person.perpetrators),
        }
    }

    /// The answers as a person, nothing if one is not in its list.
    fn person(&self, choices: &Choices) -> Option<ExposedPerson> {
        Some(ExposedPerson {
            sex: choices.read(ListName::Sex, &self.sex)?,
            age_band: choices.read(ListName::AgeBand, &self.age_band)?,
            exposures: choices.read_all(ListName::Exposure, &self.exposures)?,
            perpetrators: choices.read_all(ListName::Perpetrator, &self.perpetrators)?,
        })
    }
}

impl TriageForm {
    /// The form as the facts stand.
    pub(crate) fn of(
        revision: String,
        enquiry: &EnquiryFacts,
        consultation: &ConsultationFacts,
    ) -> Self {
        let time = match enquiry.journey {
            Journey::Feared { when } => when,
            Journey::No | Journey::Unknown => None,
        };
        let persons = consultation.exposed.iter().enumerate();
        Self {
            revision,
            family_contact: enquiry.family_contact.as_str().to_owned(),
            urgency: enquiry.urgency.as_str().to_owned(),
            journey: enquiry.journey.as_str().to_owned(),
            journey_first: time.map_or_else(String::new, |time| time.first.to_string()),
            journey_last: time.map_or_else(String::new, |time| time.last.to_string()),
            case_type: consultation.case_type.to_string(),
            mentioned: match consultation.mentioned {
                PersonsMentioned::Unknown => String::new(),
                PersonsMentioned::Count(count) => count.to_string(),
            },
            act: String::new(),
            persons: persons
                .map(|(at, person)| PersonForm::of(at + 1, person))
                .collect(),
        }
    }

    /// The form as it was sent.
    pub(crate) fn read(fields: &[(String, String)]) -> Self {
        let mut form = Self::default();
        for (name, value) in fields {
            form.take(name, value.trim());
        }
        form
    }

    fn take(&mut self, name: &str, value: &str) {
        let place = match name {
            "family-contact" => &mut self.family_contact,
            "urgency" => &mut self.urgency,
            "journey" => &mut self.journey,
            "journey-first" => &mut self.journey_first,
            "journey-last" => &mut self.journey_last,
            "case-type" => &mut self.case_type,
            "mentioned" => &mut self.mentioned,
            "act" => &mut self.act,
            "revision" => &mut self.revision,
            other => return self.take_person(other, value),
        };
        value.clone_into(place);
    }

    fn take_person(&mut self, name: &str, value: &str) {
        let Some((number, field)) = name
            .strip_prefix("person-")
            .and_then(|rest| rest.split_once('-'))
        else {
            return;
        };
        let Some(number) = number
            .parse()
            .ok()
            .filter(|number| (1..=PERSONS_AT_MOST).contains(number))
        else {
            return;
        };
        while self.persons.len() < number {
            self.persons.push(PersonForm {
                number: self.persons.len() + 1,
                ..PersonForm::default()
            });
        }
        let person = &mut self.persons[number - 1];
        match field {
            "sex" => value.clone_into(&mut person.sex),
            "age" => value.clone_into(&mut person.age_band),
            "exposures" => person.exposures.push(value.to_owned()),
            "perpetrators" => person.perpetrators.push(value.to_owned()),
            _ => {}
        }
    }

    /// The rows to show, numbered from one.
    pub(crate) fn persons(&self) -> &[PersonForm] {
        &self.persons
    }

    /// Adds or removes a row if that was asked for, and says whether it was.
    pub(crate) fn rearrange(&mut self) -> bool {
        if self.act == "add" {
            if self.persons.len() < PERSONS_AT_MOST {
                self.persons.push(PersonForm::default());
            }
        } else if let Some(number) = self.act.strip_prefix("remove-") {
            self.persons
                .retain(|person| person.number.to_string() != number);
        } else {
            return false;
        }
        for (at, person) in self.persons.iter_mut().enumerate() {
            person.number = at + 1;
        }
        true
    }

    /// Writes the answers into the facts, and says what is wrong with them: then the facts are of no use.
    pub(crate) fn apply(
        &self,
        choices: &Choices,
        texts: Texts,
        enquiry: &mut EnquiryFacts,
        consultation: &mut ConsultationFacts,
    ) -> Faults {
        let family_contact = chosen(&self.family_contact, FamilyContact::parse);
        let urgency = chosen(&self.urgency, Urgency::parse);
        let journey = journey::read(&self.journey, &self.journey_first, &self.journey_last);
        let case_type = choices.read(ListName::CaseType, &self.case_type);
        let persons = self.persons.iter().map(|person| person.person(choices));
        let exposed: Option<Vec<_>> = persons.collect();
        let mentioned = self.mentioned();
        let unlisted = fl!(texts, "triage-list-fault");
        let mut faults = Faults::default();
        faults.add_wrong([
            ("family-contact", family_contact.is_none(), unlisted.clone()),
            ("urgency", urgency.is_none(), unlisted.clone()),
            (
                "journey-first",
                journey.is_err(),
                fl!(texts, "triage-journey-fault"),
            ),
            ("case-type", case_type.is_none(), unlisted.clone()),
            ("persons", exposed.is_none(), unlisted),
            (
                "mentioned",
                mentioned.is_none(),
                fl!(texts, "triage-mentioned-fault"),
            ),
        ]);
        enquiry.family_contact = family_contact.unwrap_or_default();
        enquiry.urgency = urgency.unwrap_or_default();
        enquiry.journey = journey.unwrap_or_default();
        consultation.case_type = case_type.unwrap_or_default();
        consultation.exposed = exposed.unwrap_or_default();
        consultation.mentioned = mentioned.unwrap_or_default();
        faults
    }

    /// How many more were mentioned; unknown where nothing is typed, nothing for what is no such number.
    fn mentioned(&self) -> Option<PersonsMentioned> {
        if self.mentioned.is_empty() {
            return Some(PersonsMentioned::Unknown);
        }
        let count = self.mentioned.parse().ok();
        count
            .filter(|count| *count < MENTIONED_BELOW)
            .map(PersonsMentioned::Count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(fields: &[(&str, &str)]) -> TriageForm {
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        TriageForm::read(&fields)
    }

    #[test]
    fn a_row_can_be_added_and_removed_without_losing_the_others() {
        let mut form = sent(&[
            ("person-1-sex", "girl_woman"),
            ("person-2-sex", "boy_man"),
            ("act", "add"),
        ]);
        assert!(form.rearrange());
        assert_eq!(form.persons().len(), 3);
        form.act = "remove-1".to_owned();
        assert!(form.rearrange());
        assert_eq!(form.persons()[0].sex, "boy_man");
        assert_eq!(form.persons()[1].number, 2);
    }

    #[test]
    fn nobody_makes_rows_without_end() {
        assert!(
            sent(&[("person-1000000-sex", "girl_woman")])
                .persons()
                .is_empty()
        );
    }
}
