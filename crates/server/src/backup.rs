//! `fyren backup`: everything the database holds, of one moment, in one file that only the recipients can open.
//!
//! The rows are written by `fyren_store::backup`; here they are sealed with age and put in their place. The
//! server's keys are never in a backup: with them a stolen one would tell what is counted.

mod folder;

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use age::x25519::Recipient;
use fyren_store::backup::{self, BackupFault, Header};
use jiff::Timestamp;

use self::folder::Unfinished;
use crate::command::{BackupOptions, Recipients, recipient};
use crate::failure::Failure;
use crate::serve::runtime;

/// Writes a backup, and removes those that are too old.
pub(crate) fn run(options: &BackupOptions) -> Result<(), Failure> {
    let recipients = recipients(&options.recipients)?;
    let now = Timestamp::now();
    let folder = &options.to;
    let unfinished = Unfinished::begin(folder, now).map_err(|fault| unwritable(folder, &fault))?;
    let header = runtime()?.block_on(write(options, &recipients, &unfinished, now))?;
    let (path, bytes) = unfinished
        .finish()
        .map_err(|fault| unwritable(folder, &fault))?;
    println!(
        "wrote {}: {} rows, {bytes} bytes",
        path.display(),
        header.rows()
    );
    let removed = folder::remove_old(folder, now, options.keep_days);
    for path in removed.map_err(|fault| unwritable(folder, &fault))? {
        println!("removed {}", path.display());
    }
    Ok(())
}

async fn write(
    options: &BackupOptions,
    recipients: &[Recipient],
    unfinished: &Unfinished,
    now: Timestamp,
) -> Result<Header, Failure> {
    let recipients = recipients
        .iter()
        .map(|recipient| recipient as &dyn age::Recipient);
    let encryptor = age::Encryptor::with_recipients(recipients)
        .map_err(|fault| Failure::machine("the backup cannot be sealed", &fault))?;
    let output = |fault| Failure::from(BackupFault::Output(fault));
    let file = BufWriter::new(unfinished.file());
    let mut sealed = encryptor.wrap_output(file).map_err(output)?;
    let made_at = now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let header = backup::write(&options.place.location(), &made_at, &mut sealed).await?;
    let end = |sealed: age::stream::StreamWriter<BufWriter<&fs::File>>| -> io::Result<()> {
        sealed.finish()?.flush()
    };
    end(sealed).map_err(output)?;
    Ok(header)
}

/// Everybody named, and those on each line of the files.
fn recipients(named: &Recipients) -> Result<Vec<Recipient>, Failure> {
    let mut recipients = named.recipient.clone();
    let mut faults = Vec::new();
    for file in &named.recipient_file {
        match fs::read_to_string(file) {
            Ok(text) => read_recipients(file, &text, &mut recipients, &mut faults),
            Err(fault) => faults.push(format!(
                "{}:1:1: the file cannot be read: {fault}",
                file.display()
            )),
        }
    }
    if faults.is_empty() && recipients.is_empty() {
        faults.push("the files name no recipient: nobody could open the backup".to_owned());
    }
    if faults.is_empty() {
        Ok(recipients)
    } else {
        Err(Failure::Input(faults))
    }
}

fn read_recipients(
    file: &Path,
    text: &str,
    recipients: &mut Vec<Recipient>,
    faults: &mut Vec<String>,
) {
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match recipient(line) {
            Ok(recipient) => recipients.push(recipient),
            Err(reason) => faults.push(format!("{}:{}:1: {reason}", file.display(), number + 1)),
        }
    }
}

fn unwritable(folder: &Path, fault: &io::Error) -> Failure {
    let what = "cannot be used for backups; name a folder that is there and may be written";
    Failure::machine(&format!("{} {what}", folder.display()), fault)
}
