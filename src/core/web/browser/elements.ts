import type { Text } from '@suyuan/model/core/refusal'

/** An element of a page; texts go in as texts, whatever is in them. */
export function element(tag: string, className: string, ...children: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(tag)
  if (className) made.className = className
  made.append(...children)
  return made
}

/** An element that says a text: Chinese as it is, English beside it. */
export function saying(tag: string, { zh, en }: Text, className = ''): HTMLElement {
  const english = element('span', 'en', ` ${en}`)
  english.lang = 'en'
  return element(tag, className, zh, english)
}
