import { html } from '../../html.js';
import { page } from '../../page.js';

/** Where a team signs in. */
export function signInPage(): string {
  return page({
    title: 'Your team – GridLeague',
    main: [
      html`<h1>Your team</h1>`,
      html`<p>
        Sign in with the token of your team to upload plugins, to watch them being checked, and to see where
        they failed. The administrator of this server has given it to you.
      </p>`,
      html`<form class="sheet" method="post" action="/team/session">
        <input type="text" autocomplete="username" value="GridLeague" hidden />
        <label
          >Token of the team
          <input
            type="password"
            name="token"
            required
            maxlength="200"
            size="48"
            autocomplete="current-password"
        /></label>
        <button type="submit">Sign in</button>
      </form>`,
      html`<p class="quiet">
        You are signed out after two hours. New here? The
        <a href="/guides/plugin-authors-guide">author's guide</a> begins with an empty file. Do you administer
        this server? See <a href="/operations">its operations</a>.
      </p>`,
    ],
  });
}
