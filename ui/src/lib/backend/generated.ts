// Made from musa-core's protocol; a test fails when it differs. Not to be changed by hand:
// `MUSA_WRITE_BINDINGS=1 cargo test -p musa-tests --test it bindings` writes it anew.

/**
 * Makes a board.
 */
export type AddBoard = { 
/**
 * Its name: 1 to 100 characters.
 */
name: string, 
/**
 * The board it is nested in.
 */
parent: BoardId | null, 
/**
 * Makes it smart: a saved search.
 */
query: string | null, 
/**
 * Puts these on it at once.
 */
selection: Selection | null, };

/**
 * Adds a provider, and its key if one was typed.
 */
export type AddProvider = { 
/**
 * Its name.
 */
name: string, 
/**
 * An address, or the name of a preset.
 */
baseUrl: string, 
/**
 * How its key is sent; null takes what the address suggests.
 */
auth: KeyStyle | null, 
/**
 * `system`, `none` or a proxy's address; null means `system`.
 */
proxy: string | null, 
/**
 * Calls at once; null takes the user's setting.
 */
concurrency: number | null, 
/**
 * Make pictures as tasks; null means no.
 */
asyncTasks: boolean | null, 
/**
 * Its key.
 */
key: string | null, };

/**
 * An answer.
 */
export type Answer = { 
/**
 * The request it belongs to, shared by all answers of it: `response_text` opens it.
 */
call: CallId, 
/**
 * Which of them it is, from 0.
 */
choice: number, 
/**
 * Where it stands.
 */
state: AnswerState, 
/**
 * Its pieces.
 */
parts: Array<AnswerPart>, 
/**
 * Model id asked.
 */
model: string, 
/**
 * The model's name for people.
 */
modelName: string, 
/**
 * Protocol spoken.
 */
protocol: ChatProtocol, 
/**
 * The provider's name at the time.
 */
providerName: string, 
/**
 * Made by the built-in demo.
 */
demo: boolean, 
/**
 * Why it ended; null when that was not told.
 */
finish: Finish | null, 
/**
 * The provider's own word for it.
 */
finishWord: string | null, 
/**
 * Tokens. Those of a request with several answers stand on the first.
 */
usage: TokenUsage | null, 
/**
 * What they cost, by the user's own prices.
 */
cost: Money | null, 
/**
 * What went wrong, and whether it was charged. Also with `stopped` and `cut`.
 */
error: CommandError | null, 
/**
 * JSON was asked for: whether it is. Null before the end.
 */
checked: SchemaCheck | null, 
/**
 * A response lies in the receipt and can be opened as text.
 */
answered: boolean, 
/**
 * From sending to the end, in milliseconds; null while it arrives.
 */
tookMs: number | null, };

/**
 * Answers `CloseAsked`.
 */
export type AnswerClose = { 
/**
 * How.
 */
how: CloseHow, };

/**
 * The form an answer is asked for in.
 */
export type AnswerFormat = "free" | "json-object" | "schema";

/**
 * A piece of an answer. Pieces stand in the order in which they came.
 */
export type AnswerPart = { "kind": "thinking", 
/**
 * The thinking; a `text` step appends here.
 */
text: string, 
/**
 * When it began, in milliseconds since 1970.
 */
sinceMs: number, 
/**
 * How long it took; null while it goes on.
 */
tookMs: number | null, } | { "kind": "text", 
/**
 * The words; a `text` step appends here.
 */
text: string, 
/**
 * Pages they rest on.
 */
citations: Array<Citation>, } | { "kind": "refusal", 
/**
 * Its words; a `text` step appends here.
 */
text: string, } | { "kind": "tool-call", 
/**
 * Id, unique in the answer.
 */
id: string, 
/**
 * Name of the function.
 */
name: string, 
/**
 * Arguments: JSON once it is whole; a `text` step appends here.
 */
arguments: string, } | { "kind": "search", 
/**
 * Where it stands.
 */
state: SearchState, 
/**
 * What is searched for.
 */
queries: Array<string>, 
/**
 * Pages that were found or opened.
 */
sources: Array<Citation>, } | { "kind": "picture", 
/**
 * In the library; null until it is saved.
 */
picture: PictureView | null, 
/**
 * Why it is not and will not be.
 */
error: CommandError | null, } | { "kind": "unknown", 
/**
 * The provider's name for it.
 */
name: string, };

/**
 * Where an answer stands.
 */
export type AnswerState = "waiting" | "streaming" | "done" | "stopped" | "cut" | "failed";

/**
 * One step of an answer that grows.
 */
export type AnswerStep = { "kind": "state", 
/**
 * Which.
 */
state: AnswerState, } | { "kind": "part", 
/**
 * The place, from 0.
 */
at: number, 
/**
 * The part, whole.
 */
part: AnswerPart, } | { "kind": "text", 
/**
 * The place, from 0.
 */
at: number, 
/**
 * What is appended.
 */
text: string, };

/**
 * Gives the results of an answer's tool calls and lets the model go on. Every call needs one;
 * a missing one is refused by field `outputs.<id>`.
 */
export type AnswerTools = { 
/**
 * The answer.
 */
message: MessageId, 
/**
 * Its results.
 */
outputs: Array<ToolOutput>, };

/**
 * Asks a text model. It is billed like any chat. Answers when the answer is whole;
 * `stop_asking` ends it with `stopped-waiting`.
 */
export type AskText = { 
/**
 * What is wanted.
 */
wish: TextWish, 
/**
 * What was typed; not read by `describe`. `@1` and the like stay as they are.
 */
text: string, 
/**
 * The picture to describe; a picture of the library is held first (`hold_picture`).
 */
picture: ReferenceId | null, 
/**
 * Null means the current provider.
 */
provider: ProfileId | null, 
/**
 * Null means the chat model used last, or else the first that is known to do it.
 */
model: string | null, };

/**
 * What it said.
 */
export type AskedText = { 
/**
 * The text, without anything around it.
 */
text: string, 
/**
 * Model id that was asked.
 */
model: string, 
/**
 * Its name for people.
 */
modelName: string, 
/**
 * Tokens.
 */
usage: TokenUsage | null, 
/**
 * What they cost, by the user's own prices.
 */
cost: Money | null, };

/**
 * The answer to the question for it.
 */
export type Balance = { 
/**
 * Null where the provider has no such thing, which is nothing to complain about.
 */
balance: BalanceView | null, };

/**
 * What is left of the money at a provider, as far as it tells. Always about: relays count in
 * their own ways (WIRE 8).
 */
export type BalanceView = { 
/**
 * What is left; null when there is no limit.
 */
remaining: Money | null, 
/**
 * What was used, where it is told.
 */
used: Money | null, };

/**
 * A board that was made.
 */
export type BoardAdded = { 
/**
 * Its id.
 */
board: BoardId, };

/**
 * A board of the library.
 */
export type BoardId = string;

/**
 * Puts pictures on a board or takes them off.
 */
export type BoardPictures = { 
/**
 * Which.
 */
selection: Selection, 
/**
 * The board, not a smart one.
 */
board: BoardId, 
/**
 * On or off.
 */
way: BoardWay, };

/**
 * A board. A project of Create is a board: its name fills `{project}`.
 */
export type BoardView = { 
/**
 * Its id.
 */
id: BoardId, 
/**
 * Its name, unlike that of any other board beside it.
 */
name: string, 
/**
 * The board it is nested in. One level: a board with a parent has no boards in it.
 */
parent: BoardId | null, 
/**
 * The saved search of a smart board. Nothing can be put on one.
 */
query: string | null, 
/**
 * Pictures on it, those of nested boards included; null for a smart board that was not
 * counted yet (`boards-changed` follows).
 */
count: number | null, };

/**
 * On or off a board.
 */
export type BoardWay = "on" | "off";

/**
 * The left side of the library.
 */
export type Boards = { 
/**
 * Pictures in all.
 */
everything: number, 
/**
 * Pictures in the trash.
 */
trash: number, 
/**
 * Boards by name, smart ones last; nested ones right behind their parent.
 */
boards: Array<BoardView>, 
/**
 * Tags, the most used first.
 */
tags: Array<TagView>, };

/**
 * One request to a provider, with its certain repetitions.
 */
export type CallId = string;

/**
 * The states of a call, from the first commit of a job to its end.
 */
export type CallState = "queued" | "sending" | "waiting" | "receiving" | "saving" | "done" | "failed" | "cancelled" | "unknown";

/**
 * Changes a board: all three as they shall be.
 */
export type ChangeBoard = { 
/**
 * Which.
 */
board: BoardId, 
/**
 * Its name.
 */
name: string, 
/**
 * The board it is nested in.
 */
parent: BoardId | null, 
/**
 * The saved search of a smart board; null for an ordinary one. Neither becomes the other.
 */
query: string | null, };

/**
 * Sets a conversation anew. It is kept whatever is typed.
 */
export type ChangeConversation = { 
/**
 * The conversation.
 */
conversation: ConversationId, 
/**
 * All of its settings.
 */
settings: ChatSettings, };

/**
 * Changes a provider. Another scheme, host or port means that its key is asked for again.
 */
export type ChangeProvider = { 
/**
 * The provider.
 */
provider: ProfileId, 
/**
 * Its name.
 */
name: string, 
/**
 * Its address.
 */
baseUrl: string, 
/**
 * How its key is sent.
 */
auth: KeyStyle, 
/**
 * `system`, `none` or a proxy's address; null leaves it as it is.
 */
proxy: string | null, 
/**
 * Calls at once.
 */
concurrency: number, 
/**
 * Make pictures as tasks.
 */
asyncTasks: boolean, };

/**
 * Changes what is not null.
 */
export type ChangeSettings = { 
/**
 * The language.
 */
language: LanguageChoice | null, 
/**
 * The name template.
 */
template: string | null, 
/**
 * Calls at once, for new providers, 1 to 32.
 */
concurrency: number | null, 
/**
 * Notifications.
 */
notify: boolean | null, };

/**
 * What came of a bulk change. Pictures that were so already are not counted.
 */
export type Changed = { 
/**
 * Pictures that changed.
 */
changed: number, };

/**
 * Whether it cost something.
 */
export type Charged = "no" | "maybe" | "likely";

/**
 * What stands in a conversation's composer and was not sent.
 */
export type ChatDraft = { 
/**
 * The text.
 */
text: string, 
/**
 * Pictures.
 */
pictures: Array<HeldReference>, 
/**
 * A video's address; empty for none.
 */
video: string, };

/**
 * A message.
 */
export type ChatMessage = { 
/**
 * Its id.
 */
id: MessageId, 
/**
 * Its conversation.
 */
conversation: ConversationId, 
/**
 * The message before it; null for a first one.
 */
parent: MessageId | null, 
/**
 * When it was made, RFC 3339.
 */
createdAt: string, 
/**
 * What it is.
 */
body: MessageBody, };

/**
 * What a chat model is known to do. A model that is not listed does everything.
 */
export type ChatModelView = { 
/**
 * Its id.
 */
id: string, 
/**
 * Other ids with the same abilities; a final `*` stands for any ending.
 */
also: Array<string>, 
/**
 * Its name for people.
 */
name: string, 
/**
 * Protocols it speaks; the first is proposed.
 */
protocols: Array<ChatProtocol>, 
/**
 * It sees pictures.
 */
vision: boolean, 
/**
 * It watches videos.
 */
video: boolean, 
/**
 * It thinks, and can tell what.
 */
thinking: boolean, 
/**
 * It calls functions.
 */
tools: boolean, 
/**
 * It may answer with pictures.
 */
pictures: boolean, };

