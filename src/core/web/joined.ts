import type { Text } from '@suyuan/model/core/refusal'

/** Texts in a row, with what stands between them in Chinese and in English. */
export const joined = (texts: readonly Text[], zh: string, en = zh): Text => ({
  zh: texts.map(text => text.zh).join(zh),
  en: texts.map(text => text.en).join(en)
})
