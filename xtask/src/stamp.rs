//! Fingerprints of files, to know that nothing changed since the last time. They are for that
//! only: never for security, and never compared between two machines.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// A fingerprint of these files and folders: their names and what is in them.
pub fn of_files(paths: &[PathBuf]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        add(path, &mut hasher)?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn add(path: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    path.hash(hasher);
    if !path.is_dir() {
        // A file that is not there is told apart from an empty one.
        fs::read(path).ok().hash(hasher);
        return Ok(());
    }
    for entry in entries(path)? {
        add(&entry, hasher)?;
    }
    Ok(())
}

/// What a folder holds, in an order that does not depend on the file system.
pub fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(Error::file(folder))? {
        paths.push(entry.map_err(Error::file(folder))?.path());
    }
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_content_or_of_name_changes_the_fingerprint() {
        let folder = std::env::temp_dir().join(format!("zonesift-stamp-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("a");
        fs::write(&file, "one").unwrap();
        let first = of_files(std::slice::from_ref(&folder)).unwrap();
        assert_eq!(of_files(std::slice::from_ref(&folder)).unwrap(), first);
        fs::write(&file, "two").unwrap();
        let second = of_files(std::slice::from_ref(&folder)).unwrap();
        assert_ne!(first, second);
        fs::rename(&file, folder.join("b")).unwrap();
        assert_ne!(of_files(std::slice::from_ref(&folder)).unwrap(), second);
        fs::remove_dir_all(&folder).unwrap();
    }
}
