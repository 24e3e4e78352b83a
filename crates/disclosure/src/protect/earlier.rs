//! Earlier releases: statements over leaf cells that stay known, whatever is published now.

use std::collections::HashMap;

use super::dimension::BETWEEN;
use super::fault::{Place, Reason, TableFault};
use super::json::{Json, MOST_COUNT, Value, list, needed, number, object, string, too_many};
use super::table::{MOST_CELLS, MOST_MENTIONS, Table};

/// Most digits after the point in an earlier statement.
const MOST_PLACES: u32 = 6;
/// The greatest weight of a cell in an earlier statement, in units.
const MOST_WEIGHT: i64 = 1_000_000;
/// The greatest sum of an earlier statement without regard to signs, in units.
const MOST_SUM: i128 = 1_000_000_000_000_000_000;

/// Something said earlier: a sum of leaf cells within limits that the table satisfies.
#[derive(Clone, Debug)]
pub(super) struct Earlier {
    pub(super) terms: Vec<(u32, i64)>,
    pub(super) low: Option<i64>,
    pub(super) high: Option<i64>,
    /// As it is to be said again in claims: its value in units of 10⁻ⁿ, and n.
    pub(super) places: u32,
}

/// What was released together before.
#[derive(Clone, Debug)]
pub(super) struct Release {
    pub(super) id: String,
    pub(super) statements: Vec<Earlier>,
}

impl Table {
    /// Reads all earlier releases and checks them against the table.
    pub(super) fn read_earlier(&mut self, earlier: Option<&Json>) -> Result<(), TableFault> {
        let mut mentions = 0;
        for claims in earlier.map_or(Ok(&[][..]), list)? {
            object(claims)?;
            let releases = match claims.member("releases") {
                Some(releases) => list(releases)?,
                None => std::slice::from_ref(claims),
            };
            for release in releases {
                let id = string(needed(release, "id")?)?.to_owned();
                let mut statements = Vec::new();
                for statement in list(needed(release, "published")?)? {
                    let earlier = self.statement(statement)?;
                    mentions += earlier.terms.len();
                    if mentions > MOST_MENTIONS || statements.len() >= MOST_CELLS {
                        return Err(too_many(
                            statement.place,
                            MOST_MENTIONS,
                            "mentions of cells in earlier statements",
                        ));
                    }
                    statements.push(earlier);
                }
                if self.earlier.iter().any(|before| before.id == id) {
                    return Err(release.place.fault(Reason::Repeated(id)));
                }
                self.earlier.push(Release { id, statements });
            }
        }
        Ok(())
    }

    fn statement(&self, statement: &Json) -> Result<Earlier, TableFault> {
        object(statement)?;
        let expr = needed(statement, "expr")?;
        let Value::Object(members) = &expr.value else {
            return Err(expr.place.fault(Reason::Expected("an object of cells")));
        };
        let value = needed(statement, "value")?;
        let numbers = members.iter().map(|(_, json)| json).chain([value]);
        let mut places = 0;
        for json in numbers {
            places = places.max(number(json)?.after_point);
        }
        let in_units = |json: &Json| {
            let number = number(json)?;
            number
                .in_units(places.min(MOST_PLACES))
                .filter(|units| units.abs() <= MOST_WEIGHT * MOST_COUNT)
                .ok_or_else(|| json.place.fault(Reason::TooLarge))
        };
        let mut weights: HashMap<u32, i64> = HashMap::new();
        let mut names: HashMap<&str, ()> = HashMap::new();
        for (name, weight) in members {
            if names.insert(name, ()).is_some() {
                return Err(weight.place.fault(Reason::Repeated(name.clone())));
            }
            let codes: Vec<&str> = name.split(BETWEEN).collect();
            let units = in_units(weight)?;
            if units.abs() > MOST_WEIGHT {
                return Err(weight.place.fault(Reason::TooLarge));
            }
            for leaf in self.leaves_of(&self.key(&codes, weight.place)?) {
                *weights.entry(leaf).or_default() += units;
            }
        }
        let mut terms: Vec<(u32, i64)> = weights.into_iter().filter(|term| term.1 != 0).collect();
        terms.sort_unstable();
        let said = in_units(value)?;
        let op = needed(statement, "op")?;
        let (low, high) = match string(op)? {
            "=" => (Some(said), Some(said)),
            "<=" => (None, Some(said)),
            ">=" => (Some(said), None),
            _ => {
                return Err(op.place.fault(Reason::Expected("\"=\", \"<=\" or \">=\"")));
            }
        };
        let earlier = Earlier {
            terms,
            low,
            high,
            places,
        };
        self.check_true(&earlier, statement.place)?;
        Ok(earlier)
    }

    fn check_true(&self, earlier: &Earlier, place: Place) -> Result<(), TableFault> {
        let all = earlier.terms.iter().map(|(leaf, weight)| {
            i128::from(weight.abs()) * i128::from(self.leaves[*leaf as usize].count.max(1))
        });
        if all.sum::<i128>() > MOST_SUM {
            return Err(place.fault(Reason::TooLarge));
        }
        let terms = earlier.terms.iter();
        let sum: i128 = terms
            .map(|(leaf, weight)| {
                i128::from(*weight) * i128::from(self.leaves[*leaf as usize].count)
            })
            .sum();
        let unit = 10_i128.pow(earlier.places);
        let holds = earlier.low.is_none_or(|low| i128::from(low) <= sum)
            && earlier.high.is_none_or(|high| sum <= i128::from(high));
        if holds {
            return Ok(());
        }
        let decimal = |units: i128| {
            if units % unit == 0 {
                (units / unit).to_string()
            } else {
                format!("{units}/{unit}")
            }
        };
        let op = match (earlier.low, earlier.high) {
            (Some(_), Some(_)) => "=",
            (None, _) => "<=",
            _ => ">=",
        };
        let said = earlier.low.or(earlier.high).unwrap_or_default();
        Err(place.fault(Reason::Contradiction {
            said: format!("{op} {}", decimal(said.into())),
            sum: decimal(sum),
        }))
    }
}
