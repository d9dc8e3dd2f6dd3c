### What Musa says, to the window and the terminal, in English. The other languages have the same
### messages with the same variables; a test compares them.
###
### Plain and short: what happened, whether it cost anything, what to do. No blame, no exclamation
### marks. A variable that may be absent is `none`, so a sentence can select on it.

## Whether it cost something

charged-no = Nothing was charged.
charged-maybe = It may have been charged.
charged-likely = It was most likely charged.

## Fields of a request

field-prompt = Prompt
field-model = Model
field-references = References
field-reference = Reference { $number }
field-mask = Mask
field-ratio = Aspect ratio
field-size = Size
field-count = Number of pictures
field-quality = Quality
field-background = Background
field-format = Format
field-fidelity = Fidelity
field-compression = Compression
field-moderation = Moderation
field-user = User
field-drafts = Drafts
field-route = Route
field-project = Project
field-profile = Provider
field-name = Name
field-baseUrl = Address
field-key = Key
field-price = Price
field-proxy = Proxy
field-concurrency = Requests at once
field-library = Library folder
field-template = Name template
field-job = Job
field-text = Message
field-pictures = Pictures
field-pictureNumber = Picture { $number }
field-video = Video
field-system = System prompt
field-tools = Tools
field-toolChoice = Tool choice
field-schema = Schema
field-webSearch = Web search
field-imageGeneration = Image generation
field-protocol = Protocol
field-conversation = Conversation
field-output = Result
field-parameter = Parameter { $name }
field-query = Search
field-board = Board
field-rating = Stars
field-tag = Tag
field-parent = Parent board
field-picture = Picture
field-view = View
field-out = Folder for copies
field-firstFrame = First frame
field-lastFrame = Last frame
field-resolution = Resolution
field-duration = Duration
field-frames = Frames
field-seed = Seed
field-cameraFixed = Camera
field-watermark = Watermark
field-audio = Sound
field-film = Film

## Where a request is

state-queued = Waiting for its turn
state-sending = Uploading
state-waiting = The provider is working
state-receiving = Receiving
state-saving = Saving
state-done = Saved
state-failed = Failed
state-cancelled = Stopped
state-unknown = May be charged

## Where a film is

film-state-sending = Asking for it
film-state-queued = Waiting at the provider
film-state-running = Running at the provider
film-state-downloading = Downloading
film-state-done = Saved
film-state-failed = Failed
film-state-cancelled = Cancelled
film-state-left = Not waited for
film-state-unknown = May be charged

## Refused: the prompt and the settings

error-prompt-empty = The prompt is empty.
    .next = Describe the picture you want.
error-prompt-too-long = The prompt is longer than { $limit } characters, the most this model takes.
    .next = Shorten it, or choose another model.
error-value-not-allowed =
    { $model ->
        [none] “{ $value }” cannot be used here.
       *[other] { $model } does not take “{ $value }”.
    }{ $rule ->
        [multiple] {" "}Both sides must be multiples of { $limit } px.
        [sides] {" "}No side may be longer than { $limit } px, nor more than three times the other.
        [area] {" "}All in all it must be { $least } to { $most } pixels.
        [once] {" "}Each model can be asked once.
        [route] {" "}The “{ $route }” route has this setting, this one has not.
        [lossy] {" "}Only JPEG and WebP can be compressed.
        [alpha] {" "}Not with a transparent background: a JPEG has none.
        [secret] {" "}It looks like a key, and the provider writes it down.
        [short] {" "}At the most { $limit } letters, on one line.
       *[none]
        { $allowed ->
            [none] {""}
           *[other] {" "}It takes: { $allowed }.
        }
    }
    .next =
    { $rule ->
        [multiple] Choose the next size that fits, or 1K, 2K or 4K.
        [sides] Choose a smaller size, or 1K, 2K or 4K.
        [area] Choose another size, or 1K, 2K or 4K.
        [once] Name it once, and ask for more pictures with the count.
        [route] Leave it out, or choose that route.
        [lossy] Choose one of them as the format, or leave the compression out.
        [alpha] Choose PNG or WebP, or another background.
        [secret] Use a name that tells nobody anything.
        [short] Shorten it, or leave it out.
       *[none]
        { $allowed ->
            [none] Leave it out, or choose another model.
           *[other] Use a value it takes.
        }
    }
