//! The library as the window sees it: views and their pages, selections, completion.
//!
//! A *view* is one question to the library (a query in one order) and its whole ordered answer,
//! kept in Rust under a number. The page holds no list of pictures: it asks for raw buffers
//! (`view_buffer`, beside the commands), for the details of what is on the screen
//! (`view_page`), and names pictures for changes by id or by their places in a view.
//!
//! # The buffers
//!
//! Little-endian, no header. `items`: 24 bytes for each picture in the order of the view.
//!
//! | bytes | what |
//! |---|---|
//! | 0–15 | the id, as the 16 bytes of the UUID |
//! | 16–19 | width ÷ height, `f32` |
//! | 20–22 | average colour: red, green, blue |
//! | 23 | bits 0–2 stars, bits 3–4 flag (0 none, 1 picked, 2 rejected), bit 5 the colour is known |
//!
//! `rows`: 16 bytes for each row of the layout, from above.
//!
//! | bytes | what |
//! |---|---|
//! | 0–3 | place of its first picture in the view, `u32` |
//! | 4–7 | its upper edge in CSS pixels from the top of the view, `u32` |
//! | 8–11 | height in CSS pixels, `f32`; its upper edge plus this may end in a fraction |
//! | 12–13 | how many pictures, `u16` |
//! | 14 | bit 0 a day begins: a heading of `LayOut::heading` pixels stands above it; bit 1 it is filled: the pictures' widths and the gaps add up to the whole width |
//! | 15 | 0 |
//!
//! The left edge of the `n`-th picture of a filled row is `sum of the ratios before it × height +
//! n × gap`; the height is such that the last one ends at the width. In squares each picture is
//! as wide as the row is high.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::errors::CommandError;
use super::pictures::{Money, PictureView};
use crate::ids::{BoardId, PictureId};

/// The order of a view.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ViewOrder {
    /// Last saved first.
    #[default]
    Newest,
    /// First saved first.
    Oldest,
    /// Most stars first, then last saved.
    Rating,
    /// By the file's name, then by its folder.
    Name,
    /// Most bytes first.
    Largest,
}

/// Where a view looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ViewPlace {
    /// Everything that is not in the trash.
    #[default]
    Everything,
    /// One board, and those nested in it. Of a smart board what its saved search finds.
    Board {
        /// Which.
        board: BoardId,
    },
    /// The trash.
    Trash,
}

/// How pictures stand in rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RowShape {
    /// Rows of one height, filled; the last under a heading is not.
    #[default]
    Justified,
    /// Squares, cut out of the middle.
    Squares,
}

/// Measures of a layout, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LayOut {
    /// Rows or squares.
    pub shape: RowShape,
    /// Width of the grid, 100 to 20,000.
    pub width: u32,
    /// Height that rows have in mind, or least side of a square, 40 to 2,000.
    pub row_height: u32,
    /// Between pictures and between rows, 0 to 100.
    pub gap: u32,
    /// Height of a day's heading, gap included; 0 for no headings. Only `newest` and `oldest`
    /// have days.
    pub heading: u32,
}

/// Asks the library.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenView {
    /// As typed: `model:flux rating:>=4 女孩`.
    pub query: String,
    /// Where.
    pub place: ViewPlace,
    /// In which order.
    pub order: ViewOrder,
    /// The layout.
    pub layout: LayOut,
}

/// How far a view is. The first screen is there at once; the rest follows by `view-grown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ViewExtent {
    /// Pictures so far.
    pub count: u32,
    /// Rows so far. Rows that were told before stay as they were, but for the last one.
    pub rows: u32,
    /// Height of the rows so far, in CSS pixels.
    pub height: u32,
    /// Nothing more will come.
    pub whole: bool,
    /// From the question to here, in tenths of a millisecond.
    pub took: u32,
    /// What its headings stand above.
    pub headings: ViewHeadings,
    /// Pictures in the place without the query: `214 of 18,204`. Null until they are counted,
    /// which no screen waits for.
    pub total: Option<u32>,
}

/// What the headings of a view stand above. Decided by its first pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ViewHeadings {
    /// There are none.
    None,
    /// Every day.
    Day,
    /// Every month: the days have few pictures.
    Month,
}

/// What a piece of a query is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum QueryPartKind {
    /// A word or a quoted phrase.
    Words,
    /// A token that is understood: `rating:>=4`.
    Token,
    /// A token whose value makes no sense; it is left out.
    Refused,
}

