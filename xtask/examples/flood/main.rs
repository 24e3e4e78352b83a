//! A flood against a server on this machine, and fifty people who ask in earnest at the same time: how many of
//! each arrived where, and what they cost the server. `cargo xtask bench flood` starts the server and this.
//!
//! An example, because it needs `seal` to ask as a browser does. It speaks to 127.0.0.1 alone.

mod client;
mod coordinator;
mod question;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use data_encoding::BASE64URL_NOPAD;
use fyren_seal::{MachineChance, RootKey, Work};
use serde_json::Value;

use self::client::{Answer, Client, Server};
use self::coordinator::Coordinator;
use self::question::{Question, worked};

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

const HONEST: u32 = 50;
const JUNK_AN_HOUR: u32 = 10_000;
/// A short run sends what the long one sends, faster.
const TEN_MINUTES: u32 = 600;
/// Of each kind alone, to see what it costs.
const ALONE: u32 = 200;
const KINDS: [Kind; 5] = [
    Kind::Unworked,
    Kind::Cheap,
    Kind::Replayed,
    Kind::Cut,
    Kind::Large,
];

/// What a stranger sends who wants the centre shut.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Kind {
    /// A whole question, and no work.
    Unworked,
    /// A whole question, and the least that is taken on a challenge fetched beforehand.
    Cheap,
    /// Work that was used before.
    Replayed,
    /// Half a message.
    Cut,
    /// As large as the server reads, with the least of work.
    Large,
}

fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let port = arguments.next().ok_or("which port?")?.parse()?;
    let process: u32 = arguments.next().ok_or("which process?")?.parse()?;
    let binary = arguments.next().ok_or("which binary?")?;
    let data = arguments.next().ok_or("which folder?")?;
    let seconds: u32 = arguments.next().ok_or("how many seconds?")?.parse()?;
    let server = Server { port, process };
    let coordinator = Coordinator::sign_in(&server, &binary, &data)?;
    alone(&server)?;
    together(&server, &coordinator, seconds)
}

/// What each kind costs when nothing else comes.
fn alone(server: &Server) -> Outcome<()> {
    println!("{:<44} {:>12}", "what costs the server, alone", "CPU");
    // Two of the kinds use one challenge each.
    let mut junk = Junk::prepare(server, 2 * ALONE)?;
    for kind in KINDS {
        let before = server.cpu_seconds()?;
        for _ in 0..ALONE {
            junk.send(kind)?;
        }
        row(&format!("{kind:?}"), server.cpu_seconds()? - before, ALONE);
    }
    let demand = junk.client.challenge("enquiry", 1)?.1;
    println!("{:<44} {demand:>12}", "tries demanded afterwards");
    Ok(())
}

fn row(what: &str, seconds: f64, times: u32) {
    let milliseconds = seconds * 1000.0 / f64::from(times);
    println!("{:<44} {milliseconds:>9.2} ms", format!("  {what}, each"));
}

/// The flood, and those who ask meanwhile from the same address.
fn together(server: &Server, coordinator: &Coordinator, seconds: u32) -> Outcome<()> {
    let factor = f64::from(TEN_MINUTES) / f64::from(seconds);
    let junk_total = JUNK_AN_HOUR / 6 + 1;
    let pace = Duration::from_secs(u64::from(seconds)) / junk_total;
    println!(
        "\n{HONEST} honest contacts and {junk_total} of junk in {seconds} s: as in ten minutes at {JUNK_AN_HOUR} an hour, {factor:.0} times as fast"
    );
    let before = server.cpu_seconds()?;
    let over = Arc::new(AtomicBool::new(false));
    let flooding = {
        let (server, over) = (*server, over.clone());
        thread::spawn(move || flood(&server, junk_total, pace, &over))
    };
    let mut honest = BTreeSet::new();
    let (mut longest, mut working) = (Duration::ZERO, Duration::ZERO);
    let start = Instant::now();
    for contact in 0..HONEST {
        let asked = Instant::now();
        let (number, worked) = ask_in_earnest(server)?;
        honest.insert(number);
        longest = longest.max(asked.elapsed());
        working += worked;
        let next = start + Duration::from_secs(u64::from(seconds)) * (contact + 1) / HONEST;
        sleep(next.saturating_duration_since(Instant::now()));
    }
    over.store(true, Ordering::Relaxed);
    let (answers, junk) = flooding.join().map_err(|_| "the flood stopped")??;
    let spent = server.cpu_seconds()? - before;
    println!("junk by kind and answer:");
    for ((kind, status), times) in &answers {
        println!("  {:<42} {times:>12}", format!("{kind:?}, {status}"));
    }
    let sent: u32 = answers.values().sum();
    let (queue, shelf) = (coordinator.numbers("/hub")?, coordinator.count_shelf()?);
    let in_queue =
        |numbers: &BTreeSet<String>| numbers.iter().filter(|n| queue.contains(*n)).count();
    println!("{:<44} {:>12}", "junk sent", sent);
    println!(
        "{:<44} {:>12}",
        "junk taken into the queue",
        in_queue(&junk)
    );
    println!(
        "{:<44} {:>12}",
        "junk taken aside, with what came before", shelf
    );
    println!(
        "{:<44} {:>12}",
        "honest contacts in the queue",
        in_queue(&honest)
    );
    println!(
        "{:<44} {:>10.2} s",
        "longest that one took, with its work",
        longest.as_secs_f64()
    );
    println!(
        "{:<44} {:>10.2} s",
        "work of all of them together, native",
        working.as_secs_f64()
    );
    println!("{:<44} {:>10.2} s", "CPU of the server, in all", spent);
    if in_queue(&honest) == honest.len() && honest.len() == HONEST as usize {
        Ok(())
    } else {
        Err("not every honest contact is in the queue".into())
    }
}

