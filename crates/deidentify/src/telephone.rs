//! Telephone numbers that are no public line: Swedish ones with and without spaces, those of other countries
//! after `+` or `00`, and short ones after a word that says so.

use crate::finding::Finding;
use crate::kind::Kind;
use crate::public_lines::{PublicLines, national};
use crate::span::Confidence;
use crate::text::{Piece, Text};

const MOST_GROUPS: usize = 10;
/// Words before a number without its area code.
const CALLED: [&str; 22] = [
    "tel",
    "tfn",
    "telefon",
    "telefonnummer",
    "telefonnumret",
    "telnr",
    "mobil",
    "mobilen",
    "mobilnummer",
    "mobilnumret",
    "ring",
    "ringa",
    "ringt",
    "sms",
    "smsa",
    "nummer",
    "numret",
    "nr",
    "phone",
    "call",
    "mobile",
    "whatsapp",
];

/// Finds them all.
pub(crate) fn list(text: &Text, public: &PublicLines, findings: &mut Vec<Finding>) {
    let mut token = 0;
    while token < text.len() {
        match at(text, token, public) {
            Some(finding) => {
                findings.push(finding);
                while token < text.len() && text.to(token) <= finding.to {
                    token += 1;
                }
            }
            None => token += 1,
        }
    }
}

fn at(text: &Text, token: usize, public: &PublicLines) -> Option<Finding> {
    let abroad = text.piece(token) == Some(Piece::Sign) && text.first(token) == '+';
    let begins = text.piece(token) == Some(Piece::Figures)
        && token
            .checked_sub(1)
            .is_none_or(|before| text.first(before) != '+');
    if !(abroad || begins) {
        return None;
    }
    let groups = Groups::read(text, if abroad { token + 1 } else { token });
    if groups.ends.is_empty() || (abroad && follows_figure(text, token)) {
        return None;
    }
    let (taken, confidence) = if abroad {
        (groups.abroad(true)?, Confidence::Certain)
    } else if groups.figures.starts_with("00") {
        let whole = groups.lengths()[0] > 2;
        (groups.abroad(false).filter(|_| whole)?, Confidence::Strong)
    } else if groups.figures.starts_with('0') {
        let group = groups.swedish(text, token)?;
        let confidence = match (group, groups.figures.starts_with("07")) {
            (0, false) => Confidence::Likely,
            (0, true) => Confidence::Strong,
            _ => Confidence::Certain,
        };
        (group, confidence)
    } else if groups.figures.starts_with("467") && groups.lengths() == [11] {
        (0, Confidence::Strong)
    } else {
        (groups.called(text, token)?, Confidence::Likely)
    };
    let (figures, to) = groups.first(taken);
    let number = if abroad || figures.starts_with("467") {
        format!("+{figures}")
    } else {
        figures.to_owned()
    };
    (!public.contains(&national(&number))).then_some(Finding {
        from: text.from(token),
        to,
        kind: Kind::Telephone,
        confidence,
    })
}

fn follows_figure(text: &Text, token: usize) -> bool {
    token > 0 && text.piece(token - 1) == Some(Piece::Figures)
}

/// Groups of figures with spaces or signs between, sixteen figures at most.
struct Groups {
    figures: String,
    /// Where each group ends, in figures and in signs of the text.
    ends: Vec<(usize, usize)>,
    /// What stands before each group but the first.
    gaps: Vec<char>,
}

impl Groups {
    fn read(text: &Text, token: usize) -> Self {
        let mut groups = Self {
            figures: String::new(),
            ends: Vec::new(),
            gaps: Vec::new(),
        };
        let mut on = token;
        while text.piece(on) == Some(Piece::Figures) && groups.ends.len() < MOST_GROUPS {
            if groups.figures.len() + text.width(on) > 16 {
                break;
            }
            let figures = text.from(on)..text.to(on);
            groups.figures.extend(figures.map(|at| text.sign(at)));
            groups.ends.push((groups.figures.len(), text.to(on)));
            let Some((gap, next)) = gap(text, on + 1) else {
                break;
            };
            groups.gaps.push(gap);
            on = next;
        }
        groups
    }

