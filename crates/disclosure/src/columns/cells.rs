//! Facts written as cells: which place of which dimension.

use fyren_domain::{
    code::Code, consultation::ConsultationFacts, enquiry::EnquiryFacts, person::ExposedPerson,
};

use super::Columns;
use crate::{dimension::Dimension, table::Cell};

impl Columns {
    pub(super) fn consultation_cells(
        &mut self,
        facts: &ConsultationFacts,
    ) -> Vec<(Dimension, Cell)> {
        let code = |text| Code::parse(text).expect("a plain code");
        let outcome = facts.outcome.clone().unwrap_or_else(|| code("open"));
        let none = code("none");
        let referrals: Vec<_> = match facts.referrals.as_slice() {
            [] => vec![&none],
            some => some.iter().map(|referral| &referral.organisation).collect(),
        };
        vec![
            self.one(Dimension::CaseType, &facts.case_type),
            self.one(Dimension::Outcome, &outcome),
            self.several(Dimension::Advice, &facts.advice),
            self.several(Dimension::Referral, referrals),
        ]
    }

    pub(super) fn person_cells(&mut self, person: &ExposedPerson) -> Vec<(Dimension, Cell)> {
        vec![
            self.one(Dimension::Sex, &person.sex),
            self.one(Dimension::AgeBand, &person.age_band),
            self.several(Dimension::Exposure, &person.exposures),
            self.several(Dimension::Perpetrator, &person.perpetrators),
        ]
    }

    /// What holds for any exposed person of a consultation.
    pub(super) fn persons_cells(&mut self, persons: &[ExposedPerson]) -> Vec<(Dimension, Cell)> {
        let exposures: Vec<_> = persons
            .iter()
            .flat_map(|person| known_or_unknown(&person.exposures))
            .collect();
        let perpetrators: Vec<_> = persons
            .iter()
            .flat_map(|person| known_or_unknown(&person.perpetrators))
            .collect();
        vec![
            self.several(Dimension::Sex, persons.iter().map(|person| &person.sex)),
            self.several(
                Dimension::AgeBand,
                persons.iter().map(|person| &person.age_band),
            ),
            self.several(Dimension::Exposure, exposures.iter()),
            self.several(Dimension::Perpetrator, perpetrators.iter()),
        ]
    }

    fn one(&mut self, dimension: Dimension, code: &Code) -> (Dimension, Cell) {
        (
            dimension,
            Cell::One(self.dictionaries[dimension as usize].place(code)),
        )
    }

    fn written(&self, dimension: Dimension, text: &str) -> (Dimension, Cell) {
        (
            dimension,
            Cell::One(self.dictionary(dimension).written(text)),
        )
    }

    pub(super) fn several<'c>(
        &mut self,
        dimension: Dimension,
        codes: impl IntoIterator<Item = &'c Code>,
    ) -> (Dimension, Cell) {
        let bits = self.dictionaries[dimension as usize].bits(codes);
        (dimension, Cell::Several(bits))
    }

    /// What an enquiry says about every unit that comes of it.
    pub(super) fn enquiry_cells(&mut self, facts: &EnquiryFacts) -> Vec<(Dimension, Cell)> {
        vec![
            self.one(Dimension::Kommun, &facts.kommun),
            self.one(Dimension::Profession, &facts.profession),
            self.one(Dimension::Organisation, &facts.organisation),
            self.one(Dimension::Channel, &facts.channel),
            self.one(Dimension::Kind, &facts.kind),
            self.written(Dimension::Urgency, facts.urgency.as_str()),
            self.written(Dimension::Journey, facts.journey.as_str()),
            self.one(Dimension::Language, &facts.language),
        ]
    }
}

fn known_or_unknown(codes: &[Code]) -> Vec<Code> {
    if codes.is_empty() {
        vec![Code::unknown()]
    } else {
        codes.to_vec()
    }
}
