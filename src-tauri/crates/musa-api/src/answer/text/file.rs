//! Whether the bytes of a short picture end as their format ends. Larger ones are lifted, and
//! their files tell it.

/// Whether the file is there to its end, by the mark that its format puts there.
pub(super) fn ends(bytes: &[u8]) -> bool {
    let text = || bytes.trim_ascii_end().ends_with(b"</svg>");
    if bytes.starts_with(b"\x89PNG") {
        bytes.ends_with(b"IEND\xaeB`\x82")
    } else if bytes.starts_with(b"\xff\xd8") {
        bytes.ends_with(b"\xff\xd9")
    } else if bytes.starts_with(b"GIF8") {
        bytes.ends_with(b";")
    } else if bytes.starts_with(b"RIFF") {
        let length = bytes.get(4..8).and_then(|it| it.try_into().ok());
        let length = length.map(u32::from_le_bytes);
        length.is_some_and(|length| bytes.len() as u64 >= u64::from(length) + 8)
    } else {
        text()
    }
}

#[cfg(test)]
mod tests {
    use super::ends;

    #[test]
    fn a_file_without_its_last_byte_does_not_end() {
        let files: [&[u8]; 5] = [
            b"\x89PNG\r\n\x1a\n....IEND\xaeB`\x82",
            b"\xff\xd8\xff\xe0..\xff\xd9",
            b"GIF89a..;",
            b"RIFF\x04\0\0\0WEBP",
            b"<svg></svg>",
        ];
        for file in files {
            assert!(ends(file), "{file:?}");
            assert!(!ends(&file[..file.len() - 1]), "{file:?}");
        }
    }
}
