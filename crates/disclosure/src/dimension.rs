//! What is counted, and by what it can be counted.

use fyren_domain::{code_list::ListName, written_enum};

written_enum! {
    /// What one is counted. Never added to another.
    pub enum Unit {
        /// Enquiries that have come.
        Enquiries = "enquiries",
        /// Enquiries that were taken on.
        Consultations = "consultations",
        /// Persons exposed or at risk, in consultations.
        ExposedPersons = "exposed_persons",
        /// Persons mentioned with unclear exposure, in consultations.
        PersonsMentioned = "persons_mentioned",
    }
}

written_enum! {
    /// By what units can be laid out.
    pub enum Dimension {
        /// The month an enquiry came; for the other units, the month it was taken on.
        Month = "month",
        /// The asker's kommun.
        Kommun = "kommun",
        /// The asker's profession.
        Profession = "profession",
        /// The asker's organisation.
        Organisation = "organisation",
        /// How the enquiry came.
        Channel = "channel",
        /// What was asked for.
        Kind = "kind",
        /// How soon somebody had to act.
        Urgency = "urgency",
        /// Whether a journey abroad was feared.
        Journey = "journey",
        /// The asker's language.
        Language = "language",
        /// Several: what an enquiry concerns, what a person is exposed to, what any person of a consultation is.
        Exposure = "exposure",
        /// Whom the consultation is about.
        CaseType = "case_type",
        /// How the consultation ended; `open` while it has not.
        Outcome = "outcome",
        /// Several: what was advised.
        Advice = "advice",
        /// Several: the kinds of organisation the asker was shown on to; `none` if there is no referral.
        Referral = "referral",
        /// Sex of an exposed person; several for a consultation.
        Sex = "sex",
        /// Age of an exposed person; several for a consultation.
        AgeBand = "age_band",
        /// Several: who exposes a person, or any person of a consultation.
        Perpetrator = "perpetrator",
    }
}

impl Dimension {
    /// The code list its categories come from; none for months and for what is no list.
    #[must_use]
    pub fn list(self) -> Option<ListName> {
        match self {
            Self::Month | Self::Urgency | Self::Journey => None,
            Self::Kommun => Some(ListName::Kommun),
            Self::Profession => Some(ListName::Profession),
            Self::Organisation | Self::Referral => Some(ListName::Organisation),
            Self::Channel => Some(ListName::Channel),
            Self::Kind => Some(ListName::Kind),
            Self::Language => Some(ListName::Language),
            Self::Exposure => Some(ListName::Exposure),
            Self::CaseType => Some(ListName::CaseType),
            Self::Outcome => Some(ListName::Outcome),
            Self::Advice => Some(ListName::Advice),
            Self::Sex => Some(ListName::Sex),
            Self::AgeBand => Some(ListName::AgeBand),
            Self::Perpetrator => Some(ListName::Perpetrator),
        }
    }

    /// Whether it describes the enquiry a unit came with, and so every unit.
    #[must_use]
    pub fn is_of_enquiry(self) -> bool {
        self <= Self::Language
    }

    fn is_of_person(self) -> bool {
        self == Self::Exposure || self >= Self::Sex
    }
}

impl Unit {
    /// Whether the unit can be laid out by a dimension.
    #[must_use]
    pub fn has(self, dimension: Dimension) -> bool {
        match self {
            Self::Enquiries => dimension <= Dimension::Exposure,
            Self::Consultations | Self::ExposedPersons => true,
            Self::PersonsMentioned => !dimension.is_of_person(),
        }
    }

    /// Whether one unit can stand in several categories of a dimension, so that shares may add up to more than the whole.
    #[must_use]
    pub fn has_several(self, dimension: Dimension) -> bool {
        let several = matches!(
            dimension,
            Dimension::Exposure | Dimension::Advice | Dimension::Referral | Dimension::Perpetrator
        );
        several
            || (self == Self::Consultations
                && matches!(dimension, Dimension::Sex | Dimension::AgeBand))
    }
}
