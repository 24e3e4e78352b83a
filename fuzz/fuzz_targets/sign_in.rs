//! Messages and states of a sign-in: read or refused, and never a way in.
#![no_main]

use std::sync::LazyLock;

use fyren_seal::{
    SeededChance,
    sign_in::{ClientRegistration, ClientSignIn, ServerSetup, ServerSignIn, registration_record},
};
use libfuzzer_sys::fuzz_target;

static SETUP: LazyLock<ServerSetup> =
    LazyLock::new(|| ServerSetup::make(&mut SeededChance::new(b"setup")));

fuzz_target!(|bytes: &[u8]| {
    let mut chance = SeededChance::new(b"chance");
    let _ = SETUP.registration_response("anna", bytes);
    let _ = ClientRegistration::from_bytes(bytes);
    let _ = ClientSignIn::from_bytes(bytes);
    let _ = ServerSetup::from_bytes(bytes);
    let record = registration_record(bytes).ok();
    let (head, request) = bytes.split_at(bytes.len().min(192));
    let _ = ServerSignIn::start(&mut chance, &SETUP, record.as_deref(), "anna", bytes);
    if let Ok((server, _)) = ServerSignIn::start(&mut chance, &SETUP, Some(head), "anna", request) {
        assert!(server.finish(&[0; 64]).is_err());
    }
    if let Ok(server) = ServerSignIn::from_bytes(&head[..head.len().min(128)]) {
        let _ = server.finish(request);
    }
});
