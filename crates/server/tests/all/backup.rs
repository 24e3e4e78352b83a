//! `fyren backup` and `fyren restore` as an operator meets them, on both engines and from one to the other.

use std::fs;
use std::io::{BufReader, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Output;

use age::secrecy::ExposeSecret as _;
use age::x25519::Identity;
use fyren_store::testing;

use crate::running::{Server, code, folder, free_port, fyren, get, said};

/// The pages that need no key and no cookie.
const PAGES: [&str; 6] = ["/", "/en", "/om", "/fraga", "/svar", "/hub/inloggning"];

/// A home for one test: whoever can open the backups, and the folders.
struct Home {
    folder: PathBuf,
    identity: Identity,
}

impl Home {
    fn of(name: &str) -> Self {
        let (folder, identity) = (folder(name), Identity::generate());
        let text = identity.to_string();
        fs::write(folder.join("identity"), text.expose_secret()).unwrap();
        Self { folder, identity }
    }

    /// A folder of its own in it.
    fn make(&self, name: &str) -> PathBuf {
        let made = self.folder.join(name);
        fs::create_dir_all(&made).unwrap();
        made
    }

    /// A folder with nothing but the keys of another.
    fn with_keys_of(&self, name: &str, other: &Path) -> PathBuf {
        let made = self.make(name);
        fs::create_dir_all(made.join("keys")).unwrap();
        let [from, to] = [other, &made].map(|folder| folder.join("keys/server-keys"));
        fs::copy(from, to).unwrap();
        made
    }

    /// An installation that was started once.
    fn installation(&self, name: &str) -> PathBuf {
        let data = self.make(name);
        let mut server = Server::start(&data, free_port());
        server.wait_for("ready");
        assert_eq!(server.stop().0, Some(0));
        data
    }

    /// Backs an installation up into a folder of its own.
    fn back_up(&self, data: &Path, database: &[&str], to: &str) -> PathBuf {
        let to = self.make(to);
        let recipient = self.identity.to_public().to_string();
        let output = run(
            "backup",
            data,
            database,
            &["--recipient", &recipient, "--to", text(&to)],
        );
        assert_eq!(code(&output), 0, "{}", said(&output));
        let only = fs::read_dir(&to).unwrap().next().unwrap().unwrap().path();
        let told = String::from_utf8(output.stdout).unwrap();
        assert!(
            told.starts_with(&format!("wrote {}: ", only.display())),
            "{told}"
        );
        only
    }

    fn restore(&self, backup: &Path, data: &Path, more: &[&str]) -> Output {
        let identity = self.folder.join("identity");
        let from = ["--from", text(backup), "--identity", text(&identity)];
        run("restore", data, &from, more)
    }

    /// Restores where it must go well.
    fn restored(&self, backup: &Path, data: &Path, more: &[&str]) {
        let output = self.restore(backup, data, more);
        assert_eq!(code(&output), 0, "{}", said(&output));
    }

    /// What a backup holds, without the moment at which it was made.
    fn lines(&self, backup: &Path) -> Vec<String> {
        let file = BufReader::new(fs::File::open(backup).unwrap());
        let sealed = age::Decryptor::new_buffered(file).unwrap();
        let mut text = String::new();
        sealed
            .decrypt(std::iter::once(&self.identity as &dyn age::Identity))
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
        lines.pop();
        let mut header: serde_json::Value = serde_json::from_str(&lines[0]).unwrap();
        header["made_at"].take();
        lines[0] = header.to_string();
        lines
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            fs::remove_dir_all(&self.folder).unwrap();
        }
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn run(command: &str, data: &Path, more: &[&str], still_more: &[&str]) -> Output {
    let begin = [command, "--data", text(data)];
    fyren(&[&begin, more, still_more].concat())
}

fn bodies(port: u16) -> Vec<String> {
    let body = |page: &&str| {
        let answer = get(port, page);
        assert!(answer.starts_with("HTTP/1.1 200"), "{page}: {answer}");
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    };
    PAGES.iter().map(body).collect()
}

/// What an installation answers from its port.
fn answers(data: &Path, port: u16, database: &[&str]) -> Vec<String> {
    let mut server = Server::of("serve", data, port, database);
    server.wait_for("ready");
    let answers = bodies(port);
    assert_eq!(server.stop().0, Some(0));
    answers
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_centre_comes_back_on_either_engine_and_answers_the_same() {
    testing::on_empty_places(async |[_, server]| {
        let (home, port, address) = (Home::of("demo"), free_port(), testing::address(&server));
        let demo = home.make("demo");
        let mut running = Server::of("demo", &demo, port, &[]);
        running.wait_for("ready");
        let pages = bodies(port);
        let first = home.back_up(&demo, &[], "first");
        assert_eq!(running.stop().0, Some(0));
        let lines = home.lines(&first);
        let events = lines
            .iter()
            .filter(|line| line.starts_with("[\"events\","))
            .count();
        assert!(
            events > 500 && lines.len() > 2000,
            "{events} {}",
            lines.len()
        );

        let again = home.with_keys_of("again", &demo);
        home.restored(&first, &again, &[]);
        assert!(home.lines(&home.back_up(&again, &[], "second")) == lines);
        assert_eq!(answers(&again, port, &[]), pages);

        let (elsewhere, database) = (
            home.with_keys_of("elsewhere", &demo),
            ["--database", &address],
        );
        home.restored(&first, &elsewhere, &database);
        let third = home.back_up(&elsewhere, &database, "third");
        assert!(home.lines(&third) == lines);
        assert_eq!(answers(&elsewhere, port, &database), pages);
        let refused = home.restore(&first, &elsewhere, &database);
        assert_eq!(code(&refused), 1);
        assert!(
            said(&refused).contains("is not empty"),
            "{}",
            said(&refused)
        );

        let back = home.with_keys_of("back", &demo);
        home.restored(&third, &back, &[]);
        assert!(home.lines(&home.back_up(&back, &[], "fourth")) == lines);
    })
    .await;
}

#[test]
fn a_backup_is_its_owners_alone_and_old_ones_go() {
    let home = Home::of("old");
    let data = home.installation("data");
    let to = home.make("backups");
    for name in ["fyren-2020-01-01T0000Z.age", "letter.txt"] {
        fs::write(to.join(name), "").unwrap();
    }
    let recipients = home.folder.join("recipients");
    fs::write(
        &recipients,
        format!("# the county\n{}\n", home.identity.to_public()),
    )
    .unwrap();
    let arguments = [
        "--recipient-file",
        text(&recipients),
        "--to",
        text(&to),
        "--keep-days",
        "7",
    ];
    let output = run("backup", &data, &[], &arguments);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let told = String::from_utf8(output.stdout).unwrap();
    let old = to.join("fyren-2020-01-01T0000Z.age");
    assert!(
        told.contains(&format!("removed {}", old.display())),
        "{told}"
    );
    let mut kept: Vec<_> = fs::read_dir(&to)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    kept.sort();
    assert_eq!(kept.len(), 2, "{kept:?}");
    assert!(kept[1].ends_with("letter.txt"));
    let mode = fs::metadata(&kept[0]).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn what_cannot_be_backed_up_is_said_and_leaves_nothing() {
    let home = Home::of("refused");
    let (data, to) = (home.installation("data"), home.make("backups"));
    let recipient = home.identity.to_public().to_string();
    let to_folder = ["--recipient", &recipient, "--to", text(&to)];
    let refused = |data: &Path, arguments: &[&str], expected: i32, words: &str| {
        let output = run("backup", data, &[], arguments);
        assert_eq!(code(&output), expected, "{}", said(&output));
        assert!(said(&output).contains(words), "{}", said(&output));
        assert_eq!(fs::read_dir(&to).unwrap().count(), 0);
    };
    refused(&data, &["--to", text(&to)], 2, "--recipient");
    refused(
        &data,
        &["--recipient", "age1wrong", "--to", text(&to)],
        2,
        "begins with age1",
    );
    refused(
        &data,
        &[&to_folder[..], &["--keep-days", "0"]].concat(),
        2,
        "keep-days",
    );
    let list = home.folder.join("list");
    fs::write(&list, format!("{recipient}\nssh-ed25519 AAAA\n")).unwrap();
    let wrong_line = format!("{}:2:1: ", list.display());
    refused(
        &data,
        &["--recipient-file", text(&list), "--to", text(&to)],
        1,
        &wrong_line,
    );
    refused(&home.make("empty"), &to_folder, 1, "there is no database");
    let nowhere = home.folder.join("nowhere");
    refused(
        &data,
        &["--recipient", &recipient, "--to", text(&nowhere)],
        3,
        "cannot be used for backups",
    );
    let away = ["--database", "postgres://fyren@127.0.0.1:1/fyren"];
    refused(
        &data,
        &[&to_folder[..], &away].concat(),
        3,
        "does not answer",
    );
}

#[test]
fn a_backup_that_is_not_whole_or_not_ours_is_refused() {
    let home = Home::of("damaged");
    let data = home.installation("data");
    let backup = home.back_up(&data, &[], "backups");
    let empty = home.with_keys_of("new", &data);
    let whole = fs::read(&backup).unwrap();
    let damaged = home.folder.join("damaged.age");
    let refused = |bytes: &[u8]| {
        fs::write(&damaged, bytes).unwrap();
        for more in [&[][..], &["--check"]] {
            let output = home.restore(&damaged, &empty, more);
            assert_eq!(code(&output), 1, "{}", said(&output));
            let begins = format!("{}: ", damaged.display());
            assert!(said(&output).starts_with(&begins), "{}", said(&output));
            assert!(said(&output).contains("damaged"), "{}", said(&output));
        }
        let left = fs::read_dir(&empty).unwrap().count();
        assert_eq!(left, 1, "something but the keys was left");
    };
    for length in [0, 10, 150, whole.len() / 2, whole.len() - 1] {
        refused(&whole[..length]);
    }
    for place in [0, 40, 190, whole.len() / 2, whole.len() - 1] {
        let mut flipped = whole.clone();
        flipped[place] ^= 1;
        refused(&flipped);
    }
    let output = home.restore(&backup, &empty, &["--check"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("no centre yet")
    );
    assert_eq!(fs::read_dir(&empty).unwrap().count(), 1);
    home.restored(&backup, &empty, &[]);
}

#[test]
fn keys_that_do_not_belong_to_the_backup_are_refused() {
    let home = Home::of("keys");
    let data = home.installation("data");
    let backup = home.back_up(&data, &[], "backups");
    let refused = |from: &Path, data: &Path, words: &str| {
        let output = home.restore(from, data, &[]);
        assert_eq!(code(&output), 1, "{}", said(&output));
        assert!(said(&output).contains(words), "{}", said(&output));
        assert!(!data.join("fyren.db").exists());
    };
    refused(
        &backup,
        &home.make("without"),
        "put the copy of the server's keys there first",
    );
    let other = home.with_keys_of("other", &home.installation("another"));
    refused(&backup, &other, "belongs to other keys");
    let busy = home.with_keys_of("busy", &data);
    fs::write(busy.join("notes.txt"), "").unwrap();
    refused(&backup, &busy, "nothing in it but keys/server-keys");
    refused(&home.folder.join("nowhere"), &busy, "cannot be read");
    // Another identity, and a file that holds none.
    let right = home.folder.join("identity");
    let stranger = Identity::generate().to_string();
    for (identity, words) in [
        (stranger.expose_secret(), "not sealed for this identity"),
        ("a letter", "not a file of age identities"),
    ] {
        fs::write(&right, identity).unwrap();
        refused(&backup, &home.with_keys_of("fresh", &data), words);
    }
}
