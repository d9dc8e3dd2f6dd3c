//! The transport over reqwest: the only module that builds HTTP clients.
