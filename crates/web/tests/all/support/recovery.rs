//! A circle of share holders, a link that was handed over, and the page that somebody opens with it.

use std::ops::Deref;

use data_encoding::BASE64URL_NOPAD;
use fyren_domain::clock::Clock as _;
use fyren_domain::id::{RecoveryId, StaffId};
use fyren_seal::recovery::{
    Circle, PaperSeed, Place, Share, SharingContext, open_passed, open_share, pass_share,
    rebuild_root, share_root, sign_circle,
};
use fyren_seal::sign_in::{ClientRegistration, Registered, ServerSetup};
use fyren_seal::{AtRestKey, HolderCard, RootKey, SeededChance, seal_row, sign_request, wrap_root};
use fyren_store::{recovery, staff};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::asker::bytes;
use super::{Browser, Centre, Colleague, Page};

/// The secret of the app that [`protect`] connects.
pub(crate) const APP: [u8; 20] = [7; 20];

/// Connects an app to an account, so that there is a second factor.
pub(crate) async fn protect(centre: &Centre, colleague: &Colleague) {
    let key = AtRestKey::derive(&centre.app.keys.master, "totp", centre.id.as_str());
    let mut chance = SeededChance::new(b"app");
    let sealed = seal_row(&mut chance, &key, colleague.id.as_str(), 0, &APP);
    let mut tx = centre.app.store.begin().await.expect("the store writes");
    staff::replace_totp(&mut tx, &centre.machine(), colleague.id, Some(&sealed))
        .await
        .expect("she is there");
    tx.commit().await.expect("the store keeps");
}

/// The root key of somebody hired at a centre.
pub(crate) fn root_of(centre: &Centre, name: &str) -> RootKey {
    RootKey::make(&mut SeededChance::new(
        format!("{} {name}", centre.id).as_bytes(),
    ))
}

/// The same for a colleague.
pub(crate) fn root_named(colleague: &Colleague) -> RootKey {
    let seed = format!("{} {}", colleague.centre(), colleague.name);
    RootKey::make(&mut SeededChance::new(seed.as_bytes()))
}

