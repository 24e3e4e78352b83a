//! Names of persons: known ones, those that have the form of one, and unknown ones where the words beside them
//! say so. In Swedish only proper nouns have a capital inside a sentence; most texts here are written in haste.

use crate::finding::Finding;
use crate::kind::Kind;
use crate::lexicon::{Lexicon, Marks};
use crate::span::Confidence;
use crate::text::{Piece, Text};
use crate::vocabulary::{Sense, has, is_institution};

/// Endings of family names.
const ENDINGS: [&str; 16] = [
    "sson", "qvist", "zadeh", "zada", "zade", "oglu", "ovic", "evic", "ullah", "uddin", "selassie",
    "mariam", "dotter", "dottir", "yan", "pour",
];
/// Beginnings of given names.
const BEGINNINGS: [&str; 8] = [
    "abdul", "abdel", "abdi", "gebre", "ghebre", "tesfa", "tewolde", "mohamm",
];
/// Between the parts of a name.
const PARTICLES: &str = " al el bin ibn bint von af de van der den del della da di dos abu umm um abdul abd ben os ould haji ";
/// Right after `heter` and its like these are no names.
const NOT_NAMED: &str = " inte det den hon han jag du vi ni de så vad något någon någonting också ju nog väl då nu för som till av på i \
om samma likadant egentligen alltid aldrig någonsin ibland detta dessa en ett och eller men att hur sedan numera på hennes hans \
deras the a an it she he they not is was so what something him her me us as ";
/// What comes from a person or goes to one.
const TELLING: &str = " samtal samtalet sms brev brevet mejl mejlet meddelande meddelandet hot hotet sa säger sade ringde ringer skrev \
skriver gav ger tack hälsning hälsningar vädjan berättade berättar lämnade gift förlovad kär rädd slagen hotad misshandlad call \
letter message said wrote told married afraid ";
/// First words of a sentence that are no given names, though a family name may follow.
const NOT_FIRST: &str = " enligt fråga kontakta ring både varken hälsa träffade tala prata kalla hos mot familj herr fru sök hämta \
besök dr according ask contact meet ";
/// What has a name and is no person.
const THINGS: &str = " projektet projekt metoden modellen rutinen blanketten boken filmen kampanjen appen föreningen chatten gruppen \
kursen utbildningen programmet byn staden orten lagen rapporten materialet verktyget planen nätverket enheten kommunen skolan \
tidningen sidan webbplatsen jouren boendet verksamheten organisationen tjänsten serien spelet project method group course book \
programme village town association school ";

/// Finds them all.
pub(crate) fn list(text: &Text, lexicon: &Lexicon, findings: &mut Vec<Finding>) {
    let mut token = 0;
    while token < text.len() {
        let Some(confidence) = names(text, lexicon, token) else {
            token += 1;
            continue;
        };
        let (first, last, more) = whole(text, lexicon, token);
        findings.push(Finding {
            from: text.from(first),
            to: text.to(last),
            kind: Kind::Name,
            confidence: confidence.max(more),
        });
        token = last + 1;
    }
}

/// What the words before say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Before {
    Nothing,
    /// `med`, `att`: perhaps a person.
    Perhaps,
    /// `läraren`
    Title,
    /// `brodern`
    Kin,
    /// `heter`
    Naming,
}

/// Whether a word begins a name, and how sure that is.
fn names(text: &Text, lexicon: &Lexicon, token: usize) -> Option<Confidence> {
    if text.piece(token) != Some(Piece::Word) {
        return None;
    }
    let before = before(text, token);
    let marks = marks(text, lexicon, token);
    if text.width(token) == 1 {
        return initials(text, token, before);
    }
    if !text.is_capital(token) {
        return small(text, token, marks, before);
    }
    if marks.is_known() || (text.is_shouted(token) && !shouted_name(text, lexicon, token, before)) {
        return None;
    }
    if marks.is_name() {
        return known(text, lexicon, token, marks, before);
    }
    unknown(text, lexicon, token, marks, before)
}

