//! What version 1 of our own formats looks like, byte for byte. These figures are never made anew: when a
//! test here fails, either the change is wrong or it is a new version beside the old one.

use fyren_seal::{
    AtRestKey, Chance, ContentKey, EntryContext, EntryKind, FileContext, HolderCard, HolderKeys,
    IntakeEpoch, Phrase, PhraseKeys, PhraseServer, RootKey, SealingKey, Secret, SeededChance,
    ServerKeys, SizeClass, WrapContext, check_entry, check_request,
    log::{Checkpoint, Content, LogKey, Tree, chain, genesis},
    make_epoch, make_wrap, mark_bytes, open_entry, open_file, open_intake, open_root, open_row,
    open_wrap,
    phrase::PhraseBlinding,
    recovery::{
        Circle, PaperSeed, Place, SharingContext, open_passed, open_share, pass_share,
        rebuild_root, share_root, sign_circle,
    },
    seal_entry, seal_file, seal_row,
    sign_in::{ClientRegistration, ClientSignIn, ServerSetup, ServerSignIn, registration_record},
    sign_request, wrap_intake, wrap_root,
};

use crate::published::{Vector, blocks};

const CENTRE: &str = "gavleborg";
const VAULT: &str = "aaaqeayeaudaocajbifqydiob4";
const STAFF: &str = "b4haydamaubaoca5biepqdypaq";
const EPOCH: &str = "2026-W47";

const WRAP: WrapContext = WrapContext {
    centre: CENTRE,
    vault: VAULT,
    key_number: 1,
    holder: "staff:b4haydamaubaoca5biepqdypaq",
};

const FILE: FileContext = FileContext {
    centre: CENTRE,
    vault: VAULT,
    attachment: "caireaqeayfaqcqlbqgq4dyqca",
};

fn frozen() -> Vector {
    let [vector] = blocks(include_str!("../frozen/version-1.txt"))
        .try_into()
        .ok()
        .unwrap();
    vector
}

fn chance(name: &str) -> SeededChance {
    SeededChance::new(name.as_bytes())
}

fn root() -> RootKey {
    RootKey::from_bytes(Secret::from_bytes([0x11; 32]))
}

fn holder() -> HolderKeys {
    root().holder_keys()
}

fn content_key() -> ContentKey {
    ContentKey::make(&mut chance("content key"))
}

fn export_key() -> Secret<64> {
    Secret::from_bytes([0x22; 64])
}

fn row_key() -> AtRestKey {
    AtRestKey::derive(&Secret::from_bytes([0x33; 32]), "facts", CENTRE)
}

fn with_entry_place<T>(use_it: impl FnOnce(&EntryContext) -> T) -> T {
    use_it(&EntryContext {
        centre: CENTRE,
        vault: VAULT,
        number: 1,
        key_number: 1,
        kind: EntryKind::Question,
        author: &holder().signing.verifying_key(),
    })
}

/// Checks one figure; prints what was made, so that a failure can be read.
fn is_frozen(name: &str, made: &[u8]) {
    let made = data_encoding::HEXLOWER.encode(made);
    let frozen = data_encoding::HEXLOWER.encode(frozen().find(name));
    assert!(made == frozen, "{name} = {made}");
}

#[test]
fn a_card_stays_as_it_is() {
    is_frozen("card", &root().card().to_bytes());
    assert_eq!(
        HolderCard::from_bytes(frozen().find("card")),
        Ok(root().card())
    );
}

#[test]
fn a_wrap_stays_as_it_is() {
    let made = make_wrap(
        &mut chance("wrap"),
        &holder().card().sealing,
        &content_key(),
        &WRAP,
    );
    is_frozen("wrap", &made);
    assert!(open_wrap(&holder().opening, frozen().find("wrap"), &WRAP).is_ok());
}

#[test]
fn an_entry_stays_as_it_is() {
    with_entry_place(|place| {
        let signing = holder().signing;
        let made = seal_entry(
            &mut chance("entry"),
            &content_key(),
            &signing,
            place,
            b"Ett barn, 15 bast.",
        );
        is_frozen("entry", &made.unwrap());
        assert_eq!(
            check_entry(place, frozen().find("entry")),
            Ok(SizeClass::K1)
        );
        let key = open_wrap(&holder().opening, frozen().find("wrap"), &WRAP)
            .ok()
            .unwrap();
        let text = open_entry(&key, place, frozen().find("entry")).unwrap();
        assert_eq!(*text, b"Ett barn, 15 bast.");
    });
}

