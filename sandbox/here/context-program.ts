/** What is run in each context: the guest program, and what copies into the context's own realm. */
export { startGuest } from '../guest/guest.js';
export { inOwnBuffers } from '../answering/own-buffers.js';
