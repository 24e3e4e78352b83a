//! Somebody who works at a centre and is signed in, with her own keys in her own browser.

use std::ops::Deref;

use data_encoding::BASE64URL_NOPAD;
use fyren_domain::access::{Action, Relation, Scope, Worker};
use fyren_domain::clock::Clock as _;
use fyren_domain::code::Code;
use fyren_domain::id::StaffId;
use fyren_domain::staff::Role;
use fyren_seal::{
    AtRestKey, Chance, HolderKeys, RootKey, SeededChance, make_epoch, seal_row, wrap_intake,
};
use fyren_store::intake::{self, NewEpoch, NewIntakeWrap};
use fyren_store::session::{self, NewSession, SessionStage};
use fyren_store::staff::{self, Enrolment, NewStaff};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::{Browser, Centre, Page};

/// A staff member at her computer.
pub(crate) struct Colleague {
    pub(crate) id: StaffId,
    pub(crate) name: String,
    pub(crate) keys: HolderKeys,
    pub(crate) csrf: String,
    worker: Worker,
    browser: Browser,
}

impl Deref for Colleague {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.browser
    }
}

impl Colleague {
    /// What she may do at large, decided as the server decides.
    pub(crate) fn may(&self, action: Action) -> Scope {
        self.worker
            .scope(action, Relation::NoMatter)
            .expect("her role may")
    }

    /// Where she works.
    pub(crate) fn centre(&self) -> String {
        self.worker.centre().to_string()
    }

    /// Sends a form of the hub with its token.
    pub(crate) async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let fields: Vec<_> = [("csrf", self.csrf.as_str())]
            .into_iter()
            .chain(fields.iter().copied())
            .collect();
        self.browser.post(path, &fields).await
    }

    /// Writes down where a colleague may be told that there is something new.
    pub(crate) async fn give_mail(&self, colleague: &Colleague, mail: &str) -> Page {
        let path = format!("/hub/personal/{}", colleague.id);
        let form = self.get(&path).await;
        let value = |name: &str| form.attribute(&format!("[name={name}]"), "value");
        let (name, title, revision) = (value("name"), value("title"), value("revision"));
        let fields = [
            ("name", name.as_str()),
            ("title", &title),
            ("role", "coordinator"),
            ("profession", "coordinator"),
            ("mail", mail),
            ("revision", &revision),
        ];
        self.submit(&path, &fields).await
    }

    /// Ends a colleague's work, who takes along what nobody else can read.
    pub(crate) async fn end_work_of(&self, colleague: &Colleague) -> Page {
        let path = format!("/hub/personal/{}", colleague.id);
        let form = self.get(&path).await;
        let revision = form.is_ok().attribute("input[name=revision]", "value");
        let fields = [
            ("revision", revision.as_str()),
            ("confirmed", "yes"),
            ("losing", "yes"),
        ];
        self.submit(&format!("{path}/avslut"), &fields).await
    }

    /// Sends a script's message with its token.
    pub(crate) async fn submit_json(&self, path: &str, body: &Value) -> Page {
        self.browser
            .post_bytes(
                path,
                "application/json",
                &[("fyren-csrf", &self.csrf)],
                body.to_string(),
            )
            .await
    }
}

impl Centre {
    pub(crate) async fn coordinator(&self, name: &str) -> Colleague {
        self.hire(name, Role::Coordinator, "coordinator").await
    }

    pub(crate) async fn member(&self, name: &str, profession: &str) -> Colleague {
        self.hire(name, Role::Member, profession).await
    }

    pub(crate) async fn administrator(&self, name: &str) -> Colleague {
        self.hire(name, Role::Administrator, "unknown").await
    }

    pub(crate) async fn steering(&self, name: &str) -> Colleague {
        self.hire(name, Role::Steering, "unknown").await
    }

    /// Hires somebody and signs her in. Her keys follow from her name.
    async fn hire(&self, name: &str, role: Role, profession: &str) -> Colleague {
        let mut chance = SeededChance::new(format!("{} {name}", self.id).as_bytes());
        let root = RootKey::make(&mut chance);
        let id = StaffId::from_bytes(drawn(&mut chance));
        let token: [u8; 32] = drawn(&mut chance);
        let keys = root.holder_keys();
        let worker = Worker::new(self.id.clone(), id, role);
        self.enrol(name, profession, role, id, &keys).await;
        self.sign_in(id, &token, &mut chance).await;
        let (browser, csrf) = self.at_computer(&token);
        Colleague {
            id,
            name: name.to_owned(),
            keys,
            csrf,
            worker,
            browser,
        }
    }

    /// Lets days pass, after which somebody signs in anew.
    pub(crate) async fn days_later(&self, days: i64, colleague: Colleague) -> Colleague {
        self.clock.pass_seconds(days * 24 * 3600);
        let now = self.clock.now().milliseconds();
        let mut chance = SeededChance::new(format!("{} {now}", colleague.name).as_bytes());
        let token: [u8; 32] = drawn(&mut chance);
        self.sign_in(colleague.id, &token, &mut chance).await;
        let (browser, csrf) = self.at_computer(&token);
        Colleague {
            csrf,
            browser,
            ..colleague
        }
    }