type Answers = BTreeMap<(Kind, u16), u32>;

fn flood(
    server: &Server,
    total: u32,
    pace: Duration,
    over: &AtomicBool,
) -> Outcome<(Answers, BTreeSet<String>)> {
    let mut junk = Junk::prepare(server, total)?;
    let (mut answers, mut taken) = (Answers::new(), BTreeSet::new());
    let start = Instant::now();
    for (sent, kind) in (1..=total).zip(KINDS.into_iter().cycle()) {
        if over.load(Ordering::Relaxed) {
            break;
        }
        let answer = junk.send(kind)?;
        *answers.entry((kind, answer.status)).or_default() += 1;
        if let Some(number) = answer.number() {
            taken.insert(number);
        }
        sleep((start + pace * sent).saturating_duration_since(Instant::now()));
    }
    Ok((answers, taken))
}

/// Asks as the page does: the demand of now, the work for it, and once more if it rose meanwhile.
fn ask_in_earnest(server: &Server) -> Outcome<(String, Duration)> {
    let mut client = Client::connect(server)?;
    let intake = client.get("/kanal/intag")?.json()?;
    let question = Question::seal(&intake, 900)?;
    let begun = Instant::now();
    let (challenge, mut demand) = client.challenge("enquiry", question.body.len())?;
    let mut work = Work::begin(&BASE64URL_NOPAD.decode(challenge.as_bytes())?);
    loop {
        work.go_on(demand, u32::MAX);
        let worked = begun.elapsed();
        let proof = format!("{challenge}.{}", BASE64URL_NOPAD.encode(&work.proof()));
        let answer = question.send(&mut client, &proof)?;
        if let Some(number) = answer.number() {
            return Ok((number, worked));
        }
        if answer.status != 428 {
            return Err(format!("an honest contact was answered {}", answer.status).into());
        }
        demand = client.challenge("enquiry", question.body.len())?.1;
    }
}

/// Somebody who floods, with what she prepared.
struct Junk {
    client: Client,
    intake: Value,
    challenges: Vec<String>,
    used: String,
    question: Question,
}

impl Junk {
    fn prepare(server: &Server, total: u32) -> Outcome<Self> {
        let mut client = Client::connect(server)?;
        let intake = client.get("/kanal/intag")?.json()?;
        let mut challenges = Vec::new();
        for _ in 0..total {
            challenges.push(client.challenge("enquiry", 1)?.0);
        }
        let question = Question::seal(&intake, 900)?;
        let used = worked(&client.challenge("enquiry", 1)?.0)?;
        question.send(&mut client, &used)?;
        Ok(Self {
            client,
            intake,
            challenges,
            used,
            question,
        })
    }

    fn send(&mut self, kind: Kind) -> Outcome<Answer> {
        let client = &mut self.client;
        match kind {
            Kind::Unworked => self.question.send(client, ""),
            Kind::Cheap => {
                let challenge = self.challenges.pop().ok_or("no challenge is left")?;
                Question::seal(&self.intake, 900)?.send(client, &worked(&challenge)?)
            }
            Kind::Replayed => Question::seal(&self.intake, 900)?.send(client, &self.used),
            Kind::Cut => {
                let half = self.question.body.len() / 2;
                let cut = Question {
                    keys: RootKey::make(&mut MachineChance).holder_keys(),
                    body: self.question.body[..half].to_vec(),
                };
                cut.send(client, &self.used)
            }
            Kind::Large => {
                let challenge = self.challenges.pop().ok_or("no challenge is left")?;
                Question::seal(&self.intake, 200_000)?.send(client, &worked(&challenge)?)
            }
        }
    }
}