error-count-out-of-range = One request makes 1 to 10 pictures.
    .next = Choose a number from 1 to 10.
error-model-missing = No model is chosen.
    .next = Choose a model. It is remembered for the next time.

## Refused: references and masks

error-too-many-references =
    { $limit ->
        [0] This model takes no references; you gave { $given }.
        [one] This model takes one reference; you gave { $given }.
       *[other] This model takes { $limit } references; you gave { $given }.
    }
    .next = Remove some, or choose a model that takes more.
error-reference-unknown = The prompt speaks of @{ $number }, but there is no reference { $number }.
    .next = Add that reference, or change the number in the prompt.
error-file-missing = There is no file “{ $name }”.
    .next = Choose it again; it may have been moved or renamed.
error-file-not-regular = “{ $name }” is a folder or a device, not a file.
    .next = Choose a picture file.
error-file-empty = “{ $name }” is empty.
    .next = Choose another file. If it lies in a cloud folder, let it download first.
error-file-unreadable = “{ $name }” could not be read.
    .next = Check that you may open it and that nothing is changing it, then try again.
error-file-skipped =
    { $reason ->
        [link] The link “{ $name }” was not followed.
        [deep] “{ $name }” lies too deep in folders and was not looked at.
        [many] There are more than 200,000 files: those after “{ $name }” were not looked at.
       *[device] “{ $name }” is no ordinary file and was not looked at.
    }
    .next = Import it by itself, if it belongs in the library.
error-picture-not-taken =
    { $format ->
        [none] “{ $name }” is not a picture.
        [damaged] “{ $name }” is damaged: it cannot be read as the picture that it begins as.
       *[other] “{ $name }” is a picture of the kind { $format }, which the library does not take.
    }
    .next = The library takes PNG, JPEG, WebP, GIF, TIFF and AVIF. Save it as one of these and import that file.
error-not-a-picture = “{ $name }” is not a picture that can be sent.
    .next =
    { $why ->
        [mask] Choose a PNG that is transparent where the picture is to be repainted.
       *[none] Choose a PNG, JPEG, WebP, GIF, BMP or TIFF file.
    }
error-format-needs-conversion = “{ $name }” is a picture of the kind { $format }, which cannot be sent as it is.
    .next =
    { $why ->
        [mask] Choose a PNG that is transparent where the picture is to be repainted.
       *[none] Save it as JPEG and choose the JPEG file.
    }
error-picture-truncated =
    { $why ->
        [answer] The provider’s picture breaks off before its end. “{ $name }” holds what came.
       *[none] “{ $name }” breaks off before its end.
    }
    .next =
    { $why ->
        [answer] Look at what came; ask again if it does not do.
       *[none] Copy or download the file once more.
    }
error-picture-too-large =
    “{ $name }” is too large: { $width } × { $height } pixels. { $why ->
        [memory] Opened, it would take more memory than one picture may.
        [file] The file is over 1 GiB.
        [mask] As a file it is over the 4 MB that are taken of a mask.
       *[none] At most 16,384 on a side and 400 megapixels can be opened.
    }
    .next = Make a smaller version of it and choose that.
error-mask-size-differs = The mask has { $mask } pixels, its reference { $reference }.
    .next = Make the mask with the same width and height as the first reference.
error-mask-without-alpha = Nothing in the mask is transparent, so nothing would be repainted.
    .next = Erase the part to be repainted and save the mask as PNG with transparency.
error-mask-without-reference = There is a mask, but no reference that it belongs to.
    .next = Add the picture to be edited as the first reference.
error-mask-unsupported = { $model } takes no mask.
    .next = Remove the mask, or choose a model that takes one.
