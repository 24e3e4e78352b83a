//! Intake keys.
mod week;
