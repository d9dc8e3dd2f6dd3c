//! A key from standard input: typed without being shown, or from a pipe or a file.
//!
//! Never from an argument: other programs of the machine can read those, and shells keep them.

use std::io::{self, IsTerminal, Read};

use musa_api::secret::{ApiKey, ParseKeyError};
use musa_core::protocol::{CommandError, ErrorCode};
use zeroize::Zeroizing;

use crate::open::key_error;

/// No key is longer; a file given by mistake is not read to its end.
const LIMIT: u64 = 16 * 1024;

/// Reads one; `prompt` is printed on the terminal, if there is one.
pub(crate) async fn read(prompt: String) -> Result<ApiKey, CommandError> {
    let typed = tokio::task::spawn_blocking(move || typed(&prompt));
    let text = match typed.await {
        Ok(Ok(text)) => text,
        Ok(Err(error)) => {
            let refused = CommandError::new(ErrorCode::KeyInvalid).field("key");
            return Err(refused.arg("reason", error));
        }
        Err(_) => return Err(CommandError::new(ErrorCode::Internal)),
    };
    parse(&text).map_err(key_error)
}

fn typed(prompt: &str) -> io::Result<Zeroizing<String>> {
    let mut input = io::stdin().lock();
    if input.is_terminal() {
        drop(input);
        return rpassword::prompt_password(format!("{prompt} ")).map(Zeroizing::new);
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(4096));
    (&mut input).take(LIMIT).read_to_end(&mut bytes)?;
    Ok(Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned()))
}

/// A byte order mark, as Windows editors write it, is not part of the key.
fn parse(text: &str) -> Result<ApiKey, ParseKeyError> {
    ApiKey::parse(text.strip_prefix('\u{feff}').unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use musa_api::secret::ParseKeyError;

    use super::parse;

    #[test]
    fn a_files_line_end_and_mark_are_not_part_of_the_key() {
        assert_eq!(parse("\u{feff}sk-1\r\n").unwrap().expose(), "sk-1");
        assert_eq!(
            parse("sk-1\nsk-2\n").err(),
            Some(ParseKeyError::ControlCharacter)
        );
        assert_eq!(parse("\n").err(), Some(ParseKeyError::Empty));
    }
}
