//! `fyren deidentify`: what could tell who a text is about, as JSON, for scripts and for trying it from outside.
//!
//! Nothing is written of what was read: neither text nor span, only where it stands.

use std::fmt;
use std::io::{self, Read as _, Write as _};

use fyren_deidentify::{LEXICON, PUBLIC_LINES, Scanner, Span};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// One text, or many on lines of their own.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Input {
    /// A JSON object `{"text"}`, or the text itself.
    One,
    /// On each line a JSON object `{"id","text"}`.
    Lines,
}

#[derive(Deserialize)]
struct Question {
    id: Option<Id>,
    text: String,
    #[serde(flatten)]
    _more: std::collections::BTreeMap<String, IgnoredAny>,
}

/// An id goes back as it came.
#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

#[derive(Serialize)]
struct Answer {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Id>,
    spans: Vec<Found>,
}

#[derive(Serialize)]
struct Found {
    start: usize,
    end: usize,
    kind: &'static str,
    confidence: f64,
    blocks: bool,
}

impl From<Span> for Found {
    fn from(span: Span) -> Self {
        Self {
            start: span.start,
            end: span.end,
            kind: span.kind.code(),
            confidence: span.confidence.value(),
            blocks: span.blocks(),
        }
    }
}

/// Reads standard input to its end, and then writes all answers or none.
pub(crate) fn run(input: Input) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|fault| Failure::machine("standard input cannot be read", &fault))?;
    let text = String::from_utf8(bytes)
        .map_err(|fault| not_text(fault.as_bytes(), fault.utf8_error().valid_up_to()))?;
    let scanner = Scanner::new(LEXICON, PUBLIC_LINES)
        .map_err(|fault| Failure::machine("the lexicon cannot be read", &fault))?;
    let mut answers = Vec::new();
    for question in questions(input, &text)? {
        let answer = Answer {
            id: question.id,
            spans: scanner
                .list(&question.text)
                .into_iter()
                .map(Found::from)
                .collect(),
        };
        serde_json::to_writer(&mut answers, &answer)
            .map_err(|fault| Failure::machine("an answer cannot be written", &fault))?;
        answers.push(b'\n');
    }
    let mut output = io::stdout().lock();
    output
        .write_all(&answers)
        .and_then(|()| output.flush())
        .map_err(|fault| Failure::machine("standard output cannot be written", &fault))
}

fn questions(input: Input, text: &str) -> Result<Vec<Question>, Failure> {
    match input {
        Input::One if text.trim_start().starts_with('{') => {
            let question = serde_json::from_str(text)
                .map_err(|fault| at(fault.line(), fault.column(), &fault))?;
            Ok(vec![question])
        }
        Input::One => Ok(vec![Question {
            id: None,
            text: text.to_owned(),
            _more: std::collections::BTreeMap::new(),
        }]),
        Input::Lines => lines(text),
    }
}

/// All lines at once, so that every fault is told and nothing is answered by halves.
fn lines(text: &str) -> Result<Vec<Question>, Failure> {
    let mut questions = Vec::new();
    let mut faults = Vec::new();
    for (number, line) in (1..).zip(text.split('\n')) {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Question>(line) {
            Ok(question) if question.id.is_some() => questions.push(question),
            Ok(_) => faults.push(place(number, 1, &"missing field `id`")),
            Err(fault) => faults.push(place(number, fault.column(), &fault)),
        }
    }
    if faults.is_empty() {
        Ok(questions)
    } else {
        Err(Failure::Input(faults))
    }
}

fn not_text(bytes: &[u8], valid: usize) -> Failure {
    let before = &bytes[..valid];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |end| end + 1);
    at(line, valid - start + 1, &"the input is not UTF-8")
}

fn at(line: usize, column: usize, reason: &dyn fmt::Display) -> Failure {
    Failure::Input(vec![place(line, column, reason)])
}

/// serde tells a place of its own at the end, which for one line of many is always the first.
fn place(line: usize, column: usize, reason: &dyn fmt::Display) -> String {
    let reason = reason.to_string();
    let reason = reason.split(" at line ").next().unwrap_or(&reason);
    format!("stdin:{line}:{}: {reason}", column.max(1))
}
