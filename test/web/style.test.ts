/** The stylesheets by themselves: what is legible, what an old webview reads, what it weighs. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { STYLE } from '../../src/core/web/page-style.js'
import { appStyle } from '../../src/core/web/script.js'

const tokens = readFileSync(join(import.meta.dirname, '../../../src/core/web/style/tokens.css'), 'utf8')
const paletteIn = (css: string) =>
  Object.fromEntries([...css.matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/g)].map(([, name, colour]) => [name!, colour!]))
const [lightText, darkText] = tokens.split('@media') as [string, string]
const light = paletteIn(lightText)
const dark = { ...light, ...paletteIn(darkText) }

/** Relative luminance, by WCAG 2.2. */
function luminance(colour: string): number {
  const digits = colour.length === 4 ? [...colour.slice(1)].map(digit => digit + digit).join('') : colour.slice(1)
  const [red, green, blue] = [0, 2, 4].map(at => {
    const share = Number.parseInt(digits.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [lighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

/** Letters on grounds. */
const READ: [letters: string, ...grounds: string[]][] = [
  ['ink', 'paper', 'card', 'pale'],
  ['soft', 'paper', 'card', 'pale', 'grey'],
  ['leaf', 'paper', 'card', 'pale'],
  ['red', 'card', 'red-pale'],
  ['amber', 'amber-pale'],
  ['on-deep', 'deep', 'deeper', 'red-deep', 'still'],
  ['on-deep-soft', 'deep']
]
/** What tells where something is: edges of fields, the ring about what has the focus. */
const SEEN: [line: string, ...grounds: string[]][] = [
  ['edge', 'card', 'paper'],
  ['focus', 'card', 'paper'],
  ['leaf', 'card']
]

t.test('letters stand out from their grounds by 4.5, lines by 3, in light and dark', async t => {
  for (const [scheme, palette] of Object.entries({ light, dark })) {
    for (const [least, pairs] of [[4.5, READ] as const, [3, SEEN] as const])
      for (const [above, ...grounds] of pairs)
        for (const ground of grounds) {
          const found = contrast(palette[above]!, palette[ground]!)
          t.ok(found >= least, `${scheme}: ${above} on ${ground} ${found.toFixed(2)}`)
        }
  }
})

t.test('the stylesheet of pages for everybody is small', async t => {
  t.ok(STYLE.length <= 15_000, `${STYLE.length} bytes`)
  t.ok(appStyle.bodies.br.length <= 6000, `${appStyle.bodies.br.length} bytes`)
})

t.test('what it says, a webview of 2020 understands', async t => {
  const css = appStyle.bodies.identity.toString()
  const newer =
    /:is\(|:where\(|color-mix|(?<!\w)(?:min|max|clamp)\(|aspect-ratio|inset:|-inline|-block:|@layer|@container|dvh/
  t.notMatch(css, newer)
  for (const [, rule] of css.matchAll(/\{([^{}]*display:(?:inline-)?flex[^{}]*)\}/g)) t.notMatch(rule, /(?<![-\w])gap:/)
})

t.test('every variable that it uses is one of the palette', async t => {
  const css = appStyle.bodies.identity.toString()
  const set = new Set([...css.matchAll(/--([\w-]+):/g)].map(([, name]) => name))
  const used = new Set([...css.matchAll(/var\(--([\w-]+)\)/g)].map(([, name]) => name))
  t.same(
    [...used].filter(name => !set.has(name)),
    []
  )
})
