//! The offset of a time zone's clocks at a time.

use crate::base::platform::Platform;
use crate::date::fixed_offset;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Days whose offsets are remembered, those of eleven years: to ask the platform takes thousands of times longer. Of days
/// on which clocks change, hours are.
const KNOWN: i64 = 4096;

/// What is remembered of a day or hour in which the clocks change, or of which the platform knows nothing.
const NOT_ONE: i16 = i16::MIN;

/// A time zone.
#[derive(Debug)]
pub(super) enum Zone {
    /// Always as many minutes ahead of UTC.
    Fixed(i16),
    /// One whose clocks change.
    Named { name: Arc<str>, known: Box<[AtomicU64]>, platform: Platform },
}

impl Zone {
    pub(super) fn new(name: &str, platform: Platform) -> Zone {
        match fixed_offset(name.as_bytes()) {
            Some(offset) => Zone::Fixed(offset),
            None => Zone::Named {
                name: name.into(),
                known: (0..KNOWN).map(|_| AtomicU64::new(0)).collect(),
                platform,
            },
        }
    }

    /// Minutes by which its clocks are ahead of UTC when they show so many seconds since 1970.
    pub(super) fn offset(&self, seconds: i64) -> Option<i16> {
        let (name, known, platform) = match self {
            Zone::Fixed(offset) => return Some(*offset),
            Zone::Named { name, known, platform } => (name, known, platform),
        };
        let ask = |seconds| i16::try_from((platform.utc_offset)(name, seconds)?).ok();
        for (length, is_hour) in [(86_400, 0), (3600, 1)] {
            let number = seconds.div_euclid(length);
            // The day or hour and what is known of it in one number: 2^40 hours before 1970 there is no year. Zero is unused.
            let mark = (number * 2 + is_hour + (1 << 40)).cast_unsigned() << 16;
            let place = known.get(number.rem_euclid(KNOWN) as usize)?;
            let mut entry = place.load(Ordering::Relaxed);
            if entry >> 16 != mark >> 16 {
                let first = ask(number * length);
                let one = first.filter(|_| first == ask(number * length + length - 1)).unwrap_or(NOT_ONE);
                entry = mark | u64::from(one.cast_unsigned());
                place.store(entry, Ordering::Relaxed);
            }
            let offset = (entry as u16).cast_signed();
            if offset != NOT_ONE {
                return Some(offset);
            }
        }
        ask(seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::Zone;
    use crate::base::platform::{Case, Platform};
    use std::sync::atomic::{AtomicU32, Ordering};

    static ASKED: AtomicU32 = AtomicU32::new(0);

    /// On its day 100 the clocks go from 2:00 to 2:30, as on Lord Howe Island.
    const CHANGE: i64 = 100 * 86_400 + 9000;

    fn utc_offset(zone: &str, local: i64) -> Option<i32> {
        ASKED.fetch_add(1, Ordering::Relaxed);
        (zone == "Australia/Lord_Howe").then_some(if local < CHANGE { 630 } else { 660 })
    }

    #[test]
    fn the_platform_is_asked_twice_a_day_and_twice_an_hour_where_clocks_change() {
        let change_case = |text: &str, _: Case| text.to_owned();
        let platform = Platform { fold: str::to_owned, change_case, utc_offset, seed: || 0 };
        let zone = Zone::new("Australia/Lord_Howe", platform);
        let day = 86_400;
        for (times, wanted, asked) in [
            // A whole day by the minute.
            (99 * day..100 * day, 630, 2),
            (-5 * day..-4 * day, 630, 2),
            // Hours before the change and after it.
            (100 * day..100 * day + 7200, 630, 6),
            (100 * day + 10_800..101 * day, 660, 42),
            // A day whose place another one has.
            (4195 * day..4196 * day, 660, 2),
            (99 * day..100 * day, 630, 2),
        ] {
            ASKED.store(0, Ordering::Relaxed);
            for time in times.clone().step_by(60) {
                assert_eq!(zone.offset(time), Some(wanted), "{time}");
            }
            assert_eq!(ASKED.load(Ordering::Relaxed), asked, "{times:?}");
        }
        // Within the hour.
        assert_eq!([zone.offset(CHANGE - 1), zone.offset(CHANGE)], [Some(630), Some(660)]);
    }
}
