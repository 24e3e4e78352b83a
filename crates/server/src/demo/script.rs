//! What happens in the demo centre, as written in `threads.toml` and `calls.toml`.

use fyren_domain::code::Code;
use fyren_domain::consultation::{ConsultationFacts, Referral};
use fyren_domain::enquiry::Urgency;
use fyren_domain::person::{ExposedPerson, PersonsMentioned};
use serde::Deserialize;

/// How far a thread has come.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stage {
    New,
    Ongoing,
    Closed,
    Reopened,
    ClosedAtOnce,
}

/// When in the year something rather happens.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Season {
    Any,
    BeforeHolidays,
    SchoolStart,
}

/// Somebody who writes to the centre.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asker {
    pub(crate) profession: Code,
    pub(crate) organisation: Code,
    pub(crate) kommun: Code,
}

/// Somebody a consultation is about.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exposed {
    sex: Code,
    age: Code,
    exposures: Vec<Code>,
    perpetrators: Vec<Code>,
}

/// What is known of a consultation.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Known {
    #[serde(default)]
    case_type: Code,
    #[serde(default)]
    persons: Vec<Exposed>,
    mentioned: Option<u16>,
    #[serde(default)]
    pub(crate) advice: Vec<Code>,
}

/// A text of a thread, or a note: so many days after the enquiry, by a profession of the team, the
/// coordinator, or the asker.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Text {
    pub(crate) days: u16,
    pub(crate) by: Code,
    pub(crate) text: String,
}

/// The follow-up of a thread.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Promise {
    pub(crate) days: u16,
    #[serde(default)]
    pub(crate) done: bool,
}

/// Where an asker was shown on to.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ShownOn {
    organisation: Code,
    kommun: Code,
}

/// A public enquiry from its first word to where it stands today.
#[derive(Debug, Deserialize)]
pub(crate) struct Thread {
    pub(crate) weeks_ago: u16,
    pub(crate) stage: Stage,
    pub(crate) asker: Asker,
    pub(crate) concerns: Vec<Code>,
    #[serde(default)]
    pub(crate) urgency: Urgency,
    pub(crate) journey_in_days: Option<u16>,
    #[serde(flatten)]
    pub(crate) known: Known,
    #[serde(default)]
    pub(crate) readers: Vec<Code>,
    #[serde(default)]
    pub(crate) excluded: Vec<Code>,
    pub(crate) question: String,
    #[serde(default)]
    pub(crate) replies: Vec<Text>,
    #[serde(default)]
    pub(crate) notes: Vec<Text>,
    pub(crate) follow_up: Option<Promise>,
    #[serde(default)]
    referrals: Vec<ShownOn>,
    #[serde(default)]
    pub(crate) outcome: Code,
    #[serde(default)]
    pub(crate) minutes: Vec<u32>,
}

/// A call that was taken on, as often as its weight says.
#[derive(Debug, Deserialize)]
pub(crate) struct Call {
    pub(crate) weight: u32,
    pub(crate) season: Season,
    /// Professions that call so, each with its organisation.
    pub(crate) asker: Vec<(Code, Code)>,
    #[serde(default = "case_advice")]
    pub(crate) kind: Code,
    pub(crate) concerns: Vec<Code>,
    #[serde(default)]
    pub(crate) urgency: Urgency,
    #[serde(default)]
    pub(crate) journey: bool,
    #[serde(flatten)]
    pub(crate) known: Known,
    pub(crate) team: Vec<Code>,
    pub(crate) notes: Vec<String>,
}

/// A text for use in many answers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Canned {
    pub(crate) title: String,
    pub(crate) body: String,
}

/// Everything that is written for the demo centre.
pub(crate) struct Script {
    pub(crate) threads: Vec<Thread>,
    pub(crate) calls: Vec<Call>,
    pub(crate) canned_answers: Vec<Canned>,
}

#[derive(Deserialize)]
struct ThreadsFile {
    thread: Vec<Thread>,
}

#[derive(Deserialize)]
struct CallsFile {
    call: Vec<Call>,
    canned_answer: Vec<Canned>,
}

