//! Exact days. Feasts and the days on which laws begin are everybody's and are left alone.

use crate::finding::Finding;
use crate::kind::Kind;
use crate::span::Confidence;
use crate::text::{Piece, Text};

const MONTHS: [(&str, u32); 33] = [
    ("januari", 1),
    ("january", 1),
    ("february", 2),
    ("jan", 1),
    ("februari", 2),
    ("feb", 2),
    ("mars", 3),
    ("march", 3),
    ("mar", 3),
    ("april", 4),
    ("apr", 4),
    ("maj", 5),
    ("may", 5),
    ("juni", 6),
    ("june", 6),
    ("jun", 6),
    ("juli", 7),
    ("july", 7),
    ("jul", 7),
    ("augusti", 8),
    ("august", 8),
    ("aug", 8),
    ("september", 9),
    ("sept", 9),
    ("sep", 9),
    ("oktober", 10),
    ("october", 10),
    ("okt", 10),
    ("oct", 10),
    ("november", 11),
    ("nov", 11),
    ("december", 12),
    ("dec", 12),
];
const ORDINALS: [&str; 31] = [
    "första",
    "andra",
    "tredje",
    "fjärde",
    "femte",
    "sjätte",
    "sjunde",
    "åttonde",
    "nionde",
    "tionde",
    "elfte",
    "tolfte",
    "trettonde",
    "fjortonde",
    "femtonde",
    "sextonde",
    "sjuttonde",
    "artonde",
    "nittonde",
    "tjugonde",
    "tjugoförsta",
    "tjugoandra",
    "tjugotredje",
    "tjugofjärde",
    "tjugofemte",
    "tjugosjätte",
    "tjugosjunde",
    "tjugoåttonde",
    "tjugonionde",
    "trettionde",
    "trettioförsta",
];
/// Day and month of feasts and of days that are kept in many countries.
const FEASTS: [(u32, u32); 21] = [
    (1, 1),
    (5, 1),
    (6, 1),
    (13, 1),
    (6, 2),
    (14, 2),
    (8, 3),
    (21, 3),
    (30, 4),
    (1, 5),
    (6, 6),
    (11, 10),
    (31, 10),
    (20, 11),
    (25, 11),
    (10, 12),
    (13, 12),
    (24, 12),
    (25, 12),
    (26, 12),
    (31, 12),
];
/// Words of feasts, and of what everybody may come to.
const FEAST_WORDS: [&str; 37] = [
    "julafton",
    "juldagen",
    "annandag",
    "nyårsafton",
    "nyårsdagen",
    "nationaldagen",
    "midsommar",
    "midsommarafton",
    "påsk",
    "påskafton",
    "kvinnodagen",
    "barnkonventionens",
    "valborg",
    "lucia",
    "trettondagen",
    "nationaldag",
    "internationella",
    "ansökningsdag",
    "öppet",
    "seminarium",
    "konferens",
    "konferensen",
    "utbildningen",
    "föreläsning",
    "föreläsningen",
    "webbinarium",
    "studiedag",
    "temadag",
    "kursstart",
    "deadline",
    "seminar",
    "conference",
    "newroz",
    "nouruz",
    "eid",
    "holiday",
    "christmas",
];
const LAW_WORDS: [&str; 16] = [
    "kraft",
    "gäller",
    "gällde",
    "trädde",
    "träder",
    "lagen",
    "lag",
    "lagändring",
    "lagändringen",
    "regler",
    "reglerna",
    "bestämmelserna",
    "sfs",
    "förordningen",
    "upphävdes",
    "force",
];
const BORN: [&str; 10] = [
    "född",
    "föddes",
    "födda",
    "födelsedag",
    "födelsedatum",
    "born",
    "birthday",
    "fyller",
    "födelsedata",
    "dob",
];
const DAYS: [&str; 16] = [
    "den",
    "måndag",
    "tisdag",
    "onsdag",
    "torsdag",
    "fredag",
    "lördag",
    "söndag",
    "måndagen",
    "tisdagen",
    "onsdagen",
    "torsdagen",
    "fredagen",
    "lördagen",
    "söndagen",
    "datum",
];

