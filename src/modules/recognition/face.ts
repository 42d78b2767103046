import { untranslated } from '@suyuan/model/core/untranslated'
import { RECOGNITION, REGISTERS, type RecognitionCase } from '@suyuan/model/recognition/states'
import { matterFace } from '../../core/matters/face.js'
import { productOptions } from '../../core/mirror/registers.js'
import { minuteOf } from '../../core/web/clock.js'
import type { Option } from '../../core/web/fields.js'
import { say } from '../../core/web/texts.js'

/** What everybody may read: from the public notice on. */
const PUBLIC: ReadonlySet<RecognitionCase['state']> = new Set([
  ...(['noticed', 'objected', 'filed', 'withdrawn', 'expired'] as const)
])

/** Applications for a register. */
export const cases = matterFace<RecognitionCase>({
  kind: 'application',
  path: 'applications',
  procedure: RECOGNITION,
  title: say('recognitionCases'),
  help: say('recognitionCasesHelp'),
  number: { label: say('recognitionNumber'), prefix: 'RD' },
  headline: ({ gtin, register }, names) => {
    const { zh, en } = names.product(gtin)?.name ?? untranslated(gtin)
    return { zh: `${zh} · ${REGISTERS[register].zh}`, en: `${en}, ${REGISTERS[register].en}` }
  },
  facts: ({ gtin, register, noticedAt, number }, names) => [
    [say('productNumber'), gtin],
    [say('zhenpinProduct'), names.product(gtin)?.name],
    [say('recognitionRegister'), REGISTERS[register]],
    [say('recognitionNoticed'), noticedAt && minuteOf(noticedAt)],
    [say('recognitionFiling'), number]
  ],
  mentions: ({ gtin }) => ({ products: [gtin] }),
  fields: {
    apply: [
      {
        ...{ name: 'gtin', label: say('zhenpinProduct'), type: 'choice' },
        options: ({ pool }, { party }) => productOptions(pool, party)
      },
      {
        ...{ name: 'register', label: say('recognitionRegister'), type: 'choice' },
        options: () => Object.entries(REGISTERS).map(([register, text]): Option => [register, text])
      }
    ],
    file: [
      { name: 'number', label: say('recognitionFiling'), type: 'text' },
      { name: 'from', label: say('recognitionFrom'), type: 'day', optional: true }
    ]
  },
  shown: ['desk', 'audit', 'board'],
  isPublic: ({ state }) => PUBLIC.has(state)
})
