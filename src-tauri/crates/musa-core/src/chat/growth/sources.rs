//! What an answer rests on: searches, and pages that it cites. Only https pages are shown.

use musa_api::talk::{Search, SearchStep};
use url::Url;

use super::growing::Growing;
use crate::protocol::{AnswerPart, Citation, SearchState};

impl Growing {
    /// A page that the text rests on: of the part that goes on, with its own characters.
    pub(super) fn cited(&mut self, citation: &musa_api::talk::Citation) {
        let Some(mut told) = page(&citation.url, citation.title.clone()) else {
            return;
        };
        let text = |part: &AnswerPart| matches!(part, AnswerPart::Text { .. });
        let Some(place) = self.parts.iter().rposition(text) else {
            self.words(String::new());
            return self.cited(citation);
        };
        let within = |at: usize| u32::try_from(at.saturating_sub(self.before)).ok();
        if let Some(range) = &citation.range {
            (told.start, told.end) = (within(range.start), within(range.end));
        }
        if let AnswerPart::Text { citations, .. } = &mut self.parts[place]
            && !citations.contains(&told)
        {
            citations.push(told);
            self.replaced(place);
        }
    }

    pub(super) fn searched(&mut self, search: Search) {
        let sources = search.page.iter().filter_map(|url| page(url, None));
        let part = AnswerPart::Search {
            state: match search.step {
                SearchStep::Begun | SearchStep::Searching => SearchState::Searching,
                SearchStep::Done => SearchState::Done,
                SearchStep::Failed => SearchState::Failed,
            },
            sources: sources.collect(),
            queries: search.queries,
        };
        match self.searches.get(&search.number) {
            None => {
                self.place(part);
                self.searches.insert(search.number, self.parts.len() - 1);
            }
            Some(&place) if self.parts[place] != part => {
                self.parts[place] = part;
                self.replaced(place);
            }
            Some(_) => {}
        }
    }
}

/// A page that may be shown: https, with a host.
fn page(url: &str, title: Option<String>) -> Option<Citation> {
    let address = Url::parse(url).ok().filter(|it| it.scheme() == "https")?;
    Some(Citation {
        host: address.host_str()?.to_owned(),
        url: address.into(),
        title,
        start: None,
        end: None,
    })
}
