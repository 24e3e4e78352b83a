//! Somebody who asks: five words, keys that follow from them, and what her browser does with both.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::http::StatusCode;
use data_encoding::BASE64URL_NOPAD;
use fyren_domain::id::{AttachmentId, MatterId, VaultId};
use fyren_seal::directory::{Answer, Audience, Listed, check_answer};
use fyren_seal::log::Verifier;
use fyren_seal::phrase::PhraseBlinding;
use fyren_seal::{
    Chance, ContentKey, EntryContext, EntryKind, FileContext, HolderCard, HolderKeys, OpeningKey,
    Phrase, PhraseKeys, PinnedPhraseKey, RootKey, SealingKey, SeededChance, VerifyingKey, WordList,
    Work, WrapContext, make_wrap, open_entry, open_wrap, seal_entry, seal_file, sign_request,
};
use serde_json::{Value, json};

use super::{Browser, Centre, Page};

/// The first phrase of these tests.
pub(crate) static PHRASE: LazyLock<Phrase> =
    LazyLock::new(|| Phrase::make(&mut SeededChance::new(b"phrase"), &WordList::swedish()));

/// Its keys, stretched once for all tests: the server's keys are the same in each.
static KEYS: LazyLock<PhraseKeys> = LazyLock::new(|| {
    let server = fyren_seal::ServerKeys::make(&mut SeededChance::new(b"server keys")).phrase;
    let mut chance = SeededChance::new(b"blinding");
    let (request, blinding) = PhraseBlinding::make(&mut chance, &PHRASE);
    let response = server
        .evaluate(&mut chance, &request)
        .expect("a blinded phrase");
    PhraseKeys::derive(
        &blinding
            .finish(&response, &server.public_key())
            .expect("the server's own key"),
    )
});

/// Somebody with five words before a centre's pages.
pub(crate) struct Asker {
    pub(crate) browser: Browser,
    centre: String,
    keys: HolderKeys,
    pub(crate) locator: String,
    content: ContentKey,
    pub(crate) matter: MatterId,
    pub(crate) vault: VaultId,
    chance: SeededChance,
}

impl Asker {
    pub(crate) fn at(centre: &Centre) -> Self {
        Self::with(centre, &KEYS, b"asker")
    }

    /// Somebody else, with keys as if of another phrase: nothing here asks how they were stretched.
    pub(crate) fn other(centre: &Centre, name: &str) -> Self {
        let mut chance = SeededChance::new(name.as_bytes());
        let keys = RootKey::make(&mut chance).holder_keys();
        let mut locator = [0; 32];
        chance.fill(&mut locator);
        Self::holding(centre, keys, &locator, name.as_bytes())
    }

    fn with(centre: &Centre, keys: &PhraseKeys, seed: &[u8]) -> Self {
        Self::holding(centre, keys.holder_keys(), &keys.locator(), seed)
    }

    fn holding(centre: &Centre, keys: HolderKeys, locator: &[u8], seed: &[u8]) -> Self {
        let mut chance = SeededChance::new(seed);
        Self {
            browser: centre.visitor(),
            centre: centre.id.to_string(),
            locator: BASE64URL_NOPAD.encode(locator),
            keys,
            content: ContentKey::make(&mut chance),
            matter: MatterId::from_bytes(drawn(&mut chance)),
            vault: VaultId::from_bytes(drawn(&mut chance)),
            chance,
        }
    }

    /// Goes the whole way from words to keys, as a browser does.
    pub(crate) async fn by_words(centre: &Centre, phrase: &Phrase) -> Self {
        let visitor = centre.visitor();
        let page = visitor.get("/svar").await;
        let pinned = bytes(&page.attribute("meta[name=phrase-key]", "content").into());
        let (request, blinding) = PhraseBlinding::make(&mut SeededChance::new(b"by words"), phrase);
        let answer = visitor
            .post_json(
                "/kanal/fras",
                &json!({ "request": BASE64URL_NOPAD.encode(&request) }),
            )
            .await;
        let response = bytes(&answer.is_ok().json()["response"]);
        let pinned = PinnedPhraseKey::from_bytes(&pinned).expect("the page pins a key");
        let output = blinding
            .finish(&response, &pinned)
            .expect("the pinned key's own response");
        Self::with(centre, &PhraseKeys::derive(&output), b"by words")
    }

