import type { CharacterSet } from './dictionary.js'

/** GS1 General Specifications, 7.11. */
export const CHARACTERS: Readonly<Record<CharacterSet, RegExp>> = {
  N: /^\d*$/,
  X: /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*$/,
  Y: /^[#\-/0-9A-Z]*$/,
  Z: /^[-0-9=A-Z_a-z]*$/
}

/** Of set 82 in its order, by which check characters are counted. */
const SET_82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
const SET_32 = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83]

/** The pair of check characters over those before it (General Specifications, 7.9.5): mod 1021, weights by primes from the right. */
export function checkCharacters(text: string): string {
  const sum = [...text].reverse().reduce((so, character, i) => so + SET_82.indexOf(character) * PRIMES[i]!, 0) % 1021
  return SET_32[Math.floor(sum / 32)]! + SET_32[sum % 32]!
}
