//! Numbers that belong to one person, in any form in which somebody may write them.
//!
//! Personnummer and their check digit: Folkbokföringslagen (1991:481) 18 §. Samordningsnummer: lag (2022:1697).
//! Interim and reserve numbers: the forms that health care writes, as its regions and Inera tell them. A number
//! with a wrong check digit or an impossible day is most often a slip in a real one, and is found, too.

use crate::finding::Finding;
use crate::kind::Kind;
use crate::public_lines::PublicLines;
use crate::run::{Gap, Run};
use crate::span::Confidence;
use crate::telephone;
use crate::text::{Piece, Text};

/// Words after which any ten figures are a personal number.
const NAMED: [&str; 9] = [
    "personnummer",
    "personnumret",
    "personnr",
    "pnr",
    "samordningsnummer",
    "samordningsnumret",
    "samnr",
    "ssn",
    "persnr",
];
/// Words after which ten figures with no sign between are a telephone number.
const CALLED: [&str; 10] = [
    "tel",
    "tfn",
    "telefon",
    "telefonnummer",
    "telefonnumret",
    "mobil",
    "mobilnummer",
    "ring",
    "sms",
    "phone",
];

/// Finds them all.
pub(crate) fn list(text: &Text, public: &PublicLines, findings: &mut Vec<Finding>) {
    let mut token = 0;
    while token < text.len() {
        if let Some(finding) = at(text, token, public) {
            findings.push(finding);
            while token < text.len() && text.to(token) <= finding.to {
                token += 1;
            }
        } else {
            token += 1;
        }
    }
}

fn at(text: &Text, token: usize, public: &PublicLines) -> Option<Finding> {
    if text.piece(token) != Some(Piece::Figures) {
        return None;
    }
    let from = text.from(token);
    if from > 0 && text.sign(from - 1) == '+' && (from < 2 || !text.sign(from - 2).is_ascii_digit())
    {
        return None;
    }
    let run = Run::read(text, from);
    let named = text
        .words_before(token, 8)
        .take(3)
        .any(|word| NAMED.contains(&word));
    let reading = Reading {
        text,
        run,
        token,
        named,
    };
    let (kind, len, confidence) = reading
        .figures(12, public)
        .or_else(|| reading.with_letters(8))
        .or_else(|| reading.figures(10, public))
        .or_else(|| reading.with_letters(6))?;
    Some(Finding {
        from,
        to: reading.run.end(len),
        kind,
        confidence,
    })
}

struct Reading<'a> {
    text: &'a Text,
    run: Run,
    token: usize,
    /// Whether a word before says what it is.
    named: bool,
}

type Found = (Kind, usize, Confidence);

