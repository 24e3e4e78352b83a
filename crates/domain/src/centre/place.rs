//! Where a centre is: its county, its kommuner and how many live there.

use super::{Kommun, PopulationSource, section::Section};
use crate::kommun;

pub(super) fn county<'a>(file: &mut Section<'a>) -> &'a str {
    let county = file.need_text("county");
    if !county.value.is_empty() && !kommun::is_county(county.value) {
        file.fault(
            county.at,
            format!(
                "SCB has no county `{}`: write two digits such as \"21\"",
                county.value
            ),
        );
    }
    county.value
}

pub(super) fn kommuner(file: &mut Section<'_>, county: &str) -> Vec<Kommun> {
    let Some(codes) = file.texts("kommuner") else {
        if !file.has("kommuner") {
            file.missing("kommuner", "a list of SCB codes such as [\"2101\"]");
        }
        return Vec::new();
    };
    let mut kommuner: Vec<Kommun> = Vec::new();
    for code in codes {
        let Some(found) = kommun::find(code.value) else {
            file.fault(code.at, format!("SCB has no kommun `{}`", code.value));
            continue;
        };
        if found.county != county {
            file.fault(
                code.at,
                format!(
                    "{} lies in {} ({}), not in the centre's county",
                    found.name, found.county_name, found.county
                ),
            );
        }
        if kommuner.iter().any(|kommun| kommun.code == found.code) {
            file.fault(
                code.at,
                format!("{} stands here twice: remove one", found.name),
            );
        }
        kommuner.push(Kommun {
            code: found.code.clone(),
            name: found.name.into(),
            population: None,
        });
    }
    kommuner
}

pub(super) fn population(
    file: &mut Section<'_>,
    kommuner: &mut [Kommun],
) -> Option<PopulationSource> {
    let mut section = file.section("population")?;
    let source = PopulationSource {
        as_of: section.need_text("as_of").value.into(),
        source: section.source(),
    };
    let numbers = section
        .need_section("persons")
        .map(Section::coded_numbers)
        .unwrap_or_default();
    for (code, persons) in numbers {
        match kommuner
            .iter_mut()
            .find(|kommun| kommun.code.as_str() == code.value)
        {
            Some(kommun) => kommun.population = Some(persons),
            None => section.fault(
                code.at,
                format!("`{}` is none of the centre's kommuner", code.value),
            ),
        }
    }
    for kommun in kommuner.iter().filter(|kommun| kommun.population.is_none()) {
        section.fault(
            section.at(),
            format!("`population` lacks {} ({})", kommun.name, kommun.code),
        );
    }
    section.finish();
    Some(source)
}
