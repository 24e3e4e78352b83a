//! Letters and figures that could be one number, and what stands between them.

use crate::text::Text;

const LONGEST: usize = 12;
const WIDEST: usize = 10;

/// What stands between two figures of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Nothing.
    None,
    /// Spaces.
    Space,
    /// A dash, perhaps among spaces.
    Dash,
    /// The plus of those who are over a hundred.
    Plus,
    /// A full stop.
    Dot,
    /// A slash.
    Slash,
    /// An underscore.
    Underscore,
}

/// Up to twelve letters and figures.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) signs: [char; LONGEST],
    places: [usize; LONGEST],
    /// What stands before each sign, and whether a line ends there.
    gaps: [(Gap, bool); LONGEST],
    len: usize,
}

impl Run {
    /// Reads on from a sign.
    pub(crate) fn read(text: &Text, from: usize) -> Self {
        let mut run = Self {
            signs: ['\0'; LONGEST],
            places: [from; LONGEST],
            gaps: [(Gap::None, false); LONGEST],
            len: 0,
        };
        let mut at = from;
        let mut gap = (Gap::None, false);
        while run.len < LONGEST {
            let sign = text.sign(at);
            if !sign.is_ascii_alphanumeric() {
                break;
            }
            run.signs[run.len] = sign;
            run.places[run.len] = at;
            run.gaps[run.len] = gap;
            run.len += 1;
            let Some((next, wide)) = gap_after(text, at + 1) else {
                break;
            };
            gap = next;
            at += 1 + wide;
        }
        run
    }

    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn sign(&self, place: usize) -> char {
        self.signs[place]
    }

    /// What stands before a sign.
    pub(crate) fn gap(&self, place: usize) -> Gap {
        self.gaps[place].0
    }

    /// Where the first signs of the run end.
    pub(crate) fn end(&self, len: usize) -> usize {
        self.places[len - 1] + 1
    }

    pub(crate) fn is_figures(&self, from: usize, to: usize) -> bool {
        self.signs[from..to].iter().all(char::is_ascii_digit)
    }

    /// The number that some of the figures give.
    pub(crate) fn number(&self, from: usize, to: usize) -> u32 {
        let figures = self.signs[from..to]
            .iter()
            .filter_map(|sign| sign.to_digit(10));
        figures.fold(0, |number, figure| number * 10 + figure)
    }

    /// The first figures as text.
    pub(crate) fn figures(&self, len: usize) -> String {
        self.signs[..len].iter().collect()
    }

    /// Whether something stands between signs only where this is allowed. One line may end anywhere, when no
    /// spaces stand between other signs.
    pub(crate) fn is_cut_only_at(&self, allowed: &[usize], len: usize) -> bool {
        let gaps = || (1..len).map(|place| (place, self.gaps[place]));
        let lines = gaps().filter(|(_, (_, broken))| *broken).count();
        let odd = |(place, (gap, _)): &(usize, (Gap, bool))| {
            *gap != Gap::None && !allowed.contains(place)
        };
        match gaps().find(odd) {
            None => lines <= 1,
            Some((odd_place, (gap, broken))) => {
                let others = gaps().filter(|(place, _)| *place != odd_place);
                let mut spaced = others
                    .map(|(_, (gap, _))| gap)
                    .filter(|gap| *gap != Gap::None);
                lines == 1
                    && broken
                    && gap == Gap::Space
                    && spaced.all(|gap| matches!(gap, Gap::Dash | Gap::Plus))
            }
        }
    }

    /// Whether nothing but spaces stand between signs, wherever, but for one place.
    pub(crate) fn is_spaced_but_at(&self, set_off: usize, len: usize) -> bool {
        (1..len).all(|place| {
            place == set_off || matches!(self.gaps[place], (Gap::None | Gap::Space, false))
        })
    }

    /// Whether every figure stands alone.
    pub(crate) fn is_spelt(&self, len: usize) -> bool {
        (1..len).all(|place| self.gap(place) == Gap::Space || place + 4 == len)
    }

    /// The same between the parts of a date: nothing, or one kind of sign.
    pub(crate) fn is_even(&self, one: usize, other: usize) -> bool {
        self.gaps[one] == self.gaps[other] || self.gaps[one].1 || self.gaps[other].1
    }
}

/// What stands between a sign and the next letter or figure, and how wide it is.
fn gap_after(text: &Text, from: usize) -> Option<((Gap, bool), usize)> {
    let mut gap = Gap::None;
    let mut lines = 0;
    for wide in 0..=WIDEST {
        let found = match text.sign(from + wide) {
            sign if sign.is_ascii_alphanumeric() => return Some(((gap, lines > 0), wide)),
            ' ' => Gap::Space,
            '\n' => {
                lines += 1;
                Gap::Space
            }
            // What was quoted in a letter begins so on each line.
            '>' | '|' if lines > 0 => Gap::Space,
            '-' => Gap::Dash,
            '+' => Gap::Plus,
            '.' => Gap::Dot,
            '/' => Gap::Slash,
            '_' => Gap::Underscore,
            _ => return None,
        };
        gap = match (gap, found) {
            (Gap::None | Gap::Space, found) => found,
            (gap, Gap::Space) => gap,
            (Gap::Dash, Gap::Dash) => Gap::Dash,
            _ => return None,
        };
        if lines > 1 {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn read(text: &str) -> Run {
        Run::read(&Text::read(text, &Lexicon::default()), 0)
    }

    #[test]
    fn a_run_knows_what_stands_between() {
        let run = read("05 08-\n12");
        assert_eq!(run.figures(run.len()), "050812");
        assert_eq!((run.gap(2), run.gap(4)), (Gap::Space, Gap::Dash));
        assert!(run.is_cut_only_at(&[2, 4], 6));
        assert!(!run.is_cut_only_at(&[4], 6));
        assert!(read("050\n812").is_cut_only_at(&[2, 4], 6));
        assert!(!read("050\n8 12").is_cut_only_at(&[2, 4], 6));
    }

    #[test]
    fn an_empty_line_ends_a_run() {
        assert_eq!(read("05\n\n08").len(), 2);
    }
}
