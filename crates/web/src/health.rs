//! Whether the server is ready: it answers, and its database does too.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;

use crate::app::App;
use crate::error::Error;
use crate::paths;

pub(crate) fn routes() -> Router<App> {
    Router::new().route(paths::HEALTH, get(show))
}

async fn show(State(app): State<App>) -> Result<StatusCode, Error> {
    let reached =
        fyren_store::centre::list(&mut app.store.read().await.map_err(|_| Error::NotReady)?).await;
    reached.map(|_| StatusCode::OK).map_err(|_| Error::NotReady)
}