impl Reading<'_> {
    /// Ten or twelve figures.
    fn figures(&self, len: usize, public: &PublicLines) -> Option<Found> {
        let run = &self.run;
        if run.len() < len
            || !run.is_figures(0, len)
            || !self.ends_at(len)
            || public.contains(&run.figures(len))
        {
            return None;
        }
        let date = len - 10;
        if len == 12 {
            match run.number(0, 2) {
                18..=20 => {}
                99 if self.is_stockholm() => {
                    return Some((Kind::RegionalReserve, len, Confidence::Strong));
                }
                _ => return None,
            }
        }
        let spelt = run.is_spelt(len);
        if !(spelt || self.is_grouped(date, len) || self.is_right_but_for_spaces(date, len)) {
            return None;
        }
        self.dated(date, len)
    }

    /// Whether a number may end here: no figure follows, and no date goes on.
    fn ends_at(&self, len: usize) -> bool {
        let end = self.run.end(len);
        let sign = |after: usize| self.text.sign(end + after);
        let goes_on = sign(0) == '-'
            && sign(3) == '-'
            && [1, 2, 4, 5]
                .iter()
                .all(|after| sign(*after).is_ascii_digit());
        !sign(0).is_ascii_digit() && !goes_on
    }

    /// Whether signs stand only where people put them: among the parts of the date, before the serial number
    /// and, when that one is set off, inside it.
    fn is_grouped(&self, date: usize, len: usize) -> bool {
        let run = &self.run;
        let serial = len - 4;
        let parts = [date + 2, date + 4, serial];
        let century = [2, date + 2, date + 4, serial];
        let apart = match len {
            12 => run.gap(serial) != Gap::None,
            _ => !matches!(run.gap(serial), Gap::None | Gap::Space),
        };
        let inner = apart && run.gap(serial + 2) != Gap::Dash;
        let within = [
            date + 2,
            date + 4,
            serial,
            serial + 1,
            serial + 2,
            serial + 3,
        ];
        let cut_well = run.is_cut_only_at(&parts, len)
            || (date > 0 && run.is_cut_only_at(&century, len) && run.gap(4) == Gap::Space)
            || (inner
                && run.is_cut_only_at(&within, len)
                && (serial + 1..len).all(|at| self.is_blank(at)));
        let year_apart =
            len == 12 && run.gap(date + 2) == Gap::Space && run.gap(date + 4) == Gap::None;
        cut_well
            && (year_apart || run.is_even(date + 2, date + 4))
            && run.gap(date + 2) != Gap::Plus
    }

    /// Spaces stand anywhere, but a dash, the date and the check digit are right.
    fn is_right_but_for_spaces(&self, date: usize, len: usize) -> bool {
        let run = &self.run;
        let set_off = matches!(run.gap(len - 4), Gap::Dash | Gap::Plus);
        let found = self.dated(date, len);
        (set_off || len == 12)
            && run.is_spaced_but_at(len - 4, len)
            && found.is_some_and(|(_, _, confidence)| confidence == Confidence::Certain)
    }

    fn is_blank(&self, place: usize) -> bool {
        matches!(self.run.gap(place), Gap::None | Gap::Space)
    }

    /// Reads the date and the check digit of ten figures.
    fn dated(&self, date: usize, len: usize) -> Option<Found> {
        let run = &self.run;
        let serial = len - 4;
        let month = run.number(date + 2, date + 4);
        let day = run.number(date + 4, date + 6);
        let whole = run.gap(date + 2) == Gap::None && run.gap(date + 4) == Gap::None;
        let set_off = matches!(run.gap(serial), Gap::Dash | Gap::Plus);
        let checked = has_check_digit(&run.signs_of(date, len));
        let real_month = (1..=12).contains(&month);
        let real_day = matches!(day, 1..=31 | 61..=91);
        if !real_month {
            let slip = whole && (self.named || (set_off && (month == 0 || month < 20)));
            return slip.then_some((Kind::Personnummer, len, Confidence::Likely));
        }
        // Ten figures with signs between the parts of a date may be anything else.
        let loose = date == 0 && !whole && !set_off;
        let telephone =
            date == 0 && run.sign(0) == '0' && self.is_telephone(checked && real_day, real_day);
        let in_row = loose && self.follows_figures();
        if in_row || (loose && !real_day) || (telephone && !self.named) {
            return None;
        }
        let kind = if (61..=91).contains(&day) {
            Kind::Samordningsnummer
        } else {
            Kind::Personnummer
        };
        let confidence = match (real_day, checked) {
            (true, true) => Confidence::Certain,
            (true, false) => Confidence::Strong,
            _ => Confidence::Likely,
        };
        Some((kind, len, confidence))
    }

    /// Whether a row of figures began before.
    fn follows_figures(&self) -> bool {
        let before = |back: usize| {
            self.token
                .checked_sub(back)
                .and_then(|token| self.text.piece(token))
        };
        before(1) == Some(Piece::Space) && before(2) == Some(Piece::Figures)
    }

    /// Whether ten figures without a sign are rather a telephone number. Both block; this is about the word.
    fn is_telephone(&self, right: bool, real_day: bool) -> bool {
        let unbroken = (1..10).all(|place| self.run.gap(place) == Gap::None);
        let called = self
            .text
            .words_before(self.token, 6)
            .take(3)
            .any(|word| CALLED.contains(&word));
        let mobile = self.run.number(0, 2) == 7 && self.run.sign(2) == '0';
        unbroken
            && telephone::is_national(&self.run.figures(10))
            && (called || (!right && (mobile || !real_day)))
    }

    /// Stockholm's reserve number: 99, a year, six figures.
    fn is_stockholm(&self) -> bool {
        (1850..=2100).contains(&self.run.number(2, 6)) && self.run.is_cut_only_at(&[2, 6, 8], 12)
    }

    /// A date of six or eight figures and four signs with a letter among them.
    fn with_letters(&self, date: usize) -> Option<Found> {
        let run = &self.run;
        let len = date + 4;
        let tail = run.signs.get(date..len)?;
        let letters = tail
            .iter()
            .filter(|sign| sign.is_ascii_alphabetic())
            .count();
        let parts = [date - 4, date - 2, date];
        if run.len() < len
            || letters == 0
            || !run.is_figures(0, date)
            || self.text.sign(run.end(len)).is_ascii_alphanumeric()
            || !run.is_cut_only_at(&parts, len)
            || !run.is_even(parts[0], parts[1])
        {
            return None;
        }
        let kind = self.lettered(date, tail, letters)?;
        Some((kind, len, Confidence::Strong))
    }

    fn lettered(&self, date: usize, tail: &[char], letters: usize) -> Option<Kind> {
        let run = &self.run;
        let century = if date == 8 { run.number(0, 2) } else { 19 };
        let month = run.number(date - 4, date - 2);
        let day = run.number(date - 2, date);
        let real = (1..=12).contains(&month) && matches!(day, 1..=31 | 61..=91);
        let begins = |count: usize| tail[..count].iter().all(char::is_ascii_alphabetic);
        let gap = run.gap(date);
        if date == 8
            && matches!(century, 0 | 21..=24)
            && begins(2)
            && tail[2].is_ascii_digit()
            && gap != Gap::Plus
        {
            return Some(Kind::NationalReserve);
        }
        if !real || !(18..=20).contains(&century) {
            return None;
        }
        if letters == 1 && begins(1) {
            let reserve = date == 8
                && gap == Gap::None
                && matches!(tail[0].to_ascii_uppercase(), 'K' | 'M' | 'X');
            let mut signs = run.signs_of(date - 6, date + 4);
            signs[6] = '1';
            let interim = !reserve || has_check_digit(&signs);
            return Some(if interim {
                Kind::Interim
            } else {
                Kind::RegionalReserve
            });
        }
        let shouted = tail.iter().all(|sign| !sign.is_ascii_lowercase());
        let mixed = letters < 4;
        match gap {
            Gap::None | Gap::Dash => mixed || shouted,
            Gap::Space => mixed && shouted,
            _ => false,
        }
        .then_some(Kind::RegionalReserve)
    }
}

impl Run {
    fn signs_of(&self, from: usize, to: usize) -> [char; 10] {
        std::array::from_fn(|place| {
            if from + place < to {
                self.sign(from + place)
            } else {
                '0'
            }
        })
    }
}

/// The last of ten figures checks the others: doubled and not in turn, the figures' sum ends in zero.
fn has_check_digit(figures: &[char; 10]) -> bool {
    let sum: u32 = (0..10)
        .map(|place| {
            let figure = figures[place].to_digit(10).unwrap_or(0) * (2 - place as u32 % 2);
            figure / 10 + figure % 10
        })
        .sum();
    sum.is_multiple_of(10)
}
