//! Broken UTF-8 through the splitter and the cells' repair.

use crate::random::{self, Random};
use crate::split::{self, START};
use sheethook::csv::decode::{bom_len, is_intact, repair};
use sheethook::csv::Format;

pub fn run(random: &mut Random, seeds: &[Vec<u8>]) -> (Vec<u8>, String, Box<dyn Fn(&[u8])>) {
    const PARTS: [&[u8]; 24] = [
        b"a",
        b"xyz",
        b",",
        b",",
        b"\n",
        b"\"",
        b"\xC3\xA9",
        b"\xC3",
        b"\xA9",
        b"\xE2\x82\xAC",
        b"\xE2\x82",
        b"\xE2",
        b"\xF0\x9F\x98\x80",
        b"\xF0\x9F\x98",
        b"\xF0\x9F",
        b"\xF0",
        b"\xEF\xBF\xBD",
        b"\xEF\xBB\xBF",
        b"\xED\xA0\x80",
        b"\xC0\xAF",
        b"\xF4\x90\x80\x80",
        b"\xFF",
        b"\xFE",
        b"\x80",
    ];
    let text = if random.one_in(4) {
        random::text(random, seeds, &Format::delimited_by(b','))
    } else {
        let most = if random.one_in(20) { 200 } else { 16 };
        let count = random.below(most);
        (0..count).flat_map(|_| random.pick(&PARTS).to_vec()).collect()
    };
    let chunks: Vec<_> = (0..1 + random.below(3)).map(|_| random.chunk()).collect();
    let told = format!("chunks {chunks:?}");
    (text, told, Box::new(move |text| hold(text, &chunks)))
}

fn hold(text: &[u8], chunks: &[usize]) {
    // All of it: as the standard library and as browsers' decoders read it.
    let read = repair(text);
    assert_eq!(read, String::from_utf8_lossy(text).as_bytes(), "not as the standard library");
    let (browsers, broken) = encoding_rs::UTF_8.decode_without_bom_handling(text);
    assert_eq!(read, browsers.as_bytes(), "not as the Encoding Standard says");
    assert_eq!(is_intact(text), !broken && !browsers.contains('\u{FFFD}'), "whether it is intact");
    assert_eq!(repair(&read), read, "what is repaired stays");
    assert_eq!(bom_len(text), if text.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 });
    // Cell by cell: however the bytes come, and no delimiter or line end is taken for the rest of a broken character.
    let format = Format::delimited_by(b',');
    let whole = split::split(text, format, 0, START, &[]);
    assert_eq!(split::split(text, format, 0, START, chunks), whole, "in chunks it is another");
    if !text.contains(&b'"') {
        let lines = read.split(|byte| b"\r\n".contains(byte));
        let lines = lines.filter(|line| !line.iter().all(|byte| b" \t".contains(byte)));
        let wanted: Vec<Vec<_>> =
            lines.map(|line| line.split(|byte| *byte == b',').map(<[u8]>::to_vec).collect()).collect();
        let cells = |row: &split::Row| row.cells.iter().map(|cell| repair(cell).into_owned()).collect();
        assert_eq!(whole.rows.iter().map(cells).collect::<Vec<Vec<_>>>(), wanted, "cells");
    }
}
