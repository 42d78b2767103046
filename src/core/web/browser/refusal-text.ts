import { FACT_NAMES, type FactName } from '@suyuan/model/core/fact-names'
import { ROLES } from '@suyuan/model/core/law'
import { REFUSALS, type RefusalCode, type Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'

/** Why the law refuses something, in words, with what it is about; its code where this gateway knows none. */
export const refusalText = (code: string, facts?: unknown): Text =>
  withFacts(Object.hasOwn(REFUSALS, code) ? REFUSALS[code as RefusalCode] : untranslated(code), facts)

/** A reason with what it is about: 库存不足（批号 A1；现有 30；需要 50）. Facts that have no name for readers are left out. */
export function withFacts(text: Text, facts: unknown): Text {
  const told = Object.entries(facts ?? {}).filter(([name]) => Object.hasOwn(FACT_NAMES, name)) as [FactName, unknown][]
  if (told.length === 0) return text
  const said = (language: keyof Text, gap: string) =>
    told.map(([name, value]) => `${FACT_NAMES[name][language]} ${inWords(value, language)}`).join(gap)
  return { zh: `${text.zh}（${said('zh', '；')}）`, en: `${text.en} (${said('en', '; ')})` }
}

const inWords = (value: unknown, language: keyof Text): string =>
  (Array.isArray(value) ? value : [value])
    .map(each => wordOf(String(each), language))
    .join(language === 'zh' ? '、' : ', ')

const wordOf = (value: string, language: keyof Text): string =>
  Object.hasOwn(ROLES, value) ? ROLES[value as keyof typeof ROLES][language] : value
