//! Setting up: an empty installation becomes a centre with its first administrator. Whoever has
//! read the server's log holds the one-time token; the door closes behind the first who uses it.

mod door;
mod form;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Form, Router};
use fyren_domain::access::MachineScope;
use fyren_domain::centre::CentreModel;
use fyren_domain::id::StaffId;
use fyren_store::{Tx, centre, staff};

pub(crate) use self::door::Door;
use self::form::{Administrator, SHIPPED, SetupForm, Shipped};
use crate::app::App;
use crate::enrolment::invitation;
use crate::error::Error;
use crate::event::{Act, record_system_act};
use crate::form::Faults;
use crate::layout;
use crate::model::Reading;
use crate::paths::{SETUP, hub};
use crate::texts::{Language, Texts, fl};

pub(crate) fn routes() -> Router<App> {
    Router::new().route(SETUP, get(show).post(act))
}

#[derive(askama::Template)]
#[template(path = "setup/page.html")]
struct SetupPage {
    texts: Texts,
    form: SetupForm,
    faults: Faults,
    reading: Reading,
    shipped: [Shipped; 3],
}

fn page(form: SetupForm, reading: Reading, faults: Faults) -> SetupPage {
    SetupPage {
        texts: Language::Swedish.texts(),
        form,
        faults,
        reading,
        shipped: SHIPPED,
    }
}

/// Another node may have set the centre up meanwhile.
fn is_open(app: &App) -> bool {
    app.setup.is_open() && app.centres.list().is_empty()
}

async fn show(State(app): State<App>) -> Result<Response, Error> {
    if !is_open(&app) {
        return Ok(Redirect::to(hub::SIGN_IN).into_response());
    }
    layout::page(&page(
        SetupForm::default(),
        Reading::None,
        Faults::default(),
    ))
}

async fn act(State(app): State<App>, Form(mut form): Form<SetupForm>) -> Result<Response, Error> {
    if !is_open(&app) {
        return Ok(Redirect::to(hub::SIGN_IN).into_response());
    }
    let texts = Language::Swedish.texts();
    let mut faults = Faults::default();
    form.take_shipped();
    form.check_token(&app.setup, texts, &mut faults);
    let (reading, model) = Reading::of(texts, &form.model);
    let Some(model) = model.filter(|_| faults.is_empty()) else {
        return layout::invalid(&page(form, reading, faults));
    };
    if form.act != "create" {
        return layout::page(&page(form, reading, faults));
    }
    match form.read(texts, &mut faults) {
        Some(administrator) => create(&app, &form, model, &administrator).await,
        None => layout::invalid(&page(form, reading, faults)),
    }
}

/// Makes the centre, and leads its first administrator to her enrolment.
async fn create(
    app: &App,
    form: &SetupForm,
    model: CentreModel,
    administrator: &Administrator,
) -> Result<Response, Error> {
    let scope = MachineScope::at(model.id.clone());
    let mut tx = app.store.begin().await?;
    if !centre::list(&mut tx).await?.is_empty() {
        return Err(Error::Taken);
    }
    centre::open(&mut tx, &scope, &form.model, app.clock.now()).await?;
    let path = invite(app, &mut tx, &scope, administrator).await?;
    tx.commit().await?;
    app.setup.close();
    app.centres.put(model);
    Ok(Redirect::to(&path).into_response())
}

async fn invite(
    app: &App,
    tx: &mut Tx,
    scope: &MachineScope,
    administrator: &Administrator,
) -> Result<String, Error> {
    let staff_id = StaffId::from_bytes(app.random());
    staff::record_first(tx, scope, &administrator.row(staff_id, app.clock.now())).await?;
    let link = invitation::make_first(app, tx, scope, staff_id).await?;
    record_system_act(app, tx, scope, Act::CentreOpened, Some(staff_id.as_str())).await?;
    Ok(link.path)
}
