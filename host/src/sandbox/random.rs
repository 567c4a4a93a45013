//! Numbers that look drawn but are the same in each run (SplitMix64 by Steele, Lea and Flood). They
//! protect nothing.

use std::net::{Ipv4Addr, Ipv6Addr};

/// A source of such numbers.
pub struct Random(u64);

impl Random {
    /// The source of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below this one.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }

    /// One of these.
    pub fn of<T: Copy + Default>(&mut self, choices: &[T]) -> T {
        let place = usize::try_from(self.below(choices.len() as u64)).unwrap_or_default();
        choices.get(place).copied().unwrap_or_default()
    }

    /// An address of the network for benchmarks (RFC 2544).
    pub fn address(&mut self) -> String {
        let [.., one, two, three] = self.next().to_be_bytes();
        Ipv4Addr::new(198, 18 + one % 2, two, three).to_string()
    }

    /// An address of the network for documentation (RFC 3849).
    pub fn address6(&mut self) -> String {
        let low = self.next() & 0xffff_ffff;
        let subnet = self.below(0x1_0000);
        let network = 0x2001_0db8_u128 << 96;
        Ipv6Addr::from_bits(network | u128::from(subnet) << 64 | u128::from(low)).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let draw = |seed| {
            let mut random = Random::new(seed);
            [(); 3].map(|()| random.next())
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
        // The published first number of seed 0.
        assert_eq!(draw(0)[0], 0xe220_a839_7b1d_cdaf);
    }

    #[test]
    fn derived_values_stay_within_their_bounds() {
        let mut random = Random::new(1);
        for _ in 0..1_000 {
            assert!(random.below(3) < 3);
            assert!([1, 2].contains(&random.of(&[1, 2])));
            let address: Ipv4Addr = random.address().parse().unwrap();
            assert!([18, 19].contains(&address.octets()[1]));
            assert!(random.address6().starts_with("2001:db8:"));
        }
    }
}
