//! What the centre can and cannot promise, in plain words: every promise with its limit.

use askama::Template;
use fyren_domain::centre::Notice;

use crate::layout::PublicPage;
use crate::paths;
use crate::public_pages::Ground;
use crate::texts::fl;

#[derive(Template)]
#[template(path = "about/about.html")]
pub(crate) struct AboutPage {
    page: PublicPage,
    /// What this centre itself adds.
    promise: Option<String>,
    duty: Option<Duty>,
}

/// The duty to report, with its place in the law as far as it is known.
struct Duty {
    text: String,
    place: String,
    source: String,
    checked_on: String,
}

impl AboutPage {
    pub(crate) fn new(ground: Ground<'_>) -> Self {
        let tag = ground.language.tag();
        let promise = ground.model.notices.get(&Notice::Promise);
        let duty = ground.model.duty_to_report.as_ref().map(|duty| Duty {
            text: duty.value.text.label(tag).to_owned(),
            place: [Some(duty.value.act.clone()), duty.value.section.clone()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", "),
            source: duty.source.shown().to_owned(),
            checked_on: duty.source.checked_on.to_string(),
        });
        Self {
            page: PublicPage::new(ground.model, ground.language, paths::ABOUT, ground.day),
            promise: promise.map(|labels| labels.label(tag).to_owned()),
            duty,
        }
    }
}
