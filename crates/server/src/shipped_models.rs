//! The centre models that come with Fyren.

/// Each with the name of its file.
pub(crate) const ALL: [(&str, &str); 3] = [
    ("dalarna.toml", include_str!("../../../models/dalarna.toml")),
    (
        "fyrbodal.toml",
        include_str!("../../../models/fyrbodal.toml"),
    ),
    (
        "gavleborg.toml",
        include_str!("../../../models/gavleborg.toml"),
    ),
];
