//! Counting coded facts, and attacking what is to be published of them.
//!
//! Enquiries, consultations, exposed persons and persons mentioned are four
//! different counts and never added together. Every count is exact, every table
//! comes in the same order each time, unknown is a category, and a share carries
//! what it is a share of.
//!
//! **What this crate counts is for the hub only.** A small number is a person:
//! nothing here makes a table fit for release. [`audit`] says what an outsider can
//! conclude from releases; it sees statements, never facts.

pub mod audit;
pub mod columns;
mod count;
pub mod cross_table;
mod dictionary;
pub mod dimension;
pub mod month;
pub mod question;
mod selection;
mod table;

pub use columns::Columns;
pub use cross_table::{Axis, Category, CrossTable, Share};
pub use dimension::{Dimension, Unit};
pub use month::{Month, Period};
pub use question::{Question, QuestionFault};
