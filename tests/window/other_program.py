"""Another program's window. What the arguments name can be dragged from it, or is on the clipboard.

    files PATH …      files, as a file manager offers them
    browser ADDRESS   a picture on a page, as a browser offers it: its markup and its address
    markup ADDRESS    the same, of which the program knows the markup only
    clipboard PATH    the pixels of a picture on the clipboard, for as long as the program lives

Prints where its middle is on the screen once it is there and, if asked to, owns the clipboard.
"""

import html
import pathlib
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("Gdk", "3.0")
from gi.repository import Gdk, GdkPixbuf, GLib, Gtk  # noqa: E402

# Beside the largest window that the tests open.
PLACE = (1500, 300)

MARKUP, ADDRESSES = 0, 1

way, things = sys.argv[1], sys.argv[2:]
window = Gtk.Window(title="another program")
window.set_default_size(240, 160)
window.move(*PLACE)
box = Gtk.EventBox()
box.add(Gtk.Label(label="\n".join(pathlib.Path(name).name[:24] for name in things)))
window.add(box)
window.connect("destroy", Gtk.main_quit)


def give(_box, _drag, data, info, _time):
    """Hands over what is dragged, in the form that was asked for."""
    if info == MARKUP:
        markup = f'<meta charset="utf-8"><img src="{html.escape(things[0])}" alt="a picture">'
        data.set(data.get_target(), 8, markup.encode())
    elif way == "files":
        data.set_uris([pathlib.Path(name).resolve().as_uri() for name in things])
    else:
        data.set_uris(things)


def offer():
    """Makes the box one that things can be dragged from."""
    targets = Gtk.TargetList.new([])
    if way != "files":
        targets.add(Gdk.Atom.intern("text/html", False), 0, MARKUP)
    if way != "markup":
        targets.add_uri_targets(ADDRESSES)
    box.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
    box.drag_source_set_target_list(targets)
    box.connect("drag-data-get", give)


def tell(*_):
    """Says where the middle is, after the window manager has had its say."""
    if way == "clipboard":
        pixels = GdkPixbuf.Pixbuf.new_from_file(things[0])
        Gtk.Clipboard.get(Gdk.SELECTION_CLIPBOARD).set_image(pixels)
    x, y = window.get_window().get_root_origin()
    width, height = window.get_size()
    print(x + width // 2, y + height // 2, flush=True)
    return False


if way != "clipboard":
    offer()
window.connect("map-event", lambda *_: GLib.timeout_add(150, tell) and False)
window.show_all()
Gtk.main()
