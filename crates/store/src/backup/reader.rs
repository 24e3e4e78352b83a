//! Reads a backup line by line, and believes none of it before the trailer has been compared.

use std::io::{self, BufRead, Read as _};

use sha2::{Digest as _, Sha256};

use super::{
    BackupFault, FORMAT,
    layout::{self, Table},
    line::{self, Header, Trailer, Value},
};
use crate::{Fault, migration};

/// The longest row is a part of a file, 256 KiB and its base64; more than this is no backup of ours.
const LONGEST_LINE: u64 = 16 << 20;

/// A backup that is being read; its header has been.
pub struct Reader<R> {
    lines: Lines<R>,
    header: Header,
    pub(super) tables: Vec<Table>,
    /// The table whose rows come next, and how many of them have been read.
    at: usize,
    read: u64,
}

/// Reads a whole backup and writes nothing: whether every line is what it should be, none is missing and none changed.
///
/// # Errors
/// [`BackupFault`] says at which line.
pub async fn check<R: BufRead>(input: R) -> Result<Header, BackupFault> {
    let mut reader = Reader::open(input).await?;
    while reader.next_row()?.is_some() {}
    Ok(reader.header)
}

impl<R: BufRead> Reader<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// [`BackupFault`] if this is no backup, or one of a newer Fyren.
    pub async fn open(input: R) -> Result<Self, BackupFault> {
        let mut lines = Lines::of(input);
        let line = lines.next()?;
        let header = read_header(&line)?;
        lines.hash.update(&line);
        let tables = layout::of(header.schema).await?;
        if !header.is_of(&tables) {
            return Err(lines.damaged("these are not the tables of its schema"));
        }
        Ok(Self {
            lines,
            header,
            tables,
            at: 0,
            read: 0,
        })
    }

    /// What the backup is of.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The next row and the number of its table; `None` once the trailer has been found right.
    pub(super) fn next_row(&mut self) -> Result<Option<(usize, Vec<Value>)>, BackupFault> {
        while self
            .header
            .tables
            .get(self.at)
            .is_some_and(|table| self.read == table.rows)
        {
            (self.at, self.read) = (self.at + 1, 0);
        }
        let line = self.lines.next()?;
        let Some(table) = self.tables.get(self.at) else {
            return self.check_trailer(&line).map(|()| None);
        };
        let values = line::row(table, &line)
            .ok_or_else(|| self.lines.damaged("this is not the row that must follow"))?;
        self.lines.hash.update(&line);
        self.read += 1;
        Ok(Some((self.at, values)))
    }

    /// What it means that the database refused the rows read so far.
    pub(super) fn refused(&self, error: sqlx::Error) -> BackupFault {
        match error.into() {
            Fault::Conflict | Fault::Refused => self.lines.damaged("the rows do not fit together"),
            other => other.into(),
        }
    }

    fn check_trailer(&mut self, line: &[u8]) -> Result<(), BackupFault> {
        let trailer: Option<Trailer> = serde_json::from_slice(line).ok();
        let hash = std::mem::take(&mut self.lines.hash).finalize();
        let counted = Trailer {
            rows: self.header.rows(),
            sha256: data_encoding::HEXLOWER.encode(&hash),
        };
        if trailer != Some(counted) {
            return Err(self.lines.damaged("its last line does not fit the others"));
        }
        self.lines.check_end()
    }
}

fn read_header(line: &[u8]) -> Result<Header, BackupFault> {
    let no_backup = BackupFault::Damaged {
        line: 1,
        what: "this is not the first line of a backup",
    };
    let form: Option<u32> = serde_json::from_slice::<serde_json::Value>(line)
        .ok()
        .and_then(|json| json.get("fyren-backup")?.as_u64()?.try_into().ok());
    match form {
        None => return Err(no_backup),
        Some(FORMAT) => {}
        Some(found) => return Err(BackupFault::NewerForm { found }),
    }
    let header: Header = serde_json::from_slice(line).map_err(|_| no_backup)?;
    let known = migration::newest();
    if header.schema > known {
        let found = header.schema;
        return Err(BackupFault::NewerSchema { found, known });
    }
    Ok(header)
}

/// The lines of a stream, counted and hashed.
struct Lines<R> {
    input: R,
    hash: Sha256,
    number: u64,
}

impl<R: BufRead> Lines<R> {
    fn of(input: R) -> Self {
        Self {
            input,
            hash: Sha256::new(),
            number: 0,
        }
    }

    fn next(&mut self) -> Result<Vec<u8>, BackupFault> {
        self.number += 1;
        let mut line = Vec::new();
        let mut limited = self.input.by_ref().take(LONGEST_LINE);
        let read = limited.read_until(b'\n', &mut line);
        read.map_err(|fault| self.unreadable(fault))?;
        if line.last() != Some(&b'\n') {
            return Err(self.damaged("it ends here, or the line is too long"));
        }
        Ok(line)
    }

    fn check_end(&mut self) -> Result<(), BackupFault> {
        self.number += 1;
        let more = self.input.fill_buf().map(|more| !more.is_empty());
        match more.map_err(|fault| self.unreadable(fault))? {
            true => Err(self.damaged("something follows the last line")),
            false => Ok(()),
        }
    }

    fn damaged(&self, what: &'static str) -> BackupFault {
        let line = self.number;
        BackupFault::Damaged { line, what }
    }

    /// What seals the stream tells by these two that a byte is missing or is another.
    fn unreadable(&self, fault: io::Error) -> BackupFault {
        match fault.kind() {
            io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData => {
                self.damaged("its seal is broken here")
            }
            _ => BackupFault::Input(fault),
        }
    }
}
