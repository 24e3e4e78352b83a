//! Streets, boxes, flats and postcodes.

use crate::finding::Finding;
use crate::kind::Kind;
use crate::span::Confidence;
use crate::text::{Piece, Text};

/// Endings of street names that say so without a number.
const STREETS: [&str; 9] = [
    "gatan",
    "vägen",
    "gränd",
    "stigen",
    "allen",
    "esplanaden",
    "slingan",
    "gränden",
    "stråket",
];
/// Endings that say so when a number follows.
const NUMBERED: [&str; 24] = [
    "gata",
    "väg",
    "gat",
    "vag",
    "vagen",
    "torget",
    "torg",
    "backen",
    "plan",
    "leden",
    "kroken",
    "svängen",
    "kajen",
    "gången",
    "höjden",
    "ringen",
    "tomten",
    "gården",
    "platsen",
    "parken",
    "rundeln",
    "åsen",
    "hagen",
    "terrassen",
];
/// What a street may be called after somebody's genitive.
const AFTER_GENITIVE: [&str; 10] = [
    "gata", "väg", "gränd", "plan", "torg", "alle", "stig", "backe", "park", "plats",
];
const BEFORE: [&str; 14] = [
    "norra",
    "södra",
    "östra",
    "västra",
    "stora",
    "lilla",
    "gamla",
    "nya",
    "övre",
    "nedre",
    "inre",
    "yttre",
    "sankt",
    "mellersta",
];
/// Ways that are no streets.
const NO_STREETS: [&str; 20] = [
    "motorvägen",
    "utvägen",
    "omvägen",
    "järnvägen",
    "huvudgatan",
    "gångvägen",
    "cykelvägen",
    "skolvägen",
    "hemvägen",
    "medelvägen",
    "flyktvägen",
    "genvägen",
    "landsvägen",
    "sjukvägen",
    "rättsvägen",
    "bilvägen",
    "luftvägen",
    "behandlingsvägen",
    "färdvägen",
    "vårdvägen",
];
/// What is counted is no house number.
const COUNTED: [&str; 12] = [
    "gånger", "kr", "kronor", "procent", "år", "meter", "km", "personer", "dagar", "minuter",
    "timmar", "kap",
];
const ENGLISH: [&str; 5] = ["street", "road", "avenue", "lane", "drive"];

/// Finds them all.
pub(crate) fn list(text: &Text, findings: &mut Vec<Finding>) {
    for token in 0..text.len() {
        let found = match text.piece(token) {
            Some(Piece::Word) => street(text, token)
                .or_else(|| numbered(text, token))
                .or_else(|| english(text, token)),
            _ => None,
        };
        if let Some((first, last, confidence)) = found {
            findings.push(Finding {
                from: text.from(first),
                to: text.to(last),
                kind: Kind::Address,
                confidence,
            });
        }
        if let Some((first, last, confidence)) = postcode(text, token) {
            findings.push(Finding {
                from: text.from(first),
                to: text.to(last),
                kind: Kind::Postcode,
                confidence,
            });
        }
    }
}

type Found = Option<(usize, usize, Confidence)>;

fn street(text: &Text, token: usize) -> Found {
    let word = text.word(token);
    let has = |endings: &[&str]| {
        endings
            .iter()
            .any(|ending| word.len() > ending.len() + 1 && word.ends_with(ending))
    };
    let before = text
        .word_right_before(token)
        .filter(|_| text.piece(token.wrapping_sub(1)) == Some(Piece::Space));
    let genitive = before.filter(|before| {
        AFTER_GENITIVE.contains(&word)
            && text.is_capital(*before)
            && text.word(*before).ends_with('s')
    });
    let directed =
        before.is_some_and(|before| text.is_capital(before) && BEFORE.contains(&text.word(before)));
    let plain = directed && STREETS.contains(&word) && text.is_capital(token);
    let named = has(&STREETS) || plain;
    if !(named || has(&NUMBERED) || genitive.is_some())
        || word.len() > 40
        || (NO_STREETS.contains(&word) && house_number(text, token).is_none())
    {
        return None;
    }
    let first = match before {
        Some(before) if directed || genitive.is_some() => more_before(text, before),
        _ => token,
    };
    let number = house_number(text, token);
    let capital = text.is_capital(first) && !text.begins_sentence(first);
    match number {
        Some(last) if text.is_capital(token) || genitive.is_some() => {
            Some((first, last, Confidence::Certain))
        }
        Some(last) if named => Some((first, last, Confidence::Likely)),
        None if named && capital => Some((first, token, Confidence::Likely)),
        None if genitive.is_some() && capital && word != "plats" && word != "plan" => {
            Some((first, token, Confidence::Possible))
        }
        _ => None,
    }
}

