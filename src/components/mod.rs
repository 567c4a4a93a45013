//! Components that know neither DNS nor state.

pub mod bar;
pub mod dialog;
pub mod field;
pub mod file_field;
pub mod link;
pub mod menu;
pub mod notice;
pub mod options;
pub mod presets;
pub mod spacer;
pub mod theme;

pub use bar::Bar;
pub use dialog::Dialog;
pub use field::{Checkbox, Choice, Field, TextArea, TextField};
pub use file_field::FileField;
pub use link::OutsideLink;
pub use menu::Menu;
pub use notice::{Note, Notice};
pub use options::{OptionItem, Options};
pub use presets::{Preset, PresetField};
pub use spacer::Spacer;
pub use theme::ThemeButton;
