/**
 * Application identifiers: facts of GS1's Barcode Syntax Dictionary, release 2026-01-27 (gs1/gs1-syntax-dictionary), in its
 * notation, like identifiers put together. A column of: identifiers (`n` is a digit from 0 to 5); `*` where the length is
 * predefined, so that no FNC1 follows, and `?` where a Digital Link may have it as an attribute; components, each type,
 * length and what is true of it; `req` with what must be beside it, `ex` with what must not be (`self`: others of its own
 * three digits), `key` for primary keys of a Digital Link, with their qualifiers in order.
 *
 * Elsewhere than there: 22 goes with 8006 too. The URI syntax (4.9) and the dictionary's own line for 8006 say so, and its
 * line for 22 does not.
 */
const RULES = `
00 *? N18,csum,gcppos2 key
01 *? N14,csum,gcppos2 ex=255,37 key=22,10,21|235
02 *? N14,csum,gcppos2 ex=01,03 req=37
03 * N14,csum,gcppos2 ex=01,02,37,235
10 ? X..20 req=01,02,03,8006,8026
11,13,15,16 *? N6,yymmd0 req=01,02,03,8006,8026
12 *? N6,yymmd0 req=8020
17 *? N6,yymmd0 req=01,02,03,255,8006,8026
20 *? N2 req=01,02,03,8006,8026
21 - X..20 req=01,03,8006 ex=235
22 - X..20 req=01,8006
235 - X..28 req=01
240,241 ? X..30 req=01,02,03,8006,8026
242 ? N..6 req=01,02,8006,8026
243 ? X..20 req=01,03
250 ? X..30 req=01+21,03+21,8006+21
251 ? X..30 req=01,03,8006
253 ? N13,csum,gcppos1 [X..17] key
254 - X..20 req=414
255 ? N13,csum,gcppos1 [N..12] ex=01,02,415,8006,8020,8026 key
30 ? N..8 req=01,02
310n,311n,312n,313n,314n,315n,316n,320n,321n,322n,323n,324n,325n,326n,327n,328n,329n *? N6 req=01,02 ex=self
350n,351n,352n,356n,357n,360n,361n,364n,365n,366n *? N6 req=01,02 ex=self
330n,331n,332n,333n,334n,335n,336n,340n,341n,342n,343n,344n,345n,346n,347n,348n,349n *? N6 req=00,01 ex=self
353n,354n,355n,362n,363n,367n,368n,369n *? N6 req=00,01 ex=self
337n *? N6 req=01 ex=self
37 ? N..8 req=00+02,00+8026
3900-3909 ? N..15 req=255,8020 ex=self,391n,394n,8111
3910-3919 ? N3,iso4217 N..15 req=8020 ex=self
3920-3929 ? N..15 req=01+30,01+31nn,01+32nn,01+35nn,01+36nn ex=self,393n
3930-3939 ? N3,iso4217 N..15 req=30,31nn,32nn,35nn,36nn ex=self
3940-3943 ? N4 req=255 ex=self,8111
3950-3955 ? N6 req=30,31nn,32nn,35nn,36nn ex=self,392n,393n,8005
400 ? X..30
401 ? X..30,gcppos1 key
402 ? N17,csum,gcppos1 key
403 ? X..30 req=00
410,411,412,413,416 *? N13,csum,gcppos1
414 *? N13,csum,gcppos1 key=254|7040
415 *? N13,csum,gcppos1 req=8020 key=8020
417 *? N13,csum,gcppos1 key=7040
420 ? X..20 ex=421
421 ? N3,iso3166 X..9 ex=4307
422 ? N3,iso3166 req=01,02,03,8006,8026 ex=426
423,425 ? N3,iso3166 [N3],iso3166 [N3],iso3166 [N3],iso3166 [N3],iso3166 req=01,02,03 ex=426
424 ? N3,iso3166 req=01,02,03 ex=426
426 ? N3,iso3166 req=01,02,03
427 ? X..3 req=01+422,02+422,03+422
4300,4301,4310,4311,4320 ? X..35,pcenc req=00
4302,4304,4305,4306,4312,4314,4315,4316 ? X..70,pcenc req=00
4303 ? X..70,pcenc req=4302
4313 ? X..70,pcenc req=4312
4307,4317 ? X2,iso3166alpha2 req=00
4308,4319 ? X..30 req=00
4318 ? X..20 req=00
4309 ? N10,latitude N10,longitude req=00
4321,4322,4323 ? N1,yesno req=00
4324,4325 ? N6,yymmd0 N4,hhmi req=00
4326 ? N6,yymmdd req=00
4330 ? N6 [X1],hyphen req=00 ex=4331
4331 ? N6 [X1],hyphen req=00 ex=4330
4332 ? N6 [X1],hyphen req=00 ex=4333
4333 ? N6 [X1],hyphen req=00 ex=4332
7001 ? N13 req=01,02,8006,8026
7002 ? X..30 req=01,02
7003 ? N6,yymmdd N4,hhmi req=01,02,03
7004 ? N..4 req=01+10,03+10
7005 ? X..12 req=01,02
7006 ? N6,yymmdd req=01,02
7007 ? N6,yymmdd [N6],yymmdd req=01,02
7008 ? X..3 req=01,02
7009 ? X..10 req=01,02
7010 ? X..2 req=01,02,03
7011 ? N6,yymmdd [N4],hhmi req=01,02,03
7020 ? X..20 req=01+416,03+416,8006+416
7021 ? X..20 req=01,03,8006
7022 ? X..20 req=01+7021,03+7021,8006+7021
7023 ? X..30,gcppos1
7030-7039 ? N3,iso3166999 X..27 req=01,02
7040 - N1 X1 X1 X1,importeridx
7041 - X..4,packagetype req=00
710-717 ? X..20 req=01
7230-7239 ? X2 X..28 req=01,8004
7240 ? X..20 req=01,8006 ex=03
7241 ? N2,mediatype req=8017,8018
7242 ? X..25 req=8017,8018
7250 ? N8,yyyymmdd req=8018 ex=7251
7251 ? N8,yyyymmdd N4,hhmi req=8018 ex=7250
7252 ? N1,iso5218 req=8018
7253,7254 ? X..40,pcenc req=8017,8018 ex=7256,7259
7255 ? X..10 req=8017,8018 ex=7256,7259
7256 ? X..90,pcenc req=8017,8018
7257 ? X..70,pcenc req=8018
7258 ? X3,posinseqslash req=8018+7259
7259 ? X..40,pcenc req=8018 ex=7256
8001 ? N4,nonzero N5,nonzero N3,nonzero N1,winding N1 req=01
8002 ? X..20
8003 ? N1,zero N13,csum,gcppos1 [X..16] key
8004 ? X..30,gcppos1 key=7040
8005 ? N6 req=01,02
8006 ? N14,csum,gcppos2 N4,pieceoftotal ex=01,03,37 key=22,10,21
8007 ? X..34,iban req=415
8008 ? N6,yymmdd N2,hh [N2],mi [N2],ss req=01,02,03
8009 ? X..50 req=00,01,03
8010 ? Y..30,gcppos1 key=8011
8011 - N..12,nozeroprefix req=8010
8012 ? X..20 req=01,03,8006
8013 ? X..25,csumalpha,gcppos1 key
8014 - X..25,csumalpha,gcppos1,hasnondigit req=01
8017 ? N18,csum,gcppos1 ex=8018 key=8019
8018 ? N18,csum,gcppos1 ex=8017 key=8019
8019 - N..10 req=8017,8018
8020 - X..25 req=415
8026 ? N14,csum,gcppos2 N4,pieceoftotal req=37 ex=02,03,8006
8030 ? Z..90 req=00,01+21,03+21,253,255,8003,8004,8006+21,8010+8011,8017,8018
8040 - N15 req=01+21
8041 - N15 req=01+21+8040
8042 - N32 req=01+21+8040
8043 - N18 [N..2] req=01+21+8040
8110 ? X..70,couponcode
8111 ? N4 req=255
8112 ? X..70,couponposoffer
8200 - X..70 req=01
90 ? X..30
91-99 ? X..90`

