//! What becomes of a call that was taken on: notes, a follow-up, and how it ends.

use fyren_domain::calendar::after_days;
use fyren_domain::closure::Closure;
use fyren_domain::code::Code;
use fyren_domain::consultation::Referral;
use fyren_domain::time::Instant;
use fyren_seal::EntryKind;

use super::act::{Act, Plan, Writer};
use super::call_plan::{at, code};
use super::dice::Dice;
use super::people;
use super::script::Call;

/// What happens to one call that was taken on.
pub(super) struct Course<'c> {
    pub(super) call: &'c Call,
    pub(super) dice: &'c mut Dice,
    pub(super) began: Instant,
}

impl Course<'_> {
    /// Logs it, takes it on, follows it up and closes it; some are opened once more.
    pub(super) fn run(mut self, plan: &mut Plan) {
        let first = self.began.swedish_date();
        let soon = |minutes: i64| self.began.plus_seconds(minutes * 60);
        let team: Vec<_> = self
            .call
            .team
            .iter()
            .filter_map(people::of_profession)
            .collect();
        let follow_up = after_days(first, 10 + u16::try_from(self.dice.below(15)).unwrap_or(0));
        plan.then(self.began, Act::Log);
        plan.then(soon(25), Act::TakeOn(self.call.known.facts()));
        plan.then(
            soon(27),
            Act::Write(
                Writer::Staff(people::COORDINATOR),
                EntryKind::Note,
                self.call.notes[0].clone(),
            ),
        );
        plan.then(soon(30), Act::NameReaders(team.clone()));
        plan.then(soon(31), Act::FollowUp(follow_up));
        plan.then(soon(32), Act::Spend(20 + self.dice.below(40)));
        // Some follow-ups are forgotten for a while.
        let late = if self.dice.percent(25) { 12 } else { 0 };
        let done = at(after_days(follow_up, late), 10, 0);
        for (number, note) in self.call.notes.iter().enumerate().skip(1) {
            let writer = team.get(number - 1).copied().unwrap_or(people::COORDINATOR);
            plan.then(
                done,
                Act::Write(Writer::Staff(writer), EntryKind::Note, note.clone()),
            );
        }
        plan.then(done, Act::Spend(10 + self.dice.below(30)));
        plan.then(done, Act::FollowedUp);
        let closed = at(
            after_days(
                done.swedish_date(),
                u16::try_from(self.dice.below(9)).unwrap_or(0),
            ),
            15,
            0,
        );
        let kommun = plan.facts.kommun.clone();
        plan.then(closed, self.closure(&kommun));
        if self.dice.percent(8) {
            let again = after_days(closed.swedish_date(), 20);
            plan.then(at(again, 9, 0), Act::Reopen);
            plan.then(at(again, 9, 10), Act::FollowUp(after_days(again, 10)));
            plan.then(at(after_days(again, 10), 11, 0), Act::FollowedUp);
            plan.then(at(after_days(again, 12), 15, 0), self.closure(&kommun));
        }
    }

    fn closure(&mut self, kommun: &Code) -> Act {
        let referred = self.dice.percent(40);
        let units = [
            "social_services",
            "barnahus",
            "police",
            "womens_shelter",
            "health_care",
        ];
        let unit = self.dice.pick(&units);
        let referral = Referral {
            organisation: code(unit),
            kommun: kommun.clone(),
            on: None,
        };
        let outcomes = [("advice_given", 70), ("contact_lost", 10), ("unknown", 5)];
        let outcome = if referred {
            "referred"
        } else {
            self.dice.weighted(&outcomes, |one| one.1).0
        };
        Act::Close(Closure {
            outcome: code(outcome),
            advice: self.call.known.advice.clone(),
            referrals: if referred { vec![referral] } else { Vec::new() },
            minutes: None,
            look_back: None,
        })
    }
}
