//! The policy: what counts as enough, and what every hidden cell must be able to be.

use super::dimension::Dimension;
use super::fault::{Reason, TableFault};
use super::json::{Json, Value, count, list, object, string, unknown};

/// What counts as enough, and what an interval must reach.
#[derive(Clone, Debug)]
pub(super) struct Policy {
    pub(super) k: i64,
    pub(super) lo_max: i64,
    pub(super) hi_min: i64,
    pub(super) matters: i64,
    pub(super) organisations: i64,
    pub(super) zeros: Zeros,
    pub(super) group: Group,
    pub(super) larger: Larger,
    /// Dimensions that may be coarsened, the one to begin with first.
    pub(super) coarsen: Vec<usize>,
}

/// Whether a 0 is hidden like any small number.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Zeros {
    Hidden,
    Shown,
}

/// Whether all of a line in one category counts as disclosure where zeros are shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Group {
    Hidden,
    Shown,
}

/// Whether cells that are hidden only to protect others must reach both ends as well.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Larger {
    Protected,
    Free,
}

/// Reads the policy of a table; what it does not say is usual.
pub(super) fn policy(json: &Json, dimensions: &[Dimension]) -> Result<Policy, TableFault> {
    let mut policy = Policy {
        k: 5,
        lo_max: 0,
        hi_min: 5,
        matters: 3,
        organisations: 2,
        zeros: Zeros::Hidden,
        group: Group::Hidden,
        larger: Larger::Protected,
        coarsen: (0..dimensions.len()).rev().collect(),
    };
    let Some(json) = json.member("policy") else {
        return Ok(policy);
    };
    let at_least_one = |json: &Json| match count(json)? {
        0 => Err(json.place.fault(Reason::Expected("at least 1"))),
        number => Ok(number),
    };
    if let Some(k) = json.member("k") {
        policy.k = at_least_one(k)?;
        policy.hi_min = policy.k;
    }
    for (name, value) in object(json)? {
        match name.as_str() {
            "k" => {}
            "matters" => policy.matters = count(value)?,
            "organisations" => policy.organisations = count(value)?,
            "zeros" => {
                policy.zeros = choice(value, [("hidden", Zeros::Hidden), ("shown", Zeros::Shown)])?;
            }
            "existence" => {
                policy.zeros = truth(value, Zeros::Hidden, Zeros::Shown)?;
            }
            "group" => {
                policy.group = choice(value, [("hidden", Group::Hidden), ("shown", Group::Shown)])?;
            }
            "larger" => {
                let choices = [("protected", Larger::Protected), ("free", Larger::Free)];
                policy.larger = choice(value, choices)?;
            }
            "method" => choice(value, [("suppress", ())])?,
            "coarsen" => policy.coarsen = coarsen(value, dimensions)?,
            "require" => {
                for (name, value) in object(value)? {
                    match name.as_str() {
                        "lo_max" => policy.lo_max = count(value)?,
                        "hi_min" => policy.hi_min = at_least_one(value)?,
                        _ => return Err(unknown(value, name)),
                    }
                }
            }
            _ => return Err(unknown(value, name)),
        }
    }
    Ok(policy)
}

fn coarsen(json: &Json, dimensions: &[Dimension]) -> Result<Vec<usize>, TableFault> {
    let names = list(json)?.iter().map(|json| {
        let name = string(json)?;
        let known = dimensions
            .iter()
            .position(|dimension| dimension.name == name);
        known.ok_or_else(|| json.place.fault(Reason::Expected("a dimension's name")))
    });
    names.collect()
}

fn choice<T: Copy, const N: usize>(
    json: &Json,
    choices: [(&'static str, T); N],
) -> Result<T, TableFault> {
    let name = string(json)?;
    let chosen = choices.iter().find(|choice| choice.0 == name);
    let expected = match choices[0].0 {
        "suppress" => "\"suppress\", the only method so far,",
        "protected" => "\"protected\" or \"free\"",
        _ => "\"hidden\" or \"shown\"",
    };
    chosen
        .map(|choice| choice.1)
        .ok_or_else(|| json.place.fault(Reason::Expected(expected)))
}

fn truth<T>(json: &Json, yes: T, no: T) -> Result<T, TableFault> {
    match json.value {
        Value::Bool(true) => Ok(yes),
        Value::Bool(false) => Ok(no),
        _ => Err(json.place.fault(Reason::Expected("true or false"))),
    }
}
