// The fake's library, put together: boards and tags, views, changes, imports,
// upkeep. It is made when it is
// first asked for, because a scene may have a hundred thousand pictures.
import type { Commands, ViewBuffer } from '../generated';
import { changeCommands } from './library/changes';
import { Imports } from './library/imports';
import { Shelf } from './library/shelf';
import { Tasks } from './library/tasks';
import { Upkeep } from './library/upkeep';
import { Views } from './library/views';
import type { Store } from './store';

/** What can be asked of the fake's library. */
export interface FakeLibrary {
  commands: Partial<Commands>;
  buffer: (request: ViewBuffer) => ArrayBuffer;
  /** For tests: where drops go, and files that are dropped there. */
  imports: Imports;
  shelf: Shelf;
}

export function fakeLibrary(store: Store): FakeLibrary {
  const shelf = new Shelf(store);
  const tasks = new Tasks(store);
  const views = new Views(shelf);
  const imports = new Imports(shelf, tasks);
  const upkeep = new Upkeep(shelf, tasks);
  store.state.boards = shelf.view();
  return {
    commands: {
      ...views.commands(),
      ...changeCommands(shelf),
      ...tasks.commands(),
      ...imports.commands(),
      ...upkeep.commands(),
    },
    buffer: (request) => views.buffer(request),
    imports,
    shelf,
  };
}