/// A piece of a query, so that the field can show it as a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QueryPart {
    /// What.
    pub kind: QueryPartKind,
    /// Where it begins, in UTF-16 units.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// `model`, `rating`, … for tokens.
    pub name: Option<String>,
    /// Why it is refused. Field: `query`.
    pub refusal: Option<CommandError>,
}

/// An answer of the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ViewOpened {
    /// Its number. Views live until they are closed; of very many the oldest are forgotten.
    pub view: u32,
    /// How far it is.
    pub extent: ViewExtent,
    /// The query in pieces.
    pub parts: Vec<QueryPart>,
}

/// About one view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfView {
    /// Which.
    pub view: u32,
}

/// Lays a view out anew: another width, another size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LayOutView {
    /// Which.
    pub view: u32,
    /// How.
    pub layout: LayOut,
}

/// Which buffer of a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ViewPart {
    /// Ids, ratios, colours, marks.
    Items,
    /// Rows of the layout.
    Rows,
}

/// Asks for raw bytes of a view: `view_buffer`, which answers with no JSON. What lies beyond the
/// end is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ViewBuffer {
    /// Which.
    pub view: u32,
    /// Of what.
    pub part: ViewPart,
    /// The first one.
    pub from: u32,
    /// How many.
    pub count: u32,
}

/// Some places of a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ViewRange {
    /// Which.
    pub view: u32,
    /// The first one.
    pub from: u32,
    /// How many: of a page at most 1,000.
    pub count: u32,
}

/// The details of a range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ViewPage {
    /// In the order of the view; null for one that has left the place since.
    pub pictures: Vec<Option<PictureView>>,
}

/// The first picture of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DateMark {
    /// `2026-11-22`, in the system's time zone.
    pub date: String,
    /// Place of its first picture in the view.
    pub first: u32,
    /// Upper edge of its first row, heading not included.
    pub top: u32,
}

/// The days of a view, in its order, as far as it has grown. None where the order has no days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ViewDates {
    /// The days.
    pub days: Vec<DateMark>,
}

/// Looks for a picture in a view, so that a place is kept when the question changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindInView {
    /// Which view.
    pub view: u32,
    /// Which picture.
    pub picture: PictureId,
}

/// Where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundInView {
    /// Its place; null when it is not in the view (yet).
    pub place: Option<u32>,
    /// The row it stands in.
    pub row: Option<u32>,
}

/// Pictures to be changed or looked at together.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum Selection {
    /// These.
    Pictures {
        /// Their ids.
        pictures: Vec<PictureId>,
    },
    /// Places of a view. All of it is one span from 0 to its count.
    Places {
        /// The view.
        view: u32,
        /// The places.
        spans: Vec<Span>,
    },
}

/// Places of a view, side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Span {
    /// The first one.
    pub from: u32,
    /// How many.
    pub count: u32,
}

/// About a selection.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfSelection {
    /// Which.
    pub selection: Selection,
}

/// What selected pictures share, for the right panel. A value that differs is null.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SelectionView {
    /// How many.
    pub count: u32,
    /// Bytes together.
    pub bytes: u64,
    /// What they cost together, for each currency.
    pub cost: Vec<Money>,
    /// Their stars.
    pub rating: Option<u8>,
    /// Their flag.
    pub flag: Option<super::boards::PictureFlag>,
    /// Tags that all of them have.
    pub tags: Vec<String>,
    /// Boards that all of them lie on.
    pub boards: Vec<BoardId>,
    /// Their model.
    pub model: Option<String>,
    /// Their ratio: `3:2`.
    pub ratio: Option<String>,
    /// The first ones, for a small collage: at most four.
    pub first: Vec<PictureView>,
}

/// Asks how a query may go on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CompleteQuery {
    /// As typed.
    pub query: String,
    /// Where the caret stands, in UTF-16 units.
    pub caret: u32,
}

/// One way in which a query may go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Completion {
    /// Takes the place of what stands between `from` and `to`, quoted where it must be.
    pub text: String,
    /// What is shown for it: a board's or a tag's name, a model.
    pub label: String,
    /// Pictures that have it; null for the names of tokens.
    pub count: Option<u32>,
}

/// How a query may go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Completions {
    /// Where the piece begins that is being typed, in UTF-16 units.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// Likely ones first, at most twelve.
    pub choices: Vec<Completion>,
}
