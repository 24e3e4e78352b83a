//! Keeping the calls of a plan: some hundred in one transaction, each with its event, so that nobody waits long
//! and an import that is cut off can be repeated.

use fyren_domain::access::{Action, MachineScope, Scope};
use fyren_domain::centre::CentreModel;
use fyren_domain::id::{CentreId, EnquiryNumber, MatterId};
use fyren_store::entry::Recorded;
use fyren_store::event::{self, NewEvent};
use fyren_store::imported_call::{self as store, NewImportedCall};
use fyren_store::{Fault, Tx};

use super::plan::{Plan, PlannedCall, Standing};
use crate::app::App;
use crate::error::Error;
use crate::fact;

/// Calls kept in one transaction.
const CALLS_AT_ONCE: usize = 250;

/// Numbers are short, so that they can be said; one that is in use is drawn anew.
const NUMBER_TRIES: usize = 5;

/// Who imports or exports.
#[derive(Clone, Copy)]
pub enum Doer<'a> {
    /// A member of staff, in the hub.
    Worker(&'a Scope),
    /// The operator, by command.
    Machine(&'a MachineScope),
}

impl Doer<'_> {
    fn centre(&self) -> &CentreId {
        match self {
            Self::Worker(scope) => scope.centre(),
            Self::Machine(scope) => scope.centre(),
        }
    }

    /// Records what was done with how many calls.
    pub(super) async fn record_event(
        &self,
        app: &App,
        tx: &mut Tx,
        action: Action,
        calls: usize,
    ) -> Result<(), Error> {
        let count = calls.to_string();
        let event = NewEvent {
            at: app.clock.now(),
            action: action.as_str(),
            matter: None,
            subject: Some(&count),
        };
        match self {
            Self::Worker(scope) => event::record(tx, scope, &event).await?,
            Self::Machine(scope) => event::record_system(tx, scope, &event).await?,
        };
        Ok(())
    }
}

/// A call with its facts sealed, ready to be kept.
struct SealedCall<'p> {
    planned: &'p PlannedCall,
    matter: MatterId,
    enquiry: Vec<u8>,
    consultation: Option<Vec<u8>>,
}

/// Keeps the new calls of a plan; gives how many were kept. What was kept meanwhile by another import is
/// passed over.
pub async fn keep(
    app: &App,
    model: &CentreModel,
    plan: &Plan,
    doer: Doer<'_>,
) -> Result<usize, Error> {
    debug_assert_eq!(doer.centre(), &model.id);
    let new: Vec<_> = plan
        .calls
        .iter()
        .filter(|planned| planned.standing == Standing::New)
        .collect();
    let mut kept = 0;
    for batch in new.chunks(CALLS_AT_ONCE) {
        let sealed: Vec<_> = batch
            .iter()
            .map(|planned| seal(app, model, planned))
            .collect();
        kept += keep_batch(app, &sealed, doer).await?;
    }
    Ok(kept)
}

async fn keep_batch(app: &App, calls: &[SealedCall<'_>], doer: Doer<'_>) -> Result<usize, Error> {
    let mut tx = app.store.begin().await?;
    let mut kept = 0;
    for call in calls {
        if keep_call(app, &mut tx, call, doer).await? == Recorded::New {
            kept += 1;
        }
    }
    if kept > 0 {
        doer.record_event(app, &mut tx, Action::ImportCalls, kept)
            .await?;
    }
    tx.commit().await?;
    Ok(kept)
}

fn seal<'p>(app: &App, model: &CentreModel, planned: &'p PlannedCall) -> SealedCall<'p> {
    let matter = MatterId::from_bytes(app.random());
    let call = &planned.call;
    let consultation = call.consultation.as_ref();
    SealedCall {
        planned,
        matter,
        enquiry: fact::seal_first_enquiry(app, &model.id, matter, &call.enquiry),
        consultation: consultation
            .map(|facts| fact::seal_first_consultation(app, &model.id, matter, facts)),
    }
}

async fn keep_call(
    app: &App,
    tx: &mut Tx,
    sealed: &SealedCall<'_>,
    doer: Doer<'_>,
) -> Result<Recorded, Error> {
    let call = &sealed.planned.call;
    let facts = call
        .consultation
        .as_ref()
        .zip(sealed.consultation.as_deref());
    for _ in 0..NUMBER_TRIES {
        let new = NewImportedCall {
            row_mark: &sealed.planned.row_mark,
            content_mark: &sealed.planned.content_mark,
            matter_id: sealed.matter,
            number: EnquiryNumber::from_bytes(app.random()),
            received_at: call.enquiry.received,
            consultation: facts.map(|(facts, sealed)| (facts.taken_on, sealed)),
            closed_at: call.closed,
            enquiry: &sealed.enquiry,
        };
        let kept = match doer {
            Doer::Worker(scope) => store::record(tx, scope, &new).await,
            Doer::Machine(scope) => store::record_for_machine(tx, scope, &new).await,
        };
        match kept {
            Err(Fault::NumberTaken) => {}
            kept => return Ok(kept?),
        }
    }
    Err(Error::Taken)
}
