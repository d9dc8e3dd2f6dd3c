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
 * Answers `CloseAsked`.
 */
export type AnswerClose = { 
/**
 * How.
 */
how: CloseHow, };

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
concurrency: number | null, };

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
 * What `GET /v1/models` answered: the address, the key and the proxy work.
 */
export type Checked = { 
/**
 * Model ids, as the provider lists them.
 */
models: Array<string>, };

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
 * Pictures that went to the trash, or could not.
 */
export type Deleted = { 
/**
 * In the trash now; `restore_pictures` brings them back.
 */
pictures: Array<PictureId>, };

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
export type ErrorCode = "prompt-empty" | "prompt-too-long" | "too-many-references" | "reference-unknown" | "file-missing" | "file-not-regular" | "file-empty" | "file-unreadable" | "not-a-picture" | "format-needs-conversion" | "picture-truncated" | "picture-too-large" | "mask-size-differs" | "mask-without-alpha" | "mask-without-reference" | "mask-unsupported" | "value-not-allowed" | "count-out-of-range" | "model-missing" | "profile-missing" | "profile-exists" | "address-invalid" | "key-invalid" | "key-missing" | "keychain-unavailable" | "library-missing" | "library-read-only" | "library-full" | "copy-failed" | "board-exists" | "board-not-nested" | "board-is-smart" | "name-invalid" | "query-invalid" | "library-busy" | "trash-unavailable" | "template-invalid" | "proxy-invalid" | "not-found" | "job-running" | "nothing-to-do" | "provider-auth" | "provider-quota" | "provider-busy" | "provider-moderation" | "provider-invalid" | "provider-not-found" | "provider-forbidden" | "provider-too-large" | "provider-failed" | "provider-moved" | "provider-not-api" | "provider-unreachable" | "answer-lost" | "answer-unreadable" | "answer-without-picture" | "download-failed" | "save-failed" | "stopped-waiting" | "internal";

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
export type FindingKind = "missing" | "changed" | "unknown" | "no-record" | "no-row";

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
pictures: Array<PictureView>, } | { "kind": "providers-changed", 
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
 * Imported, or rows that were made.
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
 * About one picture.
 */
export type OfPicture = { 
/**
 * The picture.
 */
picture: PictureId, };

/**
 * About some pictures.
 */
export type OfPictures = { 
/**
 * The pictures.
 */
pictures: Array<PictureId>, };

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
 * Its conversation is kept: an edit can go on where it ended.
 */
canContinue: boolean, 
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
boards: Array<BoardId>, };

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
 * `png`, `jpeg`, `webp`, `gif`, `svg`.
 */
format: string, 
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
rowHeight: number | null, };

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
 * Prices by model id.
 */
prices: { [key in string]: Money }, };

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
 * Model id of the last run.
 */
lastModel: string | null, };

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
others: Array<JobId>, };

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
 * Light or dark.
 */
export type ThemeChoice = "system" | "dark" | "light";

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
pictures: Array<PictureView>, };

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
took: number, };

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
 * Pictures in the place without the query: `214 of 18,204`.
 */
total: number, 
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
  /** To the library's trash. */
  deletePictures(request: OfPictures): Promise<Deleted>;
  /** Back from it. */
  restorePictures(request: OfPictures): Promise<void>;
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
  trashSelection(request: OfSelection): Promise<Changed>;
  /** Back from it. */
  restoreSelection(request: OfSelection): Promise<Changed>;
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
  deletePictures: "delete_pictures",
  restorePictures: "restore_pictures",
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
  changeSettings: "change_settings",
  chooseLibrary: "choose_library",
  defaultLibrary: "default_library",
  recheckLibrary: "recheck_library",
  openLibrary: "open_library",
  keepPreferences: "keep_preferences",
  answerClose: "answer_close",
};
