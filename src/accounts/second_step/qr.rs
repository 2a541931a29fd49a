use anyhow::Context as _;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// A picture code: its side in modules with the quiet edge, and the dark modules as the outline of an SVG path.
#[derive(Debug)]
pub struct Picture {
    pub side: usize,
    pub path: String,
}

/// Modules left light on every side, as the standard asks.
const EDGE: usize = 4;

impl Picture {
    pub fn of(text: &str) -> anyhow::Result<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).context("a picture code")?;
        let width = code.width();
        let mut path = String::new();
        for (place, color) in code.to_colors().into_iter().enumerate() {
            if color == Color::Dark {
                write!(path, "M{} {}h1v1h-1z", place % width + EDGE, place / width + EDGE)?;
            }
        }
        Ok(Self { side: width + 2 * EDGE, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_its_corner_and_a_quiet_edge() {
        let picture = Picture::of("otpauth://totp/First%20Bucket:mara").unwrap();
        assert!(picture.side >= 21 + 8);
        assert!(picture.path.starts_with("M4 4h1v1h-1zM5 4h1v1h-1z"), "the corner's square");
        assert!(!picture.path.contains("M3 ") && !picture.path.contains(" 3h"));
    }
}
