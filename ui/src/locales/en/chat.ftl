### Chat: conversations, answers and their parts, the composer, what can be set; and what a text
### model does for Create: improve, translate, describe.

## Words of an answer

chat-code = Code
chat-copy-code = Copy the code
chat-copied = Copied
chat-table = Table
chat-open-link = { $words } ({ $host }), opens in the browser
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
