//! Which addresses a result may be downloaded from (`reliability.md` N12).
