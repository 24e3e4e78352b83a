//! The public pages of one centre: rendered once, kept in memory, the same bytes for everybody.
//!
//! They are rendered again when the model changes and when a day ends, because a fact may be overdue the next day. Nothing of a request goes into them.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use fyren_domain::centre::CentreModel;
use fyren_domain::time::Date;

use crate::app::App;
use crate::assets::accepts_brotli;
use crate::centres::VisitedCentre;
use crate::error::Error;
use crate::texts::Language;
use crate::{about, ask, follow, interruption, paths, start};

/// Their addresses, which English has below its own.
const ALL: [&str; 6] = [
    paths::START,
    paths::BEFORE_ASK,
    paths::BEFORE_FOLLOW,
    paths::ASK,
    paths::FOLLOW,
    paths::ABOUT,
];

/// All public pages of one centre on one day.
pub(crate) struct PublicPages {
    pub(crate) day: Date,
    pages: BTreeMap<String, Arc<Rendered>>,
}

/// One page as it is sent.
struct Rendered {
    plain: Bytes,
    brotli: Bytes,
}

/// What every public page is rendered from.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'a> {
    pub(crate) model: &'a CentreModel,
    pub(crate) language: Language,
    pub(crate) day: Date,
    /// The public half of the server's phrase key, pinned in the page.
    pub(crate) phrase_key: &'a str,
    /// The public key of the centre's directory, pinned too.
    pub(crate) directory_key: &'a str,
}

impl PublicPages {
    pub(crate) fn render(
        model: &CentreModel,
        phrase_key: &str,
        directory_key: &str,
        day: Date,
    ) -> Result<Self, askama::Error> {
        let mut pages = BTreeMap::new();
        for language in Language::ALL {
            let ground = Ground {
                model,
                language,
                day,
                phrase_key,
                directory_key,
            };
            let mut put = |path: &str, page: String| {
                pages.insert(
                    paths::in_language(language, path),
                    Arc::new(Rendered::of(page)),
                )
            };
            put(paths::START, start::StartPage::new(ground).render()?);
            let before = interruption::InterruptionPage::before_ask(ground);
            put(paths::BEFORE_ASK, before.render()?);
            let before = interruption::InterruptionPage::before_follow(ground);
            put(paths::BEFORE_FOLLOW, before.render()?);
            put(paths::ASK, ask::AskPage::new(ground).render()?);
            put(paths::FOLLOW, follow::FollowPage::new(ground).render()?);
            put(paths::ABOUT, about::AboutPage::new(ground).render()?);
        }
        Ok(Self { day, pages })
    }
}

impl Rendered {
    fn of(page: String) -> Self {
        let mut brotli = Vec::new();
        let mut writer = brotli::CompressorWriter::new(&mut brotli, 4096, 9, 20);
        writer
            .write_all(page.as_bytes())
            .expect("memory can be written to");
        drop(writer);
        Self {
            plain: page.into(),
            brotli: brotli.into(),
        }
    }
}

pub(crate) fn routes() -> Router<App> {
    let mut routes = Router::new();
    for language in Language::ALL {
        for path in ALL {
            routes = routes.route(&paths::in_language(language, path), get(show));
        }
    }
    routes
}

async fn show(
    State(app): State<App>,
    visited: Result<VisitedCentre, Error>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let Ok(VisitedCentre(model)) = visited else {
        return Ok(Redirect::to(paths::SETUP).into_response());
    };
    let pages = app.public_pages(&model)?;
    let page = pages.pages.get(uri.path()).ok_or(Error::NotFound)?;
    let mut response = if accepts_brotli(&headers) {
        (
            [(header::CONTENT_ENCODING, "br")],
            Html(page.brotli.clone()),
        )
            .into_response()
    } else {
        Html(page.plain.clone()).into_response()
    };
    response
        .headers_mut()
        .insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    Ok(response)
}
