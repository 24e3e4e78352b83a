//! The reasons one can give for a reading, in words.

use fyren_domain::review::ReadingReason;

use crate::texts::{Texts, fl};

/// A reason as it is read.
pub(crate) fn reason_label(reason: ReadingReason, texts: Texts) -> String {
    match reason {
        ReadingReason::OwnMatter => fl!(texts, "review-own-matter"),
        ReadingReason::AskedByColleague => fl!(texts, "review-asked-by-colleague"),
        ReadingReason::DutyRota => fl!(texts, "review-duty-rota"),
        ReadingReason::Mistake => fl!(texts, "review-mistake"),
        ReadingReason::Other => fl!(texts, "review-other"),
    }
}

/// All of them, to choose one.
pub(super) fn choices(texts: Texts) -> Vec<(&'static str, String)> {
    let choice = |reason: &ReadingReason| (reason.as_str(), reason_label(*reason, texts));
    ReadingReason::ALL.iter().map(choice).collect()
}
