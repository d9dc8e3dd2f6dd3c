### Create and the right panel: runs, tiles, the composer, references, what a call is doing.

create = Create
sentence-gap = {" "}
auto = Auto
demo = Demo
back = Back
delete = Delete
view = View
mask = Mask
prompt = Prompt
composer = New pictures
references = References

## Runs and tiles

runs-loading = Loading earlier runs
run-menu = What can be done with this run
run-some = { $came } of { $asked }
run-all =
    { $asked ->
        [one] 1 picture
       *[other] { $asked } pictures
    }
run-some-deleted = { $count } deleted
run-recall = Use this prompt and settings again
run-cancel = Stop waiting
run-cancel-cost = What was sent may still be charged.
run-retry = Ask for what is missing again
run-retry-twice = Ask again (may cost again)
run-put-away = Put the run away
run-put-away-keeps = Its pictures stay in the library.
run-put-away-done = The run is put away. Its pictures stay in the library.
run-deleted = Its pictures were deleted
tile-menu = What can be done with this tile
tile-name = { $prompt }. { $state }
tile-turn = Waiting, number { $turn } in the queue
tile-shape = asked { $asked } · got { $got }
tile-shape-short = got { $got }
tile-deleted = Deleted
tile-draft = Draft
tile-gone = The file is not there any more
tile-changed = The file was changed since
describe = Describe as a prompt
prompt-improve = Improve the prompt
prompt-translate = Translate the prompt
writing = Improve or translate
use-as-reference = Use as reference
use-in-film = Use as first frame of a film
copy-picture = Copy picture
save-copy = Save a copy…
show-in-folder = Show in folder
announce-done =
    { $count ->
        [one] The picture is there: { $prompt }
       *[other] All { $count } pictures are there: { $prompt }
    }
announce-partly = { $came } of { $asked } pictures came: { $prompt }

run-keep = Keep this one
run-keep-how = Puts the other models’ runs away. Their pictures stay in the library.
run-kept = The other models’ runs are put away. Their pictures stay in the library.
run-not-asked = { $model } was not asked; nothing was sent to it. The others go on.
run-group = { $prompt }, by { $count } models
run-group-line = { $count } models

## Edits that go on

continue-edit = Continue this edit
edit-picture = Edit this picture
edit-picture-how = It is sent as a reference.
edit-named = { $name }. { $how }
edit-set-aside = The prompt and the references of before were set aside.
continues = Continues
continues-name = Continues the edit of “{ $prompt }”
continues-plain = Its conversation is not kept: the picture is sent as a reference.
continues-remove = Do not continue it
continued-from = Continued from
cropped-from = Cropped from
origin-name = { $how } “{ $prompt }”
origin-gone = a picture that is not there any more

## What a call is doing

work-queued = Waiting for its turn
work-uploading = Uploading
work-uploading-share = Uploading { $share }
work-waiting = Waiting for the provider
work-waiting-share = At the provider, { $share }
work-receiving = Receiving
work-receiving-share = Receiving { $share }
work-receiving-bytes = Receiving, { $bytes }
work-saving = Saving
work-backing-off = Not taken yet, trying again

## How a call ended

ended-unknown = May have been charged
ended-unknown-why = It was sent, but how it ended is not known. Check at the provider before you send it again.
ended-cancelled = Stopped
ended-kept = What came of it is kept beside this.
retry-twice =
    { $count ->
        [one] The first request may already have been charged. Asking again may cost a second time.
       *[other] { $count } pictures will be asked for again; each may cost a second time.
    }
retry-anyway = Ask again
retried-as = It was asked for again in a newer run.
step-finish = Finish without paying
step-connect = Connect a provider
step-provider = Open provider settings
step-library = Open library settings
step-retry = Retry
step-retry-all = Retry all { $count }
step-retry-few = Retry { $count }
step-retry-tip = Asks again for all { $count } pictures that this run lacks
step-response = Response
step-put-away = Put run away
step-cure = Try by { $route }

## Create before the first run

create-empty = What shall it be?
create-empty-how = Describe a picture below, or begin with one of these. Drop photographs anywhere to work from them.
sample-1 = A paper crane on a rain-wet window sill, dawn light, 50 mm
sample-2 = Poster for a small jazz festival: a double bass made of city lights, flat shapes, two inks
sample-3 = Product photo of a ceramic teapot on raw linen, soft window light from the left

