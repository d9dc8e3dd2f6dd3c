// The sentences of Simplified Chinese: the window's own, and musa-core's for errors, fields and states.
import core from '../../../../src-tauri/crates/musa-core/locales/zh-CN.ftl?raw';
import create from '../../locales/zh-CN/create.ftl?raw';
import library from '../../locales/zh-CN/library.ftl?raw';
import shell from '../../locales/zh-CN/shell.ftl?raw';
import type { Sources } from './languages';

export const sources: Sources = [core, shell, create, library];
