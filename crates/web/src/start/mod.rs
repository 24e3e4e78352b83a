//! The first page: who this is for, the two doors, and the telephone. Neutral to whoever sees it over a shoulder.

use askama::Template;
use fyren_domain::centre::Notice;

use crate::layout::PublicPage;
use crate::paths;
use crate::public_pages::Ground;
use crate::texts::fl;

#[derive(Template)]
#[template(path = "start/start.html")]
pub(crate) struct StartPage {
    page: PublicPage,
    welcome: String,
}

impl StartPage {
    pub(crate) fn new(ground: Ground<'_>) -> Self {
        let own = ground.model.notices.get(&Notice::Welcome);
        let welcome = own.map_or_else(
            || fl!(ground.language.texts(), "start-welcome"),
            |labels| labels.label(ground.language.tag()).to_owned(),
        );
        Self {
            page: PublicPage::new(ground.model, ground.language, paths::START, ground.day),
            welcome,
        }
    }
}
