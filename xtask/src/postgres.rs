//! A PostgreSQL that lives as long as the tests: a new cluster in a temporary folder, a free port
//! on the loopback address, TLS on and its certificate checked, durability off. PostgreSQL refuses to run as root, so root lends it
//! another user's name.

use std::env;
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::machine;
use crate::step::{self, Failure, Outcome, announce, answer, quietly};
use crate::workspace::Workspace;

/// How long we wait for the first connection.
const PATIENCE_SECONDS: u64 = 60;

/// Runs one command that finds the cluster in `FYREN_TEST_POSTGRES`.
pub(crate) fn run(workspace: &Workspace, command: &[String]) -> Outcome {
    let postgres = Postgres::start()?;
    let [program, arguments @ ..] = command else {
        return Err("which command?".into());
    };
    let mut command = workspace.command(program);
    command
        .args(arguments)
        .env("FYREN_TEST_POSTGRES", postgres.url());
    step::run(program, &mut command)
}

/// A running cluster; dropping it stops the server and removes its files.
pub(crate) struct Postgres {
    server: Child,
    folder: PathBuf,
    url: String,
}

impl Postgres {
    /// Makes the cluster and waits until it answers.
    pub(crate) fn start() -> Result<Self, Failure> {
        let programs = machine::need_postgres()?;
        announce("throwaway PostgreSQL");
        let owner = Owner::find()?;
        let folder = env::temp_dir().join(format!("fyren-postgres-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        owner.give(&folder)?;
        initdb(&programs, &owner, &folder)?;
        let [certificate, key] = certify(&owner, &folder)?;
        let port = free_port()?;
        let server = owner
            .command(&programs.join("postgres"))
            .arg("-D")
            .arg(folder.join("data"))
            .arg("-k")
            .arg(&folder)
            .args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1"])
            .args([
                "-c",
                "fsync=off",
                "-c",
                "synchronous_commit=off",
                "-c",
                "full_page_writes=off",
            ])
            .args(["-c", "max_connections=300", "-c", "log_min_messages=fatal"])
            .args(["-c", "ssl=on"])
            .arg(format!("--ssl-cert-file={}", certificate.display()))
            .arg(format!("--ssl-key-file={}", key.display()))
            .current_dir(&folder)
            .stdout(Stdio::null())
            .spawn()?;
        let url = format!(
            "postgres://postgres@127.0.0.1:{port}/postgres?sslmode=verify-full&sslrootcert={}",
            certificate.display()
        );
        let mut postgres = Self {
            server,
            folder,
            url,
        };
        postgres.wait(&programs, port)?;
        eprintln!("{}", postgres.url);
        Ok(postgres)
    }

    /// Where the tests find it; they make databases of their own.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    fn wait(&mut self, programs: &Path, port: u16) -> Outcome {
        for _ in 0..PATIENCE_SECONDS * 5 {
            let mut ready = Command::new(programs.join("pg_isready"));
            if answer(ready.args([
                "-q",
                "-U",
                "postgres",
                "-h",
                "127.0.0.1",
                "-p",
                &port.to_string(),
            ]))
            .is_some()
            {
                return Ok(());
            }
            if let Some(status) = self.server.try_wait()? {
                return Err(format!("PostgreSQL ended at once ({status})").into());
            }
            sleep(Duration::from_millis(200));
        }
        Err(format!("PostgreSQL did not answer within {PATIENCE_SECONDS} seconds").into())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // SIGQUIT is PostgreSQL's immediate shutdown: it takes its own processes with it.
        let pid = self.server.id().to_string();
        if quietly(Command::new("kill").args(["-QUIT", &pid])).is_err() {
            self.server.kill().ok();
        }
        self.server.wait().ok();
        fs::remove_dir_all(&self.folder).ok();
    }
}

fn initdb(programs: &Path, owner: &Owner, folder: &Path) -> Outcome {
    quietly(
        owner
            .command(&programs.join("initdb"))
            .args([
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "-D",
            ])
            .arg(folder.join("data"))
            .current_dir(folder)
            .stdout(Stdio::null()),
    )
}

/// A certificate for the loopback address, which is its own authority, and its key.
fn certify(owner: &Owner, folder: &Path) -> Result<[PathBuf; 2], Failure> {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()])?;
    let [certificate, key] = ["server.crt", "server.key"].map(|name| folder.join(name));
    fs::write(&certificate, made.cert.pem())?;
    fs::write(&key, made.signing_key.serialize_pem())?;
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600))?;
    owner.give(&key)?;
    Ok([certificate, key])
}

fn free_port() -> Result<u16, Failure> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Whom the server runs as: ourselves, or `postgres` or `nobody` when we are root.
struct Owner(Option<(u32, u32)>);

impl Owner {
    fn find() -> Result<Self, Failure> {
        if !machine::is_root() {
            return Ok(Self(None));
        }
        ["postgres", "nobody"]
            .iter()
            .find_map(|user| Some((number("-u", user)?, number("-g", user)?)))
            .map(|ids| Self(Some(ids)))
            .ok_or_else(|| "no user `postgres` or `nobody` to run PostgreSQL as".into())
    }

    fn give(&self, folder: &Path) -> Outcome {
        if let Some((user, group)) = self.0 {
            chown(folder, Some(user), Some(group))?;
        }
        Ok(())
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        if let Some((user, group)) = self.0 {
            command.uid(user).gid(group);
        }
        command
    }
}

fn number(flag: &str, user: &str) -> Option<u32> {
    answer(Command::new("id").args([flag, user]))?.parse().ok()
}
