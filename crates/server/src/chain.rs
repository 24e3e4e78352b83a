//! `fyren log`: whether the log of events and the directory are as they were written, and their newest signed
//! checkpoints. Reads only.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use fyren_domain::access::MachineScope;
use fyren_domain::id::CentreId;
use fyren_seal::ServerKeys;
use fyren_seal::directory::DirectoryKey;
use fyren_seal::log::{Checkpoint, LogFault, LogKey, NoteFault};
use fyren_store::log::{self, Chained, Examination};
use fyren_store::{Store, centre, directory};

use crate::command::{LogCommand, Place};
use crate::failure::Failure;
use crate::{key_file, serve};

const ROWS_AT_ONCE: u32 = 1000;

/// Runs one of the commands.
pub(crate) fn run(command: LogCommand) -> Result<(), Failure> {
    serve::runtime()?.block_on(async {
        match command {
            LogCommand::Verify { place, checkpoint } => verify(&place, &checkpoint).await,
            LogCommand::Checkpoint {
                place,
                centre,
                directory: false,
                key,
            } => print_checkpoint(&place, centre, key).await,
            LogCommand::Checkpoint {
                place, centre, key, ..
            } => print_directory_checkpoint(&place, centre, key).await,
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

/// Checkpoints of one centre that were kept elsewhere.
#[derive(Default)]
struct Brought {
    events: Vec<Checkpoint>,
    directory: Vec<Checkpoint>,
}

async fn verify(place: &Place, files: &[PathBuf]) -> Result<(), Failure> {
    let keys = key_file::need(&place.data)?;
    let mut brought = read_all(&keys, files)?;
    let store = Store::open_to_read(&place.location()).await?;
    let (mut tx, mut faults) = (store.read().await?, Vec::new());
    for centre in centre::list(&mut tx).await? {
        let with = brought.remove(&centre.centre_id).unwrap_or_default();
        let scope = MachineScope::at(centre.centre_id.clone());
        let id = &centre.centre_id;
        let key = LogKey::derive(&keys);
        let found = log::examine(&mut tx, &scope, &key, &with.events).await?;
        println!("{}", summary(id.as_str(), &found));
        faults.extend(lines(id.as_str(), &found));
        let key = DirectoryKey::derive(&keys, id.as_str());
        let found = directory::examine(&mut tx, &scope, &key, &with.directory).await?;
        let name = format!("{id}, directory");
        println!("{}", summary(&name, &found));
        faults.extend(lines(&name, &found));
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

fn summary(name: &str, found: &Examination) -> String {
    let (rows, checkpoints) = (found.verdict.rows, found.verdict.checkpoints);
    let state = if found.is_whole() {
        "whole"
    } else {
        "not as it was written"
    };
    format!("{name}: {rows} rows, {checkpoints} checkpoints matched, {state}")
}

/// What is wrong, one line each, in the order of the rows.
fn lines(name: &str, found: &Examination) -> Vec<String> {
    let forged = found.forged.iter().map(|size| {
        format!(
            "the checkpoint kept for {size} rows is not signed with the key of this installation"
        )
    });
    let faults = found.verdict.faults.iter().map(line);
    let lines = faults.chain(forged);
    lines.map(|line| format!("{name}: {line}")).collect()
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
fn read_all(keys: &ServerKeys, files: &[PathBuf]) -> Result<BTreeMap<CentreId, Brought>, Failure> {
    let mut read = BTreeMap::<_, Brought>::new();
    for file in files {
        read_one(keys, file, &mut read)
            .map_err(|reason| Failure::Input(vec![format!("{}:1:1: {reason}", file.display())]))?;
    }
    Ok(read)
}

fn read_one(
    keys: &ServerKeys,
    file: &Path,
    read: &mut BTreeMap<CentreId, Brought>,
) -> Result<(), String> {
    let note =
        fs::read_to_string(file).map_err(|fault| format!("the file cannot be read: {fault}"))?;
    let say = |fault: NoteFault| fault.to_string();
    let checkpoint = Checkpoint::parse(&note).map_err(say)?;
    let key = LogKey::derive(keys);
    let named = |name: &str| CentreId::parse(name).map_err(|_| say(NoteFault::NotSigned));
    if let Some(centre) = key.centre_of(&checkpoint) {
        key.verifier(centre).check(&note).map_err(say)?;
        let brought = read.entry(named(centre)?).or_default();
        brought.events.push(checkpoint);
        return Ok(());
    }
    let (_, centre) = checkpoint.origin.rsplit_once('/').unwrap_or_default();
    let centre = named(centre)?;
    let verifier = DirectoryKey::derive(keys, centre.as_str()).verifier();
    verifier.check(&note).map_err(say)?;
    if checkpoint.origin != verifier.name() {
        return Err(say(NoteFault::NotSigned));
    }
    read.entry(centre).or_default().directory.push(checkpoint);
    Ok(())
}

async fn print_directory_checkpoint(
    place: &Place,
    centre: Option<CentreId>,
    of_key: bool,
) -> Result<(), Failure> {
    let keys = key_file::need(&place.data)?;
    let store = Store::open_to_read(&place.location()).await?;
    let mut tx = store.read().await?;
    let centre = choose(centre, &centre::list(&mut tx).await?)?;
    let scope = MachineScope::at(centre.clone());
    let last = directory::find_last_for_machine(&mut tx, &scope).await?;
    drop(tx);
    store.close().await;
    match last {
        _ if of_key => println!(
            "{}",
            DirectoryKey::derive(&keys, centre.as_str())
                .verifier()
                .to_text()
        ),
        Some(last) => print!("{}", last.note),
        None => {
            return Err(Failure::Input(vec![format!(
                "the directory of {centre} is empty: nobody has made keys there yet"
            )]));
        }
    }
    Ok(())
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