/**
 * Everything that can be chosen.
 */
export type ChatOffer = { 
/**
 * Protocols, in the order in which they are shown.
 */
protocols: Array<ProtocolView>, 
/**
 * Models that are known.
 */
models: Array<ChatModelView>, };

/**
 * What a million tokens cost.
 */
export type ChatPrice = { 
/**
 * Of questions.
 */
input: Money, 
/**
 * Of answers.
 */
output: Money, };

/**
 * Which endpoint a conversation speaks.
 */
export type ChatProtocol = "chat" | "responses" | "gemini" | "completions";

/**
 * What a conversation is set to. What the user did not set is empty, null or false, and is not
 * sent. Everything is as typed; nothing is checked yet.
 */
export type ChatSettings = { 
/**
 * Null means the current provider.
 */
provider: ProfileId | null, 
/**
 * Model id, free text; null means the one used last.
 */
model: string | null, 
/**
 * Null means what the catalogue proposes for the model.
 */
protocol: ChatProtocol | null, 
/**
 * The system prompt.
 */
system: string, 
/**
 * Body fields by the names of `ParameterView`, as typed: `0.7`, `true`, `["a","b"]`. Names
 * that the protocol does not have are kept and not sent.
 */
parameters: { [key in string]: string }, 
/**
 * A JSON list of functions: `[{"name":…,"description":…,"parameters":{…}}]`, or as OpenAI
 * wraps them, `[{"type":"function","function":{…}}]`. Empty for none.
 */
tools: string, 
/**
 * `auto`, `none`, `required` or the name of a function; empty when not set.
 */
toolChoice: string, 
/**
 * The form of the answer.
 */
format: AnswerFormat, 
/**
 * A JSON Schema, or `{"name":…,"strict":true,"schema":{…}}`. Kept while `format` is another.
 */
schema: string, 
/**
 * Let the model search the web.
 */
webSearch: boolean, 
/**
 * Let the model make pictures with the provider's own tool (protocol Responses).
 */
imageGeneration: boolean, 
/**
 * Pictures for a model without eyes.
 */
sight: Sight, };

/**
 * What `GET /v1/models` answered: the address, the key and the proxy work.
 */
export type Checked = { 
/**
 * Model ids, as the provider lists them.
 */
models: Array<string>, };

/**
 * Shows the branch of a message: through it, and on to where one was last.
 */
export type ChooseBranch = { 
/**
 * The message.
 */
message: MessageId, };

/**
 * A page the answer rests on. Always https; opened by `open_link`.
 */
export type Citation = { 
/**
 * Its address.
 */
url: string, 
/**
 * Its host, to be shown.
 */
host: string, 
/**
 * Its title, where it has one.
 */
title: string | null, 
/**
 * First character (code point) of the text that rests on it; null when that is not told.
 */
start: number | null, 
/**
 * The character after the last one.
 */
end: number | null, };

/**
 * What becomes of running runs when the window closes.
 */
export type CloseHow = "background" | "stop" | "stay";

/**
 * A refused command or a failed call.
 */
export type CommandError = { 
/**
 * What went wrong.
 */
code: ErrorCode, 
/**
 * The field it is about: `prompt`, `references[1]`, `mask`, `baseUrl`, …
 */
field: string | null, 
/**
 * Values for the sentence.
 */
args: { [key in string]: string }, 
/**
 * Whether it cost something.
 */
charged: Charged, 
/**
 * When to try again, in milliseconds.
 */
retryAfterMs: number | null, 
/**
 * The provider's or the system's own words, plain text.
 */
detail: string | null, };

/**
 * Asks how a query may go on.
 */
export type CompleteQuery = { 
/**
 * As typed.
 */
query: string, 
/**
 * Where the caret stands, in UTF-16 units.
 */
caret: number, };

/**
 * One way in which a query may go on.
 */
export type Completion = { 
/**
 * Takes the place of what stands between `from` and `to`, quoted where it must be.
 */
text: string, 
/**
 * What is shown for it: a board's or a tag's name, a model.
 */
label: string, 
/**
 * Pictures that have it; null for the names of tokens.
 */
count: number | null, };

/**
 * How a query may go on.
 */
export type Completions = { 
/**
 * Where the piece begins that is being typed, in UTF-16 units.
 */
from: number, 
/**
 * Where it ends.
 */
to: number, 
/**
 * Likely ones first, at most twelve.
 */
choices: Array<Completion>, };

/**
 * What the composer holds: what Generate sends, and what is kept over a restart. Only what
 * the user set is not null; nothing is checked yet.
 */
export type Composition = { 
/**
 * The prompt as typed; `@2` means the second reference.
 */
prompt: string, 
/**
 * Model id, free text; null means the last one used.
 */
model: string | null, 
/**
 * `16:9`.
 */
ratio: string | null, 
/**
 * `2K`, or pixels as `1536x1024`.
 */
size: string | null, 
/**
 * 1 to 10.
 */
count: number | null, 
/**
 * References, in their order.
 */
references: Array<ReferenceId>, 
/**
 * Mask of the first reference.
 */
mask: ReferenceId | null, 
/**
 * `low`, `medium`, `high`, `auto`.
 */
quality: string | null, 
/**
 * `transparent`, `opaque`, `auto`.
 */
background: string | null, 
/**
 * `png`, `jpeg`, `webp`.
 */
format: string | null, 
/**
 * How near an edit keeps to its references: `low`, `high`.
 */
fidelity: string | null, 
/**
 * 0 to 100, for `jpeg` and `webp`.
 */
compression: number | null, 
/**
 * How strictly the provider looks at what is drawn: `auto`, `low`.
 */
moderation: string | null, 
/**
 * Endpoint.
 */
route: Route, 
/**
 * Null means the current provider.
 */
provider: ProfileId | null, 
/**
 * Further models that get the same prompt at the same time, each in a run of its own.
 */
also: Array<string>, 
/**
 * The result whose conversation goes on; it is sent by the Gemini route.
 */
continues: PictureId | null, 
/**
 * Drafts to ask for while the picture is made, 1 to 3; each is billed.
 */
drafts: number | null, 
/**
 * The project: the board that the pictures land on, whose name fills `{project}`.
 */
board: BoardId | null, };

/**
 * BLAKE3 of a file's bytes, in lower-case hexadecimal: 64 characters.
 */
export type ContentHash = string;

/**
 * A conversation, opened.
 */
export type Conversation = { 
/**
 * Number of the last event that is already in here.
 */
seq: number, 
/**
 * The conversation.
 */
conversation: ConversationView, 
/**
 * All of its messages, in the order in which they were made; a parent always before its
 * children.
 */
messages: Array<ChatMessage>, 
/**
 * What stands in its composer.
 */
draft: ChatDraft, };

/**
 * The form of an exported conversation.
 */
export type ConversationFormat = "markdown" | "json";

/**
 * A conversation.
 */
export type ConversationId = string;

/**
 * Conversations, the one that was spoken in last first.
 */
export type ConversationPage = { 
/**
 * The conversations.
 */
conversations: Array<ConversationRow>, 
/**
 * There are older ones.
 */
more: boolean, };

/**
 * A conversation in the list.
 */
export type ConversationRow = { 
/**
 * Its id.
 */
id: ConversationId, 
/**
 * Order in the list: the one that was spoken in last has the largest.
 */
order: number, 
/**
 * Its name: the user's, or the beginning of the first message. Empty while it has neither.
 */
title: string, 
/**
 * Model id; null until one was chosen.
 */
model: string | null, 
/**
 * When something was last said in it, RFC 3339.
 */
updatedAt: string, 
/**
 * An answer is arriving.
 */
running: boolean, 
/**
 * Where the search found it: a piece of a message, plain text. Null without a search, or
 * where the title has it.
 */
found: string | null, };

/**
 * A conversation without its messages.
 */
export type ConversationView = { 
/**
 * Its line in the list; `found` is null.
 */
row: ConversationRow, 
/**
 * When it was begun, RFC 3339.
 */
createdAt: string, 
/**
 * What it is set to.
 */
settings: ChatSettings, 
/**
 * The model that would be asked now; null when there is none to take.
 */
model: string | null, 
/**
 * Its name for people.
 */
modelName: string | null, 
/**
 * The protocol that would be spoken now.
 */
protocol: ChatProtocol, 
/**
 * The branch that is shown, from its first message to its last.
 */
path: Array<MessageId>, 
/**
 * Answers that are arriving.
 */
running: Array<MessageId>, 
/**
 * Tokens of all answers in all branches, as far as they were told.
 */
tokens: number, 
/**
 * What they cost by the user's own prices, for each currency.
 */
spent: Array<Money>, };

/**
 * Cuts the largest part of a shape out of a picture's middle. A new file; the old one stays.
 */
export type CropPicture = { 
/**
 * The picture.
 */
picture: PictureId, 
/**
 * `16:9`.
 */
ratio: string, };

/**
 * The first picture of a day.
 */
export type DateMark = { 
/**
 * `2026-11-22`, in the system's time zone.
 */
date: string, 
/**
 * Place of its first picture in the view.
 */
first: number, 
/**
 * Upper edge of its first row, heading not included.
 */
top: number, };

/**
 * Where files go that are let go over the window.
 */
export type DropTarget = { "kind": "composer" } | { "kind": "library", 
/**
 * The board they land on.
 */
board: BoardId | null, };

/**
 * A picture that was not imported because it is there already.
 */
export type Duplicate = { 
/**
 * The file's name.
 */
name: string, 
/**
 * The picture it is the same as, relative to the library.
 */
sameAs: string, };

/**
 * Prompts that were sent, newest first, each once.
 */
export type EarlierPrompts = { 
/**
 * At the most 100.
 */
prompts: Array<string>, };

/**
 * What went wrong, as far as the next step differs.
 */
export type ErrorCode = "prompt-empty" | "prompt-too-long" | "too-many-references" | "reference-unknown" | "file-missing" | "file-not-regular" | "file-empty" | "file-unreadable" | "file-skipped" | "picture-not-taken" | "not-a-picture" | "format-needs-conversion" | "picture-truncated" | "picture-too-large" | "mask-size-differs" | "mask-without-alpha" | "mask-without-reference" | "mask-unsupported" | "frame-unfit" | "first-frame-missing" | "frame-role-missing" | "frames-with-references" | "frame-unsupported" | "frame-needed" | "duration-and-frames" | "task-runs" | "task-not-cancelled" | "task-expired" | "task-gone" | "last-frame-missing" | "value-not-allowed" | "count-out-of-range" | "model-missing" | "profile-missing" | "profile-exists" | "address-invalid" | "key-invalid" | "key-missing" | "keychain-unavailable" | "library-missing" | "library-read-only" | "library-within" | "library-full" | "copy-failed" | "board-exists" | "board-not-nested" | "board-is-smart" | "name-invalid" | "query-invalid" | "library-busy" | "trash-unavailable" | "template-invalid" | "proxy-invalid" | "not-found" | "job-running" | "nothing-to-do" | "provider-auth" | "provider-quota" | "provider-busy" | "provider-moderation" | "provider-invalid" | "provider-not-found" | "provider-forbidden" | "provider-too-large" | "provider-failed" | "provider-moved" | "provider-not-api" | "provider-unreachable" | "answer-lost" | "answer-unreadable" | "answer-without-picture" | "download-failed" | "answer-cut" | "save-failed" | "schema-invalid" | "tools-invalid" | "video-address-invalid" | "parameter-invalid" | "model-blind" | "protocol-lacks" | "answer-running" | "tool-result-missing" | "stopped-waiting" | "database-newer" | "database-damaged" | "home-full" | "home-failed" | "internal";

