//! What somebody wants to see counted.

use std::collections::BTreeSet;

use fyren_domain::{code::Code, id::MatterId};

use crate::{
    dimension::{Dimension, Unit},
    month::Period,
};

/// What to count, by which dimensions, and of which rows.
#[derive(Clone, Debug)]
pub struct Question {
    pub(crate) unit: Unit,
    pub(crate) dimensions: Vec<Dimension>,
    pub(crate) period: Option<Period>,
    pub(crate) only: Vec<(Dimension, Code)>,
    pub(crate) without: BTreeSet<MatterId>,
}

/// Why a question has no answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum QuestionFault {
    /// The unit knows nothing of the dimension.
    #[error("{unit} cannot be counted by {dimension}")]
    NotForUnit {
        /// The unit.
        unit: Unit,
        /// The dimension.
        dimension: Dimension,
    },
    /// The same dimension was asked for twice.
    #[error("{dimension} stands in the question twice")]
    Repeated {
        /// The dimension.
        dimension: Dimension,
    },
    /// The table would have more cells than anybody could read.
    #[error("the table would be too wide")]
    TooWide,
}

impl Question {
    /// Counts a unit.
    #[must_use]
    pub fn how_many(unit: Unit) -> Self {
        Self {
            unit,
            dimensions: Vec::new(),
            period: None,
            only: Vec::new(),
            without: BTreeSet::new(),
        }
    }

    /// Lays the counts out by a dimension more.
    #[must_use]
    pub fn by(mut self, dimension: Dimension) -> Self {
        self.dimensions.push(dimension);
        self
    }

    /// Counts only what belongs to a period.
    #[must_use]
    pub fn within(mut self, period: Period) -> Self {
        self.period = Some(period);
        self
    }

    /// Counts only what stands in a category of a list; for months see [`Question::within`].
    #[must_use]
    pub fn only(mut self, dimension: Dimension, code: Code) -> Self {
        self.only.push((dimension, code));
        self
    }

    /// Leaves matters out, such as those the reader is excluded from.
    #[must_use]
    pub fn without(mut self, matters: impl IntoIterator<Item = MatterId>) -> Self {
        self.without.extend(matters);
        self
    }

    pub(crate) fn check(&self) -> Result<(), QuestionFault> {
        for (place, dimension) in self.dimensions.iter().enumerate() {
            if self.dimensions[..place].contains(dimension) {
                return Err(QuestionFault::Repeated {
                    dimension: *dimension,
                });
            }
        }
        let asked = self
            .dimensions
            .iter()
            .chain(self.only.iter().map(|(dimension, _)| dimension));
        match asked
            .into_iter()
            .find(|dimension| !self.unit.has(**dimension))
        {
            Some(dimension) => Err(QuestionFault::NotForUnit {
                unit: self.unit,
                dimension: *dimension,
            }),
            None => Ok(()),
        }
    }
}
