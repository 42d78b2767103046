import type { Text } from './refusal.js'

/** What reads the same in both languages: a number, an id, a name of which only one form is known. */
export const untranslated = (text: string): Text => ({ zh: text, en: text })
