use fyren_seal::{
    RootKey, SeededChance, open_root,
    sign_in::{ClientRegistration, ClientSignIn, ServerSetup, ServerSignIn, registration_record},
    wrap_root,
};

#[test]
fn the_passphrase_opens_the_root_key_and_both_sides_agree() {
    let mut chance = SeededChance::new(b"sign-in");
    let setup = ServerSetup::make(&mut chance);
    let (client, request) = ClientRegistration::start(&mut chance, "fyra hästar på bete")
        .ok()
        .unwrap();
    let response = setup.registration_response("anna", &request).unwrap();
    let client = ClientRegistration::from_bytes(&client.to_bytes())
        .ok()
        .unwrap();
    let registered = client
        .finish(&mut chance, "fyra hästar på bete", &response)
        .ok()
        .unwrap();
    let record = registration_record(&registered.upload).unwrap();
    let root = RootKey::make(&mut chance);
    let wrapped = wrap_root(&mut chance, &registered.export_key, &root, "anna");

    let (client, request) = ClientSignIn::start(&mut chance, "fyra hästar på bete")
        .ok()
        .unwrap();
    let (server, response) =
        ServerSignIn::start(&mut chance, &setup, Some(&record), "anna", &request)
            .ok()
            .unwrap();
    let client = ClientSignIn::from_bytes(&client.to_bytes()).ok().unwrap();
    let server = ServerSignIn::from_bytes(&server.to_bytes()).ok().unwrap();
    let signed_in = client
        .finish(&mut chance, "fyra hästar på bete", &response)
        .ok()
        .unwrap();
    let session_key = server.finish(&signed_in.finalization).ok().unwrap();
    assert!(session_key == signed_in.session_key);
    let opened = open_root(&signed_in.export_key, &wrapped, "anna")
        .ok()
        .unwrap();
    assert_eq!(opened.card(), root.card());
}
