import { html, type Html, type Part } from '../../html.js';

/** A form of a page of whoever is signed in. `proof`: that it is one */
export function ownForm(action: string, proof: string, content: Part): Html {
  return html`<form method="post" action="${action}">
    <input type="hidden" name="proof" value="${proof}" />
    ${content}
  </form>`;
}
