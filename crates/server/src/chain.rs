//! `fyren log`: whether the log of events is as it was written, and the newest signed checkpoint. Reads only.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use fyren_domain::access::MachineScope;
use fyren_domain::id::CentreId;
use fyren_seal::log::{Checkpoint, LogFault, LogKey, NoteFault};
use fyren_store::log::{self, Chained, Examination};
use fyren_store::{Store, centre};

use crate::command::{LogCommand, Place};
use crate::failure::Failure;
use crate::{key_file, serve};

const ROWS_AT_ONCE: u32 = 1000;

/// Runs one of the commands.
pub(crate) fn run(command: LogCommand) -> Result<(), Failure> {
    serve::runtime()?.block_on(async {
        match command {
            LogCommand::Verify { place, checkpoint } => verify(&place, &checkpoint).await,
            LogCommand::Checkpoint { place, centre, key } => {
                print_checkpoint(&place, centre, key).await
            }
        }
    })
}

/// Gives rows that were written before there was a chain their hashes, before anything is served.
pub(crate) async fn complete(store: &Store) -> Result<(), Failure> {
    let mut tx = store.read().await?;
    let centres = centre::list(&mut tx).await?;
    drop(tx);
    for centre in centres {
        let scope = MachineScope::at(centre.centre_id);
        while more_to_chain(store, &scope).await? {}
    }
    Ok(())
}

async fn more_to_chain(store: &Store, scope: &MachineScope) -> Result<bool, Failure> {
    let mut tx = store.begin().await?;
    let chained = log::chain_older(&mut tx, scope, ROWS_AT_ONCE).await?;
    tx.commit().await?;
    match chained {
        Chained::More => Ok(true),
        Chained::Whole => Ok(false),
        Chained::Lost => Err(Failure::Input(vec![format!(
            "the log of {} has lost its chain, though checkpoints were signed for it: somebody changed the database. \
             Run `fyren log verify`, and restore a backup",
            scope.centre()
        )])),
    }
}

async fn verify(place: &Place, files: &[PathBuf]) -> Result<(), Failure> {
    let key = LogKey::derive(&key_file::need(&place.data)?);
    let mut brought = read_all(&key, files)?;
    let store = Store::open_to_read(&place.location()).await?;
    let (mut tx, mut faults) = (store.read().await?, Vec::new());
    for centre in centre::list(&mut tx).await? {
        let with = brought.remove(&centre.centre_id).unwrap_or_default();
        let scope = MachineScope::at(centre.centre_id.clone());
        let found = log::examine(&mut tx, &scope, &key, &with).await?;
        println!("{}", summary(&centre.centre_id, &found));
        faults.extend(lines(&centre.centre_id, &found));
    }
    drop(tx);
    store.close().await;
    let gone = brought.keys();
    faults.extend(gone.map(|centre| {
        format!("{centre}: a checkpoint was signed for this centre, and it is not there")
    }));
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Failure::Input(faults))
    }
}

fn summary(centre: &CentreId, found: &Examination) -> String {
    let (rows, checkpoints) = (found.verdict.rows, found.verdict.checkpoints);
    let state = if found.is_whole() {
        "whole"
    } else {
        "not as it was written"
    };
    format!("{centre}: {rows} rows, {checkpoints} checkpoints matched, {state}")
}

/// What is wrong, one line each, in the order of the rows.
fn lines(centre: &CentreId, found: &Examination) -> Vec<String> {
    let forged = found.forged.iter().map(|size| {
        format!(
            "the checkpoint kept for {size} rows is not signed with the key of this installation"
        )
    });
    let faults = found.verdict.faults.iter().map(line);
    let lines = faults.chain(forged);
    lines.map(|line| format!("{centre}: {line}")).collect()
}

