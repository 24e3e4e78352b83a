//! Goes through a log from its first row and says where it is not as it was written.
//!
//! Nothing but hashes comes in: what a row says, and what stands beside it. A row that does not follow is
//! looked at again with those around it, to tell a changed row from one that was moved, inserted or taken away.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{Checkpoint, Hash, Tree, chain, genesis};

/// How many rows inserted or taken away together are told apart from changed ones.
const AHEAD: usize = 8;
/// Among so many rows that do not follow it is told which was moved where.
const MOVED_AT_MOST: usize = 48;

/// A row as it lies in the log.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Link {
    /// The number it stands at.
    pub number: i64,
    /// The hash of what it says, see [`super::Content::digest`].
    pub content: Hash,
    /// The hash that stands beside it.
    pub hash: Option<Hash>,
}

/// What is counted beside the log: its last row.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Counted {
    /// The number of the last row; 0 of none.
    pub number: i64,
    /// Its hash; the genesis if there is none.
    pub hash: Option<Hash>,
}

/// Something that is not as it was written.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum LogFault {
    /// The row was changed; or the one before was, together with its hash.
    Changed {
        /// Where it stands.
        number: i64,
    },
    /// The row does not follow the one before, which is at fault itself: whether this one is too cannot be told.
    Unclear {
        /// Where it stands.
        number: i64,
    },
    /// These rows were taken away.
    Removed {
        /// The first of them.
        first: i64,
        /// The last of them.
        last: i64,
    },
    /// The row was written as another one.
    Moved {
        /// Where it stands.
        number: i64,
        /// The number it was written with.
        from: i64,
    },
    /// The row was put in later.
    Inserted {
        /// Where it stands.
        number: i64,
    },
    /// The last row is not the one that was counted last.
    NotLast {
        /// Where it stands.
        number: i64,
    },
    /// The rows up to here are not those a checkpoint was signed for.
    NotMatched {
        /// How many rows the checkpoint covers.
        size: u64,
        /// How many further checkpoints are not matched either.
        more: usize,
    },
    /// The log ends before the last checkpoint that was signed.
    CutOff {
        /// How many rows there are.
        rows: u64,
        /// How many the checkpoint covers.
        size: u64,
    },
}

impl LogFault {
    /// The first row it concerns.
    #[must_use]
    pub fn number(&self) -> i64 {
        match *self {
            Self::Changed { number }
            | Self::Unclear { number }
            | Self::Moved { number, .. }
            | Self::Inserted { number }
            | Self::NotLast { number }
            | Self::Removed { first: number, .. } => number,
            Self::NotMatched { size, .. } | Self::CutOff { size, .. } => {
                i64::try_from(size).unwrap_or(i64::MAX)
            }
        }
    }
}

/// What a whole log was found to be.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Verdict {
    /// How many rows were looked at.
    pub rows: u64,
    /// How many checkpoints were matched.
    pub checkpoints: usize,
    /// What is wrong, in the order of the rows; nothing of a whole log.
    pub faults: Vec<LogFault>,
    /// The tree over all rows: the next checkpoint.
    pub tree: Tree,
}

/// A row that does not follow the one before.
#[derive(Clone, Copy)]
struct Suspect {
    /// The number it was probably written with.
    number: i64,
    link: Link,
    previous: Hash,
}

/// Takes the rows of one centre's log, in order.
pub struct Check {
    /// Rows that wait until those after them are known.
    ahead: VecDeque<Link>,
    /// The number the last row was written with.
    last: i64,
    /// The hash of the last row, if it can be relied on.
    previous: Option<Hash>,
    counted: Counted,
    /// By how much rows were written with higher numbers than they stand at.
    shift: i64,
    /// Roots that were signed, by size.
    signed: BTreeMap<u64, BTreeSet<Hash>>,
    unmatched: Vec<u64>,
    suspects: Vec<Suspect>,
    verdict: Verdict,
}

