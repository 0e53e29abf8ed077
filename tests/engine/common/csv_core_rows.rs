//! The oracle of splitting: csv-core's rows of cells. Fuzzing includes this file too.

use csv_core::{ReadRecordResult, Reader};

pub(crate) fn rows(mut reader: Reader, text: &[u8]) -> Vec<Vec<Vec<u8>>> {
    let (mut out, mut ends) = (vec![0; text.len() + 1], vec![0; text.len() + 1]);
    let (mut input, mut wrote, mut ended) = (text, 0, 0);
    let mut rows = Vec::new();
    loop {
        let (result, read, bytes, cells) = reader.read_record(input, &mut out[wrote..], &mut ends[ended..]);
        input = &input[read..];
        (wrote, ended) = (wrote + bytes, ended + cells);
        match result {
            ReadRecordResult::Record => {
                let starts = std::iter::once(0).chain(ends[..ended].iter().copied());
                let cells = starts.zip(&ends[..ended]);
                rows.push(cells.map(|(from, to)| out[from..*to].to_vec()).collect());
                (wrote, ended) = (0, 0);
            }
            ReadRecordResult::End => return rows,
            _ => {}
        }
    }
}
