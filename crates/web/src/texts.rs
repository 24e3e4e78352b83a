//! Every word a user sees, from `texts/{sv,en}/fyren-web.ftl`. Swedish is the source; what English lacks is shown in Swedish.
//!
//! `fl!(texts, "message-id", name = value)` gives the text; an unknown message does not compile.

use std::sync::LazyLock;

use i18n_embed::LanguageLoader as _;
use i18n_embed::fluent::FluentLanguageLoader;
pub(crate) use i18n_embed_fl::fl;
use rust_embed::RustEmbed;

/// The texts in one language.
pub type Texts = &'static FluentLanguageLoader;

/// A language the pages are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// The source of all texts, and the only language of the hub.
    Swedish,
    /// The second language of the public pages.
    English,
}

impl Language {
    /// All languages of the public pages.
    pub const ALL: [Language; 2] = [Language::Swedish, Language::English];

    /// The tag for `lang` attributes and headers.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Swedish => "sv",
            Language::English => "en",
        }
    }

    /// The texts in this language.
    pub fn texts(self) -> Texts {
        match self {
            Language::Swedish => &SWEDISH,
            Language::English => &ENGLISH,
        }
    }
}

#[derive(RustEmbed)]
#[folder = "texts/"]
struct Files;

static SWEDISH: LazyLock<FluentLanguageLoader> = LazyLock::new(|| load("sv"));
static ENGLISH: LazyLock<FluentLanguageLoader> = LazyLock::new(|| load("en"));

/// Loads one language, with Swedish behind it. Both are written from left to right, so no isolating marks are needed.
fn load(tag: &str) -> FluentLanguageLoader {
    let swedish = "sv".parse().expect("sv is a language tag");
    let loader = FluentLanguageLoader::new("fyren-web", swedish);
    let language = tag.parse().expect("a language tag");
    loader
        .load_languages(&Files, &[language])
        .expect("the embedded texts are checked by a test");
    loader.set_use_isolating(false);
    loader
}
