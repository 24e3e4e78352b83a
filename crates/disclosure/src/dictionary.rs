//! Codes as small integers, in the order of the centre's list.

use std::collections::HashMap;

use fyren_domain::{centre::CentreModel, code::Code, enquiry::Urgency};

use crate::dimension::Dimension;

/// A set of categories of one unit has a bit for each.
pub(crate) const MOST_CATEGORIES: usize = 64;

/// The codes of a dimension. A code the list has lost keeps its place at the end.
#[derive(Clone, Debug)]
pub(crate) struct Dictionary {
    codes: Vec<Code>,
    places: HashMap<Code, u8>,
    unknown: u8,
}

impl Dictionary {
    pub(crate) fn of(dimension: Dimension, model: &CentreModel) -> Self {
        let mut dictionary = Self {
            codes: Vec::new(),
            places: HashMap::new(),
            unknown: 0,
        };
        for code in first_codes(dimension, model) {
            dictionary.place(&code);
        }
        dictionary.unknown = dictionary.place(&Code::unknown());
        dictionary
    }

    /// The codes in order.
    pub(crate) fn codes(&self) -> &[Code] {
        &self.codes
    }

    pub(crate) fn unknown(&self) -> u8 {
        self.unknown
    }

    pub(crate) fn find(&self, code: &Code) -> Option<u8> {
        self.places.get(code).copied()
    }

    /// The place of a code by its text; unknown if it has none.
    pub(crate) fn written(&self, text: &str) -> u8 {
        self.places.get(text).copied().unwrap_or(self.unknown)
    }

    /// The place of a code; a new one is given a place. When all places are taken it is counted as unknown:
    /// a model has fewer codes than there are places.
    pub(crate) fn place(&mut self, code: &Code) -> u8 {
        if let Some(place) = self.find(code) {
            return place;
        }
        if self.codes.len() == MOST_CATEGORIES {
            return self.unknown;
        }
        let place = u8::try_from(self.codes.len()).expect("there are fewer than 256 places");
        self.codes.push(code.clone());
        self.places.insert(code.clone(), place);
        place
    }

    /// The places of several codes as bits; none is unknown.
    pub(crate) fn bits<'c>(&mut self, codes: impl IntoIterator<Item = &'c Code>) -> u64 {
        let bits = codes
            .into_iter()
            .fold(0, |bits, code| bits | 1 << self.place(code));
        if bits == 0 { 1 << self.unknown } else { bits }
    }
}

fn first_codes(dimension: Dimension, model: &CentreModel) -> Vec<Code> {
    let plain = |text: &str| Code::parse(text).expect("a plain code");
    match dimension {
        Dimension::Urgency => Urgency::ALL
            .iter()
            .map(|urgency| plain(urgency.as_str()))
            .collect(),
        Dimension::Journey => ["yes", "no"].map(plain).into(),
        _ => {
            let listed = dimension
                .list()
                .map(|name| model.list(name).entries())
                .unwrap_or_default();
            let listed = listed.iter().map(|listed| listed.code.clone());
            let open = (dimension == Dimension::Outcome).then(|| plain("open"));
            open.into_iter().chain(listed).collect()
        }
    }
}
