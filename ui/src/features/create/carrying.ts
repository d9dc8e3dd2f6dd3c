// A picture of Create is carried to the composer with the pointer: how its tiles say that one was
// grabbed. It draws nothing.
import { createContext } from 'svelte';
import type { PictureView } from '$lib/backend/generated';

/** A press on a picture that may become a drag. */
export type Grab = (event: PointerEvent, picture: PictureView) => void;

export const [getGrab, setGrab] = createContext<Grab>();