/**
 * Writes a conversation to a file of the user's choice.
 */
export type ExportConversation = { 
/**
 * The conversation.
 */
conversation: ConversationId, 
/**
 * The form.
 */
format: ConversationFormat, };

/**
 * One press of *Make video*.
 */
export type Film = { 
/**
 * Its id; later ones are larger.
 */
id: FilmId, 
/**
 * When it was asked for.
 */
createdAt: string, 
/**
 * The prompt as typed, without flags that became settings.
 */
prompt: string, 
/**
 * Model id.
 */
model: string, 
/**
 * The model's name for people; its id where the catalogue has none.
 */
modelName: string, 
/**
 * The first frame that was sent.
 */
firstFrame: SentReference | null, 
/**
 * The last frame that was sent.
 */
lastFrame: SentReference | null, 
/**
 * References that were sent, in order.
 */
references: Array<SentReference>, 
/**
 * `16:9`, if it was set.
 */
ratio: string | null, 
/**
 * `720p`, if it was set.
 */
resolution: string | null, 
/**
 * Seconds, if they were set.
 */
duration: number | null, 
/**
 * Frames, if they were set.
 */
frames: number | null, 
/**
 * The seed: the one that was set, or the one the provider told.
 */
seed: number | null, 
/**
 * The camera, if it was set.
 */
cameraFixed: boolean | null, 
/**
 * The watermark, if it was set.
 */
watermark: boolean | null, 
/**
 * Sound, if it was set.
 */
audio: boolean | null, 
/**
 * The provider's id.
 */
provider: ProfileId, 
/**
 * The provider's name at the time.
 */
providerName: string, 
/**
 * Made by the built-in demo.
 */
demo: boolean, 
/**
 * Where it stands.
 */
state: FilmState, 
/**
 * Since when, in milliseconds since 1970.
 */
sinceMs: number, 
/**
 * How far: percent that the provider told, or bytes of the file.
 */
progress: Progress | null, 
/**
 * How many times the provider was asked how it stands.
 */
asked: number, 
/**
 * A word for where it stands that Musa does not know, as the provider says it. It keeps
 * being asked about.
 */
warning: string | null, 
/**
 * The task's id at the provider.
 */
task: string | null, 
/**
 * It can be cancelled now.
 */
canCancel: boolean, 
/**
 * It has a task that can be asked about again: `follow_film` costs nothing.
 */
canFollow: boolean, 
/**
 * Why it ended without its file.
 */
error: CommandError | null, 
/**
 * Pixels that should come, where the catalogue knows them: the shape of a waiting tile.
 */
expected: [number, number] | null, 
/**
 * Tokens the provider counted.
 */
tokens: number | null, 
/**
 * What it cost, by the user's own price of a million tokens.
 */
cost: Money | null, 
/**
 * From the press to the saved file, in milliseconds.
 */
tookMs: number | null, 
/**
 * Its file.
 */
saved: SavedFilm | null, };

/**
 * What became of a press of *Make video*.
 */
export type FilmAsked = { "kind": "started", 
/**
 * The film.
 */
film: FilmId, } | { "kind": "conflict", 
/**
 * What contradicts what.
 */
flags: Array<FlagConflict>, 
/**
 * As the pickers say: those flags are taken out of the prompt.
 */
pickers: FilmComposition, 
/**
 * As the prompt says: the pickers are set to it, and the flags taken out.
 */
typed: FilmComposition, };

/**
 * What `start_film` would say of a composition, without sending anything.
 */
export type FilmCheck = { 
/**
 * What would be refused, by field: `prompt`, `model`, `firstFrame`, `lastFrame`,
 * `references[0]`, `ratio`, `resolution`, `duration`, `frames`, `seed`, `cameraFixed`,
 * `audio`.
 */
refusals: Array<CommandError>, 
/**
 * Pixels that will come, where the catalogue knows them.
 */
expected: [number, number] | null, 
/**
 * About so many tokens.
 */
tokens: number | null, 
/**
 * About so much, by the user's own price of a million tokens.
 */
price: Money | null, };

/**
 * What the storyboard holds: what *Make video* sends, and what is kept over a restart. Only
 * what the user set is not null; nothing is checked yet.
 */
export type FilmComposition = { 
/**
 * The prompt as typed. It may be empty where there is a first frame.
 */
prompt: string, 
/**
 * Model id, free text; null means the last one used.
 */
model: string | null, 
/**
 * The picture the film begins with.
 */
firstFrame: ReferenceId | null, 
/**
 * The picture it ends with.
 */
lastFrame: ReferenceId | null, 
/**
 * Pictures of what is to be seen, in their order; never together with frames.
 */
references: Array<ReferenceId>, 
/**
 * `16:9`, or `adaptive`: as the first frame is.
 */
ratio: string | null, 
/**
 * `480p`, `720p`, `1080p`, `4k`.
 */
resolution: string | null, 
/**
 * Whole seconds; -1 leaves it to the model, where it can.
 */
duration: number | null, 
/**
 * Frames instead of seconds: 29, 33, … 289.
 */
frames: number | null, 
/**
 * 0 to 4294967295; -1 for another one every time.
 */
seed: number | null, 
/**
 * The camera stands still.
 */
cameraFixed: boolean | null, 
/**
 * With the provider's watermark.
 */
watermark: boolean | null, 
/**
 * With sound.
 */
audio: boolean | null, 
/**
 * Null means the current provider.
 */
provider: ProfileId | null, };

/**
 * One film that was asked for.
 */
export type FilmId = string;

/**
 * What one film model takes, for pickers.
 */
export type FilmModel = { 
/**
 * Its id.
 */
id: string, 
/**
 * Other ids with the same abilities; a final `*` stands for any ending.
 */
also: Array<string>, 
/**
 * Its name for people.
 */
name: string, 
/**
 * Ratios in the order in which the picker shows them; `adaptive` among them where it is
 * taken.
 */
ratios: Array<string>, 
/**
 * Ratios that are taken when there is a first frame: `adaptive` alone where the film
 * always follows it.
 */
frameRatios: Array<string>, 
/**
 * Resolutions, small to large.
 */
resolutions: Array<string>, 
/**
 * What comes when no resolution is set.
 */
usualResolution: string, 
/**
 * What comes when no ratio is set.
 */
usualRatio: string, 
/**
 * Seconds: the shortest and the longest.
 */
seconds: [number, number], 
/**
 * What comes when no duration is set.
 */
usualSeconds: number, 
/**
 * The model may choose the duration itself: -1.
 */
ownDuration: boolean, 
/**
 * Frames may be set instead: the fewest, the most, and the step.
 */
frames: [number, number, number] | null, 
/**
 * A prompt alone is enough.
 */
text: boolean, 
/**
 * Takes a first frame.
 */
firstFrame: boolean, 
/**
 * Takes a last frame with it.
 */
lastFrame: boolean, 
/**
 * Reference pictures it takes at the most; 0 for none.
 */
references: number, 
/**
 * Can hold the camera still.
 */
cameraFixed: boolean, 
/**
 * Can make sound.
 */
audio: boolean, 
/**
 * How its settings are sent.
 */
style: FilmStyle, };

/**
 * Films, newest first.
 */
export type FilmPage = { 
/**
 * The films.
 */
films: Array<Film>, 
/**
 * There are older ones.
 */
more: boolean, };

/**
 * What a picture must be to be a frame or a reference of a film.
 */
export type FilmPictureLimits = { 
/**
 * Pixels of its shorter side, at least.
 */
minSide: number, 
/**
 * Pixels of its longer side, at the most.
 */
maxSide: number, 
/**
 * Width by height, in hundredths, at least: 40.
 */
minShape: number, 
/**
 * Width by height, in hundredths, at the most: 250.
 */
maxShape: number, 
/**
 * Bytes: fewer than these.
 */
maxBytes: number, };

/**
 * Where a film stands.
 */
export type FilmState = "sending" | "queued" | "running" | "downloading" | "done" | "failed" | "cancelled" | "left" | "unknown";

/**
 * How a model's settings are sent. Never both ways.
 */
export type FilmStyle = "fields" | "flags";

/**
 * What the window shows of films at one moment: a part of the snapshot.
 */
export type FilmsView = { 
/**
 * The newest films.
 */
page: FilmPage, 
/**
 * Film models.
 */
models: Array<FilmModel>, 
/**
 * What a frame or a reference must be.
 */
limits: FilmPictureLimits, 
/**
 * What the storyboard held.
 */
storyboard: Storyboard, };

/**
 * Looks for a picture in a view, so that a place is kept when the question changes.
 */
export type FindInView = { 
/**
 * Which view.
 */
view: number, 
/**
 * Which picture.
 */
picture: PictureId, };

/**
 * What verifying may find.
 */
export type FindingKind = "missing" | "changed" | "unknown" | "no-record" | "no-row" | "bad-record" | "foreign" | "record-differs" | "unreadable";

/**
 * Why an answer ended, as the provider says.
 */
export type Finish = "stop" | "length" | "tools" | "filter" | "other";

/**
 * A flag in the prompt that contradicts a picker.
 */
export type FlagConflict = { 
/**
 * The picker: `ratio`, `resolution`, `duration`, `frames`, `seed`, `cameraFixed`,
 * `watermark`.
 */
field: string, 
/**
 * As typed: `--ratio 16:9`.
 */
flag: string, 
/**
 * What it says: `16:9`.
 */
typed: string, 
/**
 * What the picker says: `1:1`.
 */
picked: string, };

/**
 * Picks or rejects.
 */
export type FlagPictures = { 
/**
 * Which.
 */
selection: Selection, 
/**
 * How.
 */
flag: PictureFlag, };

/**
 * Where it is.
 */
export type FoundInView = { 
/**
 * Its place; null when it is not in the view (yet).
 */
place: number | null, 
/**
 * The row it stands in.
 */
row: number | null, };

/**
 * What happened.
 */
