### The library, the viewer and the queue.

## Library

library-title = Library
library-count = { $count ->
        [one] 1 picture
       *[other] { $count } pictures
    }
library-tile-size = Size of the tiles
library-grid = Pictures, newest first
library-untitled = Picture without a prompt, { $name }
library-loading = Loading your pictures
library-failed = Older pictures could not be loaded
library-try-again = Try again
library-empty = Everything you make is kept here
library-empty-next = Pictures appear as soon as they are saved, as files in your own folder.
library-empty-create = Make the first picture
library-missing = The library folder is not there
library-missing-next = Nothing is lost: connect the drive it is on, then look again. Or use another folder; pictures stay where they are.
library-read-only = The library folder cannot be written to
library-choose-folder = Choose folder…
library-use-default = Use the default folder
library-look-again = Look again
library-still-missing = It is still not there.

library-file-missing = File missing
library-file-missing-next = It was moved, renamed or deleted outside Musa. Put it back, or delete it here.
library-file-changed = Changed
library-file-changed-next = Another program has changed this file since it was saved. Its details speak of the picture as it came.

library-selected = { $count ->
        [one] 1 selected
       *[other] { $count } selected
    }
library-selection = Selected pictures
library-clear = Clear the selection
library-together = Together
library-total-size = Size
library-models = Models
library-more-models = and { $count } more
library-delete-hint = Deleted pictures go to the library’s trash. You can undo it.

## What can be done with pictures

picture-open = Open
picture-use = Use as reference
picture-use-several = Use as references
picture-copy = Copy
picture-save-copy = Save a copy…
picture-reveal = Show in folder
picture-delete = Delete
picture-menu = What can be done with this picture

## Keys

command-library-open = Open the selected picture
command-library-use = Use the selected pictures as references
command-library-copy = Copy the selected picture
command-library-save-copy = Save a copy of the selected picture
command-library-delete = Delete the selected pictures
command-library-select-all = Select all pictures
command-library-clear = Clear the selection
command-library-move = Move among the pictures

command-viewer-fit = Fit into the window
command-viewer-actual = Actual size
command-viewer-toggle = Switch between fit and actual size
command-viewer-in = Zoom in
command-viewer-out = Zoom out
command-viewer-next = Next picture
command-viewer-previous = Previous picture
command-viewer-pan = Move the picture
command-viewer-first = First picture
command-viewer-last = Last picture

## Viewer

viewer-title = Picture
viewer-close = Close
viewer-previous = Previous picture
viewer-next = Next picture
viewer-place = { $number } of { $count }
viewer-zoom = { $percent } %
viewer-fit = Fit
viewer-actual = 1:1
viewer-in = Zoom in
viewer-out = Zoom out
viewer-broken = The original cannot be shown
viewer-broken-next = The file may have been moved or changed outside Musa. Look for it in its folder, or delete the picture here.

## Queue

queue-running = Running
queue-ended = Recent
queue-empty = Nothing is running
queue-empty-next = What you generate is listed here while it is on its way.
queue-arrived = { $arrived } of { $asked }
queue-waiting = Waiting for its turn
queue-stop = Stop waiting
queue-stop-run = Stop waiting for “{ $prompt }”
queue-stop-free = Nothing was sent yet; stopping costs nothing.
queue-stop-charged = What was sent may still be charged.
queue-stop-confirm = Stop waiting?
queue-stop-keep = Keep waiting
queue-go = Show “{ $prompt }” in Create
queue-done = Saved
queue-failed = Failed
queue-cancelled = Stopped
queue-unknown = May have been charged
