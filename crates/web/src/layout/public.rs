//! The frame of public pages: a neutral title, the way out first, the other language.

use crate::paths;
use crate::texts::{Language, Texts};

/// What the frame of a public page shows.
pub(crate) struct PublicPage {
    pub(crate) language: Language,
    pub(crate) texts: Texts,
    /// The centre's name.
    pub(crate) centre: String,
    path: &'static str,
}

/// The same page in another language.
pub(crate) struct Other {
    pub(crate) path: String,
    pub(crate) tag: &'static str,
    pub(crate) label: &'static str,
}

impl PublicPage {
    /// The frame of the page at this (Swedish) path.
    pub(crate) fn new(language: Language, centre: impl Into<String>, path: &'static str) -> Self {
        Self {
            language,
            texts: language.texts(),
            centre: centre.into(),
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
        others
            .map(|language| Other {
                path: paths::in_language(language, self.path),
                tag: language.tag(),
                label: own_name(language),
            })
            .collect()
    }
}

/// What a language calls itself.
fn own_name(language: Language) -> &'static str {
    match language {
        Language::Swedish => "Svenska",
        Language::English => "English",
    }
}