export type Happened = { "kind": "run-created", 
/**
 * The run, whole.
 */
run: Run, } | { "kind": "call-moved", 
/**
 * The run.
 */
run: JobId, 
/**
 * The call.
 */
call: CallId, 
/**
 * Where it is.
 */
state: CallState, 
/**
 * How far.
 */
progress: Progress | null, 
/**
 * Since when it is in that state, in milliseconds since 1970.
 */
sinceMs: number, } | { "kind": "draft-came", 
/**
 * The run.
 */
run: JobId, 
/**
 * The call.
 */
call: CallId, 
/**
 * Its number.
 */
draft: number, } | { "kind": "picture-saved", 
/**
 * The run.
 */
run: JobId, 
/**
 * The call.
 */
call: CallId, 
/**
 * The picture.
 */
picture: PictureView, } | { "kind": "run-changed", 
/**
 * The run, whole.
 */
run: Run, } | { "kind": "pictures-gone", 
/**
 * Which.
 */
pictures: Array<PictureId>, } | { "kind": "pictures-back", 
/**
 * The pictures, whole.
 */
pictures: Array<PictureView>, } | { "kind": "conversation-changed", 
/**
 * The conversation, without its messages.
 */
conversation: ConversationView, } | { "kind": "conversations-gone", 
/**
 * Which.
 */
conversations: Array<ConversationId>, } | { "kind": "message-came", 
/**
 * The message, whole.
 */
message: ChatMessage, } | { "kind": "answer-grew", 
/**
 * Its conversation.
 */
conversation: ConversationId, 
/**
 * The answer.
 */
message: MessageId, 
/**
 * How, in this order.
 */
steps: Array<AnswerStep>, } | { "kind": "message-changed", 
/**
 * The message, whole.
 */
message: ChatMessage, } | { "kind": "film-changed", 
/**
 * The film, whole.
 */
film: Film, } | { "kind": "film-gone", 
/**
 * Which.
 */
film: FilmId, } | { "kind": "providers-changed", 
/**
 * All of them.
 */
providers: Providers, } | { "kind": "settings-changed", 
/**
 * All of them.
 */
settings: SettingsView, } | { "kind": "library-changed", 
/**
 * The library.
 */
library: LibraryView, } | { "kind": "view-grown", 
/**
 * Which.
 */
view: number, 
/**
 * How far it is.
 */
extent: ViewExtent, } | { "kind": "pictures-changed", 
/**
 * Which, and what is seen of it on a tile.
 */
change: PicturesChange, } | { "kind": "boards-changed", 
/**
 * All of them.
 */
boards: Boards, } | { "kind": "undo-changed", 
/**
 * What.
 */
undo: UndoView, } | { "kind": "task-moved", 
/**
 * The task, whole.
 */
task: LibraryTask, } | { "kind": "drag-entered", 
/**
 * Each, looked at.
 */
files: Array<OfferedFile>, } | { "kind": "drag-moved", 
/**
 * From the left.
 */
x: number, 
/**
 * From above.
 */
y: number, } | { "kind": "drag-left" } | { "kind": "dropped", 
/**
 * Pictures, in their order.
 */
references: Array<HeldReference>, 
/**
 * What is none.
 */
refused: Array<CommandError>, 
/**
 * From the left, in CSS pixels.
 */
x: number, 
/**
 * From above.
 */
y: number, } | { "kind": "close-asked", 
/**
 * So many runs.
 */
running: number, } | { "kind": "missed" };

/**
 * What became of files that were dropped, pasted or chosen.
 */
export type Held = { 
/**
 * Pictures, in their order.
 */
references: Array<HeldReference>, 
/**
 * What is none, by name and reason.
 */
refused: Array<CommandError>, };

/**
 * A picture that can be used as a reference or as a mask.
 */
export type HeldReference = { 
/**
 * Its id; also its address at the image scheme.
 */
id: ReferenceId, 
/**
 * File name, for people.
 */
name: string, 
/**
 * Pixels, upright.
 */
width: number, 
/**
 * Pixels, upright.
 */
height: number, 
/**
 * Bytes of the original.
 */
bytes: number, 
/**
 * `png`, `jpeg`, `webp`, `gif`, `bmp`, `tiff`.
 */
format: string, 
/**
 * It has an alpha channel: it could be a mask.
 */
alpha: boolean, };

/**
 * A picture dragged or pasted from a browser, as an address.
 */
export type HoldAddress = { 
/**
 * `https://…` or `data:image/…`.
 */
address: string, };

/**
 * Use what was sent with an earlier run again.
 */
export type HoldSent = { 
/**
 * Hashes of what was sent, in order.
 */
hashes: Array<ContentHash>, };

/**
 * What a dialog for importing offers.
 */
export type ImportFrom = "files" | "folder";

/**
 * Dialog, then an import.
 */
export type ImportPictures = { 
/**
 * What is chosen.
 */
from: ImportFrom, 
/**
 * The board they land on.
 */
board: BoardId | null, };

/**
 * One press of Generate.
 */
export type JobId = string;

/**
 * Keeps what stands in a conversation's composer over a restart.
 */
export type KeepDraft = { 
/**
 * The conversation.
 */
conversation: ConversationId, 
/**
 * The text.
 */
text: string, 
/**
 * Pictures, in their order.
 */
pictures: Array<ReferenceId>, 
/**
 * A video's address; empty for none.
 */
video: string, };

/**
 * Where a key is now, and why it is not in the keychain.
 */
export type KeyKept = { 
/**
 * The provider.
 */
provider: ProfileId, 
/**
 * Keychain, session, missing or not needed.
 */
key: KeyState, 
/**
 * The keychain's own words, when it did not take it.
 */
reason: string | null, };

/**
 * Where a provider's key is.
 */
export type KeyState = "keychain" | "session" | "missing" | "not-needed" | "unknown";

/**
 * How a key is sent.
 */
export type KeyStyle = "bearer" | "google-key" | "none";

/**
 * The language of the window.
 */
export type LanguageChoice = "system" | "en" | "zh-CN";

/**
 * Whether a film's last frame can be a reference.
 */
export type LastFrame = { "kind": "kept", 
/**
 * Its address at the image scheme.
 */
hash: ContentHash, } | { "kind": "not-given" } | { "kind": "not-fetched" };

/**
 * Measures of a layout, in CSS pixels.
 */
export type LayOut = { 
/**
 * Rows or squares.
 */
shape: RowShape, 
/**
 * Width of the grid, 100 to 20,000.
 */
width: number, 
/**
 * Height that rows have in mind, or least side of a square, 40 to 2,000.
 */
rowHeight: number, 
/**
 * Between pictures and between rows, 0 to 100.
 */
gap: number, 
/**
 * Height of a day's heading, gap included; 0 for no headings. Only `newest` and `oldest`
 * have days.
 */
heading: number, };

/**
 * Lays a view out anew: another width, another size.
 */
export type LayOutView = { 
/**
 * Which.
 */
view: number, 
/**
 * How.
 */
layout: LayOut, };

/**
 * A task.
 */
export type LibraryTask = { 
/**
 * Its number.
 */
task: number, 
/**
 * What it does.
 */
kind: TaskKind, 
/**
 * How it stands.
 */
state: TaskState, 
/**
 * Files looked at.
 */
done: number, 
/**
 * Files in all; null while folders are still being read.
 */
total: number | null, 
/**
 * Imported, or the library's rows after they were made anew.
 */
taken: number, 
/**
 * Not imported because they are there already, at most a thousand.
 */
duplicates: Array<Duplicate>, 
/**
 * All of these.
 */
duplicateCount: number, 
/**
 * Not imported, by name and reason; at most a thousand.
 */
refused: Array<CommandError>, 
/**
 * All of these.
 */
refusedCount: number, 
/**
 * What verifying found, at most a thousand.
 */
findings: Array<VerifyFinding>, 
/**
 * All of these.
 */
findingCount: number, 
/**
 * Why it failed.
 */
error: CommandError | null, };

/**
 * The library's folder.
 */
export type LibraryView = { 
/**
 * Where it is, for people to read.
 */
folder: string, 
/**
 * It is the default one.
 */
default: boolean, 
/**
 * Why it cannot be used: missing, read-only. Null when all is well.
 */
error: CommandError | null, 
/**
 * Pictures in it.
 */
pictures: number, };

/**
 * Asks for a page of the list.
 */
export type ListConversations = { 
/**
 * Words that title or messages must have, in any order; empty for all.
 */
search: string, 
/**
 * `order` of the last one of the page before; null for the newest.
 */
before: number | null, 
/**
 * 1 to 200.
 */
limit: number, };

/**
 * Asks for a page of films.
 */
export type ListFilms = { 
/**
 * The oldest film that is on the screen; null for the newest.
 */
before: FilmId | null, 
/**
 * 1 to 200.
 */
limit: number, };

/**
 * Asks for a page of the library.
 */
export type ListPictures = { 
/**
 * `seq` of the last one of the page before; null for the newest.
 */
before: number | null, 
/**
 * 1 to 1000.
 */
limit: number, };

/**
 * What a message is.
 */
export type MessageBody = { "kind": "user", 
/**
 * The text.
 */
text: string, 
/**
 * Pictures as they were sent (`sentUrl(hash)`; `hold_sent` takes them up again).
 */
pictures: Array<SentReference>, 
/**
 * A video's address.
 */
video: string | null, } | { "kind": "results", 
/**
 * One for each call.
 */
results: Array<ToolResult>, } | { "kind": "answer", 
/**
 * All of it.
 */
answer: Answer, };

/**
 * A message in a conversation.
 */
export type MessageId = string;

/**
 * What one model takes, for pickers.
 */
export type ModelView = { 
/**
 * Its id.
 */
id: string, 
/**
 * Other ids with the same abilities; a final `*` stands for any ending.
 */
also: Array<string>, 
/**
 * Its name for people.
 */
name: string, 
/**
 * Ratios in the order in which the picker shows them.
 */
ratios: Array<string>, 
/**
 * Size tiers, small to large; empty where it has only one size.
 */
sizes: Array<string>, 
/**
 * The pixels that come: by size tier (`""` where there is only one), then by ratio.
 */
pixels: { [key in string]: { [key in string]: [number, number] } }, 
/**
 * References it takes at the most.
 */
references: number, 
/**
 * Pictures one call gives at the most.
 */
perCall: number, 
/**
 * Whether it takes a mask.
 */
mask: boolean, 
/**
 * Qualities; empty where it takes none.
 */
qualities: Array<string>, 
/**
 * Backgrounds; empty where it takes none.
 */
backgrounds: Array<string>, 
/**
 * Output formats; empty where it takes none.
 */
formats: Array<string>, 
/**
 * How near an edit can be told to keep to its references; empty where it takes none.
 */
fidelities: Array<string>, 
/**
 * Whether it takes a compression for `jpeg` and `webp`.
 */
compression: boolean, 
/**
 * Moderations; empty where it takes none.
 */
moderations: Array<string>, 
/**
 * Characters of a prompt.
 */
promptLimit: number | null, 
/**
 * Whether it gives drafts while it makes a picture.
 */
drafts: boolean, 
/**
 * Endpoints it speaks.
 */
routes: Array<Route>, 
/**
 * What `automatic` means for a prompt alone.
 */
textRoute: Route, 
/**
 * What `automatic` means for a prompt with references.
 */
picturesRoute: Route, };

/**
 * An amount of money.
 */
export type Money = { 
/**
 * Millionths of a unit.
 */
micros: number, 
/**
 * Three letters, ISO 4217.
 */
currency: string, };

/**
 * What came of moving pictures to the trash, or out of it.
 */
export type Moved = { 
/**
 * Pictures that went. Those that were there already are not counted.
 */
changed: number, 
/**
 * Why the first of those that could not go did not; null when nothing stood in the way.
 */
refused: CommandError | null, };

/**
 * A model of several that was not asked, though its request was in order: nothing was sent to
 * it, and the others go on.
 */
export type NotAsked = { 
/**
 * Model id.
 */
model: string, 
/**
 * Why.
 */
error: CommandError, };

/**
 * A request or an answer with nothing in it.
 */
export type Nothing = Record<symbol, never>;

