### Chat: conversations, answers and their parts, the composer, what can be set; and what a text
### model does for Create: improve, translate, describe.

## Words of an answer

chat-code = Code
chat-copy-code = Copy the code
chat-copied = Copied
chat-table = Table
chat-opens = (opens in the browser)
chat-picture-elsewhere = [picture: { $words }]
chat-json-items =
    { $count ->
        [one] { $count } item
       *[other] { $count } items
    }
chat-json-names =
    { $count ->
        [one] { $count } field
       *[other] { $count } fields
    }
chat-json-more = Show { $count } more

## Parts of an answer

chat-thinking = Thinking
chat-thought = Thought
chat-thought-for = Thought for { $time }
chat-thought-hidden = The model does not show what it thought.
chat-branches = Versions
chat-branch = { $number }/{ $count }
chat-branch-before = The version before
chat-branch-after = The next version
chat-sources = Sources
chat-tool = Call of { $name }
chat-tool-unnamed = a function
chat-tool-calling = is being called with
chat-tool-called = called with
chat-tool-answered = answered
chat-tool-waits = waits for its result
chat-tool-no-json = These arguments are not JSON.
chat-tool-result = Result
chat-tool-result-placeholder = What the function gave: JSON or plain text
chat-tool-give = Give the result
chat-tool-empty = (empty)
chat-tool-rewrite = Change the result

## Changes to a text

changes-gone = removed:{" "}
changes-come = added:{" "}

## What was said

chat-messages = Conversation
chat-pictures = Pictures of the message
chat-video-of = Video from { $host }
chat-copy-message = Copy the message
chat-edit = Edit and send again
chat-answer-of = Answer by { $model }
chat-copy-answer = Copy the answer
chat-again = Ask again
chat-response = What the provider answered
chat-tokens =
    { $count ->
        [one] { $count } token
       *[other] { $count } tokens
    }
chat-usage-input = { $count } asked
chat-usage-cached = { $count } of them cached
chat-usage-output = { $count } answered
chat-usage-thinking = { $count } thought
chat-waiting-for = Waiting for the provider, { $time }
chat-to-end = To the end
chat-to-end-growing = To the answer
chat-refusal = The model declined.
chat-unknown-part = The provider sent “{ $name }”, which Musa cannot show. The response has it as text.
chat-quoted = “{ $text }”
chat-search-searching =
    { $what ->
        [none] Searching the web
       *[other] Searching the web for { $what }
    }
chat-search-done =
    { $what ->
        [none] Searched the web
       *[other] Searched the web for { $what }
    }
chat-search-failed =
    { $what ->
        [none] The search did not finish
       *[other] The search for { $what } did not finish
    }
chat-search-no-pages = No pages were named.
chat-open-picture = Open the picture
chat-picture-saved = Saved to Library
chat-picture-saving = Saving the picture
chat-use-in-create = Use as reference in Create
chat-use-here = Use in the next message
chat-tool-continue = Continue
chat-tool-missing =
    { $count ->
        [one] One result is missing.
       *[other] { $count } results are missing.
    }
chat-json = Answer as JSON
chat-copy-json = Copy as JSON
chat-json-fits = JSON, as asked for
chat-json-differs =
    { $count ->
        [one] JSON, but it differs from the schema in one place
       *[other] JSON, but it differs from the schema in { $count } places
    }
chat-json-none = This is not JSON
chat-json-problems-more = and { $count } more
chat-cut = The answer broke off. What came is kept.
chat-stopped = Stopped. What came is kept.
chat-finish-length = It ended at the limit of tokens. Raise the limit, or ask it to go on.
chat-finish-filter = The provider’s safety filter ended it.
chat-finish-other = It ended with “{ $word }”.
chat-said-done = Answer: { $words }
chat-said-failed = The answer failed.

## Conversations

