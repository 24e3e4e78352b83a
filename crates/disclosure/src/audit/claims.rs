//! Claims: what was published, what is known besides, and what must not follow from it.
//!
//! The reader takes JSON and gives whole-number rows; what is wrong is told with its place.

use std::collections::HashMap;
use std::fmt;

use super::decimal::{Decimal, ONE};
use super::fault::{ClaimsFault, Reason};
use super::json::Json;
use super::row::{self, Op, Row};

/// Most atoms, statements, and targets, each.
pub const MOST_ROWS: usize = 100_000;
/// Most mentions of atoms in all statements and targets together.
pub const MOST_TERMS: usize = 5_000_000;
/// What a target's interval must reach when the policy does not say.
const USUAL_K: i128 = 5;

/// Everything an audit looks at.
#[derive(Clone, Debug)]
pub struct Claims {
    pub(super) policy: Policy,
    pub(super) caps: Vec<Option<i64>>,
    pub(super) releases: Vec<Release>,
    pub(super) targets: Vec<Target>,
}

/// What an interval must reach to be no disclosure.
#[derive(Clone, Copy, Debug)]
pub(super) struct Policy {
    pub(super) lo_max: Decimal,
    pub(super) hi_min: Decimal,
}

/// What was published together.
#[derive(Clone, Debug)]
pub(super) struct Release {
    pub(super) id: String,
    pub(super) statements: Vec<Row>,
}

/// A hidden quantity: a sum of atoms with whole coefficients, times a unit of 10⁻¹² each.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) label: String,
    pub(super) terms: Vec<(u32, i64)>,
    pub(super) unit: i128,
}

impl Claims {
    /// Reads claims.
    ///
    /// # Errors
    /// What is not JSON is told with line and column, what is not claims with its path.
    pub fn parse(text: &str) -> Result<Self, ClaimsFault> {
        let json: Json = serde_json::from_str(text).map_err(|fault| {
            let reason = fault.to_string();
            ClaimsFault::Json {
                line: fault.line(),
                column: fault.column().max(1),
                reason: reason.split(" at line ").next().unwrap_or("").to_owned(),
            }
        })?;
        Reader::default().claims(&json)
    }
}

/// Where the reader is; written out only when something is wrong.
#[derive(Clone, Copy)]
enum Path<'a> {
    Top,
    Member(&'a Path<'a>, &'a str),
    Place(&'a Path<'a>, usize),
    Atom(&'a Path<'a>, &'a str),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Top => Ok(()),
            Self::Member(Path::Top, name) => f.write_str(name),
            Self::Member(above, name) => write!(f, "{above}.{name}"),
            Self::Place(above, place) => write!(f, "{above}[{place}]"),
            Self::Atom(above, name) => write!(f, "{above}[{name:?}]"),
        }
    }
}

impl Path<'_> {
    fn fault(&self, reason: Reason) -> ClaimsFault {
        let path = match self {
            Self::Top => "the whole".to_owned(),
            _ => self.to_string(),
        };
        ClaimsFault::Claim { path, reason }
    }
}

#[derive(Default)]
struct Reader<'j> {
    atoms: HashMap<&'j str, u32>,
    statements: usize,
    terms: usize,
}

impl<'j> Reader<'j> {
    fn claims(mut self, json: &'j Json) -> Result<Claims, ClaimsFault> {
        let top = Path::Top;
        if !matches!(json, Json::Object(_)) {
            return Err(top.fault(Reason::Expected("an object")));
        }
        let policy = policy(json.member("policy"), &Path::Member(&top, "policy"))?;
        let path = Path::Member(&top, "atoms");
        let atoms = list(json.member("atoms"), &path)?;
        check_count(atoms.len(), MOST_ROWS, "atoms", &path)?;
        let mut caps = Vec::with_capacity(atoms.len());
        for (place, atom) in atoms.iter().enumerate() {
            caps.push(self.atom(place, atom, &Path::Place(&path, place))?);
        }
        let releases = self.releases(json, &Path::Member(&top, "releases"))?;
        let path = Path::Member(&top, "targets");
        let targets = list(json.member("targets"), &path)?;
        check_count(targets.len(), MOST_ROWS, "targets", &path)?;
        let targets = targets
            .iter()
            .enumerate()
            .map(|(place, target)| self.target(target, &Path::Place(&path, place)))
            .collect::<Result<_, _>>()?;
        Ok(Claims {
            policy,
            caps,
            releases,
            targets,
        })
    }

    fn atom(
        &mut self,
        place: usize,
        atom: &'j Json,
        path: &Path<'_>,
    ) -> Result<Option<i64>, ClaimsFault> {
        let name_path = Path::Member(path, "name");
        let name = text(atom.member("name"), &name_path)?;
        let index = u32::try_from(place).expect("at most MOST_ROWS atoms");
        if let Some(first) = self.atoms.insert(name, index) {
            return Err(name_path.fault(Reason::Repeated {
                name: name.to_owned(),
                at: format!("atoms[{first}].name"),
            }));
        }
        let path = Path::Member(path, "known_max");
        let Some(cap) = atom.member("known_max") else {
            return Ok(None);
        };
        let cap = not_negative(number(Some(cap), &path)?, &path)?;
        if cap.0 % ONE != 0 {
            return Err(path.fault(Reason::NotWhole));
        }
        Ok(i64::try_from(cap.0 / ONE).ok())
    }