/**
 * About one board.
 */
export type OfBoard = { 
/**
 * Which.
 */
board: BoardId, };

/**
 * About one call.
 */
export type OfCall = { 
/**
 * The call.
 */
call: CallId, };

/**
 * About one conversation.
 */
export type OfConversation = { 
/**
 * The conversation.
 */
conversation: ConversationId, };

/**
 * About some conversations.
 */
export type OfConversations = { 
/**
 * The conversations.
 */
conversations: Array<ConversationId>, };

/**
 * About one film.
 */
export type OfFilm = { 
/**
 * The film.
 */
film: FilmId, };

/**
 * About one message. `regenerate`: asks again for this answer, in a new branch, with the
 * settings of now. `stop_answer`: stops it and all answers of the same request.
 */
export type OfMessage = { 
/**
 * The message.
 */
message: MessageId, };

/**
 * About one picture.
 */
export type OfPicture = { 
/**
 * The picture.
 */
picture: PictureId, };

/**
 * About one provider.
 */
export type OfProvider = { 
/**
 * The provider.
 */
provider: ProfileId, };

/**
 * About one run.
 */
export type OfRun = { 
/**
 * The run.
 */
run: JobId, };

/**
 * About a selection.
 */
export type OfSelection = { 
/**
 * Which.
 */
selection: Selection, };

/**
 * About one task.
 */
export type OfTask = { 
/**
 * Which.
 */
task: number, };

/**
 * About one view.
 */
export type OfView = { 
/**
 * Which.
 */
view: number, };

/**
 * A file in the air, looked at before it is let go.
 */
export type OfferedFile = { 
/**
 * File name.
 */
name: string, 
/**
 * Why it cannot be taken.
 */
refusal: CommandError | null, };

/**
 * A page of runs.
 */
export type OlderRuns = { 
/**
 * The oldest run that is on the screen.
 */
before: JobId, 
/**
 * At the most so many.
 */
limit: number, };

/**
 * Opens a page in the user's browser. Only https.
 */
export type OpenLink = { 
/**
 * Its address.
 */
url: string, };

/**
 * Asks the library.
 */
export type OpenView = { 
/**
 * As typed: `model:flux rating:>=4 女孩`.
 */
query: string, 
/**
 * Where.
 */
place: ViewPlace, 
/**
 * In which order.
 */
order: ViewOrder, 
/**
 * The layout.
 */
layout: LayOut, };

/**
 * The right panel.
 */
export type PanelState = "open" | "folded";

/**
 * What a body field takes.
 */
export type ParameterKind = "number" | "integer" | "switch" | "choice" | "text" | "texts" | "json";

/**
 * One body field. It has no default: what is not set is not sent.
 */
export type ParameterView = { 
/**
 * Its name, the document's own: `temperature`, `topK`.
 */
name: string, 
/**
 * What it takes.
 */
kind: ParameterKind, 
/**
 * The least it may be; for texts how many there must be.
 */
minimum: number | null, 
/**
 * The most it may be; for texts how many there may be.
 */
maximum: number | null, 
/**
 * What it may be, for a choice.
 */
choices: Array<string>, };

/**
 * Everything that is known of a picture, from its record.
 */
export type PictureDetail = { 
/**
 * The picture.
 */
picture: PictureView, 
/**
 * The model's name for people.
 */
modelName: string | null, 
/**
 * The prompt as the provider rewrote it.
 */
revisedPrompt: string | null, 
/**
 * `16:9`, if it was set.
 */
ratio: string | null, 
/**
 * `2K`, if it was set.
 */
size: string | null, 
/**
 * Quality, if it was set.
 */
quality: string | null, 
/**
 * The provider's name.
 */
providerName: string | null, 
/**
 * Made by the built-in demo.
 */
demo: boolean, 
/**
 * From Generate to saved, in milliseconds.
 */
tookMs: number | null, 
/**
 * What it cost, by the user's own prices.
 */
cost: Money | null, 
/**
 * References it was made from.
 */
references: Array<SentReference>, 
/**
 * The mask it was made with.
 */
mask: SentReference | null, 
/**
 * What the model said beside the picture.
 */
words: string | null, 
/**
 * The endpoint that made it; null for a cropped picture, and where that is not known.
 */
usedRoute: Route | null, 
/**
 * The result whose conversation it went on from.
 */
continuedFrom: PictureId | null, 
/**
 * The answer ended with it or broke off after it: it may be a draft.
 */
partial: boolean, 
/**
 * A drawing whose file holds text: what is shown of it is drawn without.
 */
textLeftOut: boolean, 
/**
 * The picture it was cropped from.
 */
croppedFrom: PictureId | null, 
/**
 * Its tags.
 */
tags: Array<string>, 
/**
 * The boards it lies on.
 */
boards: Array<BoardId>, 
/**
 * The conversation in which a model gave it.
 */
conversation: ConversationId | null, };

/**
 * Whether a picture's file is where it was saved.
 */
export type PictureFile = "there" | "missing" | "changed";

/**
 * Picked or rejected.
 */
export type PictureFlag = "none" | "picked" | "rejected";

/**
 * A picture in the library.
 */
export type PictureId = string;

/**
 * The stars and the flag of a picture, after a change.
 */
export type PictureMarks = { 
/**
 * Which.
 */
picture: PictureId, 
/**
 * 0 to 5.
 */
rating: number, 
/**
 * Its flag.
 */
flag: PictureFlag, };

/**
 * Pictures, newest first.
 */
export type PicturePage = { 
/**
 * The pictures.
 */
pictures: Array<PictureView>, 
/**
 * There are older ones.
 */
more: boolean, 
/**
 * All of the library.
 */
total: number, };

/**
 * A picture.
 */
export type PictureView = { 
/**
 * Its id.
 */
id: PictureId, 
/**
 * Order in the library: later ones are larger.
 */
seq: number, 
/**
 * BLAKE3 of its bytes; its address at the image scheme.
 */
hash: ContentHash, 
/**
 * Pixels.
 */
width: number, 
/**
 * Pixels.
 */
height: number, 
/**
 * Bytes.
 */
bytes: number, 
/**
 * `png`, `jpeg`, `webp`, `gif`, `svg`; `mp4` for a film, of which the image scheme gives a
 * still picture.
 */
format: string, 
/**
 * Milliseconds of a film; null for a picture.
 */
durationMs: number | null, 
/**
 * The film that it is the file of, while that is listed.
 */
film: FilmId | null, 
/**
 * Its file, relative to the library, with `/`.
 */
path: string, 
/**
 * The prompt as typed.
 */
prompt: string, 
/**
 * Model id.
 */
model: string | null, 
/**
 * When it was saved, RFC 3339.
 */
createdAt: string, 
/**
 * The run that made it.
 */
run: JobId | null, 
/**
 * The call that gave it.
 */
call: CallId | null, 
/**
 * Whether its file is there.
 */
file: PictureFile, 
/**
 * Its conversation is kept: an edit can go on where it ended. Of another, the picture alone
 * is sent.
 */
canContinue: boolean, 
/**
 * Average colour, `#8a6b4c`; null until it was looked at.
 */
colour: string | null, 
/**
 * Stars, 0 to 5.
 */
rating: number, 
/**
 * Picked or rejected.
 */
flag: PictureFlag, };

/**
 * Pictures that changed, as `pictures-changed` tells them.
 */
export type PicturesChange = { 
/**
 * Each; none when there are more than a thousand: then ask again for what is shown.
 */
marks: Array<PictureMarks>, 
/**
 * So many in all.
 */
count: number, };

/**
 * The system Musa runs on.
 */
export type Platform = "linux" | "macos" | "windows";

/**
 * Watch a film of the library.
 */
export type PlayFilm = { 
/**
 * Its entry in the library.
 */
picture: PictureId, };

/**
 * Where an open film can be watched.
 */
export type Playing = { 
/**
 * `http://127.0.0.1:…/…`: for a video element, until `stop_film` or another `play_film`.
 */
address: string, };

/**
 * How the window looks: replaceable, so it lies in the preferences file, not in the database.
 */
export type Preferences = { 
/**
 * Light or dark.
 */
theme: ThemeChoice, 
/**
 * The right panel.
 */
panel: PanelState, 
/**
 * Height of a row of the library, in CSS pixels; null for the default.
 */
rowHeight: number | null, 
/**
 * How the library's pictures stand.
 */
rowShape: RowShape, 
/**
 * The conversation that is open.
 */
conversation: ConversationId | null, };

/**
 * A provider whose address need not be typed.
 */
export type PresetView = { 
/**
 * `whatai`, `openai`, `google`.
 */
name: string, 
/**
 * Its address.
 */
baseUrl: string, 
/**
 * How its key is sent.
 */
auth: KeyStyle, };

/**
 * A provider the user has set up.
 */
export type ProfileId = string;

/**
 * What is really known of a call's progress.
 */
export type Progress = { "kind": "uploading", 
/**
 * So many bytes …
 */
sent: number, 
/**
 * … of so many.
 */
total: number, } | { "kind": "receiving", 
/**
 * So many bytes …
 */
received: number, 
/**
 * … of so many.
 */
total: number | null, } | { "kind": "backing-off", 
/**
 * Milliseconds until then.
 */
wait_ms: number, } | { "kind": "task", 
/**
 * 0 to 100.
 */
percent: number, };

/**
 * A protocol and its body fields. Without the parameter `stream` answers are streamed.
 */
export type ProtocolView = { 
/**
 * The protocol.
 */
protocol: ChatProtocol, 
/**
 * Its body fields, in the order in which they are shown.
 */
parameters: Array<ParameterView>, 
/**
 * It has messages: a system prompt, pictures, tools and forms of answers. Completions have
 * none of these.
 */
messages: boolean, 
/**
 * It can search the web.
 */
webSearch: boolean, 
/**
 * It has a tool of the provider's that makes pictures.
 */
imageGeneration: boolean, 
/**
 * It takes a video's address.
 */
video: boolean, };

/**
 * A provider.
 */
export type ProviderView = { 
/**
 * Its id.
 */
id: ProfileId, 
/**
 * Its name.
 */
name: string, 
/**
 * Its address.
 */
baseUrl: string, 
/**
 * Host of its address.
 */
host: string, 
/**
 * How its key is sent.
 */
auth: KeyStyle, 
/**
 * `system`, `none` or a proxy's address without its password.
 */
proxy: string, 
/**
 * Calls at once.
 */
concurrency: number, 
/**
 * The built-in demo.
 */
demo: boolean, 
/**
 * Lives for this process only (`MUSA_BASE_URL`): it cannot be changed here.
 */
session: boolean, 
/**
 * Where its key is.
 */
key: KeyState, 
/**
 * Pictures are made as tasks at the provider, which outlive a line that breaks.
 */
asyncTasks: boolean, 
/**
 * Prices of a picture, by model id.
 */
prices: { [key in string]: Money }, 
/**
 * Prices of tokens, by model id.
 */
chatPrices: { [key in string]: ChatPrice }, };

/**
 * All providers.
 */
export type Providers = { 
/**
 * In the order in which they were added.
 */
providers: Array<ProviderView>, 
/**
 * The one that is used when none is named.
 */
current: ProfileId | null, };

/**
 * A piece of a query, so that the field can show it as a token.
 */