impl Script {
    /// Reads the two files inside the binary.
    pub(crate) fn read() -> Self {
        let threads: ThreadsFile =
            toml::from_str(include_str!("threads.toml")).expect("threads.toml was tried by a test");
        let calls: CallsFile =
            toml::from_str(include_str!("calls.toml")).expect("calls.toml was tried by a test");
        Self {
            threads: threads.thread,
            calls: calls.call,
            canned_answers: calls.canned_answer,
        }
    }
}

impl Known {
    /// What is known, as facts.
    pub(crate) fn facts(&self) -> ConsultationFacts {
        let exposed = |person: &Exposed| ExposedPerson {
            sex: person.sex.clone(),
            age_band: person.age.clone(),
            exposures: person.exposures.clone(),
            perpetrators: person.perpetrators.clone(),
        };
        ConsultationFacts {
            case_type: self.case_type.clone(),
            exposed: self.persons.iter().map(exposed).collect(),
            mentioned: PersonsMentioned::from(self.mentioned),
            ..ConsultationFacts::default()
        }
    }
}

impl Thread {
    /// Where the asker was shown on to.
    pub(crate) fn referrals(&self) -> Vec<Referral> {
        let referral = |shown: &ShownOn| Referral {
            organisation: shown.organisation.clone(),
            kommun: shown.kommun.clone(),
            on: None,
        };
        self.referrals.iter().map(referral).collect()
    }

    /// What the code phrase of this thread opens, in one line.
    pub(crate) fn told(&self) -> &'static str {
        match self.stage {
            Stage::New => "ny, inte besvarad",
            Stage::Ongoing => "pågående ärende",
            Stage::Closed => "avslutat ärende",
            Stage::Reopened => "avslutat och öppnat igen",
            Stage::ClosedAtOnce => "besvarad och avslutad direkt",
        }
    }
}

fn case_advice() -> Code {
    Code::parse("case_advice").expect("this is a code")
}

#[cfg(test)]
mod tests {
    use fyren_domain::centre::CentreModel;
    use fyren_domain::enquiry::EnquiryFacts;

    use super::*;

    fn model() -> CentreModel {
        CentreModel::parse(&crate::demo::model_text()).unwrap()
    }

    #[test]
    fn every_code_of_the_script_stands_in_the_centres_lists() {
        let (script, model) = (Script::read(), model());
        for thread in &script.threads {
            thread.known.facts().check(&model).unwrap();
            let facts = EnquiryFacts {
                profession: thread.asker.profession.clone(),
                organisation: thread.asker.organisation.clone(),
                kommun: thread.asker.kommun.clone(),
                concerns: thread.concerns.clone(),
                outcome: Some(thread.outcome.clone()),
                ..EnquiryFacts::default()
            };
            facts.check(&model).unwrap();
        }
        for call in &script.calls {
            let facts = ConsultationFacts {
                advice: call.known.advice.clone(),
                ..call.known.facts()
            };
            facts.check(&model).unwrap();
        }
    }

    #[test]
    fn whoever_writes_or_reads_in_the_script_works_at_the_centre() {
        let script = Script::read();
        let written = script
            .threads
            .iter()
            .flat_map(|thread| thread.replies.iter().chain(&thread.notes));
        let readers = script
            .threads
            .iter()
            .flat_map(|thread| thread.readers.iter().chain(&thread.excluded));
        let named = written
            .map(|text| &text.by)
            .chain(readers)
            .chain(script.calls.iter().flat_map(|call| &call.team));
        for code in named.filter(|code| code.as_str() != "asker") {
            assert!(
                super::super::people::of_profession(code).is_some(),
                "{code}"
            );
        }
    }

    #[test]
    fn no_text_holds_what_looks_like_a_number_of_a_person() {
        for thread in &Script::read().threads {
            let texts = thread
                .replies
                .iter()
                .map(|reply| &reply.text)
                .chain([&thread.question]);
            for text in texts {
                let digits = text.chars().filter(char::is_ascii_digit).count();
                assert!(digits < 6, "{text}");
            }
        }
    }
}
