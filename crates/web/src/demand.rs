//! Work that goes along with what somebody sends who has no account: how much is demanded now, and whether it was done.
//!
//! It is checked before the rest is read, and used up with the rest in one transaction. How much came in lately is counted by whole hours
//! for all nodes together; nothing is counted for an address.

use axum::http::HeaderMap;
use data_encoding::BASE64URL_NOPAD;
use fyren_domain::access::MachineScope;
use fyren_domain::demand::{Admission, Arrivals, Demand};
use fyren_domain::id::CentreId;
use fyren_domain::time::Instant;
use fyren_seal::{AtRestKey, check_work, mark_bytes};
use fyren_store::{Fault, Tx, limit, spent_challenge};
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::channel::check_challenge;
use crate::error::Error;

const WORK_HEADER: &str = "fyren-work";
/// Somebody may write for so long before she sends.
const VALID_SECONDS: i64 = 2 * HOUR_SECONDS;
const HOUR_SECONDS: i64 = 60 * 60;
/// Counts are of the whole centre.
const WHOLE_CENTRE: [u8; 32] = [0; 32];

fn counted_as(admission: Admission) -> &'static str {
    match admission {
        Admission::Queued => "enquiry_queued",
        Admission::Held => "enquiry_held",
    }
}

/// What a place in the queue costs now.
pub(crate) async fn for_queue(app: &App, tx: &mut Tx, centre: &CentreId) -> Result<Demand, Error> {
    Ok(Demand::for_queue(
        arrivals(app, tx, centre, Admission::Queued).await?,
    ))
}

/// What a place on the shelf of held enquiries costs now: whoever did less sends nothing.
pub(crate) async fn for_shelf(app: &App, tx: &mut Tx, centre: &CentreId) -> Result<Demand, Error> {
    Ok(Demand::for_shelf(
        arrivals(app, tx, centre, Admission::Held).await?,
    ))
}

async fn arrivals(
    app: &App,
    tx: &mut Tx,
    centre: &CentreId,
    admission: Admission,
) -> Result<Arrivals, Error> {
    let scope = MachineScope::at(centre.clone());
    let (now, act) = (app.clock.now(), counted_as(admission));
    let hour = now.whole_hour();
    let before = hour.plus_seconds(-HOUR_SECONDS);
    let this_hour = limit::find(tx, &scope, act, &WHOLE_CENTRE, hour).await?;
    let last_hour = limit::find(tx, &scope, act, &WHOLE_CENTRE, before).await?;
    Ok(Arrivals {
        this_hour: u64::try_from(this_hour).unwrap_or_default(),
        last_hour: u64::try_from(last_hour).unwrap_or_default(),
        seconds: u64::try_from((now.milliseconds() - hour.milliseconds()) / 1000)
            .unwrap_or_default(),
    })
}

/// Counts an enquiry that was taken.
pub(crate) async fn count(
    app: &App,
    tx: &mut Tx,
    centre: &CentreId,
    admission: Admission,
) -> Result<(), Error> {
    let (scope, hour) = (
        MachineScope::at(centre.clone()),
        app.clock.now().whole_hour(),
    );
    limit::count(tx, &scope, counted_as(admission), &WHOLE_CENTRE, hour).await?;
    Ok(())
}

/// Whether anything can be kept again, tried by keeping something: what somebody met may be over.
pub(crate) async fn check_writable(app: &App, centre: &CentreId) -> Result<(), Error> {
    let (scope, hour) = (
        MachineScope::at(centre.clone()),
        app.clock.now().whole_hour(),
    );
    let mut tx = app.store.begin().await?;
    limit::count(&mut tx, &scope, "tried_to_write", &WHOLE_CENTRE, hour).await?;
    Ok(tx.commit().await?)
}

/// A challenge of ours, not too old, and the work that was done on it.
pub(crate) struct Worked {
    challenge: Vec<u8>,
    proof: Vec<u8>,
}

impl Worked {
    /// Reads what goes along with a request; nothing if nothing does.
    pub(crate) fn read(
        app: &App,
        centre: &CentreId,
        headers: &HeaderMap,
    ) -> Result<Option<Self>, Error> {
        let Some(header) = headers.get(WORK_HEADER) else {
            return Ok(None);
        };
        let text = header.to_str().map_err(|_| Error::Unproven)?;
        let (challenge, proof) = text.split_once('.').ok_or(Error::Unproven)?;
        let decode = |text: &str| BASE64URL_NOPAD.decode(text.as_bytes());
        let challenge = decode(challenge).map_err(|_| Error::Unproven)?;
        let proof = decode(proof).map_err(|_| Error::Unproven)?;
        check_challenge(app, centre, &challenge, VALID_SECONDS)?;
        Ok(Some(Self { challenge, proof }))
    }

    /// What tells this work from other work.
    pub(crate) fn challenge(&self) -> &[u8] {
        &self.challenge
    }

    /// How much was done; [`Error::MoreWork`] if less than the least.
    pub(crate) fn check(&self, least: Demand) -> Result<u32, Error> {
        let proven = check_work(&self.challenge, &self.proof, least.tries());
        proven.ok_or(Error::MoreWork(least))
    }

    /// Uses the work up for this content, for which it may come again.
    pub(crate) async fn spend(
        &self,
        app: &App,
        tx: &mut Tx,
        centre: &CentreId,
        content: &[u8],
    ) -> Result<(), Error> {
        let scope = MachineScope::at(centre.clone());
        let key = AtRestKey::derive(&app.keys.master, "spent", centre.as_str());
        let mark = mark_bytes(&key, &self.challenge);
        let content = mark_bytes(&key, &Sha256::digest(content));
        let ends_at = after_whole_hours(app.clock.now());
        match spent_challenge::record(tx, &scope, &mark, &content, ends_at).await {
            Err(Fault::Conflict) => Err(Error::Unproven),
            kept => {
                kept?;
                Ok(())
            }
        }
    }
}

/// A whole hour by which a challenge made now is too old for work.
fn after_whole_hours(now: Instant) -> Instant {
    now.plus_seconds(VALID_SECONDS + HOUR_SECONDS).whole_hour()
}
