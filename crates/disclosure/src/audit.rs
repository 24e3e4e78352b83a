//! The attack on released statistics: what can somebody conclude who has read every release?
//!
//! Every published statement is a row over atoms, which are counts: whole and not negative. For each hidden
//! quantity the audit finds its feasible interval, the least and the greatest value that whole numbers
//! satisfying all rows can give it (L. Willenborg and T. de Waal, *Elements of Statistical Disclosure Control*,
//! 2001; M. Fischetti and J. J. Salazar call these the attacker's problems). Both ends have a witness that
//! satisfies the statements in whole numbers and a proof that nothing lies beyond, neither of which rests on
//! a float. What cannot be proved within a bound of work counts as unsafe. Shares no code with protection.

mod certificate;
mod claims;
mod decimal;
mod fault;
mod fraction;
mod ground;
mod json;
mod ledger;
mod reduced;
mod report;
mod row;
mod run;
mod search;
mod system;
mod tableau;

pub use claims::{Claims, MOST_ROWS, MOST_TERMS};
pub use fault::{ClaimsFault, Contradiction, Reason};
pub use report::{Decision, Finding, Report, Step, Verdict};
