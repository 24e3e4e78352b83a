//! Names in social media: after `@`, in the address of a profile, after the medium's name.

use crate::finding::Finding;
use crate::kind::Kind;
use crate::span::Confidence;
use crate::text::{Piece, Text};

const LONGEST: usize = 60;
const HOSTS: [&str; 15] = [
    "instagram",
    "facebook",
    "snapchat",
    "tiktok",
    "twitter",
    "telegram",
    "discord",
    "youtube",
    "linkedin",
    "fb",
    "kik",
    "vk",
    "t",
    "x",
    "threads",
];
const MEDIA: [&str; 20] = [
    "instagram",
    "insta",
    "ig",
    "facebook",
    "fb",
    "snapchat",
    "snap",
    "snapen",
    "tiktok",
    "twitter",
    "telegram",
    "kik",
    "discord",
    "skype",
    "signal",
    "användarnamn",
    "användarnamnet",
    "username",
    "roblox",
    "messenger",
];
const BETWEEN: [&str; 17] = [
    "hon", "han", "jag", "är", "heter", "som", "konto", "kontot", "namn", "namnet", "under", "med",
    "is", "hennes", "hans", "as", "user",
];

/// Finds them all.
pub(crate) fn list(text: &Text, findings: &mut Vec<Finding>) {
    let mut token = 0;
    while token < text.len() {
        match at(text, token) {
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

fn at(text: &Text, token: usize) -> Option<Finding> {
    let (from, to, confidence) = marked(text, token)
        .or_else(|| profile(text, token))
        .or_else(|| told(text, token))?;
    Some(Finding {
        from,
        to,
        kind: Kind::Handle,
        confidence,
    })
}

type Found = Option<(usize, usize, Confidence)>;

/// `@amina_w07`
fn marked(text: &Text, token: usize) -> Found {
    let from = text.from(token);
    if text.first(token) != '@' || (from > 0 && is_of_handle(text.sign(from - 1))) {
        return None;
    }
    let to = end(text, from + 1);
    let lettered = (from + 1..to).any(|at| text.sign(at).is_alphabetic());
    (to - from > 2 && lettered).then_some((from, to, Confidence::Strong))
}

/// `instagram.com/amina`, `t.me/amina`
fn profile(text: &Text, token: usize) -> Found {
    let dotted = HOSTS.contains(&text.word(token)) && text.first(token + 1) == '.';
    if !dotted
        || !matches!(text.word(token + 2), "com" | "me" | "gg")
        || text.first(token + 3) != '/'
    {
        return None;
    }
    let start = text.from(token + 4);
    let mut to = start;
    while to - start < LONGEST
        && (is_of_handle(text.sign(to)) || matches!(text.sign(to), '/' | '@' | '?' | '='))
    {
        to += 1;
    }
    while to > start && matches!(text.sign(to - 1), '.' | '?' | '/') {
        to -= 1;
    }
    (to > start).then_some((text.from(token), to, Confidence::Certain))
}

/// `snap: zagge_2006`: after the medium's name, and with a figure, a dot or an underscore inside.
fn told(text: &Text, token: usize) -> Found {
    if !matches!(text.piece(token), Some(Piece::Word | Piece::Figures)) {
        return None;
    }
    let from = text.from(token);
    let from = if from > 0 && text.sign(from - 1) == '_' {
        from - 1
    } else {
        from
    };
    if from > 0 && is_of_handle(text.sign(from - 1)) {
        return None;
    }
    let mut before = text
        .words_before(token, 9)
        .skip_while(|word| BETWEEN.contains(word));
    if !before.next().is_some_and(|word| MEDIA.contains(&word)) {
        return None;
    }
    let to = end(text, from);
    let inside = (from + 1..to).any(|at| matches!(text.sign(at), '.' | '_' | '0'..='9' | '#'));
    let lettered = (from..to).any(|at| text.sign(at).is_alphabetic());
    (inside && lettered).then_some((from, to, Confidence::Likely))
}

fn end(text: &Text, from: usize) -> usize {
    let mut to = from;
    while to - from < LONGEST && is_of_handle(text.sign(to)) {
        to += 1;
    }
    while to > from && matches!(text.sign(to - 1), '.' | '-') {
        to -= 1;
    }
    to
}

fn is_of_handle(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '_' | '.' | '-' | '#')
}
