//! The course of a public enquiry, from the script.

use fyren_domain::calendar::{after_days, is_working_day};
use fyren_domain::closure::Closure;
use fyren_domain::code::Code;
use fyren_domain::enquiry::EnquiryFacts;
use fyren_domain::journey::{Journey, JourneyTime};
use fyren_domain::time::{Date, Instant};
use fyren_seal::EntryKind;
use jiff::ToSpan as _;

use super::act::{Act, Plan, Writer};
use super::people;
use super::script::{Stage, Text, Thread};

/// Days after the last text before a closed matter was closed, and a reopened one had been.
const QUIET_DAYS: u16 = 1;
/// What an asker who wrote last is answered before the matter is closed.
const THANKS: &str = "Tack för att du berättade hur det gick. Vi avslutar här. Vill du skriva igen använder du samma fem ord.";

/// The course of the thread of this number.
pub(crate) fn plan(number: usize, thread: &Thread, now: Instant) -> Plan {
    let received = received(number, thread, now);
    let course = Course {
        thread,
        first: received.swedish_date(),
    };
    let mut plan = Plan::new(facts(thread, received, FirstSeen::AsSent), Some(number));
    plan.then(received, Act::Ask(thread.question.trim().to_owned()));
    match thread.stage {
        Stage::New => {}
        Stage::ClosedAtOnce => course.answer_and_close(&mut plan),
        Stage::Ongoing | Stage::Closed | Stage::Reopened => course.consult(&mut plan),
    }
    plan
}

/// A visitor's act is known by its hour. What is new came today or yesterday; the rest on a working day.
fn received(number: usize, thread: &Thread, now: Instant) -> Instant {
    if thread.weeks_ago == 0 {
        let hours = [2, 21][number % 2];
        return now.plus_seconds(-hours * 3600).whole_hour();
    }
    let mut day = now
        .swedish_date()
        .saturating_sub((7 * i64::from(thread.weeks_ago)).days());
    while !is_working_day(day) {
        day = day.saturating_sub(1.days());
    }
    at(day, 10)
}

/// Whether facts are those an asker sent, or what the coordinator knows after reading.
#[derive(PartialEq, Eq)]
enum FirstSeen {
    AsSent,
    Assessed,
}

fn facts(thread: &Thread, received: Instant, seen: FirstSeen) -> EnquiryFacts {
    let known = EnquiryFacts {
        channel: code("form"),
        profession: thread.asker.profession.clone(),
        organisation: thread.asker.organisation.clone(),
        kommun: thread.asker.kommun.clone(),
        concerns: thread.concerns.clone(),
        language: code("sv"),
        ..EnquiryFacts::received(received)
    };
    if seen == FirstSeen::AsSent {
        return known;
    }
    let feared = thread.journey_in_days.map(|days| {
        let day = after_days(received.swedish_date(), days);
        Journey::Feared {
            when: Some(JourneyTime {
                first: day,
                last: after_days(day, 7),
            }),
        }
    });
    EnquiryFacts {
        kind: code("case_advice"),
        urgency: thread.urgency,
        journey: feared.unwrap_or(Journey::No),
        ..known
    }
}

struct Course<'t> {
    thread: &'t Thread,
    first: Date,
}

