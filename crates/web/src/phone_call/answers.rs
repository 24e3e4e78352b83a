//! The answers of the call log, read into the facts of an enquiry.

use std::collections::BTreeMap;

use fyren_domain::code::Code;
use fyren_domain::code_list::ListName;
use fyren_domain::enquiry::{EnquiryFacts, FamilyContact, Urgency};
use fyren_domain::journey::Journey;
use fyren_domain::phone_call::PhoneCallDraft;
use fyren_domain::time::Instant;

use crate::choices::{Choices, chosen};
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
            organisation: self.listed("organisation", ListName::Organisation, &mut faults),
            kommun: self.needed("kommun", ListName::Kommun, &mut faults),
            kind: self.needed("kind", ListName::Kind, &mut faults),
            concerns: self.concerns(&mut faults),
            urgency: self.chosen("urgency", Urgency::parse, &mut faults),
            family_contact: self.chosen("family-contact", FamilyContact::parse, &mut faults),
            journey: self.journey(&mut faults),
            minutes: self.minutes(&mut faults),
            language: None,
        };
        let outcome = closes.then(|| self.outcome(&mut faults)).flatten();
        let logged = draft.log(now, self.choices.model());
        for fault in logged.as_ref().err().into_iter().flatten() {
            let message = || fl!(self.texts, "phone-call-fault-list");
            faults.entry(fault.field.as_str()).or_insert_with(message);
        }
        match logged {
            Ok(facts) if faults.is_empty() => Ok(EnquiryFacts { outcome, ..facts }),
            _ => Err(faults),
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
        if self.one(field).is_empty() {
            let field_label = self.label(field);
            let message = fl!(self.texts, "phone-call-fault-required", field = field_label);
            faults.insert(field, message);
        }
        self.listed(field, list, faults)
    }

    /// An answer of a list, if one was given.
    fn listed(&self, field: &'static str, list: ListName, faults: &mut Faults) -> Option<Code> {
        let answer = Some(self.one(field)).filter(|answer| !answer.is_empty())?;
        let code = self.choices.read(list, answer);
        if code.is_none() {
            faults.insert(field, fl!(self.texts, "phone-call-fault-list"));
        }
        code
    }

    /// One of the few answers every centre has.
    fn chosen<T: Default>(
        &self,
        field: &'static str,
        parse: impl Fn(&str) -> Option<T>,
        faults: &mut Faults,
    ) -> T {
        chosen(self.one(field), parse).unwrap_or_else(|| {
            faults.insert(field, fl!(self.texts, "phone-call-fault-list"));
            T::default()
        })
    }

    fn concerns(&self, faults: &mut Faults) -> Vec<Code> {
        let concerns = self
            .choices
            .read_all(ListName::Exposure, self.all("concerns"));
        concerns.unwrap_or_else(|| {
            faults.insert("concerns", fl!(self.texts, "phone-call-fault-list"));
            Vec::new()
        })
    }

    fn outcome(&self, faults: &mut Faults) -> Option<Code> {
        let outcome = self.listed("outcome", ListName::Outcome, faults);
        if outcome.is_none() {
            faults.insert("outcome", fl!(self.texts, "phone-call-fault-outcome"));
        }
        outcome
    }

    fn label(&self, field: &str) -> String {
        match field {
            "channel" => fl!(self.texts, "phone-call-channel"),
            "profession" => fl!(self.texts, "phone-call-profession"),
            "kommun" => fl!(self.texts, "phone-call-kommun"),
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

    fn journey(&self, faults: &mut Faults) -> Journey {
        journey::read(
            self.one("journey"),
            self.one("journey-first"),
            self.one("journey-last"),
        )
        .unwrap_or_else(|_| {
            faults.insert("journey-first", fl!(self.texts, "phone-call-fault-date"));
            Journey::default()
        })
    }
}
