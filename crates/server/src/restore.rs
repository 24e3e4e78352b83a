//! `fyren restore`: a backup into an empty folder or database, all of it or nothing; or only a look at whether it could be.

use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::Path;

use age::{DecryptError, Decryptor, Identity, IdentityFile};
use fyren_store::Location;
use fyren_store::backup::{self, BackupFault, Header, Reader};

use crate::command::RestoreOptions;
use crate::failure::Failure;
use crate::key_file;
use crate::serve::runtime;

type Unsealed = BufReader<age::stream::StreamReader<BufReader<File>>>;

/// Restores a backup, or checks it.
pub(crate) fn run(options: &RestoreOptions) -> Result<(), Failure> {
    let identities = identities(&options.identity)?;
    let unsealed = unseal(&options.from, &identities)?;
    runtime()?.block_on(async {
        if options.check {
            let header = backup::check(unsealed).await;
            let header = header.map_err(|fault| of_file(&options.from, fault))?;
            println!("{}", told(&options.from, &header));
            return Ok(());
        }
        restore(options, unsealed).await
    })
}

async fn restore(options: &RestoreOptions, unsealed: Unsealed) -> Result<(), Failure> {
    let reader = Reader::open(unsealed).await;
    let reader = reader.map_err(|fault| of_file(&options.from, fault))?;
    let (data, location) = (&options.place.data, options.place.location());
    check_keys(data, &reader.header().keys)?;
    if let Location::Sqlite(file) = &location {
        check_empty(data, file)?;
    }
    let header = backup::restore(&location, reader).await;
    let header = header.map_err(|fault| of_file(&options.from, fault))?;
    println!("restored {}", told(&options.from, &header));
    println!(
        "what was done after that is not in it: start the server, and look at staff, readers and exclusions first"
    );
    Ok(())
}

/// The identities in a file as `age-keygen` writes it.
fn identities(file: &Path) -> Result<Vec<Box<dyn Identity>>, Failure> {
    let name = file.display();
    let wrong =
        |reason: &dyn std::fmt::Display| Failure::Input(vec![format!("{name}:1:1: {reason}")]);
    let text = fs::read_to_string(file)
        .map_err(|fault| wrong(&format!("the file cannot be read: {fault}")))?;
    let no_identity = "this is not a file of age identities, as `age-keygen` writes it";
    let identities = IdentityFile::from_buffer(text.as_bytes())
        .ok()
        .and_then(|file| file.into_identities().ok())
        .filter(|identities| !identities.is_empty());
    identities.ok_or_else(|| wrong(&no_identity))
}

fn unseal(file: &Path, identities: &[Box<dyn Identity>]) -> Result<Unsealed, Failure> {
    let name = file.display();
    let opened = File::open(file).map_err(|fault| {
        Failure::Input(vec![format!("{name}: the backup cannot be read: {fault}")])
    })?;
    let identities = identities.iter().map(|identity| &**identity);
    let unsealed = Decryptor::new_buffered(BufReader::new(opened))
        .and_then(|decryptor| decryptor.decrypt(identities));
    match unsealed {
        Ok(unsealed) => Ok(BufReader::new(unsealed)),
        Err(DecryptError::Io(fault)) if fault.kind() != io::ErrorKind::UnexpectedEof => {
            Err(Failure::machine(&format!("{name} cannot be read"), &fault))
        }
        Err(DecryptError::NoMatchingKeys) => Err(Failure::Input(vec![format!(
            "{name}: the backup was not sealed for this identity: name the one whose recipient `fyren backup` was given"
        )])),
        Err(_) => Err(Failure::Input(vec![format!(
            "{name}: this is not a backup, or it is damaged in its first lines"
        )])),
    }
}

/// The keys must be there first, and must be those the rows belong to.
fn check_keys(data: &Path, fingerprint: &str) -> Result<(), Failure> {
    let file = key_file::path(data);
    let file = file.display();
    let wrong = match key_file::find(data)? {
        Some(keys) if keys.fingerprint() == fingerprint => return Ok(()),
        Some(keys) => format!(
            "{file}: the backup belongs to other keys (fingerprint {fingerprint}) than these (fingerprint {}): \
             nothing in it could be opened. Put the right file of keys there",
            keys.fingerprint()
        ),
        None => format!(
            "{file}: put the copy of the server's keys there first (fingerprint {fingerprint}), for its owner alone: \
             a backup does not hold them, and nothing in it opens without them"
        ),
    };
    Err(Failure::Input(vec![wrong]))
}

/// Nothing may lie in the folder but the keys, and what a restore left that was cut off.
fn check_empty(data: &Path, file: &Path) -> Result<(), Failure> {
    let unreadable =
        |fault| Failure::machine(&format!("{} cannot be read", data.display()), &fault);
    let unfinished = backup::unfinished(file);
    for entry in fs::read_dir(data).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let left = path
            .to_string_lossy()
            .starts_with(&*unfinished.to_string_lossy());
        if path != data.join("keys") && !left {
            return Err(Failure::Input(vec![format!(
                "{}: a backup is restored into a folder with nothing in it but keys/server-keys. \
                 Move this away, or name another --data",
                path.display()
            )]));
        }
    }
    Ok(())
}

fn told(file: &Path, header: &Header) -> String {
    format!(
        "{}: {} rows of {}, made at {}, schema {}, keys {}",
        file.display(),
        header.rows(),
        match header.centres.as_slice() {
            [] => "no centre yet".to_owned(),
            centres => centres.join(", "),
        },
        header.made_at,
        header.schema,
        header.keys
    )
}

/// What is wrong with the backup is told with its name.
fn of_file(file: &Path, fault: BackupFault) -> Failure {
    match fault {
        BackupFault::Damaged { .. }
        | BackupFault::NewerForm { .. }
        | BackupFault::NewerSchema { .. } => {
            Failure::Input(vec![format!("{}: {fault}", file.display())])
        }
        other => other.into(),
    }
}
