//! The flows of scripts, played natively: what the browser does in a worker, with the server's half beside it.

use fyren_seal::sign_in::{ServerSetup, ServerSignIn, registration_record};
use fyren_seal::{HolderCard, MachineChance, PhraseServer, SizeClass, VerifyingKey, check_request};
use serde_json::{Value, json};

use crate::message::{bytes, text};
use crate::*;

fn answer(json: Result<String, Fault>) -> Value {
    serde_json::from_str(&json.unwrap()).unwrap()
}

fn handle(value: &Value, name: &str) -> u32 {
    u32::try_from(value[name].as_u64().unwrap()).unwrap()
}

fn words(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap().to_owned()
}

/// A visitor with the keys of a new phrase.
struct Visitor {
    asker: u32,
    locator: String,
    card: HolderCard,
    typed: String,
}

fn visitor(server: &PhraseServer) -> Visitor {
    let made = answer(make_phrase("sv"));
    let words: Vec<_> = made["words"]
        .as_array()
        .unwrap()
        .iter()
        .map(|word| word.as_str().unwrap())
        .collect();
    become_asker(server, handle(&made, "phrase"), words.join(" "))
}

fn become_asker(server: &PhraseServer, phrase: u32, typed: String) -> Visitor {
    pin_phrase_key(&text(&server.public_key().to_bytes()));
    let request = bytes(&words(&answer(blind_phrase(phrase)), "request")).unwrap();
    let response = server.evaluate(&mut MachineChance, &request).unwrap();
    let finished = answer(finish_phrase(phrase, &text(&response)));
    let card = HolderCard::from_bytes(&bytes(&words(&finished, "card")).unwrap()).unwrap();
    Visitor {
        asker: handle(&finished, "asker"),
        locator: words(&finished, "locator"),
        card,
        typed,
    }
}

/// A coordinator with a root key and this week's intake.
struct Coordinator {
    root: u32,
    card: HolderCard,
    intake: Value,
    wrap: String,
}

const STAFF: &str = "aeaqcaibaeaqcaibaeaqcaibae";
const EPOCH: &str = "2026-W47";

fn coordinator() -> Coordinator {
    let made = answer(make_root(STAFF));
    let (root, card) = (handle(&made, "root"), bytes(&words(&made, "card")).unwrap());
    let card = HolderCard::from_bytes(&card).unwrap();
    let triagers = json!([{"staff": STAFF, "sealing": text(&card.sealing.to_bytes())}]).to_string();
    let mut intake = answer(make_intake(root, "gavleborg", EPOCH, &triagers));
    intake["epoch"]["signer_verifying"] = text(&card.verifying.to_bytes()).into();
    intake["centre"] = "gavleborg".into();
    let wrap = words(&intake["wraps"][0], "wrap");
    Coordinator {
        root,
        card,
        intake,
        wrap,
    }
}

impl Coordinator {
    fn open_intake(&self) -> u32 {
        open_intake(
            self.root,
            &json!({"centre": "gavleborg", "epoch": EPOCH, "wrap": self.wrap}).to_string(),
        )
        .unwrap()
    }
}

fn vault_of(question: &Value, wraps: &Value) -> String {
    json!({"centre": "gavleborg", "vault": question["vault"], "wraps": wraps}).to_string()
}

fn entry_of(entry: &Value, key_number: u32, kind: &str, author: &VerifyingKey) -> Value {
    json!({"number": entry["number"], "key_number": key_number, "kind": kind,
        "author_verifying": text(&author.to_bytes()), "sealed": entry["sealed"]})
}

