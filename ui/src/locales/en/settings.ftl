### Settings.

settings-title = Settings
settings-sections = Parts of the settings
settings-providers = Providers
settings-library = Library
settings-prices = Models and prices
settings-appearance = Appearance
settings-about = About
settings-saved = Saved
settings-unsaved = This form has changes that are not saved.
settings-keep-editing = Keep editing
settings-discard = Discard changes
settings-save = Save
settings-back = All providers

## Providers

providers-hint = Where your pictures are made. The one in use gets the next run.
providers-none = No provider yet
providers-none-next = Connect the service you have a key for. Nothing is sent before you press Generate.
providers-add = Add a provider
providers-current = In use
providers-use = Use this one
providers-edit = Settings of { $name }
providers-demo = Built in: draws pictures on this computer, without a key. Its prices and its balance are play money.
providers-session = Comes from the environment Musa was started in. It cannot be changed here.
providers-default-concurrency = Requests at once for new providers
providers-default-concurrency-hint = From 1 to 32. More is faster, until the provider refuses some for being too many.

key-keychain = Key in the system’s keychain
key-session = Key until Musa is closed
key-missing = No key
key-not-needed = No key needed
key-unknown = The system’s keychain does not answer
key-session-why = The system’s keychain did not take the key, so it is kept until Musa is closed.
key-session-reason = The system’s keychain says: { $reason }
key-field-replace = New key
key-hint = Goes into the system’s keychain, is only ever sent to { $host }, and is never shown again.
key-save = Save key
key-forget = Forget the key

provider-name-hint = How it is called in Musa.
provider-address-hint = Up to the host: Musa adds /v1 and what follows.
provider-address-moves = Another address: its key will be asked for again. The old key stays with { $host }.
provider-auth = The key is sent as
provider-auth-bearer = Authorization: Bearer
provider-auth-google-key = x-goog-api-key
provider-auth-none = No key
provider-network = Network
provider-proxy-system = As the system
provider-proxy-none = None
provider-proxy-address = By address
provider-proxy-address-field = Proxy address
provider-proxy-hint = http://127.0.0.1:8080 or socks5://127.0.0.1:1080
provider-concurrency-hint = From 1 to 32 at a time; the others wait in the queue.
provider-tasks = Make pictures as tasks
provider-tasks-hint = The provider works on its own and is asked for the result: a line that breaks or a restart loses nothing. Not every provider can do this.
provider-connection = Connection
provider-check = Check
provider-check-again = Check again
provider-checking = Asking { $host }
provider-works = { $count ->
        [0] Works. It lists no models.
        [one] Works, 1 model.
       *[other] Works, { $count } models.
    }
provider-check-hint = Asks for the list of models. It costs nothing.
provider-remove = Remove
provider-remove-ask = Remove { $name }?
provider-remove-next = Its key and its prices are forgotten. Pictures stay.
provider-remove-yes = Remove provider

## Library

folder-title = Folder
folder-hint = Pictures are ordinary files here, yours to move and to back up.
folder-choose = Choose…
folder-default = Use the default
folder-show = Show
folder-is-default = This is the default folder.
template-title = File names
template-field = Name template
template-example = For example: { $example }
template-hint = A slash makes a folder. A name that is taken is never written over.
template-fields = What can stand in it
template-insert = Insert { $field }
template-date = Day, 2026-11-22
template-time = Time of day, 14-05-09
template-project = The project’s board, else musa
template-model = Model id
template-prompt = Beginning of the prompt
template-ratio = Aspect ratio, 16x9
template-seq = Number of the series
template-seq-digits = The same with four digits, 0142

upkeep-title = Maintenance
upkeep-hint = Neither of these deletes or moves a picture.
upkeep-verify = Check the library
upkeep-verify-what = Compares every file with what was saved, and changes nothing.
upkeep-verify-now = Check
upkeep-verify-going = Checking the library
upkeep-verify-failed = The check could not go on
upkeep-rebuild = Rebuild the index
upkeep-rebuild-what = Makes the list of pictures, and all words for the search, anew from the folder.
upkeep-rebuild-now = Rebuild…
upkeep-rebuild-ask = Rebuild the index now?
upkeep-rebuild-keeps = Nothing is deleted: pictures, stars, tags and boards stay. It cannot be stopped once it has begun.
upkeep-rebuild-yes = Rebuild
upkeep-rebuild-going = Rebuilding the index
upkeep-rebuild-failed = The index could not be rebuilt
upkeep-stop = Stop
upkeep-stopped = Stopped before the end
upkeep-done-of = { $done } of { $total }
upkeep-verified = { $count ->
        [0] Everything is as it was saved
        [one] 1 thing is not as it was saved
       *[other] { $count } things are not as they were saved
    }