## References and the mask

references-how = Drop, paste or pick images
references-count = { $given } of { $limit } for this model
references-count-unknown =
    { $given ->
        [one] 1 image
       *[other] { $given } images
    }
references-over =
    { $limit ->
        [0] This model takes no references. Remove them, or choose another model.
       *[other] { $over } too many: this model takes { $limit }.
    }
references-none = This model works from the prompt alone.
references-add = Add references…
reference-name = Reference { $number }, { $name }
reference-menu = Reference { $number }
reference-left = Move left
reference-right = Move right
reference-remove = Remove
reference-remove-name = Remove reference { $number }, { $name }
reference-there = It is in the tray already, as reference { $number }.
reference-moved = { $name } is now reference { $number } of { $of }
reference-removed =
    { $left ->
        [0] { $name } removed. No references are left.
        [one] { $name } removed. One reference is left.
       *[other] { $name } removed. { $left } references are left.
    }
mask-use = Use as mask
mask-pick = Choose a mask…
mask-remove = Remove mask
mask-what = What is tinted will be painted anew.
mask-left-out = Mask left out
mask-idle = { $model } takes no mask. It is kept, but not sent.
mask-idle-several = None of these models takes a mask. It is kept, but not sent.
mask-some = { $models } takes no mask and is asked without it.
mask-idle-route = The route { $route } takes no mask. It is kept, but not sent.
mask-misfit = The mask has { $mask } pixels, the first reference { $picture }.

## The prompt

mention-removed = @0 stands for a picture that was removed. Press it to choose another, or delete it.
prompt-placeholder = Describe the picture
prompt-placeholder-edit = What should change?
prompt-placeholder-references = Describe the picture; @ names a reference
command-prompt = Write the prompt
command-paste = Paste a picture as reference
command-walk = From tile to tile
command-earlier = Earlier and later prompts
command-reorder = Move the focused reference

## Pickers

model-is = Model: { $model }
model-none = Choose a model
model-search = Search, or type any model id
model-use = Use “{ $model }”
models-are = { $model } and { $more } more
models-is = Models: { $shown } ({ $models })
models-how = + or Shift+Enter sends the prompt to several models at once, up to { $most }.
models-full = { $most } models are chosen; that is the most.
model-unknown = Not known to Musa: sent as you set it
model-references =
    { $count ->
        [one] 1 reference
       *[other] { $count } references
    }
model-no-references = no references
shape = Aspect ratio and size
shape-is = Aspect ratio and size: { $shape }
shape-auto = The model chooses the shape.
pixels-come = { $pixels } px · about { $bytes } { $format }
pixels-unknown = The pixels are the provider’s choice.
estimate-how = Estimated from the pixels: photographs take about 2.1 bytes a pixel as PNG, 0.35 as JPEG, 0.25 as WebP.
count-is =
    { $count ->
        [one] Number of pictures: 1
       *[other] Number of pictures: { $count }
    }
count-how = Number of pictures
count-pictures =
    { $count ->
        [one] 1 picture
       *[other] { $count } pictures
    }
