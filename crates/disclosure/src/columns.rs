//! The facts of a centre in memory, as columns of small integers.
//!
//! Facts come one matter at a time and in any order; whatever the order, the same
//! facts give the same tables.

mod cells;

use std::collections::HashMap;

use fyren_domain::{
    centre::CentreModel, consultation::ConsultationFacts, enquiry::EnquiryFacts, id::MatterId,
    person::PersonsMentioned,
};

use crate::{
    dictionary::Dictionary,
    dimension::{Dimension, Unit},
    month::Month,
    table::{Cell, Row, Table, UNKNOWN_WEIGHT},
};

/// All coded facts of one centre.
#[derive(Clone, Debug)]
pub struct Columns {
    dictionaries: Vec<Dictionary>,
    enquiries: Table,
    consultations: Table,
    persons: Table,
    matters: HashMap<MatterId, u32>,
    slots: Vec<Slot>,
    free_slots: Vec<u32>,
}

/// Where the rows of one matter are.
#[derive(Clone, Debug, Default)]
struct Slot {
    enquiry: Option<u32>,
    consultation: Option<u32>,
    persons: Vec<u32>,
}

impl Columns {
    /// No facts yet; categories in the order of the centre's lists.
    #[must_use]
    pub fn of(model: &CentreModel) -> Self {
        Self {
            dictionaries: Dimension::ALL
                .iter()
                .map(|dimension| Dictionary::of(*dimension, model))
                .collect(),
            enquiries: Table::default(),
            consultations: Table::default(),
            persons: Table::default(),
            matters: HashMap::new(),
            slots: Vec::new(),
            free_slots: Vec::new(),
        }
    }

    /// How many matters are known.
    #[must_use]
    pub fn matters(&self) -> usize {
        self.matters.len()
    }

    /// Puts the facts of an enquiry in, in place of earlier ones.
    pub fn replace_enquiry(&mut self, matter: MatterId, facts: &EnquiryFacts) {
        let owner = self.slot(matter);
        self.remove_enquiry_row(owner);
        let mut cells = self.enquiry_cells(facts);
        self.spread_enquiry(owner, &cells);
        cells.push(self.several(Dimension::Exposure, &facts.concerns));
        let month = Month::of_instant(facts.received).number();
        let row = self.enquiries.push(Row {
            owner,
            month,
            weight: 1,
            cells,
        });
        self.slots[owner as usize].enquiry = Some(row);
    }

    /// Puts the facts of a consultation in, in place of earlier ones.
    pub fn replace_consultation(&mut self, matter: MatterId, facts: &ConsultationFacts) {
        let owner = self.slot(matter);
        self.remove_consultation_rows(owner);
        let month = Month::of_instant(facts.taken_on).number();
        let mut shared = self.known_enquiry_cells(owner);
        shared.extend(self.consultation_cells(facts));
        for person in &facts.exposed {
            let cells = [shared.as_slice(), &self.person_cells(person)].concat();
            let row = self.persons.push(Row {
                owner,
                month,
                weight: 1,
                cells,
            });
            self.slots[owner as usize].persons.push(row);
        }
        shared.extend(self.persons_cells(&facts.exposed));
        let weight = match facts.mentioned {
            PersonsMentioned::Unknown => UNKNOWN_WEIGHT,
            PersonsMentioned::Count(count) => count.into(),
        };
        let row = self.consultations.push(Row {
            owner,
            month,
            weight,
            cells: shared,
        });
        self.slots[owner as usize].consultation = Some(row);
    }

    /// Takes everything about a matter out.
    pub fn remove(&mut self, matter: MatterId) {
        let Some(owner) = self.matters.remove(&matter) else {
            return;
        };
        self.remove_enquiry_row(owner);
        self.remove_consultation_rows(owner);
        self.free_slots.push(owner);
    }

    pub(crate) fn table(&self, unit: Unit) -> &Table {
        match unit {
            Unit::Enquiries => &self.enquiries,
            Unit::Consultations | Unit::PersonsMentioned => &self.consultations,
            Unit::ExposedPersons => &self.persons,
        }
    }

    pub(crate) fn dictionary(&self, dimension: Dimension) -> &Dictionary {
        &self.dictionaries[dimension as usize]
    }

    pub(crate) fn owner(&self, matter: MatterId) -> Option<u32> {
        self.matters.get(&matter).copied()
    }

    fn slot(&mut self, matter: MatterId) -> u32 {
        if let Some(owner) = self.owner(matter) {
            return owner;
        }
        let owner = self.free_slots.pop().unwrap_or_else(|| {
            self.slots.push(Slot::default());
            u32::try_from(self.slots.len() - 1).expect("fewer than four thousand million matters")
        });
        self.matters.insert(matter, owner);
        owner
    }

    /// What the enquiry of a matter has said; unknown if it has not come yet.
    fn known_enquiry_cells(&self, owner: u32) -> Vec<(Dimension, Cell)> {
        let row = self.slots[owner as usize].enquiry;
        let coded = Dimension::ALL
            .iter()
            .filter(|dimension| dimension.is_of_enquiry() && **dimension != Dimension::Month);
        let known = |dimension: &Dimension| {
            let cell = row.and_then(|row| self.enquiries.cell(row, *dimension));
            (
                *dimension,
                cell.unwrap_or(Cell::One(self.dictionary(*dimension).unknown())),
            )
        };
        coded.map(known).collect()
    }

    fn spread_enquiry(&mut self, owner: u32, cells: &[(Dimension, Cell)]) {
        let slot = &self.slots[owner as usize];
        for (dimension, cell) in cells {
            if let Some(row) = slot.consultation {
                self.consultations.set(row, *dimension, *cell);
            }
            for row in &slot.persons {
                self.persons.set(*row, *dimension, *cell);
            }
        }
    }

    fn remove_enquiry_row(&mut self, owner: u32) {
        let Some(row) = self.slots[owner as usize].enquiry.take() else {
            return;
        };
        if let Some((moved, _)) = self.enquiries.swap_remove(row) {
            self.slots[moved as usize].enquiry = Some(row);
        }
    }

    fn remove_consultation_rows(&mut self, owner: u32) {
        if let Some(row) = self.slots[owner as usize].consultation.take()
            && let Some((moved, _)) = self.consultations.swap_remove(row)
        {
            self.slots[moved as usize].consultation = Some(row);
        }
        // From the end of the table, so that no row of this matter is moved into the place of another.
        let mut rows = std::mem::take(&mut self.slots[owner as usize].persons);
        rows.sort_unstable_by(|one, other| other.cmp(one));
        for row in rows {
            if let Some((moved, from)) = self.persons.swap_remove(row) {
                let moved_rows = &mut self.slots[moved as usize].persons;
                moved_rows
                    .iter_mut()
                    .filter(|place| **place == from)
                    .for_each(|place| *place = row);
            }
        }
    }
}
