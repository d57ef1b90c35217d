/** A run `l-1` of a league that is not listed, with one match that was played, and what belongs to them: all there must be. */
export const BARE_ROWS = `
  INSERT INTO league VALUES ('l', '{"seed": "s"}', 'removed', NULL, 0, 0, 0, '{}');
  INSERT INTO run (id, league, number, state, definition, plan, createdAt, startedAt, finishedAt, lineUps)
    VALUES ('l-1', 'l', 1, 'finished', '{"seed": "s"}', '{}', 0, 0, 0, '[]');
  INSERT INTO run_file VALUES ('l-1', 's', '{}');
  INSERT INTO run_board VALUES ('l-1', '{}');
  INSERT INTO match (id, run, serial, state, priority, attempts) VALUES ('l-1-1', 'l-1', 1, 'played', 0, 1);
  INSERT INTO replay VALUES ('l-1-1', '', '{}');
  INSERT INTO match_record VALUES ('l-1-1', '{}', x'00');
  INSERT INTO plugin_console VALUES ('l-1-1', 's', 0, '[]', 0);
  INSERT INTO season VALUES ('w', '{}', 'cancelled', '[]', '[]', '[]', '[]', NULL, 0, 0);
  INSERT INTO submission (id, team, kind, name, version, sha256, file, source, status, checks, createdAt)
    VALUES ('s', 't', 'agent', 'n', 1, '', '', '', 'accepted', '[]', 0);`;
