/** CSV (RFC 4180) that no spreadsheet takes for anything else than it is. */

/** The mark by which spreadsheets know UTF-8. */
export const UTF8_MARK = '\uFEFF'

/** Texts that a spreadsheet would take for a formula, whoever wrote them. */
const FORMULA = /^[=+\-@\t\r]/

/** A text as it may stand in a CSV: what begins like a formula is made a text by an apostrophe. */
export const defused = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)

/** A cell as it was before it was defused. */
export const restored = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text

/** One line, without its end. @param safe makes a text one that may stand there */
export const recordOf = (cells: readonly (string | number | null)[], safe = defused): string =>
  cells.map(cell => quoted(typeof cell === 'string' ? safe(cell) : String(cell ?? ''))).join(',')

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
