//! Tests read like use: a centre, people who work there, visitors, and pages that are read by role and text.
//!
//! Nothing is mocked: the real router over a real database, with a clock that stands still and chance that repeats itself.

mod arrival;
mod asker;
mod authenticator;
mod browser;
mod centre;
mod colleague;
mod matters;
mod page;
mod recovery;
mod vaults;

pub(crate) use self::arrival::{Arrival, code, invite, token_of};
pub(crate) use self::asker::{Asker, PHRASE, audience, bytes, worked};
pub(crate) use self::authenticator::Authenticator;
pub(crate) use self::browser::Browser;
pub(crate) use self::centre::Centre;
pub(crate) use self::colleague::Colleague;
pub(crate) use self::matters::{asked, call, raise_demand};
pub(crate) use self::page::Page;
pub(crate) use self::recovery::{APP, Lost, Recovering, Ring, protect, root_named, root_of};
pub(crate) use self::vaults::address;