more-settings = More settings
more-settings-set = More settings; some are set
route-automatic = Automatic
route-automatic-now = Automatic · { $route }
route-images = Images
route-edits = Edits
route-gemini = Gemini
route-chat = Chat
route-automatic-what = Takes the one that fits the model and the references.
route-images-what = The usual way from a prompt to pictures.
route-edits-what = Works from references, and takes a mask.
route-gemini-what = Google’s own format. An edit can go on from its results.
route-chat-what = Asks in a conversation. Ratio and size go in words.
route-continues = An edit that goes on is sent by Gemini.
drafts = Drafts
drafts-none = None
drafts-what = Shown while the picture is made. Each is billed.
value-quality-low = Low
value-quality-medium = Medium
value-quality-high = High
value-quality-standard = Standard
value-quality-hd = HD
value-background-transparent = Transparent
value-background-opaque = Opaque
value-fidelity-low = Low
value-fidelity-high = High
value-moderation-low = Lenient
fidelity-what = How near the result keeps to the references. High costs more.
compression-idle = For JPEG and WebP.
compression-what = 0 to 100; less is a smaller file.
moderation-what = How strictly the provider looks at what is drawn.
value-format-png = PNG
value-format-jpeg = JPEG
value-format-webp = WebP
moved-why = Changed for { $model }:
moved-why-route = Changed for the route { $route }:
moved = { $field } { $from } → { $to }.
moved-away = { $field } { $from } is left out.
lost-mask = The mask was taken off: its picture is not the first reference any more.
lost-continues = The picture whose edit should go on is not there any more.
lost-continues-model = The edit does not go on: this model does not speak Gemini’s format.
lost-references = Some references are gone. Their mentions in the prompt are marked.
generate = Generate
generate-pictures = { $pictures } pictures
generate-models = { $models } models, { $pictures } pictures
generate-enter-key = Enter the key
generate-preparing = Preparing…
preparing =
    { $count ->
        [0] Preparing the request…
        [one] Preparing 1 reference…
       *[other] Preparing { $count } references…
    }

## Files over the window

drop-pictures =
    { $count ->
        [one] One picture
       *[other] { $count } pictures
    }
drop-pictures-behind =
    { $count ->
        [one] One picture, added behind those in the tray
       *[other] { $count } pictures, added behind those in the tray
    }
drop-into-library = Copied into the library
drop-pictures-library =
    { $count ->
        [one] One picture, copied into the library
       *[other] { $count } pictures, copied into the library
    }
drop-pictures-message =
    { $count ->
        [one] One picture, sent with the next message
       *[other] { $count } pictures, sent with the next message
    }
drop-mask = What is transparent will be painted anew
drop-over =
    { $limit ->
        [0] This model takes no references.
       *[other] { $over } more than the { $limit } this model takes.
    }
drop-library = Add to the library
drop-none = None of this can be used
drop-refused = What cannot be taken
drop-refused-more = … and { $count } more

## The right panel

panel = Details
panel-fold = Fold the panel
panel-none = Nothing is selected
panel-none-how = Select a picture to see its prompt, its settings and what it was made from.
panel-none-film = Nothing is selected
panel-none-film-how = Select a film to see its task, its settings and what it was made from.
panel-several =
    { $count ->
        [one] One picture
       *[other] { $count } pictures
    }
panel-reference = Reference
panel-copy = Copy
panel-save = Save copy
panel-restore = Restore
panel-reveal = Folder
panel-copy-prompt = Copy the prompt
panel-copied = Copied
panel-show-all = Show all
panel-show-less = Show less
panel-revised = As the provider rewrote it
panel-marks = Stars and tags
panel-details = Details
panel-made-from = Made from
panel-recall = Use these settings again
panel-model = Model
panel-size = Size
panel-asked = Asked
panel-took = Took
panel-route = Route
panel-format = Format
panel-svg = SVG · shown as a picture
panel-partial = The answer broke off: this may be a draft, not the finished picture.
panel-text-left-out = Text in this drawing is not shown here; the file has it.
panel-words = What the model said
panel-provider = Provider
panel-saved = Saved
panel-when = When
panel-loading = Loading
panel-failed = The details could not be loaded
panel-try-again = Try again
panel-provider-says = The provider’s words
panel-technical = In technical words
panel-response = Response
panel-response-status = HTTP { $status }
panel-response-cut = The first 256 KiB are shown.
panel-response-open = Show the response
panel-response-none = Nothing was received.
panel-shape = Asked { $asked }, got { $got }.
panel-crop = Crop to { $ratio }
panel-cropped = Cropped to { $ratio }, as a new picture. The other one stays.
panel-other-route = Another route
panel-rerun-missing =
    { $count ->
        [one] The picture that is missing is asked for by { $route }, and paid for.
       *[other] The { $count } pictures that are missing are asked for by { $route }, and paid for.
    }
panel-rerun-all =
    { $count ->
        [one] The picture is asked for again by { $route }, and paid for again.
       *[other] All { $count } pictures are asked for again by { $route }, and paid for again.
    }
panel-rerun-price = About { $price }.
panel-size-why = The provider did not keep to the size.
panel-shape-why = The provider did not keep to the shape.
