//! Somebody on her way in: she proves a passphrase as a browser does, and keeps the cookie and the
//! token she is given.

use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use fyren_domain::clock::Clock as _;
use fyren_seal::sign_in::{ClientRegistration, ClientSignIn, SignedIn};
use fyren_seal::{RootKey, SeededChance, open_root, wrap_root};
use serde_json::{Value, json};

use super::asker::{bytes, worked};
use super::{Browser, Centre, Colleague, Page};

/// Her computer, and what it holds by now.
pub(crate) struct Arrival {
    browser: Browser,
    csrf: String,
    chance: SeededChance,
}

/// The token of an invitation that a colleague makes by the page for it.
pub(crate) async fn invite(administrator: &Colleague, handle: &str, role: &str) -> String {
    let fields = [
        ("handle", handle),
        ("name", "Anna Öberg"),
        ("title", "koordinator"),
        ("role", role),
        ("profession", "coordinator"),
        ("mail", "anna@example.se"),
    ];
    let page = administrator
        .submit("/hub/personal/inbjudan", &fields)
        .await;
    token_of(&page)
}

/// The token in the link of a page that shows one.
pub(crate) fn token_of(page: &Page) -> String {
    let links = page.is_ok().all("#invitation");
    let (_, token) = links[0].split_once('#').expect("the token stands behind #");
    token.to_owned()
}

impl Arrival {
    pub(crate) fn at(centre: &Centre) -> Self {
        Self {
            browser: centre.visitor(),
            csrf: String::new(),
            chance: SeededChance::new(b"arrival"),
        }
    }

    pub(crate) fn calling_itself(self, agent: &'static str) -> Self {
        Self {
            browser: self.browser.calling_itself(agent),
            ..self
        }
    }

    pub(crate) fn browser(&self) -> &Browser {
        &self.browser
    }

    pub(crate) fn csrf(&self) -> &str {
        &self.csrf
    }

    pub(crate) async fn get(&self, path: &str) -> Page {
        self.browser.get(path).await
    }

    pub(crate) async fn fetch(&self, path: &str) -> Page {
        self.browser.fetch(path).await
    }