impl Check {
    /// Begins with the first row of a centre; the checkpoints' signatures have been checked.
    #[must_use]
    pub fn begin<'c>(
        centre: &str,
        counted: Counted,
        signed: impl IntoIterator<Item = &'c Checkpoint>,
    ) -> Self {
        Self::after(Tree::default(), genesis(centre), counted, signed)
    }

    /// Begins after the rows of a tree, the last of which has this hash.
    #[must_use]
    pub fn after<'c>(
        tree: Tree,
        previous: Hash,
        counted: Counted,
        signed: impl IntoIterator<Item = &'c Checkpoint>,
    ) -> Self {
        let mut roots = BTreeMap::<u64, BTreeSet<Hash>>::new();
        for checkpoint in signed {
            let at_size = roots.entry(checkpoint.size).or_default();
            at_size.insert(checkpoint.root);
        }
        let mut check = Self {
            ahead: VecDeque::with_capacity(AHEAD + 1),
            last: i64::try_from(tree.size()).unwrap_or(i64::MAX),
            previous: Some(previous),
            counted,
            shift: 0,
            signed: roots,
            unmatched: Vec::new(),
            suspects: Vec::new(),
            verdict: Verdict {
                tree,
                ..Verdict::default()
            },
        };
        check.compare();
        check
    }

    /// Takes the next row.
    pub fn take(&mut self, link: Link) {
        self.ahead.push_back(link);
        if self.ahead.len() > AHEAD {
            self.look();
        }
    }

    /// Ends, and tells what was found.
    #[must_use]
    pub fn finish(mut self) -> Verdict {
        while !self.ahead.is_empty() {
            self.look();
        }
        self.end();
        self.tell_suspects();
        if let Some((&size, more)) = self.unmatched.split_first() {
            let more = more.len();
            self.verdict
                .faults
                .push(LogFault::NotMatched { size, more });
        }
        let order = |fault: &LogFault| (fault.number(), *fault);
        self.verdict.faults.sort_by_key(order);
        self.verdict.faults.dedup();
        self.verdict
    }

    /// Looks at the row that has waited longest.
    fn look(&mut self) {
        let Some(link) = self.ahead.pop_front() else {
            return;
        };
        self.verdict.rows += 1;
        let number = link.number.saturating_add(self.shift);
        self.see_gap(number);
        if number > self.counted.number {
            return self.pass_over(link);
        }
        self.last = number;
        let Some(previous) = self.previous else {
            return self.go_on(link);
        };
        if link.hash == Some(chain(number, &link.content, &previous)) {
            return self.go_on(link);
        }
        if self.is_inserted(number, &previous) {
            self.last -= 1;
            self.shift -= 1;
            return self.pass_over(link);
        }
        if let Some(gone) = self.are_removed(number, &link) {
            let (first, last) = (number, number.saturating_add(gone - 1));
            self.verdict.faults.push(LogFault::Removed { first, last });
            self.shift += gone;
            self.last = self.last.saturating_add(gone);
        } else {
            self.suspects.push(Suspect {
                number,
                link,
                previous,
            });
        }
        self.go_on(link);
    }

    /// Leaves out a row that does not belong here.
    fn pass_over(&mut self, link: Link) {
        let number = link.number;
        self.verdict.faults.push(LogFault::Inserted { number });
    }

    fn see_gap(&mut self, number: i64) {
        let (first, last) = (self.last.saturating_add(1), number.saturating_sub(1));
        let last = last.min(self.counted.number);
        if first <= last {
            self.verdict.faults.push(LogFault::Removed { first, last });
            self.last = last;
            self.previous = None;
        }
    }

    /// Whether rows soon after go on from the one before this: then this one was put in between.
    fn is_inserted(&self, number: i64, previous: &Hash) -> bool {
        let after = self.ahead.iter().zip(self.ahead.iter().skip(1));
        let goes_on = |(one, two): (&Link, &Link)| {
            let first = chain(number, &one.content, previous);
            let second = chain(number.saturating_add(1), &two.content, &first);
            (one.hash, two.hash) == (Some(first), Some(second))
        };
        after.into_iter().any(goes_on)
    }

    /// How many rows are gone before this one, if those after it were given lower numbers.
    fn are_removed(&self, number: i64, link: &Link) -> Option<i64> {
        let (hash, next) = (link.hash?, self.ahead.front()?);
        let follows = |gone: &i64| {
            let written = number.saturating_add(gone + 1);
            next.hash == Some(chain(written, &next.content, &hash))
        };
        (1..=AHEAD as i64).find(follows)
    }

    fn go_on(&mut self, link: Link) {
        self.previous = link.hash;
        let tree = &mut self.verdict.tree;
        tree.push(link.hash.as_ref().map_or(&[], Hash::as_slice));
        self.compare();
    }

    /// Compares the tree with what was signed for its size.
    fn compare(&mut self) {
        let tree = &self.verdict.tree;
        let Some(roots) = self.signed.remove(&tree.size()) else {
            return;
        };
        let root = tree.root();
        let right = usize::from(roots.contains(&root));
        self.verdict.checkpoints += right;
        let wrong = roots.len() - right;
        self.unmatched
            .extend(std::iter::repeat_n(tree.size(), wrong));
    }

    fn end(&mut self) {
        self.see_gap(self.counted.number.saturating_add(1));
        let faults = &mut self.verdict.faults;
        if self.previous.is_some() && self.counted.hash != self.previous {
            let number = self.last;
            faults.push(LogFault::NotLast { number });
        }
        let rows = u64::try_from(self.last).unwrap_or_default();
        // With rows missing in between, the tree never grew to the sizes that were signed last.
        let beyond = self.signed.split_off(&rows.saturating_add(1));
        self.unmatched.extend(self.signed.keys());
        if let Some((&size, _)) = beyond.last_key_value() {
            faults.push(LogFault::CutOff { rows, size });
        }
    }

    /// Says of each row that does not follow whether it was moved or changed, or only stands after such a one.
    fn tell_suspects(&mut self) {
        let suspects = std::mem::take(&mut self.suspects);
        let near: Vec<_> = suspects.iter().take(MOVED_AT_MOST).copied().collect();
        let hashes = known_hashes(&near);
        let written: BTreeSet<_> = near.iter().filter_map(|near| near.link.hash).collect();
        let mut at_fault = None;
        for suspect in &near {
            let number = suspect.link.number;
            let follows = |previous: &Hash| {
                suspect.link.hash == Some(chain(suspect.number, &suspect.link.content, previous))
            };
            if hashes.iter().any(follows) {
                continue;
            }
            let moved = near.iter().find(|other| {
                let was = |previous| chain(other.number, &suspect.link.content, previous);
                other.number != suspect.number
                    && hashes
                        .iter()
                        .any(|previous| written.contains(&was(previous)))
            });
            self.verdict.faults.push(match moved {
                Some(Suspect { number: from, .. }) => LogFault::Moved {
                    number,
                    from: *from,
                },
                None if at_fault == Some(number - 1) => LogFault::Unclear { number },
                None => LogFault::Changed { number },
            });
            at_fault = Some(number);
        }
        let changed = |suspect: &Suspect| LogFault::Changed {
            number: suspect.link.number,
        };
        let rest = suspects.iter().skip(MOVED_AT_MOST);
        self.verdict.faults.extend(rest.map(changed));
    }
}

/// Every hash that a row near the faults may have followed: those that stand there, and those that should.
fn known_hashes(suspects: &[Suspect]) -> BTreeSet<Hash> {
    let of = |suspect: &Suspect| {
        let right = chain(suspect.number, &suspect.link.content, &suspect.previous);
        [Some(right), Some(suspect.previous), suspect.link.hash]
    };
    suspects.iter().flat_map(of).flatten().collect()
}
