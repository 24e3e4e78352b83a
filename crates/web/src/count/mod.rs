//! Counts for the hub: enquiries, consultations, exposed persons. Not for release, and every page says so.
//!
//! Matters the one who counts is excluded from are left out: a count of one would tell.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use fyren_disclosure::{
    Category, Columns, CrossTable, Dimension, Month, Period, Question, QuestionFault, Unit,
};
use fyren_domain::access::Action;
use fyren_domain::id::MatterId;
use fyren_store::event::{self, NewEvent};
use fyren_store::exclusion;
use serde::Deserialize;

use crate::app::App;
use crate::choices::Choices;
use crate::error::Error;
use crate::fact::Held;
use crate::form::Faults;
use crate::layout::{self, HubPage, Section};
use crate::paths::hub;
use crate::session::Coordinator;
use crate::texts::{Texts, fl};

/// Ten years: a page of tables, not a file.
const MONTHS_AT_MOST: u16 = 120;

pub(crate) fn routes() -> Router<App> {
    Router::new().route(hub::COUNTS, get(show))
}

/// The period as it was typed: two months.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct PeriodForm {
    from: String,
    to: String,
}

#[derive(Template)]
#[template(path = "count/show.html")]
struct CountPage {
    hub: HubPage,
    period: PeriodForm,
    faults: Faults,
    figures: Vec<(String, u64)>,
    uncounted: u64,
    tables: Vec<CountTable>,
}

/// One table: a line for each category, a column for each unit.
struct CountTable {
    title: String,
    category: String,
    note: Option<String>,
    units: Vec<String>,
    lines: Vec<CountLine>,
    totals: Vec<u64>,
}

struct CountLine {
    label: String,
    unknown: bool,
    cells: Vec<CountCell>,
}

/// A count, and its share where categories can overlap.
struct CountCell {
    count: u64,
    share: Option<String>,
}

impl PeriodForm {
    fn read(&self, this_month: Month) -> Result<Period, ()> {
        let month = |text: &str, otherwise: Month| {
            if text.is_empty() {
                Some(otherwise)
            } else {
                Month::parse(text)
            }
        };
        let last = month(&self.to, this_month).ok_or(())?;
        let first = month(&self.from, last.year_before()).ok_or(())?;
        let period = Period { first, last };
        if (1..=MONTHS_AT_MOST).contains(&period.months()) {
            Ok(period)
        } else {
            Err(())
        }
    }
}

async fn show(
    State(app): State<App>,
    worker: Coordinator,
    Query(typed): Query<PeriodForm>,
) -> Result<Response, Error> {
    let excluded = begin(&app, &worker).await?;
    let hub = worker.page(Section::Counts);
    let this_month = Month::of_instant(app.clock.now());
    let mut faults = Faults::default();
    let period = typed.read(this_month).unwrap_or_else(|()| {
        faults.add("from", fl!(hub.texts, "count-fault"));
        Period {
            first: this_month.year_before(),
            last: this_month,
        }
    });
    let choices = Choices::of(worker.centre().clone());
    let look = |held: &Held| Counted::of(held.columns(), period, &excluded, &choices, hub.texts);
    let counted = app.facts.look(&app, worker.centre(), look).await?;
    let counted = counted.map_err(Error::internal)?;
    if faults.is_empty() {
        let shown = PeriodForm {
            from: period.first.to_string(),
            to: period.last.to_string(),
        };
        layout::page(&CountPage::new(hub, shown, faults, counted))
    } else {
        layout::invalid(&CountPage::new(hub, typed, faults, counted))
    }
}

/// Records that somebody counts, and gives what must not be counted for her.
async fn begin(app: &App, worker: &Coordinator) -> Result<Vec<MatterId>, Error> {
    let scope = worker.scope(Action::Count)?;
    let mut tx = app.store.begin().await?;
    let excluded = exclusion::list_own(&mut tx, &scope).await?;
    let event = NewEvent {
        at: app.clock.now(),
        action: scope.action().as_str(),
        matter: None,
        subject: None,
    };
    event::record(&mut tx, &scope, &event).await?;
    tx.commit().await?;
    Ok(excluded)
}

impl CountPage {
    fn new(hub: HubPage, period: PeriodForm, faults: Faults, counted: Counted) -> Self {
        let Counted {
            figures,
            uncounted,
            tables,
        } = counted;
        Self {
            hub,
            period,
            faults,
            figures,
            uncounted,
            tables,
        }
    }
}

/// Everything the page shows, counted in one go.
struct Counted {
    figures: Vec<(String, u64)>,
    uncounted: u64,
    tables: Vec<CountTable>,
}

/// What is asked for one period, without some matters.
struct Counting<'a> {
    columns: &'a Columns,
    period: Period,
    without: &'a [MatterId],
    choices: &'a Choices,
    texts: Texts,
}

