//! Hostile texts of one size and of twice it: says where the time of a byte grows with the size.

use sheethook::error::Error;
use sheethook::matching::columns_of;
use sheethook::session::{ReadOptions, Sheet};
use sheethook::csv::{BLOCK_ROWS, Format, Place, Splitter};
use std::time::Instant;

fn split(text: &[u8], format: Format, chunk: usize) -> Result<usize, Error> {
    let mut splitter = Splitter::new(format, Place { offset: 0, line: 1 }, 2);
    let mut rows = 0;
    for bytes in text.chunks(chunk) {
        splitter.push(bytes);
        while splitter.fill(BLOCK_ROWS)? {
            rows += splitter.rows().len();
        }
    }
    splitter.finish();
    while splitter.fill(BLOCK_ROWS)? {
        rows += splitter.rows().len();
    }
    Ok(rows)
}

fn check(text: &[u8]) -> Result<usize, Error> {
    let options = ReadOptions { delimiter: Some(",".to_owned()), ..ReadOptions::default() };
    let mut sheet = Sheet::open(text, true, None, &options, sheethook::base::platform::Platform::plain())?;
    sheet.start_check(false);
    while let Some((from, _)) = sheet.wants() {
        sheet.push(&text[from as usize..])?;
        sheet.finish()?;
    }
    Ok(sheet.result()?.errors as usize)
}

fn main() {
    const COMMA: Format = Format::delimited_by(b',');
    const COMMENTS: Format = Format { comment: Some(b'#'), ..COMMA };
    let quoted = |inner: &str, size: usize| format!("\"{}\"", inner.repeat(size / inner.len()));
    let wide = |cell: &str, size: usize| format!("{}\n", cell.repeat(size / cell.len()));
    type Case<'c> =
        (&'c str, usize, Box<dyn Fn(usize) -> String + 'c>, Box<dyn Fn(&str) -> Result<usize, Error>>);
    let by = |format: Format, chunk: usize| -> Box<dyn Fn(&str) -> Result<usize, Error>> {
        Box::new(move |text| split(text.as_bytes(), format, chunk))
    };
    const MB: usize = 1 << 20;
    let cases: Vec<Case> = vec![
        ("nothing but quotes", 4 * MB, Box::new(|size| "\"".repeat(size)), by(COMMA, 1 << 16)),
        ("a quote a line", 4 * MB, Box::new(|size| "x,\"a\n".repeat(size / 5)), by(COMMA, 1 << 16)),
        ("three quotes a line", 4 * MB, Box::new(|size| "x,\"\"\"a\n".repeat(size / 7)), by(COMMA, 1 << 16)),
        ("stray quotes in one cell", MB / 2, Box::new(|size| quoted("a\"b ", size)), by(COMMA, 1 << 16)),
        (
            "strays in every cell of a line",
            32 << 10,
            Box::new(|size| wide("\"a\"b,", size)),
            by(COMMA, 1 << 16),
        ),
        (
            "strays in every cell, 20 lines",
            32 << 10,
            Box::new(|size| wide("\"a\"b,", size).repeat(20)),
            by(COMMA, 1 << 16),
        ),
        (
            "a quote left open, then strays",
            32 << 10,
            Box::new(|size| format!("\"a,{}\nx\n", "\"\"b,".repeat(size / 4))),
            by(COMMA, 1 << 16),
        ),
        (
            "quotes and spaces",
            4 * MB,
            Box::new(|size| "\"a\"      b,".repeat(8).repeat(size / 80) + "\n"),
            by(COMMA, 1 << 16),
        ),
        ("a long row in chunks of 1 KB", 3 * MB, Box::new(|size| wide("x", size)), by(COMMA, 1 << 10)),
        (
            "a long comment in chunks of 1 KB",
            3 * MB,
            Box::new(|size| format!("#{}\n", "\"".repeat(size))),
            by(COMMENTS, 1 << 10),
        ),
        (
            "a row of 60 KB in chunks of 16",
            30 << 10,
            Box::new(|size| format!("{}\n", "x".repeat(9).repeat(size / 9))),
            by(COMMA, 16),
        ),
        ("blank lines", 8 * MB, Box::new(|size| "\n".repeat(size)), by(COMMA, 1 << 16)),
        (
            "headers that are one name",
            1 << 12,
            Box::new(|size| wide("a,", size)),
            Box::new(|text| Ok(columns_of(&text.split(',').map(str::to_owned).collect::<Vec<_>>()).len())),
        ),
        (
            "broken cells in many columns",
            8 << 10,
            Box::new(|size| {
                let header: String = (0..size / 2).map(|at| format!("h{at},")).collect();
                format!("{header}\n{}", wide("\0,", size).repeat(10))
            }),
            Box::new(|text| check(text.as_bytes())),
        ),
    ];
    for (name, size, make, run) in cases {
        let mut times = [0.0; 2];
        let mut what = String::new();
        for (time, factor) in times.iter_mut().zip([1, 2]) {
            let text = make(size * factor);
            let begin = Instant::now();
            let done = run(&text);
            *time = begin.elapsed().as_secs_f64() * 1e3;
            what = format!(
                "{:.2} MB: {}",
                text.len() as f64 / 1e6,
                done.map_or_else(|error| format!("{error:?}"), |rows| rows.to_string())
            );
        }
        let [one, two] = times;
        println!("{:>5.1} x  {one:>9.2} ms, then {two:>9.2} ms  {name} ({what})", two / one);
    }
}
