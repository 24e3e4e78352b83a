//! Importing what a centre kept before it had Fyren, and exporting everything again: as pages, and for the commands.
//!
//! The file comes to the server, which is why only coded facts are taken. It is never stored: the page that shows
//! the preview carries the file itself, and sends it again when its good rows are to be imported. So nothing lies
//! on the server between the two steps, no file must be chosen twice, and what is imported is what was shown.

mod export;
mod keep;
mod page;
mod plan;
mod preview;
mod upload;
mod words;

pub use self::export::{Days, Export, FileForm, export, template};
pub use self::keep::{Doer, keep};
pub(crate) use self::page::routes;
pub use self::plan::{Plan, PlannedCall, Standing, plan};
pub use self::preview::{Preview, PreviewLine};
