//! Columns for a terminal, by what the eye sees: a Chinese character is two cells wide.

use unicode_width::UnicodeWidthStr;

/// Rows as lines: every column but the last is as wide as its widest cell.
pub(crate) fn lines(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.width()).max().unwrap_or(0)
        })
        .collect();
    rows.iter().map(|row| line(row, &widths)).collect()
}

fn line(row: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, width) in row.iter().zip(widths) {
        line.push_str(cell);
        line.extend(std::iter::repeat_n(' ', width + 2 - cell.width()));
    }
    line.truncate(line.trim_end().len());
    line
}

/// The beginning of an id: its 18 characters hold the millisecond and twelve random bits,
/// enough to tell one person's jobs apart, and short enough to type.
pub(crate) fn short_id(id: &str) -> &str {
    id.get(..18).unwrap_or(id)
}

/// At most `limit` cells of the text, with an ellipsis where it was cut.
pub(crate) fn shortened(text: &str, limit: usize) -> String {
    if text.width() <= limit {
        return text.to_owned();
    }
    let mut short = String::new();
    for next in text.chars() {
        short.push(next);
        if short.width() > limit.saturating_sub(1) {
            short.pop();
            break;
        }
    }
    format!("{}…", short.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{lines, shortened};

    #[test]
    fn chinese_cells_line_up_with_english_ones() {
        let row = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
        let printed = lines(&[row("名称", "x"), row("name", "y")]);
        assert_eq!(printed, ["名称  x", "name  y"]);
    }

    #[test]
    fn long_text_is_cut_by_cells() {
        assert_eq!(shortened("a red fox", 9), "a red fox");
        assert_eq!(shortened("a red foxes", 9), "a red fo…");
        assert_eq!(shortened("夕阳下的狐狸", 7), "夕阳下…");
    }
}
