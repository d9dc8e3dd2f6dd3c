// How what can be done to runs reaches tiles and the panel.
import { createContext } from 'svelte';
import type { RunActions } from './runActions';

export const [getRunActions, setRunActions] = createContext<RunActions>();