error-frame-unfit =
    { $trouble ->
        [side] “{ $name }” has { $width } × { $height } pixels. A film takes pictures of 300 to 6000 pixels on each side.
        [shape] “{ $name }” is { $width } × { $height } pixels, which is too long and narrow for a film.
       *[bytes] “{ $name }” is 30 MB or more; a film takes pictures below that.
    }
    .next =
    { $trouble ->
        [side] Scale it to fit, or choose another picture.
        [shape] Crop it: its width may be 0.4 to 2.5 times its height.
       *[bytes] Make a smaller version of it and choose that.
    }
error-first-frame-missing = There is a last frame, but no first one.
    .next = Add the picture the film begins with, or use this one as the first frame.
error-frame-role-missing = There are two frames, and it is not said which is the first.
    .next = Say which is the first frame and which the last.
error-frames-with-references = There are both frames and reference pictures; a film takes one or the other.
    .next = Remove the frames, or remove the references.
error-frame-unsupported = { $model } takes no such picture.
    .next = Remove it, or choose a model that takes it.
error-frame-needed = { $model } makes films from pictures only.
    .next = Add a picture, or choose a model that works from the prompt alone.
error-duration-and-frames = The length is given twice, in seconds and in frames.
    .next = Keep one of the two.

## Refused: providers, keys and folders

error-profile-missing = No provider is connected yet.
    .next = Connect a provider, or try the built-in demo.
error-profile-exists = There is already a provider named “{ $name }”.
    .next = Choose another name, or remove that one first.
error-address-invalid =
    { $reason ->
        [none] This is not an address that can be used.
       *[other] This is not an address that can be used: { $reason }.
    }
    .next = Enter it in full, such as https://api.example.com
error-key-invalid =
    { $reason ->
        [none] This key cannot be sent.
       *[other] This key cannot be sent: { $reason }.
    }
    .next = Copy the key once more, on one line and without spaces.
error-key-missing = There is no key for this provider’s address.
    .next = Enter the key. A key is only ever sent to the address it was entered for.
error-keychain-unavailable = The system’s keychain did not take the key. It is kept until Musa is closed.
    .next = Unlock the keychain and enter the key again to keep it for longer.
error-proxy-invalid =
    { $reason ->
        [none] This proxy cannot be used.
       *[other] This proxy cannot be used: { $reason }.
    }
    .next = Enter it like http://127.0.0.1:8080 or socks5://127.0.0.1:1080
error-library-missing = The library folder is not there: { $path }
    .next = Connect the drive it is on, or choose another folder.
error-library-read-only = The library folder cannot be written to: { $path }
    .next = Allow writing there, or choose another folder.
error-library-within = The folder { $path } belongs to Musa itself: it lies inside the library { $library }.
    .next = Choose that library, or a folder beside it.
error-library-full = There is not enough room in the library folder { $path }: { $needed } needed, { $free } free.
    .next = Make room there, or choose a folder on another drive.
error-copy-failed = The copy “{ $name }” could not be written.
    .next = Check that the folder may be written to and has room, or choose another.
error-board-exists = There is a board called “{ $name }” already.
    .next = Choose another name.
error-board-not-nested = A board cannot be put in this one: boards nest one level deep, and a smart board holds no others.
    .next = Choose a board at the top, or leave it at the top.
error-board-is-smart = “{ $name }” is a smart board: it shows what its search finds.
    .next = Put the pictures on an ordinary board.
error-name-invalid = A name has 1 to { $limit } characters.
    .next = Choose another name.
error-query-invalid = “{ $value }” is left out of the search: it takes { $allowed }.
    .next = Change it or remove it.
error-library-busy = The library is busy with an import or a check.
    .next = Wait until it ends, or cancel it.
error-trash-unavailable = The system's trash did not take the pictures. They stay in the library's trash.
    .next = Restore them, or remove them from the library's folder by hand.
error-template-invalid =
    { $reason ->
        [none] The name template “{ $template }” cannot be used.
       *[other] The name template “{ $template }” cannot be used: { $reason }.
    }
    .next = Keep names inside the library folder, such as {"{date}/{project}-{seq}"}
