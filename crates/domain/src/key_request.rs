//! Key requests: a coordinator who has no key of a matter asks its readers for one ("breaks the glass").
//!
//! Nothing but a reader's browser can give a key. Asking makes it quick and seen by all.

use crate::code::written_enum;

written_enum! {
    /// Why the keys are needed. In codes, since a text could tell what only readers may know.
    pub enum KeyReason {
        /// Somebody's life is in danger.
        DangerToLife = "danger_to_life",
        /// Those who read cannot be reached by those who need them.
        ReaderUnreachable = "reader_unreachable",
        /// The matter changes hands.
        Handover = "handover",
        /// An order of supervision.
        SupervisionOrder = "supervision_order",
    }
}
