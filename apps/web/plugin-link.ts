import { html, type Html } from './html.js';
import { pluginAddress } from './links.js';

/** A plugin by its name, which leads to its page. */
export function pluginLink(name: string): Html {
  return html`<a href="${pluginAddress(name)}">${name}</a>`;
}

/** Several, with commas between them. */
export function pluginLinks(names: readonly string[]): Html[] {
  return names.map((name, i) => html`${pluginLink(name)}${i < names.length - 1 ? ',' : ''}`);
}
