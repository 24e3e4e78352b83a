//! Nothing is left for later in the code, and no line is there only to be seen.

use super::{Fault, File, Tree};

/// Marks of unfinished work and banners.
pub(super) fn faults(tree: &Tree) -> Vec<Fault> {
    tree.files
        .iter()
        .filter(|file| file.has_ending(&["rs", "js", "css", "html", "ftl", "sql", "toml"]))
        .filter(|file| file.path != "xtask/src/tidy/unfinished.rs")
        .flat_map(|file| {
            file.lines()
                .filter_map(|(number, line)| Some(Fault::at(file, number, reason(file, line)?)))
        })
        .collect()
}

fn reason(file: &File, line: &str) -> Option<&'static str> {
    if ["TODO", "FIXME", "XXX"].iter().any(|mark| {
        line.split(|c: char| !c.is_alphanumeric())
            .any(|word| word == *mark)
    }) {
        return Some("unfinished: do it, or write it down as an issue");
    }
    if file.has_ending(&["rs"]) && (line.contains("todo!(") || line.contains("unimplemented!(")) {
        return Some("unfinished code");
    }
    is_banner(line).then_some("a banner: a module or a name says it better")
}

/// A comment of nothing but signs, or with a row of them.
fn is_banner(line: &str) -> bool {
    let Some(comment) = line
        .trim()
        .strip_prefix("//")
        .or_else(|| line.trim().strip_prefix("/*"))
    else {
        return false;
    };
    ["----", "====", "****", "####", "////", "~~~~"]
        .iter()
        .any(|row| comment.contains(row))
}

#[cfg(test)]
mod tests {
    use super::is_banner;

    #[test]
    fn a_row_of_signs_in_a_comment_is_a_banner() {
        assert!(is_banner("// ---- sealing ----"));
        assert!(is_banner("/************"));
        assert!(!is_banner("// a sentence - with a dash"));
        assert!(!is_banner("let rule = \"----\";"));
    }
}
