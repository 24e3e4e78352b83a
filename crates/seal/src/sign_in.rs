//! Staff sign in by OPAQUE (RFC 9807): the server never sees the passphrase, and a stolen database cannot
//! be guessed against without the server's keys, nor faster than Argon2id allows with them.
//!
//! ristretto255 with SHA-512, 3DH, and Argon2id (64 MiB, three passes) as key stretching. Both sides end with
//! the same session key; only the staff member's side gets the export key, which wraps the root key. Each
//! state between two steps can be kept as bytes; those bytes are secret. A passphrase comes in NFKC, as the
//! browser's `String.normalize` gives it.

use opaque_ke::{
    self as opaque, CipherSuite, Ristretto255, ServerLogin, ServerLoginParameters,
    ServerRegistration, errors::ProtocolError, key_exchange::tripledh::TripleDh,
};
use sha2_old::Sha512;
use zeroize::{Zeroize, Zeroizing};

use crate::{Chance, Secret, Unopenable, chance::Adapted, stretch::SignInStretch};

const CONTEXT: &[u8] = b"fyren/sign-in/1";

const REGISTRATION_REQUEST: usize = 32;
const REGISTRATION_RESPONSE: usize = 64;
const REGISTRATION_STATE: usize = 64;
const RECORD: usize = 192;
const REQUEST: usize = 96;
const RESPONSE: usize = 320;
const FINALIZATION: usize = 64;
const CLIENT_STATE: usize = 192;
const SERVER_STATE: usize = 128;

struct Suite;

impl CipherSuite for Suite {
    type OprfCs = Ristretto255;
    type KeyExchange = TripleDh<Ristretto255, Sha512>;
    type Ksf = SignInStretch;
}

/// The server's long-term keys for sign-in. Without them nobody signs in again.
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
        taken(&mut self.0.serialize())
    }

    /// Reads keys.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unopenable> {
        let setup = opaque::ServerSetup::deserialize(exactly(bytes, Self::BYTES)?)?;
        Ok(Self(setup))
    }

    /// Answers a registration request for a handle, the name a staff member signs in with.
    pub fn registration_response(
        &self,
        handle: &str,
        request: &[u8],
    ) -> Result<Vec<u8>, Unopenable> {
        let request = exactly(request, REGISTRATION_REQUEST)?;
        let request = opaque::RegistrationRequest::deserialize(request)?;
        let started = ServerRegistration::start(&self.0, request, handle.as_bytes())?;
        Ok(started.message.serialize().to_vec())
    }
}

/// Turns a registration upload into the record the server keeps.
pub fn registration_record(upload: &[u8]) -> Result<Vec<u8>, Unopenable> {
    let upload = opaque::RegistrationUpload::<Suite>::deserialize(exactly(upload, RECORD)?)?;
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
        let passphrase = accepted(passphrase)?;
        let started = opaque::ClientRegistration::start(&mut Adapted(chance), passphrase)?;
        Ok((Self(started.state), started.message.serialize().to_vec()))
    }

    /// Takes the server's response. Slow on purpose (Argon2id, 64 MiB): run it in a worker.
    pub fn finish(
        self,
        chance: &mut impl Chance,
        passphrase: &str,
        response: &[u8],
    ) -> Result<Registered, Unopenable> {
        let response = exactly(response, REGISTRATION_RESPONSE)?;
        let mut finished = self.0.finish(
            &mut Adapted(chance),
            passphrase.as_bytes(),
            opaque::RegistrationResponse::deserialize(response)?,
            opaque::ClientRegistrationFinishParameters::default(),
        )?;
        Ok(Registered {
            upload: finished.message.serialize().to_vec(),
            export_key: taken(&mut finished.export_key),
        })
    }

    /// The state, to be kept between the two steps.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.0.serialize().to_vec())
    }

    /// Reads a state.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unopenable> {
        let bytes = exactly(bytes, REGISTRATION_STATE)?;
        Ok(Self(opaque::ClientRegistration::deserialize(bytes)?))
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
        let passphrase = accepted(passphrase)?;
        let started = opaque::ClientLogin::start(&mut Adapted(chance), passphrase)?;
        Ok((Self(started.state), started.message.serialize().to_vec()))
    }

    /// Takes the server's response; a wrong passphrase or a wrong server is [`Unopenable`]. Slow on purpose.
    pub fn finish(
        self,
        chance: &mut impl Chance,
        passphrase: &str,
        response: &[u8],
    ) -> Result<SignedIn, Unopenable> {
        let mut finished = self.0.finish(
            &mut Adapted(chance),
            passphrase.as_bytes(),
            opaque::CredentialResponse::deserialize(exactly(response, RESPONSE)?)?,
            opaque::ClientLoginFinishParameters {
                context: Some(CONTEXT),
                ..opaque::ClientLoginFinishParameters::default()
            },
        )?;
        Ok(SignedIn {
            finalization: finished.message.serialize().to_vec(),
            session_key: taken(&mut finished.session_key),
            export_key: taken(&mut finished.export_key),
        })
    }

    /// The state, to be kept between the two steps.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.0.serialize().to_vec())
    }

    /// Reads a state.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unopenable> {
        let state = opaque::ClientLogin::deserialize(exactly(bytes, CLIENT_STATE)?)?;
        Ok(Self(state))
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
        let record = record.map(|record| exactly(record, RECORD)).transpose()?;
        let started = ServerLogin::start(
            &mut Adapted(chance),
            &setup.0,
            record.map(ServerRegistration::deserialize).transpose()?,
            opaque::CredentialRequest::deserialize(exactly(request, REQUEST)?)?,
            handle.as_bytes(),
            parameters(),
        )?;
        Ok((Self(started.state), started.message.serialize().to_vec()))
    }

    /// Checks the other side's last message: the session key, if the passphrase was right.
    pub fn finish(self, finalization: &[u8]) -> Result<Secret<64>, Unopenable> {
        let finalization = exactly(finalization, FINALIZATION)?;
        let message = opaque::CredentialFinalization::deserialize(finalization)?;
        let mut finished = self.0.finish(message, parameters())?;
        Ok(taken(&mut finished.session_key))
    }

    /// The state, to be kept between the two steps.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.0.serialize().to_vec())
    }

    /// Reads a state.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unopenable> {
        let state = ServerLogin::deserialize(exactly(bytes, SERVER_STATE)?)?;
        Ok(Self(state))
    }
}

/// Every failure of the protocol is the one value that tells nothing.
impl From<ProtocolError> for Unopenable {
    fn from(_: ProtocolError) -> Self {
        Self
    }
}

fn parameters() -> ServerLoginParameters<'static, 'static> {
    ServerLoginParameters {
        context: Some(CONTEXT),
        ..ServerLoginParameters::default()
    }
}

/// The passphrase, if it is one the protocol takes (RFC 9497, 1.2).
fn accepted(passphrase: &str) -> Result<&[u8], Unopenable> {
    let allowed = 1..=usize::from(u16::MAX);
    if allowed.contains(&passphrase.len()) {
        Ok(passphrase.as_bytes())
    } else {
        Err(Unopenable)
    }
}

/// The library alone would overlook bytes at the end of a message.
fn exactly(bytes: &[u8], length: usize) -> Result<&[u8], Unopenable> {
    if bytes.len() == length {
        Ok(bytes)
    } else {
        Err(Unopenable)
    }
}

/// Moves a key of fixed length out of the library's hands and wipes what it leaves.
fn taken<const N: usize>(bytes: &mut [u8]) -> Secret<N> {
    let secret = Secret::from_slice(bytes).expect("the suite fixes the length of its keys");
    bytes.zeroize();
    secret
}
