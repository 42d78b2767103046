import { checkDigit } from '../gs1.js'
import { checkCharacters } from './characters.js'
import { COUNTRIES, COUNTRIES_ALPHA2, CURRENCIES, PACKAGE_TYPES } from './code-lists.js'
import { isCouponCode, isPositiveOffer } from './coupon.js'
import type { Gs1Fault } from './error.js'

/** What must be true of a component, by the dictionary's name for it, and which fault it is when it is not. */
export interface Rule {
  holds(text: string): boolean
  fault: Gs1Fault
  /** What it is about, for who reads of the fault. */
  says: string
}

const value = (says: string, holds: Rule['holds']): Rule => ({ holds, fault: 'AI_VALUE', says })
const check = (says: string, holds: Rule['holds']): Rule => ({ holds, fault: 'AI_CHECK_DIGIT', says })
const shaped = (says: string, shape: RegExp): Rule => value(says, text => shape.test(text))

/** @param zeroDay whether day 00 stands for the month as a whole */
function isDate(text: string, zeroDay: boolean): boolean {
  const [year, month, day] = [text.slice(0, -4), text.slice(-4, -2), text.slice(-2)].map(Number) as [
    number,
    number,
    number
  ]
  if (month < 1 || month > 12) return false
  if (day === 0) return zeroDay
  // Of a century's years those that 4 divides are leap years, as in the only ones that two digits can mean.
  const leap = text.length === 6 ? year % 4 === 0 : year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day <= [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!
}

function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[0-9A-Z]{1,30}$/.test(text) || !COUNTRIES_ALPHA2.has(text.slice(0, 2))) return false
  const digits = (text.slice(4) + text.slice(0, 4)).replace(/[A-Z]/g, letter => String(letter.charCodeAt(0) - 55))
  return BigInt(digits) % 97n === 1n
}

function isPieceOfTotal(text: string): boolean {
  const [piece, total] = [text.slice(0, text.length / 2), text.slice(text.length / 2)].map(Number) as [number, number]
  return piece > 0 && piece <= total
}

const isCountry = (text: string) => COUNTRIES.has(text)

export const RULES: Readonly<Record<string, Rule>> = {
  csum: check('GS1 mod 10', text => text.at(-1) === checkDigit(text.slice(0, -1))),
  csumalpha: check('GS1 mod 1021', text => text.length > 2 && text.slice(-2) === checkCharacters(text.slice(0, -2))),
  gcppos1: shaped('GS1 Company Prefix', /^\d{4}/),
  gcppos2: shaped('GS1 Company Prefix', /^.\d{4}/),
  yymmdd: value('YYMMDD', text => isDate(text, false)),
  yymmd0: value('YYMMDD', text => isDate(text, true)),
  yyyymmdd: value('YYYYMMDD', text => isDate(text, false)),
  hh: shaped('hh', /^([01]\d|2[0-3])$/),
  mi: shaped('mm', /^[0-5]\d$/),
  ss: shaped('ss', /^[0-5]\d$/),
  hhmi: shaped('hhmm', /^([01]\d|2[0-3])[0-5]\d$/),
  iso3166: value('ISO 3166-1 numeric', isCountry),
  iso3166999: value('ISO 3166-1 numeric, 999', text => text === '999' || isCountry(text)),
  iso3166alpha2: value('ISO 3166-1 alpha-2', text => COUNTRIES_ALPHA2.has(text)),
  iso4217: value('ISO 4217 numeric', text => CURRENCIES.has(text)),
  iso5218: shaped('ISO/IEC 5218', /^[0129]$/),
  iban: check('IBAN', isIban),
  packagetype: value('PackageTypeCode', text => PACKAGE_TYPES.has(text)),
  mediatype: shaped('01–10, 80–99', /^(0[1-9]|10|[89]\d)$/),
  importeridx: shaped('importer index', /^[-0-9A-Z_a-z]$/),
  pcenc: shaped('percent-encoding', /^([^%]|%[0-9A-Fa-f]{2})*$/),
  yesno: shaped('0, 1', /^[01]$/),
  zero: shaped('0', /^0+$/),
  nonzero: shaped('≠ 0', /[^0]/),
  nozeroprefix: shaped('0…', /^(0|[^0].*)$/),
  hasnondigit: shaped('non-digit', /\D/),
  hyphen: shaped('-', /^-+$/),
  winding: shaped('0, 1, 9', /^[019]$/),
  latitude: value('latitude', text => Number(text) <= 1_800_000_000),
  longitude: value('longitude', text => Number(text) <= 3_600_000_000),
  pieceoftotal: value('piece of total', isPieceOfTotal),
  posinseqslash: value('position/total', text => /^[1-9]\/[1-9]$/.test(text) && text[0]! <= text[2]!),
  couponcode: value('coupon code', isCouponCode),
  couponposoffer: value('positive offer file', isPositiveOffer)
}