#[test]
fn a_file_stays_as_it_is() {
    let made = seal_file(
        &mut chance("file"),
        &content_key(),
        &FILE,
        "a.pdf",
        "application/pdf",
        b"%PDF",
    );
    is_frozen("file", &made.unwrap());
    let opened = open_file(&content_key(), &FILE, frozen().find("file"))
        .ok()
        .unwrap();
    assert_eq!(*opened.name, "a.pdf");
    assert_eq!(*opened.media_type, "application/pdf");
    assert_eq!(*opened.bytes, b"%PDF");
}

#[test]
fn a_row_stays_as_it_is() {
    is_frozen(
        "row",
        &seal_row(&mut chance("row"), &row_key(), "row", 7, b"facts"),
    );
    assert_eq!(
        *open_row(&row_key(), "row", 7, frozen().find("row")).unwrap(),
        b"facts"
    );
}

#[test]
fn a_mark_stays_as_it_is() {
    is_frozen("mark", &mark_bytes(&row_key(), b"row"));
}

#[test]
fn a_wrapped_root_key_stays_as_it_is() {
    is_frozen(
        "root",
        &wrap_root(&mut chance("root"), &export_key(), &root(), STAFF),
    );
    let opened = open_root(&export_key(), frozen().find("root"), STAFF)
        .ok()
        .unwrap();
    assert_eq!(opened.card(), root().card());
}

#[test]
fn an_intake_stays_as_it_is() {
    let mut chance = chance("intake");
    let (epoch, secret) = make_epoch(&mut chance, &holder().signing, CENTRE, EPOCH);
    is_frozen("epoch_sealing", &epoch.sealing.to_bytes());
    is_frozen("epoch_signature", &epoch.signature);
    let sealing = holder().card().sealing;
    is_frozen(
        "epoch_wrap",
        &wrap_intake(&mut chance, &sealing, &secret, CENTRE, EPOCH, STAFF),
    );

    let vector = frozen();
    let read = IntakeEpoch {
        id: EPOCH.to_owned(),
        sealing: SealingKey::from_bytes(vector.find("epoch_sealing")).unwrap(),
        signature: vector.find("epoch_signature").try_into().unwrap(),
    };
    assert_eq!(
        read.check(&holder().signing.verifying_key(), CENTRE),
        Ok(())
    );
    let wrap = vector.find("epoch_wrap");
    let opening = open_intake(&holder().opening, wrap, CENTRE, EPOCH, STAFF)
        .ok()
        .unwrap();
    assert_eq!(opening.sealing_key(), read.sealing);
}

#[test]
fn a_signed_request_stays_as_it_is() {
    is_frozen(
        "request",
        &sign_request(&holder().signing, "open", b"challenge", b"{}"),
    );
    let key = holder().signing.verifying_key();
    let checked = check_request(&key, "open", b"challenge", b"{}", frozen().find("request"));
    assert_eq!(checked, Ok(()));
}

/// Whoever has these words opens the same things with them for ever; no list may lose a word.
#[test]
fn a_code_phrase_stays_as_it_is() {
    let server = PhraseServer::from_bytes(Secret::from_bytes([0x44; 32]));
    is_frozen("phrase_server", &server.public_key().to_bytes());
    let phrase = Phrase::parse("lantern meadow pepper saddle walnut").unwrap();
    let mut chance = chance("phrase");
    let (request, blinding) = PhraseBlinding::make(&mut chance, &phrase);
    is_frozen("phrase_request", &request);
    let response = server.evaluate(&mut chance, &request).unwrap();
    is_frozen("phrase_response", &response);
    let output = blinding.finish(frozen().find("phrase_response"), &server.public_key());
    let keys = PhraseKeys::derive(&output.ok().unwrap());
    is_frozen("phrase_locator", &keys.locator());
    is_frozen("phrase_wrap_key", keys.wrap_key().as_bytes());
    is_frozen("phrase_card", &keys.card().to_bytes());
}

#[test]
fn signing_in_stays_as_it_is() {
    let mut chance = chance("sign-in");
    let setup = ServerSetup::make(&mut chance);
    let (client, request) = ClientRegistration::start(&mut chance, "grön båt")
        .ok()
        .unwrap();
    let response = setup.registration_response("anna", &request).unwrap();
    let registered = client
        .finish(&mut chance, "grön båt", &response)
        .ok()
        .unwrap();
    let record = registration_record(&registered.upload).unwrap();
    is_frozen("sign_in_setup", setup.to_bytes().as_bytes());
    is_frozen("sign_in_record", &record);
    is_frozen("sign_in_export_key", registered.export_key.as_bytes());

    let setup = ServerSetup::from_bytes(frozen().find("sign_in_setup"))
        .ok()
        .unwrap();
    let (client, request) = ClientSignIn::start(&mut chance, "grön båt").ok().unwrap();
    let record = Some(frozen().find("sign_in_record").to_vec());
    let started = ServerSignIn::start(&mut chance, &setup, record.as_deref(), "anna", &request);
    let (server, response) = started.ok().unwrap();
    let signed_in = client
        .finish(&mut chance, "grön båt", &response)
        .ok()
        .unwrap();
    assert!(signed_in.export_key == registered.export_key);
    assert!(server.finish(&signed_in.finalization).is_ok());
}