/// A word as it stands, else without the genitive's s; a small word is seldom a short name's genitive.
fn marks(text: &Text, lexicon: &Lexicon, token: usize) -> Marks {
    let word = text.word(token);
    let marks = lexicon.marks(word);
    let shortest = if text.is_capital(token) { 3 } else { 5 };
    match word
        .strip_suffix('s')
        .filter(|stem| marks.is_nothing() && stem.len() >= shortest)
    {
        Some(stem) => lexicon.marks(stem),
        None => marks,
    }
}

fn before(text: &Text, token: usize) -> Before {
    let Some(word) = text.word_before(token) else {
        return Before::Nothing;
    };
    let apart = text.word_right_before(token).is_none();
    let is_namn = |word: usize| matches!(text.word(word), "namn" | "namnet" | "name" | "namne");
    if text.is(word, Sense::Naming) && text.word(word) != "o" && text.word(word) != "vid" {
        return Before::Naming;
    }
    if text.word(word) == "o"
        && text.first(word + 1) == ' '
        && word > 1
        && text.word(word - 2) == "c"
    {
        return Before::Naming;
    }
    if is_namn(word)
        || (matches!(text.word(word), "är" | "is" | "till")
            && text.word_before(word).is_some_and(is_namn))
    {
        return Before::Naming;
    }
    if apart
        && text.first(token - 1) != ':'
        && text.first(word + 1) != ','
        && text.first(word + 1) != ':'
    {
        return Before::Nothing;
    }
    if text.is(word, Sense::Kin) {
        Before::Kin
    } else if text.is(word, Sense::Title) && !apart {
        Before::Title
    } else if text.is(word, Sense::BeforePerson) && !apart {
        Before::Perhaps
    } else {
        Before::Nothing
    }
}

/// Without a capital only a known name, or any word after `hon heter`.
fn small(text: &Text, token: usize, marks: Marks, before: Before) -> Option<Confidence> {
    let word = text.word(token);
    let known = marks.is_name() && !marks.is_known();
    let apart = text.word_right_before(token).is_none();
    match before {
        Before::Naming if known && !has(NOT_NAMED, word) => Some(Confidence::Likely),
        Before::Naming if !apart && is_plain(text, token) && marks.is_nothing() => {
            unknown_small(text, token)
        }
        Before::Kin | Before::Title if known && !marks.is_word() && !marks.is_place() && !apart => {
            Some(Confidence::Likely)
        }
        _ => {
            let sure =
                marks.is_given() && !marks.is_word() && !marks.is_place() && !marks.is_known();
            (sure && word.len() > 3 && !is_glued(text, token)).then_some(Confidence::Possible)
        }
    }
}

fn unknown_small(text: &Text, token: usize) -> Option<Confidence> {
    let word = text.word(token);
    let naming = text.word_before(token)?;
    let named = matches!(text.word(naming), "heter" | "hette" | "named");
    let who = text.word_right_before(naming);
    let person = who.is_some_and(|who| {
        text.is(who, Sense::Kin) || has(" hon han jag de dom she he they ", text.word(who))
    });
    (named && person && word.len() > 2 && !has(NOT_NAMED, word)).then_some(Confidence::Possible)
}

/// A word in capitals is a short form, unless it is a name and its neighbour says so, too.
fn shouted_name(text: &Text, lexicon: &Lexicon, token: usize, before: Before) -> bool {
    let name = |token: usize| text.is_shouted(token) && marks(text, lexicon, token).is_name();
    let beside = name(token + 2) || token.checked_sub(2).is_some_and(name);
    name(token) && (beside || before >= Before::Kin)
}

fn known(
    text: &Text,
    lexicon: &Lexicon,
    token: usize,
    marks: Marks,
    before: Before,
) -> Option<Confidence> {
    if before >= Before::Title {
        return Some(Confidence::Strong);
    }
    let next = token + 2;
    let followed = text.piece(token + 1) == Some(Piece::Space)
        && text.is_capital(next)
        && (self::marks(text, lexicon, next).is_family() || has_form(text.word(next)));
    if followed {
        return Some(Confidence::Strong);
    }
    if (marks.is_place() || is_month(text.word(token))) && is_place_here(text, token) {
        return None;
    }
    let begins = text.begins_sentence(token);
    if marks.is_word() || (marks.is_place() && begins) {
        let dated = text.number(next).is_some()
            || token
                .checked_sub(2)
                .is_some_and(|before| text.number(before).is_some());
        let does = text.is(next, Sense::Doing);
        return ((!begins || does) && !dated).then_some(Confidence::Possible);
    }
    Some(if marks.is_given() {
        Confidence::Strong
    } else {
        Confidence::Likely
    })
}

