//! Numbers of matters at authorities, the police and courts. Laws, bills and directives have such forms, too, and
//! are everybody's; so is a number of Fyren itself, which tells nothing.

use crate::finding::Finding;
use crate::kind::Kind;
use crate::span::Confidence;
use crate::text::{Piece, Text};

const NAMED: [&str; 16] = [
    "dnr",
    "diarienummer",
    "diarienumret",
    "diarienr",
    "diarienumer",
    "ärendenummer",
    "ärendenumret",
    "ärendenr",
    "aktnummer",
    "aktnr",
    "målnummer",
    "målnr",
    "brottsnummer",
    "anmälningsnummer",
    "knr",
    "beteckning",
];
/// Before a year and a number these say that it is a law, a bill, a report or a judgment that was printed.
const PRINTED: [&str; 40] = [
    "prop",
    "proposition",
    "propositionen",
    "sou",
    "ds",
    "dir",
    "bet",
    "betänkande",
    "betänkandet",
    "skr",
    "skrivelse",
    "sfs",
    "sosfs",
    "hslf",
    "fs",
    "afs",
    "nja",
    "rh",
    "hfd",
    "rå",
    "jo",
    "eu",
    "eg",
    "direktiv",
    "direktivet",
    "förordning",
    "förordningen",
    "directive",
    "regulation",
    "lag",
    "lagen",
    "iso",
    "rapport",
    "riksmötet",
    "läsåret",
    "läsår",
    "mot",
    "motion",
    "rskr",
    "ad",
];

/// Finds them all.
pub(crate) fn list(text: &Text, findings: &mut Vec<Finding>) {
    let mut token = 0;
    while token < text.len() {
        match at(text, token) {
            Some((last, confidence)) => {
                findings.push(Finding {
                    from: text.from(token),
                    to: text.to(last),
                    kind: Kind::DiaryNumber,
                    confidence,
                });
                token = last + 1;
            }
            None => token += 1,
        }
    }
}

fn at(text: &Text, token: usize) -> Option<(usize, Confidence)> {
    let form = match text.piece(token)? {
        Piece::Word => lettered(text, token),
        Piece::Figures => police(text, token)
            .or_else(|| county(text, token))
            .or_else(|| year_and_number(text, token, token)),
        _ => None,
    };
    form.or_else(|| named(text, token))
}

/// `SN 2025/417`, `S2017/07420/JÄM`, `AKK2016/301-6`, `SLK-2025-01335`, `B 1234-24`, `K123456-24`.
fn lettered(text: &Text, token: usize) -> Option<(usize, Confidence)> {
    let width = text.width(token);
    let mixed =
        width < 5 && (text.from(token) + 1..text.to(token)).any(|at| text.sign(at).is_uppercase());
    let capitals = text.is_capital(token) && (width < 3 || mixed || text.is_shouted(token));
    if !capitals || width > 6 || is_glued(text, token) {
        return None;
    }
    let next = token + 1;
    if text.piece(next) == Some(Piece::Figures) {
        let court = (width == 1).then(|| court(text, next)).flatten();
        return court.or_else(|| year_and_number(text, token, next));
    }
    let set_off = text.piece(next) == Some(Piece::Space) || matches!(text.first(next), '-' | '/');
    if !set_off || text.piece(token + 2) != Some(Piece::Figures) {
        return None;
    }
    let court = (width < 3 && text.first(next) == ' ')
        .then(|| court(text, token + 2))
        .flatten();
    court.or_else(|| year_and_number(text, token, token + 2).filter(|_| width > 1))
}

/// `1234-24`, three figures at least before the year.
fn court(text: &Text, token: usize) -> Option<(usize, Confidence)> {
    let form = (3..=7).contains(&text.width(token))
        && text.first(token + 1) == '-'
        && text.piece(token + 2) == Some(Piece::Figures)
        && text.width(token + 2) == 2;
    form.then_some((token + 2, Confidence::Likely))
}

/// `5000-K412345-25`.
fn police(text: &Text, token: usize) -> Option<(usize, Confidence)> {
    let form = text.width(token) == 4
        && text.first(token + 1) == '-'
        && text.word(token + 2) == "k"
        && text.number(token + 3).is_some()
        && text.first(token + 4) == '-'
        && text.width(token + 5) == 2;
    form.then_some((token + 5, Confidence::Certain))
}

