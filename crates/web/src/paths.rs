//! Every address of the server. The users' Swedish words stand here and in the texts, nowhere else.
//!
//! A constant with `{…}` in it is a route; [`filled`] makes an address of it.

use crate::texts::Language;

/// Neutral start page.
pub const START: &str = "/";
/// What to know before asking.
pub const BEFORE_ASK: &str = "/innan/fraga";
/// What to know before following.
pub const BEFORE_FOLLOW: &str = "/innan/svar";
/// A professional asks.
pub const ASK: &str = "/fraga";
/// Follow an enquiry with five words.
pub const FOLLOW: &str = "/svar";
/// What we can and cannot promise.
pub const ABOUT: &str = "/om";
/// Leaves for the neutral address of the centre model.
pub const LEAVE: &str = "/lamna";
/// Whether the server is ready.
pub const HEALTH: &str = "/healthz";
/// First administrator and centre model of an empty installation.
pub const SETUP: &str = "/start";

/// The directory of keys as hashes, for whoever watches from outside: C2SP tlog-tiles below `/katalog`.
pub mod directory {
    /// The newest checkpoint.
    pub const CHECKPOINT: &str = "/katalog/checkpoint";
    /// A full tile.
    pub const TILE: &str = "/katalog/tile/{level}/{index}";
    /// A tile that is not full yet.
    pub const PARTIAL_TILE: &str = "/katalog/tile/{level}/{index}/{width}";
}

/// What the public pages' scripts talk to.
pub mod channel {
    /// Who reads, by which keys, the proof of it, and a challenge.
    pub const INTAKE: &str = "/kanal/intag";
    /// A new challenge.
    pub const CHALLENGE: &str = "/kanal/utmaning";
    /// Blind evaluation of a code phrase.
    pub const PHRASE: &str = "/kanal/fras";
    /// A sealed enquiry arrives.
    pub const ENQUIRY: &str = "/kanal/fraga";
    /// A thread is opened by its locator.
    pub const OPEN: &str = "/kanal/oppna";
    /// One more entry by the asker.
    pub const WRITE: &str = "/kanal/skriv";
    /// A sealed file arrives.
    pub const FILE: &str = "/kanal/fil";
    /// A sealed file is fetched.
    pub const FETCH: &str = "/kanal/fil/hamta";
}

