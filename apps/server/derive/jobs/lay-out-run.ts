export { layOutRun as default } from '#matches/runs/lay-out-run.js';
