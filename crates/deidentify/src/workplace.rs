//! Workplaces by name. Authorities and trades alone are everybody's.

use crate::finding::Finding;
use crate::kind::Kind;
use crate::lexicon::Lexicon;
use crate::span::Confidence;
use crate::text::{Piece, Text};
use crate::vocabulary::{Sense, has, is_institution};

const WORKING: &str = " jobbar jobbade jobb jobba arbetar arbetade arbete arbeta anställd anställda anställning praktik praktiserar \
praktiserade extrajobbar extrajobbade sommarjobbar driver äger works worked working employed employee job städar \
timanställd vikarierar vikarie kassörska ";
const AT: &str = " på hos vid för at for ";
const FORMS: &str = " ab hb kb aktiebolag handelsbolag enskild ltd inc ";
/// Chains that are known by themselves.
const CHAINS: &str = " ica coop willys lidl hemköp mcdonalds ikea max burger sibylla netto pressbyrån preem okq8 jula biltema \
dollarstore rusta elgiganten lindex kappahl hm apotea postnord amazon foodora gekås citygross ";

/// Finds them all.
pub(crate) fn list(text: &Text, lexicon: &Lexicon, findings: &mut Vec<Finding>) {
    for token in 0..text.len() {
        if text.piece(token) != Some(Piece::Word) {
            continue;
        }
        let found = company(text, token)
            .or_else(|| trade(text, token))
            .or_else(|| at(text, lexicon, token));
        if let Some((first, last, confidence)) = found {
            findings.push(Finding {
                from: text.from(first),
                to: text.to(last),
                kind: Kind::Workplace,
                confidence,
            });
        }
    }
}

type Found = Option<(usize, usize, Confidence)>;

/// `Bollnäs Städ AB`
fn company(text: &Text, token: usize) -> Found {
    if !has(FORMS, text.word(token)) || !text.is_capital(token) {
        return None;
    }
    let mut first = token;
    for _ in 0..4 {
        match text.word_right_before(first) {
            Some(before) if text.is_capital(before) => first = before,
            _ => break,
        }
    }
    (first < token).then_some((first, token, Confidence::Strong))
}

/// `Pizzeria Milano`, `pizzerian i Ockelbo`
fn trade(text: &Text, token: usize) -> Found {
    if !text.is(token, Sense::Trade) || text.piece(token + 1) != Some(Piece::Space) {
        return None;
    }
    let name = token + 2;
    let marks = text.marks(name);
    if text.is_capital(name) && !marks.is_known() && (text.is_capital(token) || !marks.is_place()) {
        let first = if text.is_capital(token) { token } else { name };
        return Some((first, more_after(text, name), Confidence::Strong));
    }
    let place = token + 4;
    let small =
        text.word(name) == "i" && text.marks(place).is_small_place() && text.is_capital(place);
    small.then_some((token, place, Confidence::Likely))
}

/// `jobbar på Sandvik`
fn at(text: &Text, lexicon: &Lexicon, token: usize) -> Found {
    let before = text
        .word_right_before(token)
        .filter(|before| has(AT, text.word(*before)))?;
    let working = text
        .words_before(before, 6)
        .take(2)
        .any(|word| has(WORKING, word));
    if !working {
        return None;
    }
    let word = text.word(token);
    if has(CHAINS, word) {
        return Some((token, more_after(text, token), Confidence::Likely));
    }
    let marks = lexicon.marks(word);
    let generic = marks.is_known()
        || marks.is_place()
        || marks.is_given()
        || text.width(token) < 3
        || text.is_shouted(token);
    (text.is_capital(token) && !generic && !is_institution(word))
        .then(|| (token, more_after(text, token), Confidence::Likely))
}

/// The last of the words with capitals that go on.
fn more_after(text: &Text, token: usize) -> usize {
    let mut last = token;
    for _ in 0..3 {
        let joined =
            matches!(text.piece(last + 1), Some(Piece::Space)) || text.first(last + 1) == '-';
        if !joined || !text.is_capital(last + 2) {
            break;
        }
        last += 2;
    }
    last
}
