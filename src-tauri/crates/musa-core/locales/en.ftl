## The terminal

cli-error-field = { $field }: { $what }
cli-error-detail = In its own words: { $detail }
cli-numbered = { $number }/{ $of }: { $words }

cli-state-queued = queued
cli-state-sending = uploading
cli-state-sending-percent = uploading, { $percent } %
cli-state-waiting = waiting
cli-state-waiting-seconds = waiting, { $seconds } s
cli-state-task = waiting, { $percent } %
cli-state-backing-off = again in { $seconds } s
cli-state-receiving = receiving
cli-state-receiving-bytes = receiving, { $received }
cli-state-receiving-of = receiving, { $received } of { $total }
cli-state-saving = saving
cli-state-done = done
cli-state-failed = failed
cli-state-cancelled = cancelled
cli-state-unknown = unknown

cli-reduced = Reference { $reference } is sent as { $toFormat }, { $toPixels }, { $toBytes }; the original is { $fromFormat }, { $fromPixels }, { $fromBytes }.
cli-reduced-mask = The mask is sent as { $toFormat }, { $toPixels }, { $toBytes }; the original is { $fromFormat }, { $fromPixels }, { $fromBytes }.

cli-saved-all = Saved { $saved } of { $asked }.
cli-saved-some = Saved { $saved } of { $asked }. See what happened: musa jobs show { $job }. Ask again for the rest, which may be charged: musa jobs retry { $job }.
cli-copy-failed = { $file } is in the library, but was not copied: { $reason }

cli-stopping = Stopping. What has not been sent is not sent any more. For what was sent, musa stopped waiting; it may still be charged.
cli-stopped-hard = Stopped. Requests that were sent may still be charged; musa looks after them at its next start.
cli-recovered-saved = From an earlier run, now saved: { $file }
cli-recovered-ended = An earlier run of musa ended in the middle of job { $job }. { $what }

cli-key-prompt = Key for { $host } (not shown):
cli-profile-added = Added { $name }: { $address }
cli-profile-current = Current provider: { $name }
cli-profile-removed = Removed { $name }; its key is forgotten.
cli-profile-none = No provider yet. Add one with: musa profile add NAME --preset whatai. Or try the demo: musa generate --demo "a red fox"
cli-profile-environment-key = MUSA_API_KEY is set and is used; no key was read.
cli-key-kept = The key is in the system's keychain.
cli-key-not-kept = The key was not kept, because the system's keychain did not take it: { $reason }. Give it to each run in MUSA_API_KEY, or unlock the keychain and run: musa profile key { $name }
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
cli-table-owner = OWNER
cli-table-job = JOB
cli-table-when = WHEN
cli-table-saved = SAVED
cli-table-state = STATE
cli-table-prompt = PROMPT
cli-table-pixels = PIXELS
cli-table-file = FILE
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
cli-job-task = The provider's task: { $task }
cli-job-discarded = Put away. Its pictures stay.
cli-file-missing = { $file } (not there any more)
cli-file-changed = { $file } (changed since)
cli-library-none = No pictures yet.

cli-demo-serving = The demo provider. It takes any key, and nothing is charged. Ctrl+C ends it.
cli-demo-stopped = Served { $requests } requests.
cli-demo-port-taken = --port { $port }: { $reason }
