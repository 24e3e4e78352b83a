//! Those who work at a centre, and in which role.

use crate::code::written_enum;

written_enum! {
    /// What a staff member may do at large; what she may do in a matter also depends on her relation to it.
    pub enum Role {
        /// Logs, triages, convenes, follows up, counts.
        Coordinator = "coordinator",
        /// Of the operative team: a counsellor, case officer, midwife, lawyer or police officer employed elsewhere.
        Member = "member",
        /// Keeps staff, model and retention. Can read no matter.
        Administrator = "administrator",
        /// Of the steering group: no case data.
        Steering = "steering",
    }
}
