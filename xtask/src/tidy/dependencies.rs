//! Every dependency in the root `Cargo.toml` says on its line why it is there.

use super::{Fault, Tree};

/// Dependencies without a reason; our own crates need none.
pub(super) fn faults(tree: &Tree) -> Vec<Fault> {
    let Some(manifest) = tree.file("Cargo.toml") else {
        return vec![Fault::new("Cargo.toml", "is missing")];
    };
    let mut inside = false;
    let mut faults = Vec::new();
    for (number, line) in manifest.lines() {
        if line.starts_with('[') {
            inside = line.contains("dependencies");
        } else if inside && needs_a_reason(line) {
            faults.push(Fault::at(
                manifest,
                number,
                "a dependency without its reason",
            ));
        }
    }
    faults
}

fn needs_a_reason(line: &str) -> bool {
    line.contains('=')
        && !line.starts_with('#')
        && !line.contains("path =")
        && !line.contains(" # ")
}

#[cfg(test)]
mod tests {
    use super::needs_a_reason;

    #[test]
    fn a_line_with_a_version_alone_is_not_enough() {
        assert!(needs_a_reason("url = \"2.5\""));
        assert!(!needs_a_reason(
            "url = \"2.5\" # the address a passkey belongs to"
        ));
        assert!(!needs_a_reason("fyren-seal = { path = \"crates/seal\" }"));
    }
}
