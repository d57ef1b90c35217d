import { html } from './html.js';

it('escapes what is put in, and lets nothing in it turn the direction of what follows', () => {
  expect(html`<b title="${'"><script>'}">${'<i>&amp;'}</b>`.text).toBe(
    '<b title="&#34;&#62;&#60;script&#62;">&#60;i&#62;&#38;amp;</b>',
  );
  expect(html`${'if (ok\u202e) { \u2066steal()'}`.text).toBe('if (ok\ufffd) { \ufffdsteal()');
  expect(html`${['ä', 'ש'].join(' ')}${null}${1.5}`.text).toBe('ä ש1.5');
});
