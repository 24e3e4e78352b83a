//! What a page shows when a text could tell who it is about. The browser looks, by `assets/deidentify.js`,
//! before anything is sealed; nothing is sent here to be looked at.

use askama::Template;

use crate::texts::{Texts, fl};

#[derive(Template)]
#[template(path = "deidentify/part.html")]
struct Part<'a> {
    texts: Texts,
    field: &'a str,
    reasons: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "deidentify/words.html")]
struct Words {
    kinds: Vec<(&'static str, String)>,
    reasons: Vec<(&'static str, String)>,
}

/// What findings and reasons are called, once on each page that shows any.
pub(crate) fn words(texts: Texts) -> String {
    let words = Words {
        kinds: kinds(texts),
        reasons: reasons(texts),
    };
    words.render().expect("memory can be written to")
}

/// The place below a text field where findings are shown, hidden until there are any.
pub(crate) fn part(texts: Texts, field: &str) -> String {
    let part = Part {
        texts,
        field,
        reasons: reasons(texts),
    };
    part.render().expect("memory can be written to")
}

/// By the codes of the browser module.
fn kinds(texts: Texts) -> Vec<(&'static str, String)> {
    vec![
        ("personnummer", fl!(texts, "deidentify-personnummer")),
        (
            "samordningsnummer",
            fl!(texts, "deidentify-samordningsnummer"),
        ),
        ("interim", fl!(texts, "deidentify-interim")),
        ("national-reserve", fl!(texts, "deidentify-reserve")),
        ("regional-reserve", fl!(texts, "deidentify-reserve")),
        ("telephone", fl!(texts, "deidentify-telephone")),
        ("e-mail", fl!(texts, "deidentify-e-mail")),
        ("handle", fl!(texts, "deidentify-handle")),
        ("address", fl!(texts, "deidentify-address")),
        ("postcode", fl!(texts, "deidentify-postcode")),
        ("diary-number", fl!(texts, "deidentify-diary-number")),
        ("school", fl!(texts, "deidentify-school")),
        ("workplace", fl!(texts, "deidentify-workplace")),
        ("name", fl!(texts, "deidentify-name")),
        ("date", fl!(texts, "deidentify-date")),
        ("small-place", fl!(texts, "deidentify-small-place")),
    ]
}

/// Why something may stay. The reason is sealed with the text.
fn reasons(texts: Texts) -> Vec<(&'static str, String)> {
    vec![
        ("nobody", fl!(texts, "deidentify-nobody")),
        ("public", fl!(texts, "deidentify-public")),
        ("needed", fl!(texts, "deidentify-needed")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Language;

    #[test]
    fn every_kind_the_module_finds_has_words() {
        let kinds = kinds(Language::Swedish.texts());
        let codes: Vec<_> = kinds.iter().map(|(code, _)| *code).collect();
        let found = fyren_deidentify::Kind::ALL.map(fyren_deidentify::Kind::code);
        assert_eq!(codes, found);
    }
}
