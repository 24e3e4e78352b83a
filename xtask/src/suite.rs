//! `cargo xtask test`: every test there is. Rust on both databases, the sealing once more as
//! WebAssembly, and a real browser against the built binary. What a test needs is installed or
//! asked for before the first one runs; none is skipped.

use std::process::Command;

use crate::bundle;
use crate::machine;
use crate::postgres::Postgres;
use crate::step::{self, Outcome};
use crate::workspace::Workspace;

const WASI: &str = "wasm32-wasip1";

/// Runs all tests; the browser's come last.
pub(crate) fn run(workspace: &Workspace) -> Outcome {
    machine::need_rust_target(WASI)?;
    machine::need_node()?;
    let chromium = machine::need_chromium()?;
    let postgres = Postgres::start()?;
    bundle::run(workspace)?;

    // One choice of packages for all that follows: another one would unify features anew and
    // build everything twice.
    step::run(
        "build",
        &mut workspace.cargo(["build", "--workspace", "--bins", "--tests"]),
    )?;
    step::run(
        "sealing as WebAssembly",
        &mut workspace.cargo(["test", "--package", "fyren-seal", "--target", WASI]),
    )?;
    let mut tests = workspace.cargo(["test", "--workspace"]);
    step::run(
        "tests on SQLite and PostgreSQL",
        tests.env("FYREN_TEST_POSTGRES", postgres.url()),
    )?;

    let folder = workspace.root.join("e2e");
    machine::npm_ci(&folder)?;
    let mut node = Command::new("node");
    node.args([
        "--test",
        "--test-concurrency=1",
        "--test-reporter=spec",
        "tests/",
    ])
    .current_dir(folder)
    .env("FYREN_BINARY", workspace.target.join("debug/fyren"))
    .env("FYREN_SCREENSHOTS", workspace.target.join("screenshots"))
    .env("FYREN_CHROMIUM", chromium)
    .env("FYREN_TEST_POSTGRES", postgres.url());
    step::run("a real browser", &mut node)
}
