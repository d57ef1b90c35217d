import { html, type Html } from '../html.js';

/** Sends a token to `action`. `user`: the name under which a browser keeps it */
export function signInForm(action: string, label: string, user: string): Html {
  return html`<form class="sheet" method="post" action="${action}">
    <input type="text" autocomplete="username" value="${user}" hidden />
    <label
      >${label}
      <input type="password" name="token" required maxlength="200" size="48" autocomplete="current-password"
    /></label>
    <button type="submit">Sign in</button>
  </form>`;
}
