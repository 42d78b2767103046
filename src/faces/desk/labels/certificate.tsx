import { untranslated } from '@suyuan/model/core/untranslated'
import { z } from 'zod'
import { Row, Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import { qr } from './symbols.js'

export const BASES = ['entrusted', 'own', 'control', 'promise'] as const

/** What a 承诺达标合格证 says (MARA Order 2025-4): who sells fresh leaf promises by it. */
export const Certificate = z.object({
  product: z.string(),
  quantity: z.string(),
  origin: z.string(),
  promisor: z.string(),
  contact: z.string(),
  day: z.string(),
  bases: z.array(z.enum(BASES)),
  lot: z.string()
})
export type Certificate = z.infer<typeof Certificate>

export const BASIS_NAMES = {
  entrusted: say('certEntrusted'),
  own: say('certOwn'),
  control: say('certControl'),
  promise: say('certPromise')
} as const

const linesOf = ({ product, quantity, origin, promisor, contact, day, lot }: Certificate) =>
  [
    [say('certProduct'), product],
    [say('certQuantity'), quantity],
    [say('certOrigin'), origin],
    [say('certLot'), lot],
    [say('certPromisor'), promisor],
    [say('certContact'), contact],
    [say('certDay'), day]
  ] as const

/** The words that its code carries: the promise itself, so that who reads the code has it without any service. */
export const wordsOf = (certificate: Certificate, address: string): string =>
  [
    say('certTitle').zh,
    ...certificatePromise.map(({ zh }) => zh),
    `${say('certBasis').zh}：${certificate.bases.map(basis => BASIS_NAMES[basis].zh).join('、')}`,
    ...linesOf(certificate).map(([name, value]) => `${name.zh}：${value}`),
    address
  ].join('\n')

const certificatePromise = [say('certWords'), say('certWords1'), say('certWords2'), say('certWords3')] as const

/** The certificate as it is printed. */
export const CertificatePaper = ({ certificate, address }: { certificate: Certificate; address: string }) => (
  <article class="paper certificate">
    <h1>{say('certTitle').zh}</h1>
    <div class="words">
      {certificatePromise.map(words => (
        <p>{words.zh}</p>
      ))}
      <p>
        {say('certBasis').zh}：{' '}
        {BASES.map(basis => `${certificate.bases.includes(basis) ? '☑' : '☐'}${BASIS_NAMES[basis].zh}`).join(' ')}
      </p>
    </div>
    <div class="body">
      <dl>
        {linesOf(certificate).map(([name, value]) => (
          <Row name={untranslated(name.zh)}>{value}</Row>
        ))}
      </dl>
      <div class="code" dangerouslySetInnerHTML={{ __html: qr(wordsOf(certificate, address)) }} />
    </div>
    <p class="words">
      <Say text={say('certSign')} />
    </p>
  </article>
)
