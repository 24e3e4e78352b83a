//! Who is to be told that there is something new, and where. What is new is never told: the mail
//! itself, the same for everybody, is the server's to send. Whom to tell when is the centre model's.

use std::collections::BTreeSet;
use std::sync::Arc;

use fyren_domain::access::MachineScope;
use fyren_domain::centre::{CentreModel, MailOccasion};
use fyren_domain::id::{MatterId, StaffId};
use fyren_store::event::{self, Event};
use fyren_store::staff::Staff;
use fyren_store::{Tx, reader, staff};

use crate::app::App;
use crate::error::Error;
use crate::staff::mail;

/// Events read at once.
const EVENTS_AT_MOST: u32 = 1000;

/// Addresses to write to, and the last event that was looked at.
pub struct Notices {
    /// Each once, in no order that tells anything.
    pub addresses: BTreeSet<String>,
    /// The number to go on from.
    pub last_event: i64,
}

/// The number of the centre's last event: what happened before it is told to nobody.
pub async fn last_event(app: &App, model: &CentreModel) -> Result<i64, Error> {
    let scope = MachineScope::at(model.id.clone());
    Ok(event::last_number(&mut app.store.read().await?, &scope).await?)
}

/// Whom to tell about what happened after an event.
pub async fn list_after(app: &App, model: &CentreModel, event: i64) -> Result<Notices, Error> {
    let scope = MachineScope::at(model.id.clone());
    let mut tx = app.store.read().await?;
    let events = event::list_after(&mut tx, &scope, event, EVENTS_AT_MOST).await?;
    let everybody = staff::list_for_machine(&mut tx, &scope).await?;
    let mut told = BTreeSet::new();
    for event in &events {
        if let Some(occasion) = occasion(event) {
            let concerned = concerned(&mut tx, &scope, event, &everybody).await?;
            told.extend(of_roles(model, occasion, &everybody, &concerned));
        }
    }
    Ok(Notices {
        addresses: addresses(app, &scope, &everybody, &told)?,
        last_event: events.last().map_or(event, |last| last.number),
    })
}

/// Whom to tell that a follow-up is due today.
pub async fn list_due(app: &App, model: &Arc<CentreModel>) -> Result<BTreeSet<String>, Error> {
    let scope = MachineScope::at(model.id.clone());
    let today = app.clock.now().swedish_date();
    let due = app
        .facts
        .look(app, model, |held| held.due_on(today))
        .await?;
    let mut tx = app.store.read().await?;
    let everybody = staff::list_for_machine(&mut tx, &scope).await?;
    let mut told = BTreeSet::new();
    for matter in due {
        let readers = readers(&mut tx, &scope, Some(matter)).await?;
        told.extend(of_roles(
            model,
            MailOccasion::FollowUpDue,
            &everybody,
            &readers,
        ));
    }
    addresses(app, &scope, &everybody, &told)
}

fn occasion(event: &Event) -> Option<MailOccasion> {
    match event.action.as_str() {
        "enquiry_received" => Some(MailOccasion::NewEnquiry),
        "message_received" => Some(MailOccasion::NewMessage),
        "assign_reader" => Some(MailOccasion::Assigned),
        _ => None,
    }
}

/// Those an event concerns: everybody for a new enquiry, the readers of a matter, or one colleague.
async fn concerned(
    tx: &mut Tx,
    scope: &MachineScope,
    event: &Event,
    everybody: &[Staff],
) -> Result<Vec<StaffId>, Error> {
    match occasion(event) {
        Some(MailOccasion::NewMessage) => readers(tx, scope, event.matter_id).await,
        Some(MailOccasion::Assigned) => {
            let colleague = event.subject.as_deref().and_then(|id| id.parse().ok());
            Ok(colleague.into_iter().collect())
        }
        _ => Ok(everybody.iter().map(|person| person.staff_id).collect()),
    }
}

async fn readers(
    tx: &mut Tx,
    scope: &MachineScope,
    matter: Option<MatterId>,
) -> Result<Vec<StaffId>, Error> {
    match matter {
        Some(matter) => Ok(reader::list_for_machine(tx, scope, matter).await?),
        None => Ok(Vec::new()),
    }
}

/// Those of them whose role is told on this occasion.
fn of_roles(
    model: &CentreModel,
    occasion: MailOccasion,
    everybody: &[Staff],
    concerned: &[StaffId],
) -> Vec<StaffId> {
    let roles = model.mail.get(&occasion).map_or(&[][..], Vec::as_slice);
    let told =
        |person: &&Staff| roles.contains(&person.role) && concerned.contains(&person.staff_id);
    everybody
        .iter()
        .filter(told)
        .map(|person| person.staff_id)
        .collect()
}

fn addresses(
    app: &App,
    scope: &MachineScope,
    everybody: &[Staff],
    told: &BTreeSet<StaffId>,
) -> Result<BTreeSet<String>, Error> {
    let mut addresses = BTreeSet::new();
    for person in everybody
        .iter()
        .filter(|person| told.contains(&person.staff_id))
    {
        let address = mail::open(app, scope, person.staff_id, person.mail.as_deref())?;
        if !address.is_empty() {
            addresses.insert(address);
        }
    }
    Ok(addresses)
}
