// The sentences of English: the window's own, and musa-core's for errors, fields and states.
import core from '../../../../src-tauri/crates/musa-core/locales/en.ftl?raw';
import create from '../../locales/en/create.ftl?raw';
import library from '../../locales/en/library.ftl?raw';
import shell from '../../locales/en/shell.ftl?raw';
import type { Sources } from './languages';

export const sources: Sources = [core, shell, create, library];
