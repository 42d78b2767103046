import { CASE, SANCTION, STANDING_FINDINGS } from '@suyuan/model/supervision/procedures'
import { CASE_KINDS, type Case, ORIGINS, type Sanction } from '@suyuan/model/supervision/states'
import type { Numbered } from '../../core/matters/face.js'
import { type MatterField, matterFace } from '../../core/matters/face.js'
import { say } from '../../core/web/texts.js'
import { caseOptions, measureOf, partyOptions, termOf, textOptions } from './options.js'
import { beyondCase } from './parts.js'

const products = ({ gtin }: Case) => (gtin ? { products: [gtin] } : {})

/** A finding is for everybody to read as long as it stands; what is not found yet, or was found otherwise, is not. */
export const caseFace = matterFace<Case>({
  kind: 'case',
  path: 'cases',
  procedure: CASE,
  title: say('svCases'),
  help: say('svCasesHelp'),
  number: { label: say('svCase'), prefix: 'AJ' },
  headline: ({ kind, party }, names) => {
    const { zh, en } = names.party(party)
    return { zh: `${CASE_KINDS[kind].zh}：${zh}`, en: `${en}: ${CASE_KINDS[kind].en}` }
  },
  facts: ({ kind, origin, reference, gtin, lot }, names, { supervises }) => [
    [say('svKind'), CASE_KINDS[kind]],
    [say('svOrigin'), ORIGINS[origin]],
    [say('svReference'), supervises ? reference : undefined],
    [say('svProduct'), gtin && (names.product(gtin)?.name ?? gtin)],
    [say('svLot'), lot]
  ],
  mentions: products,
  fields: {
    openCase: [
      { name: 'party', label: say('svAgainst'), type: 'choice', options: partyOptions },
      { name: 'kind', label: say('svKind'), type: 'choice', options: () => textOptions(CASE_KINDS) },
      { name: 'origin', label: say('svOrigin'), type: 'choice', options: () => textOptions(ORIGINS) },
      { name: 'reference', label: say('svReference'), hint: say('svReferenceHint'), type: 'text', optional: true },
      { name: 'gtin', label: say('svProduct'), type: 'text', optional: true },
      { name: 'lot', label: say('svLot'), type: 'text', optional: true }
    ]
  },
  shown: ['desk', 'audit', 'board'],
  isPublic: ({ state }) => STANDING_FINDINGS.includes(state),
  more: ({ pool }, matter) => beyondCase(pool, matter as Numbered<Case>)
})

const decided: readonly MatterField[] = [
  { name: 'case', label: say('svCase'), type: 'choice', options: caseOptions },
  { name: 'authority', label: say('svAuthority'), type: 'text' },
  { name: 'decision', label: say('svDecision'), type: 'text' },
  { name: 'from', label: say('svFrom'), type: 'day' },
  { name: 'until', label: say('svUntil'), hint: say('svUntilHint'), type: 'day', optional: true }
]
const lifting: readonly MatterField[] = [{ name: 'decision', label: say('svDecision'), type: 'text' }]

export const sanctionFace = matterFace<Sanction>({
  kind: 'sanction',
  path: 'sanctions',
  procedure: SANCTION,
  title: say('svSanctions'),
  help: say('svSanctionsHelp'),
  number: { label: say('svSanction'), prefix: 'CF' },
  headline: (sanction, names) => {
    const [{ zh, en }, measure] = [names.party(sanction.party), measureOf(sanction)]
    return { zh: `${measure.zh}：${zh}`, en: `${en}: ${measure.en}` }
  },
  facts: (sanction, _, { supervises }) => [
    [say('svMeasure'), measureOf(sanction)],
    [say('svScope'), say('svScopeIs')],
    [say('svRegister'), sanction.sanction === 'disqualified' ? say('svBlacklist') : undefined],
    [say('svAuthority'), sanction.authority],
    [say('svDecision'), sanction.decision],
    [say('svTerm'), termOf(sanction)],
    [say('svCase'), supervises ? sanction.case : undefined]
  ],
  fields: { warn: decided, suspend: decided, disqualify: decided, grantRepair: lifting, annulSanction: lifting },
  shown: ['desk', 'audit', 'board'],
  isPublic: ({ state }) => state !== 'annulled'
})