#[test]
fn a_question_is_read_by_the_intake_and_answered_to_whoever_knows_the_phrase() {
    let server = PhraseServer::make(&mut MachineChance);
    let (visitor, anna) = (visitor(&server), coordinator());
    let content = json!({"text": "Hur pratar jag med henne?"}).to_string();
    let sealed = answer(seal_question(
        visitor.asker,
        &anna.intake.to_string(),
        &content,
    ));
    let question = &sealed["question"];
    assert_eq!(words(question, "locator"), visitor.locator);

    let thread = open_vault(anna.open_intake(), &vault_of(question, &question["wraps"])).unwrap();
    let entry = entry_of(&question["entry"], 1, "question", &visitor.card.verifying);
    let opened = answer(open_entries(thread, &json!([entry]).to_string()));
    assert_eq!(opened, json!([{"text": "Hur pratar jag med henne?"}]));

    let reply = json!({"number": 2, "kind": "answer", "content": {"text": "Lugnt, och ensam."}})
        .to_string();
    let reply = answer(seal_entry(thread, anna.root, &reply));
    wipe();

    let parsed = answer(parse_phrase(&visitor.typed.to_uppercase()));
    let again = become_asker(&server, handle(&parsed, "phrase"), visitor.typed);
    assert_eq!(again.locator, visitor.locator);
    let thread = open_vault(again.asker, &vault_of(question, &question["wraps"])).unwrap();
    let entry = entry_of(&reply, 1, "answer", &anna.card.verifying);
    assert_eq!(
        answer(open_entries(thread, &json!([entry]).to_string())),
        json!([{"text": "Lugnt, och ensam."}])
    );
}

#[test]
fn what_does_not_open_is_null_among_what_does() {
    let anna = coordinator();
    let made = answer(make_vault("gavleborg"));
    let vault = handle(&made, "handle");
    let note = |number| {
        json!({"number": number, "kind": "note", "content": {"text": "Ring tillbaka."}}).to_string()
    };
    let first = answer(seal_entry(vault, anna.root, &note(1)));
    let moved = entry_of(
        &json!({"number": 7, "sealed": first["sealed"]}),
        1,
        "note",
        &anna.card.verifying,
    );
    let first = entry_of(&first, 1, "note", &anna.card.verifying);
    let opened = answer(open_entries(vault, &json!([moved, first]).to_string()));
    assert_eq!(opened, json!([null, {"text": "Ring tillbaka."}]));
}

#[test]
fn a_rotated_key_leaves_out_whoever_got_no_wrap_of_it() {
    let (anna, karin) = (coordinator(), coordinator());
    let made = answer(make_vault("gavleborg"));
    let vault = handle(&made, "handle");
    let holder = |name: &str, who: &Coordinator| json!({"holder": format!("staff:{name}"), "card": text(&who.card.to_bytes())});
    let mut wraps = answer(make_wraps(
        vault,
        &json!([holder(STAFF, &anna)]).to_string(),
        1,
    ));
    let for_karin = answer(make_wraps(
        vault,
        &json!([holder(STAFF, &karin)]).to_string(),
        1,
    ));
    assert_eq!(answer(rotate_key(vault)), json!({"key_number": 2}));
    let newer = answer(make_wraps(
        vault,
        &json!([holder(STAFF, &anna)]).to_string(),
        2,
    ));
    assert_eq!(newer.as_array().unwrap().len(), 1);
    wraps
        .as_array_mut()
        .unwrap()
        .extend(newer.as_array().unwrap().clone());

    let late = answer(seal_entry(
        vault,
        anna.root,
        &json!({"number": 1, "kind": "note", "content": {"text": "x"}}).to_string(),
    ));
    let late = json!([entry_of(&late, 2, "note", &anna.card.verifying)]).to_string();
    let annas = open_vault(anna.root, &vault_of(&made, &wraps)).unwrap();
    assert_eq!(answer(open_entries(annas, &late)), json!([{"text": "x"}]));
    let karins = open_vault(karin.root, &vault_of(&made, &for_karin)).unwrap();
    assert_eq!(answer(open_entries(karins, &late)), json!([null]));
    assert_eq!(
        open_vault(karin.root, &vault_of(&made, &wraps)),
        Err(Fault::Unopenable)
    );
}

