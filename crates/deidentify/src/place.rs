//! A small place, an age and a form of school: apart they tell little, together they may tell who it is.

use crate::finding::Finding;
use crate::kind::Kind;
use crate::lexicon::Lexicon;
use crate::span::Confidence;
use crate::text::{Piece, Text};
use crate::vocabulary::Sense;

/// As far apart as the three may stand, in tokens.
const REACH: usize = 60;
const AGES: [&str; 20] = [
    "sex",
    "sju",
    "åtta",
    "nio",
    "tio",
    "elva",
    "tolv",
    "tretton",
    "fjorton",
    "femton",
    "sexton",
    "sjutton",
    "arton",
    "aderton",
    "nitton",
    "tjugo",
    "sixteen",
    "fifteen",
    "fourteen",
    "seventeen",
];

/// Adds to the settled findings; what stands inside keeps its kind, and then only the place is marked.
pub(crate) fn list(text: &Text, lexicon: &Lexicon, findings: &mut Vec<Finding>) {
    let mut facts = Facts::default();
    for token in 0..text.len() {
        if let Some(last) = place(text, lexicon, token) {
            facts.places.push((token, last));
        }
        if let Some(last) = age(text, token) {
            facts.ages.push((token, last));
        }
        if text.is(token, Sense::SchoolForm) || is_class(text, token) {
            facts.forms.push((token, token));
        }
    }
    let found: Vec<Finding> = facts
        .places
        .iter()
        .filter_map(|place| {
            let age = nearest(&facts.ages, place.0)?;
            let form = nearest(&facts.forms, place.0)?;
            let first = place.0.min(age.0).min(form.0);
            let last = place.1.max(age.1).max(form.1);
            let whole = finding(text, first, last);
            let alone = finding(text, place.0, place.1);
            [whole, alone]
                .into_iter()
                .find(|one| is_free(findings, one))
        })
        .collect();
    findings.extend(found);
}

#[derive(Default)]
struct Facts {
    places: Vec<(usize, usize)>,
    ages: Vec<(usize, usize)>,
    forms: Vec<(usize, usize)>,
}

fn finding(text: &Text, first: usize, last: usize) -> Finding {
    Finding {
        from: text.from(first),
        to: text.to(last),
        kind: Kind::SmallPlace,
        confidence: Confidence::Likely,
    }
}

/// The nearest of facts in order, when it stands within reach.
fn nearest(facts: &[(usize, usize)], token: usize) -> Option<(usize, usize)> {
    let after = facts.partition_point(|fact| fact.0 < token);
    let beside = [after.checked_sub(1), Some(after)];
    beside
        .into_iter()
        .flatten()
        .filter_map(|place| facts.get(place).copied())
        .min_by_key(|fact| fact.0.abs_diff(token))
        .filter(|fact| fact.0.abs_diff(token) <= REACH)
}

fn is_free(settled: &[Finding], one: &Finding) -> bool {
    let after = settled.partition_point(|finding| finding.to <= one.from);
    settled
        .get(after)
        .is_none_or(|finding| finding.from >= one.to)
}

/// The last token of a small place: `Ockelbo`, `Dals-Ed`, `Lilla Edet`; also in the genitive.
fn place(text: &Text, lexicon: &Lexicon, token: usize) -> Option<usize> {
    if !text.is_capital(token) {
        return None;
    }
    let word = text.word(token);
    let second = token + 2;
    let joined = match text.piece(token + 1) {
        Some(Piece::Space) if text.is_capital(second) => Some(' '),
        Some(Piece::Sign) if text.first(token + 1) == '-' && text.is_capital(second) => Some('-'),
        _ => None,
    };
    if let Some(sign) = joined.filter(|_| word.len() + text.word(second).len() < 40) {
        let both = format!("{word}{sign}{}", text.word(second));
        if is_small(lexicon, &both) {
            return Some(second);
        }
    }
    let begins = text.begins_sentence(token) && lexicon.marks(word).is_name();
    (is_small(lexicon, word) && !begins).then_some(token)
}

fn is_small(lexicon: &Lexicon, word: &str) -> bool {
    let genitive = word.strip_suffix('s').unwrap_or(word);
    lexicon.marks(word).is_small_place() || lexicon.marks(genitive).is_small_place()
}

/// The last token of an age: `16 år`, `16-årig`, `sextonåring`, `16 years old`.
fn age(text: &Text, token: usize) -> Option<usize> {
    let word = text.word(token);
    if let Some(number) = text
        .number(token)
        .filter(|number| (5..=25).contains(number))
    {
        let next = token + 2;
        let counted =
            matches!(text.piece(token + 1), Some(Piece::Space)) || text.first(token + 1) == '-';
        let said = |word: &str| {
            matches!(word, "år" | "years" | "year")
                || word.starts_with("årig")
                || word.starts_with("åring")
        };
        return match number {
            _ if counted && said(text.word(next)) => Some(next),
            _ if said(text.word(token + 1)) => Some(token + 1),
            _ if is_of_person(text, token) => Some(token),
            _ => None,
        };
    }
    if AGES.contains(&word) && matches!(text.word(token + 2), "år" | "years") {
        return Some(token + 2);
    }
    let stem = ["årig", "åriga", "åring", "åringen"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))?;
    AGES.contains(&stem).then_some(token)
}

/// `en kille på 17`, `a girl of 17`
fn is_of_person(text: &Text, token: usize) -> bool {
    let Some(of) = text.word_right_before(token) else {
        return false;
    };
    let person = text.word_right_before(of);
    matches!(text.word(of), "på" | "of") && person.is_some_and(|person| text.is(person, Sense::Kin))
}

/// `klass 9`, `9:an`
fn is_class(text: &Text, token: usize) -> bool {
    matches!(text.word(token), "klass" | "grade" | "year")
        && text
            .number(token + 2)
            .is_some_and(|year| (1..=12).contains(&year))
        && text.piece(token + 1) == Some(Piece::Space)
}
