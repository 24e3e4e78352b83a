//! The answers of the call log, read into the facts of an enquiry.

use std::collections::BTreeMap;

use fyren_domain::code::Code;
use fyren_domain::code_list::ListName;
use fyren_domain::enquiry::{EnquiryFacts, FamilyContact, Urgency};
use fyren_domain::phone_call::PhoneCallDraft;
use fyren_domain::time::Instant;

use crate::choices::Choices;
use crate::journey;
use crate::texts::{Texts, fl};

const MINUTES_AT_MOST: u32 = 600;

/// What was answered, by field.
pub(super) struct Answers<'a> {
    sent: &'a BTreeMap<String, Vec<String>>,
    choices: Choices,
    texts: Texts,
}

type Faults = BTreeMap<&'static str, String>;

impl<'a> Answers<'a> {
    pub(super) fn new(
        sent: &'a BTreeMap<String, Vec<String>>,
        choices: Choices,
        texts: Texts,
    ) -> Self {
        Self {
            sent,
            choices,
            texts,
        }
    }

    /// The facts, or what is wrong by field. A call that is closed at once says how it ended.
    pub(super) fn read(&self, now: Instant, closes: bool) -> Result<EnquiryFacts, Faults> {
        let mut faults = Faults::new();
        let draft = PhoneCallDraft {
            channel: self.needed("channel", ListName::Channel, &mut faults),
            profession: self.needed("profession", ListName::Profession, &mut faults),
            organisation: self
                .choices
                .read(ListName::Organisation, self.one("organisation")),
            kommun: self.needed("kommun", ListName::Kommun, &mut faults),
            kind: self.needed("kind", ListName::Kind, &mut faults),
            concerns: self
                .choices
                .read_all(ListName::Exposure, self.all("concerns")),
            urgency: Urgency::parse(self.one("urgency")).unwrap_or_default(),
            family_contact: FamilyContact::parse(self.one("family-contact")).unwrap_or_default(),
            journey: self.journey(&mut faults),
            minutes: self.minutes(&mut faults),
            language: None,
        };
        let outcome = if closes {
            self.needed("outcome", ListName::Outcome, &mut faults)
        } else {
            None
        };
        if closes && outcome.is_none() {
            faults.insert("outcome", fl!(self.texts, "phone-call-fault-outcome"));
        }
        match draft.log(now, self.choices.model()) {
            Ok(facts) if faults.is_empty() => Ok(EnquiryFacts { outcome, ..facts }),
            Ok(_) => Err(faults),
            // Each fault of the rule is one of a field read above; this is what is left should a list and the rule disagree.
            Err(rule) if faults.is_empty() => {
                faults.extend(rule.iter().map(|fault| {
                    (
                        fault.field.as_str(),
                        fl!(self.texts, "phone-call-fault-list"),
                    )
                }));
                Err(faults)
            }
            Err(_) => Err(faults),
        }
    }

    fn all(&self, field: &str) -> &[String] {
        self.sent.get(field).map_or(&[], Vec::as_slice)
    }

    fn one(&self, field: &str) -> &str {
        self.all(field).first().map_or("", |answer| answer.trim())
    }

    /// An answer that must be given; `unknown` is one.
    fn needed(&self, field: &'static str, list: ListName, faults: &mut Faults) -> Option<Code> {
        let answer = self.one(field);
        if answer.is_empty() {
            faults.insert(
                field,
                fl!(
                    self.texts,
                    "phone-call-fault-required",
                    field = self.label(field)
                ),
            );
            return None;
        }
        let code = self.choices.read(list, answer);
        if code.is_none() {
            faults.insert(field, fl!(self.texts, "phone-call-fault-list"));
        }
        code
    }

    fn label(&self, field: &str) -> String {
        match field {
            "channel" => fl!(self.texts, "phone-call-channel"),
            "profession" => fl!(self.texts, "phone-call-profession"),
            "kommun" => fl!(self.texts, "phone-call-kommun"),
            "outcome" => fl!(self.texts, "phone-call-outcome"),
            _ => fl!(self.texts, "phone-call-kind"),
        }
    }

    fn minutes(&self, faults: &mut Faults) -> Option<u32> {
        let typed = self.one("minutes");
        let minutes = typed
            .parse()
            .ok()
            .filter(|minutes| *minutes <= MINUTES_AT_MOST);
        if minutes.is_none() && !typed.is_empty() {
            faults.insert("minutes", fl!(self.texts, "phone-call-fault-minutes"));
        }
        minutes
    }

    fn journey(&self, faults: &mut Faults) -> fyren_domain::journey::Journey {
        journey::read(
            self.one("journey"),
            self.one("journey-first"),
            self.one("journey-last"),
        )
        .unwrap_or_else(|_| {
            faults.insert("journey-first", fl!(self.texts, "phone-call-fault-date"));
            fyren_domain::journey::Journey::default()
        })
    }
}
