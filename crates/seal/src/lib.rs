//! All cryptography of Fyren: formats, keys, sealing and opening, sign-in and code phrases.
//!
//! Pure: no clock, no files, no network, and chance is passed in as [`Chance`]. The same code runs on the
//! server, in tests and in the browser. Every construction is a published one; the bytes are described in
//! `FORMAT.md` beside this crate. Secrets are wiped when dropped and cannot be printed, and whatever fails
//! to open fails as the one value [`Unopenable`].

mod aead;
pub mod at_rest;
mod chance;
mod context;
pub mod directory;
pub mod entry;
pub mod file;
pub mod holder;
mod hybrid;
pub mod intake;
pub mod log;
mod padding;
pub mod phrase;
pub mod recovery;
pub mod request;
pub mod root;
mod secret;
pub mod server_keys;
pub mod sign_in;
mod stretch;
mod unopenable;
pub mod upload;
pub mod word_list;
pub mod work;
pub mod wrap;

pub use at_rest::{AtRestKey, mark_bytes, open_row, seal_row};
#[cfg(feature = "machine")]
pub use chance::MachineChance;
#[cfg(feature = "seeded")]
pub use chance::SeededChance;
pub use chance::{Chance, DrawnChance};
pub use entry::{EntryContext, EntryKind, check_entry, open_entry, seal_entry};
pub use file::{FileContext, OpenedFile, check_file, open_file, seal_file};
pub use holder::{HolderCard, HolderKeys, OpeningKey, SealingKey, SigningKey, VerifyingKey};
pub use intake::{IntakeEpoch, IntakeSecret, make_epoch, open_intake, wrap_intake};
pub use padding::SizeClass;
pub use phrase::{Phrase, PhraseFault, PhraseKeys, PhraseServer, PinnedPhraseKey};
pub use request::{check_request, sign_request};
pub use root::{RootKey, open_root, wrap_root};
pub use secret::Secret;
pub use server_keys::ServerKeys;
pub use unopenable::{Malformed, TooLong, Unopenable};
pub use upload::split_upload;
pub use word_list::WordList;
pub use work::{Work, check_work};
pub use wrap::{ContentKey, WrapContext, make_wrap, open_wrap};