fn line(fault: &LogFault) -> String {
    match *fault {
        LogFault::Changed { number: 1 } => "row 1 was changed".to_owned(),
        LogFault::Changed { number } => format!(
            "row {number} was changed (or row {} was, together with its hash)",
            number - 1
        ),
        LogFault::Unclear { number } => format!(
            "row {number} does not follow row {}, which is at fault itself: whether row {number} was changed too cannot be told",
            number - 1
        ),
        LogFault::Removed { first, last } if first == last => format!("row {first} was removed"),
        LogFault::Removed { first, last } => format!("rows {first} to {last} were removed"),
        LogFault::Moved { number, from } => {
            format!("row {number} was moved: it was written as row {from}")
        }
        LogFault::Inserted { number } => {
            format!("row {number} was inserted: the log goes on without it")
        }
        LogFault::NotLast { number } => {
            format!("row {number} is not the row that was written last")
        }
        LogFault::NotMatched { size, more: 0 } => {
            format!("the checkpoint of {size} rows is not matched")
        }
        LogFault::NotMatched { size, more } => {
            format!("the checkpoint of {size} rows is not matched, nor are {more} others")
        }
        LogFault::CutOff { rows, size } => {
            format!(
                "the tail was cut off: a checkpoint was signed for {size} rows, and there are {rows}"
            )
        }
    }
}

/// Reads checkpoints that were kept elsewhere, by their centre.
fn read_all(
    key: &LogKey,
    files: &[PathBuf],
) -> Result<BTreeMap<CentreId, Vec<Checkpoint>>, Failure> {
    let mut read = BTreeMap::<_, Vec<_>>::new();
    for file in files {
        let (centre, checkpoint) = read_one(key, file)
            .map_err(|reason| Failure::Input(vec![format!("{}:1:1: {reason}", file.display())]))?;
        read.entry(centre).or_default().push(checkpoint);
    }
    Ok(read)
}

fn read_one(key: &LogKey, file: &Path) -> Result<(CentreId, Checkpoint), String> {
    let note =
        fs::read_to_string(file).map_err(|fault| format!("the file cannot be read: {fault}"))?;
    let say = |fault: NoteFault| fault.to_string();
    let checkpoint = Checkpoint::parse(&note).map_err(say)?;
    let centre = key.centre_of(&checkpoint).map(CentreId::parse);
    let Some(Ok(centre)) = centre else {
        return Err(say(NoteFault::NotSigned));
    };
    key.verifier(centre.as_str()).check(&note).map_err(say)?;
    Ok((centre, checkpoint))
}

async fn print_checkpoint(
    place: &Place,
    centre: Option<CentreId>,
    of_key: bool,
) -> Result<(), Failure> {
    let key = LogKey::derive(&key_file::need(&place.data)?);
    let store = Store::open_to_read(&place.location()).await?;
    let mut tx = store.read().await?;
    let centre = choose(centre, &centre::list(&mut tx).await?)?;
    let newest = log::last_checkpoint(&mut tx, &MachineScope::at(centre.clone())).await?;
    drop(tx);
    store.close().await;
    match newest {
        _ if of_key => println!("{}", key.verifier(centre.as_str()).to_text()),
        Some(checkpoint) => print!("{}", checkpoint.note),
        None => {
            return Err(Failure::Input(vec![format!(
                "no checkpoint has been signed for {centre} yet: the server signs one when it starts, and every hour"
            )]));
        }
    }
    Ok(())
}

fn choose(named: Option<CentreId>, centres: &[centre::Centre]) -> Result<CentreId, Failure> {
    let ids = || centres.iter().map(|centre| &centre.centre_id);
    let all = || ids().map(CentreId::as_str).collect::<Vec<_>>().join(", ");
    let wrong = match (named, centres) {
        (None, [only]) => return Ok(only.centre_id.clone()),
        (_, []) => "there is no centre yet".to_owned(),
        (None, _) => format!(
            "there are several centres: name one by --centre ({})",
            all()
        ),
        (Some(named), _) if ids().any(|id| *id == named) => return Ok(named),
        (Some(named), _) => format!("there is no centre {named}: --centre is one of {}", all()),
    };
    Err(Failure::Input(vec![wrong]))
}

#[cfg(test)]
mod tests;
