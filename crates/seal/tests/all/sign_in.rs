use fyren_seal::{
    RootKey, Secret, SeededChance, Unopenable, open_root,
    sign_in::{
        ClientRegistration, ClientSignIn, ServerSetup, ServerSignIn, SignedIn, registration_record,
    },
    wrap_root,
};
use proptest::prelude::*;

use crate::{chance, some_cases};

const PASSPHRASE: &str = "fyra hästar på bete";

fn setup() -> ServerSetup {
    ServerSetup::make(&mut SeededChance::new(b"server"))
}

/// Anna chooses a passphrase: the record the server keeps, and her export key.
fn registered() -> (Vec<u8>, Secret<64>) {
    let mut chance = SeededChance::new(b"registration");
    let (client, request) = ClientRegistration::start(&mut chance, PASSPHRASE)
        .ok()
        .unwrap();
    let response = setup().registration_response("anna", &request).unwrap();
    let client = ClientRegistration::from_bytes(&client.to_bytes())
        .ok()
        .unwrap();
    let registered = client
        .finish(&mut chance, PASSPHRASE, &response)
        .ok()
        .unwrap();
    (
        registration_record(&registered.upload).unwrap(),
        registered.export_key,
    )
}

/// Somebody signs in: what their side ends with, and the server's.
fn sign_in(
    passphrase: &str,
    handle: &str,
    record: Option<&[u8]>,
) -> (Result<SignedIn, Unopenable>, ServerSignIn) {
    let mut chance = chance();
    let (client, request) = ClientSignIn::start(&mut chance, passphrase).ok().unwrap();
    let (server, response) = ServerSignIn::start(&mut chance, &setup(), record, handle, &request)
        .ok()
        .unwrap();
    let client = ClientSignIn::from_bytes(&client.to_bytes()).ok().unwrap();
    let server = ServerSignIn::from_bytes(&server.to_bytes()).ok().unwrap();
    (client.finish(&mut chance, passphrase, &response), server)
}

#[test]
fn the_passphrase_opens_the_root_key_and_both_sides_agree() {
    let (record, export_key) = registered();
    let root = RootKey::make(&mut chance());
    let wrapped = wrap_root(&mut chance(), &export_key, &root, "anna");

    let (signed_in, server) = sign_in(PASSPHRASE, "anna", Some(&record));
    let signed_in = signed_in.ok().unwrap();
    let session_key = server.finish(&signed_in.finalization).ok().unwrap();
    assert!(session_key == signed_in.session_key);
    let opened = open_root(&signed_in.export_key, &wrapped, "anna")
        .ok()
        .unwrap();
    assert_eq!(opened.card(), root.card());
}

#[test]
fn a_wrong_passphrase_and_a_wrong_name_fail_alike() {
    let (record, _) = registered();
    for (passphrase, handle, record) in [
        ("fyra hästar på bet", "anna", Some(&*record)),
        (PASSPHRASE, "bo", Some(&*record)),
        (PASSPHRASE, "anna", None),
    ] {
        let (signed_in, server) = sign_in(passphrase, handle, record);
        assert_eq!(signed_in.err(), Some(Unopenable));
        assert_eq!(server.finish(&[0; 64]).err(), Some(Unopenable));
    }
}

#[test]
fn an_unknown_name_is_answered_like_a_known_one() {
    let (record, _) = registered();
    let (_, request) = ClientSignIn::start(&mut chance(), PASSPHRASE).ok().unwrap();
    let answer = |record: Option<&[u8]>| {
        ServerSignIn::start(&mut chance(), &setup(), record, "anna", &request)
            .ok()
            .unwrap()
            .1
    };
    let (known, unknown) = (answer(Some(&record)), answer(None));
    assert_eq!(known.len(), unknown.len());
    assert_eq!(
        known[..32],
        unknown[..32],
        "the evaluated element follows from the name alone"
    );
}

#[test]
fn a_server_with_other_keys_is_noticed() {
    let (record, _) = registered();
    let mut chance = chance();
    let other = ServerSetup::make(&mut chance);
    let (client, request) = ClientSignIn::start(&mut chance, PASSPHRASE).ok().unwrap();
    let started = ServerSignIn::start(&mut chance, &other, Some(&record), "anna", &request);
    let response = started.ok().unwrap().1;
    assert_eq!(
        client.finish(&mut chance, PASSPHRASE, &response).err(),
        Some(Unopenable)
    );
}

#[test]
fn an_empty_or_boundless_passphrase_is_refused() {
    for passphrase in ["", &"a".repeat(65_536)] {
        assert!(ClientSignIn::start(&mut chance(), passphrase).is_err());
        assert!(ClientRegistration::start(&mut chance(), passphrase).is_err());
    }
    assert!(ClientSignIn::start(&mut chance(), &"a".repeat(65_535)).is_ok());
}

#[test]
fn a_setup_is_read_as_it_was_written() {
    let bytes = setup().to_bytes();
    let read = ServerSetup::from_bytes(bytes.as_bytes()).ok().unwrap();
    assert!(read.to_bytes() == bytes);
    assert!(ServerSetup::from_bytes(&bytes.as_bytes()[1..]).is_err());
}

proptest! {
    #![proptest_config(some_cases())]

    #[test]
    fn any_bytes_are_read_as_messages_without_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        length in prop::sample::select(vec![32_usize, 64, 96, 128, 192, 320]),
    ) {
        let mut exact = bytes.clone();
        exact.resize(length, 1);
        for bytes in [bytes, exact] {
            let _ = registration_record(&bytes);
            let _ = setup().registration_response("anna", &bytes);
            let _ = ServerSetup::from_bytes(&bytes);
            let _ = ClientRegistration::from_bytes(&bytes);
            let _ = ClientSignIn::from_bytes(&bytes);
            let mut chance = chance();
            let _ = ServerSignIn::start(&mut chance, &setup(), Some(&bytes), "anna", &bytes);
            if let Ok(server) = ServerSignIn::from_bytes(&bytes) {
                prop_assert!(server.finish(&[0; 64]).is_err());
            }
        }
    }
}
