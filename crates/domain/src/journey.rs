//! Worry that somebody will be taken abroad, and when.

use serde::{Deserialize, Serialize};

use crate::time::Date;

/// Whether somebody fears a journey abroad. Unknown until asked.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "worry", rename_all = "snake_case")]
pub enum Journey {
    /// Nobody fears it.
    No,
    /// Somebody does.
    Feared {
        /// When it may begin, if that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        when: Option<JourneyTime>,
    },
    /// Not known, not asked.
    #[default]
    #[serde(other)]
    Unknown,
}

/// The day, or the first and last day, on which a feared journey may begin.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct JourneyTime {
    /// The first day it may begin.
    pub first: Date,
    /// The last day it may begin; the same as `first` when the day is known.
    pub last: Date,
}

impl Journey {
    /// The first day a feared journey may begin, if there is such a day.
    #[must_use]
    pub fn first_day(self) -> Option<Date> {
        match self {
            Self::Feared { when } => when.map(|time| time.first),
            Self::No | Self::Unknown => None,
        }
    }

    /// Whether its last day lies before its first.
    #[must_use]
    pub fn is_out_of_order(self) -> bool {
        matches!(self, Self::Feared { when: Some(time) } if time.last < time.first)
    }

    /// `yes`, `no` or `unknown`, as it is counted.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Feared { .. } => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }
}