error-not-found = There is no “{ $what }”.
    .next = Look in the list for what it is called.
error-job-running = This job is still running.
    .next = Wait until it ends, or stop it where it was started.
error-nothing-to-do = This job has nothing left to repeat or to put away.
    .next = Start a new one.

## The provider refused or failed

error-provider-auth = The provider refused the key.
    .next = Check the key and enter it again.
error-provider-quota = There is no credit left at the provider.
    .next = Top up your account there, or use another provider.
error-provider-busy = The provider has too many requests at the moment.
    .next =
    { $seconds ->
        [none] Wait a little, then try again.
        [minutes] Try again in { $minutes } minutes.
        [one] Try again in one second.
       *[other] Try again in { $seconds } seconds.
    }
error-provider-moderation =
    { $why ->
        [prohibited] Blocked: the provider never makes such content.
        [blocklist] Blocked: a word is on the provider’s list.
        [recitation] Blocked: what came was too close to something that exists.
        [personal-data] Blocked: the provider sees personal data in it.
        [jailbreak] Blocked: the provider took the prompt for an attempt to get round its rules.
       *[none] Blocked by the provider’s safety filter.
    }
    .next =
    { $why ->
        [blocklist] Use other words, or try another model.
        [recitation] Ask for something of its own, less like what exists.
        [personal-data] Leave names, numbers and faces of real people out.
       *[none] Rephrase the prompt or try another model.
    }
error-provider-invalid = The provider did not accept the request.
    .next = Change what its message names, then try again.
error-provider-not-found = The provider does not know this model or this path.
    .next = Check the model’s name and the provider’s address.
error-provider-forbidden = The provider does not allow this, or a firewall stands in between.
    .next = Check what your key may do, and your network.
error-provider-too-large = The request is too large for the provider.
    .next = Use fewer or smaller references.
error-provider-failed = The provider had a failure while it had the request.
    .next = Try again later. That is a new request.
error-provider-moved = The provider’s address has moved to { $host }.
    .next = Enter the new address if you trust it, and the key for it.
error-provider-not-api = This address answers with a web page, not with pictures.
    .next = Check the address; the part behind the host is often one too many.
error-provider-unreachable = The provider could not be reached. Nothing was sent.
    .next = Check the network, the address and the proxy, then try again.

## Refused: conversations

error-schema-invalid =
    { $reason ->
        [none] This is no JSON Schema.
       *[other] This is no JSON Schema. Look at: { $reason }
    }
    .next = Correct it there, or ask for an answer without a schema.
error-tools-invalid =
    { $reason ->
        [none] This is no list of functions.
       *[other] This is no list of functions. Look at: { $reason }
    }
    .next = Write a JSON list such as {"[{\"name\": \"find\", \"parameters\": {\"type\": \"object\"}}]"}
error-video-address-invalid = “{ $address }” is no address of a video that can be sent.
    .next = Give the https address of an MP4 file that anybody may open.
error-parameter-invalid =
    { $with ->
        [none] { $name } cannot be “{ $value }”.
       *[other] { $name } cannot be set together with { $with }.
    }{ $allowed ->
        [none] {""}
       *[other] {" "}It takes: { $allowed }.
    }
    .next = Change it, or leave it out.
error-model-blind = { $model } is not known to see pictures or videos.
    .next = Choose a model that does, or say that this one sees and send it again.
error-protocol-lacks = The protocol { $protocol } has no such thing.
    .next = Leave it out, or choose another protocol.
error-answer-running = The answer before is still arriving.
    .next = Wait until it ends, or stop it.
error-tool-result-missing = The call of { $name } has no result yet.
    .next = Type what the function gives back, for every call.

## It was sent, and then

error-answer-cut = The answer broke off. What came is kept.
    .next = Ask again for a whole answer. That is a new request.
error-task-runs = The provider is already making it, so it cannot be cancelled.
    .next = Wait for it, or stop waiting. It is charged either way.
error-task-not-cancelled = The provider did not cancel the task.
    .next = Wait for it, or stop waiting. It may be charged either way.
