//! Fyren.
fn main() {}
