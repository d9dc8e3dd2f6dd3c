### The window around the places: rail, top bar, dialogs, first run, palette.

app-name = Musa
undo = Undo
redo = Redo
close = Close
dismiss = Dismiss
cancel = Cancel
try-again = Try again

## Rail and top bar

place-create = Create
place-chat = Chat
place-video = Video
place-library = Library
rail-places = Places
rail-queue = Queue
rail-queue-running =
    { $count ->
        [one] Queue, { $count } run going on
       *[other] Queue, { $count } runs going on
    }
rail-settings = Settings
search-label = Search commands and pictures
provider-menu = Provider: { $name }
provider-menu-none = No provider
provider-menu-head = Provider
provider-menu-settings = Provider settings…
provider-menu-connect = Connect a provider…
provider-menu-demo = Built-in demo
provider-menu-demo-detail = Drawn on this computer, for play money
provider-key-missing = no key
provider-key-session = key until Musa is closed
panel-show = Show the panel
project = Project: new pictures land on this board
project-none = No project
project-is = Project: { $name }
balance = ≈ { $money } left
balance-how = What is left at { $name }, as it tells it
balance-how-demo = Play money of the built-in demo
provider-balance-left = ≈ { $money } left
provider-balance-used = { $money } used
provider-balance-unlimited = No limit is set

## Messages

toasts-label = Messages
toast-refused = { $count } files could not be taken
toast-refused-more = … and { $count } more
toast-deleted =
    { $count ->
        [one] One picture is in the trash.
       *[other] { $count } pictures are in the trash.
    }
toast-restored =
    { $count ->
        [one] One picture is back.
       *[other] { $count } pictures are back.
    }
toast-emptied =
    { $count ->
        [one] One picture is in the system’s trash.
       *[other] { $count } pictures are in the system’s trash.
    }
toast-on-board =
    { $count ->
        [one] One picture is on “{ $name }”.
       *[other] { $count } pictures are on “{ $name }”.
    }
toast-off-board =
    { $count ->
        [one] One picture is off “{ $name }”.
       *[other] { $count } pictures are off “{ $name }”.
    }
toast-tagged =
    { $count ->
        [one] One picture has the tag “{ $name }”.
       *[other] { $count } pictures have the tag “{ $name }”.
    }
toast-untagged =
    { $count ->
        [one] One picture lost the tag “{ $name }”.
       *[other] { $count } pictures lost the tag “{ $name }”.
    }
toast-board-deleted = “{ $name }” is deleted. Its pictures stay.
toast-undo = Undone: { $what }
toast-redo = Done again: { $what }
did-pictures =
    { $count ->
        [one] one picture
       *[other] { $count } pictures
    }
did-rate = { $stars } for { did-pictures }
did-flag =
    { $flag ->
        [picked] { did-pictures } picked
        [rejected] { did-pictures } rejected
       *[none] { did-pictures } neither picked nor rejected
    }
did-tag = tag “{ $name }”, { did-pictures }
did-board = { did-pictures } put on “{ $name }”
did-unboard = { did-pictures } taken off “{ $name }”
did-trash = { did-pictures } deleted
did-restore = { did-pictures } restored
did-import = { did-pictures } imported
did-add-board = board “{ $name }” made
did-change-board = board “{ $name }” changed
did-delete-board = board “{ $name }” deleted
toast-copy-saved = Saved a copy as “{ $name }”.
toast-picture-copied = The picture is on the clipboard.
toast-demo = The demo is in use. It draws on this computer, for play money.

## Banners

banner-session-key = The key for { $name } is kept until Musa is closed.
banner-session-key-next = The system’s keychain did not take it.
banner-session-key-action = Enter it again
banner-no-key = { $name } has no key.
banner-no-key-next = Nothing can be generated there without one.
banner-no-key-action = Enter the key
banner-no-provider = No provider is connected.
banner-no-provider-next = Your pictures are all here; new ones need a provider.
banner-library-choose = Choose folder…
banner-library-default = Use the default
banner-library-again = Look again
banner-offline = { $name } cannot be reached.
banner-offline-next = Nothing was sent and nothing was charged. Check the network, then try again.
banner-offline-action = Check the connection
banner-online = { $name } answers again.

## Start

start-waiting = Opening your library
start-slow = This takes longer than usual.
start-slow-next = A large library, or a drive that is waking up. You can wait, or ask again.
start-failed = Musa’s core does not answer
start-failed-next = Your pictures are safe in their folder. Ask again; if it stays so, start Musa again.

## First run

first-title = Make something worth keeping
first-line-1 = Generate and edit pictures with the models you pay for.
first-line-2 = Your files stay in your folder, your key in your keychain.
first-connect = Connect a provider
first-connect-text = Paste an address and a key. It is checked at once and goes into the system’s keychain.
first-demo = Try the built-in demo
first-demo-text = No key, no network. Pictures are drawn on this computer; every screen works.
first-language = Language
first-sample = Night lights out of focus, violet and amber

## Connecting a provider

connect-title = Connect a provider
connect-text = The service that you have a key for.
connect-which = Provider
connect-other = Other
connect-address-hint = Up to the host; Musa adds the path itself.
connect-name-placeholder = My relay
connect-key-hint = Goes into the system’s keychain, and is only ever sent to this address.
connect-key-kept = Kept, hidden
connect-auth = Key is sent as
connect-auth-bearer = Bearer token
connect-auth-google = Google API key
connect-auth-none = No key
connect-check = Connect and check
connect-checking = Checking
connect-again = Check again
connect-anyway = Use it anyway
connect-start = Start creating
connect-works =
    { $models ->
        [0] It answers. It lists no models.
        [one] It works: one model.
       *[other] It works: { $models } models.
    }
connect-in-use = It is in use from now on.
connect-still = “{ $name }” is still in use.
connect-use = Use this one
connect-session = The system’s keychain did not take the key, so it is kept until Musa is closed.

## Closing

close-title =
    { $running ->
        [one] A run is still going on
       *[other] { $running } runs are still going on
    }
close-text = What was sent is being made at the provider. How should Musa close?
close-background = Keep working in the background
close-background-text = The window closes; Musa ends when the pictures are saved.
close-stop = Stop waiting
close-stop-text = What was sent may still be charged.
close-stay = Stay
close-stay-text = The window stays open.

## Palette and shortcuts

palette-title = Command palette
palette-placeholder = Type a command, or words of a prompt
palette-none = Nothing matches “{ $text }”.
palette-empty = Nothing can be done here now.
palette-pictures = Pictures
shortcuts-title = Keyboard shortcuts
group-general = Musa
group-create = Create
group-chat = Chat
group-video = Video
group-picture = Picture
group-library = Library
group-cull = Cull
group-viewer = Viewer
command-palette = Open the command palette
command-shortcuts = Show the keyboard shortcuts
command-create = Go to Create
command-chat = Go to Chat
command-video = Go to Video
command-library = Go to the Library
command-queue = Show the queue
command-undo = Undo
command-redo = Redo
command-settings = Open Settings
command-panel = Show or hide the panel
command-panel-away = Put away the panel that lies over the place
command-connect = Connect a provider
command-use-provider = Change provider to { $name }
command-open-library = Show the library folder
command-theme-dark = Dark theme
command-theme-light = Light theme
command-theme-system = Theme as the system
command-english = Language: English
command-chinese = Language: 中文 (Chinese)
command-language-system = Language as the system
