import { type Sayer, sayerOf } from './browser/sayer.js'
import { TEXTS } from './texts-dictionary.js'

export type TextName = keyof typeof TEXTS

/** A text of the dictionary with its slots filled, in both languages. */
export const say: Sayer<typeof TEXTS> = sayerOf(TEXTS)

/** Names of texts without slots. */
export type PlainName = {
  [K in TextName]: (typeof TEXTS)[K]['zh'] extends `${string}{${string}}${string}` ? never : K
}[TextName]
