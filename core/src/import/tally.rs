//! How many records of a file stand how, so that the parts add up to the whole.

use super::ImportRow;
use crate::diff::{Aside, Standing};

/// The number of records in each standing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Only the file has them.
    pub new: usize,
    /// The zone has them differently.
    pub differ: usize,
    /// The zone has them.
    pub equal: usize,
    /// The zone has them differently and keeps them.
    pub stay: usize,
    /// The file says them again.
    pub repeated: usize,
    /// Name servers of the apex, set aside.
    pub name_servers: usize,
    /// SOA records, set aside.
    pub soa: usize,
    /// They cannot be read completely.
    pub unfit: usize,
    /// Only the zone has them; they are not part of the file.
    pub gone: usize,
}

impl Tally {
    /// Counts the rows.
    #[must_use]
    pub fn of(rows: &[ImportRow]) -> Self {
        let mut tally = Self::default();
        for row in rows {
            // A name server of the zone that the file does not have is set aside too.
            let place = match row.compared.standing {
                _ if row.compared.wanted.is_none() => &mut tally.gone,
                Standing::New => &mut tally.new,
                Standing::Differs => &mut tally.differ,
                Standing::Equal => &mut tally.equal,
                Standing::Stays => &mut tally.stay,
                Standing::Repeated => &mut tally.repeated,
                Standing::Aside(Aside::ApexNs) => &mut tally.name_servers,
                Standing::Aside(Aside::Soa) => &mut tally.soa,
                Standing::Unfit => &mut tally.unfit,
                Standing::Gone => &mut tally.gone,
            };
            *place += 1;
        }
        tally
    }

    /// How many records the file has.
    #[must_use]
    pub fn read(self) -> usize {
        let Self { new, differ, equal, stay, repeated, name_servers, soa, unfit, gone: _ } = self;
        new + differ + equal + stay + repeated + name_servers + soa + unfit
    }
}