#[test]
fn an_intake_with_another_signature_is_refused_before_anything_is_sealed() {
    let (visitor, mut anna) = (
        visitor(&PhraseServer::make(&mut MachineChance)),
        coordinator(),
    );
    assert_eq!(check_intake(&anna.intake.to_string()), Ok(()));
    anna.intake["centre"] = "dalarna".into();
    assert_eq!(
        check_intake(&anna.intake.to_string()),
        Err(Fault::Untrusted)
    );
    let sealed = seal_question(visitor.asker, &anna.intake.to_string(), r#"{"text": "x"}"#);
    assert_eq!(sealed, Err(Fault::Untrusted));
}

#[test]
fn a_server_with_another_phrase_key_is_refused() {
    let (pinned, other) = (
        PhraseServer::make(&mut MachineChance),
        PhraseServer::make(&mut MachineChance),
    );
    pin_phrase_key(&text(&pinned.public_key().to_bytes()));
    let made = answer(make_phrase("en"));
    let request = bytes(&words(
        &answer(blind_phrase(handle(&made, "phrase"))),
        "request",
    ))
    .unwrap();
    let response = other.evaluate(&mut MachineChance, &request).unwrap();
    assert_eq!(
        finish_phrase(handle(&made, "phrase"), &text(&response)),
        Err(Fault::Untrusted)
    );
}

#[test]
fn a_phrase_with_a_slip_says_which_word_and_what_it_may_be() {
    let made = answer(make_phrase("sv"));
    let mut typed: Vec<_> = made["words"]
        .as_array()
        .unwrap()
        .iter()
        .map(|word| words(&json!({"w": word}), "w"))
        .collect();
    typed[3] = format!("{}q", typed[3]);
    let misread = answer(parse_phrase(&typed.join(" ")));
    assert_eq!(misread["fault"], "word");
    assert_eq!(misread["place"], 4);
    assert!(
        misread["near"]
            .as_array()
            .unwrap()
            .contains(&made["words"][3])
    );
    assert_eq!(
        answer(parse_phrase("ett två")),
        json!({"fault": "count", "found": 2})
    );
}

#[test]
fn a_file_comes_back_with_its_name() {
    let made = answer(make_vault("gavleborg"));
    let vault = handle(&made, "handle");
    let bytes = vec![7; 300_000];
    let sealed = seal_file(
        vault,
        r#"{"name": "plan.pdf", "type": "application/pdf"}"#,
        &bytes,
    )
    .unwrap();
    let about = sealed.about();
    let opened = open_file(vault, &about, &sealed.into_bytes()).unwrap();
    assert_eq!(
        opened.about(),
        r#"{"name":"plan.pdf","type":"application/pdf"}"#
    );
    assert_eq!(opened.into_bytes(), bytes);
}

#[test]
fn a_signed_request_is_checked_by_the_server() {
    let anna = coordinator();
    let signed = answer(sign_request(
        anna.root,
        "open",
        &text(b"challenge"),
        b"body",
    ));
    let signature = bytes(&words(&signed, "signature")).unwrap();
    assert!(
        check_request(
            &anna.card.verifying,
            "open",
            b"challenge",
            b"body",
            &signature
        )
        .is_ok()
    );
    assert!(
        check_request(
            &anna.card.verifying,
            "write",
            b"challenge",
            b"body",
            &signature
        )
        .is_err()
    );
}

#[test]
fn a_root_key_survives_sign_in_and_the_way_between_pages() {
    let setup = ServerSetup::make(&mut MachineChance);
    let started = answer(start_registration("elva gula tulpaner".to_owned()));
    let request = bytes(&words(&started, "request")).unwrap();
    let response = setup.registration_response("anna", &request).unwrap();
    let registered = answer(finish_registration(
        handle(&started, "registration"),
        &text(&response),
    ));
    let record = registration_record(&bytes(&words(&registered, "upload")).unwrap()).unwrap();
    let root = answer(make_root(STAFF));
    let wrapped = words(
        &answer(wrap_root(
            handle(&root, "root"),
            handle(&registered, "exported"),
        )),
        "wrapped_root",
    );
    wipe();

    let sign_in = |passphrase: &str| {
        let started = answer(start_sign_in(passphrase.to_owned()));
        let request = bytes(&words(&started, "request")).unwrap();
        let (state, response) =
            ServerSignIn::start(&mut MachineChance, &setup, Some(&record), "anna", &request)
                .unwrap();
        finish_sign_in(handle(&started, "signIn"), &text(&response))
            .map(|finished| (state, answer(Ok(finished))))
    };
    assert_eq!(sign_in("elva gula rosor").err(), Some(Fault::Refused));
    let (state, signed_in) = sign_in("elva gula tulpaner").unwrap();
    assert!(
        state
            .finish(&bytes(&words(&signed_in, "finalization")).unwrap())
            .is_ok()
    );
    let opened = answer(open_root(handle(&signed_in, "exported"), STAFF, &wrapped));
    assert_eq!(opened["card"], root["card"]);

    let secret = text(&[3; 32]);
    let locked = words(
        &answer(lock_root(handle(&opened, "root"), &secret)),
        "locked",
    );
    assert_eq!(
        answer(unlock_root(STAFF, &locked, &secret))["card"],
        root["card"]
    );
    assert_eq!(
        unlock_root(STAFF, &locked, &text(&[4; 32])),
        Err(Fault::Unopenable)
    );
}

#[test]
fn an_intake_can_be_shared_with_a_new_colleague() {
    let (anna, karin) = (coordinator(), coordinator());
    let triagers =
        json!([{"staff": STAFF, "sealing": text(&karin.card.sealing.to_bytes())}]).to_string();
    let given = json!({"centre": "gavleborg", "epoch": EPOCH, "wrap": anna.wrap}).to_string();
    let shared = answer(share_intake(anna.root, &given, &triagers));
    let theirs =
        json!({"centre": "gavleborg", "epoch": EPOCH, "wrap": shared[0]["wrap"]}).to_string();
    assert!(open_intake(karin.root, &theirs).is_ok());
    assert_eq!(open_intake(karin.root, &given), Err(Fault::Unopenable));
}

#[test]
fn a_draft_opens_for_its_writer_under_its_name_only() {
    let (anna, karin) = (coordinator(), coordinator());
    let sealed = words(
        &answer(seal_draft(anna.root, "call", r#"{"kommun":"2101"}"#)),
        "sealed",
    );
    assert_eq!(
        answer(open_draft(anna.root, "call", &sealed)),
        json!({"kommun": "2101"})
    );
    assert_eq!(
        open_draft(anna.root, "note", &sealed),
        Err(Fault::Unopenable)
    );
    assert_eq!(
        open_draft(karin.root, "call", &sealed),
        Err(Fault::Unopenable)
    );
}

#[test]
fn a_wiped_module_knows_no_handle() {
    let anna = coordinator();
    wipe();
    assert_eq!(
        sign_request(anna.root, "open", "", b""),
        Err(Fault::NoSuchHandle)
    );
    let again = coordinator();
    assert!(again.root > anna.root, "no handle is given twice");
}

#[test]
fn a_text_beyond_the_largest_class_is_refused_in_words() {
    let anna = coordinator();
    let vault = handle(&answer(make_vault("gavleborg")), "handle");
    let entry = |length| {
        json!({"number": 1, "kind": "note", "content": {"text": "a".repeat(length)}}).to_string()
    };
    assert!(seal_entry(vault, anna.root, &entry(SizeClass::K64.bytes())).is_ok());
    assert_eq!(
        seal_entry(vault, anna.root, &entry(SizeClass::K256.bytes())),
        Err(Fault::TooLong)
    );
}