    /// A browser with a session in it, and the token of its forms.
    fn at_computer(&self, token: &[u8; 32]) -> (Browser, String) {
        let cookie = BASE64URL_NOPAD.encode(token);
        let csrf = BASE64URL_NOPAD.encode(&derived(b"fyren/token/csrf/1", token));
        (self.visitor().with_cookie("fyren", &cookie), csrf)
    }

    async fn enrol(
        &self,
        name: &str,
        profession: &str,
        role: Role,
        id: StaffId,
        keys: &HolderKeys,
    ) {
        let handle = name.to_lowercase();
        let profession = Code::parse(profession).expect("a code");
        let hired = NewStaff {
            staff_id: id,
            handle: &handle,
            name,
            title: "Resurscentrum",
            role,
            profession: &profession,
            since: self.clock.now(),
        };
        let card = keys.card().to_bytes();
        let enrolment = Enrolment {
            registration: b"registration",
            wrapped_root: b"root",
            card: &card,
        };
        let administrator = Worker::new(
            self.id.clone(),
            StaffId::from_bytes([0; 16]),
            Role::Administrator,
        );
        let invite = administrator
            .scope_over(Action::ManageStaff, Relation::NoMatter, id)
            .expect("administrators may");
        let mut tx = self
            .app
            .store
            .begin()
            .await
            .expect("the test's database writes");
        staff::record(&mut tx, &invite, &hired)
            .await
            .expect("nobody else is called so");
        staff::enrol(&mut tx, &self.machine(), id, &enrolment)
            .await
            .expect("she is invited");
        fyren_web::directory::restate(&self.app, &mut tx, &self.machine())
            .await
            .expect("the directory is written");
        tx.commit().await.expect("the test's database keeps");
    }

    async fn sign_in(&self, id: StaffId, token: &[u8; 32], chance: &mut SeededChance) {
        let key = AtRestKey::derive(&self.app.keys.master, "session", self.id.as_str());
        let secret = seal_row(chance, &key, id.as_str(), 0, &[5; 32]);
        let now = self.clock.now();
        let session = NewSession {
            token_hash: &derived(b"fyren/token/hash/1", token),
            staff_id: id,
            stage: SessionStage::Full,
            secret: &secret,
            browser: "Firefox/Linux",
            made_at: now,
            ends_at: now.plus_seconds(8 * 3600),
        };
        let mut tx = self
            .app
            .store
            .begin()
            .await
            .expect("the test's database writes");
        session::record(&mut tx, &self.machine(), &session)
            .await
            .expect("the session is new");
        tx.commit().await.expect("the test's database keeps");
    }

    /// The running week's intake key, made by one coordinator for herself and others.
    pub(crate) async fn open_intake(&self, signer: &Colleague, others: &[&Colleague]) {
        let (centre, epoch) = (self.id.as_str(), "2026-W48");
        let mut chance = SeededChance::new(b"intake");
        let (made, secret) = make_epoch(&mut chance, &signer.keys.signing, centre, epoch);
        let holders: Vec<_> = [signer].into_iter().chain(others.iter().copied()).collect();
        let wrapped: Vec<_> = holders
            .iter()
            .map(|holder| {
                wrap_intake(
                    &mut chance,
                    &holder.keys.card().sealing,
                    &secret,
                    centre,
                    epoch,
                    holder.id.as_str(),
                )
            })
            .collect();
        let wraps: Vec<_> = holders
            .iter()
            .zip(&wrapped)
            .map(|(holder, wrap)| NewIntakeWrap {
                staff_id: holder.id,
                wrap,
            })
            .collect();
        let kept = NewEpoch {
            epoch,
            sealing: &made.sealing.to_bytes(),
            signer_key: &signer.keys.card().verifying.to_bytes(),
            signature: &made.signature,
            made_at: self.clock.now(),
        };
        let mut tx = self
            .app
            .store
            .begin()
            .await
            .expect("the test's database writes");
        intake::record(&mut tx, &signer.may(Action::MakeIntakeKeys), &kept, &wraps)
            .await
            .expect("the week is new");
        fyren_web::directory::restate(&self.app, &mut tx, &self.machine())
            .await
            .expect("the directory is written");
        tx.commit().await.expect("the test's database keeps");
    }
}

fn drawn<const N: usize>(chance: &mut SeededChance) -> [u8; N] {
    let mut bytes = [0; N];
    chance.fill(&mut bytes);
    bytes
}

/// As the session layer derives from a token what the database and the pages know of it.
fn derived(purpose: &[u8], token: &[u8; 32]) -> [u8; 32] {
    Sha256::new()
        .chain_update(purpose)
        .chain_update(token)
        .finalize()
        .into()
}