export type QueryPart = { 
/**
 * What.
 */
kind: QueryPartKind, 
/**
 * Where it begins, in UTF-16 units.
 */
from: number, 
/**
 * Where it ends.
 */
to: number, 
/**
 * `model`, `rating`, … for tokens.
 */
name: string | null, 
/**
 * Why it is refused. Field: `query`.
 */
refusal: CommandError | null, };

/**
 * What a piece of a query is.
 */
export type QueryPartKind = "words" | "token" | "refused";

/**
 * Sets stars.
 */
export type RatePictures = { 
/**
 * Which.
 */
selection: Selection, 
/**
 * 0 to 5.
 */
rating: number, };

/**
 * A reference that was sent smaller, or in another format.
 */
export type ReducedReference = { 
/**
 * 1 for the first reference; 0 for the mask.
 */
reference: number, 
/**
 * How.
 */
reduction: Reduction, };

/**
 * What an upload copy lost against its original.
 */
export type Reduction = { 
/**
 * Width and height of the original, upright.
 */
fromPixels: [number, number], 
/**
 * Width and height of the copy.
 */
toPixels: [number, number], 
/**
 * Bytes of the original.
 */
fromBytes: number, 
/**
 * Bytes of the copy.
 */
toBytes: number, 
/**
 * Format of the original: `tiff`.
 */
fromFormat: string, 
/**
 * Format of the copy: `png`.
 */
toFormat: string, };

/**
 * A picture that the composer holds as a reference or mask.
 */
export type ReferenceId = string;

/**
 * Gives a conversation a name.
 */
export type RenameConversation = { 
/**
 * The conversation.
 */
conversation: ConversationId, 
/**
 * Its name; empty brings back the beginning of the first message. Cut at 200 characters.
 */
title: string, };

/**
 * Ask again by another endpoint: for what a run lacks, or for all of it when it lacks nothing.
 * It is paid for again.
 */
export type Rerun = { 
/**
 * The run.
 */
run: JobId, 
/**
 * The endpoint.
 */
route: Route, };

/**
 * What the provider answered, as text a person can read: pictures in it are left out, an
 * echoed key is blotted out.
 */
export type ResponseText = { 
/**
 * HTTP status.
 */
status: number, 
/**
 * The text, at the most 256 KiB of it.
 */
text: string, 
/**
 * There was more.
 */
cut: boolean, };

/**
 * What a retry may do.
 */
export type RetryHow = "kept-first" | "anew";

/**
 * Bring a run's missing pictures in.
 */
export type RetryRun = { 
/**
 * The run.
 */
run: JobId, 
/**
 * How.
 */
how: RetryHow, };

/**
 * Which endpoint makes the picture.
 */
export type Route = "automatic" | "images" | "edits" | "gemini" | "chat";

/**
 * How pictures stand in rows.
 */
export type RowShape = "justified" | "squares";

/**
 * One press of Generate.
 */
export type Run = { 
/**
 * Its id; the job's.
 */
id: JobId, 
/**
 * When Generate was pressed.
 */
createdAt: string, 
/**
 * The prompt as typed.
 */
prompt: string, 
/**
 * Model id.
 */
model: string, 
/**
 * The model's name for people; its id where the catalogue has none.
 */
modelName: string, 
/**
 * `16:9`, if it was set.
 */
ratio: string | null, 
/**
 * `2K`, if it was set.
 */
size: string | null, 
/**
 * Pixels that should come, where the catalogue knows them: the shape of waiting tiles.
 */
expected: [number, number] | null, 
/**
 * Quality, if it was set.
 */
quality: string | null, 
/**
 * Background, if it was set.
 */
background: string | null, 
/**
 * Output format, if it was set.
 */
format: string | null, 
/**
 * How near it was to keep to its references, if it was set.
 */
fidelity: string | null, 
/**
 * Compression, 0 to 100, if it was set.
 */
compression: number | null, 
/**
 * Moderation, if it was set.
 */
moderation: string | null, 
/**
 * Endpoint asked for.
 */
route: Route, 
/**
 * Endpoint that was used: never `automatic`.
 */
usedRoute: Route, 
/**
 * Other endpoints that the model is known to speak; all, where nothing is known of it.
 */
otherRoutes: Array<Route>, 
/**
 * The runs with the same group got one prompt at once, by several models.
 */
group: JobId | null, 
/**
 * The result whose conversation went on.
 */
continues: PictureId | null, 
/**
 * Drafts that were asked for with each picture.
 */
drafts: number | null, 
/**
 * Pictures asked for.
 */
asked: number, 
/**
 * The provider's id.
 */
provider: ProfileId, 
/**
 * The provider's name at the time.
 */
providerName: string, 
/**
 * Made by the built-in demo.
 */
demo: boolean, 
/**
 * References that were sent, in order.
 */
references: Array<SentReference>, 
/**
 * The mask that was sent.
 */
mask: SentReference | null, 
/**
 * What was sent smaller than it is on the disk.
 */
reductions: Array<ReducedReference>, 
/**
 * Its calls, in order.
 */
calls: Array<RunCall>, 
/**
 * Price of one picture, by the user's own prices.
 */
each: Money | null, 
/**
 * From Generate to the last picture, in milliseconds; null while it runs.
 */
tookMs: number | null, 
/**
 * The user has put it away.
 */
discarded: boolean, 
/**
 * The run that asked again for what this one lacks.
 */
retriedAs: JobId | null, };

/**
 * One call of a run: a tile for each of its pictures.
 */
export type RunCall = { 
/**
 * Its id.
 */
id: CallId, 
/**
 * Pictures it asked for.
 */
pictures: number, 
/**
 * Where it stands.
 */
state: CallState, 
/**
 * How far it is in that state.
 */
progress: Progress | null, 
/**
 * Since when it is in that state, in milliseconds since 1970; null when that is not known.
 */
sinceMs: number | null, 
/**
 * Why it ended without its pictures, and whether that cost something.
 */
error: CommandError | null, 
/**
 * An answer or a task is kept: *Finish* costs nothing.
 */
kept: boolean, 
/**
 * An answer lies in its receipt and can be opened as text.
 */
answered: boolean, 
/**
 * Other endpoints that may give what this call did not; empty when none would help.
 */
cures: Array<Route>, 
/**
 * The newest draft, until the call has ended: `draft/<call>-<number>` at the image scheme.
 */
draft: number | null, 
/**
 * Pictures that were saved, in order.
 */
saved: Array<PictureView>, };

/**
 * Runs, newest first.
 */
export type RunPage = { 
/**
 * The runs.
 */
runs: Array<Run>, 
/**
 * There are older ones.
 */
more: boolean, };

/**
 * Where a copy was written.
 */
export type SavedCopy = { 
/**
 * The file's name; null when the dialog was left.
 */
name: string | null, };

/**
 * A film's file in the library.
 */
export type SavedFilm = { 
/**
 * Its entry in the library: `reveal_picture`, `save_copy`, `open_picture` and `play_film`
 * take `picture.id`. `picture.format` is `mp4`, and the image scheme gives `picture.hash`
 * as a still picture.
 */
picture: PictureView, 
/**
 * Milliseconds.
 */
durationMs: number, 
/**
 * What the image scheme shows of it: the provider's last frame, else the first frame that
 * was sent; null where there is neither, and the scheme then has nothing.
 */
poster: ContentHash | null, 
/**
 * Its last frame.
 */
lastFrame: LastFrame, };

/**
 * Whether an answer is what was asked for.
 */
export type SchemaCheck = { 
/**
 * It is JSON.
 */
json: boolean, 
/**
 * Where it differs from the schema; empty when it does not, or when there is none.
 */
problems: Array<SchemaProblem>, };

/**
 * A difference between an answer and its schema.
 */
export type SchemaProblem = { 
/**
 * JSON pointer into the answer: `/items/0/name`; empty for all of it.
 */
at: string, 
/**
 * What differs, in the validator's English.
 */
problem: string, };

/**
 * Where a search stands.
 */
export type SearchState = "searching" | "done" | "failed";

/**
 * Pictures to be changed or looked at together.
 */
export type Selection = { "kind": "pictures", 
/**
 * Their ids.
 */
pictures: Array<PictureId>, } | { "kind": "places", 
/**
 * The view.
 */
view: number, 
/**
 * The places.
 */
spans: Array<Span>, };

/**
 * What selected pictures share, for the right panel. A value that differs is null.
 */
export type SelectionView = { 
/**
 * How many.
 */
count: number, 
/**
 * Bytes together.
 */
bytes: number, 
/**
 * What they cost together, for each currency.
 */
cost: Array<Money>, 
/**
 * Their stars.
 */
rating: number | null, 
/**
 * Their flag.
 */
flag: PictureFlag | null, 
/**
 * Tags that all of them have.
 */
tags: Array<string>, 
/**
 * Boards that all of them lie on.
 */
boards: Array<BoardId>, 
/**
 * Their model.
 */
model: string | null, 
/**
 * Their ratio: `3:2`.
 */
ratio: string | null, 
/**
 * The first ones, for a small collage: at most four.
 */
first: Array<PictureView>, };

/**
 * Sends a message. Nothing is sent and nothing is kept when it is refused.
 *
 * Fields of refusals: `text`, `pictures[0]`, `video`, `model`, `protocol`, `tools`,
 * `toolChoice`, `schema`, `format`, `webSearch`, `parameters.<name>`.
 */
export type SendMessage = { 
/**
 * The conversation.
 */
conversation: ConversationId, 
/**
 * Edit and send again: a new branch beside this message of the user's. Null goes on at the
 * end of the branch that is shown.
 */
insteadOf: MessageId | null, 
/**
 * The text.
 */
text: string, 
/**
 * Pictures, in their order. Those of the library are held first (`hold_picture`), those of
 * an edited message too (`hold_sent`).
 */
pictures: Array<ReferenceId>, 
/**
 * `https://…` of an MP4; empty or null for none.
 */
video: string | null, };

/**
 * What was made of a message.
 */
export type SentMessage = { 
/**
 * The user's message or the tool results; null when an answer was asked for again.
 */
message: MessageId | null, 
/**
 * The answers that are on their way.
 */
answers: Array<MessageId>, };

/**
 * A reference as it was sent: kept in the library for ever.
 */
export type SentReference = { 
/**
 * BLAKE3 of what was sent; its address at the image scheme.
 */
hash: ContentHash, 
/**
 * File name of the original.
 */
name: string, };

/**
 * Sets or, with null, forgets what a million tokens of a model cost.
 */
export type SetChatPrice = { 
/**
 * The provider.
 */
provider: ProfileId, 
/**
 * Model id.
 */
model: string, 
/**
 * Of questions, as typed: `1.25`.
 */
input: string | null, 
/**
 * Of answers.
 */
output: string | null, 
/**
 * Three letters.
 */
currency: string, };

/**
 * Tells where drops go from now on: the page says so when its room changes.
 */
export type SetDropTarget = { 
/**
 * Where.
 */
target: DropTarget, };

/**
 * Sets a provider's key.
 */
export type SetKey = { 
/**
 * The provider.
 */
provider: ProfileId, 
/**
 * The key.
 */
key: string, };

/**
 * Sets or, with null, forgets what a picture of a model costs.
 */
export type SetPrice = { 
/**
 * The provider.
 */
provider: ProfileId, 
/**
 * Model id.
 */
model: string, 
/**
 * As typed: `0.04`.
 */
amount: string | null, 
/**
 * Three letters.
 */
currency: string, };

