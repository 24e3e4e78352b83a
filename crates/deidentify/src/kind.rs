//! What a span is.

/// What was found, and with it whether it blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A personal identity number, in any written form, right or wrong.
    Personnummer,
    /// A coordination number: the day is raised by 60 (SFS 2022:1697).
    Samordningsnummer,
    /// An interim number: a letter instead of the first figure of the serial number.
    Interim,
    /// A national reserve number of health care.
    NationalReserve,
    /// A reserve number of one region's health care.
    RegionalReserve,
    /// A telephone number that is no public line.
    Telephone,
    /// An e-mail address.
    EMail,
    /// A name in a social medium, or the address of a profile there.
    Handle,
    /// A street, a box or a flat.
    Address,
    /// A postcode.
    Postcode,
    /// The number of a matter at an authority, the police or a court.
    DiaryNumber,
    /// A school or preschool by its name.
    School,
    /// A workplace by its name.
    Workplace,
    /// A person's name.
    Name,
    /// A day that is no feast.
    Date,
    /// A small place together with age and form of school.
    SmallPlace,
}

impl Kind {
    /// Every kind, in the order in which they are told.
    pub const ALL: [Self; 16] = [
        Self::Personnummer,
        Self::Samordningsnummer,
        Self::Interim,
        Self::NationalReserve,
        Self::RegionalReserve,
        Self::Telephone,
        Self::EMail,
        Self::Handle,
        Self::Address,
        Self::Postcode,
        Self::DiaryNumber,
        Self::School,
        Self::Workplace,
        Self::Name,
        Self::Date,
        Self::SmallPlace,
    ];

    /// The kind's word in messages and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Personnummer => "personnummer",
            Self::Samordningsnummer => "samordningsnummer",
            Self::Interim => "interim",
            Self::NationalReserve => "national-reserve",
            Self::RegionalReserve => "regional-reserve",
            Self::Telephone => "telephone",
            Self::EMail => "e-mail",
            Self::Handle => "handle",
            Self::Address => "address",
            Self::Postcode => "postcode",
            Self::DiaryNumber => "diary-number",
            Self::School => "school",
            Self::Workplace => "workplace",
            Self::Name => "name",
            Self::Date => "date",
            Self::SmallPlace => "small-place",
        }
    }

    /// Whether the text must not be sent while it stands there: numbers that belong to one person.
    ///
    /// A private telephone number does; a diary number and a postcode belong to more than a person, and an
    /// e-mail address is no number: these can be kept with a reason.
    #[must_use]
    pub const fn blocks(self) -> bool {
        matches!(
            self,
            Self::Personnummer
                | Self::Samordningsnummer
                | Self::Interim
                | Self::NationalReserve
                | Self::RegionalReserve
                | Self::Telephone
        )
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_kind_has_a_code_of_its_own() {
        let codes: BTreeSet<_> = Kind::ALL.into_iter().map(Kind::code).collect();
        assert_eq!(codes.len(), Kind::ALL.len());
    }
}
