//! Days of the calendar and times of a day: what they are, how they are written, and layouts of them.

mod time;
mod layout;
mod names;

pub use layout::Layout;
pub use names::month_name;
pub use time::{DateTime, Half, Time, fixed_offset};

/// A day of the proleptic Gregorian calendar, written as `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// From this year on, two digits of a year mean the last century: 69 is 1969, 68 is 2068.
const PIVOT: u16 = 69;

impl Date {
    /// The day, if the calendar has it.
    pub fn new(year: u16, month: u16, day: u16) -> Option<Date> {
        let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        ((1..=days).contains(&day) && year <= 9999).then_some(Date {
            year,
            month: month as u8,
            day: day as u8,
        })
    }

    /// The year that two digits mean.
    pub fn year_of_two(digits: u16) -> u16 {
        if digits < PIVOT { 2000 + digits } else { 1900 + digits }
    }

    /// Days since 1970-01-01.
    pub fn days(self) -> i64 {
        // Years begin in March, so that a leap day is their last. 719,468 days lie before 1970 since March of year 0.
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month < 3);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - 719_468
    }

    /// The day so many days after 1970-01-01, in the years from 0 to 9999.
    pub fn from_days(days: i64) -> Option<Date> {
        let since = days + 719_468;
        let (era, day_of_era) = (since.div_euclid(146_097), since.rem_euclid(146_097));
        let year = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let year = year + era * 400 + i64::from(month >= 10);
        Date::new(u16::try_from(year).ok()?, ((month + 2) % 12 + 1) as u16, day as u16)
    }

    /// The day as ISO 8601 has it: `2024-02-29`.
    pub fn iso(self) -> [u8; 10] {
        let digit = |number: u16, unit: u16| b'0' + (number / unit % 10) as u8;
        let (month, day) = (u16::from(self.month), u16::from(self.day));
        [
            digit(self.year, 1000),
            digit(self.year, 100),
            digit(self.year, 10),
            digit(self.year, 1),
            b'-',
            digit(month, 10),
            digit(month, 1),
            b'-',
            digit(day, 10),
            digit(day, 1),
        ]
    }

    /// Reads `YYYY-MM-DD` at the start of a text, and gives what follows.
    pub fn iso_prefix(text: &[u8]) -> Option<(Date, &[u8])> {
        let (day, rest) = text.split_first_chunk::<10>()?;
        let (year, day) = digits(day, 4, 4)?;
        let (month, day) = digits(day.strip_prefix(b"-")?, 2, 2)?;
        let (day, _) = digits(day.strip_prefix(b"-")?, 2, 2)?;
        Some((Date::new(year, month, day)?, rest))
    }
}

/// Whether a text is a day of the calendar in the form `YYYY-MM-DD`.
pub fn is_iso_date(text: &str) -> bool {
    Date::iso_prefix(text.as_bytes()).is_some_and(|(_, rest)| rest.is_empty())
}

/// A number of at least and at most so many digits, and what follows it.
fn digits(text: &[u8], least: usize, most: usize) -> Option<(u16, &[u8])> {
    let count = text.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
    let (number, rest) = text.split_at(count);
    let number = number.iter().fold(0_u16, |sum, digit| sum.wrapping_mul(10) + u16::from(digit - b'0'));
    (count >= least).then_some((number, rest))
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn days_are_counted_there_and_back() {
        assert_eq!(Date::new(1970, 1, 1).map(Date::days), Some(0));
        assert_eq!(Date::new(2024, 2, 29).map(Date::days), Some(19_782));
        for days in (-719_528..2_932_897).step_by(97) {
            assert_eq!(Date::from_days(days).map(Date::days), Some(days));
        }
        assert_eq!(Date::from_days(2_932_897), None, "the year 10000");
        assert_eq!(Date::from_days(-719_529), None, "the year before 0");
    }
}
