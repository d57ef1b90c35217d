import { requestLimits } from '#api/limits/request-limits.js';
import { AdminTokenHash } from './access.guard.js';
import { AdminSessions } from './admin-sessions.js';
import { hashToken } from './tokens.js';

let now = 1_790_000_000_000;
const sessions = (token: string): AdminSessions =>
  new AdminSessions(new AdminTokenHash(hashToken(token)), { now: () => now });
const showing = (cookie: string, secure = false) => ({ headers: { cookie: cookie.split(';')[0]! }, secure });

it("begin with the administrator's token, are taken by every server with it, and end by themselves", () => {
  expect(sessions('admin_a').begin('admin_b', { headers: {} })).toBeNull();
  const cookie = sessions('admin_a').begin('admin_a', { headers: {} })!;
  expect(cookie).not.toContain('admin_a');
  expect(cookie).not.toContain(hashToken('admin_a'));
  expect(sessions('admin_a').isOpen(showing(cookie))).toBe(true);
  expect(sessions('admin_b').isOpen(showing(cookie))).toBe(false);
  now += requestLimits.sessionSeconds * 1000;
  expect(sessions('admin_a').isOpen(showing(cookie))).toBe(false);
});

it('are bound to this very host over TLS', () => {
  const cookie = sessions('admin_a').begin('admin_a', { headers: {}, secure: true })!;
  expect(cookie).toMatch(/^__Host-gridleague-operations=.*; Secure$/);
  expect(sessions('admin_a').isOpen(showing(cookie, true))).toBe(true);
});

it.each(['', 'gridleague-operations=', 'gridleague-operations=NaN.x', 'gridleague-operations=Infinity.x'])(
  'are not open for %j',
  (cookie) => expect(sessions('admin_a').isOpen(showing(cookie))).toBe(false),
);
