//! `fyren demo`: a living demo centre. Everything in it is invented, sealed like real matters, and known to all.
//!
//! A year is planned first, from the script and from chance that repeats itself; then every act up to today
//! is played in the order of time, through the store and the rules of the domain.

mod act;
mod asker;
mod call_course;
mod call_plan;
mod deciding;
mod dice;
pub(crate) mod enrol;
mod intake;
pub(crate) mod people;
mod play;
mod progress;
mod recovery;
mod script;
mod sealing;
mod sign_ins;
mod thread_plan;

use fyren_domain::access::{Action, MachineScope};
use fyren_domain::centre::CentreModel;
use fyren_domain::id::CannedAnswerId;
use fyren_domain::time::Instant;
use fyren_store::canned_answer::{self, CannedAnswer};
use fyren_store::{Tx, centre};
use fyren_web::App;
use jiff::ToSpan as _;

use self::act::{Act, Plan};
use self::call_plan::Year;
use self::dice::Dice;
use self::play::{Matter, Play, Scene};
use self::progress::Progress;
use self::script::Script;
use self::sign_ins::SignIns;
use crate::clock::MachineClock;
use crate::command::{Form, ServeOptions};
use crate::failure::Failure;
use crate::serve::{runtime, serve};
use crate::{check_model, installation, log};

/// Calls taken on, taken on lately, answered at once, waiting: with the threads about 160 enquiries.
const CALLS: [usize; 4] = [40, 9, 96, 3];
/// Acts kept together: a commit waits for the disk.
const ACTS_AT_ONCE: usize = 100;
/// What the demo's model says on its first page; by its first sentence a demo is told from a centre.
const NOTICE: &str = "[notice.welcome]\nsv = \"Det här är en demonstration. Alla ärenden och personer är påhittade. Skriv ingenting verkligt här.\"\n\
    en = \"This is a demonstration. All matters and persons are invented. Write nothing real here.\"\n";
const FIRST_SENTENCE: &str = "Det här är en demonstration.";
const WEEKS: i64 = 53;
const WEEKS_AHEAD: i64 = 3;

/// Prints how the demo's staff sign in.
pub(crate) fn print_sign_ins(options: &ServeOptions, form: Form) {
    let sign_ins = SignIns::of(&options.origin(), now());
    match form {
        Form::Text => print!("{}", sign_ins.text()),
        Form::Json => println!("{}", sign_ins.json()),
    }
}

/// Seeds the demo centre if the installation is empty, and serves it.
pub(crate) fn run(options: ServeOptions) -> Result<(), Failure> {
    log::start(options.log_format);
    options.check_listen()?;
    runtime()?.block_on(async {
        let (keys, store) = installation::open(&options).await?;
        let app = installation::app(&options, keys, store).await?;
        if app.centres.list().is_empty() {
            seed(&app, now()).await?;
        }
        check_demo(&app).await?;
        print_sign_ins(&options, Form::Text);
        serve(&options, app).await
    })
}

/// Refuses an installation that was not seeded here: nobody should be told that a real centre is invented.
async fn check_demo(app: &App) -> Result<(), Failure> {
    let mut tx = app.store.read().await?;
    let centres = centre::list(&mut tx).await?;
    if centres
        .iter()
        .all(|centre| centre.model.contains(FIRST_SENTENCE))
    {
        return Ok(());
    }
    Err(Failure::Input(vec![
        "this is no demo but a centre of its own: start it with `fyren serve`, or name another folder with --data".to_owned(),
    ]))
}

/// The model of the demo centre: Gävleborg's, and a notice that nothing here is real.
pub(crate) fn model_text() -> String {
    let model = include_str!("../../../../models/gavleborg.toml");
    format!("{model}\n{NOTICE}")
}