error-task-expired = The provider gave the task up: it took too long.
    .next = Make it again, perhaps shorter or smaller.
error-task-gone = The provider does not know this task, or not any more.
    .next = Look at the provider’s own list before you make it again.
error-last-frame-missing = This film has no last frame that could be used.
    .next = The provider sent nothing of the kind. Save a frame with another program and use that.
error-answer-lost = The request was sent, but no whole answer came.
    .next = Check at the provider whether it ran, before you send it again.
error-answer-unreadable =
    { $receipt ->
        [none] An answer came that could not be read. It is kept.
       *[other] An answer came that could not be read. It is kept: { $receipt }
    }
    .next = Look into that file; the picture may still be in it.
error-answer-without-picture =
    { $why ->
        [too-long] The model used all its tokens before a picture came.
        [language] The model does not speak the language of this prompt.
        [signature] The model did not take the conversation up again: a signature is missing.
        [malformed] The model’s answer was broken, and has no picture in it.
       *[none] The provider’s answer has no picture in it.
    }
    .next =
    { $why ->
        [too-long] Shorten the prompt or send fewer references, or try another model.
        [language] Write the prompt in English, or try another model.
        [signature] Edit the picture by itself, as a reference.
        [malformed] Try again, or try another model.
       *[none] Say in the prompt that you want a picture, or try another model.
    }
error-download-failed = The picture was made, but its address did not give it. The address is kept.
    .next = Try to fetch it again soon: such addresses expire.
error-save-failed = The picture arrived, but could not be saved. What arrived is kept.
    .next = Make room and check the library folder. It is saved at the next start.
error-stopped-waiting = You stopped waiting for this request.
    .next = Send it again only if you still want it. That is a new request.
error-database-newer = A newer Musa has written this library (version { $found }; this one knows { $known }). Nothing was changed.
    .next = Update Musa.
error-database-damaged = The index of the library is damaged. Your pictures are not.
    .next = Start Musa again: it sets the index aside and makes a new one from the folder.
error-home-full = There is no room left on the disk with Musa's own data.
    .next = Make room there and try again. What was saved is safe.
error-home-failed = The disk with Musa's own data could not be read or written.
    .next = See that the disk is there and has room, then start Musa again.
error-internal = Something failed inside Musa.
    .next = Start Musa again. If it comes back, report it with the details.

## The terminal

cli-error-field = { $field }: { $what }
cli-error-detail = Details: { $detail }
cli-what-out = --out { $path }: copies cannot be put there.
cli-next-out = Choose another folder with --out.
cli-next-model-missing = Name one with --model; musa models lists them. It is remembered for the next time.
cli-next-profile-missing = Add one: musa profile add NAME --preset whatai. Or try the demo: musa generate --demo "a red fox"
cli-next-key-missing = Enter it with: musa profile key NAME. Or give it in MUSA_API_KEY. A key is only ever sent to the address it was entered for.
cli-what-keychain-unavailable = The system’s keychain cannot be used, so there is no key.
cli-next-keychain-unavailable = Unlock it, or give the key in MUSA_API_KEY.
cli-next-library-missing = Connect the drive it is on, or choose another folder: musa library folder DIR
cli-next-library-read-only = Allow writing there, or choose another folder: musa library folder DIR
cli-next-library-full = Make room there, or choose another folder: musa library folder DIR
cli-next-not-found-picture = musa library list shows what there is.
cli-next-not-found = musa jobs list and musa profile list show what there is.
cli-next-save-failed = Make room and check the library folder. It is saved when musa runs next.
cli-numbered = { $number }/{ $of }: { $words }

cli-state-queued = queued
cli-state-sending = uploading
cli-state-sending-percent = uploading, { $percent }%
cli-state-waiting = waiting
cli-state-waiting-seconds = waiting, { $seconds } s
cli-state-task = waiting, { $percent }%
cli-state-backing-off = busy or out of reach, trying again in { $seconds } s
cli-state-receiving = receiving
cli-state-receiving-bytes = receiving, { $received }
cli-state-receiving-of = receiving, { $received } of { $total }
cli-state-saving = saving
cli-state-done = done
cli-state-failed = failed
cli-state-cancelled = stopped
cli-state-unknown = may be charged

