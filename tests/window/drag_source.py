"""A window of another program, from which the files named as arguments can be dragged.

Prints where its middle is on the screen once it is there.
"""

import pathlib
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("Gdk", "3.0")
from gi.repository import Gdk, GLib, Gtk  # noqa: E402

# Beside the largest window that the tests open.
PLACE = (1500, 300)

uris = [pathlib.Path(name).resolve().as_uri() for name in sys.argv[1:]]
window = Gtk.Window(title="files")
window.set_default_size(240, 160)
window.move(*PLACE)
box = Gtk.EventBox()
box.add(Gtk.Label(label="\n".join(pathlib.Path(name).name for name in sys.argv[1:])))
box.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
box.drag_source_add_uri_targets()
box.connect("drag-data-get", lambda _box, _drag, data, _info, _time: data.set_uris(uris))
window.add(box)
window.connect("destroy", Gtk.main_quit)


def tell(*_):
    """Says where the middle is, after the window manager has had its say."""
    x, y = window.get_window().get_root_origin()
    width, height = window.get_size()
    print(x + width // 2, y + height // 2, flush=True)
    return False


window.connect("map-event", lambda *_: GLib.timeout_add(150, tell) and False)
window.show_all()
Gtk.main()
