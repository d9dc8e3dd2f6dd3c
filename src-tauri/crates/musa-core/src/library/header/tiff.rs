//! TIFF: the first directory, wherever in the file it lies (TIFF 6.0, section 2).

use std::io::{self, Read, Seek};

use super::{MOST_STEPS, at};

const WIDTH: u16 = 256;
const HEIGHT: u16 = 257;
const SHORT: u16 = 3;
const LONG: u16 = 4;

/// Numbers of the file's own order.
#[derive(Clone, Copy)]
enum Order {
    Little,
    Big,
}

impl Order {
    fn short(self, bytes: [u8; 2]) -> u16 {
        match self {
            Self::Little => u16::from_le_bytes(bytes),
            Self::Big => u16::from_be_bytes(bytes),
        }
    }

    fn long(self, bytes: [u8; 4]) -> u32 {
        match self {
            Self::Little => u32::from_le_bytes(bytes),
            Self::Big => u32::from_be_bytes(bytes),
        }
    }
}

pub(super) fn tiff<R: Read + Seek>(file: &mut R) -> io::Result<Option<(u32, u32)>> {
    let order = match &at::<2, R>(file, 0)? {
        b"II" => Order::Little,
        b"MM" => Order::Big,
        _ => return Ok(None),
    };
    let directory = u64::from(order.long(at(file, 4)?));
    let count = u32::from(order.short(at(file, directory)?)).min(MOST_STEPS);
    let (mut width, mut height) = (0, 0);
    for entry in 0..u64::from(count) {
        let entry: [u8; 12] = at(file, directory + 2 + entry * 12)?;
        let tag = order.short([entry[0], entry[1]]);
        let value = match order.short([entry[2], entry[3]]) {
            SHORT => u32::from(order.short([entry[8], entry[9]])),
            LONG => order.long([entry[8], entry[9], entry[10], entry[11]]),
            _ => continue,
        };
        match tag {
            WIDTH => width = value,
            HEIGHT => height = value,
            _ => {}
        }
    }
    Ok(Some((width, height)))
}
