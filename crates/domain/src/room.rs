//! How much an asker may still write in her thread. Nobody comes near it who writes to be read; it keeps one thread from filling the disk.

/// Entries an asker may write before the centre writes again.
pub const ENTRIES_AT_MOST: u64 = 60;
/// Sealed bytes of files in one thread.
pub const FILE_BYTES_AT_MOST: u64 = 100 * MEBIBYTE;

const MEBIBYTE: u64 = 1024 * 1024;
/// From here on a page says what is left.
const FEW_ENTRIES: u64 = 10;
const LITTLE_ROOM: u64 = 20 * MEBIBYTE;

/// What a thread holds already.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Used {
    /// Entries of the asker since the centre last wrote.
    pub entries: u64,
    /// Sealed bytes of its files.
    pub file_bytes: u64,
}

/// What is left.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Room {
    /// Entries, until the centre writes again.
    pub entries: u64,
    /// Sealed bytes of files.
    pub file_bytes: u64,
}

/// There is no room for it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the thread has no room for this")]
pub struct NoRoom;

impl Room {
    /// What is left beside what is used.
    #[must_use]
    pub fn beside(used: Used) -> Self {
        Self {
            entries: ENTRIES_AT_MOST.saturating_sub(used.entries),
            file_bytes: FILE_BYTES_AT_MOST.saturating_sub(used.file_bytes),
        }
    }

    /// Whether it is little enough to be said.
    #[must_use]
    pub fn is_little(self) -> bool {
        self.entries <= FEW_ENTRIES || self.file_bytes <= LITTLE_ROOM
    }

    /// Refuses an entry more than there is room for.
    pub fn check_entry(self) -> Result<(), NoRoom> {
        if self.entries > 0 {
            Ok(())
        } else {
            Err(NoRoom)
        }
    }

    /// Refuses a file larger than there is room for.
    pub fn check_file(self, sealed_bytes: u64) -> Result<(), NoRoom> {
        if sealed_bytes <= self.file_bytes {
            Ok(())
        } else {
            Err(NoRoom)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beside(entries: u64, file_bytes: u64) -> Room {
        Room::beside(Used {
            entries,
            file_bytes,
        })
    }

    #[test]
    fn an_ordinary_thread_is_told_nothing() {
        assert!(!beside(49, 79 * MEBIBYTE).is_little());
        assert!(beside(50, 0).is_little());
        assert!(beside(0, 80 * MEBIBYTE).is_little());
    }

    #[test]
    fn what_is_full_takes_no_more_of_that_kind() {
        let full = beside(ENTRIES_AT_MOST, 0);
        assert_eq!(
            (full.check_entry(), full.check_file(1)),
            (Err(NoRoom), Ok(()))
        );
        let heavy = beside(0, FILE_BYTES_AT_MOST - 10);
        assert_eq!(heavy.check_file(10), Ok(()));
        assert_eq!(
            (heavy.check_entry(), heavy.check_file(11)),
            (Ok(()), Err(NoRoom))
        );
    }
}
