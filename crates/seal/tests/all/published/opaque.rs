use opaque_ke::{
    CipherSuite, ClientLogin, ClientLoginFinishParameters, ClientRegistration,
    ClientRegistrationFinishParameters, CredentialFinalization, CredentialRequest,
    CredentialResponse, Identifiers, RegistrationRequest, RegistrationResponse, RegistrationUpload,
    Ristretto255, ServerLogin, ServerLoginParameters, ServerRegistration, ServerSetup,
    key_exchange::tripledh::TripleDh, ksf::Identity,
};
use sha2_old::Sha512;

use super::{Script, Vector, blocks, drawn};

/// The suite of the sign-in, with the key stretching of the RFC's vectors, which is none.
struct Suite;

impl CipherSuite for Suite {
    type OprfCs = Ristretto255;
    type KeyExchange = TripleDh<Ristretto255, Sha512>;
    type Ksf = Identity;
}

fn vectors() -> [Vector; 3] {
    let vectors = blocks(include_str!("../../vectors/opaque.txt"));
    vectors.try_into().ok().unwrap()
}

fn setup(vector: &Vector, stand_in: &[u8]) -> ServerSetup<Suite> {
    let secret = vector.find("server_private_key");
    ServerSetup::deserialize(&[vector.find("oprf_seed"), secret, stand_in].concat()).unwrap()
}

fn identifiers(vector: &Vector) -> Identifiers<'_> {
    let named = vector.has("client_identity");
    Identifiers {
        client: named.then(|| vector.find("client_identity")),
        server: named.then(|| vector.find("server_identity")),
    }
}

fn parameters(vector: &Vector) -> ServerLoginParameters<'_, '_> {
    ServerLoginParameters {
        context: Some(vector.find("context")),
        identifiers: identifiers(vector),
    }
}

/// What the server draws to answer: the record it would fake, then its nonces and key share.
fn server_draws(vector: &Vector, masking_key: &[u8]) -> Script {
    Script::new(&[
        masking_key,
        vector.find("masking_nonce"),
        vector.find("server_keyshare_seed"),
        vector.find("server_nonce"),
    ])
}

#[test]
fn choosing_a_passphrase_gives_the_messages_of_rfc_9807() {
    let [first, second, _] = vectors();
    for vector in [first, second] {
        let password = vector.find("password");
        let mut blind = Script::new(&[&drawn(vector.find("blind_registration"))]);
        let client = ClientRegistration::<Suite>::start(&mut blind, password).unwrap();
        assert_eq!(
            client.message.serialize().as_slice(),
            vector.find("registration_request")
        );

        let request =
            RegistrationRequest::deserialize(vector.find("registration_request")).unwrap();
        let setup = setup(&vector, vector.find("server_public_key"));
        let handle = vector.find("credential_identifier");
        let response = ServerRegistration::start(&setup, request, handle)
            .unwrap()
            .message;
        assert_eq!(
            response.serialize().as_slice(),
            vector.find("registration_response")
        );

        let response =
            RegistrationResponse::deserialize(vector.find("registration_response")).unwrap();
        let parameters = ClientRegistrationFinishParameters::new(identifiers(&vector), None);
        let mut nonce = Script::new(&[vector.find("envelope_nonce")]);
        let done = client
            .state
            .finish(&mut nonce, password, response, parameters)
            .unwrap();
        assert_eq!(
            done.message.serialize().as_slice(),
            vector.find("registration_upload")
        );
        assert_eq!(done.export_key.as_slice(), vector.find("export_key"));
    }
}

#[test]
fn signing_in_gives_the_messages_and_keys_of_rfc_9807() {
    let [first, second, _] = vectors();
    for vector in [first, second] {
        let password = vector.find("password");
        let mut draws = Script::new(&[
            &drawn(vector.find("blind_login")),
            vector.find("client_keyshare_seed"),
            vector.find("client_nonce"),
        ]);
        let client = ClientLogin::<Suite>::start(&mut draws, password).unwrap();
        assert_eq!(client.message.serialize().as_slice(), vector.find("ke1"));

        let upload = RegistrationUpload::deserialize(vector.find("registration_upload")).unwrap();
        let server = ServerLogin::start(
            &mut server_draws(&vector, &[0; 64]),
            &setup(&vector, vector.find("server_public_key")),
            Some(ServerRegistration::finish(upload)),
            CredentialRequest::deserialize(vector.find("ke1")).unwrap(),
            vector.find("credential_identifier"),
            parameters(&vector),
        )
        .unwrap();
        assert_eq!(server.message.serialize().as_slice(), vector.find("ke2"));

        let response = CredentialResponse::deserialize(vector.find("ke2")).unwrap();
        let context = Some(vector.find("context"));
        let finish = ClientLoginFinishParameters::new(context, identifiers(&vector), None);
        let done = client
            .state
            .finish(&mut Script::new(&[]), password, response, finish)
            .unwrap();
        assert_eq!(done.message.serialize().as_slice(), vector.find("ke3"));
        assert_eq!(done.session_key.as_slice(), vector.find("session_key"));
        assert_eq!(done.export_key.as_slice(), vector.find("export_key"));

        let last = CredentialFinalization::deserialize(vector.find("ke3")).unwrap();
        let finished = server.state.finish(last, parameters(&vector)).unwrap();
        assert_eq!(finished.session_key.as_slice(), vector.find("session_key"));
    }
}

#[test]
fn an_unknown_name_is_answered_as_rfc_9807_fakes_it() {
    let [_, _, vector] = vectors();
    let answer = ServerLogin::<Suite>::start(
        &mut server_draws(&vector, vector.find("masking_key")),
        &setup(&vector, vector.find("client_public_key")),
        None,
        CredentialRequest::deserialize(vector.find("ke1")).unwrap(),
        vector.find("credential_identifier"),
        parameters(&vector),
    );
    assert_eq!(
        answer.unwrap().message.serialize().as_slice(),
        vector.find("ke2")
    );
}
