//! The project's own commands: `cargo xtask demo`, `test`, `check` and the rest.
//!
//! Everything a developer or a build machine does goes through here, so that the two do the same.
//! Nothing in here ends up in Fyren itself.

mod advisories;
mod bench;
mod bundle;
mod check;
mod conformance;
mod demo;
mod fuzz;
mod licences;
mod machine;
mod postgres;
mod release;
mod step;
mod suite;
mod tidy;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::step::Outcome;
use crate::workspace::Workspace;

/// Build, try, test and tidy Fyren.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build and serve a living demo centre on SQLite; further arguments go to `fyren demo`
    Demo {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Build the release binary with everything inside, and print where it lies
    Build,
    /// Build what the browser gets: the module and the style sheet
    Bundle,
    /// Run every test: both databases, the browser module, the browser
    Test,
    /// Run what the build machine runs: format, lints, documents, tidy, licences, every test
    Check,
    /// Run one command beside a throwaway PostgreSQL, such as `cargo test -p fyren-store`
    Postgres {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        command: Vec<String>,
    },
    /// Look for breaches of the house style
    Tidy,
    /// Compare the licences of all dependencies with those we allow
    Licences,
    /// Ask the public advisory databases about our dependencies (needs a network)
    Advisories,
    /// Run our code against vectors that others made, from a folder
    Conformance {
        /// The folder with the vectors
        folder: PathBuf,
    },
    /// Throw anything at all at every parser of what comes from outside
    Fuzz {
        /// How long each target runs
        #[arg(default_value_t = fuzz::BRIEFLY_SECONDS)]
        seconds: u32,
        /// Only targets whose name contains this
        #[arg(default_value = "")]
        only: String,
    },
    /// Run the measurements and print them, or one of them
    Bench {
        #[command(subcommand)]
        what: Option<Bench>,
    },
}

#[derive(Subcommand)]
enum Bench {
    /// Flood a server on this machine, and ask in earnest meanwhile: who arrives where, and what it costs
    Flood {
        /// How long it takes; 600 is as long as what it stands for
        #[arg(long, default_value_t = 60)]
        seconds: u32,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nxtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Outcome {
    let workspace = Workspace::find()?;
    match command {
        Command::Demo { arguments } => demo::run(&workspace, &arguments),
        Command::Build => release::run(&workspace),
        Command::Bundle => bundle::run(&workspace),
        Command::Test => suite::run(&workspace),
        Command::Check => check::run(&workspace),
        Command::Postgres { command } => postgres::run(&workspace, &command),
        Command::Tidy => tidy::run(&workspace),
        Command::Licences => licences::run(&workspace),
        Command::Advisories => advisories::run(&workspace),
        Command::Conformance { folder } => conformance::run(&workspace, &folder),
        Command::Fuzz { seconds, only } => fuzz::run(&workspace, seconds, &only),
        Command::Bench { what: None } => bench::run(&workspace),
        Command::Bench {
            what: Some(Bench::Flood { seconds }),
        } => bench::flood::run(&workspace, seconds),
    }
}