#[test]
fn a_key_file_stays_as_it_is() {
    let text = include_str!("../frozen/server-keys-1.txt");
    let made = ServerKeys::make(&mut chance("server keys"));
    assert!(*made.to_text() == text, "{}", *made.to_text());
    let read = ServerKeys::from_text(text).ok().unwrap();
    assert_eq!(read.fingerprint(), made.fingerprint());
}

#[test]
fn a_shared_root_stays_as_it_is() {
    let place = SharingContext {
        centre: CENTRE,
        staff: STAFF,
        circle: 1,
    };
    let keys = ["first", "second", "third"].map(|name| RootKey::make(&mut chance(name)));
    let cards = keys.each_ref().map(RootKey::card);
    let sealing = cards.each_ref().map(|card| &card.sealing);
    let made = share_root(&mut chance("sharing"), &root(), sealing, &place);
    is_frozen("recovery_root", &made.sealed_root);
    is_frozen("recovery_share", &made.shares[0]);
    is_frozen("recovery_paper_share", &made.shares[2]);

    let vector = frozen();
    let open = |of: usize, name: &str| {
        let opening = keys[of].holder_keys().opening;
        open_share(&opening, vector.find(name), Place::ALL[of], &place)
            .ok()
            .unwrap()
    };
    let (first, paper) = (open(0, "recovery_share"), open(2, "recovery_paper_share"));
    let rebuilt = rebuild_root(&first, &paper, vector.find("recovery_root"), &place);
    assert_eq!(rebuilt.ok().unwrap().card(), root().card());

    let fresh = holder();
    let sealing = fresh.card().sealing;
    let passed = pass_share(&mut chance("passing"), &sealing, &first, &place, VAULT);
    is_frozen("recovery_passed", &passed);
    let passed = vector.find("recovery_passed");
    let opened = open_passed(&fresh.opening, passed, Place::First, &place, VAULT);
    let rebuilt = rebuild_root(
        &opened.ok().unwrap(),
        &paper,
        vector.find("recovery_root"),
        &place,
    );
    assert_eq!(rebuilt.ok().unwrap().card(), root().card());

    let circle = Circle {
        centre: CENTRE,
        number: 1,
        staff: [(STAFF, &cards[0]), (VAULT, &cards[1])],
        paper: &cards[2],
    };
    let signature = sign_circle(&keys[0].holder_keys().signing, &circle);
    is_frozen("recovery_circle", &signature);
}

/// Papers lie in envelopes for years.
#[test]
fn a_paper_stays_as_it_is() {
    let paper = PaperSeed::make(&mut chance("paper"));
    is_frozen("recovery_paper", paper.lines().as_bytes());
    let kept = std::str::from_utf8(frozen().find("recovery_paper"))
        .unwrap()
        .to_owned();
    let read = PaperSeed::parse(&kept).ok().unwrap();
    assert_eq!(read.root().card(), paper.root().card());
}

/// All of the above stands on it.
#[test]
fn seeded_chance_stays_as_it_is() {
    let mut bytes = [0; 80];
    chance("chance").fill(&mut bytes);
    is_frozen("chance", &bytes);
}

/// The log of events: its hashes and a signed checkpoint.
#[test]
fn the_log_of_events_is_as_it_was_frozen() {
    let [frozen] = blocks(include_str!("../frozen/log-1.txt"))
        .try_into()
        .ok()
        .unwrap();
    let content = Content {
        centre: CENTRE,
        at: 1_795_255_200_000,
        actor: "staff",
        staff: Some(STAFF),
        action: "read_matter",
        matter: Some(VAULT),
        subject: None,
    };
    let first = chain(1, &content.digest(), &genesis(CENTRE));
    assert_eq!(genesis(CENTRE), frozen.find("genesis"));
    assert_eq!(content.digest(), frozen.find("content"));
    assert_eq!(first, frozen.find("row"));
    let mut tree = Tree::default();
    tree.push(&first);
    let keys = ServerKeys::from_text(include_str!("../frozen/server-keys-1.txt")).unwrap();
    let key = LogKey::derive(&keys);
    let checkpoint = Checkpoint::of(key.origin(CENTRE), &tree);
    let note = key.signer(CENTRE).sign(&checkpoint.to_text());
    assert_eq!(note.as_bytes(), frozen.find("note"));
}