/** Characters of a component: digits, GS1 sets 82, 39 and 64. */
export type CharacterSet = 'N' | 'X' | 'Y' | 'Z'

export interface Component {
  set: CharacterSet
  shortest: number
  longest: number
  optional: boolean
  /** Names of what must be true of it. */
  rules: readonly string[]
}

export interface Identifier {
  ai: string
  /** Its length follows from its first two digits: no FNC1 ends it. */
  predefined: boolean
  /** A Digital Link may have it in its query. */
  attribute: boolean
  components: readonly Component[]
  /** Of these groups one must be there, if there are any; `n` is any digit. */
  requires: readonly (readonly string[])[]
  excludes: readonly string[]
  /** Sequences of qualifiers of which a path may have one, with gaps; none unless it is a primary key. */
  qualifiers?: readonly (readonly string[])[]
}

const DIGITS = ['0', '1', '2', '3', '4', '5']

/** What stands in the first column, one by one. */
function identifiersOf(column: string): string[] {
  return column.split(',').flatMap(part => {
    if (part.endsWith('n')) return DIGITS.map(digit => part.slice(0, -1) + digit)
    const [first = '', last = first] = part.split('-')
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) =>
      String(Number(first) + i).padStart(first.length, '0')
    )
  })
}

function componentOf(text: string): Component {
  const [form = '', ...rules] = text.split(',')
  const [, set, upTo, length] = /^\[?([NXYZ])(\.\.)?(\d+)\]?$/.exec(form)!
  return {
    set: set as CharacterSet,
    shortest: upTo ? 1 : Number(length),
    longest: Number(length),
    optional: form.startsWith('['),
    rules
  }
}

