import { Gln, Gtin, LotNumber } from '@suyuan/model/core/gs1'
import type { Text } from '@suyuan/model/core/refusal'
import type { z } from 'zod'
import { say, type TextName } from '../../../core/web/texts.js'
import { parts } from '../weighing/scale.js'
import type { Cell } from './table.js'

/** What a cell comes to: text or whole numbers, so that two are the same or not. Undefined is an empty cell. */
export type Value = string | number | undefined
export type Values = Readonly<Record<string, Value>>

export interface Column {
  key: string
  title: Text
  /** What is to be in it, as an example. */
  example: string
  required: boolean
  width: number
  /** Null for what cannot be in this column. */
  read(text: string): Value | null
  problem: Text
  write(value: Value): Cell
}

type Reading = Pick<Column, 'read' | 'problem' | 'write'>

const column =
  (required: boolean) =>
  (key: string, title: TextName, example: string, width: number, reading: Reading): Column => ({
    ...{ key, example, width, required },
    title: say(title as 'importGln'),
    ...reading
  })

export const needed = column(true)
export const optional = column(false)

const asIs = (value: Value): Cell => value ?? null

const shaped = (schema: z.ZodType<string>, problem: Text, prepare = (text: string) => text): Reading => ({
  read: text => schema.safeParse(prepare(text)).data ?? null,
  problem,
  write: asIs
})

export const gln = shaped(Gln, say('importGlnWrong'))
/** Spreadsheets take leading zeros away, and labels often leave them out. */
export const gtin = shaped(Gtin, say('importGtinWrong'), text =>
  /^\d{8,13}$/.test(text) ? text.padStart(14, '0') : text
)
export const lot = shaped(LotNumber, say('weighLotWrong'))

export const text = (most: number, shape = /^[^\0]+$/): Reading => ({
  read: text => (text.length <= most && shape.test(text) ? text : null),
  problem: say('toolsText', { most }),
  write: asIs
})

export const region: Reading = { ...text(6, /^\d{6}$/), problem: say('importRegionWrong') }
export const form: Reading = { ...text(40, /^[a-z][a-z0-9-]{1,39}$/), problem: say('importFormWrong') }

/** A list within a cell; in its one form, so that the order in which somebody wrote it changes nothing. */
export const forms: Reading = {
  read: text => {
    const names = text.split(/[,，、;；\s]+/).filter(Boolean)
    return names.length <= 10 && names.every(name => form.read(name) !== null) ? names.sort().join(',') : null
  },
  problem: say('importFormWrong'),
  write: asIs
}

/** A number with so many decimals, kept in whole parts. */
export const decimal = (decimals: number, most: number): Reading => ({
  read: text => {
    const value = parts(text, decimals)
    return value !== null && value > 0 && value <= most * 10 ** decimals ? value : null
  },
  problem: say('importDecimalWrong', { decimals, most }),
  write: value => (value === undefined ? null : Number(value) / 10 ** decimals)
})

export const whole = (least: number, most: number): Reading => ({
  read: text => {
    const value = /^-?\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    return value >= least && value <= most ? value : null
  },
  problem: say('toolsWhole', { least, most }),
  write: asIs
})

/** One of some words, Chinese, English, or as the ledger has it; written in Chinese. */
export const word = (words: Readonly<Record<string, Text>>): Reading => ({
  read: text => {
    const asked = text.toLowerCase()
    const found = Object.entries(words).find(([name, { zh, en }]) => [name, zh, en.toLowerCase()].includes(asked))
    return found?.[0] ?? null
  },
  problem: say('importWordWrong', {
    words: Object.values(words)
      .map(({ zh }) => zh)
      .join('、')
  }),
  write: value => (value === undefined ? null : (words[value]?.zh ?? value))
})

const TIME = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?Z?)?$/

/** A minute on a clock in China; noon where only the day is told. */
export const minute: Reading = {
  read: text => {
    const match = TIME.exec(text)
    if (!match) return null
    const [year, month, day, hour = '12', minutes = '00'] = match.slice(1).map(part => part?.padStart(2, '0'))
    const value = `${year}-${month}-${day} ${hour}:${minutes}`
    const time = new Date(`${value.replace(' ', 'T')}:00Z`)
    return Number.isNaN(time.getTime()) || !time.toISOString().startsWith(value.replace(' ', 'T')) ? null : value
  },
  problem: say('importTimeWrong'),
  write: asIs
}
