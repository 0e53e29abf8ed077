//! A case's random choices, by a seed: the same on every machine.

use sheethook::csv::{Delimiter, Format};

/// Xorshift with a multiplication: enough to vary texts.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        // Neighbouring seeds begin far from each other.
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        (0..4).for_each(|_| _ = random.next());
        random
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.next() as usize % limit.max(1)
    }

    pub fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    pub fn pick<'t, T: ?Sized>(&mut self, from: &[&'t T]) -> &'t T {
        from[self.below(from.len())]
    }

    /// How many bytes each push takes: small, or around the edges of the engine's blocks.
    pub fn chunk(&mut self) -> usize {
        const SIZES: [usize; 10] = [1, 1, 2, 3, 7, 15, 16, 63, 64, 65];
        if self.one_in(3) { 1 + self.below(300) } else { SIZES[self.below(SIZES.len())] }
    }
}

/// The formats that are tried; the first is most files'.
pub fn format(random: &mut Random) -> Format {
    let comma = Format::delimited_by(b',');
    let of = |text: &str, runs| Delimiter::new(text, runs).expect("it can be used");
    match random.below(16) {
        0 => Format { delimiter: of(";", false), ..comma },
        1 => Format { delimiter: of("||", false), ..comma },
        2 => Format { delimiter: of("§", false), ..comma },
        3 => Format { delimiter: of(", ", false), ..comma },
        4 => Format { delimiter: of(" ", true), ..comma },
        5 => Format { delimiter: of("||", true), ..comma },
        6 => Format { quote: None, ..comma },
        7 => Format { quote: Some(b'\''), ..comma },
        8 | 9 => Format { escape: Some(b'\\'), ..comma },
        10 => Format { comment: Some(b'#'), ..comma },
        11 => Format { escape: Some(b'\\'), comment: Some(b'#'), delimiter: of(" ", true), ..comma },
        _ => comma,
    }
}

/// What stands in texts that are hard to read: structure, its halves, and bytes that JSON escapes or UTF-8 lacks.
const PARTS: [&[u8]; 34] = [
    b",",
    b",",
    b",",
    b"\n",
    b"\n",
    b"\n",
    b"\r\n",
    b"\r",
    b"\"",
    b"\"",
    b"\"",
    b"\"\"",
    b",\"",
    b"\",",
    b"\"\n",
    b" ",
    b"  ",
    b"a",
    b"bc",
    b"12",
    b"-0.5",
    b"\xC3\xA9",
    b"\xE2\x82",
    b"\x82",
    b"\xEF\xBF\xBD",
    b"\\",
    b"#",
    b"|",
    b"||",
    b"\xC2\xA7",
    b";",
    b"'",
    b"\0",
    b"\t",
];

/// A text of such parts, or a seed with some of its bytes changed. Some are long enough for several blocks of rows.
pub fn text(random: &mut Random, seeds: &[Vec<u8>], format: &Format) -> Vec<u8> {
    if random.one_in(4) && !seeds.is_empty() {
        let mut text = seeds[random.below(seeds.len())].clone();
        for _ in 0..random.below(6) {
            let at = random.below(text.len() + 1);
            let gone = random.below(4).min(text.len() - at);
            let part = part(random, format);
            text.splice(at..at + gone, part);
        }
        return text;
    }
    let count = if random.one_in(40) { random.below(400) } else { random.below(28) };
    let plain = random.one_in(3);
    let mut text = Vec::new();
    for _ in 0..count {
        // Long stretches without structure come to the edges of its blocks.
        if random.one_in(30) {
            text.extend(std::iter::repeat_n(b"x\" "[random.below(3)], random.below(140)));
        }
        let next = part(random, format);
        text.extend(if plain && !next.is_ascii() { b"y".to_vec() } else { next });
    }
    if random.one_in(120) {
        text = text.repeat(1 + 6000 / text.len().max(1));
    }
    text
}

fn part(random: &mut Random, format: &Format) -> Vec<u8> {
    let part = random.pick(&PARTS);
    // The format's own structure where most files have theirs.
    part.iter()
        .flat_map(|byte| match byte {
            b',' => format.delimiter.as_bytes().to_vec(),
            b'"' => vec![format.quote.unwrap_or(b'"')],
            byte => vec![*byte],
        })
        .collect()
}
