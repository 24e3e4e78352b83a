//! Every message is used, every message used exists in Swedish, and other languages say nothing
//! that Swedish does not. A message whose id is put together counts as used when the beginning
//! stands in the code up to a dash (`"closure-outcome-{…}"`).

use std::collections::BTreeSet;

use fluent_syntax::ast::Entry;
use fluent_syntax::parser::parse;

use super::{Fault, File, Tree};

const TEXTS: &str = "crates/web/texts/";

/// Messages too many, too few or broken.
pub(super) fn faults(tree: &Tree) -> Vec<Fault> {
    let code = Code::read(tree);
    let mut swedish = BTreeSet::new();
    let mut faults = Vec::new();
    for file in tree.under("crates/web/texts/sv/") {
        let messages = messages(file, &mut faults);
        for message in &messages {
            if !swedish.insert(message.clone()) {
                faults.push(Fault::new(
                    &file.path,
                    format!("`{message}` stands there twice"),
                ));
            }
            if !code.uses(message) {
                faults.push(Fault::new(&file.path, format!("`{message}` is not used")));
            }
        }
    }
    for file in tree
        .under(TEXTS)
        .filter(|file| !file.path.starts_with("crates/web/texts/sv/"))
    {
        for message in messages(file, &mut faults)
            .iter()
            .filter(|message| !swedish.contains(*message))
        {
            faults.push(Fault::new(
                &file.path,
                format!("`{message}` is not in Swedish"),
            ));
        }
    }
    faults
}

fn messages(file: &File, faults: &mut Vec<Fault>) -> Vec<String> {
    let resource = match parse(file.text.as_str()) {
        Ok(resource) => resource,
        Err((resource, errors)) => {
            for error in errors {
                let line = file.text[..error.pos.start].lines().count();
                faults.push(Fault::at(file, line, error.to_string()));
            }
            resource
        }
    };
    resource
        .body
        .iter()
        .filter_map(|entry| match entry {
            Entry::Message(message) => Some(message.id.name.to_owned()),
            _ => None,
        })
        .collect()
}

/// Everything in the code that can name a message.
struct Code {
    whole: BTreeSet<String>,
    beginnings: BTreeSet<String>,
}

impl Code {
    fn read(tree: &Tree) -> Self {
        let mut code = Self {
            whole: BTreeSet::new(),
            beginnings: BTreeSet::new(),
        };
        let sources = tree.files.iter().filter(|file| {
            file.path.starts_with("crates/") && file.has_ending(&["rs", "html", "js"])
        });
        for source in sources {
            code.take(&source.text);
        }
        code
    }

    /// Takes what begins a string literal and looks like an id or the beginning of one.
    fn take(&mut self, text: &str) {
        for rest in text.split(['"', '\'', '`']) {
            let id: &str = &rest[..rest.find(|c: char| !is_of_id(c)).unwrap_or(rest.len())];
            if id.len() == rest.len() {
                self.whole.insert(id.to_owned());
            }
            if id.ends_with('-')
                && (id.len() == rest.len() || rest[id.len()..].starts_with(['{', '$']))
            {
                self.beginnings.insert(id.to_owned());
            }
        }
    }

    fn uses(&self, message: &str) -> bool {
        self.whole.contains(message)
            || self
                .beginnings
                .iter()
                .any(|beginning| message.starts_with(beginning.as_str()))
    }
}

fn is_of_id(sign: char) -> bool {
    sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-' || sign == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_used_by_its_whole_id_or_its_beginning() {
        let mut code = Code {
            whole: BTreeSet::new(),
            beginnings: BTreeSet::new(),
        };
        code.take(r#"fl!(text, "closure-title"); text(&format!("outcome-{code}"))"#);
        assert!(code.uses("closure-title"));
        assert!(code.uses("outcome-done"));
        assert!(!code.uses("closure"));
    }
}