chat-conversations = Conversations
chat-find = Find in chats
chat-new = New chat
chat-none = No conversations yet.
chat-none-found = Nothing has “{ $words }”.
chat-untitled = New chat
chat-running = Answering
chat-menu = What can be done with this chat
chat-menu-of = What can be done with “{ $title }”
chat-rename = Rename
chat-delete = Delete chat
chat-deleted = The chat was deleted.
chat-export-markdown = Export as Markdown…
chat-export-json = Export as JSON…
chat-now = now
chat-minutes = { $count } min
chat-loading = Opening the chat
chat-empty = Talk it through
chat-empty-next = Name it, caption it, have a picture described, plan the series. The same key pays for it.
chat-begin-name = Three names for a tea tin with a dahlia on it, each with one line under it
chat-begin-see = Describe the light, colours and lens of the picture I attach, as a prompt
chat-begin-plan = Plan six autumn pictures as a table of subject, light and ratio

## Composer

chat-composer = New message
chat-message = Message
chat-placeholder = Reply, or drop pictures here
chat-placeholder-first = Say something, or drop pictures here
chat-send = Send
chat-send-nothing = Nothing to send yet: write a message or add a picture
chat-stop = Stop
chat-editing = You edit an earlier message. The one that was sent stays as another version.
chat-editing-stop = Leave the earlier message as it is
chat-picture-remove = Remove { $name }
chat-video = Address of a video
chat-video-placeholder = https://… address of an MP4
chat-video-remove = Send no video
chat-video-unseen = { $model } is not known to watch videos.
chat-send-anyway = Send them anyway
chat-attach = Attach
chat-attach-files = Pictures from files…
chat-attach-library = Pictures from the library…
chat-attach-video = Video by its address
chat-drop = Add to the message
chat-paste = Paste pictures into the message
chat-focus = Write in the message
chat-before = Chat above
chat-after = Chat below
chat-search = Search
chat-web-search = Let the model search the web
chat-images = Images
chat-make-pictures = Let the model make pictures
chat-schema = Schema
chat-form = Form of the answer
chat-form-is = { $shown }. Form of the answer: { $form }
chat-form-free = Free
chat-form-json-object = JSON
chat-form-schema = By schema
chat-form-free-what = The model answers as it likes.
chat-form-json-object-what = Some JSON object. The word JSON has to stand in your message or the system prompt, and its shape is not promised.
chat-schema-placeholder = A JSON Schema
chat-schema-fine = It can be read.
chat-example = Insert an example
chat-json-trouble = This is not JSON yet: { $reason }
chat-tools = Tools
chat-tools-count = Tools { $count }
chat-tools-are =
    { $count ->
        [0] { $shown }: none
        [one] { $shown }: one function
       *[other] { $shown }: { $count } functions
    }
chat-tools-what = Functions that the model may call. Musa runs none of them: you give the results.
chat-tools-placeholder = A JSON list of functions
chat-tools-fine =
    { $count ->
        [one] One function.
       *[other] { $count } functions.
    }
chat-tool-choice = Which to call
tool-choice-auto = As the model likes
tool-choice-none = None
tool-choice-required = At least one
chat-pick-title = Pictures from the library

## What a conversation is set to

chat-protocol = Protocol
chat-protocol-is = Protocol: { $protocol }
protocol-chat = Chat
protocol-chat-what = chat/completions, spoken by nearly every model
protocol-responses = Responses
protocol-responses-what = OpenAI’s newer form, with search and pictures
protocol-gemini = Gemini
protocol-gemini-what = Google’s own form, with its thinking
protocol-completions = Completions
protocol-completions-what = Goes on with a text, without messages
protocol-unproposed = { $model } is not known to speak it
chat-model-unknown = Not known: it may do anything
chat-can-words = Words
chat-can-vision = sees pictures
chat-can-video = watches videos
chat-can-thinking = thinks
chat-can-tools = calls tools
chat-can-pictures = makes pictures
chat-system = System prompt
chat-system-placeholder = How the model should answer in this chat
chat-parameters = Parameters
chat-parameters-are = Parameters: { $set }
chat-parameters-how = Fields of the { $protocol } request. What is empty is not sent.
chat-parameter-find = Find a field
parameter-unset = Not set
parameter-number = number
parameter-integer = whole number
parameter-text = text
parameter-texts = text, or a JSON list
parameter-json = JSON
parameter-range = { $least } to { $most }
parameter-from = { $least } or more

## What a text model makes of a prompt

wish-improve = A better prompt
wish-translate = The prompt, translated
wish-describe = The picture as a prompt
wish-waits = Asking a text model
wish-same = It would leave the prompt as it is.
wish-keep = Keep mine
wish-take = Use this
