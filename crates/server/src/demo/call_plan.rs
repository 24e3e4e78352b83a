//! A year of calls: when they come, from whom, about what, and what becomes of them.

use fyren_domain::calendar::{after_days, easter, is_working_day};
use fyren_domain::centre::CentreModel;
use fyren_domain::code::Code;
use fyren_domain::enquiry::{EnquiryFacts, Urgency};
use fyren_domain::follow_up::days_between;
use fyren_domain::journey::{Journey, JourneyTime};
use fyren_domain::time::{Date, Instant};
use jiff::ToSpan as _;

use super::act::{Act, Plan};
use super::call_course::Course;
use super::dice::Dice;
use super::script::{Call, Season};

const DAYS: i64 = 364;
/// Working days in which the calls began that are still worked on.
const RECENT_DAYS: usize = 18;

/// The calls of a year that ends now.
pub(crate) struct Year<'m> {
    model: &'m CentreModel,
    days: Vec<Date>,
    dice: Dice,
}

impl<'m> Year<'m> {
    pub(crate) fn before(now: Instant, model: &'m CentreModel) -> Self {
        let today = now.swedish_date();
        let days = (1..DAYS).map(|ago| today.saturating_sub(ago.days()));
        Self {
            model,
            days: days.filter(|day| is_working_day(*day)).collect(),
            dice: Dice::of("calls"),
        }
    }

    /// A call that was taken on, of one of the kinds in the script.
    pub(crate) fn taken_on(&mut self, calls: &[Call]) -> Plan {
        let call = self.dice.weighted(calls, |call| call.weight);
        let began = self.moment(call.season);
        self.course(call, began)
    }

    fn course(&mut self, call: &Call, began: Instant) -> Plan {
        let mut plan = Plan::new(self.facts_of(call, began), None);
        Course {
            call,
            dice: &mut self.dice,
            began,
        }
        .run(&mut plan);
        plan
    }

    /// A call of the last weeks that is still worked on, of one of the kinds in the script.
    pub(crate) fn recent(&mut self, calls: &[Call]) -> Plan {
        let call = self.dice.weighted(calls, |call| call.weight);
        let day = *self.dice.pick(&self.days[..RECENT_DAYS]);
        let began = at(day, 8 + i64::from(self.dice.below(8)), self.dice.below(60));
        self.course(call, began)
    }

    /// A call that was answered at once.
    pub(crate) fn answered(&mut self) -> Plan {
        let began = self.moment(Season::Any);
        let mut plan = self.general(began);
        let outcomes = [
            ("advice_given", 60),
            ("referred", 20),
            ("training_booked", 12),
            ("not_for_centre", 5),
            ("unknown", 3),
        ];
        let outcome = code(self.dice.weighted(&outcomes, |one| one.1).0);
        plan.then(began.plus_seconds(600), Act::CloseAtOnce(outcome));
        plan
    }

    /// A call of the last working day that nobody has decided about.
    pub(crate) fn waiting(&mut self) -> Plan {
        let began = at(self.days[0], 15, self.dice.below(50));
        self.general(began)
    }

    fn general(&mut self, began: Instant) -> Plan {
        let kinds = [
            ("general_advice", 45),
            ("training_request", 20),
            ("case_advice", 17),
            ("worried_person", 8),
            ("consultation_meeting", 5),
            ("unknown", 5),
        ];
        let askers = [
            ("school_counsellor", "student_health", 16),
            ("school_nurse", "student_health", 12),
            ("teacher", "school", 14),
            ("social_services_case_officer", "social_services", 22),
            ("preschool_staff", "preschool", 6),
            ("police_officer", "police", 5),
            ("midwife", "health_care", 5),
            ("health_care_staff", "health_centre", 7),
            ("youth_worker", "youth_club", 3),
            ("association_worker", "association", 4),
            ("not_professional", "none", 3),
            ("unknown", "unknown", 3),
        ];
        let (profession, organisation, _) = *self.dice.weighted(&askers, |one| one.2);
        let kind = self.dice.weighted(&kinds, |one| one.1).0;
        let concerns = [
            ("control", 30),
            ("marriage_feared", 10),
            ("psychological_violence", 12),
            ("physical_violence", 8),
            ("", 40),
        ];
        let concern = self.dice.weighted(&concerns, |one| one.1).0;
        let facts = EnquiryFacts {
            profession: code(profession),
            organisation: code(organisation),
            kind: code(kind),
            concerns: if concern.is_empty() || kind == "training_request" {
                Vec::new()
            } else {
                vec![code(concern)]
            },
            minutes: Some(5 + self.dice.below(30)),
            urgency: Urgency::Normal,
            ..self.call_at(began)
        };
        let mut plan = Plan::new(facts, None);
        plan.then(began, Act::Log);
        plan
    }

