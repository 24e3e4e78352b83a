//! A model file as it was read: faults with their places, or what the centre becomes.

use fyren_domain::centre::{AgeSpan, CentreModel, ModelFault};

use crate::texts::{Texts, fl};

/// What was found in a model file.
pub(crate) enum Reading {
    /// Nothing was sent yet.
    None,
    /// What stands in the way.
    Faults(FaultList),
    /// What it makes.
    Preview(Box<Preview>),
}

/// What stands in the way, as part of a page.
#[derive(askama::Template)]
#[template(path = "model/faults.html")]
pub(crate) struct FaultList {
    texts: Texts,
    lines: Vec<FaultLine>,
}

/// A fault and where it is.
struct FaultLine {
    place: String,
    reason: String,
}

/// The parts of a model people recognise their centre by, as part of a page.
#[derive(askama::Template)]
#[template(path = "model/preview.html")]
pub(crate) struct Preview {
    texts: Texts,
    id: String,
    name: String,
    public_title: String,
    county: String,
    kommuner: String,
    ages: String,
    telephones: Vec<(String, String)>,
    leave_address: String,
    unknown: String,
}

impl Reading {
    /// Reads a text; the model too, if it can be used.
    pub(crate) fn of(texts: Texts, text: &str) -> (Self, Option<CentreModel>) {
        if text.trim().is_empty() {
            return (Self::None, None);
        }
        match CentreModel::parse(text) {
            Ok(model) => (
                Self::Preview(Box::new(Preview::of(texts, &model))),
                Some(model),
            ),
            Err(faults) => {
                let lines = faults.iter().map(|fault| line(texts, fault)).collect();
                (Self::Faults(FaultList { texts, lines }), None)
            }
        }
    }
}

fn line(texts: Texts, fault: &ModelFault) -> FaultLine {
    let place = fl!(
        texts,
        "setup-fault",
        line = fault.line,
        column = fault.column
    );
    FaultLine {
        place,
        reason: fault.reason.clone(),
    }
}

impl Preview {
    /// What a model makes.
    pub(crate) fn of(texts: Texts, model: &CentreModel) -> Self {
        let kommuner: Vec<_> = model
            .kommuner
            .iter()
            .map(|kommun| kommun.name.as_str())
            .collect();
        let telephones = model.telephones.iter().map(|telephone| &telephone.value);
        Self {
            texts,
            id: model.id.to_string(),
            name: model.name.value.sv.clone(),
            public_title: model.public_title.sv.clone(),
            county: model.county.clone(),
            kommuner: kommuner.join(", "),
            ages: ages(texts, model.target_group.as_ref().map(|group| group.value)),
            telephones: telephones
                .map(|telephone| (telephone.label.sv.clone(), telephone.number.clone()))
                .collect(),
            leave_address: model.leave_address.clone(),
            unknown: model.unknown.join(", "),
        }
    }
}

fn ages(texts: Texts, span: Option<AgeSpan>) -> String {
    match span {
        None => fl!(texts, "setup-undecided"),
        Some(AgeSpan {
            youngest,
            oldest: None,
        }) => fl!(texts, "setup-preview-ages-from", youngest = youngest),
        Some(AgeSpan {
            youngest,
            oldest: Some(oldest),
        }) => {
            fl!(
                texts,
                "setup-preview-ages-between",
                youngest = youngest,
                oldest = oldest
            )
        }
    }
}
