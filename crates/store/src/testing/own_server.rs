//! A PostgreSQL server of a test's own, that can be stopped, cut down and started again. Its programs are those of the
//! server of `FYREN_TEST_POSTGRES`, so that one must run on this machine. Unlike that one it keeps what it answered:
//! durability is on. Cutting it down is the end of its processes, not of the machine: what the kernel held is still there.

use std::{
    fs,
    net::TcpListener,
    os::unix::{fs::chown, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use sqlx::{ConnectOptions, Connection, PgConnection, postgres::PgConnectOptions};

use super::{Bench, ROLE, connect, execute, folder};
use crate::{Location, Store};

/// A server with one database in it.
pub struct OwnServer {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
    process: Option<Child>,
}

/// Runs a test on a server of its own. The folder of a failed test stays for a look at it.
pub async fn on_own_server<F: Future<Output = ()>>(test: impl FnOnce(OwnServer, Bench) -> F) {
    let server = OwnServer::start().await;
    let (location, folder) = (server.location(), server.folder.clone());
    let store = Store::open(&location)
        .await
        .expect("the test's database opens");
    let bench = Bench {
        store: store.clone(),
        location,
    };
    test(server, bench).await;
    store.close().await;
    fs::remove_dir_all(folder).expect("the server's folder can be removed");
}

impl OwnServer {
    async fn start() -> Self {
        let mut server = Self {
            programs: programs().await,
            folder: folder(),
            port: free_port(),
            process: None,
        };
        give(&server.folder);
        let mut initdb = server.command("initdb");
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8"]);
        initdb
            .args(["--locale=C", "--no-sync", "-D"])
            .arg(server.data());
        let made = initdb.stdout(Stdio::null()).status();
        assert!(made.expect("initdb runs").success(), "initdb failed");
        server.start_again().await;
        let mut connection = server.answer().await;
        execute(&mut connection, format!("create role {ROLE}")).await;
        execute(
            &mut connection,
            format!("create database fyren owner {ROLE}"),
        )
        .await;
        server
    }

    /// Where its database is.
    #[must_use]
    pub fn location(&self) -> Location {
        let options = self.options().database("fyren").options([("role", ROLE)]);
        Location::Postgres(Box::new(options))
    }

    /// Starts it after it was stopped or cut down, and waits until it answers.
    pub async fn start_again(&mut self) {
        let mut postgres = self.command("postgres");
        postgres
            .arg("-D")
            .arg(self.data())
            .arg("-k")
            .arg(&self.folder);
        postgres.args(["-p", &self.port.to_string()]);
        for setting in ["listen_addresses=127.0.0.1", "log_min_messages=panic"] {
            postgres.args(["-c", setting]);
        }
        let started = postgres.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        self.process = Some(started.expect("PostgreSQL starts"));
        self.answer().await;
    }

    /// Stops it as an operator would, whoever is connected.
    pub fn stop(&mut self) {
        self.signal("-INT");
    }

    /// Cuts it down at once: nothing is written to its files that was not there, and the next start recovers.
    pub fn crash(&mut self) {
        self.signal("-QUIT");
    }

    fn signal(&mut self, signal: &str) {
        if let Some(mut process) = self.process.take() {
            let told = Command::new("kill")
                .args([signal, &process.id().to_string()])
                .status();
            assert!(told.expect("kill runs").success());
            process.wait().expect("PostgreSQL ends");
        }
    }

    async fn answer(&self) -> PgConnection {
        for _ in 0..600 {
            if let Ok(mut connection) = self.options().database("postgres").connect().await
                && connection.ping().await.is_ok()
            {
                return connection;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("PostgreSQL did not answer within a minute")
    }

    fn options(&self) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .host("127.0.0.1")
            .port(self.port)
            .username("postgres")
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.join(program));
        if let Some((user, group)) = other_owner() {
            command.uid(user).gid(group);
        }
        command.current_dir(&self.folder);
        command
    }
}

impl Drop for OwnServer {
    fn drop(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = Command::new("kill")
                .args(["-QUIT", &process.id().to_string()])
                .status();
            let _ = process.wait();
        }
    }
}

async fn programs() -> PathBuf {
    let mut server = connect("postgres").await;
    let folder = "select setting from pg_config where name = 'BINDIR'";
    let folder: String = sqlx::query_scalar(folder)
        .fetch_one(&mut server)
        .await
        .expect("the server says where its programs are");
    let folder = PathBuf::from(folder);
    assert!(
        folder.join("initdb").exists(),
        "this test starts a PostgreSQL of its own and needs the programs of FYREN_TEST_POSTGRES on this machine"
    );
    folder
}

fn free_port() -> u16 {
    let probe = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    probe.local_addr().expect("it has an address").port()
}

/// PostgreSQL refuses to run as root, who lends it another user's name.
fn other_owner() -> Option<(u32, u32)> {
    if number("-u", None)? != 0 {
        return None;
    }
    let users = ["postgres", "nobody"];
    let ids = |user| Some((number("-u", Some(user))?, number("-g", Some(user))?));
    users.into_iter().find_map(ids)
}

fn number(flag: &str, user: Option<&str>) -> Option<u32> {
    let output = Command::new("id").arg(flag).args(user).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

fn give(folder: &Path) {
    if let Some((user, group)) = other_owner() {
        chown(folder, Some(user), Some(group)).expect("root gives folders away");
    }
}
