//! Live news for open pages of the hub: a word that something changed, never what.

use std::convert::Infallible;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, HeaderName};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::get;
use futures_util::Stream;
use fyren_domain::access::Action;
use fyren_domain::id::CentreId;
use fyren_store::{News, NewsKind, session};
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::BroadcastStream;

use crate::app::App;
use crate::error::Error;
use crate::paths::hub;
use crate::session::{Adviser, Recognised};

const ALIVE_SECONDS: u64 = 20;

pub(crate) fn routes() -> Router<App> {
    Router::new().route(hub::NEWS, get(listen))
}

async fn listen(
    State(app): State<App>,
    worker: Adviser,
) -> Result<
    (
        [(HeaderName, &'static str); 1],
        Sse<impl Stream<Item = Result<Event, Infallible>>>,
    ),
    Error,
> {
    let centre = worker.scope(Action::ListQueue)?.centre().clone();
    let news = BroadcastStream::new(app.store.news());
    // Lost news is a reason to look, too: the receiver that fell behind says so by an error.
    let told = news.filter_map(move |news| news.map_or(Some(()), |news| concerns(&news, &centre)));
    let heard = told.then(move |()| is_signed_in(app.clone(), worker.session().clone()));
    let heard = heard.take_while(|is_signed_in| *is_signed_in);
    // A browser hands an event on only if it carries data.
    let events = heard.map(|_| Ok(Event::default().event("queue").data("changed")));
    let alive = KeepAlive::new().interval(Duration::from_secs(ALIVE_SECONDS));
    let media_type = [(CONTENT_TYPE, "text/event-stream; charset=utf-8")];
    Ok((media_type, Sse::new(events).keep_alive(alive)))
}

/// Whether the session that listens has not ended meanwhile. If nobody can say, it has.
async fn is_signed_in(app: App, listener: Recognised) -> bool {
    let Ok(mut tx) = app.store.read().await else {
        return false;
    };
    let (scope, now) = (listener.machine(), app.clock.now());
    let found = session::find(&mut tx, &scope, &listener.hash, now).await;
    found.is_ok_and(|session| session.is_some())
}

fn concerns(news: &News, own: &CentreId) -> Option<()> {
    match news {
        News::Gap => Some(()),
        News::Of { centre, kind } => {
            (centre == own && matches!(kind, NewsKind::Facts | NewsKind::Matters)).then_some(())
        }
    }
}
