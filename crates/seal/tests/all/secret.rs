use std::{fmt::Debug, marker::PhantomData};

use fyren_seal::{
    AtRestKey, ContentKey, HolderKeys, IntakeSecret, Malformed, OpeningKey, Phrase, PhraseKeys,
    PhraseServer, RootKey, Secret, ServerKeys, SigningKey, VerifyingKey,
    phrase::{PhraseBlinding, PhraseOutput},
    sign_in::{ClientRegistration, ClientSignIn, Registered, ServerSetup, ServerSignIn, SignedIn},
};

#[test]
fn secrets_are_equal_when_their_bytes_are() {
    let secret = Secret::from_bytes([1; 32]);
    assert!(secret == Secret::from_slice(&[1; 32]).ok().unwrap());
    assert!(secret != Secret::from_bytes([2; 32]));
    assert_eq!(Secret::<32>::from_slice(&[1; 31]).err(), Some(Malformed));
}

/// Asks the compiler whether a type can be printed: its own method, if it has one, comes first.
struct Probe<T>(PhantomData<T>);

impl<T: Debug> Probe<T> {
    fn prints(&self) -> bool {
        true
    }
}

trait Otherwise {
    fn prints(&self) -> bool {
        false
    }
}

impl<T> Otherwise for &Probe<T> {}

macro_rules! prints {
    ($($kind:ty),* $(,)?) => { [$((&Probe::<$kind>(PhantomData)).prints()),*] };
}

#[test]
fn no_secret_can_be_printed() {
    let printed = prints![
        AtRestKey,
        ClientRegistration,
        ClientSignIn,
        ContentKey,
        HolderKeys,
        IntakeSecret,
        OpeningKey,
        Phrase,
        PhraseBlinding,
        PhraseKeys,
        PhraseOutput,
        PhraseServer,
        Registered,
        RootKey,
        Secret<32>,
        Secret<64>,
        ServerKeys,
        ServerSetup,
        ServerSignIn,
        SignedIn,
        SigningKey,
    ];
    assert_eq!(printed, [false; 21]);
    assert_eq!(
        prints![VerifyingKey, u8],
        [true; 2],
        "the probe sees what does print"
    );
}
