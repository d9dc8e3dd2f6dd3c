// Which call's response the panel should open at once. The tile asks, the panel answers.
import type { CallId } from '$lib/backend/generated';

class ResponseAsked {
  call: CallId | null = $state(null);
}

/** The call whose response was asked for last. */
export const responseAsked = new ResponseAsked();
