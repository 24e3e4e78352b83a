//! What is given out: all cells with one mark for everything hidden, a report, and the claims to be audited.

use serde::{Serialize, Serializer};

use super::coarsening::Coarsened;
use super::earlier::Earlier;
use super::lattice::{Kind, Lattice};
use super::search::End;
use super::suppression::Suppression;
use super::table::Table;

/// A protected table as `fyren disclose protect` writes it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Protected {
    /// All released cells with all margins, in the order of the codes.
    pub cells: Vec<Cell>,
    /// Which codes were merged, in the order in which that was done.
    pub coarsened: Vec<Coarsened>,
    /// What was hidden.
    pub report: Report,
    /// The release with all before it, in the format of `fyren disclose audit`. For whoever audits, not for
    /// publication: it names every hidden cell.
    pub claims: Claims,
}

/// One cell of what is released.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Cell {
    /// A code for each dimension, `*` for the total over it.
    pub key: Vec<String>,
    /// The count, or nothing if it is hidden.
    pub value: Option<i64>,
}

/// How much was hidden.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Cells with all margins.
    pub cells: usize,
    /// Hidden since they are too small themselves.
    pub primary: usize,
    /// Hidden to protect those.
    pub secondary: usize,
    /// The sum of all hidden cells.
    pub hidden_persons: i64,
    /// Whole tables that prove both ends of every hidden cell; the true one is not counted.
    pub witnesses: usize,
    /// How long it took, filled in by whoever has a clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds: Option<f64>,
}

/// Claims of this release and all before it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Claims {
    policy: ClaimsPolicy,
    atoms: Vec<Atom>,
    releases: Vec<ClaimsRelease>,
    targets: Vec<Target>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct ClaimsPolicy {
    k: i64,
    require: Require,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Require {
    lo_max: i64,
    hi_min: i64,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Atom {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    known_max: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct ClaimsRelease {
    id: String,
    published: Vec<Statement>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Statement {
    label: String,
    expr: Expr,
    op: &'static str,
    value: Number,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Target {
    label: String,
    expr: Expr,
}

/// Names with their weights, in the order of the leaf cells.
#[derive(Clone, Debug, PartialEq)]
struct Expr(Vec<(String, Number)>);

/// Whole where it can be.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Number {
    Whole(i64),
    Decimal(f64),
}

impl Serialize for Expr {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, weight)| (name, weight)))
    }
}

impl Protected {
    pub(super) fn of(
        table: &Table,
        lattice: &Lattice,
        suppression: &Suppression<'_>,
        coarsened: Vec<Coarsened>,
    ) -> Self {
        let is_shown = |quantity: &Option<u32>| {
            quantity.is_none_or(|quantity| suppression.is_published(quantity))
        };
        let value = |quantity: &Option<u32>| {
            quantity.map_or(0, |quantity| lattice.quantities[quantity as usize].value)
        };
        let cells = lattice.cells.iter().map(|(key, quantity)| Cell {
            key: table.names_of(key).into_iter().map(str::to_owned).collect(),
            value: is_shown(quantity).then(|| value(quantity)),
        });
        let hidden = || {
            let quantities = lattice.cells.iter().filter_map(|(_, quantity)| *quantity);
            quantities.filter(|quantity| !suppression.is_published(*quantity))
        };
        let kind = |quantity: &u32| lattice.quantities[*quantity as usize].kind;
        let primary = hidden()
            .filter(|quantity| kind(quantity) == Kind::Primary)
            .count();
        Self {
            cells: cells.collect(),
            coarsened,
            report: Report {
                cells: lattice.cells.len(),
                primary,
                secondary: hidden().count() - primary,
                hidden_persons: hidden().map(|quantity| value(&Some(quantity))).sum(),
                witnesses: suppression.witnesses(),
                seconds: None,
            },
            claims: Claims::of(table, lattice, suppression),
        }
    }
}

impl Claims {
    fn of(table: &Table, lattice: &Lattice, suppression: &Suppression<'_>) -> Self {
        let names: Vec<String> = (0..lattice.leaves.len())
            .map(|leaf| table.label_of(&table.key_of(leaf)))
            .collect();
        let sum = |leaves: &[u32]| {
            let terms = leaves.iter();
            Expr(
                terms
                    .map(|leaf| (names[*leaf as usize].clone(), Number::Whole(1)))
                    .collect(),
            )
        };
        let mut releases: Vec<ClaimsRelease> = table
            .earlier
            .iter()
            .map(|release| ClaimsRelease {
                id: release.id.clone(),
                published: release
                    .statements
                    .iter()
                    .filter(|statement| !statement.terms.is_empty())
                    .map(|statement| again(statement, &names))
                    .collect(),
            })
            .collect();
        let shown = lattice.cells.iter().filter_map(|(key, quantity)| {
            let quantity = (*quantity)?;
            suppression.is_published(quantity).then(|| {
                let quantity = &lattice.quantities[quantity as usize];
                Statement {
                    label: table.label_of(key),
                    expr: sum(&quantity.leaves),
                    op: "=",
                    value: Number::Whole(quantity.value),
                }
            })
        });
        let mut id = table.id.clone();
        while releases.iter().any(|release| release.id == id) {
            id.push('+');
        }
        releases.push(ClaimsRelease {
            id,
            published: shown.collect(),
        });
        let targets = (0..).zip(&lattice.quantities).filter(|(place, _)| {
            !suppression.is_published(*place) && lattice.needs(*place, End::Most)
        });
        Self {
            policy: ClaimsPolicy {
                k: table.policy.k,
                require: Require {
                    lo_max: table.policy.lo_max,
                    hi_min: table.policy.hi_min,
                },
            },
            atoms: names
                .iter()
                .zip(&lattice.leaves)
                .map(|(name, (_, most))| Atom {
                    name: name.clone(),
                    known_max: *most,
                })
                .collect(),
            targets: targets
                .map(|(_, quantity)| Target {
                    label: table.label_of(&quantity.key),
                    expr: sum(&quantity.leaves),
                })
                .collect(),
            releases,
        }
    }
}

/// An earlier statement as it was.
fn again(statement: &Earlier, names: &[String]) -> Statement {
    let number = |units: i64| {
        if statement.places == 0 {
            Number::Whole(units)
        } else {
            let unit = 10_i64.pow(statement.places);
            Number::Decimal(units as f64 / unit as f64)
        }
    };
    let (op, value) = match (statement.low, statement.high) {
        (Some(low), Some(_)) => ("=", low),
        (Some(low), None) => (">=", low),
        (None, high) => ("<=", high.unwrap_or_default()),
    };
    let terms = statement.terms.iter();
    Statement {
        label: String::new(),
        expr: Expr(
            terms
                .map(|(leaf, weight)| (names[*leaf as usize].clone(), number(*weight)))
                .collect(),
        ),
        op,
        value: number(value),
    }
}
