//! The words of one branch on their way: thinking is cut off their start, pictures among them are
//! handed on to the sink while they come, also over a thousand deltas (WIRE 5.2), and the markup
//! around those is taken away. Owns the text of one branch and no JSON.

use std::io;

use super::think::{Spoken, Think};
use crate::answer::PictureAt;
use crate::answer::text;
use crate::lift::finder::{Finder, Heard};
use crate::lift::{LIFT_OVER, LiftId, LiftSink, Lifter};

/// Markup of a picture that is not over after so many bytes is none: more than a whole short
/// picture and its label.
const LONGEST_MARKUP: usize = LIFT_OVER * 2;
/// Stands after a mark that was put into the text here, so that a digit after it is not taken
/// for its own.
const AFTER_MARK: char = '\u{0}';

/// Where pictures go.
pub(super) struct Out<'o> {
    pub(super) sink: &'o mut dyn LiftSink,
    pub(super) lifter: &'o mut Lifter,
}

/// What becomes of words.
#[derive(Debug)]
pub(super) enum Said {
    Text(String),
    Thinking(String),
    Picture(PictureAt),
}

/// The words of a branch.
#[derive(Debug, Default)]
pub(super) struct Voice {
    think: Think,
    finder: Finder,
    open: Option<LiftId>,
    /// Text that may be the markup of a picture.
    held: String,
}

/// Whether more text may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum More {
    MayCome,
    No,
}

impl Voice {
    /// Takes more text.
    pub(super) fn push(&mut self, text: &str, out: &mut Out<'_>) -> io::Result<Vec<Said>> {
        let mut said = Vec::new();
        for spoken in self.think.push(text) {
            self.spoken(&spoken, out, &mut said)?;
        }
        Ok(said)
    }

    /// The text is over. A picture that is still open is whole only if the answer is.
    pub(super) fn finish(&mut self, whole: bool, out: &mut Out<'_>) -> io::Result<Vec<Said>> {
        let mut said = Vec::new();
        if let Some(spoken) = self.think.finish() {
            self.spoken(&spoken, out, &mut said)?;
        }
        if whole || self.open.is_none() {
            self.find(out, Finder::end)?;
        }
        self.release(More::No, out, &mut said);
        Ok(said)
    }

    fn spoken(
        &mut self,
        spoken: &Spoken<'_>,
        out: &mut Out<'_>,
        said: &mut Vec<Said>,
    ) -> io::Result<()> {
        match spoken {
            Spoken::Thinking(text) => said.push(Said::Thinking(text.clone().into_owned())),
            Spoken::Answer(text) => {
                self.find(out, |finder, found| finder.push(text.as_bytes(), found))?;
                self.release(More::MayCome, out, said);
            }
        }
        Ok(())
    }

    /// Lets the finder work.
    fn find(
        &mut self,
        out: &mut Out<'_>,
        work: impl FnOnce(&mut Finder, &mut crate::lift::finder::Out<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut finder = std::mem::take(&mut self.finder);
        let done = work(&mut finder, &mut |heard| self.found(&heard, out));
        self.finder = finder;
        out.lifter.follow(self.open);
        done
    }

    fn found(&mut self, heard: &Heard<'_>, out: &mut Out<'_>) -> io::Result<()> {
        match (heard, self.open) {
            (Heard::Text(text), _) => {
                self.held.push_str(&String::from_utf8_lossy(text));
                Ok(())
            }
            (Heard::Begin, _) => {
                let id = out.lifter.claim();
                self.open = Some(id);
                out.sink.begin(id)
            }
            (Heard::Picture(bytes), Some(id)) => out.sink.push(id, bytes),
            (Heard::End, Some(id)) => {
                self.open = None;
                self.held.push_str(&id.mark());
                self.held.push(AFTER_MARK);
                out.sink.end(id)
            }
            (Heard::Picture(_) | Heard::End, None) => Ok(()),
        }
    }

    /// Tells what is clear of the text, and holds the rest.
    fn release(&mut self, more: More, out: &Out<'_>, said: &mut Vec<Said>) {
        let mut rest = std::mem::take(&mut self.held);
        while let Some(at) = next(&rest, more) {
            let markup = rest.split_off(at);
            say(rest, said);
            match text::markup(&markup) {
                Some((PictureAt::Lifted(id), _)) if id.0 >= out.lifter.lifted() => {
                    // A mark that a provider wrote itself is text.
                    rest = after_first(markup, said);
                }
                Some((PictureAt::Url(_), end)) => rest = keep(markup, end, said),
                Some((at, end)) => {
                    said.push(Said::Picture(at));
                    let after = &markup[end..];
                    let after = after.strip_prefix(AFTER_MARK).unwrap_or(after);
                    rest = String::from(after);
                }
                None if more == More::MayCome && may_go_on(&markup, self.open) => {
                    self.held = markup;
                    return;
                }
                None => rest = after_first(markup, said),
            }
        }
        say(rest, said);
    }
}

/// Where markup begins, or may begin at the very end.
fn next(text: &str, more: More) -> Option<usize> {
    let marked = [
        text.find("!["),
        text.find(LiftId::MARK),
        text.find("data:image/"),
    ];
    let last = (more == More::MayCome && text.ends_with('!')).then(|| text.len() - 1);
    marked.into_iter().flatten().chain(last).min()
}

/// Whether markup that is not over yet may still become a picture's.
fn may_go_on(markup: &str, open: Option<LiftId>) -> bool {
    if open.is_some() {
        return true;
    }
    if markup.starts_with(LiftId::MARK) {
        return false;
    }
    let label = markup.split("](").next().unwrap_or_default();
    markup.len() < LONGEST_MARKUP && label.len() < 300 && !label.contains('\n')
}

/// Tells the first character as text.
fn after_first(mut markup: String, said: &mut Vec<Said>) -> String {
    let first = markup.chars().next().map_or(0, char::len_utf8);
    let rest = markup.split_off(first);
    say(markup, said);
    rest
}

/// Tells everything up to there as text.
fn keep(mut markup: String, end: usize, said: &mut Vec<Said>) -> String {
    let rest = markup.split_off(end);
    say(markup, said);
    rest
}

fn say(text: String, said: &mut Vec<Said>) {
    if text.is_empty() {
        return;
    }
    match said.last_mut() {
        Some(Said::Text(last)) => last.push_str(&text),
        _ => said.push(Said::Text(text)),
    }
}