fn is_month(word: &str) -> bool {
    has(" april may june august juni juli ", word)
}

/// Beside a word for a place, or in a row of places.
fn is_place_here(text: &Text, token: usize) -> bool {
    let before = text.word_before(token);
    let other = before.map(|before| match text.word(before) {
        "och" | "and" | "eller" => text.word_before(before).unwrap_or(before),
        _ => before,
    });
    before.is_some_and(|before| text.is(before, Sense::BeforePlace))
        || other.is_some_and(|other| text.is_capital(other) && text.marks(other).is_place())
        || has(
            " kommun kommuns län stad skola gymnasium sjukhus ",
            text.word(token + 2),
        )
}

/// A word with a capital that nobody knows.
fn unknown(
    text: &Text,
    lexicon: &Lexicon,
    token: usize,
    marks: Marks,
    before: Before,
) -> Option<Confidence> {
    let word = text.word(token);
    if marks.is_place() || !is_plain(text, token) || is_institution(word) {
        return None;
    }
    if has_form(word) {
        return Some(Confidence::Likely);
    }
    let begins = text.begins_sentence(token);
    match before {
        Before::Naming if is_thing(text, token) => None,
        Before::Naming | Before::Kin | Before::Title if !begins => Some(Confidence::Likely),
        _ if begins => is_before_family(text, lexicon, token).then_some(Confidence::Possible),
        _ => is_placed(text, token, before).then_some(Confidence::Possible),
    }
}

/// A first word and a family name after it.
fn is_before_family(text: &Text, lexicon: &Lexicon, token: usize) -> bool {
    let next = token + 2;
    let marks = marks(text, lexicon, next);
    let family = marks.is_family() && !(marks.is_given() || marks.is_word() || marks.is_place());
    let told = has(NOT_FIRST, text.word(token))
        || text.is(token, Sense::Kin)
        || text.is(token, Sense::Title);
    text.piece(token + 1) == Some(Piece::Space)
        && text.is_capital(next)
        && !text.is_shouted(next)
        && (family || has_form(text.word(next)))
        && !(told || text.is(token, Sense::BeforePerson) || text.is(token, Sense::Naming))
}

/// Whether an unknown word stands where a person would: before what people do, after whom something is with.
fn is_placed(text: &Text, token: usize, before: Before) -> bool {
    let next = token + 2;
    let spaced = text.piece(token + 1) == Some(Piece::Space);
    let Some(word) = text.word_right_before(token) else {
        return spaced && text.is(next, Sense::Doing);
    };
    if text.is_capital(word) && !text.begins_sentence(word) {
        return false;
    }
    let does = spaced && text.is(next, Sense::Doing);
    let is = spaced && before == Before::Perhaps && text.is(next, Sense::Being);
    let with = has(" med hos åt with ", text.word(word)) && !(spaced && text.is_capital(next));
    let did = text.is(word, Sense::Doing) && !text.begins_sentence(word);
    let told = has(" från till av from to by ", text.word(word))
        && text
            .words_before(word, 8)
            .take(3)
            .any(|word| has(TELLING, word));
    does || is || with || did || told
}

/// `metoden heter`: not a person's name that follows.
fn is_thing(text: &Text, token: usize) -> bool {
    text.words_before(token, 7)
        .take(4)
        .any(|word| has(THINGS, word))
}

fn has_form(word: &str) -> bool {
    let stem = word.strip_suffix('s').unwrap_or(word);
    let form = |word: &str| {
        word.len() > 5
            && (ENDINGS
                .iter()
                .any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending))
                || BEGINNINGS
                    .iter()
                    .any(|beginning| word.starts_with(beginning)))
    };
    (form(word) || form(stem)) && word.len() < 40
}

