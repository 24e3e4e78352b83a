//! Counting coded facts, protecting what is to be published of them, and attacking it.
//!
//! Enquiries, consultations, exposed persons and persons mentioned are four
//! different counts and never added together. Every count is exact, every table
//! comes in the same order each time, unknown is a category, and a share carries
//! what it is a share of.
//!
//! **What this crate counts is for the hub only.** A small number is a person:
//! a cross table is not fit for release. [`protect`] hides cells of a table of counts
//! until nobody can conclude a small number from the rest; [`audit`] says what an
//! outsider can conclude from releases; it sees statements, never facts. The two share
//! no code, so that one can catch the other's errors.

pub mod audit;
pub mod columns;
mod count;
pub mod cross_table;
mod dictionary;
pub mod dimension;
pub mod month;
pub mod protect;
pub mod question;
mod selection;
mod table;

pub use columns::Columns;
pub use cross_table::{Axis, Category, CrossTable, Share};
pub use dimension::{Dimension, Unit};
pub use month::{Month, Period};
pub use question::{Question, QuestionFault};