fn written(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

/// A circle as its members' browsers know it.
pub(crate) struct Ring {
    centre: String,
    number: u64,
    staff: [(StaffId, HolderCard); 2],
    paper: PaperSeed,
}

impl Ring {
    /// Names a circle by the page's script.
    pub(crate) async fn named(by: &Colleague, staff: [&Colleague; 2]) -> Self {
        let page = Self::try_named(by, staff).await;
        assert_eq!(page.is_ok().json()["next"], "/hub/aterstallning");
        let shown = by.fetch("/hub/aterstallning/samtycke").await.is_ok().json();
        Self {
            centre: by.centre(),
            number: shown["circle"].as_u64().expect("a number"),
            staff: staff.map(|one| (one.id, one.keys.card())),
            paper: PaperSeed::make(&mut SeededChance::new(b"paper")),
        }
    }

    pub(crate) async fn try_named(by: &Colleague, [first, second]: [&Colleague; 2]) -> Page {
        let paper = PaperSeed::make(&mut SeededChance::new(b"paper"));
        let card = paper.root().card().to_bytes();
        let body = json!({ "first": first.id, "second": second.id, "paper": written(&card) });
        by.submit_json("/hub/aterstallning/krets", &body).await
    }

    /// The same circle as a server would show it that put a paper of its own into it.
    pub(crate) fn with_another_paper(&self) -> Self {
        Self {
            centre: self.centre.clone(),
            number: self.number,
            staff: self.staff.clone(),
            paper: PaperSeed::make(&mut SeededChance::new(b"another paper")),
        }
    }

    pub(crate) async fn accepted_by(&self, holder: &Colleague) -> Page {
        self.accepted_with(holder, holder).await
    }

    /// What one sends and another has signed.
    pub(crate) async fn accepted_with(&self, sender: &Colleague, signer: &Colleague) -> Page {
        let [(first, first_card), (second, second_card)] = &self.staff;
        let circle = Circle {
            centre: &self.centre,
            number: self.number,
            staff: [(first.as_str(), first_card), (second.as_str(), second_card)],
            paper: &self.paper.root().card(),
        };
        let signature = written(&sign_circle(&signer.keys.signing, &circle));
        let body = json!({ "circle": self.number, "signature": signature });
        sender
            .submit_json("/hub/aterstallning/samtycke", &body)
            .await
    }

    /// Shares a colleague's root key as her browser does at sign-in.
    pub(crate) async fn shares_of(&self, colleague: &Colleague) -> Page {
        let place = SharingContext {
            centre: &self.centre,
            staff: colleague.id.as_str(),
            circle: self.number,
        };
        let [(_, first), (_, second)] = &self.staff;
        let paper = self.paper.root().card();
        let holders = [&first.sealing, &second.sealing, &paper.sealing];
        let mut chance = SeededChance::new(colleague.name.as_bytes());
        let made = share_root(&mut chance, &root_named(colleague), holders, &place);
        let body = json!({
            "circle": self.number,
            "sealed_root": written(&made.sealed_root),
            "shares": made.shares.map(|share| written(&share)),
        });
        colleague
            .submit_json("/hub/aterstallning/delar", &body)
            .await
    }
}

/// Somebody with a link, at a computer of her own.
pub(crate) struct Lost {
    pub(crate) browser: Browser,
    pub(crate) token: String,
    pub(crate) staff: StaffId,
    id: RecoveryId,
    centre: String,
}

impl Lost {
    /// Begins a recovery and hands the link over.
    pub(crate) async fn begun(centre: &Centre, by: &Colleague, whose: &Colleague) -> Self {
        let page = Self::try_begun(by, whose.id.as_str(), "forgotten").await;
        let links = page.is_ok().all("#recovery-link");
        let (_, token) = links[0].split_once('#').expect("the token stands behind #");
        let hash = Sha256::new()
            .chain_update(b"fyren/token/hash/1")
            .chain_update(BASE64URL_NOPAD.decode(token.as_bytes()).expect("a token"))
            .finalize();
        let mut tx = centre.app.store.read().await.expect("the store reads");
        let now = centre.clock.now();
        let found = recovery::find_by_token(&mut tx, &centre.machine(), &hash.into(), now).await;
        let found = found.expect("the store reads").expect("it was just begun");
        Self {
            browser: centre.visitor(),
            token: token.to_owned(),
            staff: whose.id,
            id: found.recovery_id,
            centre: by.centre(),
        }
    }

    pub(crate) async fn try_begun(by: &Colleague, staff: &str, reason: &str) -> Page {
        let fields = [("staff", staff), ("reason", reason)];
        by.submit("/hub/aterstallning", &fields).await
    }

    pub(crate) fn share_address(&self) -> String {
        format!("/hub/aterstallning/{}/del", self.id)
    }

    pub(crate) fn stop_address(&self) -> String {
        format!("/hub/aterstallning/{}/stopp", self.id)
    }

    pub(crate) async fn standing(&self) -> Page {
        let body = json!({ "token": self.token });
        self.browser
            .post_json("/hub/ny-losenfras/lage", &body)
            .await
    }

    pub(crate) async fn send_card(&self) -> Page {
        self.send_card_of(&RootKey::make(&mut SeededChance::new(b"fresh")))
            .await
    }

    async fn send_card_of(&self, fresh: &RootKey) -> Page {
        let body = json!({ "token": self.token, "card": written(&fresh.card().to_bytes()) });
        self.browser
            .post_json("/hub/ny-losenfras/kort", &body)
            .await
    }

    /// Opens the page: it makes fresh keys.
    pub(crate) async fn open(self) -> Recovering {
        Recovering::open(self, "fresh").await
    }

    /// Sends the last message with somebody's root key, and a registration of the right form.
    pub(crate) async fn finish_with(&self, root: &RootKey) -> Page {
        self.finish_signed(root, &registered_elsewhere(), self.id.as_str())
            .await
    }

    /// The same, signed for another recovery.
    pub(crate) async fn finish_moved(&self, root: &RootKey) -> Page {
        let other = RecoveryId::from_bytes([9; 16]);
        self.finish_signed(root, &registered_elsewhere(), other.as_str())
            .await
    }

    async fn finish_signed(&self, root: &RootKey, registered: &Registered, id: &str) -> Page {
        let mut chance = SeededChance::new(b"wrapping");
        let wrapped = wrap_root(
            &mut chance,
            &registered.export_key,
            root,
            self.staff.as_str(),
        );
        let body = [registered.upload.as_slice(), &wrapped].concat();
        let signing = root.holder_keys().signing;
        let signature = sign_request(&signing, "recover", id.as_bytes(), &body);
        let sent = json!({
            "token": self.token,
            "upload": written(&registered.upload),
            "wrapped_root": written(&wrapped),
            "signature": written(&signature),
        });
        self.browser
            .post_json("/hub/ny-losenfras/avslut", &sent)
            .await
    }
}

fn registered_elsewhere() -> Registered {
    let mut chance = SeededChance::new(b"elsewhere");
    let setup = ServerSetup::make(&mut chance);
    let started = ClientRegistration::start(&mut chance, "en lång fras");
    let (state, request) = started.expect("a passphrase");
    let response = setup.registration_response("berit", &request);
    let response = response.expect("the request is good");
    let finished = state.finish(&mut chance, "en lång fras", &response);
    finished.expect("the response is good")
}

/// The page of a link that is open, with keys that live in it alone.
pub(crate) struct Recovering {
    lost: Lost,
    fresh: RootKey,
}

impl Deref for Recovering {
    type Target = Lost;

    fn deref(&self) -> &Lost {
        &self.lost
    }
}

impl Recovering {
    async fn open(lost: Lost, chance: &str) -> Self {
        let fresh = RootKey::make(&mut SeededChance::new(chance.as_bytes()));
        assert_eq!(lost.send_card_of(&fresh).await.status, 204);
        Self { lost, fresh }
    }

    /// Opens the same link once more.
    pub(crate) async fn reopen(&self) -> Self {
        let lost = Lost {
            browser: self.browser.clone(),
            token: self.token.clone(),
            staff: self.staff,
            id: self.id,
            centre: self.centre.clone(),
        };
        Self::open(lost, "fresh once more").await
    }

    pub(crate) fn fresh_root(&self) -> RootKey {
        RootKey::from_bytes(self.fresh.as_secret().clone())
    }

    async fn opened(&self) -> Value {
        self.standing().await.is_ok().json()["open"].clone()
    }

    /// Whom the page names to call.
    pub(crate) async fn holders(&self) -> Vec<String> {
        let opened = self.opened().await;
        let holders = opened["holders"].as_array().expect("a list").iter();
        let name = |holder: &Value| holder["name"].as_str().expect("a name").to_owned();
        holders.map(name).collect()
    }

    pub(crate) async fn held_by(&self, holder: &Colleague) -> Value {
        holder.fetch(&self.share_address()).await.is_ok().json()
    }

    pub(crate) async fn passed_by(&self, holder: &Colleague) -> Page {
        self.pass_held(holder, &self.held_by(holder).await).await
    }

    pub(crate) async fn pass_held(&self, holder: &Colleague, held: &Value) -> Page {
        let body = self.resealed(holder, held);
        holder.submit_json(&self.share_address(), &body).await
    }

    /// What one's browser made, sent by another.
    pub(crate) async fn passed_in_the_name_of(
        &self,
        holder: &Colleague,
        sender: &Colleague,
    ) -> Page {
        let body = self.resealed(holder, &self.held_by(holder).await);
        sender.submit_json(&self.share_address(), &body).await
    }

    pub(crate) async fn pass_raw(&self, holder: &Colleague, body: &Value) -> Page {
        holder.submit_json(&self.share_address(), body).await
    }

    fn resealed(&self, holder: &Colleague, held: &Value) -> Value {
        let number = held["place"].as_u64().expect("a place");
        let place = Place::from_number(number).expect("a place");
        let context = self.context(held);
        let share = open_share(
            &holder.keys.opening,
            &bytes(&held["share"]),
            place,
            &context,
        );
        let share = share.expect("her own share opens");
        let to = HolderCard::from_bytes(&bytes(&held["card"])).expect("a card");
        let mut chance = SeededChance::new(b"passing");
        let recovery = self.id.as_str();
        let passed = pass_share(&mut chance, &to.sealing, &share, &context, recovery);
        json!({ "card": held["card"], "passed": written(&passed) })
    }

    fn context(&self, told: &Value) -> SharingContext<'_> {
        SharingContext {
            centre: &self.lost.centre,
            staff: self.lost.staff.as_str(),
            circle: told["circle"].as_u64().expect("a number"),
        }
    }

    /// Puts the root key together from what is there, and from the paper if it is typed.
    pub(crate) async fn rebuilt(&self, paper: Option<&Ring>) -> Option<RootKey> {
        let opened = self.opened().await;
        let context = self.context(&opened);
        let keys = self.fresh.holder_keys();
        let passed = |holder: &Value| -> Option<Share> {
            let place = Place::from_number(holder["place"].as_u64()?)?;
            let sealed = holder["passed"].as_str()?;
            let sealed = BASE64URL_NOPAD.decode(sealed.as_bytes()).ok()?;
            open_passed(&keys.opening, &sealed, place, &context, self.id.as_str()).ok()
        };
        let holders = opened["holders"].as_array().expect("a list");
        let mut shares: Vec<Share> = holders.iter().filter_map(passed).collect();
        if let Some(ring) = paper {
            let opening = ring.paper.root().holder_keys().opening;
            let sealed = bytes(&opened["paper_share"]);
            shares.extend(open_share(&opening, &sealed, Place::Paper, &context).ok());
        }
        let [one, other, ..] = shares.as_slice() else {
            return None;
        };
        rebuild_root(one, other, &bytes(&opened["sealed_root"]), &context).ok()
    }

    /// Chooses a new passphrase.
    pub(crate) async fn finish(&self, root: &RootKey, passphrase: &str) -> Page {
        let mut chance = SeededChance::new(b"registration");
        let started = ClientRegistration::start(&mut chance, passphrase);
        let (state, request) = started.expect("a passphrase");
        let body = json!({ "token": self.token, "request": written(&request) });
        let answer = self.browser.post_json("/hub/ny-losenfras/start", &body);
        let response = bytes(&answer.await.is_ok().json()["response"]);
        let registered = state.finish(&mut chance, passphrase, &response);
        let registered = registered.expect("the server's answer");
        self.finish_signed(root, &registered, self.id.as_str())
            .await
    }
}