impl Counted {
    fn of(
        columns: &Columns,
        period: Period,
        without: &[MatterId],
        choices: &Choices,
        texts: Texts,
    ) -> Result<Self, QuestionFault> {
        let counting = Counting {
            columns,
            period,
            without,
            choices,
            texts,
        };
        let mentioned = counting.ask(Unit::PersonsMentioned, None)?;
        let mut figures = Vec::new();
        for unit in [Unit::Enquiries, Unit::Consultations, Unit::ExposedPersons] {
            figures.push((counting.unit_label(unit), counting.ask(unit, None)?.units));
        }
        figures.push((counting.unit_label(Unit::PersonsMentioned), mentioned.units));
        let all = [Unit::Enquiries, Unit::Consultations, Unit::ExposedPersons];
        let persons = [Unit::ExposedPersons];
        let tables = vec![
            counting.table(fl!(texts, "count-by-month"), Dimension::Month, &all)?,
            counting.table(fl!(texts, "count-by-kommun"), Dimension::Kommun, &all)?,
            counting.table(
                fl!(texts, "count-by-profession"),
                Dimension::Profession,
                &all,
            )?,
            counting.table(
                fl!(texts, "count-by-exposure"),
                Dimension::Exposure,
                &persons,
            )?,
            counting.table(
                fl!(texts, "count-by-perpetrator"),
                Dimension::Perpetrator,
                &persons,
            )?,
            counting.table(fl!(texts, "count-by-sex"), Dimension::Sex, &persons)?,
            counting.table(fl!(texts, "count-by-age"), Dimension::AgeBand, &persons)?,
        ];
        Ok(Self {
            figures,
            uncounted: mentioned.uncounted,
            tables,
        })
    }
}

impl Counting<'_> {
    fn ask(&self, unit: Unit, by: Option<Dimension>) -> Result<CrossTable, QuestionFault> {
        let question = Question::how_many(unit)
            .within(self.period)
            .without(self.without.iter().copied());
        self.columns
            .cross_table(&by.into_iter().fold(question, Question::by))
    }

    fn table(
        &self,
        title: String,
        by: Dimension,
        units: &[Unit],
    ) -> Result<CountTable, QuestionFault> {
        let counted = units
            .iter()
            .map(|&unit| self.ask(unit, Some(by)))
            .collect::<Result<Vec<_>, _>>()?;
        let categories = counted
            .first()
            .map_or(&[][..], |table| &table.axes[0].categories);
        let lines = categories
            .iter()
            .enumerate()
            .map(|(place, category)| self.line(category, place, &counted))
            .collect();
        let several = counted.iter().any(|table| table.axes[0].several);
        let whole = counted.first().map_or(0, |table| table.units);
        Ok(CountTable {
            title,
            category: self.dimension_label(by),
            note: several.then(|| fl!(self.texts, "count-several", persons = whole)),
            units: units.iter().map(|&unit| self.unit_label(unit)).collect(),
            lines,
            totals: counted.iter().map(|table| table.units).collect(),
        })
    }

    fn line(&self, category: &Category, place: usize, counted: &[CrossTable]) -> CountLine {
        let cell = |table: &CrossTable| {
            let share = table
                .share(0, place)
                .and_then(|share| share.permille())
                .filter(|_| table.axes[0].several);
            let count = table.axes[0].margin.get(place).copied().unwrap_or(0);
            CountCell {
                count,
                share: share.map(|permille| format!("{},{} %", permille / 10, permille % 10)),
            }
        };
        CountLine {
            label: self.category_label(category, counted[0].axes[0].dimension),
            unknown: category
                .code()
                .is_some_and(fyren_domain::code::Code::is_unknown),
            cells: counted.iter().map(cell).collect(),
        }
    }

    fn category_label(&self, category: &Category, dimension: Dimension) -> String {
        match (category, dimension.list()) {
            (Category::Month(month), _) => month.to_string(),
            (Category::Code(code), Some(list)) => self.choices.label(list, code),
            (Category::Code(code), None) => code.to_string(),
        }
    }

    fn unit_label(&self, unit: Unit) -> String {
        match unit {
            Unit::Enquiries => fl!(self.texts, "count-enquiries"),
            Unit::Consultations => fl!(self.texts, "count-consultations"),
            Unit::ExposedPersons => fl!(self.texts, "count-persons"),
            Unit::PersonsMentioned => fl!(self.texts, "count-mentioned"),
        }
    }

    fn dimension_label(&self, dimension: Dimension) -> String {
        match dimension {
            Dimension::Month => fl!(self.texts, "count-month"),
            Dimension::Kommun => fl!(self.texts, "count-kommun"),
            Dimension::Profession => fl!(self.texts, "count-profession"),
            Dimension::Perpetrator => fl!(self.texts, "triage-perpetrators"),
            Dimension::Sex => fl!(self.texts, "triage-sex"),
            Dimension::AgeBand => fl!(self.texts, "triage-age"),
            _ => fl!(self.texts, "count-exposure"),
        }
    }
}
