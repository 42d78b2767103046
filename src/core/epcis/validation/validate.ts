import type { EpcisDocument } from '../document.js'
import { type Issue, LAYERS, type Layer } from '../issue.js'
import { Check, MOST_ISSUES } from './check.js'
import { checkContext } from './context.js'
import { checkDates } from './dates.js'
import { checkKeys } from './keys.js'
import { checkRules } from './rules.js'
import { checkSchema } from './schema.js'
import { checkVocabulary } from './words.js'

const CHECKS: Readonly<Record<Exclude<Layer, 'syntax'>, (document: EpcisDocument, check: Check) => void>> = {
  schema: checkSchema,
  context: checkContext,
  vocabulary: checkVocabulary,
  keys: checkKeys,
  dates: checkDates,
  rules: checkRules
}

/**
 * What is wrong with a document that could be read, layer by layer, the layers in their order: at most a hundred issues.
 * What it says of goods and custody the law judges, not this.
 */
export function issuesOf(document: EpcisDocument): Issue[] {
  const issues: Issue[] = []
  for (const layer of LAYERS) {
    if (layer === 'syntax') continue // it has been read
    const check = new Check(layer, document)
    CHECKS[layer](document, check)
    issues.push(...check.issues)
  }
  return issues.slice(0, MOST_ISSUES)
}
