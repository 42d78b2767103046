import type { Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'
import type { Line } from '@suyuan/model/trace/summary'
import { minuteOf } from '../../core/web/clock.js'
import { joined } from '../../core/web/joined.js'
import { say } from '../../core/web/texts.js'
import type { Story } from './queries/provenance-schema.js'

const SHANGHAI = 'Asia/Shanghai'
const chinese = new Intl.DateTimeFormat('zh-CN', { timeZone: SHANGHAI, dateStyle: 'long' })
const english = new Intl.DateTimeFormat('en-GB', { timeZone: SHANGHAI, dateStyle: 'medium' })

const dayOf = (time: Date): Text => ({ zh: chinese.format(time), en: english.format(time) })

/** The day of an event as a calendar in China has it. */
export const day = (time: string): Text => dayOf(new Date(time))

/** A date without a time, as on a label. */
export const date = (iso: string): Text => dayOf(new Date(`${iso}T12:00:00+08:00`))

/** From the first to the last of some times. */
export function days(times: readonly string[]): Text {
  const sorted = times.map(time => Date.parse(time)).sort((a, b) => a - b)
  const first = dayOf(new Date(sorted[0]!))
  const last = dayOf(new Date(sorted.at(-1)!))
  return first.zh === last.zh ? first : { zh: `${first.zh}至${last.zh}`, en: `${first.en} to ${last.en}` }
}

/** Kilograms with what decimals they have. */
export const kilograms = (grams: number) => `${grams / 1000} kg`

/** How long, in days or, where that is none, hours. */
export function delay(seconds: number): Text {
  const whole = Math.floor(seconds / 86_400)
  return whole > 0 ? say('days', { count: whole }) : say('hours', { count: Math.max(1, Math.round(seconds / 3600)) })
}

/** An amount of a lot, in the unit of its product. */
export function amount(story: Story, lot: string, value: number): Text {
  const product = story.products[lot.slice(0, lot.indexOf('/'))]
  return product?.unit === 'piece' ? say('pieces', { count: value }) : untranslated(kilograms(value))
}

/** What lines add up to: kilograms and packs don't mix, so packs count by their net content. */
export function total(story: Story, lines: readonly Line[]): Text {
  const units = new Set(lines.map(([lot]) => story.products[lot.slice(0, lot.indexOf('/'))]?.unit ?? 'gram'))
  const sum = lines.reduce((all, [, value]) => all + value, 0)
  if (units.size === 1 && units.has('piece')) return say('pieces', { count: sum })
  const grams = lines.reduce((all, [lot, value]) => {
    const product = story.products[lot.slice(0, lot.indexOf('/'))]
    return all + value * (product?.netGrams ?? 1)
  }, 0)
  return untranslated(kilograms(grams))
}

export const partyName = (story: Story, uscc: string): Text => story.parties[uscc]?.name ?? untranslated(uscc)

/** Villages of a place: its own, or those of the plots within it that the story names. */
export function villageNames(story: Story, gln: string): Text[] {
  const own = villageOf(story, gln)
  if (own) return [own]
  const within = Object.values(story.places).flatMap(({ parent, village }) =>
    parent === gln && village ? [village] : []
  )
  return [...new Map(within.map(village => [village.zh, village])).values()]
}

/** The village that a place is in, by itself or by what it belongs to. */
function villageOf(story: Story, gln: string): Text | undefined {
  const place = story.places[gln]
  return place?.village ?? (place?.parent ? story.places[place.parent]?.village : undefined)
}

export const placeName = (story: Story, gln: string): Text => story.places[gln]?.name ?? untranslated(gln)

/** A place's name with its village, never nearer. */
export function villagePlace(story: Story, gln: string): Text {
  const name = placeName(story, gln)
  const village = villageOf(story, gln)
  return village ? { zh: `${name.zh}（${village.zh}）`, en: `${name.en} (${village.en})` } : name
}

/** Texts in a row. */
export const join = (texts: readonly Text[]): Text => joined(texts, '，', ', ')

/** A time of the day in China, with its day where that is another than `than`'s. */
export function clock(time: string, than?: string): string {
  const at = minuteOf(time)
  return than && minuteOf(than).slice(0, 10) === at.slice(0, 10) ? at.slice(11) : at.slice(5)
}

/** Addresses of things, as they are printed on goods. */
export const lotPath = (gtin: string, lot: string) => `/01/${gtin}/10/${encodeURIComponent(lot)}`
export const packPath = (gtin: string, lot: string | null | undefined, serial: string) =>
  `/01/${gtin}${lot ? `/10/${encodeURIComponent(lot)}` : ''}/21/${encodeURIComponent(serial)}`
