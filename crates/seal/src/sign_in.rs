//! Staff sign in by OPAQUE (RFC 9807): the server never sees the passphrase, and a stolen database cannot
//! be guessed against faster than by Argon2id with the server's own key.
//!
//! ristretto255 with SHA-512, 3DH, Argon2id of [`crate::stretch`] as key stretching. Both sides end with the
//! same session key; only the staff member's side gets the export key, which wraps the root key.

use opaque_ke::{
    self as opaque, CipherSuite, Ristretto255, ServerLogin, ServerLoginParameters,
    ServerRegistration, key_exchange::tripledh::TripleDh,
};
use sha2_old::Sha512;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::{Chance, Secret, Unopenable, chance::Adapted, stretch::SignInStretch};

const CONTEXT: &[u8] = b"fyren/sign-in/1";

const REGISTRATION_REQUEST: usize = 32;
const REGISTRATION_RESPONSE: usize = 64;
const RECORD: usize = 192;
const REQUEST: usize = 96;
const RESPONSE: usize = 320;
const FINALIZATION: usize = 64;

struct Suite;

impl CipherSuite for Suite {
    type OprfCs = Ristretto255;
    type KeyExchange = TripleDh<Ristretto255, Sha512>;
    type Ksf = SignInStretch;
}

/// A passphrase as every keyboard gives it: NFKC, as for code phrases.
fn normalise(passphrase: &str) -> Zeroizing<String> {
    Zeroizing::new(passphrase.nfkc().collect())
}

/// The server's long-term keys for sign-in. Lost, nobody signs in again; kept outside the database.
pub struct ServerSetup(opaque::ServerSetup<Suite>);

impl ServerSetup {
    /// Bytes of a setup.
    pub const BYTES: usize = 128;

    /// Draws new keys.
    pub fn make(chance: &mut impl Chance) -> Self {
        Self(opaque::ServerSetup::new(&mut Adapted(chance)))
    }

    /// The keys as kept.
    pub fn to_bytes(&self) -> Secret<{ Self::BYTES }> {
        Secret::from_slice(&self.0.serialize()).expect("a setup has 128 bytes")
    }

    /// Reads keys.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unopenable> {
        read(bytes, Self::BYTES, opaque::ServerSetup::deserialize).map(Self)
    }

    /// Answers a registration request for the handle (the name a staff member signs in with).
    pub fn registration_response(
        &self,
        handle: &str,
        request: &[u8],
    ) -> Result<Vec<u8>, Unopenable> {
        let request = read(
            request,
            REGISTRATION_REQUEST,
            opaque::RegistrationRequest::deserialize,
        )?;
        let started = ServerRegistration::start(&self.0, request, handle.as_bytes());
        Ok(started
            .map_err(|_| Unopenable)?
            .message
            .serialize()
            .to_vec())
    }
}

/// Turns a registration upload into the record the server keeps.
pub fn registration_record(upload: &[u8]) -> Result<Vec<u8>, Unopenable> {
    let upload = read(
        upload,
        RECORD,
        opaque::RegistrationUpload::<Suite>::deserialize,
    )?;
    Ok(ServerRegistration::finish(upload).serialize().to_vec())
}

/// A staff member choosing a passphrase, between request and response.
pub struct ClientRegistration(opaque::ClientRegistration<Suite>);

/// What choosing a passphrase ends with.
pub struct Registered {
    /// Sent to the server.
    pub upload: Vec<u8>,
    /// Wraps the root key; never leaves the browser.
    pub export_key: Secret<64>,
}

impl ClientRegistration {
    /// The state, and the request to send. Refused is an empty passphrase or one over 64 KiB.
    pub fn start(
        chance: &mut impl Chance,
        passphrase: &str,
    ) -> Result<(Self, Vec<u8>), Unopenable> {
        let passphrase = normalise(passphrase);
        let started =
            opaque::ClientRegistration::start(&mut Adapted(chance), passphrase.as_bytes());
        let started = started.map_err(|_| Unopenable)?;
        Ok((Self(started.state), started.message.serialize().to_vec()))
    }

    /// Takes the server's response. Slow on purpose (Argon2id, 64 MiB): run it in a worker.
    pub fn finish(
        self,
        chance: &mut impl Chance,
        passphrase: &str,
        response: &[u8],
    ) -> Result<Registered, Unopenable> {
        let response = read(
            response,
            REGISTRATION_RESPONSE,
            opaque::RegistrationResponse::deserialize,
        )?;
        let passphrase = normalise(passphrase);
        let finished = self.0.finish(
            &mut Adapted(chance),
            passphrase.as_bytes(),
            response,
            opaque::ClientRegistrationFinishParameters::default(),
        );
        let finished = finished.map_err(|_| Unopenable)?;
        Ok(Registered {
            upload: finished.message.serialize().to_vec(),
            export_key: secret(&finished.export_key),
        })
    }