impl Course<'_> {
    fn day(&self, days: u16) -> Date {
        after_days(self.first, days)
    }

    fn answer_and_close(&self, plan: &mut Plan) {
        self.read_first(plan, self.day(1));
        for reply in &self.thread.replies {
            self.write(plan, reply, EntryKind::Answer);
        }
        plan.then(
            at(self.day(1), 15),
            Act::CloseAtOnce(self.thread.outcome.clone()),
        );
    }

    fn read_first(&self, plan: &mut Plan, day: Date) {
        let assessed = facts(self.thread, plan.facts.received, FirstSeen::Assessed);
        plan.then(at(day, 11), Act::OpenIntake);
        plan.then(at(day, 11), Act::Assess(assessed));
    }

    fn consult(&self, plan: &mut Plan) {
        let thread = self.thread;
        self.read_first(plan, self.first);
        let indices = |codes: &[Code]| {
            codes
                .iter()
                .filter_map(people::of_profession)
                .collect::<Vec<_>>()
        };
        for colleague in indices(&thread.excluded) {
            plan.then(at(self.first, 11), Act::Exclude(colleague));
        }
        plan.then(at(self.first, 11), Act::TakeOn(thread.known.facts()));
        plan.then(
            at(self.first, 11),
            Act::NameReaders(indices(&thread.readers)),
        );
        if thread.stage != Stage::Reopened {
            self.promise(plan, self.first);
        }
        let mut texts: Vec<_> = thread
            .notes
            .iter()
            .map(|note| (note, EntryKind::Note))
            .collect();
        texts.extend(
            thread
                .replies
                .iter()
                .map(|reply| (reply, EntryKind::Answer)),
        );
        texts.sort_by_key(|(text, _)| text.days);
        for (number, (text, kind)) in texts.iter().enumerate() {
            self.turn(plan, text);
            self.write(plan, text, *kind);
            if let (Some(minutes), EntryKind::Answer) = (thread.minutes.get(number), kind) {
                plan.then(at(self.day(text.days), 14), Act::Spend(*minutes));
            }
        }
        if thread.stage == Stage::Closed {
            self.close(plan, texts.last().map_or(0, |(text, _)| text.days));
        }
    }

    /// A reopened matter was closed in the long silence between its texts.
    fn turn(&self, plan: &mut Plan, text: &Text) {
        let last = plan
            .acts
            .last()
            .map_or(self.first, |timed| timed.at.swedish_date());
        let silence = fyren_domain::follow_up::days_between(last, self.day(text.days));
        if self.thread.stage == Stage::Reopened && silence > 30 {
            let closed = after_days(last, QUIET_DAYS);
            plan.then(at(closed, 9), self.closure());
            plan.then(at(self.day(text.days), 9), Act::Reopen);
            self.promise(plan, self.day(text.days));
        }
    }

    fn promise(&self, plan: &mut Plan, made: Date) {
        if let Some(promise) = self.thread.follow_up {
            plan.then(at(made, 12), Act::FollowUp(self.day(promise.days)));
        }
    }

    fn close(&self, plan: &mut Plan, last_days: u16) {
        let followed = self
            .thread
            .follow_up
            .filter(|promise| promise.done)
            .map_or(0, |promise| promise.days);
        let day = self.day(followed.max(last_days + QUIET_DAYS));
        self.thank(plan, day);
        plan.then(at(day, 15), Act::FollowedUp);
        plan.then(at(day, 15), self.closure());
    }

    /// Nobody is left without an answer.
    fn thank(&self, plan: &mut Plan, day: Date) {
        let last = self.thread.replies.last();
        let reader = self.thread.readers.first().and_then(people::of_profession);
        if let (true, Some(reader)) = (last.is_some_and(|text| text.by.as_str() == "asker"), reader)
        {
            let writer = Writer::Staff(reader);
            plan.then(
                at(day, 14),
                Act::Write(writer, EntryKind::Answer, THANKS.to_owned()),
            );
        }
    }

    fn closure(&self) -> Act {
        let outcome = if self.thread.outcome.is_unknown() {
            code("advice_given")
        } else {
            self.thread.outcome.clone()
        };
        Act::Close(Closure {
            outcome,
            advice: self.thread.known.advice.clone(),
            referrals: self.thread.referrals(),
            minutes: None,
            look_back: None,
        })
    }

    fn write(&self, plan: &mut Plan, text: &Text, kind: EntryKind) {
        let writer = people::of_profession(&text.by).map_or(Writer::Asker, Writer::Staff);
        let (hour, kind) = match writer {
            Writer::Asker => (13, EntryKind::Message),
            Writer::Staff(_) => (14, kind),
        };
        plan.then(
            at(self.day(text.days), hour),
            Act::Write(writer, kind, text.text.trim().to_owned()),
        );
    }
}

/// An hour of a day in Sweden.
fn at(day: Date, hour: i64) -> Instant {
    Instant::start_of(day).plus_seconds(hour * 3600)
}

fn code(text: &str) -> Code {
    Code::parse(text).expect("a code of the national lists")
}
