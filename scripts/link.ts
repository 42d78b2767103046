/** `suyuan link`: what a GS1 identifier says, in each of the forms that it can have. */
import { gs1Forms } from '@suyuan/model/core/gs1/convert'
import { Gs1Error } from '@suyuan/model/core/gs1/error'
import { prefixesOf } from '@suyuan/model/core/gs1/urn'
import { readConfig } from '../src/config.js'

export interface LinkOptions {
  companyPrefix?: string
  stem?: string
}

/** Prints the forms as JSON, or what is wrong with the text. */
export function linkCommand(text: string, { companyPrefix, stem }: LinkOptions): void {
  const prefixLength = prefixesOf(companyPrefix?.split(',') ?? readConfig().companyPrefixes)
  try {
    const forms = gs1Forms(text, { prefixLength, ...(stem && { stem: stem.replace(/\/$/, '') }) })
    process.stdout.write(`${JSON.stringify(forms, null, 2)}\n`)
  } catch (error) {
    if (!(error instanceof Gs1Error)) throw error
    process.stderr.write(`${error.text.zh}\n${error.text.en}\n`)
    process.exitCode = 1
  }
}
