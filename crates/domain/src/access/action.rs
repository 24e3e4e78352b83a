//! What staff can do, and how they can stand to what they do it to.

use crate::code::written_enum;

written_enum! {
    /// Everything a staff member can do.
    pub enum Action {
        /// Change one's own passphrase and second factors.
        KeepOwnAccount = "keep_own_account",
        /// See who works at the centre.
        ListStaff = "list_staff",
        /// See the queue: a coordinator all but what she is excluded from, a member what she is a reader of.
        ListQueue = "list_queue",
        /// Learn one's own relation to a matter, and nothing else about it.
        FindMatter = "find_matter",
        /// Log an enquiry made by telephone or in person.
        LogCall = "log_call",
        /// Use the centre's canned answers.
        UseCannedAnswers = "use_canned_answers",
        /// Follow the directory of keys, and say what one's browser found in it.
        WatchDirectory = "watch_directory",
        /// Write and change canned answers.
        KeepCannedAnswers = "keep_canned_answers",
        /// Make and hand on the keys of an intake epoch.
        MakeIntakeKeys = "make_intake_keys",
        /// See tables over all matters. For the hub only, not for release.
        Count = "count",
        /// Import calls out of a spreadsheet.
        ImportCalls = "import_calls",
        /// Take all calls with their coded facts out, as a file. For the hub only, not for release.
        ExportCalls = "export_calls",
        /// Read the log of events. The store leaves out the matters the worker is excluded from.
        ReadEvents = "read_events",
        /// Look back on who read what. The store leaves out the matters the worker is excluded from.
        ReviewReadings = "review_readings",
        /// Say why one read, when asked. The store gives only what the worker herself was asked.
        GiveReason = "give_reason",
        /// Set up a centre, change its model.
        ManageModel = "manage_model",
        /// See and run the disposal of what has been kept its time.
        ManageRetention = "manage_retention",
        /// Invite, change or end a colleague; never oneself.
        ManageStaff = "manage_staff",
        /// See who holds shares, and whose keys are being recovered.
        ReadRecovery = "read_recovery",
        /// Name the circle of share holders.
        KeepCircle = "keep_circle",
        /// Accept a place in the circle. The store gives only the worker's own place.
        HoldShares = "hold_shares",
        /// Begin the recovery of a colleague's keys; never of one's own.
        BeginRecovery = "begin_recovery",
        /// Stop the recovery of a colleague's keys. One's own is stopped as part of one's own account.
        StopRecovery = "stop_recovery",
        /// Pass one's share on to a colleague who recovers her keys; never to oneself.
        PassShare = "pass_share",
        /// Read the coded facts of a matter.
        ReadFacts = "read_facts",
        /// Read the sealed text of a matter, and print it.
        ReadMatter = "read_matter",
        /// Read who did what in a matter.
        ReadMatterEvents = "read_matter_events",
        /// Ask a colleague why she read a matter; never oneself.
        AskReason = "ask_reason",
        /// Ask the readers of a matter for its keys, with a reason that all who see the matter are told.
        AskForKey = "ask_for_key",
        /// Give a colleague the keys she asked for; never oneself.
        GiveKey = "give_key",
        /// Open a new enquiry with the intake key, name its first readers, record urgency, family contact and persons.
        Triage = "triage",
        /// Take an enquiry on as a consultation.
        TakeOn = "take_on",
        /// Record advice, referrals and time spent.
        RecordFacts = "record_facts",
        /// Set or finish a follow-up.
        FollowUp = "follow_up",
        /// Take an enquiry that was held, or put away, into the queue.
        TakeIn = "take_in",
        /// Put an enquiry away as junk.
        PutAway = "put_away",
        /// Close an enquiry at once.
        CloseEnquiry = "close_enquiry",
        /// Close a consultation.
        CloseConsultation = "close_consultation",
        /// Open again what was closed.
        Reopen = "reopen",
        /// Write to the asker.
        Answer = "answer",
        /// Write to colleagues.
        Note = "note",
        /// Make a colleague a reader of a matter; never oneself.
        AssignReader = "assign_reader",
        /// End a colleague's reading of a matter, or one's own.
        RemoveReader = "remove_reader",
        /// Give a matter a new key for those who read it, once somebody who had the old one does no more.
        RenewKey = "renew_key",
        /// Keep a colleague out of a matter.
        Exclude = "exclude",
        /// End an exclusion; never one's own.
        LiftExclusion = "lift_exclusion",
        /// Exclude oneself: I may know those it is about.
        StandAside = "stand_aside",
    }
}

written_enum! {
    /// How a staff member stands to what she acts on.
    pub enum Relation {
        /// The act concerns the centre, not one matter.
        NoMatter = "no_matter",
        /// She holds a wrap of the matter's vaults.
        Reader = "reader",
        /// She holds none.
        NotReader = "not_reader",
        /// She is kept out of the matter.
        Excluded = "excluded",
    }
}

impl Action {
    /// Whether the act is done in one matter.
    #[must_use]
    pub fn in_matter(self) -> bool {
        self >= Self::ReadFacts
    }

    /// Whether the act is done to one named colleague.
    #[must_use]
    pub fn concerns_colleague(self) -> bool {
        matches!(
            self,
            Self::ManageStaff
                | Self::BeginRecovery
                | Self::StopRecovery
                | Self::PassShare
                | Self::AskReason
                | Self::GiveKey
                | Self::AssignReader
                | Self::RemoveReader
                | Self::Exclude
                | Self::LiftExclusion
        )
    }

    /// Whether nobody does it to herself: it gives the colleague something, or asks her to account for something.
    pub(super) fn never_to_oneself(self) -> bool {
        matches!(
            self,
            Self::ManageStaff
                | Self::BeginRecovery
                | Self::PassShare
                | Self::AskReason
                | Self::GiveKey
                | Self::AssignReader
                | Self::LiftExclusion
        )
    }

    /// Whether the act is worth nothing without the matter's key.
    pub(super) fn needs_key(self) -> bool {
        matches!(
            self,
            Self::ReadMatter
                | Self::GiveKey
                | Self::Answer
                | Self::Note
                | Self::AssignReader
                | Self::RenewKey
        )
    }
}
