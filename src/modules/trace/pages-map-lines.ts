import type { Text } from '@suyuan/model/core/refusal'
import { KINDS } from '@suyuan/model/trace/law'
import { joined } from '../../core/web/joined.js'
import { say } from '../../core/web/texts.js'
import { days, join, placeName, villageNames } from './pages-format.js'
import type { Stop } from './pages-route.js'
import type { Story } from './queries/provenance-schema.js'

/** What is written at a stop. */
export interface Lines {
  name: string
  lines: string[]
  english: string[]
}

/** Of letters in small print: a Chinese character, and any other. */
const FULL = 12.5
const HALF = 7.2
/** A name is in larger print. */
const LARGER = 15 / FULL

const widthOf = (text: string) => [...text].reduce((sum, letter) => sum + (letter > '\u2e7f' ? FULL : HALF), 0)

/** As much of a text as a line holds. */
function fitting(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  const letters = [...text]
  while (letters.length > 1 && widthOf(`${letters.join('')}…`) > width) letters.pop()
  return `${letters.join('')}…`
}

/** A text in lines, broken where words end. SVG breaks none by itself. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/(?<=[·，、 ])/)) {
    const last = lines.at(-1)
    if (last !== undefined && widthOf(last + word.trimEnd()) <= width) lines[lines.length - 1] = last + word
    else lines.push(word)
  }
  return lines.map(line => fitting(line.trimEnd(), width))
}

/** Where a stop is, no nearer than its villages. */
function whereOf(story: Story, { gln }: Stop): Text[] {
  const metres = story.places[gln]?.altitude
  return [...villageNames(story, gln).slice(0, 2), ...(metres === undefined ? [] : [say('altitude', { metres })])]
}

/** A stop's name, where that is, what was done there and when: Chinese, then the same in English. */
export function linesOf(story: Story, stop: Stop, width: number): Lines {
  const { gln, kinds, first, last } = stop
  const name = placeName(story, gln)
  const where = whereOf(story, stop)
  const done = kinds.slice(0, 5).map(kind => KINDS[kind].name)
  const when = first && last ? days([first, last]) : say('mapAhead')
  const parts = [...(where.length > 0 ? [join(where)] : []), ...(done.length > 0 ? [joined(done, '·')] : []), when]
  const english = [name, ...parts].map(({ en }) => en).join(', ')
  return {
    name: fitting(name.zh, width / LARGER),
    lines: parts.flatMap(({ zh }) => wrapped(zh, width)),
    english: wrapped(english, width)
  }
}

/** How far it is to a stop, and how long that took. */
export function legLines({ leg }: Stop, width: number): string[] {
  const parts: Text[] = []
  if (leg?.way) parts.push(say(`towards${leg.way.towards}`, { kilometres: leg.way.kilometres }))
  if (leg?.days !== undefined) parts.push(leg.days === 0 ? say('mapSameDay') : say('mapDays', { count: leg.days }))
  const { zh, en } = join(parts)
  return parts.length === 0 ? [] : [zh, en].flatMap(line => wrapped(line, width))
}
