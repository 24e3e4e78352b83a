//! The folder of backups: what they are called, how one comes to be there whole or not at all, and how long they stay.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

const NAME: &str = "fyren-%Y-%m-%dT%H%MZ.age";
const PART: &str = ".part";
/// No backup takes longer; an unfinished one that is older was cut off.
const PART_DAYS: u16 = 2;

/// A backup that is being written under another name. Dropped before it is finished, it is removed.
pub(super) struct Unfinished {
    folder: PathBuf,
    part: PathBuf,
    whole: PathBuf,
    file: File,
}

impl Unfinished {
    /// Begins the backup of this minute, readable by its owner alone.
    pub(super) fn begin(folder: &Path, now: Timestamp) -> io::Result<Self> {
        let name = now.strftime(NAME).to_string();
        let (part, whole) = (folder.join(format!("{name}{PART}")), folder.join(name));
        if whole.exists() {
            let there = format!(
                "there is a backup of this minute already: {}",
                whole.display()
            );
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, there));
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&part)?;
        Ok(Self {
            folder: folder.into(),
            part,
            whole,
            file,
        })
    }

    /// Where to write.
    pub(super) fn file(&self) -> &File {
        &self.file
    }

    /// Puts it in its place once it is on the disk; says where that is and how large it is.
    pub(super) fn finish(self) -> io::Result<(PathBuf, u64)> {
        self.file.sync_all()?;
        let bytes = self.file.metadata()?.len();
        fs::rename(&self.part, &self.whole)?;
        File::open(&self.folder)?.sync_all()?;
        Ok((self.whole.clone(), bytes))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // A finished one is not there any more under this name.
        let _ = fs::remove_file(&self.part);
    }
}

/// Removes the backups that have become this many days old, and unfinished ones that were cut off.
/// Nothing else in the folder is touched.
pub(super) fn remove_old(
    folder: &Path,
    now: Timestamp,
    keep_days: u16,
) -> io::Result<Vec<PathBuf>> {
    let today = now.to_zoned(TimeZone::UTC).date();
    let mut removed = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let is_old = name
            .to_str()
            .is_some_and(|name| is_old(name, today, keep_days));
        if is_old && entry.file_type()?.is_file() {
            fs::remove_file(entry.path())?;
            removed.push(entry.path());
        }
    }
    removed.sort();
    Ok(removed)
}

fn is_old(name: &str, today: Date, keep_days: u16) -> bool {
    let (name, days) = match name.strip_suffix(PART) {
        Some(name) => (name, PART_DAYS.min(keep_days)),
        None => (name, keep_days),
    };
    day_of(name).is_some_and(|day| day.saturating_add(i64::from(days).days()) <= today)
}

/// The day in a name of ours.
fn day_of(name: &str) -> Option<Date> {
    let made = DateTime::strptime(NAME, name).ok()?;
    let same = made.to_zoned(TimeZone::UTC).ok()?;
    (same.strftime(NAME).to_string() == name).then(|| made.date())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn folder(name: &str) -> PathBuf {
        let name = format!("fyren-backups-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_backup_is_named_by_its_minute_and_appears_when_it_is_whole() {
        let folder = folder("whole");
        let backup = Unfinished::begin(&folder, at("2026-11-30T02:00:59Z")).unwrap();
        assert_eq!(names(&folder), ["fyren-2026-11-30T0200Z.age.part"]);
        backup.finish().unwrap();
        assert_eq!(names(&folder), ["fyren-2026-11-30T0200Z.age"]);
        let again = Unfinished::begin(&folder, at("2026-11-30T02:00:01Z"));
        assert!(again.is_err());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn one_that_is_given_up_is_removed() {
        let folder = folder("given-up");
        drop(Unfinished::begin(&folder, at("2026-11-30T02:00:00Z")).unwrap());
        assert!(names(&folder).is_empty());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn backups_go_on_the_day_they_are_too_old_and_other_files_stay() {
        let folder = folder("old");
        let stay = [
            "fyren-2026-11-01T0200Z.age",
            "fyren-2026-11-30T0200Z.age",
            "fyren-2026-11-30T0100Z.age.part",
            "fyren-2026-10-01.age",
            "fyren-2026-10-01T0200Z.age.txt",
            "fyren-2026-02-31T0200Z.age",
            "another-2026-10-01T0200Z.age",
            "letter.txt",
        ];
        let go = [
            "fyren-2026-10-31T0200Z.age",
            "fyren-2025-11-30T0200Z.age",
            "fyren-2026-11-28T0100Z.age.part",
        ];
        for name in stay.iter().chain(&go) {
            fs::write(folder.join(name), "").unwrap();
        }
        fs::create_dir(folder.join("fyren-2020-01-01T0000Z.age")).unwrap();
        let removed = remove_old(&folder, at("2026-11-30T02:00:00Z"), 30).unwrap();
        let mut expected = go.map(|name| folder.join(name));
        expected.sort();
        assert_eq!(removed, expected);
        assert_eq!(names(&folder).len(), stay.len() + 1);
        fs::remove_dir_all(folder).unwrap();
    }
}
