//! The other side: a process that does nothing but decode, within a limit of memory, until its
//! parent closes the pipe.

use std::io::{self, BufReader, BufWriter};

use super::words::{read_request, write_answer};
use crate::platform;
use crate::thumbnails::make;

/// Bytes of address space: two decoded pictures of the largest size that is shown, their smaller
/// copies, and the program itself. More is asked for by a bomb only.
const MOST_MEMORY: u64 = 2 << 30;

/// Serves until there is nobody to serve. What a binary does when it is started as a worker.
pub fn serve() -> io::Result<()> {
    // Where the system knows no such limit, the decoders' own remain.
    if let Err(error) = platform::limit_memory(MOST_MEMORY) {
        tracing::debug!(%error, "no limit of memory");
    }
    let mut requests = BufReader::new(io::stdin().lock());
    let mut answers = BufWriter::new(io::stdout().lock());
    while let Some(path) = read_request(&mut requests)? {
        write_answer(&mut answers, &make::both(&path))?;
    }
    Ok(())
}
