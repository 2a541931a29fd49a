/// A set of small numbers, a bit for each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bits(Vec<u64>);

impl Bits {
    pub fn insert(&mut self, place: usize) {
        if self.0.len() <= place / 64 {
            self.0.resize(place / 64 + 1, 0);
        }
        self.0[place / 64] |= 1 << (place % 64);
    }

    pub fn remove(&mut self, place: usize) {
        if let Some(word) = self.0.get_mut(place / 64) {
            *word &= !(1 << (place % 64));
        }
    }

    /// Adds the numbers of the other set.
    pub fn extend(&mut self, other: &Self) {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    /// Keeps only what the other set holds, too.
    pub fn retain(&mut self, other: &Self) {
        self.0.truncate(other.0.len());
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    /// Drops the numbers of the other set.
    pub fn remove_all(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= !other);
    }

    pub fn count(&self) -> i64 {
        self.0.iter().map(|word| i64::from(word.count_ones())).sum()
    }

    /// How many both sets hold.
    pub fn count_with(&self, other: &Self) -> i64 {
        self.0.iter().zip(&other.0).map(|(one, other)| i64::from((one & other).count_ones())).sum()
    }

    /// The numbers of the set, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(index, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let place = (left != 0).then(|| index * 64 + left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(place)
            })
        })
    }
}

impl FromIterator<usize> for Bits {
    fn from_iter<T: IntoIterator<Item = usize>>(places: T) -> Self {
        let mut bits = Self::default();
        places.into_iter().for_each(|place| bits.insert(place));
        bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::btree_set, prelude::*};
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn bits_are_a_set(one in btree_set(0..300_usize, 0..60), other in btree_set(0..300_usize, 0..60)) {
            let bits = |set: &BTreeSet<usize>| set.iter().copied().collect::<Bits>();
            let in_order = |bits: Bits| bits.iter().collect::<Vec<_>>();
            let (mut both, mut any, mut left) = (bits(&one), bits(&one), bits(&one));
            both.retain(&bits(&other));
            any.extend(&bits(&other));
            let mut one_by_one = left.clone();
            other.iter().for_each(|place| one_by_one.remove(*place));
            left.remove_all(&bits(&other));
            prop_assert_eq!(in_order(one_by_one), in_order(left.clone()));
            prop_assert_eq!(bits(&one).count_with(&bits(&other)), both.count());
            prop_assert_eq!(in_order(both), one.intersection(&other).copied().collect::<Vec<_>>());
            prop_assert_eq!(in_order(any), one.union(&other).copied().collect::<Vec<_>>());
            prop_assert_eq!(in_order(left), one.difference(&other).copied().collect::<Vec<_>>());
        }
    }
}