async fn seed(app: &App, now: Instant) -> Result<(), Failure> {
    let (script, text) = (Script::read(), model_text());
    let model = check_model::read("the demo's model", &text).map_err(Failure::Input)?;
    let centre = MachineScope::at(model.id.clone());
    let plans = plans(&script, &model, now);
    let began = now.plus_seconds(-60 * 60 * 24 * 7 * WEEKS);

    eprintln!(
        "making the keys of {} colleagues and {} askers",
        people::STAFF.len(),
        script.threads.len()
    );
    let staff = tokio::task::block_in_place(|| enrol::make_all(&model.id, &app.keys.opaque_setup));
    let askers =
        tokio::task::block_in_place(|| asker::make_all(script.threads.len(), &app.keys.phrase));

    let mut tx = app.store.begin().await?;
    centre::open(&mut tx, &centre, &text, began).await?;
    enrol::record_all(app, &mut tx, &centre, &staff, began).await?;
    recovery::record_circle(&mut tx, &centre, &staff, began).await?;
    let mut play = Play {
        app,
        centre,
        staff,
        askers,
        intake: std::collections::BTreeMap::new(),
        dice: Dice::of("seals"),
    };
    record_canned_answers(&mut play, &mut tx, &script, began).await?;
    tx.commit().await?;

    play_all(app, &mut play, plans, now).await?;
    let mut tx = app.store.begin().await?;
    recovery::record_recovery(&mut tx, &play.centre, &play.staff, now).await?;
    tx.commit().await?;
    app.centres.put(model);
    Ok(())
}

fn plans(script: &Script, model: &CentreModel, now: Instant) -> Vec<Plan> {
    let threads = script.threads.iter().enumerate();
    let mut plans: Vec<_> = threads
        .map(|(number, thread)| thread_plan::plan(number, thread, now))
        .collect();
    let mut year = Year::before(now, model);
    let [taken_on, recent, answered, waiting] = CALLS;
    plans.extend((0..taken_on).map(|_| year.taken_on(&script.calls)));
    plans.extend((0..recent).map(|_| year.recent(&script.calls)));
    plans.extend((0..answered).map(|_| year.answered()));
    plans.extend((0..waiting).map(|_| year.waiting()));
    plans
}

async fn record_canned_answers(
    play: &mut Play<'_>,
    tx: &mut Tx,
    script: &Script,
    at: Instant,
) -> Result<(), Failure> {
    let scope = play.centre_scope(Action::KeepCannedAnswers)?;
    for canned in &script.canned_answers {
        let answer = CannedAnswer {
            canned_answer_id: CannedAnswerId::from_bytes(play.dice.bytes()),
            title: canned.title.clone(),
            body: canned.body.trim().to_owned(),
            language: "sv".to_owned(),
            changed_at: at,
            revision: 1,
        };
        canned_answer::record(tx, &scope, &answer).await?;
    }
    Ok(())
}

/// One moment of the year: a new week's intake key, or an act in the matter of this number.
enum Moment {
    Week(String),
    Act(usize, Act),
}

async fn play_all(
    app: &App,
    play: &mut Play<'_>,
    plans: Vec<Plan>,
    now: Instant,
) -> Result<(), Failure> {
    let mut matters: Vec<_> = plans
        .iter()
        .enumerate()
        .map(|(number, plan)| Matter::of(plan, number))
        .collect();
    let moments = moments(plans, now);
    let mut progress = Progress::of("seeding a year of invented matters", moments.len());
    for (batch, together) in moments.chunks(ACTS_AT_ONCE).enumerate() {
        let mut tx = app.store.begin().await?;
        for (at, moment) in together {
            match moment {
                Moment::Week(week) => play.make_intake(&mut tx, week, *at).await?,
                Moment::Act(number, act) => {
                    let mut scene = Scene {
                        tx: &mut tx,
                        matter: &mut matters[*number],
                        at: *at,
                    };
                    play.act(&mut scene, act).await?;
                }
            }
        }
        tx.commit().await?;
        progress.tell(batch * ACTS_AT_ONCE + together.len());
    }
    progress.end();
    Ok(())
}

/// Everything that has happened by now, in order; and the intake keys of the weeks to come.
fn moments(plans: Vec<Plan>, now: Instant) -> Vec<(Instant, Moment)> {
    let today = now.swedish_date();
    let monday = today.saturating_sub(i64::from(today.weekday().to_monday_zero_offset()).days());
    let weeks =
        (-WEEKS..=WEEKS_AHEAD).map(|week| Instant::start_of(monday.saturating_add(week.weeks())));
    let mut moments: Vec<_> = weeks
        .map(|begins| {
            (
                begins.min(now.plus_seconds(-3 * 24 * 3600)),
                Moment::Week(begins.swedish_week(0)),
            )
        })
        .collect();
    for (number, plan) in plans.into_iter().enumerate() {
        let past = plan.acts.into_iter().filter(|timed| timed.at <= now);
        moments.extend(past.map(|timed| (timed.at, Moment::Act(number, timed.act))));
    }
    moments.sort_by_key(|(at, _)| *at);
    moments
}

fn now() -> Instant {
    fyren_domain::clock::Clock::now(&MachineClock)
}

#[cfg(test)]
mod tests;
