import { html } from '../html.js';
import { page } from '../page.js';

const HEADINGS: Readonly<Record<number, string>> = {
  400: 'That was not understood',
  401: 'Please sign in',
  403: 'That is not for you',
  404: 'There is nothing here',
  429: 'Too often',
  503: 'Too busy right now',
};

/** An error for people. `request`: finds it in the server's log. */
export function problemPage(status: number, detail: string, request: string, isOfTeam = false): string {
  const heading = HEADINGS[status] ?? 'Something went wrong';
  return page({
    title: `${heading} – GridLeague`,
    main: [
      html`<h1>${heading}</h1>`,
      html`<p>${detail}</p>`,
      html`<p>${isOfTeam ? html`<a href="/team">Your team</a>, ` : null}<a href="/">All leaderboards</a></p>`,
      html`<p class="quiet">Error ${status}, request ${request}</p>`,
    ],
  });
}
