//! `musa library search` and `show`: what is found, and all that is known of a picture.

use std::path::Path;

use musa_core::protocol::{
    CommandError, OfPicture, PictureFile, PictureFlag, PictureView, Selection, Span, ViewOrder,
    ViewPlace,
};
use musa_core::studio::{Searched, Studio};

use super::{away, when};
use crate::args::library as args;
use crate::outcome::Outcome;
use crate::plain;
use crate::screen::Screen;
use crate::table;

pub(super) async fn search(
    search: &args::Search,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let place = if search.trash {
        ViewPlace::Trash
    } else {
        ViewPlace::Everything
    };
    let order = match search.order {
        args::Order::Newest => ViewOrder::Newest,
        args::Order::Oldest => ViewOrder::Oldest,
        args::Order::Rating => ViewOrder::Rating,
        args::Order::Name => ViewOrder::Name,
        args::Order::Largest => ViewOrder::Largest,
    };
    let query = search.query.join(" ");
    let found = studio.search(query, place, order, search.limit).await?;
    if search.json {
        for picture in &found.pictures {
            screen.json(picture);
        }
    } else {
        listed(&found, screen);
    }
    for part in &found.opened.parts {
        if let Some(error) = &part.refusal {
            screen.error(error);
        }
    }
    let extent = found.opened.extent;
    let took = format!("{}.{}", extent.took / 10, extent.took % 10);
    let (count, total) = (
        extent.count.to_string(),
        extent.total.unwrap_or_default().to_string(),
    );
    screen.note(
        "cli-library-found",
        &[("count", &count), ("total", &total), ("took", &took)],
    );
    away(found.files, studio, screen).await?;
    Ok(Outcome::Done)
}

/// Pictures as a table: the beginning of the id, which other commands take, first.
pub(super) fn listed(found: &Searched, screen: &Screen) {
    if found.pictures.is_empty() {
        return;
    }
    let heads = [
        "picture", "when", "pixels", "stars", "model", "prompt", "file",
    ];
    let rows = found.pictures.iter().zip(&found.files);
    let rows = rows
        .map(|(picture, file)| row(picture, file, screen))
        .collect();
    screen.table(&heads, "prompt", rows);
}

fn row(picture: &PictureView, file: &Path, screen: &Screen) -> Vec<String> {
    let file = file.display().to_string();
    let file = match picture.file {
        PictureFile::There => plain::line(&file),
        PictureFile::Missing => screen.say("cli-file-missing", &[("file", &file)]),
        PictureFile::Changed => screen.say("cli-file-changed", &[("file", &file)]),
    };
    vec![
        table::short_id(&picture.id.to_string()).to_owned(),
        when(&picture.created_at),
        format!("{}×{}", picture.width, picture.height),
        stars(picture),
        plain::line(picture.model.as_deref().unwrap_or("–")),
        plain::line(&picture.prompt),
        file,
    ]
}

fn stars(picture: &PictureView) -> String {
    let flag = match picture.flag {
        PictureFlag::None => "",
        PictureFlag::Picked => "✓",
        PictureFlag::Rejected => "✗",
    };
    let stars = "★".repeat(usize::from(picture.rating));
    if flag.is_empty() && stars.is_empty() {
        return "–".to_owned();
    }
    format!("{flag}{stars}")
}

pub(super) async fn show(
    show: &args::Show,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let picture = studio.picture_named(&show.picture).await?;
    let detail = studio.picture(OfPicture { picture }).await?;
    if show.json {
        screen.json(&detail);
        return Ok(Outcome::Done);
    }
    let it = &detail.picture;
    let file = studio.file_of(it.id).await?;
    screen.foreign(&file.display().to_string());
    let boards = studio.boards().await?;
    let boards = boards.boards.into_iter();
    let lies_on = boards.filter(|board| detail.boards.contains(&board.id));
    let names: Vec<String> = lies_on.map(|board| board.name).collect();
    let lines = [
        ("picture", Some(it.id.to_string())),
        ("when", Some(when(&it.created_at))),
        ("pixels", Some(format!("{}×{}", it.width, it.height))),
        ("stars", Some(stars(it))),
        ("model", it.model.clone()),
        (
            "prompt",
            Some(it.prompt.clone()).filter(|text| !text.is_empty()),
        ),
        (
            "tags",
            Some(screen.list(&detail.tags)).filter(|text| !text.is_empty()),
        ),
        (
            "boards",
            Some(screen.list(&names)).filter(|text| !text.is_empty()),
        ),
    ];
    let rows = lines.into_iter().filter_map(|(name, value)| {
        let head = screen.say(&format!("cli-table-{name}"), &[]);
        Some(vec![head, plain::line(&value?)])
    });
    // Whole, however narrow the terminal is: this is where a prompt is read.
    for line in table::lines(&rows.collect::<Vec<_>>(), 1, None) {
        screen.result(&line);
    }
    Ok(Outcome::Done)
}

/// The pictures that were named, or all that a query finds.
pub(super) async fn selection(
    pictures: &[String],
    query: Option<&str>,
    place: ViewPlace,
    studio: &Studio,
) -> Result<Selection, CommandError> {
    let Some(query) = query else {
        let mut ids = Vec::with_capacity(pictures.len());
        for name in pictures {
            ids.push(studio.picture_named(name).await?);
        }
        return Ok(Selection::Pictures { pictures: ids });
    };
    // A piece that is left out would make this of more pictures than were meant.
    studio.check_query(query)?;
    let found = studio
        .search(query.to_owned(), place, ViewOrder::Newest, 0)
        .await?;
    let Searched { opened, .. } = found;
    Ok(Selection::Places {
        view: opened.view,
        spans: vec![Span {
            from: 0,
            count: opened.extent.count,
        }],
    })
}
