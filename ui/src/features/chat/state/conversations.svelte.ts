// The list of conversations at the left: pages of it, a search in it, names, deletes and the way
// back from them. Which one is open is not known here.
import { asCommandError, type Backend } from '$lib/backend/backend';
import type { CommandError, ConversationId, Happened } from '$lib/backend/generated';
import { firstPage, NO_ROWS, rowsAfter, withPage, type Rows } from './rows';

/** Rows of a page. */
const PAGE = 60;
/** A search waits so long for the next letter, in milliseconds. */
export const SEARCH_AFTER = 160;

/** The list. */
export class Conversations {
  list: Rows = $state.raw(NO_ROWS);
  /** What stands in the search field. */
  words: string = $state('');
  standing: 'loading' | 'ready' | 'failed' = $state('loading');
  trouble: CommandError | null = $state.raw(null);

  readonly #backend: Backend;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #loadingMore = false;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** Asks for the first page, of all or of what the search finds. */
  async load(): Promise<void> {
    clearTimeout(this.#timer);
    this.#asked += 1;
    const asked = this.#asked;
    const search = this.words.trim();
    try {
      const page = await this.#backend.listConversations({ search, before: null, limit: PAGE });
      if (asked !== this.#asked) return;
      this.list = firstPage(page, search);
      this.standing = 'ready';
    } catch (thrown) {
      if (asked !== this.#asked) return;
      this.trouble = asCommandError(thrown);
      this.standing = 'failed';
    }
  }

  /** Asks for the next page. */
  async more(): Promise<void> {
    const { list } = this;
    const before = list.rows.at(-1)?.order;
    if (!list.more || before === undefined || this.#loadingMore) return;
    this.#loadingMore = true;
    const asked = this.#asked;
    try {
      const page = await this.#backend.listConversations({
        search: list.search,
        before,
        limit: PAGE,
      });
      if (asked === this.#asked) this.list = withPage(this.list, page);
    } catch {
      // The end of the list asks again when it is next scrolled to.
    } finally {
      this.#loadingMore = false;
    }
  }

  /** Other words in the search field. */
  search(words: string): void {
    this.words = words;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.load(), SEARCH_AFTER);
  }

  heard(happened: Happened): void {
    this.list = rowsAfter(this.list, happened);
  }

  async rename(id: ConversationId, title: string): Promise<void> {
    await this.#backend.renameConversation({ conversation: id, title: title.trim() });
  }

  async remove(ids: readonly ConversationId[]): Promise<void> {
    await this.#backend.deleteConversations({ conversations: [...ids] });
  }

  async restore(ids: readonly ConversationId[]): Promise<void> {
    await this.#backend.restoreConversations({ conversations: [...ids] });
    // One that is older than the page, or that a search found, comes back with it.
    await this.load();
  }
}
