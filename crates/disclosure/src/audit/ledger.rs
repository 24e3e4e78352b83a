//! The audit of all releases, of each beginning of them, and of what contradicts itself.
//!
//! A release more leaves fewer solutions: intervals only narrow. So what is accepted at the end was accepted
//! after each release, and the first release that is refused is found by halving.

use super::claims::{Claims, Target};
use super::fault::{ClaimsFault, Contradiction, Reason};
use super::report::{Decision, Finding, Report, Step, Verdict};
use super::row::Row;
use super::run::Run;

/// Most statements named beside one that contradicts them.
const MOST_NAMED: usize = 6;

impl Claims {
    /// Attacks all releases together.
    ///
    /// # Errors
    /// Statements that no whole numbers satisfy, with the first release and statement that leaves none.
    pub fn audit(&self) -> Result<Report, ClaimsFault> {
        let rows = self.rows(self.releases.len());
        let targets: Vec<&Target> = self.targets.iter().collect();
        let Ok(mut run) = Run::of(&rows, &self.caps, &targets, None) else {
            return Err(self.contradiction());
        };
        let findings: Vec<Finding> = targets
            .iter()
            .map(|target| Finding::of(target, &run.ends(target), &self.policy))
            .collect();
        let failing: Vec<&Target> = targets
            .into_iter()
            .zip(&findings)
            .filter(|(_, finding)| finding.verdict != Verdict::Ok)
            .map(|(target, _)| target)
            .collect();
        let accepted = if failing.is_empty() {
            self.releases.len()
        } else {
            let witness = run.witness();
            least(1, self.releases.len().max(1), |count| {
                self.fails(count, &failing, witness.as_deref())
            }) - 1
        };
        let decision = |fine| {
            if fine {
                Decision::Accept
            } else {
                Decision::Reject
            }
        };
        let ledger = self
            .releases
            .iter()
            .enumerate()
            .map(|(place, release)| Step {
                after: release.id.clone(),
                decision: decision(place < accepted),
            });
        Ok(Report {
            decision: decision(failing.is_empty()),
            ledger: ledger.collect(),
            targets: findings,
        })
    }

    /// Whether a target fails after so many releases.
    fn fails(&self, count: usize, targets: &[&Target], witness: Option<&[i64]>) -> bool {
        let rows = self.rows(count);
        Run::of(&rows, &self.caps, targets, witness).map_or(true, |mut run| {
            targets.iter().any(|target| {
                let finding = Finding::of(target, &run.ends(target), &self.policy);
                finding.verdict != Verdict::Ok
            })
        })
    }

    fn rows(&self, count: usize) -> Vec<&Row> {
        let releases = self.releases[..count].iter();
        releases.flat_map(|release| &release.statements).collect()
    }

    /// Finds the first statement that leaves no solution, and a few earlier ones that it contradicts.
    fn contradiction(&self) -> ClaimsFault {
        let rows = self.rows(self.releases.len());
        let is_impossible = |rows: &[&Row]| Run::of(rows, &self.caps, &[], None).is_err();
        let last = least(1, rows.len(), |count| is_impossible(&rows[..count])) - 1;
        let mut named = vec![last];
        let mut candidates = last;
        let chosen = |named: &[usize], count: usize| -> Vec<&Row> {
            let named = named.iter().map(|place| rows[*place]);
            rows[..count].iter().copied().chain(named).collect()
        };
        while named.len() <= MOST_NAMED && !is_impossible(&chosen(&named, 0)) {
            let count = least(1, candidates, |count| is_impossible(&chosen(&named, count)));
            candidates = count - 1;
            named.push(candidates);
        }
        let complete = named.len() <= MOST_NAMED;
        let mut others = named.split_off(1);
        others.sort_unstable();
        let (release, path) = self.path(last);
        let with = complete.then(|| others.iter().map(|place| self.path(*place).1).collect());
        ClaimsFault::Claim {
            path,
            reason: Reason::Contradiction(Contradiction { release, with }),
        }
    }

    /// The release of a statement counted through all releases, and its path.
    fn path(&self, statement: usize) -> (String, String) {
        let mut place = statement;
        for (number, release) in self.releases.iter().enumerate() {
            if place < release.statements.len() {
                let path = format!("releases[{number}].published[{place}]");
                return (release.id.clone(), path);
            }
            place -= release.statements.len();
        }
        unreachable!("a statement belongs to a release")
    }
}

/// The least number of a range for which something is so, knowing that it is so from there on; the last at latest.
fn least(mut first: usize, mut last: usize, mut is_so: impl FnMut(usize) -> bool) -> usize {
    while first < last {
        let middle = first.midpoint(last);
        if is_so(middle) {
            last = middle;
        } else {
            first = middle + 1;
        }
    }
    first
}
