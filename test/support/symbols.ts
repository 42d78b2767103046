/** Codes are read off what a page shows, as a telephone's camera does. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

prepareZXingModule({
  overrides: { wasmBinary: readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'))) }
})

/** All that can be read off the papers of a page, each text behind its symbology identifier (`]Q1…`). */
export async function symbolsOn(page: Page): Promise<string[]> {
  const texts: string[] = []
  for (const paper of await page.locator('.paper').all()) {
    const found = await readBarcodes(new Uint8Array(await paper.screenshot()), {
      textMode: 'Plain',
      maxNumberOfSymbols: 255,
      tryHarder: true
    })
    texts.push(
      ...found.filter(({ isValid }) => isValid).map(({ symbologyIdentifier, text }) => symbologyIdentifier + text)
    )
  }
  return texts
}
