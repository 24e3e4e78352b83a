//! The table to be protected, read from JSON: policy, dimensions, leaf cells and what was released before.

use std::collections::HashMap;

use super::dimension::{BETWEEN, Dimension, ReadCode};
use super::earlier::Release;
use super::fault::{Place, Reason, TableFault};
use super::json::{Json, Value, count, list, needed, object, string, too_many};
use super::policy::{Policy, policy};

/// Most cells with all margins, so that the claims can be audited.
pub const MOST_CELLS: usize = 100_000;
/// Most mentions of leaf cells in all margins, or in all earlier statements.
pub const MOST_MENTIONS: usize = 5_000_000;

/// A count, and what is known of it besides.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Leaf {
    pub(super) count: i64,
    pub(super) known_max: Option<i64>,
}

/// Separate matters and asking organisations of a cell, where they are known.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Breadth {
    pub(super) matters: Option<i64>,
    pub(super) organisations: Option<i64>,
}

/// A table of counts in up to four dimensions that is to be protected.
#[derive(Clone, Debug)]
pub struct Table {
    pub(super) policy: Policy,
    pub(super) id: String,
    pub(super) dimensions: Vec<Dimension>,
    pub(super) leaves: Vec<Leaf>,
    pub(super) breadth: HashMap<Vec<usize>, Breadth>,
    pub(super) earlier: Vec<Release>,
}

impl Table {
    /// Reads a table.
    ///
    /// # Errors
    /// What is wrong is told with line and column.
    pub fn parse(text: &str) -> Result<Self, TableFault> {
        let json = Json::parse(text)?;
        object(&json)?;
        let dimensions = dimensions(needed(&json, "dimensions")?)?;
        let policy = policy(&json, &dimensions)?;
        let mut table = Self {
            policy,
            id: json.member("id").map_or(Ok("table"), string)?.to_owned(),
            leaves: vec![Leaf::default(); dimensions.iter().map(|d| d.leaves.len()).product()],
            breadth: HashMap::new(),
            earlier: Vec::new(),
            dimensions,
        };
        let cells = needed(&json, "cells")?;
        let list = list(cells)?;
        if list.len() > MOST_CELLS {
            return Err(too_many(cells.place, MOST_CELLS, "cells"));
        }
        table.read_cells(list)?;
        table.read_earlier(json.member("earlier"))?;
        Ok(table)
    }

    /// The leaf cells of a cell, by their places among all.
    pub(super) fn leaves_of(&self, key: &[usize]) -> Vec<u32> {
        let mut leaves = vec![0_u32];
        for (dimension, code) in self.dimensions.iter().zip(key) {
            let inside = dimension.leaves_below(*code);
            let width = u32::try_from(dimension.leaves.len()).expect("at most MOST_CELLS");
            let combined = leaves
                .iter()
                .flat_map(|outer| inside.iter().map(move |place| outer * width + place));
            leaves = combined.collect();
        }
        leaves
    }

    /// A leaf cell's codes.
    pub(super) fn key_of(&self, leaf: usize) -> Vec<usize> {
        let mut rest = leaf;
        let mut key: Vec<usize> = Vec::with_capacity(self.dimensions.len());
        for dimension in self.dimensions.iter().rev() {
            key.push(dimension.leaves[rest % dimension.leaves.len()]);
            rest /= dimension.leaves.len();
        }
        key.reverse();
        key
    }

    /// A cell's codes by name.
    pub(super) fn names_of(&self, key: &[usize]) -> Vec<&str> {
        let codes = self.dimensions.iter().zip(key);
        codes
            .map(|(dimension, code)| dimension.name_of(*code))
            .collect()
    }

    /// A cell's codes as one name.
    pub(super) fn label_of(&self, key: &[usize]) -> String {
        self.names_of(key).join(&BETWEEN.to_string())
    }

