//! The page where a professional asks. It is static: the browser seals, and only `/kanal/*` is spoken to.
//!
//! Before the text field stands what not to write, and who will read. Without script the page shows the telephone, never a plain-text form.

use askama::Template;
use fyren_domain::centre::{CentreModel, Notice};
use fyren_domain::code_list::ListName;

use crate::layout::PublicPage;
use crate::paths;
use crate::public_pages::Ground;
use crate::texts::fl;

#[derive(Template)]
#[template(path = "ask/ask.html")]
pub(crate) struct AskPage {
    page: PublicPage,
    phrase_key: String,
    directory_key: String,
    professions: Vec<Choice>,
    organisations: Vec<Choice>,
    kommuner: Vec<Choice>,
    concerns: Vec<Choice>,
    /// The centre's own words before the text field.
    before_text: Option<String>,
    /// When an answer is promised, or that nothing is.
    answer: String,
    /// The centre's own words after sending.
    sent: Option<String>,
}

/// A code with what people read.
struct Choice {
    code: String,
    label: String,
}

impl AskPage {
    pub(crate) fn new(ground: Ground<'_>) -> Self {
        let (model, texts, tag) = (ground.model, ground.language.texts(), ground.language.tag());
        let own = |notice| {
            model
                .notices
                .get(&notice)
                .map(|labels| labels.label(tag).to_owned())
        };
        let answer = match model.answer_within_working_days {
            Some(days) => fl!(texts, "ask-answer-within", days = days),
            None => fl!(texts, "ask-answer-unknown"),
        };
        let kommuner = model.kommuner.iter().map(|kommun| Choice {
            code: kommun.code.to_string(),
            label: kommun.name.clone(),
        });
        Self {
            page: PublicPage::new(model, ground.language, paths::ASK, ground.day),
            phrase_key: ground.phrase_key.to_owned(),
            directory_key: ground.directory_key.to_owned(),
            professions: choices(model, ListName::Profession, tag),
            organisations: choices(model, ListName::Organisation, tag),
            kommuner: kommuner
                .chain([Choice {
                    code: "unknown".into(),
                    label: fl!(texts, "ask-kommun-unknown"),
                }])
                .collect(),
            concerns: choices(model, ListName::Exposure, tag),
            before_text: own(Notice::BeforeText),
            answer,
            sent: own(Notice::Sent),
        }
    }
}

fn choices(model: &CentreModel, list: ListName, tag: &str) -> Vec<Choice> {
    let entries = model.list(list).entries().iter();
    entries
        .map(|listed| Choice {
            code: listed.code.to_string(),
            label: listed.labels.label(tag).to_owned(),
        })
        .collect()
}
