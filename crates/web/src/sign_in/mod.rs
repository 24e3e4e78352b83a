//! Sign-in: a passphrase that never leaves the browser, then a second factor.

mod handle;
mod pace;
mod refusal;

pub(crate) use self::handle::Handle;
pub(crate) use self::pace::Pace;
pub use self::refusal::Refusal;