    fn facts_of(&mut self, call: &Call, began: Instant) -> EnquiryFacts {
        let (profession, organisation) = self.dice.pick(&call.asker).clone();
        let journey = match call.journey {
            true => Journey::Feared {
                when: journey_time(began.swedish_date(), &mut self.dice),
            },
            false if self.dice.percent(60) => Journey::No,
            false => Journey::Unknown,
        };
        EnquiryFacts {
            profession,
            organisation,
            kind: call.kind.clone(),
            concerns: call
                .concerns
                .iter()
                .filter(|code| !code.is_unknown())
                .cloned()
                .collect(),
            urgency: call.urgency,
            journey,
            minutes: Some(10 + self.dice.below(35)),
            ..self.call_at(began)
        }
    }

    fn call_at(&mut self, began: Instant) -> EnquiryFacts {
        let channels = [
            ("phone", 82),
            ("mail", 7),
            ("meeting", 5),
            ("walk_in", 4),
            ("unknown", 2),
        ];
        EnquiryFacts {
            channel: code(self.dice.weighted(&channels, |one| one.1).0),
            kommun: self.kommun(),
            language: code("sv"),
            ..EnquiryFacts::received(began)
        }
    }

    /// By population; sometimes nobody says.
    fn kommun(&mut self) -> Code {
        match self.dice.below(100) {
            0..5 => Code::unknown(),
            5..7 => code("other"),
            _ => {
                let kommuner = &self.model.kommuner;
                self.dice
                    .weighted(kommuner, |kommun| kommun.population.unwrap_or(1))
                    .code
                    .clone()
            }
        }
    }

    fn moment(&mut self, season: Season) -> Instant {
        let day = *self.dice.weighted(&self.days, |day| weight(*day, season));
        at(day, 8 + i64::from(self.dice.below(8)), self.dice.below(60))
    }
}

/// How often people call on a day: most before the school holidays and when school begins, least in July.
fn weight(day: Date, season: Season) -> u32 {
    let holidays = match (day.month(), day.day()) {
        (5, 20..) | (6, ..=12) => 3,
        (12, ..=19) => 2,
        _ if (1..=12).contains(&days_between(day, easter(day.year()))) => 2,
        _ => 0,
    };
    let start = match (day.month(), day.day()) {
        (8, 17..) | (9, ..=8) => 3,
        (1, 9..=20) => 1,
        _ => 0,
    };
    let usual = if day.month() == 7 { 1 } else { 4 };
    match season {
        Season::Any => usual + 2 * holidays + start,
        Season::BeforeHolidays => usual / 4 + 6 * holidays,
        Season::SchoolStart => usual / 4 + 6 * start,
    }
}

/// The first weeks of the next long holidays; sometimes nobody knows when.
fn journey_time(day: Date, dice: &mut Dice) -> Option<JourneyTime> {
    if dice.percent(25) {
        return None;
    }
    let first = after_days(day, 8 + u16::try_from(dice.below(30)).unwrap_or(0));
    Some(JourneyTime {
        first,
        last: after_days(first, 10),
    })
}

pub(super) fn at(day: Date, hour: i64, minute: u32) -> Instant {
    Instant::start_of(day).plus_seconds(hour * 3600 + i64::from(minute) * 60)
}

pub(super) fn code(text: &str) -> Code {
    Code::parse(text).expect("a code of the national lists")
}
