/// A small generator of chance that gives the same numbers on every machine and in every version:
/// whole numbers only, and no dependency whose stream could change.
///
/// G. L. Steele, D. Lea and C. H. Flood, 2014, "Fast Splittable Pseudorandom Number Generators"
/// (SplitMix64, with D. Stafford's mixer 13). Not for secrets.
pub struct SplitMix64(u64);

impl SplitMix64 {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, which must not be 0, each with the same chance.
    ///
    /// D. Lemire, 2019, "Fast Random Integer Generation in an Interval": the upper half of a 128-bit
    /// product, drawn again where the lower half falls into the part that would favour some numbers.
    pub fn below(&mut self, bound: u64) -> u64 {
        let mut product = u128::from(self.next()) * u128::from(bound);
        if (product as u64) < bound {
            let favoured = bound.wrapping_neg() % bound;
            while (product as u64) < favoured {
                product = u128::from(self.next()) * u128::from(bound);
            }
        }
        (product >> 64) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// As the generator's public C version gives them for the seed 1234567.
    #[test]
    fn the_stream_is_the_published_one() {
        let mut random = SplitMix64::new(1_234_567);
        let first: [u64; 5] = std::array::from_fn(|_| random.next());
        assert_eq!(
            first,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423,
                4_593_380_528_125_082_431,
                16_408_922_859_458_223_821,
            ]
        );
    }

    #[test]
    fn each_number_comes_up_about_as_often_as_the_others() {
        let mut random = SplitMix64::new(7);
        let mut counts = [0_u32; 7];
        for _ in 0..70_000 {
            counts[random.below(7) as usize] += 1;
        }
        assert!(counts.iter().all(|count| (9_600..10_400).contains(count)), "{counts:?}");
    }

    proptest! {
        #[test]
        fn numbers_stay_below_their_bound(seed in any::<u64>(), bound in 1_u64..) {
            let mut random = SplitMix64::new(seed);
            prop_assert!((0..20).all(|_| random.below(bound) < bound));
        }
    }
}
