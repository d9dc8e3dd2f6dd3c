//! `musa profile`: providers and their keys.

use musa_core::profiles::{NewProfile, Preset, Profile};
use musa_core::protocol::{CommandError, ErrorCode};
use musa_core::secrets::Kept;
use musa_core::studio::Studio;

use crate::args::profile as args;
use crate::key;
use crate::open::Environment;
use crate::outcome::Outcome;
use crate::screen::{Manner, Screen};
use crate::table;