/// One capital and small letters, and nothing glued on.
fn is_plain(text: &Text, token: usize) -> bool {
    let width = text.width(token);
    (2..30).contains(&width)
        && (text.from(token) + 1..text.to(token)).all(|at| !text.sign(at).is_uppercase())
        && !is_glued(text, token)
}

fn is_glued(text: &Text, token: usize) -> bool {
    let sign = |beside: Option<usize>| {
        beside.is_some_and(|beside| matches!(text.first(beside), '.' | '@' | '_' | '/' | '-'))
    };
    let dot = text.first(token + 1) == '.' && text.piece(token + 2) != Some(Piece::Word);
    sign(
        token
            .checked_sub(1)
            .filter(|before| text.piece(*before) == Some(Piece::Sign)),
    ) || (sign(Some(token + 1)) && !dot)
}

/// `A.B.`, `A. Ahmed`: letters alone only where somebody is named.
fn initials(text: &Text, token: usize, before: Before) -> Option<Confidence> {
    let two = text.is_capital(token)
        && text.first(token + 1) == '.'
        && text.is_capital(token + 2)
        && text.width(token + 2) == 1
        && text.first(token + 3) == '.';
    let nobody = text.word(token) == "n" && text.word(token + 2) == "n";
    let said = before >= Before::Title
        || text
            .word_before(token)
            .is_some_and(|word| has(" initialer initialerna initials ", text.word(word)));
    (two && said && !nobody).then_some(Confidence::Likely)
}

/// The first and last token of a name and its neighbours that belong to it, and what they add.
fn whole(text: &Text, lexicon: &Lexicon, token: usize) -> (usize, usize, Confidence) {
    let mut last = token;
    let mut sure = Confidence::Possible;
    for _ in 0..6 {
        let Some(next) = goes_on(text, lexicon, last, text.is_capital(token)) else {
            break;
        };
        last = next;
        sure = Confidence::Strong;
    }
    let first = match token.checked_sub(3) {
        Some(initial)
            if text.width(initial) == 1
                && text.is_capital(initial)
                && text.first(initial + 1) == '.'
                && text.piece(initial + 2) == Some(Piece::Space) =>
        {
            initial
        }
        _ => joined_before(text, token),
    };
    (first, last, sure)
}

/// `Al-` and `Anna-` before a name.
fn joined_before(text: &Text, token: usize) -> usize {
    match token.checked_sub(2) {
        Some(before)
            if matches!(text.first(token - 1), '-' | '\'')
                && text.is_capital(before)
                && text.piece(before) == Some(Piece::Word)
                && text.width(before) < 30 =>
        {
            before
        }
        _ => token,
    }
}

/// The token with which a name goes on after another.
fn goes_on(text: &Text, lexicon: &Lexicon, last: usize, capital: bool) -> Option<usize> {
    let mut next = last + 2;
    if text.first(last + 1) == '.' && text.width(last) == 1 {
        if text.is_capital(next) && text.width(next) == 1 {
            return Some(if text.first(next + 1) == '.' {
                next + 1
            } else {
                next
            });
        }
        next = last + 3;
    }
    let sign = text.first(next - 1);
    let hyphen = matches!(sign, '-' | '\'');
    if !(text.piece(next - 1) == Some(Piece::Space) || hyphen)
        || text.piece(next) != Some(Piece::Word)
    {
        return None;
    }
    if !hyphen
        && has(PARTICLES, text.word(next))
        && text.piece(next + 1).is_some()
        && text.is_capital(next + 2)
    {
        return Some(next + 2);
    }
    let marks = marks(text, lexicon, next);
    if !capital {
        let known = marks.is_name() && !marks.is_word() && !marks.is_known();
        return known.then_some(next);
    }
    if !text.is_capital(next) || marks.is_known() {
        return None;
    }
    if text.width(next) == 1 {
        return (text.first(next + 1) == '.').then_some(next + 1);
    }
    let shouted = text.is_shouted(next) && !text.is_shouted(last);
    let other = marks.is_place() && !marks.is_name();
    (!(shouted || other || is_institution(text.word(next)))).then_some(next)
}
