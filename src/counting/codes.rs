use super::Bits;
use std::{collections::HashMap, hash::Hash};

/// A value for each place, of few that differ: so they are counted by adding up small numbers.
#[derive(Debug)]
pub struct Codes<T> {
    codes: HashMap<T, u32>,
    values: Vec<T>,
    at: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl<T> Default for Codes<T> {
    fn default() -> Self {
        Self { codes: HashMap::new(), values: Vec::new(), at: Vec::new() }
    }
}

impl<T: Copy + Eq + Hash> Codes<T> {
    pub fn put(&mut self, place: usize, value: Option<T>) {
        let code = value.map_or(NONE, |value| self.code(value));
        if self.at.len() <= place {
            self.at.resize(place + 1, NONE);
        }
        self.at[place] = code;
    }

    fn code(&mut self, value: T) -> u32 {
        let values = &mut self.values;
        *self.codes.entry(value).or_insert_with(|| {
            values.push(value);
            // A code a value, and a value a place at most: far fewer than 2³².
            (values.len() - 1) as u32
        })
    }

    /// Each value that the set's places have, with how many have it.
    pub fn counts(&self, set: &Bits) -> Vec<(T, usize)> {
        let mut counts = vec![0; self.values.len()];
        for place in set.iter() {
            let code = self.at.get(place).copied().unwrap_or(NONE);
            if let Some(count) = counts.get_mut(code as usize) {
                *count += 1;
            }
        }
        self.values.iter().copied().zip(counts).filter(|(_, count)| *count > 0).collect()
    }
}