    /// A sealed question for everybody who may read, as `/kanal/fraga` takes it.
    pub(crate) async fn question(&mut self, text: &str) -> Value {
        let audience = audience(&self.browser).await;
        let holders = match audience.epoch {
            Some(epoch) => vec![(format!("intake:{}", epoch.id), epoch.sealing)],
            None => audience.readers.iter().map(one_by_one).collect(),
        };
        self.question_for(text, &holders)
    }

    /// A sealed question for these holders and the phrase itself.
    pub(crate) fn question_for(&mut self, text: &str, holders: &[(String, Vec<u8>)]) -> Value {
        let card = self.keys.card();
        let own = (format!("phrase:{}", self.locator), card.sealing.to_bytes());
        let wraps: Vec<_> = holders
            .iter()
            .chain([&own])
            .map(|(holder, sealing)| self.wrap(holder, sealing))
            .collect();
        json!({
            "matter": self.matter, "vault": self.vault, "locator": self.locator,
            "card": BASE64URL_NOPAD.encode(&card.to_bytes()),
            "facts": { "profession": "school_nurse", "organisation": "unknown", "kommun": "2101", "concerns": [], "language": "sv" },
            "wraps": wraps,
            "entry": { "number": 1, "sealed": self.seal(1, EntryKind::Question, &json!({ "text": text })) },
        })
    }

    /// Whether an intake's key opens a wrap of this question.
    pub(crate) fn opens(&self, with: &OpeningKey, wrap: &Value) -> bool {
        let context = WrapContext {
            centre: &self.centre,
            vault: self.vault.as_str(),
            key_number: 1,
            holder: wrap["holder"].as_str().expect("a holder"),
        };
        open_wrap(with, &bytes(&wrap["wrap"]), &context).is_ok()
    }

    fn wrap(&self, holder: &str, sealing: &[u8]) -> Value {
        let sealing = SealingKey::from_bytes(sealing).expect("a sealing key");
        let (centre, vault) = (self.centre.as_str(), self.vault.as_str());
        let context = WrapContext {
            centre,
            vault,
            key_number: 1,
            holder,
        };
        let wrap = make_wrap(
            &mut SeededChance::new(holder.as_bytes()),
            &sealing,
            &self.content,
            &context,
        );
        json!({ "holder": holder, "wrap": BASE64URL_NOPAD.encode(&wrap) })
    }

    /// A sealed entry of hers as text.
    pub(crate) fn seal(&mut self, number: u32, kind: EntryKind, content: &Value) -> String {
        let author = self.keys.signing.verifying_key();
        let context = EntryContext {
            centre: &self.centre,
            vault: self.vault.as_str(),
            number,
            key_number: 1,
            kind,
            author: &author,
        };
        let plain = content.to_string();
        let sealed = seal_entry(
            &mut self.chance,
            &self.content,
            &self.keys.signing,
            &context,
            plain.as_bytes(),
        );
        BASE64URL_NOPAD.encode(&sealed.expect("short enough"))
    }

    /// A request signed under a fresh challenge.
    pub(crate) async fn send(&self, path: &str, operation: &str, body: &Value) -> Page {
        self.send_bytes(path, operation, body.to_string().into_bytes())
            .await
    }

    pub(crate) async fn send_bytes(&self, path: &str, operation: &str, body: Vec<u8>) -> Page {
        let challenge = self.challenge().await;
        self.send_under(&challenge, path, operation, body).await
    }

