// A match worker that plays strategies in Python as well: of leagues played here, never of a server.
import { serveMatches } from '#matches/workers/serve-matches.js';
import { PythonAgent } from '#sandbox/outside/python-agent.js';

serveMatches(({ path, sha256, name }) => PythonAgent.at(path!, sha256, name));
