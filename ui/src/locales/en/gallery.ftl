### The library’s place: boards, search, imports, the trash. Loaded with it.

## Library

library-tile-size = Size of the tiles
library-grid = Pictures
library-untitled = Picture without a prompt, { $name }
library-loading = Loading your pictures
library-loading-one = Loading
library-failed = The library did not answer
library-try-again = Try again
library-empty = Everything you make is kept here
library-empty-next = Pictures appear as soon as they are saved, as files in your own folder. Drop files here to add your own.
library-empty-create = Make the first picture
library-none = Nothing is found
library-none-next = Use fewer words, or look in everything.
library-futile = Nothing can be looked for yet
library-futile-next = Type a word, or give a token a value it takes, such as tag:hero or rating:>=4.
library-board-empty = Nothing is on this board
library-board-empty-next = Drag pictures onto it, or choose it as the project in Create.
library-trash-empty = The trash is empty
library-trash-empty-next = What you delete stays here until you empty it.
library-show-everything = Show everything
library-missing = The library folder is not there
library-missing-next = Nothing is lost: connect the drive it is on, then look again. Or use another folder; pictures stay where they are.
library-read-only = The library folder cannot be written to
library-choose-folder = Choose folder…
library-use-default = Use the default folder
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
library-cost = Cost
library-ratio = Ratio
library-common = In common
library-keys = P pick · X reject · 0–5

## Searching

library-search = Search the library
library-search-hint = Search prompts, models, tags
library-search-clear = Clear the search
library-search-remove = Remove { $token }
library-search-ways = Ways to go on
library-found = { $count } of { $total } · { $took }
library-token-model = which model made it
library-token-tag = a tag it has
library-token-board = a board it is on
library-token-rating = its stars: 4, >=3
library-token-ratio = its shape: 16:9
library-token-date = when: 2026-11, today, 7d
library-token-file = part of the file’s name
library-token-flag = picked, rejected
library-token-width = how many pixels wide: >=2048
library-token-height = how many pixels high

## Order and shape

library-order = Order
library-order-newest = Newest
library-order-oldest = Oldest
library-order-rating = Most stars
library-order-name = File name
library-order-largest = Largest
library-squares = Show squares
library-rows = Show whole pictures
library-scale = Go to a date
library-scale-place = { $number } of { $count }

## Boards and tags

library-side = Boards and tags
library-boards = Boards
library-everything = Everything
library-trash = Trash
library-tags-all = Tags on all
library-tags-more = { $count } more
library-board = Board
library-to-board = Put on a board
library-off-board = Take off “{ $name }”
library-board-new = New board…
library-board-inside = New board in it…
library-board-edit = Edit board…
library-board-delete = Delete board
library-board-project = Use as the project in Create
library-board-smart = Keep this search as a smart board…
library-board-new-title = New board
library-board-edit-title = Edit board
library-board-smart-title = New smart board
library-board-name = Name
library-board-in = In
library-board-top = No other board
library-board-query = Search
library-board-query-hint = The board shows what this finds.
library-board-make = Create
library-board-keep = Save

## Stars, picks and rejects

library-cull = Cull
library-cull-close = Back to the library
library-cull-done = That was the last one
library-cull-again = Start over
library-cull-strip = Pictures around it

## Trash

library-restore = Restore
library-trash-what = Deleted pictures stay here, with their stars, tags and boards.
library-trash-clear = Empty the trash…
library-trash-clear-now = Empty the trash
library-trash-ask = { $count ->
        [one] Move one picture to the system’s trash?
       *[other] Move { $count } pictures to the system’s trash?
    }
library-trash-ask-next = Musa cannot bring them back from there. The system’s trash can, until it is emptied.

## Importing

library-import = Import
library-import-files = Import pictures…
library-import-folder = Import a folder…
library-importing = Importing
library-imported = { $count ->
        [0] Nothing was imported
        [one] 1 picture imported
       *[other] { $count } pictures imported
    }
library-import-stopped = { $count ->
        [0] Stopped; nothing was imported
        [one] Stopped; 1 picture is in the library
       *[other] Stopped; { $count } pictures are in the library
    }
library-import-failed = The import could not go on
library-import-looking = { $count } files so far
library-import-done = { $done } of { $total }
library-import-there = { $count ->
        [one] 1 is there already
       *[other] { $count } are there already
    }
library-import-refused = { $count ->
        [one] 1 was not taken
       *[other] { $count } were not taken
    }
library-import-list = Show which
library-import-stop = Stop
library-import-left = Not imported
library-import-same = { $name } is the same as { $same }
library-import-more = and { $count } more

## Keys

command-library-open = Open the selected picture
command-library-use = Use the selected pictures as references
command-library-copy = Copy the selected picture
command-library-save-copy = Save a copy of the selected picture
command-library-delete = Delete the selected pictures
command-library-select-all = Select all pictures
command-library-clear = Clear the selection
command-library-move = Move among the pictures
