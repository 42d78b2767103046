/** What a page must be for everybody who reads or touches it, as a real browser has it. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const GRAVE: ReadonlySet<unknown> = new Set(['serious', 'critical'])

/** What axe finds that is serious or critical, as rule and elements. @param rules those that are asked alone */
export async function graveFindings(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (await page.evaluate<boolean>(`!('axe' in window)`)) await page.evaluate(AXE)
  const options = { resultTypes: ['violations'], ...(rules && { runOnly: rules }) }
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(options)})`)
  return violations
    .filter(({ impact }) => GRAVE.has(impact))
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
}

/** Things to touch, apart from links within sentences. A choice is touched by its whole label. */
const TOUCHED =
  'button, input:not(.choices *), select, textarea, summary, .button, nav a, .brand, .rows a, .choices label'

const SMALL = `[...document.querySelectorAll(${JSON.stringify(TOUCHED)})]
  .filter(element => element.getClientRects().length > 0)
  .map(element => [element, element.getBoundingClientRect()])
  .filter(([, { width, height }]) => height < 43.9 || width < 24)
  .map(([element, { width, height }]) => element.outerHTML.slice(0, 100) + ' ' + width + '×' + height)`

/** Those that a finger would miss: less than 44 pixels in height. */
export const smallTargets = (page: Page): Promise<string[]> => page.evaluate<string[]>(SMALL)

/** How far a page is wider than its window. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
