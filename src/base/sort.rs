//! Sorts by a comparison, in one function for all types: generic sorts are large in WebAssembly.

/// The places of a list of so many in the order that `is_before` says, which compares two places; equals stay in theirs.
///
/// What is in order already, or in a few pieces that are, as a log's entries mostly, takes hardly longer than looking at
/// it. Not the library's sort, which is built again for each type, and of which each build takes 5 KB in WebAssembly.
pub fn sorted(count: usize, is_before: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    // Where the pieces end that are in order.
    let mut ends: Vec<usize> = (1..count).filter(|&at| is_before(at, at - 1)).collect();
    ends.push(count);
    let mut merged = Vec::with_capacity(count);
    while ends.len() > 1 {
        let mut start = 0;
        for pair in ends.chunks(2) {
            let (middle, end) = match *pair {
                [middle, end] => (middle, end),
                [end] => (end, end),
                _ => break,
            };
            let first = places.get(start..middle).unwrap_or_default();
            let mut second = places.get(middle..end).unwrap_or_default().iter().peekable();
            for place in first {
                while let Some(before) = second.next_if(|&&other| is_before(other, *place)) {
                    merged.push(*before);
                }
                merged.push(*place);
            }
            merged.extend(second);
            start = end;
        }
        ends = ends.chunks(2).filter_map(|pair| pair.last().copied()).collect();
        std::mem::swap(&mut places, &mut merged);
        merged.clear();
    }
    places
}

#[cfg(test)]
mod tests {
    use super::sorted;

    #[test]
    fn places_come_in_the_order_of_a_stable_sort() {
        let mut seed = 7_u64;
        for count in 0..200 {
            let list: Vec<u64> = (0..count)
                .map(|_| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    (seed >> 33) % 20
                })
                .collect();
            let mut wanted: Vec<usize> = (0..list.len()).collect();
            wanted.sort_by_key(|at| list[*at]);
            assert_eq!(sorted(list.len(), &|a, b| list[a] < list[b]), wanted);
        }
    }
}
