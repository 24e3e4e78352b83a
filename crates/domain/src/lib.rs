//! Fyren.
