//! Finds what could tell who a text is about.
//!
//! One [`Scanner`] is made from a lexicon and the telephone lines that are public; it
//! lists the [`Span`]s of a text. Numbers that identify must stop a text from being
//! sent, the rest is shown and may be kept with a reason.
//!
//! **Nothing found does not mean that nobody can be recognised.** No I/O, clock or
//! chance; the same text gives the same spans, in time that grows with its length.

mod address;
mod date;
mod diary_number;
mod e_mail;
mod finding;
mod handle;
mod identity_number;
mod kind;
mod letters;
mod lexicon;
mod name;
mod place;
mod public_lines;
mod run;
mod scanner;
mod school;
mod signs;
mod span;
mod telephone;
mod text;
mod vocabulary;
mod workplace;

#[cfg(feature = "data")]
mod data;
#[cfg(test)]
mod linear;

#[cfg(feature = "data")]
pub use data::{LEXICON, PUBLIC_LINES};
pub use kind::Kind;
pub use lexicon::LexiconFault;
pub use scanner::Scanner;
pub use span::{Confidence, Span};