/// Finds them all.
pub(crate) fn list(text: &Text, findings: &mut Vec<Finding>) {
    let mut token = 0;
    while token < text.len() {
        let found = match text.piece(token) {
            Some(Piece::Figures) => figures(text, token),
            Some(Piece::Word) => words(text, token),
            _ => None,
        };
        match found {
            Some((to, confidence)) => {
                findings.push(Finding {
                    from: text.from(token),
                    to: text.to(to),
                    kind: Kind::Date,
                    confidence,
                });
                token = to + 1;
            }
            None => token += 1,
        }
    }
}

/// A finding by the last token of it.
type Found = Option<(usize, Confidence)>;

fn figures(text: &Text, token: usize) -> Found {
    masked(text, token)
        .or_else(|| three_numbers(text, token))
        .or_else(|| one_number(text, token))
        .or_else(|| slash(text, token))
        .or_else(|| day_and_month(text, token))
}

/// `050812-xxxx`: a personal number with its end hidden is still a birthday.
fn masked(text: &Text, token: usize) -> Found {
    let date = text.width(token);
    let next = token + 1;
    let hidden = text.first(next) == '-'
        && (text.word(token + 2) == "xxxx"
            || (0..4).all(|more| text.first(token + 2 + more) == '*'));
    let number = text.number(token)?;
    let day = (number / 100) % 100;
    let real = (1..=12).contains(&day) && (1..=31).contains(&(number % 100));
    let to = if text.first(token + 2) == '*' {
        token + 5
    } else {
        token + 2
    };
    (hidden && real && matches!(date, 6 | 8)).then_some((to, Confidence::Certain))
}

/// `2025-09-24`, `24/9-2025`, `24.9.2025`, `24/9 2025`.
fn three_numbers(text: &Text, token: usize) -> Found {
    let first = text.number(token)?;
    let sign = text.first(token + 1);
    let second = text.number(token + 2)?;
    let other = text.first(token + 3);
    let third = text.number(token + 4)?;
    let widths = (
        text.width(token),
        text.width(token + 2),
        text.width(token + 4),
    );
    let ends = !(matches!(text.first(token + 5), '-' | '/' | '.' | ':')
        && text.piece(token + 6) == Some(Piece::Figures));
    let same = sign == other && matches!(sign, '-' | '/' | '.');
    let year_first = same && widths.0 == 4 && is_year(first) && is_day(third, second);
    let year_last = widths.2 == 4
        && is_year(third)
        && is_day(first, second)
        && (same || (sign == '/' && matches!(other, '-' | ' ')));
    let short = widths.2 == 2 && sign == '/' && other == '-' && is_day(first, second);
    let born = is_born(text, token);
    let all_short = same && sign == '-' && born && widths == (2, 2, 2) && is_day(third, second);
    let dated = ((year_first || year_last) && ends) || short || all_short;
    (dated && !is_anybodys(text, token, token + 4, None))
        .then_some((token + 4, Confidence::Certain))
}

/// `20250924`, and `050812` after a word about birth.
fn one_number(text: &Text, token: usize) -> Found {
    let number = text.number(token)?;
    let month = (number / 100) % 100;
    let glued = token > 0 && matches!(text.first(token - 1), '/' | '_' | '-');
    let follows = matches!(text.first(token + 1), '-' | '/' | '_')
        && text.piece(token + 2) != Some(Piece::Space);
    match text.width(token) {
        8 if is_year(number / 10_000) && is_day(number % 100, month) && !glued && !follows => {
            Some((token, Confidence::Strong))
        }
        6 if is_born(text, token) && is_day(number % 100, month) => {
            Some((token, Confidence::Strong))
        }
        _ => None,
    }
}

/// `den 5/11`: without a word before it could be a share.
fn slash(text: &Text, token: usize) -> Found {
    let day = text.number(token)?;
    let month = text.number(token + 2)?;
    let said = text
        .word_right_before(token)
        .is_some_and(|word| DAYS.contains(&text.word(word)) || is_born(text, token));
    (text.first(token + 1) == '/'
        && is_day(day, month)
        && said
        && text.width(token + 2) < 3
        && text.first(token + 3) != '/')
        .then_some(())?;
    let feast = is_anybodys(text, token, token + 2, Some((day, month)));
    (!feast).then_some((token + 2, Confidence::Strong))
}