upkeep-looked = { $done ->
        [one] 1 file or record was looked at.
       *[other] { $done } of { $total } files and records were looked at.
    }
upkeep-found = { $what }. Nothing was changed.
upkeep-found-first = Of the first { $count }: { $what }. Nothing was changed.
upkeep-which = Show which
upkeep-more = and { $count } more
upkeep-missing = { $count ->
        [one] 1 file is missing
       *[other] { $count } files are missing
    }
upkeep-missing-next = Put them back where they were, or delete them in the library.
upkeep-changed = { $count ->
        [one] 1 file was changed outside Musa
       *[other] { $count } files were changed outside Musa
    }
upkeep-changed-next = They are kept as they are now.
upkeep-unknown = { $count ->
        [one] 1 file is not in the library
       *[other] { $count } files are not in the library
    }
upkeep-unknown-next = Import the folder to have them there too.
upkeep-no-record = { $count ->
        [one] 1 picture has no readable record
       *[other] { $count } pictures have no readable record
    }
upkeep-no-record-next = They stay in the library. On another computer, their prompts would not come along.
upkeep-bad-record = { $count ->
        [one] 1 file among the records cannot be read as a record
       *[other] { $count } files among the records cannot be read as records
    }
upkeep-bad-record-next = Look at them. Their pictures can be imported again.
upkeep-record-differs = { $count ->
        [one] 1 record says something else than the index
       *[other] { $count } records say something else than the index
    }
upkeep-record-differs-next = Rebuilding the index takes what the records say.
upkeep-unreadable = { $count ->
        [one] 1 file or folder could not be read
       *[other] { $count } files or folders could not be read
    }
upkeep-unreadable-next = Look at who may read them, and at the disk.
upkeep-foreign = { $count ->
        [one] 1 drawing or film is not in the library
       *[other] { $count } drawings or films are not in the library
    }
upkeep-foreign-next = They cannot be imported, and stay where they are.
upkeep-no-row = { $count ->
        [one] 1 picture is not in the index
       *[other] { $count } pictures are not in the index
    }
upkeep-no-row-next = Rebuilding the index brings them back.
upkeep-rebuilt = { $count ->
        [0] The index was rebuilt; there are no pictures
        [one] The index was rebuilt with 1 picture
       *[other] The index was rebuilt with { $count } pictures
    }
upkeep-rebuilt-left = { $count ->
        [one] 1 record has no file or cannot be read; it stays.
       *[other] { $count } records have no file or cannot be read; they stay.
    }

## Prices

prices-hint = Providers charge differently, so Musa only knows what you enter. It shows the sum on Generate and beside each run.
prices-provider = Provider
prices-currency = Currency
prices-currency-other = Other…
prices-currency-code = Currency, three letters
prices-each = Price of one picture
prices-of = Price of one picture of { $model }
prices-picture = per picture
prices-million = per million tokens
prices-of-million = Price of a million tokens of { $model }
prices-none = Not set
prices-add = Another model
prices-add-id = Model id
prices-add-hint = Exactly as the provider writes it.
prices-add-do = Add
prices-tokens = Text models
prices-tokens-hint = What a million tokens cost. Chat shows the sum under each answer.
prices-asked = asked
prices-answered = answered
prices-asked-of = Price of a million tokens asked of { $model }
prices-answered-of = Price of a million tokens answered by { $model }
prices-no-provider = No provider yet
prices-no-provider-next = Prices belong to a provider. Connect one, then enter what it charges.

## Appearance

appearance-theme = Theme
appearance-system = System
appearance-dark = Dark
appearance-light = Light
appearance-language = Language
appearance-language-system = System ({ $language })

## About

about-version = Version { $version }
about-licence = Free software under the MIT licence or the Apache licence 2.0, at your choice.
about-where = Where things lie
about-pictures = Pictures and their records
about-keys = Keys
about-keys-where = The system’s keychain
about-rest = Settings and the index
about-rest-where = Musa’s data folder. The index can be rebuilt from the library.
about-typeface = Typeface: Inter, SIL Open Font Licence. Icons: Lucide, ISC licence.

## Notifications

notify-title = Notifications
notify-label = Tell me when a film or a long run has ended
notify-hint = Only while Musa’s window is not in front. Pressing the notification opens it.
