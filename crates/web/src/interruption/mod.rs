//! The page before the first sensitive one: what stays on the machine, what cannot be helped, how to get away, and one press to go on.
//!
//! It comes each time, because remembering that somebody has seen it would be a trace. Who opens the address behind it directly goes past it.

use askama::Template;

use crate::layout::PublicPage;
use crate::paths;
use crate::public_pages::Ground;
use crate::texts::fl;

#[derive(Template)]
#[template(path = "interruption/show.html")]
pub(crate) struct InterruptionPage {
    page: PublicPage,
    /// The address it stands before.
    next: &'static str,
    go_on: String,
}

impl InterruptionPage {
    pub(crate) fn before_ask(ground: Ground<'_>) -> Self {
        let go_on = fl!(ground.language.texts(), "interruption-ask");
        Self::new(ground, paths::BEFORE_ASK, paths::ASK, go_on)
    }

    pub(crate) fn before_follow(ground: Ground<'_>) -> Self {
        let go_on = fl!(ground.language.texts(), "interruption-follow");
        Self::new(ground, paths::BEFORE_FOLLOW, paths::FOLLOW, go_on)
    }

    fn new(ground: Ground<'_>, path: &'static str, next: &'static str, go_on: String) -> Self {
        Self {
            page: PublicPage::new(ground.model, ground.language, path, ground.day),
            next,
            go_on,
        }
    }
}
