//! Protection: which cells of a table are hidden so that nobody can conclude a small number from the rest.
//!
//! Every hidden cell, whether small itself or hidden to protect another, must be able to be nothing and to be
//! enough for all that an outsider knows: what is published, what was published earlier, and the most that a
//! leaf cell can hold. Both are shown by witnesses, whole tables that agree with everything published; each is
//! checked in whole numbers before anything is given out. So no bound rests on a float (L. Willenborg and T. de
//! Waal, *Elements of Statistical Disclosure Control*, 2001; M. Fischetti and J. J. Salazar, "Solving the cell
//! suppression problem on tabular data with linear constraints", 2001, whose heuristic by attackers' problems
//! this resembles). Shares no code with the audit, which may so catch its errors.

mod answer;
mod coarsening;
mod dimension;
mod earlier;
mod fault;
mod json;
mod lattice;
mod pattern;
mod policy;
mod proof;
mod search;
mod suppression;
mod surroundings;
mod table;
mod walk;

pub use answer::{Cell, Claims, Protected, Report};
pub use coarsening::Coarsened;
pub use fault::{Place, Reason, TableFault};
pub use table::{MOST_CELLS, MOST_MENTIONS, Table};

use suppression::Suppression;

impl Table {
    /// Protects the table by hiding cells, after merging codes where hiding cannot be enough.
    ///
    /// # Errors
    /// A cell that nothing can protect. Then nothing is given out.
    pub fn protect(&self) -> Result<Protected, TableFault> {
        let mut table = self.clone();
        let (lattice, coarsened) = coarsening::coarsen(&mut table)?;
        let suppression = Suppression::of(&table, &lattice)?;
        proof::check(&table, &lattice, &suppression)?;
        Ok(Protected::of(&table, &lattice, &suppression, coarsened))
    }
}
