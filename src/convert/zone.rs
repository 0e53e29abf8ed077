//! A time without an offset in, the offset of a time zone's clocks then out.

use crate::date::fixed_offset;
use crate::platform::Platform;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Hours whose offsets are remembered: to ask the platform takes thousands of times longer.
const KNOWN: usize = 1024;

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
        // The hour and what is known of it in one number: above 2^20 hours before 1970 there is no year. Zero is unused.
        let hour = seconds.div_euclid(3600);
        let mark = (hour + (1 << 40)).cast_unsigned() << 16;
        let slot = known.get((mark >> 16) as usize % KNOWN)?;
        let entry = slot.load(Ordering::Relaxed);
        if entry >> 16 == mark >> 16 {
            return Some((entry as u16).cast_signed());
        }
        let offset = i16::try_from((platform.utc_offset)(name, hour * 3600)?).ok()?;
        slot.store(mark | u64::from(offset.cast_unsigned()), Ordering::Relaxed);
        Some(offset)
    }
}
