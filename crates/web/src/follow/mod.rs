//! The page where an asker reads answers with five words. Static like the asking page; keys live in the worker's memory alone.

use askama::Template;

use crate::layout::PublicPage;
use crate::paths;
use crate::public_pages::Ground;
use crate::texts::fl;

#[derive(Template)]
#[template(path = "follow/follow.html")]
pub(crate) struct FollowPage {
    page: PublicPage,
    phrase_key: String,
}

impl FollowPage {
    pub(crate) fn new(ground: Ground<'_>) -> Self {
        Self {
            page: PublicPage::new(ground.model, ground.language, paths::FOLLOW, ground.day),
            phrase_key: ground.phrase_key.to_owned(),
        }
    }
}