    /// The state, to be kept between the two steps.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.0.serialize().to_vec())
    }

    /// Reads a state.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unopenable> {
        read(bytes, 64, opaque::ClientRegistration::deserialize).map(Self)
    }
}

/// A staff member signing in, between request and response.
pub struct ClientSignIn(opaque::ClientLogin<Suite>);

/// What signing in ends with on the staff member's side.
pub struct SignedIn {
    /// Sent to the server.
    pub finalization: Vec<u8>,
    /// The same on both sides.
    pub session_key: Secret<64>,
    /// Opens the root key; never leaves the browser.
    pub export_key: Secret<64>,
}

impl ClientSignIn {
    /// The state, and the request to send. Refused is an empty passphrase or one over 64 KiB.
    pub fn start(
        chance: &mut impl Chance,
        passphrase: &str,
    ) -> Result<(Self, Vec<u8>), Unopenable> {
        let passphrase = normalise(passphrase);
        let started = opaque::ClientLogin::start(&mut Adapted(chance), passphrase.as_bytes());
        let started = started.map_err(|_| Unopenable)?;
        Ok((Self(started.state), started.message.serialize().to_vec()))
    }

    /// Takes the server's response; a wrong passphrase or a wrong server is [`Unopenable`]. Slow on purpose.
    pub fn finish(
        self,
        chance: &mut impl Chance,
        passphrase: &str,
        response: &[u8],
    ) -> Result<SignedIn, Unopenable> {
        let response = read(response, RESPONSE, opaque::CredentialResponse::deserialize)?;
        let passphrase = normalise(passphrase);
        let parameters = opaque::ClientLoginFinishParameters {
            context: Some(CONTEXT),
            ..opaque::ClientLoginFinishParameters::default()
        };
        let finished = self.0.finish(
            &mut Adapted(chance),
            passphrase.as_bytes(),
            response,
            parameters,
        );
        let finished = finished.map_err(|_| Unopenable)?;
        Ok(SignedIn {
            finalization: finished.message.serialize().to_vec(),
            session_key: secret(&finished.session_key),
            export_key: secret(&finished.export_key),
        })
    }

    /// The state, to be kept between the two steps.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.0.serialize().to_vec())
    }

    /// Reads a state.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unopenable> {
        read(bytes, 192, opaque::ClientLogin::deserialize).map(Self)
    }
}

/// The server's side of a running sign-in.
pub struct ServerSignIn(ServerLogin<Suite>);

impl ServerSignIn {
    /// The state, and the response to send. Without a record the response looks the same, and fails later.
    pub fn start(
        chance: &mut impl Chance,
        setup: &ServerSetup,
        record: Option<&[u8]>,
        handle: &str,
        request: &[u8],
    ) -> Result<(Self, Vec<u8>), Unopenable> {
        let record = record.map(|record| read(record, RECORD, ServerRegistration::deserialize));
        let request = read(request, REQUEST, opaque::CredentialRequest::deserialize)?;
        let started = ServerLogin::start(
            &mut Adapted(chance),
            &setup.0,
            record.transpose()?,
            request,
            handle.as_bytes(),
            parameters(),
        );
        let started = started.map_err(|_| Unopenable)?;
        Ok((Self(started.state), started.message.serialize().to_vec()))
    }

    /// Checks the other side's last message: the session key, if the passphrase was right.
    pub fn finish(self, finalization: &[u8]) -> Result<Secret<64>, Unopenable> {
        let message = read(
            finalization,
            FINALIZATION,
            opaque::CredentialFinalization::deserialize,
        )?;
        let finished = self.0.finish(message, parameters());
        finished
            .map(|done| secret(&done.session_key))
            .map_err(|_| Unopenable)
    }

    /// The state, to be kept between the two steps.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.0.serialize().to_vec())
    }

    /// Reads a state.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unopenable> {
        read(bytes, 128, ServerLogin::deserialize).map(Self)
    }
}

fn parameters() -> ServerLoginParameters<'static, 'static> {
    ServerLoginParameters {
        context: Some(CONTEXT),
        ..ServerLoginParameters::default()
    }
}

fn secret(bytes: &[u8]) -> Secret<64> {
    Secret::from_slice(bytes).expect("SHA-512 gives 64 bytes")
}

/// Reads a message of exactly this length; the library alone would overlook bytes at the end.
fn read<T, E>(
    bytes: &[u8],
    length: usize,
    deserialize: impl FnOnce(&[u8]) -> Result<T, E>,
) -> Result<T, Unopenable> {
    if bytes.len() != length {
        return Err(Unopenable);
    }
    deserialize(bytes).map_err(|_| Unopenable)
}