cli-reduced = Reference { $reference } is sent as { $toFormat }, { $toPixels }, { $toBytes }; the original is { $fromFormat }, { $fromPixels }, { $fromBytes }.
cli-reduced-mask = The mask is sent as { $toFormat }, { $toPixels }, { $toBytes }; the original is { $fromFormat }, { $fromPixels }, { $fromBytes }.

cli-saved = Saved { $saved } of { $asked }.
cli-see = See what happened:
cli-again = Try again:
cli-again-charged = Try again (this may be charged again):
cli-bring-in = Bring it in without paying again:
cli-anew = Ask, and pay, again:
cli-differs = asked { $asked } · got { $got }: the provider did not keep to it
cli-copy-failed = { $file } is in the library, but was not copied: { $reason }

cli-stopping = Stopping …
cli-stopped-free = Stopped. Nothing was charged for what was stopped.
cli-stopped-open = { $number ->
        [one] Stopped. One request was under way and may still be charged.
       *[other] Stopped. { $number } requests were under way and may still be charged.
    }
cli-stopped-hard = Stopped. Requests that were sent may still be charged; musa looks after them at its next start.
cli-recovered-saved = From an earlier run, now saved: { $file }
cli-recovered-ended = An earlier run of musa ended in the middle of job { $job }.

cli-key-prompt = Key for { $host } (not shown):
cli-profile-added = Added { $name }: { $address }
cli-profile-unencrypted = The key travels to { $host } unencrypted: anybody on the way can read it. Use https:// if the provider offers it.
cli-address-endpoint = leave out everything from /v1 on; Musa adds the path itself.
cli-address-bare = “{ $address }” is not the name of a host.
cli-profile-current = Current provider: { $name }
cli-profile-removed = Removed { $name }; its key is forgotten.
cli-profile-none = No provider yet. Add one with: musa profile add NAME --preset whatai. Or try the demo: musa generate --demo "a red fox"
cli-price-set = A picture of { $model } costs { $cost } there.
cli-price-film-set = A million tokens of { $model } cost { $cost } there.
cli-price-forgotten = The price of { $model } there is forgotten.
cli-model-used = No model was named; using { $model }.
cli-model-near = { $model } is not a model that Musa knows; it is sent all the same. Did you mean { $near }?
cli-price-estimate = Costs { $cost } by your price.
cli-group-model = { $model }:
cli-group-not-asked = { $model } was not asked:
cli-balance-left = About { $amount } left
cli-balance-unlimited = No limit
cli-balance-used = About { $amount } used so far.
cli-balance-none = { $name } does not tell what is left.
cli-profile-environment-key = MUSA_API_KEY is set and is used; no key was read.
cli-key-kept = The key is in the system’s keychain.
cli-key-not-kept = The key was not kept: the system’s keychain did not take it.
cli-key-not-kept-next = Give it to each run in MUSA_API_KEY, or unlock the keychain and run: musa profile key { $name }
cli-key-not-needed = { $name } takes no key.

cli-table-name = NAME
cli-table-address = ADDRESS
cli-table-auth = KEY SENT AS
cli-table-proxy = PROXY
cli-table-concurrency = AT ONCE
cli-table-model = MODEL
cli-table-ratios = RATIOS
cli-table-sizes = SIZES
cli-table-references = REFERENCES
cli-table-mask = MASK
cli-table-job = JOB
cli-table-when = WHEN
cli-table-saved = SAVED
cli-table-state = STATE
cli-table-prompt = PROMPT
cli-table-pixels = PIXELS
cli-table-file = FILE
cli-table-picture = PICTURE
cli-table-stars = STARS
cli-table-tags = TAGS
cli-table-boards = BOARDS
cli-table-board = BOARD
cli-table-count = PICTURES
cli-table-query = SEARCH
cli-yes = yes
cli-no = no
cli-models-note = Other model ids work too: only what you set is sent.

