//! What a search has found, in signs of the read text, before overlaps are settled.

use crate::kind::Kind;
use crate::span::Confidence;

/// One finding; the end is not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) kind: Kind,
    pub(crate) confidence: Confidence,
}

impl Finding {
    /// The earlier, then the longer, then the kind.
    fn order(&self) -> (usize, std::cmp::Reverse<usize>, Kind, Confidence) {
        (
            self.from,
            std::cmp::Reverse(self.to),
            self.kind,
            self.confidence,
        )
    }

    /// What blocks beats what does not, then the longer, then a personal number, then the surer.
    fn strength(&self) -> (bool, usize, bool, Confidence) {
        let personal = self.kind.blocks() && self.kind != Kind::Telephone;
        (
            self.kind.blocks(),
            self.to - self.from,
            personal,
            self.confidence,
        )
    }
}

/// Leaves the strongest of those that overlap, in the order of the text.
pub(crate) fn settle(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_unstable_by_key(Finding::order);
    let mut settled: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        match settled.last_mut() {
            Some(last) if finding.from < last.to => {
                if finding.strength() > last.strength() {
                    *last = finding;
                }
            }
            _ => settled.push(finding),
        }
    }
    settled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(from: usize, to: usize, kind: Kind) -> Finding {
        Finding {
            from,
            to,
            kind,
            confidence: Confidence::Likely,
        }
    }

    #[test]
    fn the_longer_wins_and_what_blocks_wins_over_all() {
        let name = finding(0, 5, Kind::Name);
        let address = finding(0, 9, Kind::Address);
        let number = finding(7, 10, Kind::Telephone);
        assert_eq!(settle(vec![name, address]), [address]);
        assert_eq!(settle(vec![name, address, number]), [number]);
        assert_eq!(settle(vec![number, name]), [name, number]);
    }
}
