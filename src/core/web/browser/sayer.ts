import type { Text } from '@suyuan/model/core/refusal'

/** Names of the slots in a text. */
type Slots<S extends string> = S extends `${string}{${infer Slot}}${infer Rest}` ? Slot | Slots<Rest> : never
type Fillers<T extends Text> = Record<Slots<T['zh']>, string | number | Text>

const fill = (text: string, language: keyof Text, fillers: Record<string, string | number | Text>) =>
  text.replace(/\{(\w+)\}/g, (_, slot: string) => {
    const filler = fillers[slot]!
    return typeof filler === 'object' ? filler[language] : String(filler)
  })

type Dictionary = Record<string, Text>

/** Says a text of a dictionary by its name, its slots filled, in both languages. */
export type Sayer<D extends Dictionary> = <K extends keyof D>(
  name: K,
  ...fillers: Slots<D[K]['zh']> extends never ? [] : [Fillers<D[K]>]
) => Text

export const sayerOf =
  <D extends Dictionary>(dictionary: D): Sayer<D> =>
  (name, ...[fillers]) => {
    const { zh, en } = dictionary[name]!
    return fillers ? { zh: fill(zh, 'zh', fillers), en: fill(en, 'en', fillers) } : { zh, en }
  }
