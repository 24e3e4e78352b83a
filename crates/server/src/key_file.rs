//! The server's own keys: one file outside the database, readable by its owner alone.
//!
//! It is made at the first start. Without it nobody signs in and no code phrase opens anything, so a lost
//! file is never replaced by a new one in silence: the database knows the fingerprint of its keys.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use fyren_seal::{MachineChance, ServerKeys};

use crate::failure::Failure;

/// Where the file lies in the data folder.
pub(crate) fn path(data: &Path) -> PathBuf {
    data.join("keys").join("server-keys")
}

/// Reads the keys, or makes them where there is no file.
pub(crate) fn open(data: &Path) -> Result<ServerKeys, Failure> {
    match find(data)? {
        Some(keys) => Ok(keys),
        None => make(&path(data)),
    }
}

/// Reads the keys, if there is a file.
pub(crate) fn find(data: &Path) -> Result<Option<ServerKeys>, Failure> {
    let path = path(data);
    match fs::read_to_string(&path) {
        Ok(text) => {
            check_private(&path)?;
            read(&path, &text).map(Some)
        }
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(fault) => Err(unreadable(&path, &fault)),
    }
}

/// Reads the keys of an installation that has them.
pub(crate) fn need(data: &Path) -> Result<ServerKeys, Failure> {
    find(data)?.ok_or_else(|| {
        Failure::Input(vec![format!(
            "{} is not there: name the installation's folder by --data",
            path(data).display()
        )])
    })
}

fn read(path: &Path, text: &str) -> Result<ServerKeys, Failure> {
    ServerKeys::from_text(text).map_err(|fault| {
        let what = "the file of the server's keys is damaged; put back the copy you keep";
        Failure::Input(vec![format!("{}: {fault}: {what}", path.display())])
    })
}

fn make(path: &Path) -> Result<ServerKeys, Failure> {
    let keys = ServerKeys::make(&mut MachineChance);
    write(path, keys.to_text().as_bytes()).map_err(|fault| unreadable(path, &fault))?;
    tracing::info!(file = %path.display(), fingerprint = keys.fingerprint(), "made the server's keys: keep a copy of this file apart from the backups");
    Ok(keys)
}

fn write(path: &Path, text: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    fs::create_dir_all(folder)?;
    let mut file = options.open(path)?;
    file.write_all(text)?;
    file.sync_all()
}

/// Refuses a file that others on the machine can read.
fn check_private(path: &Path) -> Result<(), Failure> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(path)
            .map_err(|fault| unreadable(path, &fault))?
            .permissions()
            .mode();
        if mode & 0o077 != 0 {
            let file = path.display();
            return Err(Failure::Input(vec![format!(
                "{file} can be read by others on this machine: run `chmod 600 {file}`"
            )]));
        }
    }
    Ok(())
}

fn unreadable(path: &Path, fault: &std::io::Error) -> Failure {
    Failure::machine(&format!("{} cannot be used", path.display()), fault)
}
