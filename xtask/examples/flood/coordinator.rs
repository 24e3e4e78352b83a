//! A coordinator of the demo centre signs in as she does in a browser, and looks where everything went.

use std::collections::BTreeSet;
use std::process::Command;

use data_encoding::BASE64URL_NOPAD;
use fyren_seal::MachineChance;
use fyren_seal::sign_in::ClientSignIn;
use serde_json::{Value, json};

use super::Outcome;
use super::client::{Client, Server};
use super::question::worked;

/// A coordinator of the demo, who looks where everything went.
pub(super) struct Coordinator {
    server: Server,
    cookies: String,
}

impl Coordinator {
    pub(super) fn sign_in(server: &Server, binary: &str, data: &str) -> Outcome<Self> {
        let printed = Command::new(binary)
            .args(["demo", "--sign-ins", "json", "--data", data])
            .output()?;
        let told: Value = serde_json::from_slice(&printed.stdout)?;
        let staff = told["staff"].as_array().ok_or("nobody works here")?;
        let somebody = staff
            .iter()
            .find(|person| person["role"] == "coordinator")
            .ok_or("no coordinator")?;
        let text = |field: &str| somebody[field].as_str().unwrap_or_default().to_owned();
        let (mut client, passphrase) = (Client::connect(server)?, text("passphrase"));
        let (state, request) = ClientSignIn::start(&mut MachineChance, &passphrase)?;
        let work = worked(&client.challenge("sign_in", 1)?.0)?;
        let begin =
            json!({ "handle": text("handle"), "request": BASE64URL_NOPAD.encode(&request) });
        let started =
            client.post_json("/hub/inloggning/start", &[("fyren-work", &work)], &begin)?;
        let started = started.json()?;
        let response = started["response"].as_str().ok_or("no response")?;
        let proof = state.finish(
            &mut MachineChance,
            &passphrase,
            &BASE64URL_NOPAD.decode(response.as_bytes())?,
        )?;
        let finish = json!({ "attempt": started["attempt"], "finalization": BASE64URL_NOPAD.encode(&proof.finalization) });
        let half = client.post_json("/hub/inloggning/avslut", &[], &finish)?;
        let csrf = half.json()?["csrf"].as_str().unwrap_or_default().to_owned();
        let code = json!({ "code": somebody["recovery_codes"][0] });
        let headers = [
            ("cookie", half.cookies.as_str()),
            ("fyren-csrf", csrf.as_str()),
        ];
        let whole = client.post_json("/hub/inloggning/kod", &headers, &code)?;
        if whole.status == 200 {
            Ok(Self {
                server: *server,
                cookies: whole.cookies,
            })
        } else {
            Err(format!("the coordinator was answered {}", whole.status).into())
        }
    }

    /// The numbers of enquiries on a page.
    pub(super) fn numbers(&self, path: &str) -> Outcome<BTreeSet<String>> {
        let page = self.page(path)?;
        let numbers = page.split("F-").skip(1).filter_map(|rest| rest.get(..5));
        Ok(numbers.map(|number| format!("F-{number}")).collect())
    }

    /// How many are held, as the queue's page says it.
    pub(super) fn count_shelf(&self) -> Outcome<String> {
        let page = self.page("/hub")?;
        let (_, after) = page.split_once("/hub/att-granska\">").unwrap_or(("", "0 "));
        Ok(after.split(' ').next().unwrap_or_default().to_owned())
    }

    fn page(&self, path: &str) -> Outcome<String> {
        let mut client = Client::connect(&self.server)?;
        let answer = client.request("GET", path, &[("cookie", &self.cookies)], &[])?;
        Ok(String::from_utf8(answer.body)?)
    }
}
