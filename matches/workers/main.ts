// A match worker: a process of its own that plays what its parent gives it, one match at a time.
import { refuseOthers } from '../play/rooms/match-room.js';
import { serveMatches } from './serve-matches.js';

serveMatches(refuseOthers);
