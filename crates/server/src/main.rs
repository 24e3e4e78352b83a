//! The binary `fyren`: one program for the server, the demo centre and the operator's commands.
//!
//! It reads the command line, opens what a command needs, and says in one line what went wrong. Exit codes:
//! 0 done, 1 the input is at fault, 2 misuse, 3 the machine is at fault. Rules, statements and pages stand in
//! the crates below.

mod backup;
mod chain;
mod check_model;
mod clock;
mod command;
mod deidentify;
mod demo;
mod disclose;
mod export_calls;
mod failure;
mod import_calls;
mod installation;
mod jobs;
mod key_file;
mod log;
mod mail;
mod restore;
mod serve;

use std::process::ExitCode;

use clap::Parser as _;

use crate::command::{Command, Disclose, Export, Fyren, Import};
use crate::failure::Failure;

fn main() -> ExitCode {
    match run(Fyren::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Serve(options) => serve::run(options),
        Command::Demo {
            options,
            sign_ins: Some(form),
        } => {
            demo::print_sign_ins(&options, form);
            Ok(())
        }
        Command::Demo {
            options,
            sign_ins: None,
        } => demo::run(options),
        Command::Import(Import::Calls(options)) => import_calls::run(&options),
        Command::Export(Export::Calls(options)) => export_calls::run(&options),
        Command::Backup(options) => backup::run(&options),
        Command::Restore(options) => restore::run(&options),
        Command::Log(command) => chain::run(command),
        Command::CheckModel { files } => check_model::run(&files),
        Command::Deidentify(options) => deidentify::run(options.input()),
        Command::Disclose(Disclose::Audit(options)) => disclose::audit(&options),
        Command::Disclose(Disclose::Protect(options)) => disclose::protect(&options),
    }
}
