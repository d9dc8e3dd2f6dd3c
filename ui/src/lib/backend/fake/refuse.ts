// How the fake refuses: with the refusal itself, as what crosses from Rust.
import { commandError } from '../backend';

/** Rejects as the shell does: with the refusal itself. */
export function refuse(...told: Parameters<typeof commandError>): never {
  throw commandError(...told);
}
