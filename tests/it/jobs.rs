//! Jobs through the studio, against the demo provider over real HTTP on loopback.

mod endings;
mod failures;
mod main_run;
mod restart;
