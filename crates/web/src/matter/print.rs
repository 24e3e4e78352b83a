//! The page to print: whether the family may be contacted stands first and last.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use fyren_domain::access::Action;

use super::facts::MatterFacts;
use super::whole::{Whole, standing};
use crate::app::App;
use crate::choices::Choices;
use crate::error::Error;
use crate::layout::{self, HubPage, Section};
use crate::paths::{filled, hub};
use crate::session::Adviser;
use crate::texts::fl;

#[derive(Template)]
#[template(path = "matter/print.html")]
struct PrintPage {
    hub: HubPage,
    address: String,
    facts: MatterFacts,
}

pub(super) async fn show(
    State(app): State<App>,
    worker: Adviser,
    Path(matter): Path<String>,
) -> Result<Response, Error> {
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, &worker, &matter).await?;
    let scope = standing.scope(Action::ReadMatter)?;
    let whole = Whole::find(&app, &mut tx, &scope, standing.matter).await?;
    let choices = Choices::of(worker.centre().clone());
    let page = PrintPage {
        hub: worker.page(Section::Queue),
        address: filled(hub::MATTER, &standing.matter),
        facts: whole.told(&choices, app.clock.now().swedish_date()),
    };
    standing
        .record(&app, &mut tx, Action::ReadMatter, Some("print"))
        .await?;
    tx.commit().await?;
    layout::page(&page)
}