/**
 * What became of settings.
 */
export type SettingsKept = { 
/**
 * The conversation.
 */
conversation: ConversationView, 
/**
 * What would be refused if a message were sent now, by field: `model`,
 * `parameters.temperature`, `tools`, `toolChoice`, `schema`, …
 */
refused: Array<CommandError>, };

/**
 * Choices that matter.
 */
export type SettingsView = { 
/**
 * As chosen.
 */
language: LanguageChoice, 
/**
 * `en` or `zh-CN`: what `system` means here.
 */
systemLanguage: string, 
/**
 * The name template.
 */
template: string, 
/**
 * What the template makes of today: `2026-11-22/campaign-0001.png`.
 */
templateExample: string, 
/**
 * Calls at once, for new providers.
 */
concurrency: number, 
/**
 * Tell by the system's notifications when a film or a long run has ended and the window is
 * not in front.
 */
notify: boolean, 
/**
 * Model id of the last run.
 */
lastModel: string | null, };

/**
 * Whether pictures may go to a model that is known to have no eyes.
 */
export type Sight = "as-known" | "assumed";

/**
 * Everything the window shows, at one moment. Events with a larger `seq` come after it.
 */
export type Snapshot = { 
/**
 * Number of the last event that is already in here.
 */
seq: number, 
/**
 * Musa's version.
 */
version: string, 
/**
 * The system.
 */
platform: Platform, 
/**
 * Choices that matter.
 */
settings: SettingsView, 
/**
 * How the window looks.
 */
preferences: Preferences, 
/**
 * Providers.
 */
providers: Providers, 
/**
 * Presets.
 */
presets: Array<PresetView>, 
/**
 * The catalogue.
 */
models: Array<ModelView>, 
/**
 * The newest runs, newest first; none that was put away.
 */
runs: Array<Run>, 
/**
 * There are older ones.
 */
moreRuns: boolean, 
/**
 * What the composer held.
 */
composition: Composition, 
/**
 * The references and the mask in it.
 */
held: Array<HeldReference>, 
/**
 * The library.
 */
library: LibraryView, 
/**
 * What conversations can be set to. The conversations themselves are asked for.
 */
chat: ChatOffer, 
/**
 * Films.
 */
films: FilmsView, 
/**
 * Its boards and tags.
 */
boards: Boards, 
/**
 * What can be undone.
 */
undo: UndoView, 
/**
 * The library's last task, running or ended, if there was one since Musa was started.
 */
task: LibraryTask | null, };

/**
 * Places of a view, side by side.
 */
export type Span = { 
/**
 * The first one.
 */
from: number, 
/**
 * How many.
 */
count: number, };

/**
 * A run was begun.
 */
export type Started = { 
/**
 * The run.
 */
run: JobId, 
/**
 * Those of the further models, in their order.
 */
others: Array<JobId>, 
/**
 * Further models that were not asked after all.
 */
notAsked: Array<NotAsked>, };

/**
 * A composition with the pictures it holds.
 */
export type Storyboard = { 
/**
 * The composition.
 */
composition: FilmComposition, 
/**
 * Every picture in it.
 */
held: Array<HeldReference>, };

/**
 * Adds and removes tags.
 */
export type TagPictures = { 
/**
 * Which.
 */
selection: Selection, 
/**
 * To be added: 1 to 60 characters each.
 */
add: Array<string>, 
/**
 * To be removed.
 */
remove: Array<string>, };

/**
 * A tag.
 */
export type TagView = { 
/**
 * Its name.
 */
name: string, 
/**
 * Pictures that have it.
 */
count: number, };

/**
 * A task that was begun; null when the dialog was left.
 */
export type TaskBegun = { 
/**
 * Its number.
 */
task: number | null, };

/**
 * What a task does.
 */
export type TaskKind = "import" | "verify" | "rebuild";

/**
 * How a task stands.
 */
export type TaskState = "running" | "done" | "cancelled" | "failed";

/**
 * What is wanted of a text model.
 */
export type TextWish = "improve" | "translate" | "describe";

/**
 * Light or dark.
 */
export type ThemeChoice = "system" | "dark" | "light";

/**
 * Tokens, as far as they were told.
 */
export type TokenUsage = { 
/**
 * Of the question.
 */
input: number | null, 
/**
 * Of the question, those that were in the provider's cache.
 */
cached: number | null, 
/**
 * Of the answer, thinking included where the provider counts it so.
 */
output: number | null, 
/**
 * Of the thinking.
 */
thinking: number | null, 
/**
 * All.
 */
total: number | null, };

/**
 * What a function gave for one call.
 */
export type ToolOutput = { 
/**
 * Id of the call.
 */
id: string, 
/**
 * As typed: JSON or plain text.
 */
output: string, };

/**
 * What a function gave.
 */
export type ToolResult = { 
/**
 * Id of the call, as the answer has it.
 */
id: string, 
/**
 * Name of the function.
 */
name: string, 
/**
 * What it gave, as typed: JSON or plain text.
 */
output: string, };

/**
 * What can be undone.
 */
export type UndoKind = "rate" | "flag" | "tag" | "board" | "unboard" | "trash" | "restore" | "import" | "add-board" | "change-board" | "delete-board";

/**
 * A change that can be undone or done again.
 */
export type UndoLabel = { 
/**
 * What.
 */
kind: UndoKind, 
/**
 * Pictures it is about.
 */
count: number, 
/**
 * The board or the tag it is about, or the stars; for the sentence.
 */
name: string | null, };

/**
 * What Ctrl+Z and its way back would do.
 */
export type UndoView = { 
/**
 * The last change.
 */
undo: UndoLabel | null, 
/**
 * The last one that was undone.
 */
redo: UndoLabel | null, };

/**
 * What was undone or done again; null when there was nothing.
 */
export type Undone = { 
/**
 * What.
 */
done: UndoLabel | null, 
/**
 * Pictures that are seen again by it, at most a thousand.
 */
pictures: Array<PictureView>, 
/**
 * Why the first of those that stayed where they were did; null when nothing stood in the
 * way.
 */
refused: CommandError | null, };

/**
 * Something that verifying found. Nothing was changed for it.
 */
export type VerifyFinding = { 
/**
 * What.
 */
kind: FindingKind, 
/**
 * The file, relative to the library.
 */
path: string, };

/**
 * Asks for raw bytes of a view: `view_buffer`, which answers with no JSON. What lies beyond the
 * end is left out.
 */
export type ViewBuffer = { 
/**
 * Which.
 */
view: number, 
/**
 * Of what.
 */
part: ViewPart, 
/**
 * The first one.
 */
from: number, 
/**
 * How many.
 */
count: number, };

/**
 * The days of a view, in its order, as far as it has grown. None where the order has no days.
 */
export type ViewDates = { 
/**
 * The days.
 */
days: Array<DateMark>, };

/**
 * How far a view is. The first screen is there at once; the rest follows by `view-grown`.
 */
export type ViewExtent = { 
/**
 * Pictures so far.
 */
count: number, 
/**
 * Rows so far. Rows that were told before stay as they were, but for the last one.
 */
rows: number, 
/**
 * Height of the rows so far, in CSS pixels.
 */
height: number, 
/**
 * Nothing more will come.
 */
whole: boolean, 
/**
 * From the question to here, in tenths of a millisecond.
 */
took: number, 
/**
 * What its headings stand above.
 */
headings: ViewHeadings, 
/**
 * Pictures in the place without the query: `214 of 18,204`. Null until they are counted,
 * which no screen waits for.
 */
total: number | null, };

/**
 * What the headings of a view stand above. Decided by its first pictures.
 */
export type ViewHeadings = "none" | "day" | "month";

/**
 * An answer of the library.
 */
export type ViewOpened = { 
/**
 * Its number. Views live until they are closed; of very many the oldest are forgotten.
 */
view: number, 
/**
 * How far it is.
 */
extent: ViewExtent, 
/**
 * The query in pieces.
 */
parts: Array<QueryPart>, };

/**
 * The order of a view.
 */
export type ViewOrder = "newest" | "oldest" | "rating" | "name" | "largest";

/**
 * The details of a range.
 */
export type ViewPage = { 
/**
 * In the order of the view; null for one that has left the place since.
 */
pictures: Array<PictureView | null>, };

/**
 * Which buffer of a view.
 */
export type ViewPart = "items" | "rows";

/**
 * Where a view looks.
 */
export type ViewPlace = { "kind": "everything" } | { "kind": "board", 
/**
 * Which.
 */
board: BoardId, } | { "kind": "trash" };

/**
 * Some places of a view.
 */
export type ViewRange = { 
/**
 * Which.
 */
view: number, 
/**
 * The first one.
 */
from: number, 
/**
 * How many: of a page at most 1,000.
 */
count: number, };

/**
 * One thing that happened.
 */
export type WindowEvent = { 
/**
 * Its number; they rise by one.
 */
seq: number, 
/**
 * What.
 */
happened: Happened, };