    pub(crate) async fn challenge(&self) -> String {
        let shown = self.browser.fetch("/kanal/utmaning").await.is_ok().json();
        shown["challenge"].as_str().expect("a challenge").to_owned()
    }

    /// A request signed under this challenge, with as much work as is demanded now.
    pub(crate) async fn send_under(
        &self,
        challenge: &str,
        path: &str,
        operation: &str,
        body: Vec<u8>,
    ) -> Page {
        let work = self.work(operation, body.len()).await;
        self.send_with_work(&work, challenge, path, operation, body)
            .await
    }

    /// Work on a fresh challenge, as much as is demanded for this now.
    pub(crate) async fn work(&self, operation: &str, bytes: usize) -> String {
        let address = format!("/kanal/utmaning?op={operation}&bytes={bytes}");
        let shown = self.browser.fetch(&address).await.is_ok().json();
        let demand = shown["demand"].as_u64().expect("a demand");
        worked(
            shown["challenge"].as_str().expect("a challenge"),
            u32::try_from(demand).expect("a small number"),
        )
    }

    /// A request signed under this challenge, with this work.
    pub(crate) async fn send_with_work(
        &self,
        work: &str,
        challenge: &str,
        path: &str,
        operation: &str,
        body: Vec<u8>,
    ) -> Page {
        let signed = sign_request(
            &self.keys.signing,
            operation,
            &BASE64URL_NOPAD
                .decode(challenge.as_bytes())
                .expect("a challenge"),
            &body,
        );
        let signature = BASE64URL_NOPAD.encode(&signed);
        let headers = [
            ("fyren-challenge", challenge),
            ("fyren-signature", signature.as_str()),
            ("fyren-work", work),
        ];
        self.browser
            .post_bytes(path, "application/json", &headers, body)
            .await
    }

    /// Asks, and it must arrive.
    pub(crate) async fn ask(&mut self, text: &str) -> String {
        let question = self.question(text).await;
        let receipt = self.send("/kanal/fraga", "enquiry", &question).await;
        receipt.is(StatusCode::CREATED).json()["number"]
            .as_str()
            .expect("a number")
            .to_owned()
    }

    /// Writes more as entry `number`.
    pub(crate) async fn write(&mut self, number: u32, text: &str) -> Page {
        let sealed = self.seal(number, EntryKind::Message, &json!({ "text": text }));
        let body = json!({ "locator": self.locator, "number": number, "key_number": 1, "kind": "message", "sealed": sealed });
        self.send("/kanal/skriv", "write", &body).await
    }

    /// A sealed file with its header, as `/kanal/fil` takes it.
    pub(crate) fn file(&mut self, attachment: AttachmentId, name: &str, content: &[u8]) -> Vec<u8> {
        let (vault, attachment_id) = (self.vault.as_str(), attachment.as_str());
        let context = FileContext {
            centre: &self.centre,
            vault,
            attachment: attachment_id,
        };
        let sealed = seal_file(
            &mut self.chance,
            &self.content,
            &context,
            name,
            "application/pdf",
            content,
        )
        .expect("small enough");
        let header = json!({ "locator": self.locator, "attachment": attachment }).to_string();
        let length = u32::try_from(header.len()).expect("short").to_be_bytes();
        [&length, header.as_bytes(), &sealed].concat()
    }

    /// Opens the thread as the server gives it.
    pub(crate) async fn open(&self) -> Value {
        self.send("/kanal/oppna", "open", &json!({ "locator": self.locator }))
            .await
            .is_ok()
            .json()
    }

    /// The texts of an opened thread, opened with the phrase alone.
    pub(crate) fn read(&self, thread: &Value) -> Vec<String> {
        let entries = thread["entries"].as_array().expect("entries");
        let vault = thread["vault"].as_str().expect("a vault");
        let keys = self.unwrapped(thread, vault);
        entries
            .iter()
            .map(|entry| {
                let key = entry["key_number"].as_u64().expect("a key number");
                opened(entry, &self.centre, vault, &keys[&key])
            })
            .collect()
    }

