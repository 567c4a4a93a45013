//! The icons of the page: `style/octicons.css`, made of the drawings of an npm package that the project names.
//! It never says where an icon stands: `style/icons.css` does.

use crate::error::{Error, Result};
use crate::project::{self, Project};

/// The package, among those of the browser tests.
const PACKAGE: &str = "e2e/node_modules/@primer/octicons";

/// The stylesheet that is made.
const FILE: &str = "style/octicons.css";

/// The drawings, as the package calls them. Each is there in a grid of 16 pixels.
const ICONS: [&str; 24] = [
    "alert",
    "arrow-down",
    "arrow-up",
    "check",
    "check-circle-fill",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "copy",
    "device-desktop",
    "download",
    "kebab-horizontal",
    "lock",
    "moon",
    "pencil",
    "plus",
    "question",
    "sliders",
    "stop",
    "sun",
    "trash",
    "undo",
    "x",
    "x-circle-fill",
];

/// Writes the stylesheet.
pub fn write(project: &Project) -> Result<()> {
    project::write(&project.root.join(FILE), &stylesheet(project)?)
}

/// Holds the stylesheet to the package.
pub fn check(project: &Project) -> Result<()> {
    if project::read(&project.root.join(FILE))? == stylesheet(project)? {
        return Ok(());
    }
    Err(Error::Content { file: FILE.into(), must: "what `cargo xtask icons` writes".into() })
}

fn stylesheet(project: &Project) -> Result<String> {
    let mut text =
        "/* Drawings of Octicons (MIT), written by `cargo xtask icons`. Where each stands says \
                    icons.css. */\n@layer tokens {\n  :root {\n"
            .to_owned();
    for name in ICONS {
        let path = format!("{PACKAGE}/build/svg/{name}-16.svg");
        let drawing = project::read(&project.root.join(path))?;
        text += &format!("    --icon-{name}: {};\n", address(&drawing));
    }
    Ok(text + "  }\n}\n")
}

/// A drawing as an address that holds it, without a size of its own.
fn address(drawing: &str) -> String {
    let drawing = drawing.trim().replace(" width=\"16\" height=\"16\"", "");
    let drawing = drawing.replace('"', "'").replace('<', "%3C").replace('>', "%3E");
    format!("url(\"data:image/svg+xml,{}\")", drawing.replace('#', "%23"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_stands_in_quotes_and_takes_any_size() {
        let drawing =
            "<svg width=\"16\" height=\"16\" viewBox=\"0 0 16 16\"><path d=\"M0 0\"/></svg>\n";
        assert_eq!(
            address(drawing),
            "url(\"data:image/svg+xml,%3Csvg viewBox='0 0 16 16'%3E%3Cpath d='M0 0'/%3E%3C/svg%3E\")"
        );
    }

    /// What is drawn and not used is weight.
    #[test]
    fn every_icon_is_made_and_used() {
        let project = Project::find().unwrap();
        let made = project::read(&project.root.join(FILE)).unwrap();
        let names = made.split("--icon-").skip(1).map(|rest| rest.split(':').next().unwrap());
        assert_eq!(names.collect::<Vec<_>>(), ICONS);
        let used = project::read(&project.root.join("style/icons.css")).unwrap();
        for name in ICONS {
            assert!(used.contains(&format!("var(--icon-{name})")), "{name} is not used");
        }
    }
}