/** Every command of the window. Each may reject with a CommandError. */
export interface Commands {
  /** Everything the window shows. Also what a reloaded page asks first. */
  snapshot(): Promise<Snapshot>;
  /** The page is painted: show the window. */
  ready(): Promise<void>;
  /** Generate. */
  startRun(request: Composition): Promise<Started>;
  /** Keeps the composer over a restart. */
  keepComposition(request: Composition): Promise<void>;
  /** Stops waiting. What was sent may still be charged. */
  cancelRun(request: OfRun): Promise<void>;
  /** Brings the missing pictures in. */
  retryRun(request: RetryRun): Promise<Started>;
  /** Asks again by another endpoint, and pays again. */
  rerun(request: Rerun): Promise<Started>;
  /** Keeps one of the runs that several models made of one prompt: the others are put */
  /** away. Their pictures stay. */
  keepRun(request: OfRun): Promise<void>;
  /** Puts a run away. Its pictures stay. */
  discardRun(request: OfRun): Promise<void>;
  /** Runs before one. */
  olderRuns(request: OlderRuns): Promise<RunPage>;
  /** What the provider answered. */
  responseText(request: OfCall): Promise<ResponseText>;
  /** Prompts for Alt+Up. */
  earlierPrompts(): Promise<EarlierPrompts>;
  /** File dialog for references. */
  pickReferences(): Promise<Held>;
  /** What is on the clipboard: a picture, or files. */
  pasteReferences(): Promise<Held>;
  /** A picture dragged from a browser. */
  holdAddress(request: HoldAddress): Promise<Held>;
  /** A result as reference. */
  holdPicture(request: OfPicture): Promise<Held>;
  /** References of an earlier run again. */
  holdSent(request: HoldSent): Promise<Held>;
  /** File dialog for a mask. */
  pickMask(): Promise<Held>;
  /** A page of the library. */
  listPictures(request: ListPictures): Promise<PicturePage>;
  /** One picture with its record. */
  picture(request: OfPicture): Promise<PictureDetail>;
  /** Shows the file in the system's file manager. */
  revealPicture(request: OfPicture): Promise<void>;
  /** Dialog, then a copy there. */
  saveCopy(request: OfPicture): Promise<SavedCopy>;
  /** The pixels to the clipboard. */
  copyPicture(request: OfPicture): Promise<void>;
  /** Cuts it to a shape: a new picture. */
  cropPicture(request: CropPicture): Promise<PictureView>;
  /** A page of the conversations, or of those that a search finds. */
  listConversations(request: ListConversations): Promise<ConversationPage>;
  /** A conversation with all its messages, those that are arriving as far as they are. */
  conversation(request: OfConversation): Promise<Conversation>;
  /** A new conversation with the provider, model and protocol of the last one. One that */
  /** is still empty is taken again. */
  createConversation(): Promise<ConversationView>;
  /** Gives it a name. */
  renameConversation(request: RenameConversation): Promise<ConversationView>;
  /** Sets provider, model, protocol, system prompt, parameters, tools, schema. */
  changeConversation(request: ChangeConversation): Promise<SettingsKept>;
  /** Keeps what stands in its composer. */
  keepDraft(request: KeepDraft): Promise<void>;
  /** Takes conversations out of the list, and stops what arrives in them. */
  deleteConversations(request: OfConversations): Promise<void>;
  /** Back into it. */
  restoreConversations(request: OfConversations): Promise<void>;
  /** Dialog, then a file there. */
  exportConversation(request: ExportConversation): Promise<SavedCopy>;
  /** Says something. */
  sendMessage(request: SendMessage): Promise<SentMessage>;
  /** Gives the results of tool calls. */
  answerTools(request: AnswerTools): Promise<SentMessage>;
  /** Asks for an answer again, in a new branch. */
  regenerate(request: OfMessage): Promise<SentMessage>;
  /** Stops an answer; what came is kept. */
  stopAnswer(request: OfMessage): Promise<void>;
  /** Shows another branch. */
  chooseBranch(request: ChooseBranch): Promise<ConversationView>;
  /** Opens a page of a citation or a link in the browser. Only https. */
  openLink(request: OpenLink): Promise<void>;
  /** Improves or translates a prompt, or describes a picture. */
  askText(request: AskText): Promise<AskedText>;
  /** Stops the question of `ask_text`. */
  stopAsking(): Promise<void>;
  /** Make video. */
  startFilm(request: FilmComposition): Promise<FilmAsked>;
  /** What would be refused, and what it would cost. Sends nothing. */
  checkFilm(request: FilmComposition): Promise<FilmCheck>;
  /** Keeps the storyboard over a restart. */
  keepStoryboard(request: FilmComposition): Promise<void>;
  /** A page of films. */
  listFilms(request: ListFilms): Promise<FilmPage>;
  /** Cancels a task that has not begun. One that runs can only be left. */
  cancelFilm(request: OfFilm): Promise<Film>;
  /** Stops waiting. The task may still run and be charged. */
  leaveFilm(request: OfFilm): Promise<Film>;
  /** Asks about its task again, and brings the film in. Costs nothing. */
  followFilm(request: OfFilm): Promise<Film>;
  /** Again with changes: its settings and pictures for the storyboard. */
  recomposeFilm(request: OfFilm): Promise<Storyboard>;
  /** Its last frame as a reference. */
  holdLastFrame(request: OfFilm): Promise<HeldReference>;
  /** Puts a film away; its file goes to the library's trash. */
  deleteFilm(request: OfFilm): Promise<void>;
  /** Back from there. */
  restoreFilm(request: OfFilm): Promise<Film>;
  /** Opens a film for watching here. One is open at a time. */
  playFilm(request: PlayFilm): Promise<Playing>;
  /** Closes it. */
  stopFilm(): Promise<void>;
  /** Opens a file of the library in the system's own program for it. */
  openPicture(request: OfPicture): Promise<void>;
  /** Asks the library. Its raw buffers come by `view_buffer`, beside this list. */
  openView(request: OpenView): Promise<ViewOpened>;
  /** Lays a view out anew. */
  layOutView(request: LayOutView): Promise<ViewExtent>;
  /** Forgets a view. */
  closeView(request: OfView): Promise<void>;
  /** Details of a range of a view. */
  viewPage(request: ViewRange): Promise<ViewPage>;
  /** The days of a view, for the date scale. */
  viewDates(request: OfView): Promise<ViewDates>;
  /** Looks for a picture in a view. */
  findInView(request: FindInView): Promise<FoundInView>;
  /** What selected pictures share. */
  lookAtSelection(request: OfSelection): Promise<SelectionView>;
  /** How a query may go on. */
  completeQuery(request: CompleteQuery): Promise<Completions>;
  /** Makes a board, or a smart one. */
  addBoard(request: AddBoard): Promise<BoardAdded>;
  /** Renames or nests a board, or changes its saved search. */
  changeBoard(request: ChangeBoard): Promise<void>;
  /** Deletes a board and the boards in it. Their pictures stay. */
  deleteBoard(request: OfBoard): Promise<void>;
  /** Puts pictures on a board or takes them off. */
  boardPictures(request: BoardPictures): Promise<Changed>;
  /** Adds and removes tags. */
  tagPictures(request: TagPictures): Promise<Changed>;
  /** Sets stars. */
  ratePictures(request: RatePictures): Promise<Changed>;
  /** Picks or rejects. */
  flagPictures(request: FlagPictures): Promise<Changed>;
  /** To the library's trash. */
  trashSelection(request: OfSelection): Promise<Moved>;
  /** Back from it. */
  restoreSelection(request: OfSelection): Promise<Moved>;
  /** What is in the library's trash to the system's. Cannot be undone here. */
  emptyTrash(): Promise<Changed>;
  /** Takes the last change of the library back. */
  undo(): Promise<Undone>;
  /** Makes it again. */
  redo(): Promise<Undone>;
  /** Dialog, then an import. */
  importPictures(request: ImportPictures): Promise<TaskBegun>;
  /** Where files go that are let go over the window. */
  setDropTarget(request: SetDropTarget): Promise<void>;
  /** Compares files, records and rows. */
  verifyLibrary(): Promise<TaskBegun>;
  /** Makes the rows anew from the records. */
  rebuildLibrary(): Promise<TaskBegun>;
  /** Ends a task. What is done stays. */
  cancelTask(request: OfTask): Promise<void>;
  /** Adds a provider, and its key if one was typed. */
  addProvider(request: AddProvider): Promise<KeyKept>;
  /** Changes a provider. */
  changeProvider(request: ChangeProvider): Promise<KeyKept>;
  /** Sets a key. */
  setKey(request: SetKey): Promise<KeyKept>;
  /** Forgets a key. */
  forgetKey(request: OfProvider): Promise<KeyKept>;
  /** Makes a provider the current one. */
  useProvider(request: OfProvider): Promise<Providers>;
  /** Forgets a provider and its key. Its pictures stay. */
  removeProvider(request: OfProvider): Promise<Providers>;
  /** Asks `GET /v1/models`. */
  checkProvider(request: OfProvider): Promise<Checked>;
  /** Asks what is left of the money there. */
  balance(request: OfProvider): Promise<Balance>;
  /** Starts the built-in demo and makes it the current provider. */
  useDemo(): Promise<Providers>;
  /** Sets a price. */
  setPrice(request: SetPrice): Promise<Providers>;
  /** Sets what tokens cost. */
  setChatPrice(request: SetChatPrice): Promise<Providers>;
  /** Changes settings. */
  changeSettings(request: ChangeSettings): Promise<SettingsView>;
  /** Folder dialog for the library. */
  chooseLibrary(): Promise<LibraryView>;
  /** Back to the default folder. */
  defaultLibrary(): Promise<LibraryView>;
  /** Looks again whether the folder can be used. */
  recheckLibrary(): Promise<LibraryView>;
  /** Shows the library's folder in the system's file manager. */
  openLibrary(): Promise<void>;
  /** Keeps how the window looks. */
  keepPreferences(request: Preferences): Promise<void>;
  /** Answers `close-asked`. */
  answerClose(request: AnswerClose): Promise<void>;
}

/** Their names, as Tauri knows them. */
export const COMMAND_NAMES: Record<keyof Commands, string> = {
  snapshot: "snapshot",
  ready: "ready",
  startRun: "start_run",
  keepComposition: "keep_composition",
  cancelRun: "cancel_run",
  retryRun: "retry_run",
  rerun: "rerun",
  keepRun: "keep_run",
  discardRun: "discard_run",
  olderRuns: "older_runs",
  responseText: "response_text",
  earlierPrompts: "earlier_prompts",
  pickReferences: "pick_references",
  pasteReferences: "paste_references",
  holdAddress: "hold_address",
  holdPicture: "hold_picture",
  holdSent: "hold_sent",
  pickMask: "pick_mask",
  listPictures: "list_pictures",
  picture: "picture",
  revealPicture: "reveal_picture",
  saveCopy: "save_copy",
  copyPicture: "copy_picture",
  cropPicture: "crop_picture",
  listConversations: "list_conversations",
  conversation: "conversation",
  createConversation: "create_conversation",
  renameConversation: "rename_conversation",
  changeConversation: "change_conversation",
  keepDraft: "keep_draft",
  deleteConversations: "delete_conversations",
  restoreConversations: "restore_conversations",
  exportConversation: "export_conversation",
  sendMessage: "send_message",
  answerTools: "answer_tools",
  regenerate: "regenerate",
  stopAnswer: "stop_answer",
  chooseBranch: "choose_branch",
  openLink: "open_link",
  askText: "ask_text",
  stopAsking: "stop_asking",
  startFilm: "start_film",
  checkFilm: "check_film",
  keepStoryboard: "keep_storyboard",
  listFilms: "list_films",
  cancelFilm: "cancel_film",
  leaveFilm: "leave_film",
  followFilm: "follow_film",
  recomposeFilm: "recompose_film",
  holdLastFrame: "hold_last_frame",
  deleteFilm: "delete_film",
  restoreFilm: "restore_film",
  playFilm: "play_film",
  stopFilm: "stop_film",
  openPicture: "open_picture",
  openView: "open_view",
  layOutView: "lay_out_view",
  closeView: "close_view",
  viewPage: "view_page",
  viewDates: "view_dates",
  findInView: "find_in_view",
  lookAtSelection: "look_at_selection",
  completeQuery: "complete_query",
  addBoard: "add_board",
  changeBoard: "change_board",
  deleteBoard: "delete_board",
  boardPictures: "board_pictures",
  tagPictures: "tag_pictures",
  ratePictures: "rate_pictures",
  flagPictures: "flag_pictures",
  trashSelection: "trash_selection",
  restoreSelection: "restore_selection",
  emptyTrash: "empty_trash",
  undo: "undo",
  redo: "redo",
  importPictures: "import_pictures",
  setDropTarget: "set_drop_target",
  verifyLibrary: "verify_library",
  rebuildLibrary: "rebuild_library",
  cancelTask: "cancel_task",
  addProvider: "add_provider",
  changeProvider: "change_provider",
  setKey: "set_key",
  forgetKey: "forget_key",
  useProvider: "use_provider",
  removeProvider: "remove_provider",
  checkProvider: "check_provider",
  balance: "balance",
  useDemo: "use_demo",
  setPrice: "set_price",
  setChatPrice: "set_chat_price",
  changeSettings: "change_settings",
  chooseLibrary: "choose_library",
  defaultLibrary: "default_library",
  recheckLibrary: "recheck_library",
  openLibrary: "open_library",
  keepPreferences: "keep_preferences",
  answerClose: "answer_close",
};