    fn read_cells(&mut self, cells: &[Json]) -> Result<(), TableFault> {
        let mut read: HashMap<Vec<usize>, ()> = HashMap::new();
        let mut margins = Vec::new();
        for cell in cells {
            object(cell)?;
            let key_json = needed(cell, "key")?;
            let codes = list(key_json)?
                .iter()
                .map(string)
                .collect::<Result<Vec<_>, _>>()?;
            let key = self.key(&codes, key_json.place)?;
            if read.insert(key.clone(), ()).is_some() {
                return Err(key_json.place.fault(Reason::Repeated(self.label_of(&key))));
            }
            let optional = |name| cell.member(name).map(count).transpose();
            let breadth = Breadth {
                matters: optional("matters")?,
                organisations: optional("organisations")?,
            };
            let leaves = self.leaves_of(&key);
            if self.is_leaf(&key) {
                let leaf = read_leaf(cell)?;
                self.leaves[leaves[0] as usize] = leaf;
            } else if let Some(said) = cell.member("count") {
                margins.push((said.place, count(said)?, leaves));
            }
            if breadth.matters.is_some() || breadth.organisations.is_some() {
                self.breadth.insert(key, breadth);
            }
        }
        for (place, said, leaves) in margins {
            let sum = leaves
                .iter()
                .map(|leaf| self.leaves[*leaf as usize].count)
                .sum();
            if said != sum {
                return Err(place.fault(Reason::Margin { said, sum }));
            }
        }
        Ok(())
    }

    fn is_leaf(&self, key: &[usize]) -> bool {
        let mut codes = self.dimensions.iter().zip(key);
        codes.all(|(dimension, code)| dimension.is_leaf(*code))
    }

    pub(super) fn key(&self, codes: &[&str], place: Place) -> Result<Vec<usize>, TableFault> {
        if codes.len() != self.dimensions.len() {
            return Err(place.fault(Reason::KeyLength(self.dimensions.len())));
        }
        let found = self.dimensions.iter().zip(codes).map(|(dimension, code)| {
            dimension.find(code).ok_or_else(|| {
                place.fault(Reason::UnknownCode(
                    (*code).to_owned(),
                    dimension.name.clone(),
                ))
            })
        });
        found.collect()
    }
}

fn read_leaf(cell: &Json) -> Result<Leaf, TableFault> {
    let count_json = needed(cell, "count")?;
    let persons = count(count_json)?;
    let known_max = cell.member("known_max").map(count).transpose()?;
    if let Some(most) = known_max.filter(|most| *most < persons) {
        return Err(count_json.place.fault(Reason::OverMost {
            count: persons,
            most,
        }));
    }
    Ok(Leaf {
        count: persons,
        known_max,
    })
}

fn dimensions(json: &Json) -> Result<Vec<Dimension>, TableFault> {
    let mut dimensions: Vec<Dimension> = Vec::new();
    let mut cells: usize = 1;
    let all = list(json)?;
    if !(1..=4).contains(&all.len()) {
        return Err(json.place.fault(Reason::Dimensions));
    }
    for one in all {
        object(one)?;
        let name_json = needed(one, "name")?;
        let name = string(name_json)?.to_owned();
        if dimensions.iter().any(|before| before.name == name) {
            return Err(name_json.place.fault(Reason::Repeated(name)));
        }
        let codes_json = needed(one, "codes")?;
        let mut codes = Vec::new();
        for code in list(codes_json)? {
            codes.push(read_code(code)?);
        }
        if codes.is_empty() {
            return Err(codes_json
                .place
                .fault(Reason::Expected("at least one code")));
        }
        cells = cells.saturating_mul(codes.len() + 1);
        if cells > MOST_CELLS {
            return Err(too_many(
                codes_json.place,
                MOST_CELLS,
                "cells with all margins",
            ));
        }
        dimensions.push(Dimension::of(name, codes)?);
    }
    let mentions = dimensions.iter().map(|dimension| {
        let above = |code: &usize| dimension.with_ancestors(*code).len();
        dimension.leaves.iter().map(above).sum::<usize>()
    });
    if mentions.fold(1, usize::saturating_mul) > MOST_MENTIONS {
        return Err(too_many(
            json.place,
            MOST_MENTIONS,
            "mentions of leaf cells in margins",
        ));
    }
    Ok(dimensions)
}

/// A code may also be a text alone.
fn read_code(json: &Json) -> Result<ReadCode, TableFault> {
    if let Value::Text(code) = &json.value {
        return Ok((json.place, code.clone(), None));
    }
    object(json)?;
    let code = needed(json, "code")?;
    let parent = json.member("parent").map(|parent| {
        let name = string(parent)?.to_owned();
        Ok((parent.place, name))
    });
    Ok((code.place, string(code)?.to_owned(), parent.transpose()?))
}
