//! Appends what has become true since the directory was last written: whatever changes staff, their keys or the
//! intake's calls this before its commit. A database from before there was a directory is stated in the same way.

use std::collections::BTreeMap;

use fyren_domain::{access::MachineScope, id::CentreId};
use fyren_seal::directory::{Act, Audience, Entry, EpochKey, Key, Listed};
use sqlx::FromRow;

use super::{Hand, NO_EPOCH, append, lock};
use crate::{
    fault::Fault,
    intake::{self, Epoch, IntakeHolder, Running},
    statement::sql,
    tx::Tx,
};

/// Appends a row for each key, and for each audience from the running week on, that the last row about it does not state.
pub async fn restate(tx: &mut Tx, scope: &MachineScope, hand: &Hand<'_>) -> Result<(), Fault> {
    let centre = scope.centre();
    lock(tx, centre).await?;
    restate_keys(tx, centre, hand).await?;
    restate_audiences(tx, centre, hand).await
}

/// The subject of the row that states who can read now.
#[must_use]
pub fn subject_of(running: &Running) -> &str {
    subject(running.epoch.as_ref())
}

/// Whether a row states this and nothing else.
#[must_use]
pub fn states(entry: &[u8], running: &Running) -> bool {
    let readers = running.holders.iter().cloned().map(Listed::from);
    let epoch = running.epoch.clone().map(EpochKey::from);
    matches!(Entry::parse(entry), Ok(Entry::Audience(stated))
        if stated.epoch == epoch && stated.readers.iter().cloned().eq(readers))
}

#[derive(FromRow)]
struct Person {
    staff_id: String,
    name: String,
    title: String,
    card: Vec<u8>,
    state: String,
}

async fn restate_keys(tx: &mut Tx, centre: &CentreId, hand: &Hand<'_>) -> Result<(), Fault> {
    let people: Vec<Person> = sql!(
        list,
        tx,
        centre,
        "select staff_id, name, title, card, state from staff where centre_id = $1 and card is not null
         order by since, staff_id"
    )?;
    let stated = last_of_each(tx, centre, "key").await?;
    for person in people {
        let act = match stated.get(&person.staff_id) {
            Some(Entry::Key(key)) => person.act_after(key),
            _ => (person.state == "active").then_some(Act::Enrolled),
        };
        if let Some(act) = act {
            let subject = person.staff_id.clone();
            let key = |salt| {
                Entry::Key(Key {
                    centre: centre.to_string(),
                    listed: person.into_listed(),
                    act,
                    day: hand.at.swedish_date().to_string(),
                    salt,
                })
            };
            append(tx, centre, hand, &subject, key).await?;
        }
    }
    Ok(())
}

impl Person {
    /// What happened to her since a row said this.
    fn act_after(&self, key: &Key) -> Option<Act> {
        let (stopped, left) = (key.act == Act::Stopped, self.state == "left");
        let listed = &key.listed;
        if left {
            (!stopped).then_some(Act::Stopped)
        } else if stopped {
            Some(Act::Enrolled)
        } else if self.card != listed.card {
            Some(Act::Replaced)
        } else {
            let renamed = (&self.name, &self.title) != (&listed.name, &listed.title);
            renamed.then_some(Act::Renamed)
        }
    }

    fn into_listed(self) -> Listed {
        Listed {
            staff: self.staff_id,
            name: self.name,
            title: self.title,
            card: self.card,
        }
    }
}

async fn restate_audiences(tx: &mut Tx, centre: &CentreId, hand: &Hand<'_>) -> Result<(), Fault> {
    let stated = last_of_each(tx, centre, "audience").await?;
    for (subject, epoch, holders) in audiences(tx, centre, hand).await? {
        let readers: Vec<_> = holders.into_iter().map(Listed::from).collect();
        let epoch = epoch.map(EpochKey::from);
        let same = matches!(stated.get(&subject), Some(Entry::Audience(last))
            if last.epoch == epoch && last.readers == readers);
        if same {
            continue;
        }
        let audience = |salt| {
            Entry::Audience(Audience {
                centre: centre.to_string(),
                epoch,
                readers,
                day: hand.at.swedish_date().to_string(),
                salt,
            })
        };
        append(tx, centre, hand, &subject, audience).await?;
    }
    Ok(())
}

type Stated = (String, Option<Epoch>, Vec<IntakeHolder>);

/// Who can read now, and by which keys from then on.
async fn audiences(tx: &mut Tx, centre: &CentreId, hand: &Hand<'_>) -> Result<Vec<Stated>, Fault> {
    let week = hand.at.swedish_week(1);
    let mut audiences = Vec::new();
    if let Some(running) = intake::find_running_in(tx, centre, &week).await? {
        let subject = subject(running.epoch.as_ref()).to_owned();
        audiences.push((subject, running.epoch, running.holders));
    }
    let coming: Vec<Epoch> = sql!(
        list,
        tx,
        centre,
        "select epoch, sealing, signer, signer_key, signature, made_at, outdated from intake_epochs
         where centre_id = $1 and epoch >= $2 and outdated = 0 order by epoch",
        &week[..]
    )?;
    for epoch in coming {
        let holders = intake::list_holders(tx, centre, &epoch.epoch).await?;
        audiences.push((epoch.epoch.clone(), Some(epoch), holders));
    }
    Ok(audiences)
}

/// What a row about such an audience is found by.
fn subject(epoch: Option<&Epoch>) -> &str {
    epoch.map_or(NO_EPOCH, |epoch| &epoch.epoch)
}

/// The last row of each subject.
async fn last_of_each(
    tx: &mut Tx,
    centre: &CentreId,
    kind: &str,
) -> Result<BTreeMap<String, Entry>, Fault> {
    let rows: Vec<(String, Vec<u8>)> = sql!(
        list,
        tx,
        centre,
        "select d.subject, d.entry from directory d where d.centre_id = $1 and d.kind = $2
         and not exists (select 1 from directory n where n.centre_id = d.centre_id and n.kind = d.kind
             and n.subject = d.subject and n.number > d.number)",
        kind
    )?;
    let read = |(subject, bytes): (String, Vec<u8>)| Some((subject, Entry::parse(&bytes).ok()?));
    Ok(rows.into_iter().filter_map(read).collect())
}

impl From<IntakeHolder> for Listed {
    fn from(holder: IntakeHolder) -> Self {
        Self {
            staff: holder.staff_id.to_string(),
            name: holder.name,
            title: holder.title,
            card: holder.card,
        }
    }
}

impl From<Epoch> for EpochKey {
    fn from(epoch: Epoch) -> Self {
        Self {
            id: epoch.epoch,
            sealing: epoch.sealing,
            signer: epoch.signer.to_string(),
            signer_key: epoch.signer_key,
            signature: epoch.signature,
        }
    }
}
