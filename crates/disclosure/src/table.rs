//! One table of small integers: a row for each unit, a column for each dimension.

use crate::dimension::Dimension;

/// One category, or several as bits.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Cell {
    One(u8),
    Several(u64),
}

/// A column of one kind of cells.
#[derive(Clone, Debug)]
pub(crate) enum Column {
    One(Vec<u8>),
    Several(Vec<u64>),
}

/// Rows of one unit. The order of rows has no meaning.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    owners: Vec<u32>,
    months: Vec<u16>,
    weights: Vec<u32>,
    columns: Vec<Option<Column>>,
}

/// A weight that is not known: the row is a unit of which nobody knows how many it stands for.
pub(crate) const UNKNOWN_WEIGHT: u32 = u32::MAX;

/// What one row holds.
pub(crate) struct Row {
    pub(crate) owner: u32,
    pub(crate) month: u16,
    pub(crate) weight: u32,
    pub(crate) cells: Vec<(Dimension, Cell)>,
}

impl Table {
    pub(crate) fn len(&self) -> usize {
        self.owners.len()
    }

    pub(crate) fn owners(&self) -> &[u32] {
        &self.owners
    }

    pub(crate) fn months(&self) -> &[u16] {
        &self.months
    }

    pub(crate) fn weights(&self) -> &[u32] {
        &self.weights
    }

    pub(crate) fn column(&self, dimension: Dimension) -> Option<&Column> {
        self.columns.get(dimension as usize)?.as_ref()
    }

    pub(crate) fn cell(&self, row: u32, dimension: Dimension) -> Option<Cell> {
        Some(match self.column(dimension)? {
            Column::One(column) => Cell::One(*column.get(row as usize)?),
            Column::Several(column) => Cell::Several(*column.get(row as usize)?),
        })
    }

    /// Adds a row and says where it is. Every row of a table has the same dimensions.
    pub(crate) fn push(&mut self, row: Row) -> u32 {
        let place = u32::try_from(self.len()).expect("fewer than four thousand million rows");
        self.owners.push(row.owner);
        self.months.push(row.month);
        self.weights.push(row.weight);
        for (dimension, cell) in row.cells {
            self.columns
                .resize_with(self.columns.len().max(dimension as usize + 1), || None);
            match (
                self.columns[dimension as usize].get_or_insert_with(|| Column::for_cell(cell)),
                cell,
            ) {
                (Column::One(column), Cell::One(category)) => column.push(category),
                (Column::Several(column), Cell::Several(bits)) => column.push(bits),
                _ => unreachable!("a dimension of a table has one kind of cells"),
            }
        }
        place
    }

    pub(crate) fn set(&mut self, row: u32, dimension: Dimension, cell: Cell) {
        let column = self
            .columns
            .get_mut(dimension as usize)
            .and_then(Option::as_mut);
        match (column, cell) {
            (Some(Column::One(column)), Cell::One(category)) => column[row as usize] = category,
            (Some(Column::Several(column)), Cell::Several(bits)) => column[row as usize] = bits,
            _ => {}
        }
    }

    /// Removes a row; the last row takes its place. Gives the owner of the row that moved, and where it was.
    pub(crate) fn swap_remove(&mut self, row: u32) -> Option<(u32, u32)> {
        let place = row as usize;
        self.owners.swap_remove(place);
        self.months.swap_remove(place);
        self.weights.swap_remove(place);
        for column in self.columns.iter_mut().flatten() {
            match column {
                Column::One(column) => drop(column.swap_remove(place)),
                Column::Several(column) => drop(column.swap_remove(place)),
            }
        }
        let moved_from = u32::try_from(self.len()).ok()?;
        self.owners.get(place).map(|owner| (*owner, moved_from))
    }
}

impl Column {
    fn for_cell(cell: Cell) -> Self {
        match cell {
            Cell::One(_) => Self::One(Vec::new()),
            Cell::Several(_) => Self::Several(Vec::new()),
        }
    }
}
