//! What colleagues tried and were refused, as the coordinator sees it beside the readings.

use fyren_domain::id::EnquiryNumber;
use fyren_store::review::Refused;

use super::name;
use crate::event::Names;
use crate::matter::moment;
use crate::paths::{filled, hub};
use crate::texts::{Texts, fl};

/// One colleague's attempts of one kind.
pub(super) struct RefusedLine {
    pub(super) name: String,
    pub(super) what: String,
    /// The address of the matter, and its number.
    pub(super) matter: Option<(String, String)>,
    pub(super) times: i64,
    pub(super) last: String,
}

impl RefusedLine {
    pub(super) fn of(refused: &Refused, names: &Names, texts: Texts) -> Self {
        let number = refused.matter_number.as_ref().map(EnquiryNumber::to_string);
        let address = refused.matter_id.map(|matter| filled(hub::MATTER, &matter));
        Self {
            name: name(names, refused.staff_id),
            what: match refused.action.as_str() {
                "form_refused" => fl!(texts, "review-refused-form"),
                _ => fl!(texts, "review-refused-access"),
            },
            matter: address.zip(number),
            times: refused.times,
            last: moment(refused.last),
        }
    }
}