    fn releases(&mut self, json: &Json, path: &Path<'_>) -> Result<Vec<Release>, ClaimsFault> {
        let mut ids: HashMap<&str, usize> = HashMap::new();
        let mut releases = Vec::new();
        for (place, release) in list(json.member("releases"), path)?.iter().enumerate() {
            let path = &Path::Place(path, place);
            let id_path = Path::Member(path, "id");
            let id = text(release.member("id"), &id_path)?;
            if let Some(first) = ids.insert(id, place) {
                return Err(id_path.fault(Reason::Repeated {
                    name: id.to_owned(),
                    at: format!("releases[{first}].id"),
                }));
            }
            let path = &Path::Member(path, "published");
            let published = list(release.member("published"), path)?;
            self.statements += published.len();
            check_count(self.statements, MOST_ROWS, "statements in all", path)?;
            let statements = published
                .iter()
                .enumerate()
                .map(|(place, statement)| self.statement(statement, &Path::Place(path, place)))
                .collect::<Result<_, _>>()?;
            releases.push(Release {
                id: id.to_owned(),
                statements,
            });
        }
        Ok(releases)
    }

    fn statement(&mut self, statement: &Json, path: &Path<'_>) -> Result<Row, ClaimsFault> {
        let terms = self.expr(statement, path)?;
        let op_path = Path::Member(path, "op");
        let op = match text(statement.member("op"), &op_path)? {
            "=" => Op::Equal,
            "<=" => Op::AtMost,
            ">=" => Op::AtLeast,
            _ => return Err(op_path.fault(Reason::Operator)),
        };
        let value = number(statement.member("value"), &Path::Member(path, "value"))?;
        Row::of(&terms, op, value.0).map_err(|reason| path.fault(reason))
    }

    fn target(&mut self, target: &Json, path: &Path<'_>) -> Result<Target, ClaimsFault> {
        let label = text(target.member("label"), &Path::Member(path, "label"))?;
        let terms = self.expr(target, path)?;
        let (terms, unit) = row::whole(&terms).map_err(|reason| path.fault(reason))?;
        Ok(Target {
            label: label.to_owned(),
            terms,
            unit,
        })
    }

    /// Atoms with their coefficients in units, in the order of the atoms.
    fn expr(&mut self, owner: &Json, path: &Path<'_>) -> Result<Vec<(u32, i128)>, ClaimsFault> {
        let path = &Path::Member(path, "expr");
        let members = match owner.member("expr") {
            None => return Err(path.fault(Reason::Missing)),
            Some(Json::Object(members)) => members,
            Some(_) => return Err(path.fault(Reason::Expected("an object of atoms"))),
        };
        if members.is_empty() {
            return Err(path.fault(Reason::Empty));
        }
        self.terms += members.len();
        check_count(self.terms, MOST_TERMS, "mentions of atoms in all", path)?;
        let mut terms = Vec::with_capacity(members.len());
        for (name, coefficient) in members {
            let Some(atom) = self.atoms.get(name.as_str()) else {
                return Err(path.fault(Reason::UnknownAtom(name.clone())));
            };
            let coefficient = number(Some(coefficient), &Path::Atom(path, name))?;
            terms.push((*atom, coefficient.0));
        }
        terms.sort_unstable();
        Ok(terms)
    }
}

fn policy(policy: Option<&Json>, path: &Path<'_>) -> Result<Policy, ClaimsFault> {
    let limit = |owner: Option<&Json>, path: &Path<'_>, name, usual| {
        let path = Path::Member(path, name);
        match check_object(owner, &path)?.and_then(|owner| owner.member(name)) {
            None => Ok(usual),
            Some(limit) => not_negative(number(Some(limit), &path)?, &path),
        }
    };
    check_object(policy, path)?;
    let k = limit(policy, path, "k", Decimal(USUAL_K * ONE))?;
    let require = policy.and_then(|policy| policy.member("require"));
    let path = &Path::Member(path, "require");
    check_object(require, path)?;
    Ok(Policy {
        lo_max: limit(require, path, "lo_max", Decimal(0))?,
        hi_min: limit(require, path, "hi_min", k)?,
    })
}

fn check_object<'j>(
    json: Option<&'j Json>,
    path: &Path<'_>,
) -> Result<Option<&'j Json>, ClaimsFault> {
    match json {
        None | Some(Json::Object(_)) => Ok(json),
        Some(_) => Err(path.fault(Reason::Expected("an object"))),
    }
}

fn check_count(
    count: usize,
    most: usize,
    what: &'static str,
    path: &Path<'_>,
) -> Result<(), ClaimsFault> {
    if count > most {
        return Err(path.fault(Reason::TooMany { most, what }));
    }
    Ok(())
}

fn list<'j>(json: Option<&'j Json>, path: &Path<'_>) -> Result<&'j [Json], ClaimsFault> {
    match json {
        None => Err(path.fault(Reason::Missing)),
        Some(Json::List(list)) => Ok(list),
        Some(_) => Err(path.fault(Reason::Expected("a list"))),
    }
}

fn text<'j>(json: Option<&'j Json>, path: &Path<'_>) -> Result<&'j str, ClaimsFault> {
    match json {
        None => Err(path.fault(Reason::Missing)),
        Some(Json::Text(text)) => Ok(text),
        Some(_) => Err(path.fault(Reason::Expected("a text"))),
    }
}

fn number(json: Option<&Json>, path: &Path<'_>) -> Result<Decimal, ClaimsFault> {
    let number = match json {
        None => Err(Reason::Missing),
        Some(Json::Whole(whole)) => Decimal::of_whole(*whole),
        Some(Json::Real(real)) => Decimal::of_real(*real),
        Some(_) => Err(Reason::Expected("a number")),
    };
    number.map_err(|reason| path.fault(reason))
}

fn not_negative(number: Decimal, path: &Path<'_>) -> Result<Decimal, ClaimsFault> {
    if number.0 < 0 {
        return Err(path.fault(Reason::Negative));
    }
    Ok(number)
}
