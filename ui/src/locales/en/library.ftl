### The library, the viewer and the queue.

## Library

library-title = Library

## Boards and tags

library-tags = Tags
library-tag = Tag
library-tag-add = Add a tag
library-tag-hint = Tag
library-tag-remove = Remove the tag { $name }

## Stars, picks and rejects

library-rating = Stars
library-stars = { $count ->
        [0] No stars
        [one] 1 star
       *[other] { $count } stars
    }
library-pick = Pick
library-reject = Reject
library-unflag = Neither
library-count = { $count ->
        [one] 1 picture
       *[other] { $count } pictures
    }
library-look-again = Look again
library-picked = Picked
library-rejected = Rejected

## What can be done with pictures

picture-open = Open
picture-use = Use as reference
picture-use-several = Use as references
picture-copy = Copy
picture-save-copy = Save a copy…
picture-reveal = Show in folder
picture-delete = Delete
picture-menu = What can be done with this picture

## Pictures for something else

pick-loading = Loading pictures
pick-more = Show older pictures
pick-none = No pictures yet
pick-none-next = What is made in Create stands here.
pick-take =
    { $count ->
        [0] Add
        [one] Add one picture
       *[other] Add { $count } pictures
    }

## Keys

command-pick = Pick
command-reject = Reject
command-unflag = Neither pick nor reject
command-rate-0 = No stars
command-rate-1 = 1 star
command-rate-2 = 2 stars
command-rate-3 = 3 stars
command-rate-4 = 4 stars
command-rate-5 = 5 stars
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
viewer-zoom = { $percent }%
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
queue-empty-next = What you generate is listed here, while it is on its way and after that.
queue-arrived = { $arrived } of { $asked }
queue-waiting = Waiting for its turn
queue-waiting-count = { $count } waiting
queue-stop = Stop waiting
queue-stop-run = Stop waiting for “{ $prompt }”
queue-stop-free = Nothing was sent yet; stopping costs nothing.
queue-stop-charged = What was sent may still be charged.
queue-stop-confirm = Stop waiting?
queue-stop-keep = Keep waiting
queue-go = Show “{ $prompt }” in Create
queue-done = Saved
queue-failed = Failed
queue-some-failed = { $count } failed
queue-cancelled = Stopped
queue-unknown = May have been charged
