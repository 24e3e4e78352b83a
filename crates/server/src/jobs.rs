//! What the server does by itself while it serves: forget what has ended, hear of changed models from other
//! nodes, sign checkpoints of the log, and send mail. A job that fails says so in the log and tries again at its next turn.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use fyren_domain::access::MachineScope;
use fyren_domain::centre::CentreModel;
use fyren_domain::id::CentreId;
use fyren_domain::time::Date;
use fyren_seal::log::LogKey;
use fyren_store::log::Signing;
use fyren_store::{
    Fault, News, NewsKind, attachment, centre, limit, log, session, spent_challenge,
};
use fyren_web::{App, held, notice};
use jiff::Zoned;
use tokio::sync::broadcast::error::RecvError;

use crate::check_model;
use crate::mail::Mailer;

const TIDY_EVERY: Duration = Duration::from_secs(10 * 60);
const SIGN_EVERY: Duration = Duration::from_secs(60 * 60);
const LIMIT_SECONDS: i64 = 24 * 60 * 60;
/// A file whose announcement does not follow within a day was cut off.
const UNANNOUNCED_SECONDS: i64 = 24 * 60 * 60;
/// News of a minute is one mail.
const MAIL_EVERY: Duration = Duration::from_secs(60);
const DUE_HOUR: i8 = 7;

/// Starts all jobs; they end with the server.
pub(crate) fn start(app: &App, mailer: Option<Mailer>) {
    tokio::spawn(tidy(app.clone()));
    tokio::spawn(hear_of_models(app.clone()));
    tokio::spawn(sign(app.clone()));
    if let Some(mailer) = mailer {
        tokio::spawn(tell(app.clone(), mailer));
    }
}

async fn tidy(app: App) {
    loop {
        for model in app.centres.list() {
            if let Err(fault) = forget_ended(&app, &model.id).await {
                tracing::warn!("what has ended could not be forgotten: {fault}");
            }
            let scope = MachineScope::at(model.id.clone());
            if let Err(fault) = fyren_web::forget_unfinished(&app, &scope).await {
                tracing::warn!("sign-ins that were not finished could not be forgotten: {fault}");
            }
            if let Err(fault) = held::remove_old_junk(&app, &scope).await {
                tracing::warn!("junk could not be removed: {fault}");
            }
        }
        tokio::time::sleep(TIDY_EVERY).await;
    }
}

/// Signs checkpoints of the logs, at the start and every hour.
async fn sign(app: App) {
    let key = LogKey::derive(&app.keys);
    loop {
        for model in app.centres.list() {
            let scope = MachineScope::at(model.id.clone());
            match log::sign(&app.store, &scope, &key, app.clock.now()).await {
                Ok(Signing::NotWhole) => tracing::error!(
                    centre = %model.id,
                    "the log of events is not as it was written, and no checkpoint was signed: run `fyren log verify`"
                ),
                Ok(Signing::Signed(_) | Signing::NothingNew) => {}
                Err(fault) => tracing::warn!("a checkpoint could not be signed: {fault}"),
            }
        }
        tokio::time::sleep(SIGN_EVERY).await;
    }
}

/// Forgets sessions, used challenges and counts of what came that have ended, and files nobody announced.
async fn forget_ended(app: &App, centre: &CentreId) -> Result<(), Fault> {
    let (scope, now) = (MachineScope::at(centre.clone()), app.clock.now());
    let mut tx = app.store.begin().await?;
    session::forget_ended(&mut tx, &scope, now).await?;
    spent_challenge::forget_ended(&mut tx, &scope, now).await?;
    limit::forget_before(&mut tx, &scope, now.plus_seconds(-LIMIT_SECONDS)).await?;
    let cut_off = now.plus_seconds(-UNANNOUNCED_SECONDS);
    attachment::forget_unannounced(&mut tx, &scope, cut_off).await?;
    tx.commit().await
}

/// Reads a centre's model anew when any node changed it.
async fn hear_of_models(app: App) {
    let mut news = app.store.news();
    loop {
        let read = match news.recv().await {
            Ok(News::Of {
                centre,
                kind: NewsKind::Model,
            }) => read_model(&app, &centre).await,
            Ok(News::Gap) | Err(RecvError::Lagged(_)) => read_models(&app).await,
            Ok(News::Of { .. }) => Ok(()),
            Err(RecvError::Closed) => return,
        };
        if let Err(fault) = read {
            tracing::warn!("a changed model could not be read: {fault}");
        }
    }
}

async fn read_models(app: &App) -> Result<(), Fault> {
    let mut tx = app.store.read().await?;
    for centre in centre::list(&mut tx).await? {
        put(app, &centre);
    }
    Ok(())
}

async fn read_model(app: &App, id: &CentreId) -> Result<(), Fault> {
    let mut tx = app.store.read().await?;
    let found = centre::find(&mut tx, &MachineScope::at(id.clone())).await?;
    if let Some(centre) = found {
        put(app, &centre);
    }
    Ok(())
}

/// A model is checked before it is kept, so one that cannot be read was kept by another version.
fn put(app: &App, centre: &centre::Centre) {
    let known = app.centres.find(&centre.centre_id);
    match check_model::read(centre.centre_id.as_str(), &centre.model) {
        Ok(model) if known.as_deref() == Some(&model) => {}
        Ok(model) => app.centres.put(model),
        Err(faults) => tracing::error!("the old model stays in use: {}", faults.join("; ")),
    }
}

/// How far a centre's staff have been told.
struct Told {
    last_event: i64,
    due: Option<Date>,
}

impl Told {
    /// Who starts the server in the afternoon has told everybody in the morning.
    fn at(now: &Zoned, last_event: i64) -> Self {
        let due = (now.hour() >= DUE_HOUR).then(|| now.date());
        Self { last_event, due }
    }

    /// Whether it is time to tell what is due today; once a day.
    fn take_morning(&mut self, now: &Zoned) -> bool {
        let morning = now.hour() >= DUE_HOUR && self.due != Some(now.date());
        if morning {
            self.due = Some(now.date());
        }
        morning
    }
}

/// Writes to those who are to be told. What happened before the start is told to nobody.
async fn tell(app: App, mailer: Mailer) {
    let mut told = BTreeMap::new();
    loop {
        for model in app.centres.list() {
            if let Err(fault) = tell_centre(&app, &mailer, &model, &mut told).await {
                tracing::warn!("staff could not be told that there is something new: {fault}");
            }
        }
        tokio::time::sleep(MAIL_EVERY).await;
    }
}

async fn tell_centre(
    app: &App,
    mailer: &Mailer,
    model: &Arc<CentreModel>,
    told: &mut BTreeMap<CentreId, Told>,
) -> Result<(), fyren_web::Error> {
    if model.mail.is_empty() {
        return Ok(());
    }
    let now = app.clock.now().in_sweden();
    let Some(told) = told.get_mut(&model.id) else {
        let last_event = notice::last_event(app, model).await?;
        told.insert(model.id.clone(), Told::at(&now, last_event));
        return Ok(());
    };
    let mut notices = notice::list_after(app, model, told.last_event).await?;
    told.last_event = notices.last_event;
    if told.take_morning(&now) {
        notices
            .addresses
            .extend(notice::list_due(app, model).await?);
    }
    for address in notices.addresses {
        mailer.send(&address).await;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
