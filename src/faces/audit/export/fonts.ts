import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Noto Sans SC in files of some hundred characters each, as its package has it. */
const require = createRequire(import.meta.url)
const folder = dirname(require.resolve('@fontsource/noto-sans-sc/package.json'))

interface Range {
  first: number
  last: number
  file: string
}

const fileOf = (subset: string) =>
  join(folder, 'files', `noto-sans-sc-${subset.replaceAll(/[[\]]/g, '')}-400-normal.woff`)

/** `U+4e00-4e05,U+4e07` by subset. */
function rangesIn(subsets: Record<string, string>): Range[] {
  return Object.entries(subsets).flatMap(([subset, ranges]) =>
    ranges.split(',').map((range): Range => {
      const [first = '', last = first] = range.trim().replace(/^U\+/i, '').split('-')
      return { first: Number.parseInt(first, 16), last: Number.parseInt(last, 16), file: fileOf(subset) }
    })
  )
}

let ranges: readonly Range[] | undefined
const files = new Map<number, string>()
const SPACE = 0x20

/** The file that has a character; of one that none has, the one with plain Latin, which shows that something is missing. */
export function fontFileOf(character: string): string {
  const point = character.codePointAt(0)!
  const known = files.get(point)
  if (known) return known
  ranges ??= rangesIn(JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>)
  const find = (wanted: number) => ranges!.findLast(({ first, last }) => first <= wanted && wanted <= last)?.file
  const file = find(point) ?? find(SPACE)!
  files.set(point, file)
  return file
}