/// `12 mars`, `12:e mars 2009`, `3rd of May`, with the year when it stands there.
fn day_and_month(text: &Text, token: usize) -> Found {
    let day = text.number(token)?;
    if text.width(token) > 2 || (token > 0 && matches!(text.first(token - 1), ':' | '§')) {
        return None;
    }
    let mut on = token + 1;
    if text.first(on) == ':' || text.first(on) == '.' {
        on += 1;
    }
    if matches!(text.word(on), "e" | "a" | "st" | "nd" | "rd" | "th") {
        on += 1;
    }
    on += usize::from(text.piece(on) == Some(Piece::Space));
    if text.word(on) == "of" {
        on += 2;
    }
    written(text, token, day, on)
}

/// `tolfte mars`, `May 3, 2008`.
fn words(text: &Text, token: usize) -> Found {
    let word = text.word(token);
    if let Some(day) = ORDINALS.iter().position(|ordinal| *ordinal == word) {
        return written(text, token, day as u32 + 1, token + 2);
    }
    let month = month(word).filter(|_| text.is_capital(token) && text.width(token) > 2)?;
    let day = text.number(token + 2).filter(|day| is_day(*day, month))?;
    if text.piece(token + 1) != Some(Piece::Space) || text.width(token + 2) > 2 {
        return None;
    }
    let mut last = token + 2;
    if matches!(text.word(last + 1), "st" | "nd" | "rd" | "th") {
        last += 1;
    }
    if text.first(last + 1) == ':' || text.first(last + 1) == '-' {
        return None;
    }
    let year = last + 1 + usize::from(text.first(last + 1) == ',') + 1;
    let last = if has_year(text, year) { year } else { last };
    let feast = is_anybodys(text, token, last, Some((day, month)));
    (!feast).then_some((last, Confidence::Strong))
}

fn written(text: &Text, from: usize, day: u32, at: usize) -> Found {
    let month = month(text.word(at)).filter(|month| is_day(day, *month))?;
    let mut last = at;
    if text.first(at + 1) == '.' && text.width(at) < 5 && has_year(text, at + 3) {
        last = at + 1;
    }
    let last = if has_year(text, last + 2) {
        last + 2
    } else {
        at
    };
    let feast = is_anybodys(text, from, last, Some((day, month)));
    (!feast).then_some((last, Confidence::Strong))
}

fn has_year(text: &Text, token: usize) -> bool {
    text.width(token) == 4 && text.number(token).is_some_and(is_year)
}

/// Feasts without a year, days with a feast's word beside them, days on which a law begins.
fn is_anybodys(text: &Text, from: usize, to: usize, day: Option<(u32, u32)>) -> bool {
    if is_born(text, from) {
        return false;
    }
    let dated = text.piece(to) == Some(Piece::Figures) && text.width(to) == 4;
    let feast = day.is_some_and(|day| FEASTS.contains(&day) && !dated);
    let told = text
        .words_before(from, 10)
        .chain(text.words_after(to + 1, 8))
        .any(|word| FEAST_WORDS.contains(&word));
    let law = text
        .words_before(from, 12)
        .any(|word| LAW_WORDS.contains(&word));
    feast || (told && day.is_some_and(|day| FEASTS.contains(&day) || !dated)) || law
}

fn is_born(text: &Text, token: usize) -> bool {
    text.words_before(token, 8).any(|word| BORN.contains(&word))
        || text
            .word_before(token)
            .is_some_and(|word| text.word(word) == "f" && text.first(word + 1) == '.')
        || (token > 2 && text.first(token - 2) == '.' && text.word(token - 3) == "f")
}

fn month(word: &str) -> Option<u32> {
    MONTHS
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, month)| *month)
}

const fn is_year(year: u32) -> bool {
    matches!(year, 1900..=2099)
}

const fn is_day(day: u32, month: u32) -> bool {
    matches!(day, 1..=31) && matches!(month, 1..=12)
}
