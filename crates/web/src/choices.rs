//! The answers a form of the hub offers: the centre's code lists with their labels, in the order people should meet them.
//!
//! What a form sends back is read here too, so that no code from outside a list ever reaches the facts.

use std::sync::Arc;

use fyren_domain::centre::CentreModel;
use fyren_domain::code::Code;
use fyren_domain::code_list::ListName;
use fyren_domain::enquiry::{FamilyContact, Urgency};

use crate::texts::{Language, Texts, fl};

/// The lists of one centre, as its staff read them.
#[derive(Clone)]
pub(crate) struct Choices {
    model: Arc<CentreModel>,
    texts: Texts,
}

impl Choices {
    pub(crate) fn of(model: Arc<CentreModel>) -> Self {
        Self {
            model,
            texts: Language::Swedish.texts(),
        }
    }

    /// The centre's model.
    pub(crate) fn model(&self) -> &CentreModel {
        &self.model
    }

    /// Every code of a list with its label.
    pub(crate) fn list(&self, name: ListName) -> Vec<(Code, String)> {
        let labelled = |code: &Code| (code.clone(), self.label(name, code));
        self.model
            .list(name)
            .entries()
            .iter()
            .map(|listed| labelled(&listed.code))
            .collect()
    }

    /// What people read for a code.
    pub(crate) fn label(&self, name: ListName, code: &Code) -> String {
        self.model
            .list(name)
            .label(code, Language::Swedish.tag())
            .to_owned()
    }

    /// Several codes as people read them; none is unknown.
    pub(crate) fn labels(&self, name: ListName, codes: &[Code]) -> String {
        if codes.is_empty() {
            return fl!(self.texts, "triage-nothing");
        }
        codes
            .iter()
            .map(|code| self.label(name, code))
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// Whether the family may be contacted: `no` comes first.
    pub(crate) fn family_contact(&self) -> Vec<(&'static str, String)> {
        FamilyContact::ALL
            .iter()
            .map(|&answer| (answer.as_str(), self.family_label(answer)))
            .collect()
    }

    /// What people read about contact with the family.
    pub(crate) fn family_label(&self, answer: FamilyContact) -> String {
        match answer {
            FamilyContact::No => fl!(self.texts, "triage-family-no"),
            FamilyContact::Yes => fl!(self.texts, "triage-family-yes"),
            FamilyContact::Unknown => fl!(self.texts, "triage-family-unknown"),
        }
    }

    /// How soon somebody has to act.
    pub(crate) fn urgency(&self) -> Vec<(&'static str, String)> {
        Urgency::ALL
            .iter()
            .map(|&urgency| (urgency.as_str(), self.urgency_label(urgency)))
            .collect()
    }

    /// What people read about urgency.
    pub(crate) fn urgency_label(&self, urgency: Urgency) -> String {
        match urgency {
            Urgency::Urgent => fl!(self.texts, "triage-urgency-urgent"),
            Urgency::Soon => fl!(self.texts, "triage-urgency-soon"),
            Urgency::Normal => fl!(self.texts, "triage-urgency-normal"),
            Urgency::Unknown => fl!(self.texts, "triage-urgency-unknown"),
        }
    }

    /// Whether somebody fears a journey abroad.
    pub(crate) fn journey(&self) -> Vec<(&'static str, String)> {
        vec![
            ("yes", fl!(self.texts, "triage-journey-yes")),
            ("no", fl!(self.texts, "triage-journey-no")),
            ("unknown", fl!(self.texts, "triage-journey-unknown")),
        ]
    }

    /// A code of the list, `unknown` for an empty answer, nothing for one that is not in the list.
    pub(crate) fn read(&self, name: ListName, answer: &str) -> Option<Code> {
        let code = read(answer)?;
        self.model.list(name).contains(&code).then_some(code)
    }

    /// The codes of several answers, nothing if one is not in the list. `unknown` beside others says nothing.
    pub(crate) fn read_all(&self, name: ListName, answers: &[String]) -> Option<Vec<Code>> {
        let mut codes: Vec<Code> = answers
            .iter()
            .map(|answer| self.read(name, answer))
            .collect::<Option<_>>()?;
        codes.retain(|code| !code.is_unknown());
        Some(codes)
    }
}

/// One of the few answers every centre has: the usual one where none was given, nothing for one there is not.
pub(crate) fn chosen<T: Default>(answer: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
    if answer.is_empty() {
        Some(T::default())
    } else {
        parse(answer)
    }
}

fn read(answer: &str) -> Option<Code> {
    if answer.is_empty() {
        Some(Code::unknown())
    } else {
        Code::parse(answer).ok()
    }
}