    /// Sends a form with the session's token, and keeps a new cookie.
    pub(crate) async fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let csrf = self.csrf.clone();
        let fields: Vec<_> = [("csrf", csrf.as_str())]
            .into_iter()
            .chain(fields.iter().copied())
            .collect();
        let page = self.browser.post(path, &fields).await;
        self.take(&page);
        page
    }

    /// Sends a script's message with the session's token, and keeps a new cookie.
    pub(crate) async fn send(&mut self, path: &str, body: &Value) -> Page {
        let headers = [("fyren-csrf", self.csrf.as_str())];
        let page = self
            .browser
            .post_bytes(path, "application/json", &headers, body.to_string())
            .await;
        self.take(&page);
        page
    }

    /// Reads the token of the page she is on.
    pub(crate) async fn open(&mut self, path: &str) -> Page {
        let page = self.browser.get(path).await;
        self.csrf = page.is_ok().attribute("meta[name=csrf]", "content");
        page
    }

    fn take(&mut self, page: &Page) {
        for (cookie, _) in page
            .cookies()
            .iter()
            .filter_map(|cookie| cookie.split_once(';'))
        {
            let (name, value) = cookie.split_once('=').expect("a cookie has a name");
            self.browser = self.browser.clone().with_cookie(name, value);
        }
        let answer: Option<Value> = serde_json::from_slice(&page.bytes).ok();
        if let Some(csrf) = answer.as_ref().and_then(|answer| answer["csrf"].as_str()) {
            self.csrf = csrf.to_owned();
        }
    }

    /// Makes her keys under a passphrase, as the enrolment's page does. Gives the server's last answer.
    pub(crate) async fn enrol(&mut self, token: &str, passphrase: &str) -> Page {
        let (state, request) =
            ClientRegistration::start(&mut self.chance, passphrase).expect("a passphrase");
        let body = json!({ "token": token, "request": BASE64URL_NOPAD.encode(&request) });
        let started = self.send("/hub/valkommen/start", &body).await;
        if started.status != 200 {
            return started;
        }
        let started = started.json();
        let staff = started["staff"].as_str().expect("her id");
        let response = bytes(&started["response"]);
        let registered = state
            .finish(&mut self.chance, passphrase, &response)
            .expect("the server's answer");
        let root = RootKey::make(&mut self.chance);
        let wrapped = wrap_root(&mut self.chance, &registered.export_key, &root, staff);
        let made = json!({
            "token": token,
            "upload": BASE64URL_NOPAD.encode(&registered.upload),
            "card": BASE64URL_NOPAD.encode(&root.card().to_bytes()),
            "wrapped_root": BASE64URL_NOPAD.encode(&wrapped),
        });
        self.send("/hub/valkommen/avslut", &made).await
    }

    /// The first message of a sign-in.
    pub(crate) async fn start(&mut self, handle: &str, passphrase: &str) -> (ClientSignIn, Value) {
        let (state, request) =
            ClientSignIn::start(&mut self.chance, passphrase).expect("a passphrase");
        let body = json!({ "handle": handle, "request": BASE64URL_NOPAD.encode(&request) });
        let started = self.send_with_work("/hub/inloggning/start", &body).await;
        (state, started.is_ok().json())
    }

    /// A message with as much work as the server asks for, as an unknown browser sends it.
    async fn send_with_work(&mut self, path: &str, body: &Value) -> Page {
        let shown = self
            .fetch("/kanal/utmaning?op=sign_in")
            .await
            .is_ok()
            .json();
        let challenge = shown["challenge"].as_str().expect("a challenge");
        let mut demand = shown["demand"].as_u64().expect("a demand");
        loop {
            let work = worked(challenge, u32::try_from(demand).expect("a small number"));
            let page = self
                .browser
                .post_bytes(
                    path,
                    "application/json",
                    &[("fyren-work", &work)],
                    body.to_string(),
                )
                .await;
            if page.status != 428 {
                self.take(&page);
                return page;
            }
            demand = page.json()["demand"].as_u64().expect("a demand");
        }
    }

    /// A guess by somebody who does no work for it.
    pub(crate) async fn guess_for_nothing(&mut self, handle: &str) -> Page {
        let (_, request) =
            ClientSignIn::start(&mut self.chance, "en helt annan fras").expect("a passphrase");
        let body = json!({ "handle": handle, "request": BASE64URL_NOPAD.encode(&request) });
        self.send("/hub/inloggning/start", &body).await
    }

    /// Proves a passphrase; `None` if this side finds it wrong, else the proof and the server's answer.
    pub(crate) async fn prove(
        &mut self,
        handle: &str,
        passphrase: &str,
    ) -> Option<(SignedIn, Page)> {
        let (state, started) = self.start(handle, passphrase).await;
        let proof = state
            .finish(&mut self.chance, passphrase, &bytes(&started["response"]))
            .ok()?;
        let finalization = BASE64URL_NOPAD.encode(&proof.finalization);
        let body = json!({ "attempt": started["attempt"], "finalization": finalization });
        let page = self.send("/hub/inloggning/avslut", &body).await;
        Some((proof, page))
    }

    /// Proves a passphrase without any work, as a known browser may.
    pub(crate) async fn prove_known(
        &mut self,
        handle: &str,
        passphrase: &str,
    ) -> Option<(SignedIn, Page)> {
        let (state, request) =
            ClientSignIn::start(&mut self.chance, passphrase).expect("a passphrase");
        let body = json!({ "handle": handle, "request": BASE64URL_NOPAD.encode(&request) });
        let started = self.send("/hub/inloggning/start", &body).await;
        let started = started.is_ok().json();
        let proof = state
            .finish(&mut self.chance, passphrase, &bytes(&started["response"]))
            .ok()?;
        let finalization = BASE64URL_NOPAD.encode(&proof.finalization);
        let body = json!({ "attempt": started["attempt"], "finalization": finalization });
        let page = self.send("/hub/inloggning/avslut", &body).await;
        Some((proof, page))
    }

    /// Replaces her passphrase as the page's script does; a wrong old one gives an empty proof.
    pub(crate) async fn replace_passphrase(&mut self, old: &str, new: &str) -> Page {
        let (registration, request) =
            ClientRegistration::start(&mut self.chance, new).expect("a passphrase");
        let (sign_in, proof) = ClientSignIn::start(&mut self.chance, old).expect("a passphrase");
        let body = json!({
            "sign_in": BASE64URL_NOPAD.encode(&proof),
            "registration": BASE64URL_NOPAD.encode(&request),
        });
        let begun = self.send("/hub/konto/losenfras/start", &body).await;
        let begun = begun.is_ok().json();
        let proved = sign_in.finish(&mut self.chance, old, &bytes(&begun["sign_in"]));
        let registered = registration
            .finish(&mut self.chance, new, &bytes(&begun["registration"]))
            .expect("the server's answer");
        let keys = self.fetch("/hub/nycklar").await.is_ok().json();
        let staff = keys["staff"].as_str().expect("her id");
        let (finalization, wrapped) = match proved {
            Ok(proof) => {
                let wrapped = bytes(&keys["wrapped_root"]);
                let root = open_root(&proof.export_key, &wrapped, staff).expect("her root");
                let export_key = &registered.export_key;
                let wrapped = wrap_root(&mut self.chance, export_key, &root, staff);
                (proof.finalization, wrapped)
            }
            Err(_) => (vec![0; 64], vec![0; 64]),
        };
        let body = json!({
            "attempt": begun["attempt"],
            "finalization": BASE64URL_NOPAD.encode(&finalization),
            "upload": BASE64URL_NOPAD.encode(&registered.upload),
            "wrapped_root": BASE64URL_NOPAD.encode(&wrapped),
        });
        self.send("/hub/konto/losenfras", &body).await
    }

    /// Connects an app, and gives its secret.
    pub(crate) async fn connect_app(&mut self, centre: &Centre) -> Vec<u8> {
        let page = self.open("/hub/konto/app").await;
        let secret = page.all("#secret")[0].replace(' ', "");
        let secret = BASE32_NOPAD.decode(secret.as_bytes()).expect("base32");
        let pending = page.attribute("input[name=pending]", "value");
        let code = code(&secret, centre);
        let page = self
            .submit("/hub/konto/app", &[("pending", &pending), ("code", &code)])
            .await;
        page.leads_to("/hub/konto/koder");
        centre.clock.pass_seconds(30);
        secret
    }

    /// Opens the root key with what the server hands out and the passphrase's proof.
    pub(crate) async fn opens_her_root(&self, proof: &SignedIn) -> bool {
        let keys = self.fetch("/hub/nycklar").await.is_ok().json();
        let staff = keys["staff"].as_str().expect("her id");
        let root = open_root(&proof.export_key, &bytes(&keys["wrapped_root"]), staff);
        root.is_ok_and(|root| root.card().to_bytes() == bytes(&keys["card"]))
    }
}

/// The code an app shows now (RFC 6238).
pub(crate) fn code(secret: &[u8], centre: &Centre) -> String {
    let seconds = u64::try_from(centre.clock.now().milliseconds() / 1000).expect("after 1970");
    let app = totp_rs::Builder::new()
        .with_secret(secret.to_vec())
        .build()
        .expect("a good secret");
    app.generate(seconds).to_string()
}
