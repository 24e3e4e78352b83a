//! The frame of public pages: a neutral title, the way out first, the other language, and how to reach somebody by telephone.

use fyren_domain::centre::{CentreModel, Sourced, Telephone};
use fyren_domain::time::Date;

use crate::paths;
use crate::texts::{Language, Texts};

/// A fact checked longer ago than this is shown as overdue.
const OVERDUE_DAYS: i32 = 183;

/// What the frame of a public page shows.
pub(crate) struct PublicPage {
    pub(crate) language: Language,
    pub(crate) texts: Texts,
    /// Tells nothing to whoever sees it over a shoulder, and is the same on every page.
    pub(crate) title: String,
    /// The centre's name.
    pub(crate) centre: String,
    pub(crate) phones: Vec<Phone>,
    pub(crate) visits: Vec<Visit>,
    path: &'static str,
}

/// A telephone number with what a caller should know.
pub(crate) struct Phone {
    pub(crate) label: String,
    pub(crate) number: String,
    pub(crate) hours: Option<String>,
    pub(crate) checked: Checked,
}

/// Where and when to visit.
pub(crate) struct Visit {
    pub(crate) place: String,
    pub(crate) hours: String,
    pub(crate) checked: Checked,
}

/// Where a fact is from, and whether it should have been checked again by now.
pub(crate) struct Checked {
    pub(crate) source: String,
    pub(crate) on: Date,
    pub(crate) overdue: bool,
}

/// The same page in another language.
pub(crate) struct Other {
    pub(crate) path: String,
    pub(crate) tag: &'static str,
    pub(crate) label: &'static str,
}

impl PublicPage {
    /// The frame of the page at this (Swedish) path, as it is on this day.
    pub(crate) fn new(
        model: &CentreModel,
        language: Language,
        path: &'static str,
        today: Date,
    ) -> Self {
        let tag = language.tag();
        let phones = model
            .telephones
            .iter()
            .map(|telephone| phone(telephone, tag, today));
        let visits = model.visiting_hours.iter().map(|visit| Visit {
            place: visit.value.place.label(tag).to_owned(),
            hours: visit.value.hours.label(tag).to_owned(),
            checked: checked(visit, today),
        });
        Self {
            language,
            texts: language.texts(),
            title: model.public_title.label(tag).to_owned(),
            centre: model.name.value.label(tag).to_owned(),
            phones: phones.collect(),
            visits: visits.collect(),
            path,
        }
    }

    /// A public address in this page's language.
    pub(crate) fn path(&self, path: &str) -> String {
        paths::in_language(self.language, path)
    }

    pub(crate) fn others(&self) -> Vec<Other> {
        let others = Language::ALL
            .into_iter()
            .filter(|&language| language != self.language);
        let other = |language| Other {
            path: paths::in_language(language, self.path),
            tag: Language::tag(language),
            label: own_name(language),
        };
        others.map(other).collect()
    }
}

fn phone(telephone: &Sourced<Telephone>, tag: &str, today: Date) -> Phone {
    Phone {
        label: telephone.value.label.label(tag).to_owned(),
        number: telephone.value.number.clone(),
        hours: telephone
            .value
            .hours
            .as_ref()
            .map(|hours| hours.label(tag).to_owned()),
        checked: checked(telephone, today),
    }
}

fn checked<T>(fact: &Sourced<T>, today: Date) -> Checked {
    let on = fact.source.checked_on;
    let days = (today - on).get_days();
    Checked {
        source: fact.source.shown().to_owned(),
        on,
        overdue: days > OVERDUE_DAYS,
    }
}

/// What a language calls itself.
fn own_name(language: Language) -> &'static str {
    match language {
        Language::Swedish => "Svenska",
        Language::English => "English",
    }
}
