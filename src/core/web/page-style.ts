import { built } from './script.js'

/**
 * The stylesheet of pages for everybody, inlined: a page is one answer. System fonts, no pictures, nothing to wait for.
 * Its parts are in `style/`; `scripts/bundle.mjs` joins them.
 */
export const STYLE = built('page.css').identity.toString()
