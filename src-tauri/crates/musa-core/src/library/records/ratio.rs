//! The aspect ratio of a picture in words, for its name.

use serde_json::Value;

use super::Record;

impl Record {
    /// `ratio` of the settings, or the nearest of the usual ones.
    pub(in crate::library) fn ratio(&self) -> String {
        if let Some(ratio) = self.settings.get("ratio").and_then(Value::as_str) {
            return ratio.to_owned();
        }
        usual_ratio(self.width, self.height)
    }
}

/// The usual ratio that is nearest to a picture's: `3:2`.
pub(crate) fn usual_ratio(width: u32, height: u32) -> String {
    let shape = f64::from(width) / f64::from(height.max(1));
    let distance = |&(w, h): &(u32, u32)| (shape.ln() - (f64::from(w) / f64::from(h)).ln()).abs();
    let nearest = RATIOS
        .iter()
        .min_by(|a, b| distance(a).total_cmp(&distance(b)));
    nearest.map_or_else(String::new, |(w, h)| format!("{w}:{h}"))
}

/// The ten ratios of the relay's document.
const RATIOS: [(u32, u32); 10] = [
    (1, 1),
    (2, 3),
    (3, 2),
    (3, 4),
    (4, 3),
    (4, 5),
    (5, 4),
    (9, 16),
    (16, 9),
    (21, 9),
];
