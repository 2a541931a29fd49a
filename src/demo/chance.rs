use std::f64::consts::TAU;

/// A sequence of numbers that looks like chance and is the same each time.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// SplitMix64 (Steele, Lea and Flood, 2014).
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to below 1.
    pub fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True in so many of a hundred times.
    pub fn percent(&mut self, of_hundred: u32) -> bool {
        self.fraction() * 100.0 < f64::from(of_hundred)
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        low + (self.fraction() * f64::from(high - low + 1)).floor() as i32
    }

    /// Around the median `middle`: two thirds lie within a factor of e to the power of `spread`.
    pub fn log_normal(&mut self, middle: f64, spread: f64) -> f64 {
        let (radius, angle) = (1.0 - self.fraction(), self.fraction() * TAU);
        middle * (spread * (-2.0 * radius.ln()).sqrt() * angle.cos()).exp()
    }

    /// One of them; `or` where there are none.
    pub fn pick<T: Copy>(&mut self, from: &[T], or: T) -> T {
        let place = (self.fraction() * from.len() as f64) as usize;
        from.get(place).copied().unwrap_or(or)
    }
}

/// In place of a secret's hash: nothing opens it.
pub fn nobodys_secret() -> sqlx::Result<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| sqlx::Error::Io(std::io::Error::other(error)))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_repeats_itself_and_stays_in_bounds() {
        let draw = || {
            let mut chance = Chance::new(7);
            (0..500).map(|_| chance.between(1, 6)).collect::<Vec<_>>()
        };
        assert_eq!(draw(), draw());
        assert!(
            (1..=6).all(|face| draw().contains(&face)) && draw().iter().all(|face| (1..=6).contains(face))
        );
    }
}