    fn lengths(&self) -> Vec<usize> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|end| end.0));
        self.ends
            .iter()
            .zip(starts)
            .map(|(end, start)| end.0 - start)
            .collect()
    }

    /// The figures up to a group, and where they end in the text.
    fn first(&self, group: usize) -> (&str, usize) {
        let (figures, to) = self.ends[group];
        (&self.figures[..figures], to)
    }

    /// The last group that still gives a number of a wanted length.
    fn last_with(&self, wanted: impl Fn(&str) -> bool) -> Option<usize> {
        (0..self.ends.len())
            .rev()
            .find(|group| wanted(self.first(*group).0))
    }

    fn abroad(&self, plus: bool) -> Option<usize> {
        let zeros = if plus { 0 } else { 2 };
        self.last_with(|figures| {
            let Some(number) = figures
                .get(zeros..)
                .filter(|number| !number.starts_with('0'))
            else {
                return false;
            };
            match number.strip_prefix("46") {
                Some(rest) => {
                    (7..=10).contains(&rest.trim_start_matches('0').len()) && number.len() < 13
                }
                None => (if plus { 8..=15 } else { 10..=15 }).contains(&number.len()),
            }
        })
    }

    fn swedish(&self, text: &Text, token: usize) -> Option<usize> {
        let lengths = self.lengths();
        let group = self.last_with(is_national)?;
        let lengths = &lengths[..=group];
        let area = &self.figures[..lengths[0]];
        let gaps = &self.gaps[..group];
        let pairs = lengths.iter().all(|length| *length == 2);
        let well_begun = match lengths[0] {
            1 => false,
            2 => {
                area == "08"
                    || (pairs
                        && self.figures.starts_with("07")
                        && gaps.iter().all(|gap| *gap == ' '))
            }
            4 => !area.starts_with("08") && !is_hours(self.first(group).0, lengths),
            _ => true,
        };
        let dotted = gaps.contains(&'.') && lengths[0] < 3;
        let hours = area == "08" && pairs && gaps.iter().skip(1).any(|gap| *gap == '-');
        let dated = lengths == [2, 2, 4];
        let inside = lengths[0] == 4
            && token > 1
            && text.piece(token - 1) == Some(Piece::Space)
            && text.piece(token - 2) == Some(Piece::Figures)
            && text.width(token - 2) == 4;
        (well_begun && !dotted && !hours && !dated && !inside).then_some(group)
    }

    /// Five to nine figures after a word that says what they are.
    fn called(&self, text: &Text, token: usize) -> Option<usize> {
        let lengths = self.lengths();
        let tail = self.gaps.iter().zip(&lengths[1..]);
        let group = tail
            .take_while(|(gap, length)| **gap == ' ' && **length < 4)
            .count();
        let (figures, _) = self.first(group);
        let said = text
            .word_before(token)
            .is_some_and(|word| CALLED.contains(&text.word(word)));
        let short = group == 0 && figures.len() < 7;
        let thousands = lengths[1..=group].iter().all(|length| *length == 3) && group > 0;
        (said && (6..=9).contains(&figures.len()) && !(short || thousands)).then_some(group)
    }
}

/// What stands between two groups, and the token of the next.
fn gap(text: &Text, token: usize) -> Option<(char, usize)> {
    let mut gap = ' ';
    for on in token..token + 5 {
        match text.piece(on)? {
            Piece::Figures if on > token => return Some((gap, on)),
            Piece::Space => {}
            Piece::Line if text.width(on) < 6 => {}
            Piece::Sign => match text.first(on) {
                sign @ ('-' | '/' | '.') if gap == ' ' => gap = sign,
                '(' | ')' => {}
                _ => return None,
            },
            _ => return None,
        }
    }
    None
}

/// Whether figures are dialled so inside Sweden: eight to ten, ten for a mobile.
pub(crate) fn is_national(figures: &str) -> bool {
    let mut signs = figures.chars();
    let begins = signs.next() == Some('0') && signs.next().is_some_and(|sign| sign != '0');
    begins
        && match figures.get(..3) {
            Some("070" | "072" | "073" | "076" | "079") => figures.len() == 10,
            _ => (8..=10).contains(&figures.len()),
        }
}

/// `0730-1600` are hours.
fn is_hours(figures: &str, lengths: &[usize]) -> bool {
    let hour = |at: usize| {
        let hour = figures
            .get(at..at + 2)
            .and_then(|hour| hour.parse::<u32>().ok());
        let minute = figures
            .get(at + 2..at + 4)
            .and_then(|minute| minute.parse::<u32>().ok());
        hour.zip(minute)
            .is_some_and(|(hour, minute)| hour <= 24 && minute < 60)
    };
    lengths == [4, 4] && hour(0) && hour(4)
}
