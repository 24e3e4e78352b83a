//! What somebody who tries the demo needs to know: who signs in how, and which code phrases open what.

use fyren_domain::time::Instant;
use serde::Serialize;
use url::Url;

use super::people::{self, FORGETFUL, Person, STAFF};
use super::recovery;
use super::script::Script;

/// Everything `fyren demo --sign-ins` prints.
#[derive(Serialize)]
pub(crate) struct SignIns {
    origin: String,
    staff: Vec<SignIn>,
    phrases: Vec<PhraseOf>,
    recovery: Recovery,
}

/// Who has lost her passphrase, and what it takes to have it back: the link, and the sealed paper.
#[derive(Serialize)]
struct Recovery {
    handle: &'static str,
    link: String,
    paper: Vec<String>,
}

#[derive(Serialize)]
struct SignIn {
    handle: &'static str,
    name: &'static str,
    role: &'static str,
    profession: String,
    passphrase: String,
    totp_secret: String,
    totp_code: String,
    recovery_codes: Vec<String>,
}

#[derive(Serialize)]
struct PhraseOf {
    phrase: String,
    opens: &'static str,
    begins: String,
}

impl SignIns {
    /// Works all of it out; the same for every demo, but for the code of the moment.
    pub(crate) fn of(origin: &Url, now: Instant) -> Self {
        let script = Script::read();
        let phrases = script
            .threads
            .iter()
            .enumerate()
            .map(|(number, thread)| PhraseOf {
                phrase: people::phrase_of(number)
                    .words()
                    .collect::<Vec<_>>()
                    .join(" "),
                opens: thread.told(),
                begins: thread.question.trim().chars().take(60).collect(),
            });
        let origin = origin.as_str().trim_end_matches('/').to_owned();
        let paper = recovery::paper();
        Self {
            recovery: Recovery {
                handle: STAFF[FORGETFUL].handle,
                link: format!("{origin}{}", recovery::link().0),
                paper: paper.lines().lines().map(str::to_owned).collect(),
            },
            origin,
            staff: STAFF.iter().map(|person| sign_in(person, now)).collect(),
            phrases: phrases.collect(),
        }
    }

    /// As JSON.
    pub(crate) fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("texts and lists can be written")
    }

    /// As a person reads it.
    pub(crate) fn text(&self) -> String {
        let mut text = format!(
            "Demo staff, who sign in at {}/hub/inloggning\n",
            self.origin
        );
        for person in &self.staff {
            let SignIn {
                handle,
                name,
                role,
                profession,
                passphrase,
                totp_secret,
                totp_code,
                recovery_codes,
            } = person;
            text.push_str(&format!(
                "\n  {name} ({role}, {profession})\n    user name      {handle}\n    passphrase     {passphrase}\n    \
                 code now       {totp_code}   (authenticator secret {totp_secret})\n    recovery code  {}\n",
                recovery_codes[0]
            ));
        }
        text.push_str(&format!(
            "\nCode phrases of invented askers, for {}/svar\n\n",
            self.origin
        ));
        for PhraseOf { phrase, opens, .. } in &self.phrases {
            text.push_str(&format!("  {phrase:<46} {opens}\n"));
        }
        let Recovery {
            handle,
            link,
            paper,
        } = &self.recovery;
        text.push_str(&format!(
            "\nA lost passphrase, of {handle}: open this link, and let a holder of shares pass hers on\n\n  {link}\n\n\
             or type the sealed paper\n\n  {}\n",
            paper.join("\n  ")
        ));
        text
    }
}

fn sign_in(person: &Person, now: Instant) -> SignIn {
    let secret = person.app_secret();
    SignIn {
        handle: person.handle,
        name: person.name,
        role: person.role.as_str(),
        profession: person.profession().to_string(),
        passphrase: person.passphrase(),
        totp_secret: secret.text(),
        totp_code: secret.code(now),
        recovery_codes: person
            .recovery_codes()
            .into_iter()
            .map(|(code, _)| code)
            .collect(),
    }
}
