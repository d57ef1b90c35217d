import { html } from '../../html.js';
import { page } from '../../page.js';
import { signInForm } from '../sign-in-form.js';

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
      signInForm('/team/session', 'Token of the team', 'GridLeague'),
      html`<p class="quiet">
        You are signed out after two hours. New here? The
        <a href="/guides/plugin-authors-guide">author's guide</a> begins with an empty file. Do you administer
        this server? See <a href="/operations">its operations</a>.
      </p>`,
    ],
  });
}
