### Video: films, the storyboard, the player. Loaded with the place.

## The storyboard

film-storyboard = New film
film-make = Make video
film-first-frame = First frame
film-last-frame = Last frame
film-references = Reference pictures
film-slot-is = { $slot }: { $name }
film-slot-limits = 300 to 6000 px, under 30 MB
film-slot-remove = Remove: { $slot }
film-slot-pick = Choose a file…
film-slot-library = From the library…
film-slot-paste = Paste
film-swap = Swap first and last frame
film-make-first = Use it as the first frame
film-text-only = This model makes films from the prompt alone.
film-or-references = or drop reference pictures: a film takes frames or references, not both.
film-or-frames = or drop a first and a last frame: a film takes references or frames, not both.
film-use-references = Choose references…
film-use-frames = Use frames
film-use-references-held =
    { $count ->
        [one] Back to 1 reference
       *[other] Back to { $count } references
    }
film-use-frames-held =
    { $count ->
        [one] Back to 1 frame
       *[other] Back to { $count } frames
    }
film-frames-over =
    { $count ->
        [one] A film has two frames: one picture was left out.
       *[other] A film has two frames: { $count } pictures were left out.
    }
film-drop-first = The film begins with this picture
film-drop-last = The film ends with this picture
film-drop-both = Two pictures become first and last frame
film-replaces-first = Replaces the first frame
film-replaces-last = Replaces the last frame
film-replaces-both = Two pictures become first and last frame, and replace what is there
film-drop-references = What the film is to show
film-placeholder = Describe the film: what happens, and what the camera does
film-placeholder-frames = What happens from the first frame on? It may stay empty.
film-placeholder-references = What do the reference pictures do?
film-library-title = From the library: { $slot }

## Pickers

film-model-pictures = from pictures only
film-model-seconds = { $shortest }–{ $longest } s
film-ratio-is = Aspect ratio: { $ratio }
film-ratio-adaptive = follows the frame
film-ratio-follows-how = With a first frame this model keeps its shape.
film-ratio-auto = Auto: the model chooses.
film-ratio-auto-frame = Auto: the film follows its first frame.
film-length = Length
film-length-is = Resolution and length: { $length }
film-seconds-own = The model chooses the length
film-frames = { $count } frames
film-frames-how = Instead of seconds: { $fewest } to { $most }, in steps of { $step }. 24 are a second.
film-camera-fixed = camera fixed
film-camera-free = camera free
film-watermark-on = with watermark
film-watermark-off = no watermark
film-audio-on = with sound
film-audio-off = no sound
film-short-cameraFixed-true = Fixed
film-short-cameraFixed-false = Free
film-short-watermark-true = With
film-short-watermark-false = Without
film-short-audio-true = With
film-short-audio-false = Without
film-seed-how = The same seed repeats a film as far as the model can. Empty or -1 is another one every time.
film-style-flags = This model takes its settings as flags behind the prompt. Musa writes them.
film-about-tokens = about { $count } tokens
film-comes-unknown = The model decides what comes.
film-conflict = The prompt and the pickers say different things. Nothing was sent.
film-conflict-line = The prompt says { $flag }; { $field } is set to { $picked }.
film-conflict-typed = Make it as the prompt says
film-conflict-pickers = Make it as the pickers say

## Films

films-loading = Loading earlier films
film-empty = What shall move?
film-empty-how = Drop the picture it begins with and the one it ends with, or describe a film below. It keeps being made when you close Musa.
film-sample-1 = Fog lifts from a mountain lake at dawn, slow push in
film-sample-2 = A paper boat drifts down a rain-filled gutter, camera close to the water
film-sample-3 = Night market, steam and neon, handheld walk through the crowd
film-menu = What can be done with this film
film-name = { $prompt }. { $state }
film-video = Film
film-untitled = Film without a prompt
film-from-text = from text
film-from-first = first frame
film-from-frames = first + last frame
film-from-references = references
film-view = Show large
film-reveal = Show the file
film-again = Again with changes
film-delete = Delete film
film-deleted = Film deleted
film-gone = The file is not there any more
film-saved-after = Saved { $time } after the start.
film-tokens = { $count } tokens
film-last-as-reference = Last frame as reference
film-last-first = As first frame of the next film
film-last-references = As reference picture of a film
film-last-create = As reference in Create
film-last-not-given = The provider gave no last frame with this film.
film-last-not-fetched = Its last frame could not be fetched from the provider.
film-use-again = { $name }: put it on the storyboard
film-pick-first = Choose the first frame…
film-pick-last = Choose the last frame…
film-pick-references = Choose reference pictures…
film-paste = Paste a picture as a frame
film-walk = Next or previous film
film-there = The film is there: { $prompt }
film-not-there = The film did not come: { $prompt }

## While it is made

film-asked =
    { $count ->
        [one] asked once
       *[other] asked { $count } times
    }
film-goes-on = Goes on if you close the app
film-running-share = Running at the provider, { $share }
film-downloading-share = Downloading { $share }
film-downloading-bytes = Downloading, { $bytes }
film-warning = The provider says “{ $status }”, which Musa does not know. It keeps asking.
film-cancel = Cancel
film-cancel-cost = It has not begun: cancelling it costs nothing.
film-leave = Stop waiting
film-leave-cost = A running task can’t be cancelled and is charged even if you stop waiting.
film-left = You stopped waiting
film-left-why = It may still be made, and charged. Asking about it again costs nothing.
film-cancelled = Cancelled before it began
film-follow = Ask about it again

## The panel

film-task-title = Task
film-status = Status
film-task = Id
film-task-none = none: it was not accepted
film-started = Started
film-asked-name = Followed
film-link = Link lives
film-link-lives = 24 h after it is done; the file is saved at once

## The player

film-play = Play
film-pause = Pause
film-play-pause = Play or pause
film-seek = Position in the film
film-sound-on = Sound on
film-sound-off = Sound off
film-opening = Opening the film
film-open-player = Open in player
film-open-player-short = Player
film-open-next = You can watch it in another program.
film-no-codec = This system cannot show this film here: the decoder for it is missing.
film-no-codec-next = The file is whole. Watch it in another program, or install the system’s H.264 decoder (on Debian and Ubuntu gstreamer1.0-libav).
