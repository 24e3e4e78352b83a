use fyren_seal::{
    Phrase, PhraseKeys, PhraseServer, SeededChance, WordList, phrase::PhraseBlinding,
};

#[test]
fn the_same_words_give_the_same_keys_again() {
    let mut chance = SeededChance::new(b"phrase");
    let server = PhraseServer::make(&mut chance);
    let phrase = Phrase::make(&mut chance, &WordList::swedish());
    let typed = phrase.words().collect::<Vec<_>>().join("-").to_uppercase();
    let mut open = |phrase: &Phrase| {
        let (request, blinding) = PhraseBlinding::make(&mut chance, phrase);
        let response = server.evaluate(&mut chance, &request).unwrap();
        let output = blinding
            .finish(&response, &server.public_key())
            .ok()
            .unwrap();
        PhraseKeys::derive(&output)
    };
    let first = open(&phrase);
    let again = open(&Phrase::parse(&typed).ok().unwrap());
    assert_eq!(first.locator(), again.locator());
    assert_eq!(first.card(), again.card());
}
