//! How much work is demanded of whoever sends something without an account: next to nothing, and more while much comes in.
//!
//! Work is counted in tries of `seal::work`. What was taken into the queue lately raises what a place in the queue costs; what went to the
//! shelf of held enquiries raises only what a place there costs. So nobody can make it dear for others without paying the same herself, and
//! nothing is refused for where it comes from.

/// Tries that cost a slow telephone a tenth of a second.
pub const BASE_TRIES: u32 = 32;
/// Never more: a slow telephone takes about two minutes for it.
pub const MOST_TRIES: u32 = BASE_TRIES << MOST_DOUBLINGS;

const MOST_DOUBLINGS: u32 = 10;
/// As many enquiries in an hour as no centre has on its busiest day; then so many more double the demand.
const QUEUED_FREELY: u64 = 60;
const QUEUED_DOUBLING: u64 = 30;
/// The same for the shelf of held enquiries, where only the disk is spent.
const HELD_FREELY: u64 = 5_000;
const HELD_DOUBLING: u64 = 1_000;
/// Whoever has worked for this part of what is demanded has not been overtaken on the way.
const OVERTAKEN: u32 = 2;
/// A sealed file is worth so many small entries for each MiB begun.
const FILE_FACTOR: u32 = 8;

const SECONDS_IN_HOUR: u64 = 3_600;
const KIB: u64 = 1_024;

/// What came in this whole hour and the one before: no finer time is kept.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Arrivals {
    /// Since the hour began.
    pub this_hour: u64,
    /// In the hour before.
    pub last_hour: u64,
    /// How much of this hour has passed.
    pub seconds: u64,
}

impl Arrivals {
    /// About how many came in the last sixty minutes, as if those of the hour before had come evenly.
    fn lately(self) -> u64 {
        let left = SECONDS_IN_HOUR.saturating_sub(self.seconds);
        self.this_hour + self.last_hour * left / SECONDS_IN_HOUR
    }
}

/// Tries that are demanded.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Demand(u32);

/// Where an enquiry goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Admission {
    /// Into the queue.
    Queued,
    /// Aside, for a coordinator to look at.
    Held,
}

impl Demand {
    /// The least that anything costs.
    pub const BASE: Self = Self(BASE_TRIES);

    /// What a place in the queue costs after so many.
    #[must_use]
    pub fn for_queue(queued: Arrivals) -> Self {
        Self::doubling(queued.lately(), QUEUED_FREELY, QUEUED_DOUBLING)
    }

    /// What a place on the shelf of held enquiries costs after so many: without it nothing is taken.
    #[must_use]
    pub fn for_shelf(held: Arrivals) -> Self {
        Self::doubling(held.lately(), HELD_FREELY, HELD_DOUBLING)
    }

    /// What the next guess of a passphrase costs in a browser nobody knows, after so many that failed.
    #[must_use]
    pub fn for_guess(failures: u32) -> Self {
        Self(BASE_TRIES << failures.min(MOST_DOUBLINGS))
    }

    /// The base at first, twice as much after each further `step` beyond what is free, evenly in between.
    fn doubling(lately: u64, free: u64, step: u64) -> Self {
        let beyond = lately.saturating_sub(free);
        let (doublings, rest) = (beyond / step, beyond % step);
        if doublings >= u64::from(MOST_DOUBLINGS) {
            return Self(MOST_TRIES);
        }
        let whole = u64::from(BASE_TRIES) << doublings;
        let tries = whole + whole * rest / step;
        Self(u32::try_from(tries).unwrap_or(MOST_TRIES))
    }

    /// The same for something sent of so many bytes: more than a few pages cost more.
    #[must_use]
    pub fn for_bytes(self, bytes: u64) -> Self {
        let factor = match bytes / KIB {
            0..16 => 1,
            16..64 => 2,
            64..128 => 4,
            _ => 8,
        };
        Self(self.0.saturating_mul(factor))
    }

    /// The same for a sealed file of so many bytes.
    #[must_use]
    pub fn for_file(self, bytes: u64) -> Self {
        let mebibytes = u32::try_from(bytes.div_ceil(KIB * KIB)).unwrap_or(u32::MAX);
        Self(self.0.saturating_mul(mebibytes.saturating_mul(FILE_FACTOR)))
    }

    /// In tries.
    #[must_use]
    pub fn tries(self) -> u32 {
        self.0
    }

    /// Where an enquiry goes that is worth `proven` tries. Whoever was overtaken by the demand between asking and sending is not held.
    #[must_use]
    pub fn admit(self, proven: u32) -> Admission {
        if proven >= self.0 / OVERTAKEN {
            Admission::Queued
        } else {
            Admission::Held
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn this_hour(this_hour: u64) -> Arrivals {
        Arrivals {
            this_hour,
            last_hour: 0,
            seconds: 1_800,
        }
    }

    #[test]
    fn on_an_ordinary_day_the_base_is_demanded() {
        for queued in [0, 1, 59, 60] {
            assert_eq!(Demand::for_queue(this_hour(queued)), Demand::BASE);
        }
    }

    #[test]
    fn each_thirty_more_in_an_hour_double_it_up_to_what_a_slow_telephone_can_bear() {
        let tries = [75, 90, 120, 180, 359, 360, 100_000]
            .map(|queued| Demand::for_queue(this_hour(queued)).tries());
        assert_eq!(tries, [48, 64, 128, 512, 32_221, MOST_TRIES, MOST_TRIES]);
        assert_eq!(MOST_TRIES, 32_768);
    }

    #[test]
    fn what_came_in_the_hour_before_fades_evenly() {
        let faded = |seconds| {
            Demand::for_queue(Arrivals {
                this_hour: 0,
                last_hour: 120,
                seconds,
            })
            .tries()
        };
        assert_eq!([0, 900, 1_800, 3_600].map(faded), [128, 64, 32, 32]);
    }

    #[test]
    fn what_is_held_makes_only_the_shelf_dear() {
        let tries = [0, 5_000, 6_000, 10_000, 1_000_000]
            .map(|held| Demand::for_shelf(this_hour(held)).tries());
        assert_eq!(tries, [32, 32, 64, 1_024, MOST_TRIES]);
    }

    #[test]
    fn each_failed_guess_doubles_the_next() {
        assert_eq!(
            [0, 1, 5, 10, 99].map(|failed| Demand::for_guess(failed).tries()),
            [32, 64, 1_024, 32_768, 32_768]
        );
    }

    #[test]
    fn what_is_larger_costs_more() {
        let entry = [1, 16_383, 16_384, 65_536, 131_072, 400_000]
            .map(|bytes| Demand::BASE.for_bytes(bytes).tries());
        assert_eq!(entry, [32, 32, 64, 128, 256, 256]);
        let file =
            [1, 1_048_576, 1_048_577, 10_485_760].map(|bytes| Demand::BASE.for_file(bytes).tries());
        assert_eq!(file, [256, 256, 512, 2_560]);
    }

    #[test]
    fn whoever_did_less_than_half_of_what_is_demanded_is_held() {
        let demand = Demand::for_queue(this_hour(120));
        assert_eq!(demand.admit(128), Admission::Queued);
        assert_eq!(demand.admit(64), Admission::Queued);
        assert_eq!(demand.admit(63), Admission::Held);
    }
}