cli-jobs-none = No jobs yet.
cli-job-title = Job { $job }
cli-job-prompt = Prompt: { $prompt }
cli-job-model = Model: { $model }
cli-job-profile = Provider: { $profile }
cli-job-created = Asked: { $created }
cli-job-saved = Saved: { $saved } of { $asked }
cli-job-call = Request { $number }: { $state }
cli-job-task = The provider’s task: { $task }
cli-job-discarded = Put away. Its pictures stay.
cli-job-put-away = This job is put away: musa jobs list hides it unless --all is given.
cli-list-discarded = { $state } (put away)
cli-file-missing = { $file } (not there any more)
cli-file-changed = { $file } (changed since)
cli-library-none = No pictures yet.
cli-library-found = { $count } of { $total } in { $took } ms.
cli-library-changed = Changed: { $count }
cli-library-counts = { $all } pictures, { $trash } in the trash.
cli-library-progress = { $done } of { $total }
cli-library-duplicate = { $name } is in the library already: { $path }
cli-library-imported = Imported: { $taken }. There already: { $duplicates }. Refused: { $refused }.
cli-library-verified = Looked at { $done } files and records; { $found } findings. Nothing was changed.
cli-library-rebuilt = { $taken } pictures are in the index. { $left } records have no file or cannot be read; they stay.
cli-finding-missing = Missing: { $path }
cli-finding-changed = Changed since it was saved: { $path }
cli-finding-unknown = Not in the library, can be imported: { $path }
cli-finding-no-record = Has no readable record: { $path }
cli-finding-foreign = Not in the library: { $path }
cli-finding-record-differs = Its record says something else than the index: { $path }
cli-finding-unreadable = Could not be read: { $path }
cli-finding-bad-record = Cannot be read as a record; look at it. Its picture can be imported again: { $path }
cli-finding-no-row = Not in the index, “musa library rebuild” brings it back: { $path }

cli-demo-serving = The demo provider. It takes any key, and nothing is charged. Ctrl+C ends it.
cli-demo-stopped = Served { $requests } requests.
cli-demo-port-taken = --port { $port }: { $reason }

cli-video-title = Film { $id }
cli-video-state = State: { $state }
cli-video-strange = { $state }; the provider says “{ $word }”, which musa does not know
cli-video-goes-on = It goes on at the provider. Bring it in with: musa video wait { $id }
cli-video-flags = The prompt holds { $flags }, and the options say something else. Nothing was sent. Say which wins: --flags options or --flags prompt
cli-video-none = No films yet. Try: musa video create --demo "the petals open"
cli-table-film = FILM

window-no-display = Musa’s window needs a display, and there is none. cargo xtask tour shows what it does without one; the program musa does its work in a terminal.
window-dialog-pictures = Pictures
window-dialog-all-files = All files

## Conversations as files

chat-export-user = You
chat-export-call = Call of { $name }
chat-export-result = Result of { $name }
chat-export-search = Searched: { $queries }
chat-export-stopped = You stopped this answer.
chat-export-cut = This answer broke off.
chat-export-failed = This answer failed.
window-dialog-conversations = Conversations

## musa chat

cli-chat-model = { $model } by { $protocol }.
cli-chat-thought = Thought for { $seconds } s.
cli-chat-searching = Searching: { $queries }
cli-chat-call = Wants { $name } called with { $arguments }
cli-chat-picture = Picture saved: { $file }
cli-chat-page = { $title }: { $url }
cli-chat-length = The answer ended because its tokens were used up.
cli-chat-filter = The provider’s filter ended the answer.
cli-chat-schema = Differs from the schema at { $at }: { $problem }
cli-chat-no-json = The answer is no JSON.
cli-chat-tokens = { $tokens } tokens.
cli-chat-cost = { $cost } by your price.
cli-chat-answer = Answer { $number }:
cli-next-model-blind = Choose a model that does, or give --sees.

## Notifications

notice-film-done = The film is ready
notice-film-failed = The film did not come
notice-run-ended = { $saved } of { $asked } pictures are ready
