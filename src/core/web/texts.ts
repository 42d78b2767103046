import type { Text } from '@suyuan/model/core/refusal'
import { TEXTS } from './texts-dictionary.js'

export type TextName = keyof typeof TEXTS

/** Names of the slots in a text. */
type Slots<S extends string> = S extends `${string}{${infer Slot}}${infer Rest}` ? Slot | Slots<Rest> : never
type Fillers<K extends TextName> = Record<Slots<(typeof TEXTS)[K]['zh']>, string | number | Text>

const fill = (text: string, language: keyof Text, fillers: Record<string, string | number | Text>) =>
  text.replace(/\{(\w+)\}/g, (_, slot: string) => {
    const filler = fillers[slot]!
    return typeof filler === 'object' ? filler[language] : String(filler)
  })

/** A text of the dictionary with its slots filled, in both languages. */
export function say<K extends TextName>(
  name: K,
  ...[fillers]: Slots<(typeof TEXTS)[K]['zh']> extends never ? [] : [Fillers<K>]
): Text {
  const { zh, en } = TEXTS[name]
  return fillers ? { zh: fill(zh, 'zh', fillers), en: fill(en, 'en', fillers) } : { zh, en }
}