/// What staff use.
pub mod hub {
    /// The queue.
    pub const QUEUE: &str = "/hub";
    /// What has been closed.
    pub const ARCHIVE: &str = "/hub/avslutade";
    /// What is held beside the queue.
    pub const HELD: &str = "/hub/att-granska";
    /// Live news for open pages.
    pub const NEWS: &str = "/hub/nyheter";
    /// Sign-in page.
    pub const SIGN_IN: &str = "/hub/inloggning";
    /// First message of the sign-in.
    pub const SIGN_IN_START: &str = "/hub/inloggning/start";
    /// Last message of the sign-in.
    pub const SIGN_IN_FINISH: &str = "/hub/inloggning/avslut";
    /// Second factor by code.
    pub const SIGN_IN_CODE: &str = "/hub/inloggning/kod";
    /// Second factor by passkey, challenge.
    pub const SIGN_IN_PASSKEY_START: &str = "/hub/inloggning/nyckel/start";
    /// Second factor by passkey, answer.
    pub const SIGN_IN_PASSKEY_FINISH: &str = "/hub/inloggning/nyckel/avslut";
    /// Sign-out.
    pub const SIGN_OUT: &str = "/hub/utloggning";
    /// Enrolment of an invited staff member.
    pub const ENROLMENT: &str = "/hub/valkommen";
    /// Who is invited.
    pub const ENROLMENT_INVITATION: &str = "/hub/valkommen/inbjudan";
    /// First message of the registration.
    pub const ENROLMENT_START: &str = "/hub/valkommen/start";
    /// Last message of the registration.
    pub const ENROLMENT_FINISH: &str = "/hub/valkommen/avslut";
    /// The signed-in worker's wrapped keys.
    pub const KEYS: &str = "/hub/nycklar";
    /// Log a phone call.
    pub const PHONE_CALL: &str = "/hub/samtal";
    /// One matter, and below it all that is done with it.
    pub const MATTER: &str = "/hub/arenden/{matter}";
    /// A sealed file of a matter.
    pub const ATTACHMENT: &str = "/hub/arenden/{matter}/filer/{attachment}";
    /// An enquiry is taken on.
    pub const CONSULTATION: &str = "/hub/arenden/{matter}/atagande";
    /// Working time.
    pub const TIME_SPENT: &str = "/hub/arenden/{matter}/tid";
    /// Urgency, family, journey, persons.
    pub const TRIAGE: &str = "/hub/arenden/{matter}/triage";
    /// Who reads a matter.
    pub const READERS: &str = "/hub/arenden/{matter}/lasare";
    /// A new key for those who read a matter.
    pub const RENEWAL: &str = "/hub/arenden/{matter}/nyckel";
    /// Keys of a matter asked for.
    pub const KEY_REQUESTS: &str = "/hub/arenden/{matter}/nyckelbegaran";
    /// Keys of a matter given to the one who asked.
    pub const KEY_GIFT: &str = "/hub/arenden/{matter}/nyckelbegaran/{staff}";
    /// Who is kept out of a matter.
    pub const EXCLUSIONS: &str = "/hub/arenden/{matter}/uteslutningar";
    /// Answers to the asker.
    pub const ANSWERS: &str = "/hub/arenden/{matter}/svar";
    /// Notes between colleagues.
    pub const NOTES: &str = "/hub/arenden/{matter}/anteckningar";
    /// Next date.
    pub const FOLLOW_UP: &str = "/hub/arenden/{matter}/uppfoljning";
    /// Closure.
    pub const CLOSURE: &str = "/hub/arenden/{matter}/avslut";
    /// Reopening.
    pub const REOPENING: &str = "/hub/arenden/{matter}/ateroppning";
    /// The page to print.
    pub const PRINT: &str = "/hub/arenden/{matter}/utskrift";
    /// Sealed entries and wraps, for the browser.
    pub const SEALED: &str = "/hub/arenden/{matter}/forseglat";
    /// Intake epochs.
    pub const INTAKE: &str = "/hub/intag";
    /// The directory of keys, for staff's browsers.
    pub const DIRECTORY: &str = "/hub/katalog";
    /// Counts.
    pub const COUNTS: &str = "/hub/statistik";
    /// Import what was kept before, export everything.
    pub const IMPORT: &str = "/hub/import";
    /// The template for it.
    pub const IMPORT_TEMPLATE: &str = "/hub/import/mall";
    /// Everything that is counted, as a file.
    pub const EXPORT: &str = "/hub/export";
    /// Canned answers.
    pub const CANNED_ANSWERS: &str = "/hub/mallsvar";
    /// A canned answer is removed.
    pub const CANNED_ANSWER_REMOVAL: &str = "/hub/mallsvar/{answer}/borttagning";
    /// Events.
    pub const EVENTS: &str = "/hub/handelser";
    /// Readings to look back on.
    pub const REVIEW: &str = "/hub/granskning";
    /// The reason somebody was asked for.
    pub const REVIEW_REASON: &str = "/hub/granskning/{review}/skal";
    /// Staff.
    pub const STAFF: &str = "/hub/personal";
    /// Invite a colleague.
    pub const STAFF_INVITATION: &str = "/hub/personal/inbjudan";
    /// One colleague.
    pub const STAFF_MEMBER: &str = "/hub/personal/{staff}";
    /// A new link for a colleague who has not enrolled.
    pub const STAFF_MEMBER_LINK: &str = "/hub/personal/{staff}/lank";
    /// A colleague leaves.
    pub const STAFF_MEMBER_LEAVE: &str = "/hub/personal/{staff}/avslut";
    /// Ends all sessions of a colleague.
    pub const STAFF_MEMBER_SESSIONS: &str = "/hub/personal/{staff}/sessioner";
    /// The centre model.
    pub const MODEL: &str = "/hub/modell";
    /// Who holds shares, whose keys are being recovered.
    pub const RECOVERY: &str = "/hub/aterstallning";
    /// The circle of share holders is named.
    pub const RECOVERY_CIRCLE: &str = "/hub/aterstallning/krets";
    /// A holder accepts her place in the circle.
    pub const RECOVERY_ACCEPTANCE: &str = "/hub/aterstallning/samtycke";
    /// Shares of one's own keys.
    pub const RECOVERY_SHARES: &str = "/hub/aterstallning/delar";
    /// A holder's share of somebody's keys.
    pub const RECOVERY_SHARE: &str = "/hub/aterstallning/{recovery}/del";
    /// A recovery is stopped.
    pub const RECOVERY_STOP: &str = "/hub/aterstallning/{recovery}/stopp";
    /// Where the link of a recovery leads.
    pub const RECOVERY_LINK: &str = "/hub/ny-losenfras";
    /// How far that recovery has come.
    pub const RECOVERY_LINK_STANDING: &str = "/hub/ny-losenfras/lage";
    /// The card of the recovering browser's keys.
    pub const RECOVERY_LINK_CARD: &str = "/hub/ny-losenfras/kort";
    /// First message of the new registration.
    pub const RECOVERY_LINK_START: &str = "/hub/ny-losenfras/start";
    /// Last message of the new registration.
    pub const RECOVERY_LINK_FINISH: &str = "/hub/ny-losenfras/avslut";
    /// Own second factors.
    pub const ACCOUNT: &str = "/hub/konto";
    /// An authenticator app of one's own.
    pub const ACCOUNT_APP: &str = "/hub/konto/app";
    /// Away with the app.
    pub const ACCOUNT_APP_REMOVAL: &str = "/hub/konto/app/ta-bort";
    /// A new passkey, challenge.
    pub const ACCOUNT_PASSKEY_START: &str = "/hub/konto/nycklar/start";
    /// A new passkey, answer.
    pub const ACCOUNT_PASSKEY_FINISH: &str = "/hub/konto/nycklar/avslut";
    /// Away with a passkey.
    pub const ACCOUNT_PASSKEY_REMOVAL: &str = "/hub/konto/nycklar/{passkey}/ta-bort";
    /// Another passphrase.
    pub const ACCOUNT_PASSPHRASE: &str = "/hub/konto/losenfras";
    /// Another passphrase, first message.
    pub const ACCOUNT_PASSPHRASE_START: &str = "/hub/konto/losenfras/start";
    /// A browser that is to be unknown again.
    pub const ACCOUNT_BROWSER: &str = "/hub/konto/webblasare/ta-bort";
    /// One's own sessions are ended.
    pub const ACCOUNT_SESSIONS: &str = "/hub/konto/sessioner";
    /// One knows the browsers one was told of.
    pub const ACCOUNT_BROWSERS: &str = "/hub/konto/webblasare";
    /// Recovery codes.
    pub const ACCOUNT_CODES: &str = "/hub/konto/koder";
}

/// A public address in a language: English stands below `/en`.
pub fn in_language(language: Language, path: &str) -> String {
    match (language, path) {
        (Language::Swedish, path) => path.to_owned(),
        (Language::English, START) => "/en".to_owned(),
        (Language::English, path) => format!("/en{path}"),
    }
}

/// A route with its one parameter filled in: `filled(hub::MATTER, &id)`.
pub fn filled(route: &str, value: &impl std::fmt::Display) -> String {
    match (route.find('{'), route.find('}')) {
        (Some(start), Some(end)) => format!("{}{value}{}", &route[..start], &route[end + 1..]),
        _ => route.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filled_route_is_an_address() {
        assert_eq!(filled(hub::TRIAGE, &"abc"), "/hub/arenden/abc/triage");
        assert_eq!(filled(hub::QUEUE, &"abc"), "/hub");
    }
}
