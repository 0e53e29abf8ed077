//! A cell's text in, a day of the calendar out, by the layouts that a column takes.

/// A day of the proleptic Gregorian calendar, written as `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, if the calendar has it.
    fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        (1..=days).contains(&day).then_some(Date { year, month, day })
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
}

/// Whether a text is a day of the calendar in the form `YYYY-MM-DD`.
pub fn is_iso_date(text: &str) -> bool {
    DateFormat::iso().parse(text.as_bytes()).is_some()
}

/// A layout of dates, such as `DD/MM/YYYY`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateFormat {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Four digits.
    Year,
    /// Digits: exactly two, or one or two.
    Month { padded: bool },
    /// The English name, whole or its first three letters.
    MonthName { whole: bool },
    /// Digits: exactly two, or one or two.
    Day { padded: bool },
    /// A byte that stands for itself.
    Literal(u8),
}

const TOKENS: [(&str, Part); 7] = [
    ("YYYY", Part::Year),
    ("MMMM", Part::MonthName { whole: true }),
    ("MMM", Part::MonthName { whole: false }),
    ("MM", Part::Month { padded: true }),
    ("M", Part::Month { padded: false }),
    ("DD", Part::Day { padded: true }),
    ("D", Part::Day { padded: false }),
];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl DateFormat {
    /// The layout `YYYY-MM-DD`.
    pub fn iso() -> DateFormat {
        let (month, day) = (Part::Month { padded: true }, Part::Day { padded: true });
        DateFormat { parts: vec![Part::Year, Part::Literal(b'-'), month, Part::Literal(b'-'), day] }
    }

    /// Reads a layout. The error says what is wrong with it.
    pub fn read(layout: &str) -> Result<DateFormat, String> {
        let mut parts = Vec::new();
        let mut rest = layout;
        while let Some(first) = rest.chars().next() {
            if let Some((token, part)) = TOKENS.iter().find(|(token, _)| rest.starts_with(token)) {
                parts.push(*part);
                rest = &rest[token.len()..];
            } else if first.is_ascii_alphabetic() && first != 'T' {
                return Err(format!("\"{first}\" is none of YYYY, MM, M, MMM, MMMM, DD, D"));
            } else {
                let (literal, after) = rest.split_at(first.len_utf8());
                parts.extend(literal.bytes().map(Part::Literal));
                rest = after;
            }
        }
        let count = |wanted: fn(&Part) -> bool| parts.iter().filter(|part| wanted(part)).count();
        let whole = count(|part| matches!(part, Part::Year)) == 1
            && count(|part| matches!(part, Part::Month { .. } | Part::MonthName { .. })) == 1
            && count(|part| matches!(part, Part::Day { .. })) == 1;
        if whole { Ok(DateFormat { parts }) } else { Err("needs one year, one month and one day".to_owned()) }
    }

    /// Reads a date written in this layout, if it is one and the calendar has it.
    pub fn parse(&self, text: &[u8]) -> Option<Date> {
        let (mut year, mut month, mut day) = (0, 0, 0);
        let mut rest = text;
        for part in &self.parts {
            rest = match *part {
                Part::Year => {
                    let (number, after) = digits(rest, 4, 4)?;
                    year = number;
                    after
                }
                Part::Month { padded } => {
                    let (number, after) = digits(rest, if padded { 2 } else { 1 }, 2)?;
                    month = number as u8;
                    after
                }
                Part::Day { padded } => {
                    let (number, after) = digits(rest, if padded { 2 } else { 1 }, 2)?;
                    day = number as u8;
                    after
                }
                Part::MonthName { whole } => {
                    let (number, after) = month_name(rest, whole)?;
                    month = number;
                    after
                }
                Part::Literal(byte) => rest.strip_prefix(&[byte])?,
            };
        }
        if rest.is_empty() { Date::new(year, month, day) } else { None }
    }
}

/// A number of at least and at most so many digits, and what follows it.
fn digits(text: &[u8], least: usize, most: usize) -> Option<(u16, &[u8])> {
    let count = text.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
    let (number, rest) = text.split_at(count);
    (count >= least).then(|| (number.iter().fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0')), rest))
}

fn month_name(text: &[u8], whole: bool) -> Option<(u8, &[u8])> {
    (1..).zip(MONTHS).find_map(|(number, name)| {
        let name = if whole { name } else { &name[..3] };
        let (start, rest) = text.split_at_checked(name.len())?;
        start.eq_ignore_ascii_case(name.as_bytes()).then_some((number, rest))
    })
}
