//! E-mail addresses, also with `(at)` or `snabel-a` for the sign.

use crate::finding::Finding;
use crate::kind::Kind;
use crate::span::Confidence;
use crate::text::{Piece, Text};

const LONGEST_NAME: usize = 64;
const LONGEST_HOST: usize = 100;

/// Finds them all.
pub(crate) fn list(text: &Text, findings: &mut Vec<Finding>) {
    for token in 0..text.len() {
        let Some((from, to)) = sign(text, token) else {
            continue;
        };
        let begin = begin_of_name(text, from);
        let end = end_of_host(text, to);
        if let Some(end) = end.filter(|_| begin < from) {
            findings.push(Finding {
                from: begin,
                to: end,
                kind: Kind::EMail,
                confidence: Confidence::Certain,
            });
        }
    }
}

/// The sign between name and host, as places between which it stands.
fn sign(text: &Text, token: usize) -> Option<(usize, usize)> {
    if text.first(token) == '@' {
        return Some((text.from(token), text.to(token)));
    }
    let word = text.word(token);
    let bracketed = token > 0 && matches!(text.first(token - 1), '(' | '[' | '{');
    let snabel = word == "snabel" && text.first(token + 1) == '-' && text.word(token + 2) == "a";
    let last = if snabel { token + 2 } else { token };
    if bracketed
        && (word == "at" || snabel || word == "snabela")
        && matches!(text.first(last + 1), ')' | ']' | '}')
    {
        let space = usize::from(token > 1 && text.piece(token - 2) == Some(Piece::Space));
        let after = usize::from(text.piece(last + 2) == Some(Piece::Space));
        return Some((text.from(token - 1 - space), text.to(last + 1 + after)));
    }
    let spaced = text.piece(last + 1) == Some(Piece::Space)
        && token > 0
        && text.piece(token - 1) == Some(Piece::Space);
    (spaced && (snabel || word == "snabela")).then(|| (text.from(token - 1), text.to(last + 1)))
}

fn begin_of_name(text: &Text, from: usize) -> usize {
    let mut begin = from;
    while begin > 0 && from - begin < LONGEST_NAME && is_of_name(text.sign(begin - 1)) {
        begin -= 1;
    }
    while begin < from && matches!(text.sign(begin), '.' | '-' | '\'') {
        begin += 1;
    }
    begin
}

/// Where the host ends, when it has a dot and letters after it.
fn end_of_host(text: &Text, from: usize) -> Option<usize> {
    let mut end = from;
    let mut dot = None;
    while end - from < LONGEST_HOST {
        match text.sign(end) {
            '.' => dot = Some(end),
            sign if sign.is_alphanumeric() || sign == '-' => {}
            _ => break,
        }
        end += 1;
    }
    // A full stop after the address is the sentence's.
    let end = if dot == Some(end.wrapping_sub(1)) {
        end - 1
    } else {
        end
    };
    let first = (from..end).find(|at| text.sign(*at) == '.')?;
    let last = (from..end).rev().find(|at| text.sign(*at) == '.')?;
    (first > from && end - last > 2 && text.sign(last + 1).is_alphabetic()).then_some(end)
}

fn is_of_name(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '.' | '_' | '-' | '+' | '%' | '\'')
}
