//! Files as a zip and as a tar.gz that tell nothing but the files: one time, one owner, one mode, in the
//! order that they are given in. It reads no file system.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use chrono::{DateTime, Utc};
use flate2::{Compression, GzBuilder};
use zip::write::SimpleFileOptions;

use crate::error::{Error, Result};

/// Read by everybody, written by its owner.
const MODE: u32 = 0o644;

/// One file of an archive.
pub struct ArchiveFile {
    /// Its path, with slashes.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Writes a zip.
pub fn zip(entries: &[ArchiveFile], time: DateTime<Utc>, path: &Path) -> Result<()> {
    let pack = || -> zip::result::ZipResult<()> {
        // A zip knows no years before 1980; a commit of then has the least time that there is.
        let time = zip::DateTime::try_from(time.naive_utc()).unwrap_or_default();
        let options = SimpleFileOptions::default()
            .last_modified_time(time)
            .unix_permissions(MODE)
            .compression_level(Some(9));
        let mut zip = zip::ZipWriter::new(File::create(path)?);
        for ArchiveFile { name, bytes } in entries {
            zip.start_file(name, options)?;
            zip.write_all(bytes)?;
        }
        zip.finish().map(drop)
    };
    pack().map_err(|cause| Error::file(path)(cause.into()))
}

/// Writes a tar.gz.
pub fn tar_gz(entries: &[ArchiveFile], time: DateTime<Utc>, path: &Path) -> Result<()> {
    let pack = || -> std::io::Result<()> {
        // No name and no time in the gzip's own header.
        let gzip = GzBuilder::new().write(File::create(path)?, Compression::best());
        let mut tar = tar::Builder::new(gzip);
        for ArchiveFile { name, bytes } in entries {
            let mut header = tar::Header::new_ustar();
            header.set_size(bytes.len() as u64);
            header.set_mode(MODE);
            header.set_uid(0);
            header.set_gid(0);
            header.set_mtime(u64::try_from(time.timestamp()).unwrap_or_default());
            tar.append_data(&mut header, name, bytes.as_slice())?;
        }
        tar.into_inner()?.finish().map(drop)
    };
    pack().map_err(Error::file(path))
}
