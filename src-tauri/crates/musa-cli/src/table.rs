//! Columns for a terminal, by what the eye sees: a Chinese character is two cells wide.

use unicode_width::UnicodeWidthStr;

/// A text in the column that gives way is not cut below so many cells.
const LEAST: usize = 16;

/// A column is as wide as its widest text, up to so many cells: a tag of sixty Chinese characters
/// fits, and one name that somebody else wrote does not push all others off the screen.
const WIDEST: usize = 128;

/// Rows as lines: every column but the last is as wide as its widest cell, within reason. Where a
/// line may have only so many cells, the texts of the column `giving` are cut to what the others
/// leave.
pub(crate) fn lines(rows: &[Vec<String>], giving: usize, most: Option<usize>) -> Vec<String> {
    let mut widths = widths(rows);
    let last = widths.len().saturating_sub(1);
    let Some(most) = most else {
        // Texts stay whole for a program; one that is wider than its column pushes its own row.
        for width in &mut widths {
            *width = (*width).min(WIDEST);
        }
        return rows.iter().map(|row| line(row, &widths)).collect();
    };
    let mut rows = rows.to_vec();
    for (at, width) in widths.iter_mut().enumerate() {
        if at == giving || at == last || *width <= WIDEST {
            continue;
        }
        *width = WIDEST;
        for cell in rows.iter_mut().filter_map(|row| row.get_mut(at)) {
            *cell = shortened(cell, WIDEST);
        }
    }
    let others: usize = widths.iter().map(|width| width + 2).sum();
    let others = others.saturating_sub(2 + widths.get(giving).copied().unwrap_or(0));
    let limit = most.saturating_sub(others).max(LEAST);
    for cell in rows.iter_mut().filter_map(|row| row.get_mut(giving)) {
        *cell = shortened(cell, limit);
    }
    if let Some(width) = widths.get_mut(giving) {
        *width = (*width).min(limit);
    }
    rows.iter().map(|row| line(row, &widths)).collect()
}

/// Of each column, the cells of its widest text.
fn widths(rows: &[Vec<String>]) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell: &String| cell.width()).max().unwrap_or(0)
    };
    (0..columns).map(width).collect()
}

fn line(row: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, width) in row.iter().zip(widths) {
        line.push_str(cell);
        line.extend(std::iter::repeat_n(
            ' ',
            (width + 2).saturating_sub(cell.width()).max(2),
        ));
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
fn shortened(text: &str, limit: usize) -> String {
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
        let printed = lines(&[row("名称", "x"), row("name", "y")], 1, None);
        assert_eq!(printed, ["名称  x", "name  y"]);
    }

    #[test]
    fn one_column_gives_way_to_the_terminal() {
        let row = |a: &str, b: &str, c: &str| [a, b, c].map(str::to_owned).to_vec();
        let rows = [
            row("prompt", "model", "x"),
            row(&"狐狸".repeat(12), "nano", "y"),
        ];
        let printed = lines(&rows, 0, Some(30));
        assert_eq!(printed[0], "prompt                model  x");
        assert_eq!(printed[1], format!("{}狐…   nano   y", "狐狸".repeat(4)));
        let narrow = lines(&rows, 0, Some(5));
        assert!(
            narrow[1].contains('…') && narrow[1].ends_with('y'),
            "{narrow:?}"
        );
        assert_eq!(
            lines(&rows, 0, None)[1],
            format!("{}  nano   y", "狐狸".repeat(12))
        );
    }

    #[test]
    fn one_endless_name_does_not_pad_the_others() {
        let row = |a: &str, b: &str| vec![a.to_owned(), b.to_owned(), String::new()];
        let endless = "x".repeat(5_000);
        let rows = [row("name", "1"), row(&endless, "2")];
        let for_program = lines(&rows, 2, None);
        assert!(for_program[0].len() < 200, "{}", for_program[0].len());
        assert_eq!(for_program[1], format!("{endless}  2"), "whole");
        for line in lines(&rows, 2, Some(80)) {
            assert!(line.chars().count() < 200, "{line}");
        }
        // The one that gives way has all that a wide terminal leaves.
        let wide = lines(&rows, 0, Some(300));
        assert_eq!(wide[1].chars().count(), 298, "{wide:?}");
    }

    #[test]
    fn long_text_is_cut_by_cells() {
        assert_eq!(shortened("a red fox", 9), "a red fox");
        assert_eq!(shortened("a red foxes", 9), "a red fo…");
        assert_eq!(shortened("夕阳下的狐狸", 7), "夕阳下…");
    }
}
