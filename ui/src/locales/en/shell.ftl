### The window around the places: rail, top bar, dialogs, first run, palette.

app-name = Musa
undo = Undo
toast-deleted =
    { $count ->
        [one] One picture is in the trash.
       *[other] { $count } pictures are in the trash.
    }
toast-copy-saved = Saved a copy as “{ $name }”.
toast-picture-copied = The picture is on the clipboard.
close = Close
dismiss = Dismiss
