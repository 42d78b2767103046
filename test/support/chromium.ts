/** A real browser, as it comes from npm. */
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as driver } from 'playwright-core'

/** Without a sandbox, which containers mostly forbid; the pages are our own. */
export const openBrowser = async (...further: string[]): Promise<Browser> =>
  driver.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--disable-gpu', ...further]
  })
