"""Pictures that the clients send and get: no picture library is needed for them."""

import struct
import zlib


def png(width, height, pixel):
    """A PNG made by hand. `pixel(x)` gives RGBA."""

    def chunk(kind, data):
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    row = b"\0" + b"".join(bytes(pixel(x)) for x in range(width))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(row * height))
        + chunk(b"IEND", b"")
    )


def size(picture):
    """Its pixels, from its header."""
    assert picture[:8] == b"\x89PNG\r\n\x1a\n", "not a PNG"
    return struct.unpack(">II", picture[16:24])
