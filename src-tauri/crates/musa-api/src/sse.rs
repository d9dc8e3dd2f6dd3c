//! Server-sent events: the kept parser with three mends around it.