    /// Every key of the thread by its number.
    fn unwrapped(&self, thread: &Value, vault: &str) -> BTreeMap<u64, ContentKey> {
        let holder = format!("phrase:{}", self.locator);
        let wraps = thread["wraps"].as_array().expect("wraps");
        let open = |wrap: &Value| {
            let number = wrap["key_number"].as_u64().expect("a key number");
            let context = WrapContext {
                centre: &self.centre,
                vault,
                key_number: u32::try_from(number).expect("a small number"),
                holder: &holder,
            };
            let opening: &OpeningKey = &self.keys.opening;
            let key = open_wrap(opening, &bytes(&wrap["wrap"]), &context);
            (number, key.expect("the phrase's own wrap"))
        };
        wraps.iter().map(open).collect()
    }
}

fn opened(entry: &Value, centre: &str, vault: &str, content: &ContentKey) -> String {
    let author = VerifyingKey::from_bytes(&bytes(&entry["author_verifying"])).expect("a key");
    let kind =
        EntryKind::from_name(entry["kind"].as_str().expect("a kind")).expect("a kind of entry");
    let number = |name: &str| {
        u32::try_from(entry[name].as_u64().expect("a number")).expect("a small number")
    };
    let context = EntryContext {
        centre,
        vault,
        number: number("number"),
        key_number: number("key_number"),
        kind,
        author: &author,
    };
    let plain = open_entry(content, &context, &bytes(&entry["sealed"]))
        .expect("it opens with the phrase's key");
    let content: Value = serde_json::from_slice(&plain).expect("contents are JSON");
    content["text"].as_str().expect("a text").to_owned()
}

/// A challenge with so many tries of work on it, as the header takes it.
pub(crate) fn worked(challenge: &str, demand: u32) -> String {
    let bytes = BASE64URL_NOPAD
        .decode(challenge.as_bytes())
        .expect("base64url");
    let mut work = Work::begin(&bytes);
    assert!(work.go_on(demand, u32::MAX), "every puzzle can be solved");
    format!("{challenge}.{}", BASE64URL_NOPAD.encode(&work.proof()))
}

/// Bytes as they stand in messages.
pub(crate) fn bytes(text: &Value) -> Vec<u8> {
    BASE64URL_NOPAD
        .decode(text.as_str().expect("a text").as_bytes())
        .expect("base64url")
}

/// How something is sealed for one reader.
pub(crate) fn one_by_one(reader: &Listed) -> (String, Vec<u8>) {
    let card = HolderCard::from_bytes(&reader.card).expect("a card");
    (format!("staff:{}", reader.staff), card.sealing.to_bytes())
}

/// Who can read what is asked now, checked as the page checks it.
pub(crate) async fn audience(browser: &Browser) -> Audience {
    let page = browser.get("/fraga").await;
    let pinned = page.attribute("meta[name=directory-key]", "content");
    let pinned = Verifier::parse(&pinned).expect("the page pins a key");
    let told = browser.fetch("/kanal/intag").await.is_ok().json();
    let note = told["note"].as_str().expect("a note");
    // A browser's clock is right; the test's server has the hour in the note.
    let now = pinned.check_time(note).expect("a time");
    let [entry, previous, path] = ["entry", "previous", "path"].map(|name| bytes(&told[name]));
    let answer = Answer {
        entry: &entry,
        number: told["number"].as_u64().expect("a number"),
        previous: previous.as_slice().try_into().expect("a hash"),
        path: path.as_chunks().0,
        note,
    };
    check_answer(&pinned, &answer, now).expect("it stands in the directory")
}

fn drawn(chance: &mut SeededChance) -> [u8; 16] {
    let mut bytes = [0; 16];
    chance.fill(&mut bytes);
    bytes
}
