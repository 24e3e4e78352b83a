//! Schools and preschools by name. Forms of school alone are everybody's.

use crate::finding::Finding;
use crate::kind::Kind;
use crate::lexicon::Lexicon;
use crate::span::Confidence;
use crate::text::{Piece, Text};
use crate::vocabulary::{Sense, has};

const ENDINGS: [&str; 8] = [
    "skolan",
    "skola",
    "skolans",
    "gymnasiet",
    "gymnasium",
    "gymnasiets",
    "skolor",
    "skolorna",
];
/// What `skolan` and `gymnasiet` are joined to without naming a school.
const FORMS: &str = " grund gymnasie för hög folkhög fri sär grundsär gymnasiesär special same kultur musik fritids sommar söndags \
dag yrkes kommun by trafik rid sim språk dans låg mellan högstadie lågstadie mellanstadie resurs hem vuxen kvälls internat \
polis militär koran kör natur skid modersmåls lek barn bygd lands stads mottagnings distans folk real flick pojk privat \
teknik bil tal kommunal tekniska fristående ur kloster sjuksköterske brand konst design handels media idrotts \
riksidrotts introduktions lärlings närmaste hel förberedande öppna medborgar mamma föräldra lär skogs sko villa stor små \
när hemma grannf gårds vår min sin bibel moské lördags helg lantbruks naturbruks fokus teater film spel gymn anpassade \
distansgymn grannskaps friluft komplementär kompletterande samhälls verkstads hantverks hushålls lanthushålls ";
/// Schools in two words.
const SCHOOLS: &str = " skola skolan gymnasium gymnasiet gymnasieskola förskola friskola folkhögskola grundskola högskola school \
preschool college resursskola montessoriskola ";
/// What may begin a sentence before `skola` without naming one.
const NOT_NAMES: &str = " hennes hans deras dess vår min din er en ett vilken varje ingen någon flickans pojkens elevens barnets \
denna samma annan ny the her his their a my your our every which ";

/// Finds them all.
pub(crate) fn list(text: &Text, lexicon: &Lexicon, findings: &mut Vec<Finding>) {
    for token in 0..text.len() {
        if text.piece(token) != Some(Piece::Word) {
            continue;
        }
        let found = two_words(text, lexicon, token)
            .or_else(|| one_word(text, token))
            .or_else(|| called(text, token));
        if let Some((first, last, confidence)) = found {
            findings.push(Finding {
                from: text.from(first),
                to: text.to(last),
                kind: Kind::School,
                confidence,
            });
        }
    }
}

type Found = Option<(usize, usize, Confidence)>;

/// `Stenebergsskolan`
fn one_word(text: &Text, token: usize) -> Found {
    let word = text.word(token);
    let ending = ENDINGS.iter().find(|ending| word.ends_with(**ending))?;
    let stem = &word[..word.len() - ending.len()];
    let joined = stem.strip_suffix('s').unwrap_or(stem);
    if stem.len() < 3 || word.len() > 40 || has(FORMS, stem) || has(FORMS, joined) || is_form(stem)
    {
        return None;
    }
    let before = text.word_right_before(token);
    if text.is_capital(token) {
        return Some((token, token, Confidence::Strong));
    }
    let at = before.is_some_and(|before| has(" på i vid till från at ", text.word(before)));
    let single = matches!(*ending, "skolan" | "gymnasiet");
    (at && single).then_some((token, token, Confidence::Likely))
}

/// Longer forms: `yrkesgymnasieskolan`, `språkförskolan`.
fn is_form(stem: &str) -> bool {
    [
        "gymnasie", "för", "grund", "hög", "sär", "fri", "yrkes", "stadie",
    ]
    .iter()
    .any(|form| stem.ends_with(form))
}

/// `Ljusdals folkhögskola`, `Internationella Engelska Skolan`, `Oak School`
fn two_words(text: &Text, lexicon: &Lexicon, token: usize) -> Found {
    if !has(SCHOOLS, text.word(token)) {
        return None;
    }
    let before = text
        .word_right_before(token)
        .filter(|before| text.is_capital(*before))?;
    let word = text.word(before);
    if has(NOT_NAMES, word) || lexicon.marks(word).is_known() {
        return None;
    }
    let place = word
        .strip_suffix('s')
        .is_some_and(|place| lexicon.marks(place).is_place());
    let definite = matches!(text.word(token), "skolan" | "gymnasiet")
        && !text.is_capital(token)
        && (!word.ends_with("ska") || text.begins_sentence(before));
    if definite || (text.begins_sentence(before) && !place && !text.is_capital(token)) {
        return None;
    }
    let first = match text.word_right_before(before) {
        Some(more)
            if text.is_capital(more)
                && !has(NOT_NAMES, text.word(more))
                && !text.is(more, Sense::BeforePlace) =>
        {
            more
        }
        _ => before,
    };
    Some((first, token, Confidence::Strong))
}

/// `förskolan Solrosen`
fn called(text: &Text, token: usize) -> Found {
    let word = text.word(token);
    let pre = has(" förskolan förskola dagis ", word);
    if !(pre || has(" skolan gymnasiet friskolan folkhögskolan school ", word))
        || text.piece(token + 1) != Some(Piece::Space)
    {
        return None;
    }
    let name = token + 2;
    let marks = text.marks(name);
    let known =
        marks.is_known() || marks.is_place() || (!pre && marks.is_name()) || text.width(name) < 3;
    (text.is_capital(name) && !text.is_shouted(name) && !known).then_some((
        name,
        name,
        Confidence::Likely,
    ))
}