function entriesOf(line: string): [string, Identifier][] {
  const [column = '', flags = '', ...rest] = line.split(' ')
  const lists = { req: [] as string[], ex: [] as string[] }
  let qualifiers: string[][] | undefined
  const components: Component[] = []
  for (const part of rest) {
    const [name, list = ''] = part.split('=')
    if (name === 'req' || name === 'ex') lists[name] = list.split(',')
    else if (name === 'key') qualifiers = list.split('|').map(sequence => sequence.split(',').filter(Boolean))
    else components.push(componentOf(part))
  }
  return identifiersOf(column).map(ai => [
    ai,
    {
      ai,
      predefined: flags.includes('*'),
      attribute: flags.includes('?'),
      components,
      requires: lists.req.map(group => group.split('+')),
      excludes: lists.ex.map(each => (each === 'self' ? `${ai.slice(0, 3)}n` : each)),
      ...(qualifiers && { qualifiers })
    }
  ])
}

/** All identifiers that are given out. */
export const IDENTIFIERS: ReadonlyMap<string, Identifier> = new Map(RULES.trim().split('\n').flatMap(entriesOf))

/** Those by which a Digital Link's path begins. */
export const PRIMARY_KEYS: readonly string[] = [...IDENTIFIERS.values()]
  .filter(({ qualifiers }) => qualifiers)
  .map(({ ai }) => ai)

/** The identifier with which a text begins: none is the beginning of another. */
export function identifierAt(text: string): Identifier | undefined {
  for (let length = 2; length <= 4; length++) {
    const found = IDENTIFIERS.get(text.slice(0, length))
    if (found) return found
  }
  return undefined
}

/** Whether an identifier is of a pattern, in which `n` is any digit. */
export const isOf = (ai: string, pattern: string): boolean =>
  ai.length === pattern.length && [...pattern].every((digit, index) => digit === 'n' || digit === ai[index])
