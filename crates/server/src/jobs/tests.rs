//! Mail to staff, read from a mail server that listens on this machine.

use std::sync::Arc;

use fyren_domain::access::VisitorScope;
use fyren_domain::clock::StillClock;
use fyren_domain::time::Instant;
use fyren_seal::{MachineChance, ServerKeys};
use fyren_store::event::{self, NewEvent};
use fyren_store::testing::Bench;
use fyren_store::{centre, on_both_engines};
use fyren_web::{Parts, seeding};
use jiff::civil::date;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::*;
use crate::demo::{enrol, people};

on_both_engines!(a_new_enquiry_is_told_to_the_coordinator_and_nothing_is_told_of_it);

/// A mail server that takes everything: what it took, and where it listens.
async fn sink() -> (UnboundedReceiver<String>, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("smtp://{}", listener.local_addr().unwrap());
    let (taken, mails) = unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let taken = taken.clone();
            tokio::spawn(async move {
                let (read, mut write) = stream.into_split();
                let mut lines = BufReader::new(read).lines();
                let mut mail = None;
                write.write_all(b"220 sink\r\n").await.unwrap();
                while let Ok(Some(line)) = lines.next_line().await {
                    let answer = match (&mut mail, line.as_str()) {
                        (Some(_), ".") => {
                            taken.send(mail.take().unwrap_or_default()).unwrap();
                            "250 taken\r\n"
                        }
                        (Some(text), line) => {
                            *text += line;
                            *text += "\n";
                            continue;
                        }
                        (None, "DATA") => {
                            mail = Some(String::new());
                            "354 go on\r\n"
                        }
                        (None, "QUIT") => "221 bye\r\n",
                        (None, _) => "250 sink\r\n",
                    };
                    write.write_all(answer.as_bytes()).await.unwrap();
                }
            });
        }
    });
    (mails, address)
}

fn model_text() -> String {
    format!(
        "{}\nnew_enquiry = [\"coordinator\"]\n",
        include_str!("../../../../models/gavleborg.toml")
    )
}

fn now() -> Instant {
    Instant::start_of(date(2026, 11, 23)).plus_seconds(10 * 3600)
}

/// A centre whose coordinator and lawyer have left an address.
async fn centre_with_addresses(bench: &Bench) -> App {
    let app = App::new(Parts {
        origin: "http://localhost:8080".parse().unwrap(),
        store: bench.store.clone(),
        keys: ServerKeys::make(&mut MachineChance),
        clock: Arc::new(StillClock::at(now())),
        chance: Box::new(MachineChance),
    });
    let model = CentreModel::parse(&model_text()).unwrap();
    let scope = MachineScope::at(model.id.clone());
    let staff = enrol::make_all(&model.id, &app.keys.opaque_setup);
    let mut tx = app.store.begin().await.unwrap();
    centre::open(&mut tx, &scope, &model_text(), now())
        .await
        .unwrap();
    enrol::record_all(&app, &mut tx, &scope, &staff, now())
        .await
        .unwrap();
    for handle in ["anna", "jonas"] {
        let person = people::STAFF
            .iter()
            .find(|person| person.handle == handle)
            .unwrap();
        let address = format!("{handle}@example.se");
        seeding::replace_mail(
            &app,
            &mut tx,
            &staff[people::ADMINISTRATOR].worker(&scope),
            person.id(),
            &address,
        )
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    app.centres.put(model);
    app
}

#[test]
fn what_is_due_is_told_once_each_morning_in_swedish_time() {
    let at = |hour: i64, minute: i64| {
        let midnight = Instant::start_of(date(2026, 11, 23));
        midnight.plus_seconds((60 * hour + minute) * 60).in_sweden()
    };
    let mut told = Told::at(&at(3, 0), 0);
    let turns = [
        (6, 59),
        (7, 0),
        (7, 1),
        (23, 59),
        (24, 30),
        (31, 0),
        (31, 1),
    ];
    let told_at: Vec<_> = turns
        .into_iter()
        .filter(|(hour, minute)| told.take_morning(&at(*hour, *minute)))
        .collect();
    assert_eq!(told_at, [(7, 0), (31, 0)]);
    assert!(!Told::at(&at(15, 0), 0).take_morning(&at(15, 1)));
}

async fn a_new_enquiry_is_told_to_the_coordinator_and_nothing_is_told_of_it(bench: Bench) {
    let app = centre_with_addresses(&bench).await;
    let (mut mails, server) = sink().await;
    let mailer = Mailer::of(&server.parse().unwrap(), &app.origin).unwrap();
    let model = app.centres.list()[0].clone();
    let mut told = BTreeMap::new();
    tell_centre(&app, &mailer, &model, &mut told).await.unwrap();

    let mut tx = app.store.begin().await.unwrap();
    for _ in 0..2 {
        let event = NewEvent {
            at: now().whole_hour(),
            action: "enquiry_received",
            matter: None,
            subject: None,
        };
        event::record_visitor(&mut tx, &VisitorScope::at(model.id.clone()), &event)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    tell_centre(&app, &mailer, &model, &mut told).await.unwrap();
    tell_centre(&app, &mailer, &model, &mut told).await.unwrap();

    let mail = mails.recv().await.unwrap();
    assert!(mail.contains("To: anna@example.se"), "{mail}");
    assert!(mail.contains("From: fyren@localhost"), "{mail}");
    let body = mail.split_once("\n\n").unwrap().1.replace("=\n", "");
    let all =
        "N=C3=A5got nytt v=C3=A4ntar p=C3=A5 dig. Logga in som vanligt f=C3=B6r att l=C3=A4sa.";
    assert_eq!(body.trim(), all);
    assert!(
        mails.try_recv().is_err(),
        "one mail for all that came, and none to the lawyer"
    );
}