/// `801-1484-2016`.
fn county(text: &Text, token: usize) -> Option<(usize, Confidence)> {
    let form = text.width(token) == 3
        && text.first(token + 1) == '-'
        && (2..=6).contains(&text.width(token + 2))
        && text.number(token + 2).is_some()
        && text.first(token + 3) == '-'
        && is_year(text, token + 4)
        && !is_glued(text, token);
    form.then_some((token + 4, Confidence::Certain))
}

/// `2025/417`, `16/76`, `2015.091`, `2025-01335`, with more parts after; from where the whole begins.
fn year_and_number(text: &Text, begin: usize, token: usize) -> Option<(usize, Confidence)> {
    let lettered = begin < token;
    let sign = text.first(token + 1);
    let width = text.width(token + 2);
    let short = lettered && text.width(token) == 2;
    if !(is_year(text, token) || short) || text.number(token + 2).is_none() || is_glued(text, begin)
    {
        return None;
    }
    let formed = match sign {
        '/' => width > 1 && !is_school_year(text, token) && (lettered || width > 2),
        '-' => lettered && !short && width > 2,
        '.' => lettered && !short && width > 2,
        ':' => lettered && text.first(begin + 1) == '/' && width > 1,
        _ => false,
    };
    if !formed || is_printed(text, begin, token + 2) {
        return None;
    }
    let mut last = token + 2;
    while matches!(text.first(last + 1), '-' | '/' | ':')
        && (text.number(last + 2).is_some()
            || (text.first(last + 1) == '/' && text.is_shouted(last + 2)))
        && last < token + 8
    {
        last += 2;
    }
    let confidence = if lettered {
        Confidence::Certain
    } else {
        Confidence::Likely
    };
    Some((last, confidence))
}

fn is_year(text: &Text, token: usize) -> bool {
    text.width(token) == 4
        && text
            .number(token)
            .is_some_and(|year| matches!(year, 1950..=2099))
}

/// `2024/25` follow each other.
fn is_school_year(text: &Text, token: usize) -> bool {
    let years = text.number(token).zip(text.number(token + 2));
    text.width(token + 2) == 2 && years.is_some_and(|(year, next)| (year + 1) % 100 == next)
}

fn is_printed(text: &Text, begin: usize, last: usize) -> bool {
    text.words_before(begin, 5)
        .take(2)
        .any(|word| PRINTED.contains(&word))
        || PRINTED.contains(&text.word(begin))
        || (text.first(last + 1) == '/' && matches!(text.word(last + 2), "eu" | "eg"))
}

fn is_glued(text: &Text, token: usize) -> bool {
    token > 0
        && (matches!(text.piece(token - 1), Some(Piece::Word | Piece::Figures))
            || matches!(text.first(token - 1), '/' | '-' | '@' | '_'))
}

/// Whatever follows the word for it and holds a figure.
fn named(text: &Text, token: usize) -> Option<(usize, Confidence)> {
    if !matches!(text.piece(token), Some(Piece::Word | Piece::Figures)) || is_glued(text, token) {
        return None;
    }
    let said = text
        .words_before(token, 7)
        .take(2)
        .any(|word| NAMED.contains(&word));
    let court = text
        .words_before(token, 5)
        .zip(text.words_before(token, 5).skip(1))
        .take(1)
        .any(|pair| {
            pair == ("nr", "mål") || pair == ("nr", "ärende") || pair == ("nummer", "ärende")
        });
    if !(said || court) {
        return None;
    }
    let mut last = token;
    while last < token + 10 {
        let next = last + 1;
        let more = match text.piece(next) {
            Some(Piece::Word | Piece::Figures) => 1,
            Some(Piece::Sign) if matches!(text.first(next), '-' | '/' | '.' | ':' | '_') => {
                match text.piece(next + 1) {
                    Some(Piece::Word | Piece::Figures) => 2,
                    _ => 0,
                }
            }
            Some(Piece::Space)
                if last == token && text.is_shouted(token) && text.number(next + 1).is_some() =>
            {
                2
            }
            _ => 0,
        };
        if more == 0 {
            break;
        }
        last += more;
    }
    let figures = (token..=last).filter(|on| text.piece(*on) == Some(Piece::Figures));
    let wide: usize = figures.map(|on| text.width(on)).sum();
    (wide > 2 && !is_ours(text, token, last)).then_some((last, Confidence::Strong))
}

/// `F-7K3QD` is a number of Fyren.
fn is_ours(text: &Text, token: usize, last: usize) -> bool {
    text.width(token) == 1 && text.first(token + 1) == '-' && text.to(last) - text.from(token) == 7
}
