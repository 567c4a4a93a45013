//! Leaves out records once the whole file is read: keys of a zone signed elsewhere, and SPF records that a
//! TXT record repeats.

use rustc_hash::FxHashSet;

use super::{Mended, Renamed, ZoneFile};
use crate::name::DomainName;
use crate::record::{Record, RecordType};
use crate::unread::{Concern, Position};

/// Leaves out records that are evidently not the user's.
pub(super) fn leave_out(file: &mut ZoneFile, zone: &DomainName) {
    let mut goes = vec![false; file.records.len()];
    mark_keys(file, zone, &mut goes);
    mark_spf(file, &mut goes);
    if !goes.contains(&true) {
        return;
    }
    for doubt in &mut file.doubts {
        let mended = doubt.mended.take().filter(|mended| goes.get(mended.place) != Some(&true));
        doubt.mended = mended.map(|mended| {
            let before = goes.iter().take(mended.place).filter(|goes| **goes).count();
            Mended { place: mended.place - before, ..mended }
        });
    }
    let mut lasts = goes.iter().map(|goes| !goes);
    file.records.retain(|_| lasts.next().unwrap_or(true));
    let mut lasts = goes.iter().map(|goes| !goes);
    file.lines.retain(|_| lasts.next().unwrap_or(true));
    let mut lasts = goes.iter().map(|goes| !goes);
    file.tells.retain(|_| lasts.next().unwrap_or(true));
}

/// In a signed file the keys at the apex belong to the signer (RFC 4034, section 2). The zone may hold
/// others, about which the file is silent.
fn mark_keys(file: &mut ZoneFile, zone: &DomainName, goes: &mut [bool]) {
    if file.signing == 0 {
        return;
    }
    for (place, record) in file.records.iter().enumerate() {
        if record.rtype != RecordType::Dnskey || record.name != *zone {
            continue;
        }
        if let Some(goes) = goes.get_mut(place) {
            *goes = true;
            file.signing += 1;
        }
    }
    file.unread.add(Position::Line(1), &Concern::Rrset(zone.clone(), RecordType::Dnskey));
}

/// A name has one SPF policy (RFC 7208, section 3.2), and SPF records repeat the TXT record.
fn mark_spf(file: &mut ZoneFile, goes: &mut [bool]) {
    let spf_line = |line: &u32| {
        let place = file.notes.binary_search_by_key(line, |note| note.line).ok()?;
        file.notes.get(place).filter(|note| note.renamed == Renamed::Spf).map(|_| place)
    };
    let is_spf = |record: &Record| {
        let start = record.rdata.field(0).raw().get(..6);
        start.is_some_and(|start| start.eq_ignore_ascii_case("v=spf1"))
            && record.rtype == RecordType::Txt
    };
    let all = || file.records.iter().zip(&file.lines).enumerate();
    let said = all().filter(|(_, (record, line))| is_spf(record) && spf_line(line).is_none());
    let said: FxHashSet<&DomainName> = said.map(|(_, (record, _))| &record.name).collect();
    let again: Vec<(usize, usize)> = all()
        .filter(|(_, (record, _))| said.contains(&record.name))
        .filter_map(|(place, (_, line))| Some((place, spf_line(line)?)))
        .collect();
    for (place, note) in again {
        if let (Some(goes), Some(note)) = (goes.get_mut(place), file.notes.get_mut(note)) {
            (*goes, note.is_said) = (true, true);
        }
    }
}
