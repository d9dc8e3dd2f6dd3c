//! The document type of a drawing: how long it is, and whether it could grow the document beyond
//! reason. Programs declare their namespaces as entities, so entities cannot simply be refused.
//! Expands nothing.

use memchr::{memchr_iter, memmem};

use super::DrawError;

/// Entities that one entity may lead to: roxmltree's own limit.
const NESTED: usize = 255;
/// Bytes that all entities of a document may come to at the very most.
const MOST_EXPANDED: usize = 64 << 20;
/// Attributes of one element; the reader compares each with all others.
const MOST_ATTRIBUTES: usize = 1024;

/// Refuses what the reader would choke on.
pub(super) fn check(text: &str) -> Result<(), DrawError> {
    let bytes = text.as_bytes();
    // No raw `<` can stand in a value, so between two of them lies one tag and text at most.
    let mut from = 0;
    for at in memchr_iter(b'<', bytes).chain([bytes.len()]) {
        if memchr_iter(b'=', &bytes[from..at]).count() > MOST_ATTRIBUTES {
            return Err(DrawError::TooMuch("attributes"));
        }
        from = at;
    }
    let Some(begin) = memmem::find(bytes, b"<!DOCTYPE") else {
        return Ok(());
    };
    let declared = subset(&bytes[begin..])?;
    if memmem::find(&bytes[begin + 1..], b"<!DOCTYPE").is_some() {
        return Err(DrawError::TooMuch("declarations"));
    }
    let references = memchr_iter(b'&', bytes).count();
    if declared * references * NESTED > MOST_EXPANDED {
        return Err(DrawError::TooMuch("entities"));
    }
    Ok(())
}

/// Length of the declarations of a document type; only entities are known here.
fn subset(doctype: &[u8]) -> Result<usize, DrawError> {
    let mut at = value_end(doctype, b"[>");
    if doctype.get(at) != Some(&b'[') {
        return Ok(0);
    }
    let begin = at;
    at += 1;
    loop {
        let rest = doctype.get(at..).unwrap_or_default();
        let blank = rest.len() - rest.trim_ascii_start().len();
        let rest = &rest[blank..];
        at += blank;
        if rest.is_empty() || rest.starts_with(b"]") {
            return Ok(at - begin);
        }
        if !rest.starts_with(b"<!ENTITY") {
            return Err(DrawError::TooMuch("declarations"));
        }
        at += value_end(rest, b">") + 1;
    }
}

/// Where one of `ends` stands outside quotes, or the end of it all.
fn value_end(text: &[u8], ends: &[u8]) -> usize {
    let mut quote = None;
    for (at, byte) in text.iter().enumerate() {
        match quote {
            Some(open) if open == *byte => quote = None,
            None if b"\"'".contains(byte) => quote = Some(*byte),
            None if ends.contains(byte) => return at,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{DrawError, check};

    #[test]
    fn namespaces_declared_as_entities_pass() {
        let of_a_program = "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \
             \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\" [\n\
             <!ENTITY ns_svg \"http://www.w3.org/2000/svg\">\n]><svg xmlns=\"&ns_svg;\"/>";
        assert_eq!(check(of_a_program), Ok(()));
        assert_eq!(check("<!DOCTYPE svg><svg/>"), Ok(()));
        assert_eq!(check("<svg/>"), Ok(()));
    }

    #[test]
    fn what_could_grow_without_end_is_refused() {
        let long = "a".repeat(100_000);
        let quadratic = format!(
            "<!DOCTYPE svg [<!ENTITY a \"]>{long}\">]><svg>{}</svg>",
            "&a;".repeat(50)
        );
        assert_eq!(check(&quadratic), Err(DrawError::TooMuch("entities")));
        let other = "<!DOCTYPE svg [<!ATTLIST svg a CDATA 'b'>]><svg/>";
        assert_eq!(check(other), Err(DrawError::TooMuch("declarations")));
        let many: Vec<_> = (0..2000).map(|at| format!(" a{at}=''")).collect();
        let many = format!("<svg{}/>", many.concat());
        assert_eq!(check(&many), Err(DrawError::TooMuch("attributes")));
    }
}
