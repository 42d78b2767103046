import type { Matter, Procedure } from '@suyuan/model/core/procedure'
import type { Text } from '@suyuan/model/core/refusal'
import type { ComponentChildren } from 'preact'
import type { Person } from '../identity/person.js'
import type { Names } from '../mirror/names.js'
import type { Services } from '../module.js'
import type { Option } from '../web/fields.js'

/** A matter as lists and pages have it: what the ledger says, its number, the block that wrote it last. */
export type Numbered<M extends Matter = Matter> = M & { id: string; block: number }

/** Who looks: a party, those who supervise, or anybody. */
export interface Viewer {
  /** USCC, or an organisation's MSP id; null for anybody. */
  party: string | null
  supervises: boolean
}

/** A field of a step's form; `name` is its path in the payload, with dots. */
export interface MatterField {
  name: string
  label: Text
  hint?: Text
  /**
   * `whole` and `decimal` become numbers, `yes` a truth, `several` a list of what was chosen, a `moment` is China's time; all
   * else stays text.
   */
  type: 'text' | 'long' | 'several' | 'whole' | 'decimal' | 'day' | 'moment' | 'yes' | 'choice' | 'hidden'
  optional?: boolean
  /** What may be chosen. */
  options?(services: Services, person: Person): Promise<readonly Option[]> | readonly Option[]
  /** What stands in it before anything was typed. */
  value?(matter: Numbered | null): string | undefined
  /** What the typed text means in the payload, where that is something else. */
  read?(text: string): unknown
}

/** What one kind of matters looks like, to programs and on pages. */
export interface MatterFace<M extends Matter = Matter> {
  /** States of the ledger are `${module}/${kind}/${id}`. */
  kind: string
  /** Its place in addresses: /desk/{module}/{path}, /api/{module}/{path}; pages of a path that is the module's are at /desk/{module}. */
  path: string
  procedure: Procedure
  /** What they are called together, and what one says of them to whoever opens the list. */
  title: Text
  help: Text
  /** What the number is called, and what begins one that is made by chance; without that it is a field of the form. */
  number: { label: Text; prefix?: string; hint?: Text; options?: MatterField['options'] }
  /** What a list says of it beside its state. */
  headline(matter: Numbered<M>, names: Names): Text | string
  /** What its page says of it. */
  facts(matter: Numbered<M>, names: Names, viewer: Viewer): readonly (readonly [Text, Text | string | undefined])[]
  /** What else it names, so that its name is known: USCC, GLN, GTIN. */
  mentions?(matter: Numbered<M>): { parties?: string[]; places?: string[]; products?: string[] }
  /** Fields of a step's form, beside what every step has: words and a document. */
  fields: Readonly<Record<string, readonly MatterField[]>>
  /** Where it is shown: `desk` to whose it is, `audit` to those who supervise, `board` to everybody. */
  shown: readonly ('desk' | 'audit' | 'board')[]
  /** Which of them everybody may see; all where it does not say, if they are on the board. */
  isPublic?(matter: M): boolean
  /** What stands above the list on every face: figures. */
  above?(services: Services): Promise<ComponentChildren>
  /** What more its page has, as HTML of its own: a link, a table. */
  more?(services: Services, matter: Numbered<M>, viewer: Viewer): Promise<ComponentChildren>
}

/** A face with the module that it is of. */
export interface MountedFace extends MatterFace {
  module: string
}

/** So that a module can say what its matters look like by their own type. */
export const matterFace = <M extends Matter>(face: MatterFace<M>): MatterFace => face as unknown as MatterFace

/** What everybody may see of a matter's kind, and of it. */
export const isOpen = ({ shown, isPublic }: MatterFace, matter: Matter): boolean =>
  shown.includes('board') && (isPublic?.(matter) ?? true)

export const isSeenBy = (face: MatterFace, matter: Matter, viewer: Viewer): boolean =>
  viewer.supervises || isOwn(matter, viewer) || isOpen(face, matter)

/** Whether it is the viewer's, or concerns him. */
export const isOwn = ({ party, concerned = [] }: Matter, viewer: Viewer): boolean =>
  viewer.party !== null && [party, ...concerned].includes(viewer.party)

/** As the viewer may have it: words are for whom it concerns and who supervises. */
export function shownTo<M extends Matter>(matter: M, viewer: Viewer): M {
  if (viewer.supervises || isOwn(matter, viewer)) return matter
  return { ...matter, history: matter.history.map(({ words, ...step }) => step) }
}