/// `Drottning Kristinas väg`
fn more_before(text: &Text, first: usize) -> usize {
    match text.word_right_before(first) {
        Some(before)
            if text.is_capital(before)
                && text.is_capital(first)
                && !text.begins_sentence(before) =>
        {
            before
        }
        _ => first,
    }
}

/// The last token of ` 14`, ` 14 B` or ` 14b`.
fn house_number(text: &Text, token: usize) -> Option<usize> {
    let number = token + 1 + usize::from(text.first(token + 1) == '.') + 1;
    let apart = text.piece(number - 1) == Some(Piece::Space);
    if !apart || text.number(number).is_none() || text.width(number) > 3 {
        return None;
    }
    if text
        .words_after(number + 1, 2)
        .any(|word| COUNTED.contains(&word))
        || text.first(number + 1) == '§'
    {
        return None;
    }
    let letter = |at: usize| text.width(at) == 1 && text.piece(at) == Some(Piece::Word);
    if letter(number + 1) {
        return Some(number + 1);
    }
    let lettered = text.piece(number + 1) == Some(Piece::Space)
        && letter(number + 2)
        && text.is_capital(number + 2);
    Some(if lettered { number + 2 } else { number })
}

/// `Box 123`, `lgh 1102`
fn numbered(text: &Text, token: usize) -> Found {
    let number = token + 1 + usize::from(text.first(token + 1) == '.') + 1;
    let (wide, confidence) = match text.word(token) {
        "box" if text.is_capital(token) => (2..=5, Confidence::Strong),
        "lgh" | "lägenhet" | "lägenhetsnummer" => (3..=5, Confidence::Strong),
        _ => return None,
    };
    let form = text.piece(number - 1) == Some(Piece::Space)
        && text.number(number).is_some()
        && wide.contains(&text.width(number));
    form.then_some((token, number, confidence))
}

/// `12 Oak Street`
fn english(text: &Text, token: usize) -> Found {
    if !ENGLISH.contains(&text.word(token)) || !text.is_capital(token) {
        return None;
    }
    let name = text
        .word_right_before(token)
        .filter(|name| text.is_capital(*name))?;
    let number = name.checked_sub(2)?;
    let numbered = text.number(number).is_some() && text.width(number) < 4;
    numbered.then_some((number, token, Confidence::Strong))
}

/// `821 33 Bollnäs`, `SE-82133`, `postnummer 821 33`
fn postcode(text: &Text, token: usize) -> Found {
    if text.piece(token) != Some(Piece::Figures) || matches!(text.first(token), '0') {
        return None;
    }
    let parted = text.width(token) == 3
        && text.piece(token + 1) == Some(Piece::Space)
        && text.width(token + 2) == 2
        && text.piece(token + 2) == Some(Piece::Figures);
    let last = if parted { token + 2 } else { token };
    if !(parted || text.width(token) == 5) || inside_number(text, token, last) {
        return None;
    }
    let dashed =
        token > 1 && text.first(token - 1) == '-' && matches!(text.word(token - 2), "se" | "s");
    let said = text
        .words_before(token, 6)
        .take(2)
        .any(|word| matches!(word, "postnummer" | "postnumret" | "postnr" | "postcode"));
    let place = last + 2;
    let spaced =
        matches!(text.piece(last + 1), Some(Piece::Space | Piece::Line)) && text.is_capital(place);
    let town = spaced && (parted || text.marks(place).is_place() || text.is_shouted(place));
    (dashed || said || town).then_some((
        token,
        last,
        if town && !parted {
            Confidence::Likely
        } else {
            Confidence::Strong
        },
    ))
}

fn inside_number(text: &Text, token: usize, last: usize) -> bool {
    let before = token > 1
        && matches!(text.piece(token - 1), Some(Piece::Space | Piece::Sign))
        && text.piece(token - 2) == Some(Piece::Figures)
        && text.first(token - 1) != ',';
    let after = matches!(text.first(last + 1), '-' | '.' | ' ')
        && text.piece(last + 2) == Some(Piece::Figures);
    before || after
}
