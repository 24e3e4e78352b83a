//! `cargo xtask tidy`: keeps the house style where no other tool does. Each module beside this
//! one is one rule; a fault says where and why.

mod architecture;
mod asvs;
mod data_life;
mod dependencies;
mod fields;
mod glossary;
mod hosts;
mod length;
mod names;
mod openings;
mod texts;
mod unfinished;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::step::{Failure, Outcome, announce, answer};
use crate::workspace::Workspace;

/// Runs every rule and shows all faults at once.
pub(crate) fn run(workspace: &Workspace) -> Outcome {
    announce("tidy");
    let tree = Tree::read(workspace)?;
    for warning in length::warnings(&tree) {
        eprintln!("warning: {warning}");
    }
    let rules: [fn(&Tree) -> Vec<Fault>; 12] = [
        architecture::faults,
        asvs::faults,
        data_life::faults,
        dependencies::faults,
        fields::faults,
        glossary::faults,
        hosts::faults,
        length::faults,
        names::faults,
        openings::faults,
        texts::faults,
        unfinished::faults,
    ];
    let faults: Vec<Fault> = rules.iter().flat_map(|rule| rule(&tree)).collect();
    for fault in &faults {
        eprintln!("{fault}");
    }
    match faults.len() {
        0 => {
            eprintln!("{} files, all tidy", tree.files.len());
            Ok(())
        }
        count => Err(format!("{count} breaches of the house style").into()),
    }
}

/// A place and what is wrong there.
struct Fault {
    place: String,
    reason: String,
}

impl Fault {
    fn new(place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            reason: reason.into(),
        }
    }

    fn at(file: &File, line: usize, reason: impl Into<String>) -> Self {
        Self::new(format!("{}:{line}", file.path), reason)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.reason)
    }
}

/// A text file of the project; the path is from the root, with `/`.
struct File {
    path: String,
    text: String,
}

impl File {
    fn has_ending(&self, endings: &[&str]) -> bool {
        self.path
            .rsplit_once('.')
            .is_some_and(|(_, ending)| endings.contains(&ending))
    }

    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
    }
}

/// All text files that git knows or would add.
struct Tree {
    root: PathBuf,
    files: Vec<File>,
}

impl Tree {
    fn read(workspace: &Workspace) -> Result<Self, Failure> {
        let mut git = Command::new("git");
        git.args(["ls-files", "--cached", "--others", "--exclude-standard"]);
        let paths =
            answer(git.current_dir(&workspace.root)).ok_or("git does not list the files")?;
        let files = paths
            .lines()
            .filter_map(|path| {
                let text = fs::read_to_string(workspace.root.join(path)).ok()?;
                Some(File {
                    path: path.to_owned(),
                    text,
                })
            })
            .collect();
        Ok(Self {
            root: workspace.root.clone(),
            files,
        })
    }

    fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a File> {
        self.files
            .iter()
            .filter(move |file| file.path.starts_with(folder))
    }

    fn exists(&self, path: &str) -> bool {
        Path::new(&self.root).join(path).exists()
    }
}
