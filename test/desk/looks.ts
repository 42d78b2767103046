/** How pages of the desk look: to every eye and hand, narrow and wide, light and dark. */
import type { Page } from 'playwright-core'
import { graveFindings, overflowOf, smallTargets } from '../support/accessibility.js'

const WIDTHS = [360, 1280]
/** In the dark only colours are others. */
const SCHEMES = [
  ['light', undefined],
  ['dark', ['color-contrast']]
] as const

/** What is wrong with a page, however it is looked at. What is folded away is looked at as well. */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = []
  await page.locator('main').waitFor()
  await page.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true')
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 })
    // Paper is as wide as paper.
    const onScreen = (await page.locator('.paper').count()) === 0
    const wide = onScreen && (await overflowOf(page)) > 0 ? ['wider than its window'] : []
    const found = [...wide, ...(await smallTargets(page))]
    for (const [colorScheme, rules] of SCHEMES) {
      await page.emulateMedia({ colorScheme })
      found.push(...(await graveFindings(page, rules)).map(finding => `${colorScheme} ${finding}`))
    }
    faults.push(...found.map(fault => `${width} px: ${fault}`))
  }
  return faults
}
